"""What is drawn on a figure to explain it: ticks where it works, arrows where it moves."""

from exercises.figure.geometry import add, direction, inside, mix, vector
from exercises.figure.shapes import FRONT, SIDE

SAMPLES = 16  # places along a line of ticks where is looked
INWARDS = (
    1,
    0.85,
    0.7,
    0.5,
    0.3,
    0.1,
)  # how much of its depth a line keeps, to get on the body and out of the arm's way
DEEPER = 0.3  # how much of its length that may cost
SHORTEST = 0.28  # less of a line tells nothing
AIR = 0.3  # between a tick and an edge
HIGH = 0.76  # of the width that is named
NOT_THE_BODY = ("f", "kf", "lf", "tf", "of")


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


def fitted(shown, others, spec, over_arm):
    """The longest part of a line whose ticks are all seen whole on the body that is shown, and lie on the others."""
    where, start, end, depth, width = spec
    if where == "across":
        return spec
    best = (SHORTEST, spec)
    for part in INWARDS:
        line = [where, start, end, depth * part, width]
        flags = [
            seen(shown, line, i / SAMPLES, over_arm) and all(seen(body, line, i / SAMPLES) for body in others)
            for i in range(SAMPLES + 1)
        ]
        a, b = (place / SAMPLES for place in _longest(flags))
        length = b - a - DEEPER * (1 - part)
        if length == 1:  # all of it
            return spec
        if length > best[0]:
            best = (length, [where, mix(start, end, a), mix(start, end, b), depth * part, width])
    return best[1]


def seen(body, spec, part, over_arm=True):
    """Whether a tick at this part of its line lies on the body; not over_arm: with nothing before it, too."""
    where, start, end, depth, width = spec
    t = mix(start, end, part)
    point, beyond = (work_line(body, where, u, u, depth)[0] for u in (t, t + 0.01))
    across = vector(direction(point, beyond) + 90, width * HIGH / 2 + AIR)
    spots = [add(point, across, side) for side in (-1, 0, 1)]
    above = len(body.parts) if body.under_arm is None else body.under_arm
    is_near = not body.is_front and "2" not in where and body.pose.get("near", "leg") == "leg"
    on = [lines for name, lines in body.parts[:above] if name not in (NOT_THE_BODY if is_near else "f")]
    before = [lines for _, lines in body.parts[above:]]
    if over_arm:
        return all(_is_on(spot, on + before) for spot in spots)
    return all(_is_on(spot, on) and not _is_on(spot, before) for spot in spots)


def _is_on(spot, parts):
    x, y = spot
    return any(
        min(outline)[0] < x < max(outline)[0] and inside(spot, outline) for outlines in parts for outline in outlines
    )


def _longest(flags):
    """The longest run of what is true: its first and its last place."""
    best, first = (0, 0), None
    for i, flag in enumerate([*flags, False]):
        if flag and first is None:
            first = i
        elif not flag and first is not None:
            best, first = max(best, (first, i - 1), key=lambda run: run[1] - run[0]), None
    return best


def arrow(view, spec):
    x1, y1, cx, cy, x2, y2 = spec
    start, bend, tip = view.whole((x1, y1)), view.whole((cx, cy)), view.whole((x2, y2))
    turn = direction(bend, tip)
    wings = [tuple(map(round, add(tip, vector(turn + d, 32)))) for d in (140, -140)]
    head = "M{} {}L{} {}L{} {}".format(*wings[0], *tip, *wings[1])
    stem = "M{} {}Q{} {} {} {}".format(*start, *bend, *tip)
    return f'<path class="ar ad" d="{stem}"/><path class="ar" d="{head}"/>'
