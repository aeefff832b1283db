"""What can be told of a drawing without looking: joints, bones, ground, frame, targets, sizes."""

import gzip
import re
from collections.abc import Iterator
from itertools import pairwise

from exercises import svg
from exercises.figure import body_of
from exercises.figure.geometry import add, direction, distance, inside, mix, vector, wrap
from exercises.figure.shapes import BONES, LIMBS
from exercises.figure.slanted import angle_between, long, minus
from exercises.poses import Drawing
from exercises.svg.marks import SAMPLES, seen
from exercises.svg.paths import points_of
from exercises.svg.picture import HEIGHT, LEFT, RIGHT, WIDTH, Picture, frames_of, points_on
from exercises.svg.props import PROPS

# Plausible ends of movement in degrees, for views from the side.
LIMITS = {
    "hip": (-25, 140), "knee": (-3, 160), "ankle": (-90, 45), "shoulder": (-65, 196), "elbow": (-8, 155),
    "lumbar": (-45, 50), "thoracic": (-20, 48),
}  # fmt: skip
SINKS, FLOATS = -1.2, 1.5  # how far the lowest point may be off the floor
MISSES = 0.6
LOWEST = 2  # so high is at least the middle of an elbow, a knee, an ankle, a wrist
TOUCHES = 1.1
FRAME = (0, WIDTH)
ENDLESS = (
    "water",
    "rail",
    "wall",
    "wall_behind",
    "floor_behind",
)  # end at the edge of the whole picture, or are cut open
STANDS = -0.6  # the same for bare feet that point at us
FAR_OFF = 125  # an arrow may be this far from the body, in the picture; more for what goes round and round
AHEAD = 12  # how near to a limb an arrow may begin and end, in its own direction
CLEAR = 6  # how near to a limb the middle of an arrow may be, in the picture


def faults(drawing: Drawing) -> Iterator[str]:
    picture = Picture(drawing)
    for i, pose in enumerate(frames_of(drawing)):
        body = body_of(pose, drawing.who)
        for found in (
            *(faults_in_space(body) if "camera" in pose else (*_joints(body), *_bones(body), *target_misses(body))),
            *_ground(body, drawing),
            *(untouched(body, drawing) if pose in (drawing.poses[0], drawing.poses[-1]) else ()),
            *_frame(body, picture),
        ):
            yield f"{drawing.slug}, frame {i}: {found}"
    yield from legs_alike(drawing)
    yield from long_ways(drawing)
    yield from _arrows(drawing, picture)
    yield from arrows_crossed(drawing, picture)
    yield from arrows_away(drawing, picture)
    yield from ticks_hidden(drawing, picture)
    yield from _things(drawing, picture)
    yield from _sizes(drawing)


def _joints(body):
    pose = body.pose
    values = [(name, name, pose.get(name, 0)) for name in ("lumbar", "thoracic")]
    for key in LIMBS if not body.is_front else ():
        bone, spec = body.bones[key], pose.get(key, pose[key[:3]])
        if isinstance(spec, dict) and min(_scale(bone, spec, key)) < 0.9:
            continue  # a bone that points at us has no angle in the picture
        if key[0] == "l":
            values += [
                (key, "hip", wrap(bone.a1 - body.turns[0] - 180 - 57) + 57),
                (key, "knee", wrap(bone.a1 - bone.a2)),
                (key, "ankle", wrap(bone.a3 - bone.a2 - 90)),
            ]
        elif "elbow" not in pose:  # turned arms (crawl, arms behind) have other ends
            values += [
                (key, "shoulder", wrap(bone.a1 - body.on_spine(0.86)[1] - 180 - 65) + 65),
                (key, "elbow", wrap(bone.a2 - bone.a1)),
            ]
    for where, joint, value in values:
        low, high = LIMITS[joint]
        if not low <= value <= high:
            yield f"{where}: {joint} at {value:.0f} degrees"


def _scale(bone, spec, key):
    """How foreshortened the bones are; an upper arm over a planted forearm as far as it has to be."""
    if not isinstance(spec, dict):
        return tuple(spec[3:]) or (1, 1)
    if "through" in spec:
        return tuple(length / full for length, full in zip((bone.l1, bone.l2), BONES[key[:3]], strict=True))
    return (bone.l1 / BONES[key[:3]][0], 1) if "forearm" in spec else spec.get("scale", (1, 1))


def _bones(body):
    for key, bone in body.bones.items():
        spec = body.pose.get(key, body.pose[key[:3]])
        scale = _scale(bone, spec, key)
        drawn = distance(bone.root, bone.middle), distance(bone.middle, bone.end)
        for length, full, part in zip(drawn, BONES[key[:3]], scale, strict=True):
            if abs(length - full * part) > 0.05 or not 0.15 <= part <= 1.001:
                yield f"{key}: a bone of {length:.1f} instead of {full * part:.1f}"


def target_misses(body):
    for key, bone in body.bones.items():
        spec = body.pose.get(key)
        if not isinstance(spec, dict) or "dir" in spec:
            continue
        to, _ = body.target(spec, (0, 0))
        if distance(to, bone.end) > MISSES:
            yield f"{key}: misses its target by {distance(to, bone.end):.1f}"


def faults_in_space(body):
    """Joints, bones, targets and ground of a body in space, where a bone is as long from every side."""
    spine = minus(body.places["c7"], body.places["hip"])
    for key in LIMBS:
        root, joint, end = body.limbs[key]
        first, second = minus(joint, root), minus(end, joint)
        for bone, full in zip((first, second), BONES[key[:3]], strict=True):
            if abs(long(bone) - full) > 0.05:
                yield f"{key}: a bone of {long(bone):.1f} instead of {full:.1f}"
        turns = {"elbow": angle_between(first, second)}
        if key[0] == "l":
            turns = {"hip": 180 - angle_between(first, spine), "knee": angle_between(first, second)}
            turns["ankle"] = 90 - angle_between(second, body.tips[key])
        for name, turn in turns.items():
            if not LIMITS[name][0] <= turn <= LIMITS[name][1]:
                yield f"{key}: {name} at {turn:.0f} degrees"
        spec = body.pose[key]
        if "dir" not in spec and (off := long(minus(body.target(spec), end))) > MISSES:
            yield f"{key}: misses its target by {off:.1f}"
        if min(joint[2], end[2]) < LOWEST:
            yield f"{key}: sinks into the floor"


def _low(outline):
    """Splines cut their corners, so the middle between two control points is what touches."""
    return min((a[1] + b[1]) / 2 for a, b in zip(outline, outline[1:] + outline[:1], strict=True))


def untouched(body, drawing):
    """Who sits on a chair or leans on a worktop, seen from the side, touches it."""
    held = [prop for prop in drawing.props if prop[0] in ("chair", "table") and not body.is_front]
    for name, left, *sizes in held:
        across, up = body.joints["hip"]
        if name == "chair" and across > left - 5 and abs(up - sizes[0] - 7) < 3:
            seat = next(lines[1] for cloth, lines in body.parts if cloth in ("l", "lf") and len(lines) > 1)
            yield from _off("sits", _low(seat) - sizes[0])
        if name == "table":
            hands = [outlines[1] for skin, outlines in body.parts if skin in ("k", "kf") and len(outlines) == 2]
            over = [_low(hand) - sizes[1] for hand in hands if left < hand[0][0] < left + sizes[0]]
            yield from (fault for gap in over if abs(gap) < 3 for fault in _off("leans", gap))


def _off(what, gap):
    if abs(gap) > TOUCHES:
        yield f"{what} {gap:.1f} above what it should touch"


def _ground(body, drawing):
    low = min(_low(outline) for _, outlines in body.parts for outline in outlines)
    rides = any(name.endswith("bike") or name in ("elliptical", "stairs", "water") for name, *_ in drawing.props)
    if not drawing.has_ground:
        return
    if low < (STANDS if body.is_front else SINKS):
        yield f"sinks {-low:.1f} into the floor"
    if low > FLOATS and not rides:
        yield f"floats {low:.1f} above the floor"


def legs_alike(drawing):
    """Half a turn apart, a row that repeats after half a turn gives both sides the same."""
    if drawing.is_cycle and all(pose["leg"] == pose["leg2"] for pose in drawing.poses):
        yield f"{drawing.slug}: both legs do the same all the time"


def long_ways(drawing):
    """Between two poses hands, feet and bones turn the short way."""
    for a, b in pairwise(() if drawing.is_cycle else drawing.poses):
        for key in LIMBS:
            both = [pose.get(key) for pose in (a, b)]
            if all(isinstance(spec, dict) for spec in both):
                turns = zip(*map(_ways, both), strict=False)
                if any(abs(u - v) > 180 for u, v in turns):
                    yield f"{drawing.slug}: {key} turns the long way round"


def _ways(spec):
    """The angles of a limb that is given by directions: numbers, or pairs in space."""
    return [turn[0] if isinstance(turn, list) else turn for turn in (spec.get("end") or 0, *spec.get("dir", ()))]


def _frame(body, picture):
    for name, outlines in body.parts:
        for outline in outlines:
            for point in outline:
                x, y = picture.view(point)
                if not (FRAME[0] <= x <= FRAME[1] and 0 <= y <= HEIGHT):
                    yield f"{name}: outside the frame at {x:.0f}, {y:.0f}"
                    return


def _arrows(drawing, picture):
    for x1, y1, _, _, x2, y2 in drawing.arrows:
        for x, y in map(picture.view, ((x1, y1), (x2, y2))):
            if not (FRAME[0] <= x <= FRAME[1] and 0 <= y <= HEIGHT):
                yield f"{drawing.slug}: an arrow outside the frame at {x:.0f}, {y:.0f}"


def arrows_crossed(drawing, picture):
    """An arrow leads past the body, whatever the body does: its dots and its head stay clear of every limb."""
    marks = [spot for spec in drawing.arrows for spot in _around(picture.view, spec)]
    left, right = min((x for x, _ in marks), default=0), max((x for x, _ in marks), default=0)
    for i, body in enumerate(picture.bodies):
        for name, outlines in body.parts:
            for outline in outlines if name not in ("f", "g") else ():
                drawn = [picture.view(point) for point in outline]
                if max(x for x, _ in drawn) < left or min(x for x, _ in drawn) > right:
                    continue
                if any(inside(mark, drawn) for mark in marks):
                    yield f"{drawing.slug}, frame {i}: an arrow crosses the body ({name})"


def arrows_away(drawing, picture):
    """An arrow is near to what moves; not on a bike, where it is about the wheel, nor in a ring of its own."""
    if drawing.is_cycle or any(name in ("lens", "line_above") for name, *_ in drawing.props):
        return
    points = [picture.view(q) for body in (picture.start, picture.bodies[-1]) for q in points_on(body)]
    for spec in drawing.arrows:
        spots = list(_around(picture.view, spec))
        gap = min(distance(spot, point) for spot in spots for point in points)
        if gap > FAR_OFF:
            yield f"{drawing.slug}: an arrow is {gap:.0f} away from the body"


def ticks_hidden(drawing, picture):
    """In the still each tick lies on the body and is seen whole."""
    for spec in drawing.work:
        line = picture.fitted_work(spec)
        if line[0] != "across" and not all(
            seen(picture.shows_work, line, i / SAMPLES, drawing.work_over_arm) for i in range(SAMPLES + 1)
        ):
            yield f"{drawing.slug}: ticks of {spec[0]} lie beside the body or under an arm"


def _around(view, spec):
    """Spots on both sides of an arrow's dots and of its head, and beyond both its ends, in the picture."""
    start, bend, tip = (view(spec[i : i + 2]) for i in (0, 2, 4))
    for i in range(13):
        a, b = (tuple(mix(u, v, i / 12) for u, v in zip(*ends, strict=True)) for ends in ((start, bend), (bend, tip)))
        middle, way = (tuple(mix(u, v, i / 12) for u, v in zip(a, b, strict=True))), direction(a, b)
        yield from (add(middle, vector(way + side, CLEAR)) for side in (90, -90))
    yield add(start, vector(direction(bend, start)), AHEAD)
    yield add(tip, vector(direction(bend, tip)), AHEAD)
    for side in (140, -140):
        yield add(tip, vector(direction(bend, tip) + side, 32 + CLEAR))


def _things(drawing, picture):
    """Mats, chairs, tables ... end inside the player's picture too, which shows less to the sides."""
    for shown, more in ((picture, ()), *([(picture.side_by_side(), drawing.start_props)] if drawing.aside else ())):
        for name, *where in (*drawing.props, *more):
            ends = sorted(_ends("".join(PROPS[name](shown.view, shown.span, *where))))
            if name not in ENDLESS and (ends[0] < LEFT - svg.SIDES or ends[-1] > RIGHT + svg.SIDES):
                yield f"{drawing.slug}: a {name} goes from {ends[0]:.0f} to {ends[-1]:.0f}"


def _ends(markup):
    """How far lines, bars and rings go to the sides."""
    for x, width in re.findall(r'<rect[^>]* x="(-?\d+)"[^>]* width="(\d+)"', markup):
        yield from (int(x), int(x) + int(width))
    for x, radius in re.findall(r'cx="(-?\d+)"[^>]* r="(\d+)"', markup):
        yield from (int(x) - int(radius), int(x) + int(radius))
    for path in re.findall(r' d="([^"A]+)"', markup):
        if not ("q" in path and re.search("[HV]", path)):  # waves go from edge to edge
            yield from (x for x, _ in points_of(path.removesuffix("z")))


def _sizes(drawing):
    sizes = (
        ("still", svg.still(drawing.slug, position=drawing.position, described=True), svg.STILL_LIMIT),
        ("moving", svg.moving(drawing.slug, position=drawing.position, described=True), svg.MOVING_LIMIT),
    )
    for form, text, limit in sizes:
        if len(text.encode()) > limit:
            yield f"{drawing.slug}: {form} of {len(text.encode())} bytes, at most {limit}"
    packed = len(gzip.compress(sizes[1][1].encode(), 6))
    if packed > svg.PACKED_LIMIT:
        yield f"{drawing.slug}: moving of {packed} bytes when compressed, at most {svg.PACKED_LIMIT}"
