"""Arms and legs: solved bones, and one smooth outline round both of them."""

from math import cos, radians, tan

from exercises.figure.geometry import add, blend, mix, place, vector, within, wrap
from exercises.figure.shapes import UPPER

BALL = 8, -4.3  # of the foot, from the ankle
HEM_TO_US = 2.4  # how far the hem of a sleeve that points straight at us comes down
INSTEP = -1.8  # above this is the top of the foot, where its toes begin


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


def limb_outline(bone, shape, end, side, hem=None, fat=1.0, under=0):
    """One smooth outline round both bones. side = 1: the joint points to the left of the bones' direction.

    under: how far its root keeps inside the sleeve that covers it, so that it shows at no moment of a movement.
    """
    turn = wrap(bone.a2 - bone.a1)
    bend = max(0, -turn * side)
    d1, d2 = vector(bone.a1), vector(bone.a2)
    n1, n2, nb = (vector(a + 90 * side) for a in (bone.a1, bone.a2, bone.a1 + turn / 2))
    (cap_out, cap_in), (joint_out, joint_in) = shape["cap"], shape["joint"]
    outer, inner = [], []

    fold = tan(radians(min(bend, 150) / 2))  # where a bend brings the inner sides of both bones together

    def row(start, along, across, far, out, inn, way):
        """far: how far from the joint; on the inner side no nearer than where the bones meet, nor past the end."""
        outer.append(add(add(start, along, way * far), across, out * fat))
        inner.append(add(add(start, along, way * max(far, min(inn * fat * fold, 0.7 * bone.l1))), across, -inn * fat))

    knee = bone.middle
    for t, out, inn in shape["upper"]:
        row(knee, d1, n1, (1 - t) * bone.l1, out, inn, -1)
    k = joint_out * 0.42 * (1 - bend / 220)
    outer += [
        add(add(knee, n1, joint_out), d1, -k),
        add(knee, nb, joint_out * (1 + bend / 400)),
        add(add(knee, n2, joint_out), d2, k),
    ]
    either = abs(turn)  # one that bends the other way has its corner here
    pit = joint_in * (1 + within(0, either / 90, 1) * 0.2) / max(cos(radians(either / 2)), 0.3)
    inner.append(add(knee, nb, -min(pit, joint_in * 2.2)))
    for t, out, inn in shape["lower"]:
        row(knee, d2, n2, t * bone.l2, out, inn, 1)
    tip = []
    if hem:  # a doubled point makes a crisp corner
        row(knee, d2, n2, hem * bone.l2, end, end, 1)
        row(knee, d2, n2, hem * bone.l2, end, end, 1)
    else:
        c = bone.end
        beyond = add(c, d2, end)
        tip = [add(c, n2, end), add(beyond, n2, end * 0.4), add(beyond, n2, -end * 0.4), add(c, n2, -end)]
    root, cap_out, cap_in = add(bone.root, d1, under), cap_out - under / 2, cap_in - under / 2
    cap = [
        add(root, n1, -cap_in),
        add(add(root, n1, -cap_in * 0.6), d1, -cap_in * 0.84),
        add(add(root, n1, cap_out * 0.6), d1, -cap_out * 0.9),
        add(root, n1, cap_out),
    ]
    return cap + outer + tip + inner[::-1]


def forearm_outline(bone, shape, end, side, fat=1.0):
    """The forearm alone, for one that is folded over its own sleeve."""
    across, along = vector(bone.a2 + 90 * side), vector(bone.a2)
    elbow, wrist = bone.middle, bone.end
    (out, inn), rows = shape["joint"], shape["lower"]
    outer, inner = (
        [add(add(elbow, along, row[0] * bone.l2), across, way * row[column] * fat) for row in rows]
        for way, column in ((1, 1), (-1, 2))
    )
    cap = [
        add(elbow, across, -inn), add(add(elbow, across, -0.5 * inn), along, -0.8 * inn),
        add(add(elbow, across, 0.5 * out), along, -0.8 * out), add(elbow, across, out),
    ]  # fmt: skip
    return [*cap, *outer, add(wrist, across, end), add(wrist, across, -end), *inner[::-1]]


def sleeve_outline(bone, shape, side, fat=1.0, to=0.58, loose=0.55, flare=(0, 0), slim=1, at_us=0):
    """flare: how much wider it is where it leaves the trunk, on the side the elbow points to and on the other.

    slim: how wide it is over the shoulder, as a part of all. at_us: from 0 to 1, for one that points at us, which is a
    ball with a round hem.
    """
    across, along = vector(bone.a1 + 90 * side), vector(bone.a1)
    (_, out, inn), (cap_out, cap_in) = shape["upper"][0], (slim * cap for cap in shape["cap"])

    def row(t):
        middle = add(bone.root, along, t * bone.l1)
        return add(middle, across, out * fat + loose), add(middle, across, -inn * fat - loose)

    top_out, top_in = row(0.22)
    hem_out, hem_in = row(to)
    ends = (hem_out, hem_in), (hem_in, hem_out)
    beyond = [add(blend(*end, 0.25 * at_us), along, HEM_TO_US * at_us) for end in ends]
    rows = [(add(top_out, across, flare[0]), add(top_in, across, -flare[1])), (hem_out, hem_in), beyond]
    root, cap_out = bone.root, mix(cap_out, out * fat, at_us)
    more = within(0, 1 - bone.l1 / UPPER, 1) * (1 - at_us)  # over the shoulder, whose arm points at us
    cap = [
        add(root, across, -cap_in - loose - flare[1]),
        add(add(root, across, -cap_in * 0.6), along, -cap_in * 0.9 - more),
        add(add(root, across, cap_out * 0.6), along, -cap_out * 0.95 - more),
        add(root, across, cap_out + loose + flare[0]),
    ]
    return cap + [r[0] for r in rows] + [r[1] for r in rows[::-1]]


def shorts_outline(bone, shape, side, fat=1.0, to=0.52, loose=0.5):
    """The leg of a pair of shorts: round the hip, and close along the thigh as it gets thinner."""
    across, along = vector(bone.a1 + 90 * side), vector(bone.a1)
    (cap_out, cap_in), (high, low) = shape["cap"], shape["upper"]

    def row(t):
        part = (t - high[0]) / (low[0] - high[0])
        middle = add(bone.root, along, t * bone.l1)
        return [add(middle, across, way * (mix(high[i], low[i], part) * fat + loose)) for i, way in ((1, 1), (2, -1))]

    rows = [row(high[0]), row(to), row(to)]
    root = bone.root
    cap = [
        add(root, across, -cap_in - loose),
        add(add(root, across, -cap_in * 0.6), along, -cap_in * 0.9),
        add(add(root, across, cap_out * 0.6), along, -cap_out * 0.95),
        add(root, across, cap_out + loose),
    ]
    return cap + [r[0] for r in rows] + [r[1] for r in rows[::-1]]


def toes_bent(foot, turn):
    """A foot whose toes are bent up, as far as `turn`, from the ball of the foot.

    The top of the foot follows them half way, and they show longer: else the foot gets thin there, and they a knob.
    """
    longer = 1 + 0.35 * within(0, turn / 60, 1)

    def bent(u, v):
        is_top = v > INSTEP
        toe = (u - BALL[0]) * (1 if is_top else longer), v - BALL[1]
        return place(BALL, turn * (0.6 if is_top else 1), [toe])[0]

    return [bent(u, v) if u > BALL[0] else (u, v) for u, v in foot]


def pedal(x, y, crank, turn, lean=0):
    """Where a foot rides with the crank at `turn`: the pedal, the ankle, and how the foot tilts.

    lean: how far the toes point up, for who sits behind the pedals.
    """
    at = add((x, y), vector(turn, crank))
    tilt = lean - 8 - 8 * cos(radians(turn - 70))
    ankle = add(add(at, vector(tilt), -7), vector(tilt + 90), 4.7)
    return at, ankle, tilt
