"""Drawings as SVG: splines, key frames, ticks, arrows and props. Classes only, no inline style or script.

Drawings are part of the page that shows them, never files of their own: an `<img>` could not take the colours of the
theme or be paused, and putting fetched markup into a page needs a sink that Trusted Types forbid. So a page that was
kept for offline use has all its drawings (a session of ten, moving, is about 25 KB compressed), and there is no further
request. Each is drawn once in a process and kept.
"""

import re
from dataclasses import dataclass
from functools import cache
from html import escape

from exercises.catalogue import catalogue
from exercises.figure import FRONT, SIDE, Body, add, between, direction, distance, mix, vector
from exercises.poses import drawings

WIDTH, HEIGHT = 960, 720  # 2.4 times the plate's 400 x 300
FLOOR, LEFT, RIGHT, TOP = 629, 120, 840, 44  # the figure stays inside; survives a square crop
BEYOND = (-1440, 2400)  # floor and water run past both edges of any plate
TICK, GAP = 8, 9
UNGHOSTED = ("f", "s", "e", "g")  # strokes, ears and ticks
GHOST_LEAST = 30  # parts that move less look like a printing error
EASE = (0.75, 0, 0.25, 1)
STEPS = 4  # sampled between two key poses
STRAIGHT = 16  # how far a straight morph may be off before a frame is kept
HOLD = 0.2  # part of the time the end is held
STILL_LIMIT, MOVING_LIMIT = 4096, 25600


@cache
def still(slug, *, position="", described=False, mirrored=False, place="", fit="slice"):
    """The end of the movement over a pale ghost of its start; mirrored: the other side of the body.

    A position without a drawing of its own gets the usual one; a slug without a drawing gives an empty string.
    """
    return _svg(slug, position, "still", described, mirrored, place, fit)


@cache
def moving(slug, *, position="", described=False, mirrored=False, place="", fit="slice"):
    """There and back, with a hold; where movement is not wanted, CSS shows the still that it also holds."""
    return _svg(slug, position, "moving", described, mirrored, place, fit)


def _svg(slug, position, form, described, mirrored, place, fit):
    drawing = drawings().get(f"{slug}.{position}", drawings().get(slug))
    if drawing is None:
        return ""
    known = catalogue().exercises.get(drawing.slug)
    told, words = ' aria-hidden="true"', ""
    if described:
        mark = f"fig-{drawing.slug}{place}"
        told = f' role="img" aria-labelledby="{mark}-t {mark}-d"'
        title = escape(known.name if known else drawing.slug)
        words = f'<title id="{mark}-t">{title}</title><desc id="{mark}-d">{escape(drawing.desc)}</desc>'
    picture = Picture(drawing).markup(form)
    if mirrored:
        picture = f'<g transform="matrix(-1 0 0 1 {WIDTH} 0)">{picture}</g>'
    return (
        f'<svg class="fig fig-{drawing.who}" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="xMidYMid {fit}"{told}>'
        f"{words}{picture}</svg>"
    )


def has_movement(slug):
    return slug in drawings() and "<animate" in moving(slug)


def has_work(slug):
    """Whether the drawing marks where the exercise is felt."""
    return slug in drawings() and bool(drawings()[slug].work)


# ----------------------------------------------------------------------- paths
@dataclass(frozen=True, slots=True)
class View:
    """World (per cent of height, y up) to picture units."""

    scale: float
    x: float
    y: float

    def __call__(self, point):
        return self.x + self.scale * point[0], self.y - self.scale * point[1]

    def whole(self, point):
        return tuple(map(round, self(point)))


def numbers(values):
    out = ""
    for n in values:
        out += (" " if out and n >= 0 else "") + str(n)
    return out


def spline(points, view, closed=True):
    """A quadratic B-spline as `M q t t ...`: after the first point, two whole numbers for each further one."""
    points = [view(q) for q in points]
    if closed:
        x, y = (round((points[-1][i] + points[0][i]) / 2) for i in (0, 1))
        control = points
    else:
        x, y = map(round, points[0])
        control = points[1:-1]
    start, (cx, cy) = (x, y), map(round, control[0])
    steps = [cx - x, cy - y]
    for i in range(len(control)):
        if i < len(control) - 1:  # steer by the mirrored control point, so that rounding never adds up
            ex, ey = (round((c + n) / 2) for c, n in zip((cx, cy), control[i + 1], strict=True))
        else:
            ex, ey = start if closed else map(round, points[-1])
        steps += [ex - x, ey - y]
        cx, cy, x, y = 2 * ex - cx, 2 * ey - cy, ex, ey
    more = "t" + numbers(steps[4:]) if steps[4:] else ""
    return f"M{numbers(start)}q{numbers(steps[:4])}{more}{'z' if closed else ''}"


def polyline(points, view):
    return "M" + "L".join("{} {}".format(*view.whole(q)) for q in points)


def points_of(path):
    """The points on our own path strings, absolute."""
    found = []
    for sub in path.split("M")[1:]:
        n = [int(x) for x in re.findall(r"-?\d+", sub)]
        if "L" in sub:
            found += zip(n[::2], n[1::2], strict=True)
            continue
        x, y = n[:2]
        found += [(x, y), (x + n[2], y + n[3])]
        for u, w in zip(n[4::2], n[5::2], strict=True):
            x, y = x + u, y + w
            found.append((x, y))
    return found


# ------------------------------------------------------------- ticks and arrows
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


# ----------------------------------------------------------------------- props
def bar(view, name, x, y, width, height, round_by=0):
    left, top = view.whole((x, y + height))
    right, bottom = view.whole((x + width, y))
    corner = f' rx="{round(round_by * view.scale)}"' if round_by else ""
    return f'<rect class="{name}" x="{left}" y="{top}" width="{right - left}" height="{bottom - top}"{corner}/>'


def lines(view, width, *strokes):
    path = "".join(polyline(points, view) for points in strokes)
    return f'<path class="s" stroke-width="{round(width * view.scale)}" d="{path}"/>'


def disc(view, x, y, radius):
    cx, cy = view.whole((x, y))
    return f'<circle class="p" cx="{cx}" cy="{cy}" r="{round(radius * view.scale)}"/>'


def ring(view, x, y, radius, width):
    cx, cy = view.whole((x, y))
    thick, r = round(width * view.scale), round(radius * view.scale)
    return f'<circle class="s" stroke-width="{thick}" cx="{cx}" cy="{cy}" r="{r}"/>'


def mat(view, span, x=None, width=None):
    left, wide = (span[0], span[1]) if x is None else (x, width)
    return bar(view, "m", left, -2, wide, 2), ""


def mat_above(view, span, x, y, width, height):
    return bar(view, "m2", x, y, width, height), ""


def cushion(view, span, x, width, height, y=0):
    return "", bar(view, "m", x, y, width, height, height / 2)


def pillow(view, span, x, width, height, y=0):
    return bar(view, "m", x, y, width, height, min(width, height) / 2.5), ""


def wall(view, span, x):
    return bar(view, "p", x - 2.6, 0, 2.6, 220), ""


def wall_behind(view, span, x, width):
    return lines(view, 0.8, [(x, 0), (x, 200)], [(x + width, 0), (x + width, 200)], [(x, 9), (x + width, 9)]), ""


def chair(view, span, x, seat):
    back = [(x - 1.5, seat + 3), (x - 4.5, seat + 27)]
    legs = [(x - 1, seat - 2), (x - 3, 0.6)], [(x + 17, seat - 2), (x + 19, 0.6)]
    return lines(view, 1.8, back, *legs) + bar(view, "p", x - 3, seat - 3, 23, 3, 1.5), ""


def chair_turned(view, span, x, seat):
    """The same chair with its back to the right."""
    back = [(x + 17.5, seat + 3), (x + 20.5, seat + 27)]
    legs = [(x - 1, seat - 2), (x - 3, 0.6)], [(x + 17, seat - 2), (x + 19, 0.6)]
    return lines(view, 1.8, back, *legs) + bar(view, "p", x - 4, seat - 3, 23, 3, 1.5), ""


def chair_front(view, span, x, seat):
    posts = lines(view, 2.2, [(x - 11, seat), (x - 11, seat + 30)], [(x + 11, seat), (x + 11, seat + 30)])
    legs = lines(view, 1.8, [(x - 13, seat), (x - 13.6, 0.8)], [(x + 13, seat), (x + 13.6, 0.8)])
    rail = lines(view, 3.2, [(x - 11, seat + 29), (x + 11, seat + 29)])
    return posts + rail + legs + bar(view, "p", x - 15, seat - 3, 30, 7.5, 2), ""


def table(view, span, x, width, height):
    legs = [[(x + 2.5, height - 2), (x + 2.5, 0.6)], [(x + width - 2.5, height - 2), (x + width - 2.5, 0.6)]]
    return lines(view, 1.8, *legs) + bar(view, "p", x, height - 3, width, 3, 0.6), ""


def steps(view, span, x, rise):
    return bar(view, "p", x, 0, 24, rise) + bar(view, "p", x + 24, 0, 200, 2 * rise), ""


def handrail(view, span, x, y, run, rise):
    posts = [[(x, y), (x, 1)], [(x + run, y + rise), (x + run, 20)]]
    return lines(view, 2, [(x, y), (x + run, y + rise)]) + lines(view, 1.4, *posts), ""


def post(view, span, x, height):
    return lines(view, 2.4, [(x, 0.6), (x, 200)]) + ring(view, x, height, 2.2, 1.2), ""


def rail(view, span, x, height):
    return lines(view, 2.2, [(x, 1), (x, height), (x + 60, height)]), ""


def bench(view, span, x, seat):
    legs = lines(view, 2, [(x + 4, seat), (x + 4, 0.8)], [(x + 30, seat), (x + 30, 0.8)])
    back = lines(view, 3, [(x, seat + 10), (x + 34, seat + 10)], [(x, seat + 17), (x + 34, seat + 17)])
    posts = lines(view, 1.6, [(x + 4, seat), (x + 4, seat + 17)], [(x + 30, seat), (x + 30, seat + 17)])
    return legs + posts + back + bar(view, "p", x - 1, seat - 2.6, 36, 2.6, 1), ""


def water(view, span, height):
    x, y = view.whole((0, height))
    left = BEYOND[0]
    wave = "q60-16 120 0" + "t120 0" * 31
    behind = f'<path class="wb" d="M{left} {y - 4}{wave}V1200H{left}z"/>'
    return behind, f'<path class="wa" d="M{left} {y}{wave}V1200H{left}z"/>'


def exercise_bike(view, span):
    frame = lines(
        view, 2.6, [(-13, 55), (0, 24), (31, 17)], [(9, 22), (26, 60), (28, 71), (25.5, 73.4)], [(-22, 1), (42, 1)],
        [(9, 22), (9, 2)],
    )  # fmt: skip
    wheel = ring(view, 31, 17, 12.2, 2.4) + disc(view, 31, 17, 2) + disc(view, 9, 22, 4.4)
    return wheel + frame + lines(view, 3.4, [(-20, 56.5), (-5, 55.5)]), ""


def outdoor_bike(view, span):
    wheels = ring(view, -23, 19, 18, 1.8) + ring(view, 39, 19, 18, 1.8)
    frame = lines(
        view, 2.2, [(-23, 19), (4, 17), (-7, 49), (-23, 19)], [(-6, 46), (27, 49), (4, 17)],
        [(39, 19), (27, 49), (25.5, 60), (30, 62.5)], [(-7, 49), (-9, 56)],
    )  # fmt: skip
    return wheels + frame + lines(view, 3.4, [(-16, 57), (-3, 56)]) + disc(view, 4, 17, 4), ""


def recumbent_bike(view, span):
    seat = lines(view, 4, [(-9, 19), (-27, 20)], [(-29, 22), (-42, 58)])
    frame = lines(view, 2.6, [(-38, 1.2), (48, 1.2)], [(-20, 19), (-20, 2)], [(-26, 14), (22, 12)], [(28, 22), (28, 2)])
    handle = lines(view, 2, [(-14, 18), (-5, 31)])
    return seat + frame + handle + ring(view, 33, 20, 11, 2.4) + disc(view, 22, 26, 4), ""


def elliptical(view, span):
    frame = lines(view, 2.6, [(-34, 1.2), (46, 1.2)], [(34, 2), (27, 50), (26, 84)], [(24, 86), (31, 83)])
    return frame + ring(view, 36, 17, 11, 2.4) + disc(view, 36, 17, 2.6), ""


PROPS = {
    f.__name__: f
    for f in (
        mat, mat_above, cushion, pillow, wall, wall_behind, chair, chair_turned, chair_front, table, steps, handrail,
        post, rail, bench, water, exercise_bike, outdoor_bike, recumbent_bike, elliptical,
    )
}  # fmt: skip


# ------------------------------------------------------------------ key frames
def eased(count):
    """keyTimes and keySplines of `count` steps: the easing curve cut exactly where 1/n, 2/n ... is done."""
    curve = [(0, 0), EASE[:2], EASE[2:], (1, 1)]

    def blossom(*ts):
        points = curve
        for t in ts:
            points = [(mix(a[0], b[0], t), mix(a[1], b[1], t)) for a, b in zip(points, points[1:], strict=False)]
        return points[0]

    def cut(part):
        low, high = 0, 1
        for _ in range(40):
            middle = (low + high) / 2
            low, high = (middle, high) if blossom(middle, middle, middle)[1] < part else (low, middle)
        return low

    cuts = [0, *(cut(i / count) for i in range(1, count)), 1]
    times, splines = [], []
    for a, b in zip(cuts, cuts[1:], strict=False):
        p0, p1, p2, p3 = blossom(a, a, a), blossom(a, a, b), blossom(a, b, b), blossom(b, b, b)
        dx, dy = p3[0] - p0[0], p3[1] - p0[1]
        inner = ((p1[0] - p0[0]) / dx, (p1[1] - p0[1]) / dy, (p2[0] - p0[0]) / dx, (p2[1] - p0[1]) / dy)
        splines.append([max(0, min(1, round(v, 2))) for v in inner])
        times.append(p0[0])
    return [*times, 1], splines


@cache
def there_and_back(count):
    """Out, a real hold at the end, and back, as the attributes of an animation."""
    times, splines = eased(count)
    out = [t * (1 - HOLD) / 2 for t in times]
    moments = out + [1 - t for t in out[::-1]]
    back = [[round(1 - v, 2) for v in (c, d, a, b)] for a, b, c, d in splines[::-1]]
    curves = [*splines, [0, 0, 1, 1], *back]
    key_times = ";".join(f"{t:.3g}" for t in moments)
    key_splines = ";".join(" ".join(f"{x:g}" for x in curve) for curve in curves)
    return f' calcMode="spline" keyTimes="{key_times}" keySplines="{key_splines}"'


def needed(paths):
    """Leaves out the frames in between that a straight morph reproduces."""
    last, points = len(paths) - 1, [points_of(path) for path in paths]

    def is_straight(k):
        return all(
            distance((mix(p[0], r[0], i / k), mix(p[1], r[1], i / k)), q) < STRAIGHT
            for a in range(0, last, k)
            for i in range(1, k)
            for p, q, r in zip(points[a], points[a + i], points[a + k], strict=True)
        )

    for k in (last, STEPS, STEPS // 2):
        if last % k == 0 and is_straight(k):
            return paths[::k]
    return paths


def animation(paths, drawing):
    head = f'<animate attributeName="d" dur="{drawing.duration:g}s" repeatCount="indefinite"'
    if drawing.is_cycle:
        return f'{head} values="{";".join([*paths, paths[0]])}"/>'
    frames = needed(paths)
    return f'{head}{there_and_back(len(frames) - 1)} values="{";".join(frames + frames[::-1])}"/>'


# ----------------------------------------------------------------- the picture
@dataclass(frozen=True, slots=True)
class Layer:
    """One path of the drawing in all its frames."""

    name: str
    attributes: str
    paths: tuple[str, ...]

    def markup(self, extra="", path=None, inner=""):
        d = f' d="{path}"' if path else ""
        end = f">{inner}</path>" if inner else "/>"
        return f'<path class="{self.name}{extra}"{self.attributes}{d}{end}'


class Picture:
    """A drawing with all its frames solved, fitted to the plate."""

    def __init__(self, drawing):
        self.drawing = drawing
        self.bodies = [Body(pose, drawing.who) for pose in frames_of(drawing)]
        self.start = self.bodies[0]
        self.view, self.span = self._fit()
        if not self.is_alike:
            self.bodies = self.bodies[-1:]

    def _fit(self):
        drawing = self.drawing
        points = [q for body in self.bodies for _, outlines in body.parts for outline in outlines for q in outline]
        left, right = min(q[0] for q in points), max(q[0] for q in points)
        span = left - 5, right - left + 10
        points += [q for x1, y1, _, _, x2, y2 in drawing.arrows for q in ((x1, y1), (x2, y2))]
        x0, x1, y0, y1 = drawing.box or (
            min(q[0] for q in points), max(q[0] for q in points), 0, max(q[1] for q in points)
        )  # fmt: skip
        scale = min((RIGHT - LEFT) / (x1 - x0), (FLOOR - TOP) / (y1 - y0), drawing.zoom)
        return View(scale, WIDTH / 2 - scale * (x0 + x1) / 2, drawing.floor or FLOOR), span

    @property
    def is_alike(self):
        """A head that turns from the profile to the front can't be morphed; such a drawing stays still."""
        return len({tuple(name for name, _ in body.parts) for body in self.bodies}) == 1

    def layers(self):
        found = []
        for i, (name, _) in enumerate(self.bodies[0].parts):
            paths = tuple(self._path(body.parts[i]) for body in self.bodies)
            found.append(Layer(name, "", paths))
        under = self.bodies[0].under_arm
        under = len(found) if self.drawing.work_over_arm or under is None else under
        found[under:under] = [*self._ties("ties"), *map(self._work, self.drawing.work)]
        return [*self._ties("ties_behind"), *found]

    def _ties(self, key):
        first = self.bodies[0].pose.get(key, ())
        width = f' stroke-width="{max(6, round(1.5 * self.view.scale))}"'
        for i in range(len(first)):
            paths = tuple(polyline(tie_points(body, body.pose[key][i]), self.view) for body in self.bodies)
            yield Layer("s", width, paths)

    def _work(self, spec):
        *line, width = spec
        line_at_end = [self.view(q) for q in work_line(self.bodies[self.drawing.show], *line)]
        length = sum(distance(a, b) for a, b in zip(line_at_end, line_at_end[1:], strict=False))
        ticks = max(3, round((length + GAP) / (TICK + GAP)))
        # pathLength: always whole ticks, and they spread as the muscle lengthens
        attributes = (
            f' stroke-width="{round(width * 0.76 * self.view.scale)}" pathLength="{ticks * (TICK + GAP) - GAP}"'
            f' stroke-dasharray="{TICK} {GAP}"'
        )
        return Layer("g", attributes, tuple(spline(work_line(b, *line), self.view, False) for b in self.bodies))

    def markup(self, form):
        drawing = self.drawing
        pairs = [PROPS[name](self.view, self.span, *args) for name, *args in drawing.props]
        ground = f'<path class="fl" d="M{BEYOND[0]} {FLOOR}H{BEYOND[1]}"/>' if drawing.has_ground else ""
        layers = self.layers()
        figure = "".join(self._layer(layer, form) for layer in layers)
        arrows = "".join(arrow(self.view, spec) for spec in drawing.arrows)
        behind, before = ("".join(side) for side in zip(("", ""), *pairs, strict=True))
        return f"{behind}{ground}{self._ghost(layers, form)}{figure}{before}{arrows}"

    def _layer(self, layer, form):
        end = layer.paths[self.drawing.show]
        if form == "still" or len(set(layer.paths)) == 1:
            return layer.markup(path=end)
        return layer.markup(" mv", inner=animation(list(layer.paths), self.drawing)) + layer.markup(" st", path=end)

    def _ghost(self, layers, form):
        """The start, without the parts that hardly move."""
        if not self.drawing.has_ghost:
            return ""
        if self.start is not self.bodies[0]:
            same = {layer.paths[0] for layer in layers}
            paths = [self._path(part) for part in self.start.parts if part[0] not in UNGHOSTED]
            moved = [path for path in paths if path not in same]
        else:
            parts = [layer for layer in layers if layer.name not in UNGHOSTED]
            moved = [layer.paths[0] for layer in parts if _far(layer.paths[0], layer.paths[-1])]
        path = "".join(moved)
        return f'<path class="gh{" st" if form == "moving" else ""}" d="{path}"/>' if path else ""

    def _path(self, part):
        name, outlines = part
        return "".join(spline(outline, self.view, name != "f") for outline in outlines)


def _far(a, b):
    pairs = zip(points_of(a), points_of(b), strict=False)
    return any(distance(p, q) > GHOST_LEAST for p, q in pairs)


def frames_of(drawing):
    """Every pose that is drawn: the phases of a cycle, or the key poses and samples between them."""
    keys = drawing.poses
    if drawing.is_cycle or len(keys) == 1:
        return list(keys)
    pairs = zip(keys, keys[1:], strict=False)
    return [between(a, b, i / STEPS) for a, b in pairs for i in range(STEPS)] + [keys[-1]]


def tie_points(body, tie):
    found = []
    for point in tie:
        if isinstance(point, str):
            found.append(body.joints[point])
        elif isinstance(point[0], str):
            found.append(add(body.joints[point[0]], point[1:]))
        else:
            found.append(tuple(point))
    return found
