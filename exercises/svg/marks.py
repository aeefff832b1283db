"""What is drawn on a figure to explain it: ticks where it works, arrows where it moves."""

from exercises.figure.geometry import add, direction, mix, vector
from exercises.figure.shapes import FRONT, SIDE


def _width(rows, t, column):
    for a, b in zip(rows, rows[1:], strict=False):
        if a[0] <= t <= b[0]:
            return mix(a[column], b[column], (t - a[0]) / (b[0] - a[0]))
    return rows[0][column] if t < rows[0][0] else rows[-1][column]


def work_line(body, where, start, end, depth=0.6):
    """A line through the worked muscle; see `poses/__init__.py`."""
    depth *= 0.72  # ticks stay on the body
    places = [mix(start, end, i / 4) for i in range(5)]
    if where == "across":
        return [body.beside(start, end * k) for k in (-1, -0.5, 0, 0.5, 1)]
    if where in ("back", "belly", "mid"):
        sign, column = {"back": (-1, 2), "belly": (1, 1), "mid": (0, 1)}[where]
        return [body.beside(t, 0 if body.is_front else sign * depth * _width(SIDE, t, column)) for t in places]
    if where in ("left", "right"):
        sign = 1 if where == "right" else -1
        return [body.beside(t, sign * depth * _width(FRONT, t, 1)) for t in places]
    key, face = where.split(".")
    aside = {"front": 1, "back": -1, "mid": 0}[face] * depth * (4 if key[0] == "l" else -2.4)
    return [body.bones[key].along(t, aside * (1 - 0.35 * max(0, t - 0.8))) for t in places]


def arrow(view, spec):
    x1, y1, cx, cy, x2, y2 = spec
    start, bend, tip = view.whole((x1, y1)), view.whole((cx, cy)), view.whole((x2, y2))
    turn = direction(bend, tip)
    wings = [tuple(map(round, add(tip, vector(turn + d, 32)))) for d in (140, -140)]
    head = "M{} {}L{} {}L{} {}".format(*wings[0], *tip, *wings[1])
    stem = "M{} {}Q{} {} {} {}".format(*start, *bend, *tip)
    return f'<path class="ar ad" d="{stem}"/><path class="ar" d="{head}"/>'
