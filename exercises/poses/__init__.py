"""The drawings of the library as data: `bases.toml` names poses that others derive from, the other files hold one
table for each exercise, by slug.

A drawing
  desc      what moves where, in words (for those who can't see it)
  keys      its poses, from the start to the end
  cycle     instead of keys, for walking and the like: a base, and lists of limbs, one for each phase; the far side
            is half a turn behind; rises: how high `at` lies in each phase; rolls: `reach` in each phase;
            wheel: [x, y, crank] of a wheel that goes round once, and "pin" in a line is the end of its crank.
            `show` is the phase of the still picture
  work      lines of ticks across the muscle that works: [where, from, to, depth, width]; where = back, belly, mid,
            left, right (trunk), across (at `from`, half as wide as `to`), leg.front, leg.back, arm.back ...
            They keep to where they are seen whole: on the body, with nothing before them.
            work_over_arm: ticks lie on the near arm, not under it; work_fades: on the start alone;
            work_grows: they come up from nothing, for a squeeze that moves no joint, or where
            an arm is before them at the start
  arrows    [x1, y1, bend x, bend y, x2, y2]; return_arrows: only in the moving drawing, for the way there and back
  props     things drawn behind and before the figure: ["mat"], ["chair", x, seat height] ...
  box       [left, right, bottom, top] where the automatic fit is overruled; zoom: the largest scale
  ghost     false: the start would only show as slivers behind the end; "near": its far limbs would, so the near
            ones alone; "far": the far ones alone
  aside     how far to its side the whole start stands in the still, where the end would hide it; with start_arrows
            (beside the start as it is drawn without this) and start_props; pair_props: instead of props beside it;
            far_arm: true: with the bare part of the far arm, which else is left out
  resting   a pose: the same person once more, fainter and still, at the place to rest
  ground    "none": seen from above
  positions the drawing in another position of the exercise, by its key: [slug.positions.seated]

A pose
  base      a named pose it changes;  solve: lying | on_hands finds the pelvis
  at        [joint, x, y] pins one joint; ["floor", x, 0] lets the lowest point touch the floor
  pelvis    direction of the trunk at the hips; lumbar, thoracic, neck, head: flexion from there on;
            rest = [neck, head]: directions of both instead
  leg, arm, leg2, arm2 (far side; front view: screen left). A missing far limb copies the near one. A limb is
            [a, b, c (, s1, s2)]  joint angles: hip flexion, knee flexion, ankle | shoulder, elbow, wrist (front
                                  view: away from the body, bend, tip); s: foreshortening of the bones
            {foot = x} {hand = x} {to = [x, y]} {on = [limb or place on the spine, ...]}
            {pedal = [x, y, crank, turn (, how far the toes point up)]}
            {forearm = [x, y]}    on which the elbow rests, however far the upper arm then points at us
                                  a planted ankle or wrist; end: direction of foot or hand; bend: side of the joint;
                                  toes: how far the toes are bent up, while the ball of the foot is on the floor;
                                  fingers: how the hand is held (below);
                                  turned: -1 for a leg laid across the other one, its knee on the other side, or
                                  whose foot points inwards in a view from the front
            {through = [x, y], to = [x, y]}    where knee and ankle are, however far both bones point at us
            {dir = [d1, d2, d3]}  directions
  view      side, front, back; face = side | other | front | back turns the head alone; profile = the legs whose feet
            point to the right in a view from the front
  reach     shoulder blades forward; hips, shoulders, broad, long, swell, foot, foot2, hands, head_size: factors of
            foreshortening, more than 1 for what comes nearer to us; open: how much wider a chest looks that
            turns to us, in a view from the side
  fingers   how both hands are held: open, relaxed, flat, cupped, laid (on a thigh, from
            the front), fist, turned (open, its palm to the other side, for one that turns
            over on its way); fingers2: the far one; left out, a hand is flat
            on what it is laid on, and open else, or relaxed as it hangs
  palm      -1 turns the hands round, the thumbs to the other side; palm2: the far one
  apart     from 0, fingers closed, to 1, with gaps between those of the near hand, laid; apart2: of the far one
  grip      from 0, fingers as they are, to 1, a fist;  turn: from 0, a head facing us, to 1 or -1, looking to the side
  swims     true: arms bare, trousers short
  cut       how much lower the top ends at the neck, seen from the side: no strap round an arm that lies back
  rests     true: with the eyes shut;  shade: the arms that are darker in a view from the front, where two
            cross or fists before them come towards us;
            folded: the arms whose forearm lies before their own sleeve;
            sleeves: the arms whose sleeves are darker, to be seen before a shirt that faces us
  groin     1: on the side, the lower thigh, bent towards us, begins with a crease across the pelvis
  lap       true: sits facing us: thighs from above, knees before them
  order, depth, knee, elbow, shoes, helmet: how it is drawn; over: where `order` has it, the far leg lies
            over the near one (1) or under it (0); near: the leg that is not in the shade, or "both"; thighs: where
            it has them, knees that come to point at us have an edge;
            clasp: where it has it, the hands hold each other, towards us; hand2: where it has it, the far hand lies
            on the near arm
  camera    [turn, raised]: the body is in space, seen from a slant: from the side, turned towards the feet, raised.
            A point is then [along, aside, up], aside: away from us; a way is [angle, aside]. A limb is
            {dir = [way, way]} {foot = [along, aside]} {to = point} or
            {on = [limb, part, before, aside]}  on the first bone of another limb, so far before it and beside it
                                  end: the way of toes or hand; bend: the way of the joint (none with dir)
            buttocks: how much further they reach under bent hips than a view from the side draws them
            order: edge, before the near thigh, is a line between it and its shin at the knee; crease, after both,
                                  a fold behind the knee; near: the leg that is not in the other tint
  above     [x, y, size, reach]: the same person again, small and seen from above, and how far the hands reach;
            above_turn: on a chair instead, arms crossed, and how far the chest turns
  soles     [[x, y], [x, y]]: the prints of the far foot and of the near one, seen from above
  beside    [x, size]: the other person, in colours of their own, who does the same; b beside a
  ties      lines that go with the body (strap, band, poles): lists of points: [x, y], a joint (also hand: what it
            holds), [joint, dx, dy], or [limb, along, beside] from the wrist or ankle along the hand or foot;
            ties_behind the same, behind the figure; ties_between: between its legs, like the frame of a bicycle
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from exercises.figure.geometry import add, direction, vector
from exercises.figure.limbs import pedal
from exercises.figure.solvers import SOLVERS

FOLDER = Path(__file__).resolve().parent
BASES = "bases"
HANDLE = 3.6  # how far a walking pole goes on above the hand


@dataclass(frozen=True, slots=True)
class Drawing:
    slug: str
    position: str  # empty for the usual one
    who: str
    desc: str
    poses: tuple[dict, ...]
    is_cycle: bool = False
    show: int = -1
    duration: float = 7.5
    work: tuple = ()
    work_over_arm: bool = False
    work_fades: bool = False
    work_grows: bool = False
    arrows: tuple = ()
    props: tuple = ()
    box: tuple | None = None
    zoom: float = 7.3
    has_ghost: bool = True
    ghost_of: str = ""  # near or far: these limbs alone
    aside: float = 0
    start_arrows: tuple = ()
    return_arrows: tuple = ()
    start_props: tuple = ()
    far_arm: bool = False
    pair_props: tuple = ()
    has_ground: bool = True
    floor: int | None = None
    resting: dict | None = None


@cache
def drawings():
    """slug → Drawing, for every exercise that has one; slug.position → the same in another position.

    The two people take turns.
    """
    files = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
    bases = files.pop(BASES)
    entries = {slug: entry for entries in files.values() for slug, entry in entries.items()}
    found = {}
    for turn, slug in enumerate(sorted(entries)):
        entry = entries[slug]
        for position, one in {"": entry, **entry.get("positions", {})}.items():
            found[f"{slug}.{position}" if position else slug] = _drawing(slug, position, one, "ab"[turn % 2], bases)
    return found


def _drawing(slug, position, entry, who, bases):
    cycle = entry.get("cycle")
    poses = _phases(cycle, bases) if cycle else [_pose(key, bases) for key in entry["keys"]]
    return Drawing(
        slug=slug,
        position=position,
        who=entry.get("who", who),
        desc=entry["desc"],
        poses=tuple(poses),
        is_cycle=bool(cycle),
        show=entry.get("show", 0 if cycle else -1),
        duration=entry.get("duration", 7.5),
        work=tuple(entry.get("work", ())),
        work_over_arm=entry.get("work_over_arm", False),
        work_fades=entry.get("work_fades", False),
        work_grows=entry.get("work_grows", False),
        arrows=tuple(entry.get("arrows", ())),
        props=tuple(entry.get("props", ())),
        box=tuple(entry["box"]) if "box" in entry else None,
        zoom=entry.get("zoom", 7.3),
        has_ghost=bool(entry.get("ghost", True)) and not cycle and len(poses) > 1,
        ghost_of=entry["ghost"] if entry.get("ghost") in ("near", "far") else "",
        aside=entry.get("aside", 0),
        start_arrows=tuple(entry.get("start_arrows", ())),
        return_arrows=tuple(entry.get("return_arrows", ())),
        start_props=tuple(entry.get("start_props", ())),
        far_arm=entry.get("far_arm", False),
        pair_props=tuple(entry.get("pair_props", ())),
        has_ground=entry.get("ground", "floor") != "none",
        floor=entry.get("floor"),
        resting=_pose(entry["resting"], bases) if "resting" in entry else None,
    )


def _pose(key, bases):
    """A pose with all its bases' words, solved."""
    pose = _merged(key, bases)
    solver = pose.pop("solve", None)
    return SOLVERS[solver](pose) if solver else pose


def _merged(key, bases):
    """A pelvis of its own ends the solving that a base asks for."""
    base = _merged(bases[key["base"]], bases) if "base" in key else {}
    pose = {**base, **{k: v for k, v in key.items() if k != "base"}}
    if "pelvis" in key and "solve" not in key:
        pose.pop("solve", None)
    return pose


def _phases(cycle, bases):
    base = _pose(cycle, bases)
    rows = {key: base.pop(key) for key in ("legs", "arms", "tips", "pedals", "rises", "rolls") if key in base}
    count = max(len(row) for row in rows.values())
    return [_phase(base, rows, i, count) for i in range(count)]


def _phase(base, rows, i, count):
    """One phase: each row gives the near side its entry and the far side the one half a turn on."""
    pose = dict(base)
    for name, key in (("legs", "leg"), ("arms", "arm")):
        if name in rows:
            row = rows[name]
            pose[key], pose[key + "2"] = row[i % len(row)], row[(i + count // 2) % len(row)]
    if "rises" in rows:
        pose["at"] = [*pose["at"][:2], rows["rises"][i % len(rows["rises"])]]
    if "rolls" in rows:
        row = rows["rolls"]
        pose["reach"], pose["reach2"] = row[i % len(row)], row[(i + count // 2) % len(row)]
    if "tips" in rows:
        tips = rows["tips"]
        for side, key, tip in (("", "ties", tips[i]), ("2", "ties_behind", tips[(i + count // 2) % count])):
            pose[key] = _pole(side, tip, pose["arm" + side]["to"])
    if "wheel" in pose:
        x, y, crank = pose.pop("wheel")
        for key, turn in (("ties", 0), ("ties_behind", 180)):
            pin = add((x, y), vector(turn - 360 * i / count, crank))
            pose[key] = [[pin if point == "pin" else point for point in tie] for tie in pose[key]]
    if "pedals" in rows:
        x, y, crank, *lean = pose.pop("crank")
        turn = rows["pedals"][i]
        pose["leg"] = {"pedal": [x, y, crank, turn, *lean]}
        pose["leg2"] = {"pedal": [x + 1, y + 0.5, crank, turn + 180, *lean]}
        pose["ties_between"] = [_crank_arm(pose[leg]["pedal"]) for leg in ("leg2", "leg")]
    return pose


def _pole(side, tip, wrist):
    """A pole through the fist, with its handle above it."""
    handle = ["hand" + side, *vector(direction(tip, wrist), HANDLE)]
    return [[tip, handle]]


def _crank_arm(spec):
    at, _, tilt = pedal(*spec)
    return [spec[:2], at, add(at, vector(tilt), -3.4), add(at, vector(tilt), 3.4)]
