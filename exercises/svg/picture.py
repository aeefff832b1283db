"""One drawing with all its frames, fitted to the plate and laid in order."""

from copy import copy
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import itemgetter

from exercises.figure import between, body_of
from exercises.figure.geometry import add, distance, place
from exercises.svg.marks import HIGH, arrow, fitted, work_line
from exercises.svg.motion import STEPS, animation, fading, needed, tinting
from exercises.svg.paths import View, points_of, polyline, spline
from exercises.svg.props import BEYOND, PROPS, mat, pillow, pillow_outline
from exercises.svg.slivers import without_slivers

WIDTH, HEIGHT = 960, 720  # 2.4 times the plate's 400 x 300
FLOOR, LEFT, RIGHT, TOP = 629, 120, 840, 44  # the figure stays inside; survives a square crop
TICK, GAP = 8, 9  # the dashes of .g in app.css
STROKES = ("f", "s", "g")
UNGHOSTED = (*STROKES, "e")
LAIN_ON = ("mat", "pillow")  # with the body between them and us
BEFORE_GHOST = (  # what stands there keeps its colour
    "chair", "chair_front", "chair_beside", "worktop", "table", "wall", "step", "stairs", "handrail", "post", "bench",
    "chair_slanted",
)  # fmt: skip
TOGETHER = ("t", "l", "lf")
FAR = ("kf", "lf", "tf", "of")
CHAIR_BACK = 7  # how far it leans past its seat, with the foot of its leg
GHOST_LEAST = 30  # parts that move less look like a printing error


@dataclass(frozen=True, slots=True)
class Layer:
    """One path of the drawing in all its frames."""

    name: str
    attributes: str
    paths: tuple[str, ...]
    fading: str = ""  # the animation of a line that comes up from nothing, or fades to it
    who: str = ""  # whose colours it has, where that is not the person of the drawing
    names: tuple[str, ...] = ()  # its tint in all frames, of a part of the body
    step: int = 0  # every how many frames it keeps one, where another part has a say in it

    def markup(self, extra="", path=None, inner=""):
        d = f' d="{path}"' if path else ""
        end = f">{inner}</path>" if inner else "/>"
        return f'<path class="{self.name}{extra}"{self.attributes}{d}{end}'


class Picture:
    """A drawing with all its frames solved, fitted to the plate."""

    def __init__(self, drawing):
        self.drawing = drawing
        self.bodies = [body_of(pose, drawing.who) for pose in frames_of(drawing)]
        self.start, self.shift = self.bodies[0], 0
        self.view, self.span = self._fit([q for body in self.bodies for q in points_on(body)])
        if not self.is_alike:
            self.bodies = self.bodies[-1:]

    def _fit(self, points):
        drawing = self.drawing
        left, right = min(q[0] for q in points), max(q[0] for q in points)
        span = left - 5, right - left + 10
        points = points + [q for x1, y1, _, _, x2, y2 in drawing.arrows for q in ((x1, y1), (x2, y2))]
        x0, x1, y0, y1 = drawing.box or (
            min(q[0] for q in points), max(q[0] for q in points), 0, max(q[1] for q in points)
        )  # fmt: skip
        scale = min((RIGHT - LEFT) / (x1 - x0), (FLOOR - TOP) / (y1 - y0), drawing.zoom)
        return View(scale, WIDTH / 2 - scale * (x0 + x1) / 2, drawing.floor or FLOOR), span

    @property
    def roof(self):
        """The height of the topmost point of any frame, or of an arrow's end."""
        ends = [q for x1, y1, _, _, x2, y2 in self.drawing.arrows for q in ((x1, y1), (x2, y2))]
        points = [q for body in (self.start, *self.bodies) for q in points_on(body)]
        return min(self.view(q)[1] for q in points + ends)

    @property
    def is_alike(self):
        """A head that turns from the profile to the front can't be morphed; such a drawing stays still."""
        return len({tuple(name[0] if name in FAR else name for name, _ in body.parts) for body in self.bodies}) == 1

    def layers(self):
        found = []
        for i in range(len(self.bodies[0].parts)):
            parts = [body.parts[i] for body in self.bodies]
            paths, names = tuple(map(self._path, parts)), tuple(name for name, _ in parts)
            who = self.start.other if i < self.start.of_other else ""
            found.append(Layer(names[self.drawing.show], "", paths, who=who, names=names))
        found = self._in_step(found)
        under = self.bodies[0].under_arm
        under = len(found) if under is None else under
        shows_work = not (self.drawing.work_fades and self.shift)
        work = [*map(self._work, self.drawing.work)] if shows_work else []
        over = self.drawing.work_over_arm
        found[under:] = [*self._ties("ties"), *([] if over else work), *found[under:], *(work if over else [])]
        if between := [*self._ties("ties_between")]:
            leg = self.bodies[0].under_leg
            found[leg:leg] = between
        return [*self._ties("ties_behind"), *found]

    def _in_step(self, layers):
        """Shirt and trousers move by the same frames, and the parts of a head: else they come apart on the way."""
        if self.drawing.is_cycle or len(self.bodies) == 1:
            return layers
        heads = [list(range(i - 3, i + 1)) for i, layer in enumerate(layers) if layer.name == "f"]
        for joined in [[i for i, layer in enumerate(layers) if layer.name in TOGETHER], *heads]:
            step = min((needed(layers[i].paths, self.drawing) for i in joined), default=0)
            layers = [replace(layer, step=step) if i in joined else layer for i, layer in enumerate(layers)]
        return layers

    def _ties(self, key):
        first = self.bodies[0].pose.get(key, ())
        width = f' stroke-width="{max(6, round(1.5 * self.view.scale))}"'
        for i in range(len(first)):
            paths = tuple(polyline(tie_points(body, body.pose[key][i]), self.view) for body in self.bodies)
            yield Layer("s", width, paths)

    @property
    def shows_work(self):
        """The body whose ticks are to be seen best."""
        return self.bodies[0 if self.drawing.work_fades else self.drawing.show]

    def fitted_work(self, spec):
        others = () if self.drawing.is_cycle else (self.start,)
        return fitted(self.shows_work, others, spec, self.drawing.work_over_arm)

    def _work(self, spec):
        *line, width = self.fitted_work(spec)
        bodies, first = self.bodies, self.shows_work
        length = sum(distance(a, b) for a, b in pairwise(map(self.view, work_line(first, *line))))
        ticks = max(2, round((length + GAP) / (TICK + GAP)))
        # pathLength: always whole ticks, and they spread as the muscle lengthens
        wide = round(width * HIGH * self.view.scale)
        attributes = f' stroke-width="{wide}" pathLength="{ticks * (TICK + GAP) - GAP}"'
        lines = [work_line(body, *line) for body in bodies]
        paths = tuple(spline(points, self.view, False) for points in lines)
        changes = self.drawing.work_grows or self.drawing.work_fades
        return Layer("g", attributes, paths, fading("g", self.drawing) if changes else "")

    def markup(self, form):
        if self.drawing.aside and form != "start":
            still = self.side_by_side().markup("still")
            return still if form == "still" else f'<g class="mv">{self._plain("moving")}</g><g class="st">{still}</g>'
        if form == "start":
            alone = copy(self)
            alone.drawing, alone.bodies = replace(self.drawing, show=0), [self.start]
            return alone._plain(form)
        return self._plain(form)

    def side_by_side(self):
        """The end, and the whole start at its side: for movements where the one would hide the other."""
        drawing, pair, by = self.drawing, copy(self), self.drawing.aside
        arrows = [(x1 + by, y1, cx + by, cy, x2 + by, y2) for x1, y1, cx, cy, x2, y2 in drawing.start_arrows]
        props = drawing.pair_props or drawing.props
        pair.drawing = replace(drawing, aside=0, arrows=(*drawing.arrows, *arrows), props=props)
        pair.bodies = self.bodies[-1:]
        beside = [(x + by, y) for x, y in points_on(self.start)]
        beside += [(x - CHAIR_BACK, 0) for name, x, *_ in drawing.start_props if name == "chair"]
        pair.view, pair.span = pair._fit(points_on(self.bodies[-1]) + beside)
        pair.shift = by * pair.view.scale
        return pair

    def _plain(self, form):
        drawing = self.drawing
        made = {name: PROPS[name](self.view, self.span, *args) for name, *args in drawing.props if name not in LAIN_ON}
        things = made.values()
        # the mat that is cut open lies under the floor line, and both over a ghost that sinks into them
        ground = "".join(mat(self.view, self.span, *args)[0] for name, *args in drawing.props if name == "mat")
        ground += f'<path class="fl" d="M{BEYOND[0]} {FLOOR}H{BEYOND[1]}"/>' if drawing.has_ground else ""
        ground += "".join(pillow(self.view, self.span, *args)[0] for name, *args in drawing.props if name == "pillow")
        layers = self.layers()
        shown = (*drawing.arrows, *(drawing.return_arrows if form == "moving" else ()))
        arrows = "".join(arrow(self.view, spec) for spec in shown)
        behind, standing = (
            "".join(thing[0] for name, thing in made.items() if (name in BEFORE_GHOST) == stands)
            for stands in (False, True)
        )
        before, between = ("".join(thing[i] for thing in things if thing[i:]) for i in (1, 2))
        under = self._under_leg() if between else 0
        figure = self._drawn(layers[:under], form) + between + self._drawn(layers[under:], form)
        there = drawing.start_props if self.shift else ()
        beside = "".join(PROPS[name](self.view, self.span, *args)[0] for name, *args in there)
        rests = self._faint(body_of(drawing.resting, drawing.who), self.view) if drawing.resting else ""
        return f"{rests}{behind}{self._ghost(layers, form)}{standing}{beside}{ground}{figure}{before}{arrows}"

    def _drawn(self, layers, form):
        drawn = ""
        for who, own in groupby(layers, key=lambda layer: layer.who):
            paths = "".join(self._layer(layer, form) for layer in (own if form == "moving" else _joined(own)))
            drawn += f'<g class="fig-{who}">{paths}</g>' if who else paths
        return drawn

    def _under_leg(self):
        """How many layers lie under the near leg, and what is between the legs."""
        body = self.bodies[0]
        return len(body.pose.get("ties_behind", ())) + (body.under_leg or 0)

    def _layer(self, layer, form):
        end = layer.paths[self.drawing.show]
        still = len(set(layer.paths)) == 1
        if form != "moving" or (still and not layer.fading):
            return layer.markup(path=end)
        inner = "" if still else animation(list(layer.paths), self.drawing, layer.step)
        inner += layer.fading or tinting(layer.names, self.drawing)
        ending = "" if self.drawing.work_fades and layer.fading else layer.markup(" st", path=end)
        return layer.markup(" mv", path=end if still else None, inner=inner) + ending

    def _ghost(self, layers, form):
        """The start, without the parts that hardly move.

        The stylesheet draws a thin line round it, in the colour of the floor, that the palette does not have: on a dark
        plate it looked like a shadow without, and on a pale mat it was lost.
        """
        if form == "start" or self.drawing.aside or not self.drawing.has_ghost:
            return ""
        if self.shift:
            return self._whole_start()
        if self.start is not self.bodies[0]:
            same = {layer.paths[0] for layer in layers}
            paths = [self._path(part) for part in self.start.parts if part[0] not in UNGHOSTED]
            moved = [path for path in paths if path not in same]
        else:
            parts = [layer for layer in layers if layer.name not in UNGHOSTED and self._is_ghosted(layer)]
            moved = [layer.paths[0] for layer in parts if _far(layer.paths[0], layer.paths[-1])]
        cover = [layer.paths[self.drawing.show] for layer in layers if layer.name not in STROKES]
        cover += [pillow_outline(self.view, *args) for name, *args in self.drawing.props if name == "pillow"]
        path = "".join(without_slivers(moved, cover))
        return f'<path class="gh{" st" if form == "moving" else ""}" d="{path}"/>' if path else ""

    def _is_ghosted(self, layer):
        return not self.drawing.ghost_of or (self.drawing.ghost_of == "far") is (layer.name in FAR)

    def _whole_start(self):
        """The start at the side of the end."""
        view = replace(self.view, x=self.view.x + self.shift)
        there = copy(self)
        there.view, there.bodies = view, [self.start]
        work = self.drawing.work if self.drawing.work_fades else ()
        ticks = "".join(layer.markup(path=layer.paths[0]) for layer in map(there._work, work))
        return self._faint(self.start, view, self.drawing.far_arm) + ticks

    def _faint(self, body, view, has_far_arm=False):
        """A whole body, fainter, and without what would make it large: far limbs, eye and ear."""
        shown = body.parts[:1] if has_far_arm else []  # it is drawn first of all
        shown += [part for part in body.parts if part[0] not in (*FAR, "f", "e")]
        paths = "".join(
            f'<path class="{name}" d="{"".join(part_path(part, view) for part in parts)}"/>'
            for name, parts in groupby(shown, key=itemgetter(0))
        )
        return f'<g class="gs">{paths}</g>'

    def _path(self, part):
        return part_path(part, self.view)


def _joined(layers):
    """Neighbours that look alike as one path; not lines of ticks, each of which has a length of its own.

    What lies right under the same once more is left out, also where that is only a part of what lies over it.
    """
    layers = list(layers)
    seen = [
        layer
        for i, layer in enumerate(layers)
        if not any(layer.paths[-1] in over.paths[-1] for over in layers[i + 1 :])
    ]
    for (name, attributes), alike in groupby(seen, key=lambda layer: (layer.name, layer.attributes)):
        alike = list(alike)
        if name == "g":
            yield from alike
        else:
            yield Layer(
                name, attributes, tuple("".join(paths) for paths in zip(*(one.paths for one in alike), strict=True))
            )


def part_path(part, view):
    name, outlines = part
    return "".join(spline(outline, view, name != "f") for outline in outlines)


def points_on(body):
    return [point for _, outlines in body.parts for outline in outlines for point in outline]


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
        elif point[0] in body.bones:
            bone = body.bones[point[0]]
            found += place(bone.end, bone.a3, [point[1:]])
        elif isinstance(point[0], str):
            found.append(add(body.joints[point[0]], point[1:]))
        else:
            found.append(tuple(point))
    return found
