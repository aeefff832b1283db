"""A body in space, seen from a slant: for what can be told neither from the side, nor from the front, nor from above.

Its trunk bends in one plane, as in every pose; its limbs go where they like. A point is (along, aside, up): along and
up as in a view from the side, aside is away from us. A way is [angle, aside]: its angle as in a view from the side,
and by how much it points away from us.
"""

from itertools import pairwise
from math import acos, degrees, hypot, sqrt

from exercises.figure.geometry import add, blend, direction, distance, dot, mix, one_way_round, place, vector, within
from exercises.figure.heads import Heads
from exercises.figure.limbs import Bone
from exercises.figure.shapes import ANKLE, BONES, CHEST, FRONT, GAP, GAPS, HANDS, JOINTS, LIMBS, PEOPLE, SIDE, profile
from exercises.figure.skeleton import Spine, fingers_of

HIP, SHOULDER = 5.2, 9.9  # from the middle, to each side
SHIRT, SEAT = (0.1, 0.26, 0.55, 0.69, 0.83, 0.94), (-0.15, 0.1, 0.26)  # places on the spine
BUTTOCKS = 1.5  # how much further they reach under bent hips, as from the side
# How thick a limb is: (place on the bone, to each side). Cloth ends where the last row is.
THIGH = (0, 6.8), (0.45, 6.1), (1, 4.5)
ABOVE_KNEE = (0, 4.5), (0.3, 5.4)  # the same from the knee
SHIN = (0, 4.8), (0.32, 4.6), (0.83, 3.5)
BARE_ANKLE = (0.74, 2.5), (0.9, 2.4), (1.06, 2.2)
UPPER, FORE, SLEEVE = ((0.3, 3.2), (1, 2.5)), ((0, 2.5), (0.25, 2.8), (1, 1.75)), ((0, 4.5), (0.5, 4.2))
NECK = (0.1, 3.7), (0.5, 3.4), (1.2, 3.3)
BELOW_NECK = 0.94, 7.6  # how far the shoulders reach to each side there
HEEL, BALL = 1.8, 3.1  # half as wide as a foot is there
TOES_AT, SOLE = 8, -4.4  # from the ankle: how far ahead the toes begin, and how high the sole is
# A foot as far as its toes, from the side; and its toes: (how far it reaches, to the inner side, how thick).
FOOT = [
    (-1.9, 2.8), (-2.6, 0.6), (-4.2, -1.2), (-4.3, -4.3), (-1.6, -4.2), (2.8, -3.5), (8.0, -4.4),
    (8.8, -3.2), (7.8, -1.4), (4.6, 0.2), (2.4, 2.8),
]  # fmt: skip
TOES = (12.6, 2.1, 1.3), (12.4, 0.2, 0.9), (11.8, -1.1, 0.8), (11.0, -2.2, 0.75), (10.0, -3.2, 0.7)
CREASE = (1, 0.7), (7, 1.3), (7, -1.5), (4, -0.2)  # from the knee: inwards, and to each side
EDGE = 0.9  # how wide the line is between a knee and its thigh
# Ends of a limb, in radii: ahead, and to the left.
ROUND = (0.2, 1), (1, 0.6), (1, -0.6), (0.2, -1)
HEM = (0, 1), (0, 1), (0, -1), (0, -1)
HIDDEN = (0, 1), (0, -1)  # under what is drawn over it


class Camera:
    """From the side, then turned towards the feet, and raised. What is far away is no smaller."""

    def __init__(self, turn, raised):
        (across, along), (level, high) = vector(turn), vector(raised)
        self.right = across, along, 0
        self.top = -high * along, high * across, level

    def __call__(self, point):
        return dot(point, self.right), dot(point, self.top)


class SlantedBody(Spine, Heads):
    """A solved pose with its outlines, like `Body`. `places` and `limbs` are in space, `joints` and `bones` as seen."""

    is_front = False
    under_arm = under_leg = None
    other, of_other = "", 0

    def __init__(self, pose, who="a"):
        self.pose, self.who, self.camera = pose, PEOPLE[who], Camera(*pose["camera"])
        self.joints, self.limbs, self.tips = {}, {}, {}
        self._spine(pose["at"][1:])
        self.places = {name: in_space(point) for name, point in self.joints.items()}
        for key in sorted(LIMBS, key=lambda k: (k[0] == "a", "on" in pose[k])):  # what is held comes first
            self._limb(key, pose[key])
        self.joints = {name: self.camera(point) for name, point in self.places.items()}
        self.bones = {key: self._seen(key) for key in LIMBS}
        self.head = direction((0, 0), self.camera(in_space(vector(self.head))))
        self.draw()

    def _limb(self, key, spec):
        is_leg, side = key[0] == "l", 1 if key[-1] == "2" else -1
        root, lengths = self._root(is_leg, side), BONES[key[:3]]
        if "dir" in spec:
            joint = plus(root, way(*spec["dir"][0]), lengths[0])
            end = plus(joint, way(*spec["dir"][1]), lengths[1])
        else:
            joint, end = reach(root, self.target(spec), *lengths, way(*spec["bend"]))
        self.limbs[key] = root, joint, end
        self.tips[key] = way(*spec["end"])
        points = (joint, end) if is_leg else (root, joint, end)
        self.places.update({name + key[3:]: q for name, q in zip(JOINTS[key[:3]], points, strict=True)})

    def _root(self, is_leg, side):
        if is_leg:
            return in_space(self.spine[0], side * HIP)
        point, turn = self.on_spine(CHEST)
        return in_space(add(point, vector(turn - 90), self.pose.get("reach", 0)), side * SHOULDER)

    def target(self, spec):
        """Where an ankle or a wrist belongs; on another limb: so far along its first bone, before it, and aside."""
        if "foot" in spec:
            return *spec["foot"], ANKLE
        if "on" not in spec:
            return tuple(spec["to"])
        other, part, before, aside = spec["on"]
        root, joint, end = self.limbs[other]
        along, beyond = unit(minus(joint, root)), unit(minus(end, joint))
        front = unit(minus(times(along, dot(along, beyond)), beyond))
        return plus(plus(blend(root, joint, part), front, before), (0, 1, 0), aside)

    def _seen(self, key):
        root, joint, end = map(self.camera, self.limbs[key])
        tip = direction((0, 0), self.camera(self.tips[key]))
        first, second = direction(root, joint), direction(joint, end)
        return Bone(root, first, distance(root, joint), second, distance(joint, end), tip, 1)

    def beside(self, t, aside, along=0):
        """A point before the spine, as in a view from the side, and then seen from where we are."""
        return self.camera(in_space(super().beside(t, aside, along)))

    def draw(self):
        self.parts = []
        for what in self.pose["order"].split():
            if what in ("neck", "head", "shirt", "seat"):
                getattr(self, f"_draw_{what}")()
                continue
            if what in ("sleeve", "fore", "hand") and self.under_arm is None:
                self.under_arm = len(self.parts)
            getattr(self, f"_draw_{what.rstrip('2')}")("2" if what[-1] == "2" else "")

    def _part(self, name, *outlines, gaps=()):
        whole = outlines if name == "f" else [one_way_round(list(outline)) for outline in outlines]
        self.parts.append((name, [*whole, *(one_way_round(gap)[::-1] for gap in gaps)]))

    def _tube(self, a, b, rows, root=ROUND, tip=ROUND):
        a, b = self.camera(a), self.camera(b)
        return tube([(blend(a, b, t), r * self.who["limbs"]) for t, r in rows], direction(a, b), root, tip)

    def _draw_thigh(self, far):
        hip, knee, _ = self.limbs["leg" + far]
        self._part(self._cloth(far), self._tube(hip, knee, THIGH))

    def _draw_shin(self, far):
        _, knee, ankle = self.limbs["leg" + far]
        self._part(self._cloth(far), self._tube(knee, ankle, SHIN, tip=HEM))

    def _cloth(self, far):
        return "l" if self.pose.get("near", "leg") == "leg" + far else "lf"

    def _draw_edge(self, far):
        """A line round the knee of a thigh, drawn next, before its shin."""
        hip, knee, ankle = self.limbs["leg" + far]
        aside = vector(direction(self.camera(knee), self.camera(ankle)), EDGE)
        cap = self._tube(knee, hip, ABOVE_KNEE, tip=HIDDEN)
        self._part("l" if self._cloth(far) == "lf" else "lf", [add(q, aside) for q in cap])

    def _draw_crease(self, far):
        """A fold behind a bent knee, drawn after its thigh and shin: from between the two towards the knee."""
        hip, knee, ankle = map(self.camera, self.limbs["leg" + far])
        inwards = direction((0, 0), blend(vector(direction(knee, hip)), vector(direction(knee, ankle)), 0.5))
        fold = place(knee, inwards, CREASE)
        self._part("l" if self._cloth(far) == "lf" else "lf", fold)

    def _draw_foot(self, far):
        """Its profile, in the plane of shin and toes, and as wide as it is; then its toes, the big one first."""
        _, knee, ankle = self.limbs["leg" + far]
        ahead, shin = self.tips["leg" + far], unit(minus(ankle, knee))
        up = unit(minus(times(ahead, dot(ahead, shin)), shin))
        inwards = times(cross(ahead, up), 1 if far else -1)

        def spot(u, v, aside=0):
            return self.camera(plus(plus(plus(ankle, ahead, u), up, v), inwards, aside))

        widths = [mix(HEEL, BALL, within(0, u / TOES_AT, 1)) for u, _ in FOOT]
        foot = widened([spot(u, v) for u, v in FOOT], self.camera(inwards), widths)
        toes = []
        for reach, aside, thick in TOES:
            root, tip = (spot(u, thick + SOLE, aside) for u in (TOES_AT, reach - thick))
            end = distance(root, tip) + thick
            corners = [(-thick, thick), (-thick, -thick), (end, -thick), (end, thick)]
            toes.append(place(root, direction(root, tip), corners))
        calf = self._tube(knee, ankle, BARE_ANKLE, HIDDEN, HIDDEN)
        self._part("kf" if far else "k", foot, calf, *toes)

    def _draw_sleeve(self, far):
        shoulder, elbow, _ = self.limbs["arm" + far]
        self._part("kf" if far else "k", self._tube(shoulder, elbow, UPPER, HIDDEN))
        self._part("tf" if far else "ts", self._tube(shoulder, elbow, SLEEVE, tip=HEM))

    def _draw_fore(self, far):
        _, elbow, wrist = self.limbs["arm" + far]
        self._part("kf" if far else "k", self._tube(elbow, wrist, FORE, HIDDEN, HIDDEN))

    def _draw_hand(self, far):
        bone = self.bones["arm" + far]
        shape = blend(HANDS[fingers_of(self.pose, "arm" + far)], HANDS["fist"], self.pose.get("grip", 0))
        wide = GAP * self.pose.get("apart" + far, 0)
        gaps = [[(a, v), (b, v + wide), (c, v), (b, v - wide)] for a, b, c, v in GAPS] if wide else []
        hand, *gaps = (place(bone.end, bone.a3, o, self.pose.get("palm" + far, 1)) for o in (shape, *gaps))
        self._part("kf" if far else "k", hand, gaps=gaps)

    def _draw_shirt(self):
        self._part("t", self._trunk(*SHIRT))

    def _draw_seat(self):
        self._part("l", self._trunk(*SEAT))

    def _draw_neck(self):
        self._part("k", self._tube(self.places["c7"], self.places["skull"], NECK))

    def _trunk(self, *places):
        """A part of its outline: both edges of each ring round it, and a cap at each end."""
        rings = [self._ring(*row) for row in SIDE if row[0] in places]
        along = direction(rings[0][0], rings[-1][0])
        left, right = ([_edge(ring, vector(along + side)) for ring in rings] for side in (90, -90))
        top, bottom = (
            [_edge(ring, vector(along + turn)) for turn in turns]
            for ring, turns in ((rings[-1], (45, -45)), (rings[0], (-135, 180, 135)))
        )
        return left + top + right[::-1] + bottom

    def _ring(self, t, *sides):
        """Round the spine at `t`, as seen: its middle, and from there to the far side, to the belly and to the back."""
        belly, behind = profile(self.who, (t, *sides), self.pose.get("belly", 1))
        wide, at = _half_width(t), t if t > 0 else t * self.pose.get("buttocks", BUTTOCKS)
        middle, before, after = (self.beside(at, aside) for aside in (0, belly, -behind))
        return middle, self.camera((0, wide, 0)), minus(before, middle), minus(after, middle)


def tube(rows, along, root=ROUND, tip=ROUND):
    """One smooth outline round balls in a row, (middle, radius), and round its ends as they are told to be."""
    across, ahead = vector(along + 90), vector(along)

    def spots(row, places):
        middle, radius = row
        return [add(add(middle, ahead, radius * u), across, radius * v) for u, v in places]

    first, *between, last = rows
    left, right = ([spot for row in between for spot in spots(row, [(0, side)])] for side in (1, -1))
    ends = spots(first, [(-u, -v) for u, v in root]), spots(last, tip)
    return ends[0] + left + ends[1] + right[::-1]


def widened(outline, across, widths):
    """The outline of a flat shape that gets thick: each of its points moves to the side that it faces."""
    turned = 1 if one_way_round(outline) == outline else -1
    around = zip(outline[-1:] + outline[:-1], outline, outline[1:] + outline[:1], widths, strict=True)
    for before, point, after, wide in around:
        x, y = minus(after, before)
        faces = turned * dot((y, -x), across) / (hypot(x, y) * hypot(*across))
        yield add(point, across, wide * within(-1, 2 * faces, 1))


def _edge(ring, towards):
    """The point of a ring that lies furthest in one direction."""
    middle, aside, *both = ring
    thick = max(both, key=lambda q: dot(q, towards))
    a, b = dot(aside, towards), dot(thick, towards)
    return add(add(middle, aside, a / hypot(a, b)), thick, b / hypot(a, b))


def _half_width(t):
    rows = [*FRONT, BELOW_NECK]
    return next(mix(wide, other, (t - a) / (b - a)) for (a, wide), (b, other) in pairwise(rows) if a <= t <= b)


# Points and ways in space.


def in_space(point, aside=0):
    return point[0], aside, point[1]


def way(angle, aside):
    across, away = vector(aside)
    return in_space(vector(angle, across), away)


def way_of(v):
    x, away, y = unit(v)
    return direction((0, 0), (x, y)), 90 - angle_between((0, 1, 0), (x, away, y))


def cross(a, b):
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def plus(a, b, k=1):
    return tuple(u + k * v for u, v in zip(a, b, strict=True))


def minus(a, b):
    return plus(a, b, -1)


def times(a, k):
    return tuple(u * k for u in a)


def long(a):
    return sqrt(dot(a, a))


def unit(a):
    return times(a, 1 / long(a))


def angle_between(a, b):
    return degrees(acos(within(-1, dot(unit(a), unit(b)), 1)))


def reach(root, target, first, second, bend):
    """Two-bone inverse kinematics in space: the joint, on the side that `bend` points to, and the end."""
    along = minus(target, root)
    far = within(abs(first - second) + 0.01, long(along), first + second - 0.01)
    along = unit(along)
    foot = (first**2 - second**2 + far**2) / (2 * far)
    out = unit(minus(bend, times(along, dot(along, bend))))
    return plus(plus(root, along, foot), out, sqrt(max(0, first**2 - foot**2))), plus(root, along, far)
