"""A pose becomes joints and bones: the spine first, then each limb by angles or by what it reaches for."""

from math import radians, sin

from exercises.figure.geometry import add, bend_to, direction, distance, mix, vector, within, wrap
from exercises.figure.limbs import Bone, pedal
from exercises.figure.shapes import ANKLE, BONES, CHEST, JOINTS, LIMBS, NECK, TRUNK

SPINE_STEPS = 40
LAID = {"hand", "forearm", "on"}  # ways for an arm to lie on something


def fingers_of(pose, key):
    """How a hand is held: `fingers` (`fingers2`: the far one) of the pose or the arm, or flat on what it lies on."""
    spec = pose.get(key, pose["arm"])
    own = spec.get("fingers", "flat" if spec.keys() & LAID else "open") if isinstance(spec, dict) else "open"
    return pose.get("fingers" + key[3:], pose.get("fingers", own))


class Spine:
    """The trunk of a pose, which bends in one plane: `spine` from the hip to the base of the neck, and its `turns`."""

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


class Skeleton(Spine):
    """A solved pose. `joints`: name → point; `bones`: limb → Bone."""

    def __init__(self, pose):
        self.pose = pose
        self.is_front = pose.get("view", "side") != "side"
        self.joints, self.bones = {}, {}
        name, x, y = pose["at"]
        self._solve((0, 0), loose=name != "floor")
        at = self.joints["hip" if name == "floor" else name]
        self._solve((x - at[0], y - at[1]))

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
            if "forearm" in spec:
                elbow = add(to, vector(end, -l2))
                a1, l1, a2 = direction(root, elbow), distance(root, elbow), end
            elif "through" in spec:
                middle = spec["through"]
                a1, l1 = direction(root, middle), distance(root, middle)
                a2, l2 = direction(middle, to), distance(middle, to)
            else:
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
        if not is_leg:  # what it holds
            self.joints["hand" + key[3:]] = add(bone.end, vector(bone.a3), 3.4 * self.pose.get("hands", 1))

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
        if "forearm" in spec:
            return add(add(spec["forearm"], vector(end or 0, BONES["arm"][1])), shift), end or 0
        if "pedal" in spec:
            _, ankle, tilt = pedal(*spec["pedal"])
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
        forward = 1.8 * sin(radians(within(-70, lift, 190))) + reach
        above = (
            2.2 * within(0, (lift - 140) / 40, 1) if is_far else 0
        )  # so that a raised far arm shows over the neck, not only beyond the head
        return add(add(add(root, vector(turn), 3.2 * up), vector(turn - 90), forward), (0, above))
