"""A pose becomes a body: joints, bones and closed outlines. Pure geometry, no Django, no SVG.

Lengths are per cent of body height, angles are degrees counter-clockwise, y is up, the floor is y = 0.
A side-view figure faces right when it stands, so pelvis = 180 lies on its back with the head to the left and
pelvis = 0 is face down or on all fours. The words of a pose are explained in `poses/__init__.py`.
"""

from math import acos, atan2, cos, degrees, hypot, radians, sin

TRUNK, NECK, THIGH, SHANK, ANKLE, UPPER, FORE = 32.0, 6.0, 24.5, 24.2, 3.9, 17.0, 14.4
LIMBS = ("leg", "leg2", "arm", "arm2")
BONES = {"leg": (THIGH, SHANK), "arm": (UPPER, FORE)}
JOINTS = {"leg": ("knee", "ankle"), "arm": ("shoulder", "elbow", "wrist")}
SPINE_STEPS = 40
ORDER_SIDE = ("arm2", "leg2", "knot", "neck", "face", "shirt", "leg", "arm")
ORDER_FRONT = ("leg2", "leg", "neck", "shirt", "seat", "arm2", "arm", "head")
CHEST = 0.86  # where the shoulders sit on the spine (0 hip .. 1 base of the neck)
HEM = 0.22  # where the shirt ends

# Trunk outlines: place on the spine, distance to the belly side, to the back (front view: to both sides).
SIDE = [
    (-0.15, 2.8, 6.4), (-0.05, 5.0, 8.1), (0.10, 6.3, 8.6), (0.26, 6.0, 6.4), (0.41, 5.3, 4.6),
    (0.55, 5.8, 5.2), (0.69, 7.4, 6.1), (0.83, 6.2, 6.4), (0.94, 3.6, 5.0),
]  # fmt: skip
FRONT = [
    (-0.15, 7.6), (-0.05, 10.6), (0.08, 10.7), (0.24, 9.3), (0.41, 7.4), (0.56, 7.8), (0.72, 9.3), (0.84, 9.6),
]  # fmt: skip
# Limb outlines: (place on the bone, distance on the side the joint points to, distance on the other).
SHAPES = {
    ("leg", "side"): {
        "cap": (5.6, 8.0), "upper": [(0.27, 6.0, 7.4), (0.66, 5.0, 5.6)], "joint": (4.3, 4.3),
        "lower": [(0.22, 3.9, 5.3), (0.50, 3.6, 5.0), (0.74, 3.4, 4.0)],
    },
    ("leg", "front"): {
        "cap": (5.2, 4.6), "upper": [(0.25, 5.7, 5.2), (0.66, 4.5, 4.7)], "joint": (3.9, 3.8),
        "lower": [(0.22, 4.1, 4.3), (0.50, 3.9, 4.2), (0.74, 3.5, 3.7)],
    },
    ("arm", "side"): {
        "cap": (4.0, 4.2), "upper": [(0.26, 3.6, 3.7), (0.66, 2.8, 3.0)], "joint": (2.4, 2.7),
        "lower": [(0.22, 2.7, 2.9), (0.62, 2.1, 2.2)],
    },
    ("arm", "front"): {
        "cap": (3.2, 3.6), "upper": [(0.26, 3.5, 3.6), (0.66, 2.8, 2.9)], "joint": (2.4, 2.6),
        "lower": [(0.22, 2.7, 2.9), (0.62, 2.1, 2.2)],
    },
}  # fmt: skip
FOOT = [
    (-1.6, 2.6), (-2.5, 0.4), (-4.4, -1.6), (-4.0, -4.3), (-1.4, -4.0), (3.0, -3.2), (7.2, -4.2), (11.4, -4.4),
    (12.0, -2.6), (8.2, -1.4), (4.4, 0.2), (2.2, 2.6),
]  # fmt: skip
SHOE = [
    (-2.6, 2.4), (-3.2, 0.4), (-4.9, -1.6), (-4.8, -4.3), (-4.8, -4.3), (3.0, -4.3), (12.6, -4.3), (12.6, -4.3),
    (12.8, -2.2), (8.4, -0.9), (4.6, 0.8), (2.8, 2.6),
]  # fmt: skip
FOOT_FRONT = [
    (-2, 2), (0.6, 2.1), (3, 3.0), (5, 4.6), (6, 3.8), (6.1, 0.8), (6, -1.6), (4.6, -2.6), (2, -2.1), (-2, -2),
]  # fmt: skip
ANKLE_SKIN = [(-7, 2.4), (-3, 2.1), (0, 2.1), (1.8, 1.2), (1.8, -1.2), (0, -2.1), (-3, -2.1), (-7, -2.4)]
HAND = [
    (-1.4, 1.7), (1.4, 1.8), (3.4, 2.9), (5.0, 3.0), (5.0, 1.9), (7.4, 1.4), (9.8, 0.7), (9.7, -1.0), (6.4, -1.9),
    (2.6, -2.1), (-1.4, -1.8),
]  # fmt: skip
FIST = [
    (-1.4, 1.7), (1.4, 1.8), (3.6, 2.7), (5.6, 2.3), (6.3, 0.3), (6.4, -0.8), (6.0, -1.9), (4.6, -3.0), (2.4, -2.7),
    (0.6, -2.1), (-1.4, -1.8),
]  # fmt: skip
HEAD_SIDE = {
    "face": [
        (-2.8, -1.6), (-0.2, -2.8), (2.2, -4.4), (4.4, -5.0), (5.4, -3.9), (5.3, -2.5), (5.7, -1.5), (5.5, -0.7),
        (7.1, 0.1), (5.9, 1.7), (5.4, 3.2), (5.8, 5.6), (4.2, 8.3), (0.2, 9.2), (-3.9, 7.8), (-5.4, 4.0), (-4.4, 0.2),
    ],
    "short": [
        (5.2, 5.2), (6.1, 7.4), (4.4, 9.9), (0.2, 10.4), (-4.2, 9.0), (-6.1, 5.2), (-5.4, 1.4), (-4.4, -0.2),
        (-2.6, 0.2), (-2.2, 2.0), (-1.3, 3.2), (-0.2, 1.6), (0.9, 1.9), (1.2, 4.2), (3.0, 5.6), (4.4, 6.0),
    ],
    "knot": [
        (5.2, 5.2), (5.5, 7.0), (3.8, 9.2), (0.2, 10.0), (-4.2, 8.9), (-6.2, 5.2), (-5.7, 1.4), (-4.4, -2.0),
        (-2.6, -1.5), (-1.9, 0.8), (-0.9, 2.4), (0.2, 2.6), (1.2, 3.8), (3.0, 4.8), (4.0, 6.2),
    ],
    "beard": [
        (-2.0, 0.6), (-1.0, -2.4), (1.6, -4.9), (4.6, -6.0), (6.2, -4.4), (5.6, -2.4), (6.2, -0.9), (4.9, -0.5),
        (3.8, -1.6), (2.0, -1.9), (0.2, -0.4), (-0.9, 1.6),
    ],
    "helmet": [(6.8, 5.6), (6.8, 5.6), (5.6, 9.6), (0.4, 12.0), (-5.2, 10.2), (-7.0, 5.0), (-6.2, 3.0), (-3.0, 5.4)],
    "eye": [(3.0, 1.6), (3.9, 1.0), (5.0, 1.5)],
    "knot_at": (-3.6, 10.3), "ear": (-0.4, 0.8),
}  # fmt: skip
HEAD_FRONT = {
    "face": [
        (-4.9, 5), (-5.0, 1.6), (-4.3, -2.2), (-1.6, -4.8), (1.6, -4.8), (4.3, -2.2), (5.0, 1.6), (4.9, 5), (3.6, 8),
        (-3.6, 8),
    ],
    "cap": [
        (-5.6, 1.8), (-5.9, 5.4), (-3.9, 9.4), (0, 10.4), (3.9, 9.4), (5.9, 5.4), (5.6, 1.8), (4.4, 3.6), (2.4, 6.4),
        (0, 6.6), (-2.4, 6.4), (-4.4, 3.6),
    ],
    "back": [
        (-5.6, 1.2), (-5.9, 5.4), (-3.9, 9.4), (0, 10.4), (3.9, 9.4), (5.9, 5.4), (5.6, 1.2), (3.2, -2.2), (0, -2.8),
        (-3.2, -2.2),
    ],
    "beard": [
        (-5.1, 1.6), (-4.9, -2.4), (-2, -5.8), (2, -5.8), (4.9, -2.4), (5.1, 1.6), (3.8, -0.6), (1.8, -0.7), (0, -0.3),
        (-1.8, -0.7), (-3.8, -0.6),
    ],
    "strokes": [
        [(-3.2, 1.5), (-2.1, 0.8), (-1.0, 1.5)], [(3.2, 1.5), (2.1, 0.8), (1.0, 1.5)],
        [(-1.4, -2.2), (0, -2.9), (1.4, -2.2)],
    ],
}  # fmt: skip
# The two people. `trunk`: more (or less) of them between two places of the spine, on the belly side and the back.
PEOPLE = {
    "a": {"belly": 1.3, "trunk": [(0.0, 0.3, 0.2, 0.3)], "limbs": 1.04, "hair": "knot"},
    "b": {
        "belly": 2.7, "trunk": [(0.6, 0.8, -0.7, 0.3), (-0.2, 0.2, 0, -0.9), (0.5, 1, 0, 0.5)], "limbs": 1.0,
        "hair": "short",
    },
}  # fmt: skip


def vector(angle, length=1.0):
    return length * cos(radians(angle)), length * sin(radians(angle))


def add(point, step, times=1.0):
    return point[0] + times * step[0], point[1] + times * step[1]


def mix(a, b, part):
    return a + (b - a) * part


def wrap(angle):
    return (angle + 180) % 360 - 180


def direction(a, b):
    return degrees(atan2(b[1] - a[1], b[0] - a[0]))


def distance(a, b):
    return hypot(b[0] - a[0], b[1] - a[1])


def within(low, value, high):
    return max(low, min(high, value))


def place(origin, angle, outline, flip=1):
    """An outline of its own (forward, up) coordinates, laid down with forward along `angle`."""
    c, s = vector(angle)
    return [(origin[0] + u * c - flip * v * s, origin[1] + u * s + flip * v * c) for u, v in outline]


def oval(centre, rx, ry, points=8):
    turns = [360 * i / points for i in range(points)]
    return [(centre[0] + rx * cos(radians(a)), centre[1] + ry * sin(radians(a))) for a in turns]


def bend_to(root, target, upper, lower, bend):
    """Two-bone inverse kinematics: the directions of both bones. `bend` (1 or -1) picks the side of the joint."""
    reach = within(abs(upper - lower) + 0.01, distance(root, target), upper + lower - 0.01)
    at_root = degrees(acos((upper**2 + reach**2 - lower**2) / (2 * upper * reach)))
    at_joint = degrees(acos((upper**2 + lower**2 - reach**2) / (2 * upper * lower)))
    first = direction(root, target) + bend * at_root
    return first, first - bend * (180 - at_joint)


class Bone:
    """A solved limb: where it starts, and the direction and length of both bones and the tip."""

    __slots__ = ("root", "a1", "l1", "a2", "l2", "a3", "side")

    def __init__(self, root, a1, l1, a2, l2, a3, side):
        self.root, self.a1, self.l1, self.a2, self.l2, self.a3, self.side = root, a1, l1, a2, l2, a3, side

    @property
    def middle(self):
        return add(self.root, vector(self.a1, self.l1))

    @property
    def end(self):
        return add(self.middle, vector(self.a2, self.l2))

    def along(self, part, aside=0):
        """A point on the limb: 0..1 on the first bone, 1..2 on the second; `aside` is to the left of the bone."""
        start, angle, length, t = (
            (self.root, self.a1, self.l1, part) if part <= 1 else (self.middle, self.a2, self.l2, part - 1)
        )
        return add(add(start, vector(angle, length * t)), vector(angle + 90), aside)


def limb_outline(bone, shape, end, side, hem=None, fat=1.0):
    """One smooth outline round both bones. side = 1: the joint points to the left of the bones' direction."""
    turn = wrap(bone.a2 - bone.a1)
    bend = max(0, -turn * side)
    d1, d2 = vector(bone.a1), vector(bone.a2)
    n1, n2, nb = (vector(a + 90 * side) for a in (bone.a1, bone.a2, bone.a1 + turn / 2))
    (cap_out, cap_in), (joint_out, joint_in) = shape["cap"], shape["joint"]
    outer, inner = [], []

    def row(start, along, across, t, out, inn):
        middle = add(start, along, t)
        outer.append(add(middle, across, out * fat))
        inner.append(add(middle, across, -inn * fat))

    for t, out, inn in shape["upper"]:
        row(bone.root, d1, n1, t * bone.l1, out, inn)
    knee, k = bone.middle, joint_out * 0.42 * (1 - bend / 220)
    outer += [
        add(add(knee, n1, joint_out), d1, -k),
        add(knee, nb, joint_out * (1 + bend / 400)),
        add(add(knee, n2, joint_out), d2, k),
    ]
    inner.append(add(knee, nb, -min(joint_in / max(cos(radians(bend / 2)), 0.3), joint_in * 2.2)))
    for t, out, inn in shape["lower"]:
        row(knee, d2, n2, t * bone.l2, out, inn)
    tip = []
    if hem:  # a doubled point makes a crisp corner
        row(knee, d2, n2, hem * bone.l2, end, end)
        row(knee, d2, n2, hem * bone.l2, end, end)
    else:
        c = bone.end
        beyond = add(c, d2, end)
        tip = [add(c, n2, end), add(beyond, n2, end * 0.4), add(beyond, n2, -end * 0.4), add(c, n2, -end)]
    root = bone.root
    cap = [
        add(root, n1, -cap_in),
        add(add(root, n1, -cap_in * 0.6), d1, -cap_in * 0.84),
        add(add(root, n1, cap_out * 0.6), d1, -cap_out * 0.9),
        add(root, n1, cap_out),
    ]
    return cap + outer + tip + inner[::-1]


def sleeve_outline(bone, shape, side, fat=1.0, to=0.58, loose=0.55):
    across, along = vector(bone.a1 + 90 * side), vector(bone.a1)
    (cap_out, cap_in), (_, out, inn) = shape["cap"], shape["upper"][0]

    def row(t):
        middle = add(bone.root, along, t * bone.l1)
        return add(middle, across, out * fat + loose), add(middle, across, -inn * fat - loose)

    rows = [row(0.22), row(to), row(to)]
    root = bone.root
    cap = [
        add(root, across, -cap_in - loose),
        add(add(root, across, -cap_in * 0.6), along, -cap_in * 0.9),
        add(add(root, across, cap_out * 0.6), along, -cap_out * 0.95),
        add(root, across, cap_out + loose),
    ]
    return cap + [r[0] for r in rows] + [r[1] for r in rows[::-1]]


def pedal(centre, crank, turn):
    """Where a foot rides with the crank at `turn`: the pedal, the ankle, and how the foot tilts."""
    at = add(centre, vector(turn, crank))
    tilt = -8 - 8 * cos(radians(turn - 70))
    ankle = add(add(at, vector(tilt), -7), vector(tilt + 90), 4.7)
    return at, ankle, tilt


class Body:
    """A solved pose. `joints`: name → point; `bones`: limb → Bone; `parts`: (class, outlines), drawn in order."""

    def __init__(self, pose, who="a", outlines=True):
        self.pose, self.who = pose, PEOPLE[who]
        self.under_arm = None  # how many parts lie under the near arm
        self.is_front = pose.get("view", "side") != "side"
        self.joints, self.bones, self.parts = {}, {}, []
        name, x, y = pose["at"]
        self._solve((0, 0), loose=name != "floor")
        at = self.joints["hip" if name == "floor" else name]
        self._solve((x - at[0], y - at[1]))
        if not outlines:
            return
        self.draw()
        if name == "floor":  # let the lowest point touch the floor
            self._solve((x, y - self.lowest() - 0.4))
            self.draw()

    def lowest(self):
        return min(point[1] for _, outlines in self.parts for outline in outlines for point in outline)

    # ---------------------------------------------------------------- joints
    def _solve(self, hip, loose=False):
        """loose: planted limbs can wait until the body is where it belongs."""
        self._spine(hip)
        # A limb that rests on another one needs that one first.
        for key in sorted(LIMBS, key=lambda k: (k[0] == "a", self._rests(k))):
            spec = self._spec(key)
            if not (loose and isinstance(spec, dict) and "dir" not in spec):
                self._limb(key, spec)

    def _spec(self, key):
        return self.pose.get(key, self.pose[key[:3]])

    def _rests(self, key):
        spec = self._spec(key)
        return isinstance(spec, dict) and "on" in spec

    def _spine(self, hip):
        pose = self.pose
        self.spine, self.turns = [hip], [pose["pelvis"]]
        for i in range(SPINE_STEPS):
            t = (i + 0.5) / SPINE_STEPS
            turn = (
                pose["pelvis"]
                - pose.get("lumbar", 0) * within(0, (t - 0.12) / 0.40, 1)
                - pose.get("thoracic", 0) * within(0, (t - 0.46) / 0.50, 1)
            )
            self.spine.append(add(self.spine[-1], vector(turn, TRUNK * pose.get("long", 1) / SPINE_STEPS)))
            self.turns.append(turn)
        neck = self.turns[-1] - pose.get("neck", 0)
        self.neck, self.head = pose.get("rest", (neck, neck - pose.get("head", 0)))
        top = add(self.spine[-1], vector(self.neck, NECK * pose.get("long", 1)))
        self.joints.update(hip=hip, c7=self.spine[-1], skull=top)

    def on_spine(self, t):
        """Point and direction of the spine at t (0 hip .. 1 base of the neck)."""
        i = within(0, int(t * SPINE_STEPS), SPINE_STEPS - 1)
        f, a, b = t * SPINE_STEPS - i, self.spine[i], self.spine[i + 1]
        return (mix(a[0], b[0], f), mix(a[1], b[1], f)), mix(self.turns[i], self.turns[i + 1], within(0, f, 1))

    def beside(self, t, aside, along=0):
        """A point beside the spine: the belly is at positive distances (front view: screen right)."""
        point, turn = self.on_spine(t)
        return add(add(point, vector(turn - 90), aside), vector(turn), along)

    def _limb(self, key, spec):
        is_leg, is_far = key[0] == "l", key[-1] == "2"
        side = -1 if is_far and self.is_front else 1
        shift = self.pose.get("depth", (1.4, 0.7)) if is_far and not self.is_front else (0, 0)
        root = add(self._root(is_leg, side), shift)
        base = (self.turns[0] if is_leg else self.on_spine(CHEST)[1]) + 180
        scale = spec.get("scale", (1, 1)) if isinstance(spec, dict) else (tuple(spec[3:]) or (1, 1))
        l1, l2 = (full * s for full, s in zip(BONES[key[:3]], scale, strict=True))
        if isinstance(spec, dict) and "dir" not in spec:
            to, end = self.target(spec, shift if key not in self.pose else (0, 0))
            if not is_leg:
                root = self._girdle(root, direction(root, to) - base, side, is_far)
            a1, a2 = bend_to(root, to, l1, l2, spec.get("bend", 1 if is_leg else -1))
            a3 = a2 + spec.get("wrist", 90 if is_leg else 0) if end is None else end
        else:
            if isinstance(spec, dict):
                a1, a2, a3 = spec["dir"]
            else:
                first, bend, tip = spec[:3]
                a1 = base + side * first
                a2 = a1 - side * bend if is_leg else a1 + side * bend
                a3 = a2 + side * tip + (90 if is_leg and not self.is_front else 0)
            if not is_leg:
                root = self._girdle(root, side * (a1 - base), side, is_far)
        bone = self.bones[key] = Bone(root, a1, l1, a2, l2, a3, side)
        points = (bone.middle, bone.end) if is_leg else (root, bone.middle, bone.end)
        for name, point in zip(JOINTS[key[:3]], points, strict=True):
            self.joints[name + key[3:]] = point

    def _root(self, is_leg, side):
        if self.is_front:
            width = 5.2 * self.pose.get("hips", 1) if is_leg else 9.9 * self.pose.get("shoulders", 1)
            return self.beside(0 if is_leg else CHEST, width * side)
        return self.joints["hip"] if is_leg else self.beside(CHEST, -0.4)

    def target(self, spec, shift):
        """Where a planted or resting ankle or wrist belongs, and the direction of its foot or hand."""
        end = spec.get("end")
        if "foot" in spec:
            x, y = spec["foot"] if isinstance(spec["foot"], (list, tuple)) else (spec["foot"], 0)
            return add((x, y + ANKLE), shift), end or 0
        if "hand" in spec:
            x, y = spec["hand"] if isinstance(spec["hand"], (list, tuple)) else (spec["hand"], 2.2)
            return add((x, y), shift), end or 0
        if "pedal" in spec:
            x, y, crank, turn = spec["pedal"]
            _, ankle, tilt = pedal((x, y), crank, turn)
            return ankle, tilt
        if "on" in spec:
            where, *rest = spec["on"]
            point = self.bones[where].along(*rest) if isinstance(where, str) else self.beside(where, *rest)
            return add(point, shift), end
        return add(spec["to"], shift), end

    def _girdle(self, root, lift, side, is_far):
        """The shoulder follows the arm: up when it rises, forward when it reaches."""
        turn = self.on_spine(CHEST)[1]
        lift = abs(wrap(lift)) if self.is_front else (lift + 90) % 360 - 90
        up = within(0, (lift - 60) / 110, 1)
        if self.is_front:
            return add(add(root, vector(turn), 3.0 * up), vector(turn - 90), -2.6 * up * side)
        reach = self.pose.get("reach2" if is_far and "reach2" in self.pose else "reach", 0)
        forward = 1.8 * sin(radians(within(-70, lift, 150))) + reach
        return add(add(root, vector(turn), 3.2 * up), vector(turn - 90), forward)

    # -------------------------------------------------------------- outlines
    def draw(self):
        self.parts, self.under_arm, self.has_seat = [], None, False
        for what in self._order():
            if what in LIMBS:
                (self._draw_arm if what[0] == "a" else self._draw_leg)(what)
            else:
                getattr(self, f"_draw_{what}")()

    def _order(self):
        if "order" in self.pose:
            return self.pose["order"].split()
        if self.is_front:
            return ORDER_FRONT
        return ORDER_SIDE

    def _part(self, name, *outlines):
        """Parts are unions: one winding for all, so that there are no holes."""
        turned = []
        for outline in map(list, outlines):
            area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(outline, outline[1:] + outline[:1], strict=True))
            turned.append(outline if area > 0 or name == "f" else outline[::-1])
        self.parts.append((name, turned))

    def _tint(self, key, near, far):
        if self.is_front:
            return near if key == self.pose.get("near", key) else far
        return far if key[-1] == "2" else near

    def _draw_arm(self, key):
        if self.under_arm is None and (self.has_seat if self.is_front else key == "arm"):
            self.under_arm = len(self.parts)
        bone, fat = self.bones[key], self.who["limbs"]
        shape = SHAPES["arm", "front" if self.is_front else "side"]
        side = -bone.side * self.pose.get("elbow", 1)
        flip = bone.side * self.pose.get("palm", -1 if self.is_front else 1)
        hand = place(bone.end, bone.a3, blend(HAND, FIST, float(self.pose.get("grip", 0))), flip)
        skin, shirt = ("k", "t") if self.is_front else (self._tint(key, "k", "kf"), self._tint(key, "t", "tf"))
        self._part(skin, limb_outline(bone, shape, 1.75, side, fat=fat), hand)
        self._part(shirt, sleeve_outline(bone, shape, side, fat))

    def _draw_leg(self, key):
        bone, fat = self.bones[key], self.who["limbs"] * self.pose.get("swell", 1)
        skin, cloth = self._tint(key, "k", "kf"), self._tint(key, "l", "lf")
        side = self.pose.get("knee", bone.side)
        if self.is_front:
            outline = [(u * self.pose.get("foot", 1), v) for u, v in FOOT_FRONT]
            foot = place(bone.end, bone.a3, outline, bone.side)
        else:
            foot = place(bone.end, bone.a3, SHOE if self.pose.get("shoes") else FOOT)
        calf = place(bone.end, bone.a2, ANKLE_SKIN)
        if self.pose.get("shoes"):
            self._part(skin, calf)
            self._part("o" if skin == "k" else "of", foot)
        else:
            self._part(skin, foot, calf)
        seat = [self._seat_side()] if key == "leg" and not self.is_front else []
        shape = SHAPES["leg", "front" if self.is_front else "side"]
        self._part(cloth, limb_outline(bone, shape, 3.5, side, hem=0.86, fat=fat), *seat)

    def _trunk(self, rows, top=(), bottom=()):
        front, back = [], []
        for t, belly, *behind in rows:
            behind = behind[0] if behind else belly
            if self.is_front:
                belly += 0.45 * self.who["belly"] * max(0, 1 - abs(t - 0.38) / 0.36)
                belly = behind = belly * self.pose.get("broad", 1)
            else:
                for low, high, more, more_behind in self.who["trunk"]:
                    if low < t < high:
                        belly, behind = belly + more, behind + more_behind
                belly += self.pose.get("belly", 1) * self.who["belly"] * max(0, 1 - abs(t - 0.36) / 0.34)
            front.append(self.beside(t, belly))
            back.append(self.beside(t, -behind))
        return front + [self.beside(*q) for q in top] + back[::-1] + [self.beside(*q) for q in bottom]

    def _seat_side(self):
        return self._trunk([r for r in SIDE if r[0] < HEM] + [(HEM, 6.1, 7.0)] * 2, top=[(HEM + 0.01, 0)])

    def _draw_seat(self):
        self.has_seat = True
        self._part("l", self._trunk([r for r in FRONT if r[0] < HEM] + [(HEM, 9.5)] * 2, top=[(HEM + 0.005, 0)]))

    def _draw_shirt(self):
        if not self.is_front:
            self._part("t", self._trunk([r for r in SIDE if r[0] > 0.05], top=[(0.985, 1.6), (0.995, -2.6)]))
            return
        dip = 0.985 if self.pose["view"] == "back" else 0.955
        wide, b = self.pose.get("shoulders", 1), self.pose.get("shoulders", 1)
        collar = [(0.90, 10.9 * wide), (0.955, 10.6 * wide), (1.0, 5.6 * b), (1.0, 4.2 * b), (dip + 0.01, 2.8 * b)]
        top = [*collar, (dip, 0), *((t, -x) for t, x in collar[::-1])]
        self._part("t", self._trunk([(0.08, 9.6)] + [r for r in FRONT if r[0] > 0.1], top=top))

    def _draw_neck(self):
        c7, neck = self.joints["c7"], self.neck
        if self.is_front:
            long = self.pose.get("long", 1)
            throat = [(2.8, 0), (2.7, 4 * long), (-2.7, 4 * long), (-2.8, 0)]
            column = place(add(c7, vector(neck), 3 * long), neck - 90, throat)
            left = [self.beside(0.84, 4), self.beside(0.93, 7), self.beside(1.0, 4.0)]
            right = [self.beside(1.0, -4.0), self.beside(0.93, -7), self.beside(0.84, -4)]
            self._part("k", left + column + right)
            return
        throat = place(add(c7, vector(neck), 3.2), neck - 90, [(2.9, 0)])
        nape = place(add(c7, vector(neck), 2.2), neck - 90, [(-3.5, 0)])
        jaw = place(self.joints["skull"], self.head - 90, [(3.6, -0.4), (2.6, 2), (-3.6, 2), (-3.9, -0.4)])
        front = [self.beside(0.76, 4.8), self.beside(0.92, 3.9), *throat]
        back = [*nape, self.beside(0.93, -4.8), self.beside(0.80, -5.9), self.beside(0.70, -2)]
        face = self._face_side() if self._face() in ("side", "other") else []
        self._part("k", front + jaw + back, *face)

    def _face(self):
        """Which face is seen: side (to the right of the head), other (to its left), front or back."""
        view = self.pose.get("view", "side")
        return self.pose.get("face", view)

    def _face_side(self):
        return [self._on_head(HEAD_SIDE["face"])]

    def _on_head(self, outline):
        return place(self.joints["skull"], self.head - 90, [(u * self._flip(), v) for u, v in outline])

    def _flip(self):
        return -1 if self._face() == "other" else 1

    def _draw_knot(self):
        if self.who["hair"] == "knot" and self._face() in ("side", "other") and not self.pose.get("helmet"):
            self._part("h", self._on_head(oval(HEAD_SIDE["knot_at"], 2.9, 2.8)))

    def _draw_face(self):
        """What lies on the profile (its skin belongs to the neck), or a head turned to us."""
        if self._face() in ("side", "other"):
            self._part("h", self._on_head(HEAD_SIDE[self.who["hair"]]))
            if self.who["hair"] == "short":
                self._part("h", self._on_head(HEAD_SIDE["beard"]))
            self._part("e", self._on_head(oval(HEAD_SIDE["ear"], 1.1, 1.7, 6)))
            self._part("f", self._on_head(HEAD_SIDE["eye"]))
            if self.pose.get("helmet"):
                self._part("p", self._on_head(HEAD_SIDE["helmet"]))
        else:
            self._head_to_us()

    def _draw_head(self):
        if self._face() in ("side", "other"):
            self._draw_knot()
            self._part("k", *self._face_side())
            self._draw_face()
        else:
            self._head_to_us()

    def _head_to_us(self):
        is_back = self._face() == "back"
        if self.who["hair"] == "knot":
            self._part("h", self._on_head(oval((0, 11.4), 3.0, 2.8)))
        if "turn" in self.pose:
            self._turned_head(self.pose["turn"])
            return
        self._part("e", self._on_head(oval((-4.9, 0.9), 1.0, 1.6, 6)), self._on_head(oval((4.9, 0.9), 1.0, 1.6, 6)))
        self._part("k", self._on_head(HEAD_FRONT["face"]))
        self._part("h", self._on_head(HEAD_FRONT["back" if is_back else "cap"]))
        if not is_back:
            if self.who["hair"] == "short":
                self._part("h", self._on_head(HEAD_FRONT["beard"]))
            for stroke in HEAD_FRONT["strokes"]:
                self._part("f", self._on_head(stroke))

    def _turned_head(self, turn):
        """A head between facing us (0) and looking over its shoulder (1 right, -1 left): what is in front of it
        slides to that side, and the hair and ear of the other side come round."""
        way = 1 if turn >= 0 else -1
        part = abs(turn)

        def slid(outline, by):
            return self._on_head([(way * (u * (1 - 0.22 * part) + by * part), v) for u, v in outline])

        face = [(u, v) for u, v in HEAD_FRONT["face"]]
        face[6] = (mix(5.0, 5.6, part), 1.6)
        self._part("k", slid(face, 0.9))
        cap = [(u, v) for u, v in HEAD_FRONT["cap"]]
        for i, (u, v) in {0: (-5.9, -3.0), 1: (-7.0, 4.6), 2: (-5.2, 9.6), 10: (-1.2, 5.4), 11: (-2.0, 1.0)}.items():
            cap[i] = (mix(cap[i][0], u, part), mix(cap[i][1], v, part))
        self._part("h", slid(cap, 0.6))
        if self.who["hair"] == "short":
            self._part("h", slid(HEAD_FRONT["beard"], 1.4))
        self._part("e", slid(oval((mix(-4.9, -2.9, part), 0.7), 1.0, 1.6, 6), 0))
        for stroke in HEAD_FRONT["strokes"]:
            self._part("f", slid(stroke, 2.0))
        self._part("f", slid([(0, 0.7), (0.5 + 0.9 * part, -0.5), (0.1, -0.8)], 2.2))


# ------------------------------------------------------------- between poses
# What a number means where a pose doesn't name it.
PLAIN = {
    "lumbar": 0, "thoracic": 0, "neck": 0, "head": 0, "belly": 1, "reach": 0, "reach2": 0, "swell": 1, "hips": 1,
    "shoulders": 1, "long": 1, "foot": 1, "broad": 1, "grip": 0, "turn": 0,
}  # fmt: skip


def blend(a, b, part):
    """A value between two of the same shape (numbers, lists, tables); anything else stays."""
    if isinstance(a, dict):
        return {k: blend(a[k], b[k], part) if k in a and k in b else {**b, **a}[k] for k in {**a, **b}}
    if isinstance(a, (tuple, list)):
        return [blend(x, y, part) for x, y in zip(a, b, strict=True)]
    if isinstance(a, (int, float)) and not isinstance(a, bool):
        return a + (b - a) * part
    return a


def between(a, b, part):
    """A pose between two; limbs given in different ways meet as directions."""
    if part in (0, 1):
        return b if part else a
    a, b = dict(a), dict(b)
    for key, plain in PLAIN.items():
        if key in a or key in b:
            a.setdefault(key, plain)
            b.setdefault(key, plain)
    body_a, body_b = Body(a), Body(b)
    for key in LIMBS:
        if key[-1] == "2" and key not in a and key not in b:
            continue
        if key in a and key in b and _same_form(a[key], b[key]):
            continue
        a[key], b[key] = _as_directions(body_a.bones[key], body_b.bones[key], BONES[key[:3]])
    if ("rest" in a) != ("rest" in b):
        for pose, body in ((a, body_a), (b, body_b)):
            pose["rest"] = (body.neck, body.head)
    if a["at"][0] != b["at"][0]:
        a["at"], b["at"] = ("hip", *body_a.joints["hip"]), ("hip", *body_b.joints["hip"])
    return blend(a, b, part)


def _same_form(a, b):
    if isinstance(a, dict) or isinstance(b, dict):
        return isinstance(a, dict) and isinstance(b, dict) and _form(a) == _form(b)
    return len(a) == len(b)


def _form(spec):
    return {k: v[0] if k == "on" and isinstance(v[0], str) else type(v) is list for k, v in spec.items()}


def _as_directions(a, b, full):
    def scale(bone):
        return bone.l1 / full[0], bone.l2 / full[1]

    def near(u, v):
        return u + wrap(v - u)

    first = {"dir": (a.a1, a.a2, a.a3), "scale": scale(a)}
    return first, {"dir": (near(a.a1, b.a1), near(a.a2, b.a2), near(a.a3, b.a3)), "scale": scale(b)}


# ------------------------------------------------------------------- solvers
def _bisect(low, high, is_low):
    for _ in range(20):
        middle = (low + high) / 2
        low, high = (middle, high) if is_low(middle) else (low, middle)
    return low


def lying(pose):
    """On the back: tilts the pelvis until seat and shoulders both rest on the mat."""
    return {
        **pose,
        "pelvis": _bisect(150, 215, lambda m: Body({**pose, "pelvis": m}, outlines=False).joints["c7"][1] > 5.9),
    }


def on_hands(pose):
    """On all fours with straight arms: tilts the pelvis until the shoulders fit the hands."""
    hand = pose["arm"]["hand"]
    hand = tuple(hand) if isinstance(hand, (list, tuple)) else (hand, 2.2)

    def is_near(middle):
        return distance(Body({**pose, "pelvis": middle}, outlines=False).joints["shoulder"], hand) < 31.15

    return {**pose, "pelvis": _bisect(-60, 90, is_near)}


SOLVERS = {"lying": lying, "on_hands": on_hands}
