"""A skeleton gets its flesh: closed outlines, in the order they are drawn."""

from math import radians, tan

from exercises.figure.above import FromAbove
from exercises.figure.geometry import add, blend, direction, distance, one_way_round, place, vector, within, wrap
from exercises.figure.heads import Heads
from exercises.figure.limbs import Bone, forearm_outline, limb_outline, shorts_outline, sleeve_outline, toes_bent
from exercises.figure.shapes import (
    ANKLE_SKIN,
    BEYOND_HEEL,
    CHEST,
    CLASP,
    CLASP_GAPS,
    FOOT,
    FOOT_FRONT,
    GAP,
    GAPS,
    HANDS,
    HEEL,
    KNEE_EDGE,
    KNEE_TO_US,
    LAP,
    LIMBS,
    PEOPLE,
    SHAPES,
    SHOE,
    SHOE_FRONT,
    THIGH,
    THIGH_EDGE,
    UPPER,
)  # fmt: skip
from exercises.figure.skeleton import Skeleton, fingers_of
from exercises.figure.trunk import Trunk

ROUND_HEM = 7  # how far the hem of a short trouser leg that points straight at us comes down
SLIM = 0.13  # how much slimmer the sleeve of an arm that lies along the trunk is at the shoulder, so as to be no disc
MOST = 0.8  # of the way that the far upper arm is turned behind the near one
BEHIND = 0.2  # how much shorter the far sleeve is where only a scrap of it would show past the near one
OVER_HIP = 6.5  # how far up the side of the seat the leg of the shorts begins
UNDER_SHORTS = 5  # how far the skin of a leg keeps inside them at the hip, in a view from the front
SHORT, SHORTEST = 0.5, 0.2  # parts of a thigh that are seen as it begins to point at us, and as it does
ORDER_SIDE = ("arm2", "leg2", "neck", "shirt", "head", "leg", "arm")
ORDER_FRONT = ("leg2", "leg", "neck", "shirt", "seat", "arm2", "arm", "head")


class Body(Skeleton, Trunk, Heads, FromAbove):
    """A solved pose with its outlines. `parts`: (class, outlines), drawn in order."""

    def __init__(self, pose, who="a"):
        super().__init__(pose)
        self.who = PEOPLE[who]
        self.under_arm = self.under_leg = None  # how many parts lie under the near arm, and leg
        self.other, self.of_other = "", 0  # who is beside, and how many parts, the first ones, are theirs
        self.draw()
        name, x, y = pose["at"]
        if name == "floor":  # let the lowest point touch the floor
            self._solve((x, y - self.lowest() - 0.4))
            self.draw()

    def lowest(self):
        return min(point[1] for _, outlines in self.parts for outline in outlines for point in outline)

    def draw(self):
        self.parts, self.under_arm, self.under_leg, self.has_seat = [], None, None, False
        if "beside" in self.pose:
            self._draw_other()
        for what in self._order():
            if what in LIMBS:
                (self._draw_arm if what[0] == "a" else self._draw_leg)(what)
            else:
                getattr(self, f"_draw_{what}")()
        if "above" in self.pose:
            self._draw_above()
        if "soles" in self.pose:
            self._draw_soles()

    def _order(self):
        if "order" in self.pose:
            return self.pose["order"].split()
        if self.is_front:
            return ORDER_FRONT
        return ORDER_SIDE

    def _part(self, name, *outlines, gaps=()):
        """Parts are unions: one winding for all, so that there are no holes but the gaps."""
        turned = [one_way_round(outline) if name != "f" else list(outline) for outline in outlines]
        self.parts.append((name, turned + [one_way_round(gap)[::-1] for gap in gaps]))

    def _draw_other(self):
        """The other one of the two people, who does the same."""
        x, size = self.pose["beside"]
        alone = {key: value for key, value in self.pose.items() if key != "beside"}
        self.other = next(who for who, person in PEOPLE.items() if person is not self.who)
        other = Body(alone, self.other)
        self.of_other = len(other.parts)
        self.parts += [
            (name, [[(x + size * u, size * v) for u, v in outline] for outline in outlines])
            for name, outlines in other.parts
        ]

    def _tint(self, key, near, far):
        if self.is_front:
            return near if self.pose.get("near", key) in (key, "both") else far
        return far if key[-1] == "2" else near

    def _draw_arm(self, key):
        if self.under_arm is None and (self.has_seat if self.is_front else key == "arm"):
            self.under_arm = len(self.parts)
        bone, fat = self.bones[key], self.who["limbs"]
        shape = SHAPES["arm", "front" if self.is_front else "side"]
        side = -bone.side * self.pose.get("elbow", 1)
        is_far = key[-1] == "2" and not self.is_front
        has_sleeve = not self.pose.get("swims")
        if is_far and has_sleeve:
            bone = self._behind_near(bone)
        skin = self._skin(key)
        darker = not self.is_front or key in self.pose.get("sleeves", ())  # to be seen before the shirt
        shirt = "tf" if is_far else "ts" if darker else "t"
        is_own = not {"clasp", "hand" + key[3:]}.intersection(self._order())
        hands, gaps = ([self._hand(key)], self._gaps(key)) if is_own else ([], [])
        under = (2 if darker else 4) * (1 - 0.5 * self._held_at_us(bone)) if has_sleeve else 0
        limb = limb_outline(bone, shape, 1.75, side, fat=fat, under=under)
        is_folded = key in self.pose.get("folded", ())
        if is_folded:
            self._part(skin, limb)
        else:
            self._part(skin, limb, *hands, gaps=gaps)
        if has_sleeve:
            sleeve = sleeve_outline(bone, shape, side, fat, **self._sleeve(bone, is_far))
            self._part(shirt, sleeve if darker else self._into_shirt(bone, sleeve, side))
        if is_folded:
            self._part(skin, forearm_outline(bone, shape, 1.75, side, fat), *hands, gaps=gaps)

    def _skin(self, key):
        is_far = key[-1] == "2" and not self.is_front
        return "kf" if is_far or key in self.pose.get("shade", ()) else "k"

    def _hand(self, key):
        return self._on_hand(key, blend(self._fingers(key), HANDS["fist"], self.pose.get("grip", 0)))

    def _on_hand(self, key, outline):
        bone, size = self.bones[key], self.pose.get("hands", 1)
        flip = bone.side * self.pose.get("palm" + key[3:], self.pose.get("palm", -1 if self.is_front else 1))
        return place(bone.end, bone.a3, [(u * size, v * size) for u, v in outline], flip)

    def _gaps(self, key):
        """Between the fingers, as far as the pose holds them apart."""
        apart = self.pose.get("apart" + key[3:])
        if apart is None:
            return []
        wide = GAP * apart
        return [self._on_hand(key, [(a, v), (b, v + wide), (c, v), (b, v - wide)]) for a, b, c, v in GAPS]

    def _draw_hand2(self):
        """The far hand alone, over the near arm that it lies on."""
        self._part(self._skin("arm2"), self._hand("arm2"), gaps=self._gaps("arm2"))

    def _draw_clasp(self):
        """Both hands round each other, before the arms that hold them out to us."""
        middle, size = blend(self.joints["wrist2"], self.joints["wrist"], 0.5), self.pose.get("hands", 1)
        for skin, outlines in (("k", [CLASP]), ("kf", CLASP_GAPS)):
            self._part(skin, *(place(middle, 0, [(u * size, v * size) for u, v in outline]) for outline in outlines))

    def _sleeve(self, bone, is_far):
        """The sleeve of a raised arm slips to the shoulder, and from the side widens into the trunk."""
        lift = self._lift(bone)
        if self.is_front:
            return {"to": 0.58 - 0.14 * within(0, (lift - 120) / 30, 1), "at_us": self._held_at_us(bone)}
        raised = within(0, (lift - 50) / 40, 1)
        wider = 0 if is_far else 1.5 * raised
        behind = BEHIND * self._along_near(bone) if is_far else 0
        slim = 1 if is_far else 1 - SLIM * within(0, (60 - lift) / 30, 1)
        return {"to": 0.58 - 0.08 * raised - behind, "flare": (wider, wider), "slim": slim}

    def _held_at_us(self, bone):
        """How far, from 0 to 1, an arm points at us whose hands hold each other."""
        return within(0, 2 - 4 * bone.l1 / UPPER, 1) if "clasp" in self._order() else 0

    def _behind_near(self, bone):
        """The far arm, from right behind the near shoulder as far as it goes along the near arm: else a scrap of its
        sleeve shows past the near one."""
        near, along = self.bones["arm"], self._along_near(bone)
        root = tuple(blend(bone.root, near.root, along))
        first = direction(root, bone.middle)
        first += wrap(near.a1 - first) * along * MOST
        upper = distance(root, bone.middle)
        middle = add(root, vector(first, upper))
        return Bone(root, first, upper, direction(middle, bone.end), distance(middle, bone.end), bone.a3, bone.side)

    def _along_near(self, bone):
        return within(0, 1.5 - abs(wrap(bone.a1 - self.bones["arm"].a1)) / 24, 1)

    def _into_shirt(self, bone, sleeve, side):
        """From the front: a sleeve whose outline runs on from the collar over the shoulder, and from the armpit to the
        side of the trunk, without a notch."""
        way, wide, broad = bone.side, self.pose.get("shoulders", 1), self.pose.get("broad", 1)
        outer, inner = [sleeve[i] for i in (0, 1, 7)], [sleeve[i] for i in (4, 5)]
        if side == way:
            outer, inner = [sleeve[i] for i in (3, 2, 5)], [sleeve[i] for i in (9, 7)]
        (top, cap, far), (armpit, near) = outer, inner
        collar, trunk = self.beside(1.0, 4.8 * wide * way), self.beside(0.7, 8.6 * broad * way)
        up, out = self.on_spine(CHEST)[1], self.on_spine(CHEST)[1] - 90 * way

        def along(point, angle):
            return sum(a * b for a, b in zip(point, vector(angle), strict=True))

        # no lower, nor nearer to the neck, than straight from the collar to the top
        start, reach = along(collar, out), max(2, along(top, out) - along(collar, out))
        straight = blend(collar, top, within(0.4, (along(cap, out) - start) / reach, 1))
        for angle in (out, up):
            cap = add(cap, vector(angle), max(0, along(straight, angle) - along(cap, angle)))
        pit = tuple(blend(armpit, self.beside(0.84, 8.6 * broad * way), 0.5))
        return [collar, collar, cap, top, far, far, near, near, armpit, pit, trunk]

    def _lift(self, bone):
        """How far an arm is lifted from the trunk, in degrees."""
        return abs(wrap(bone.a1 - self.on_spine(CHEST)[1] - 180))

    def _raised(self, bone):
        """From the front: how far, of all the way, an arm that is lifted takes the shoulder with it."""
        return within(0, (self._lift(bone) - 45) / 45, 1)

    def _fingers(self, key):
        """The outline of a hand: as the pose says, or as its arm asks for. One that hangs is relaxed."""
        fingers = fingers_of(self.pose, key)
        if fingers == "open":
            hangs = within(0, -vector(self.bones[key].a3)[1], 1)
            return blend(HANDS["open"], HANDS["relaxed"], hangs)
        return HANDS[fingers] if isinstance(fingers, str) else fingers

    def _draw_leg(self, key):
        if key == "leg":
            self.under_leg = len(self.parts)
        if self._is_to_us(key):
            self._draw_knee_to_us(key)
            return
        bone, fat = self.bones[key], self.who["limbs"] * self.pose.get("swell", 1)
        self._draw_foot(key, self._tint(key, "k", "kf"))
        seat = [self._seat_side()] if key == "leg" and not self.is_front else []
        shape = SHAPES["leg", "side"]
        if self.is_front:
            shape = blend(SHAPES["leg", "front"], SHAPES["leg", "to us"], self._points_at_us(bone))
        side = self.pose.get("knee", bone.side) * self._turned(key)
        if self.pose.get("swims"):
            ankle, under = (2.1, UNDER_SHORTS) if self.is_front else (2.4, 0)
            limb = limb_outline(bone, shape, ankle, side, hem=0.98, fat=fat, under=under)
            self._part(self._tint(key, "k", "kf"), limb)
            if not self.is_front:  # from the front they belong to the seat
                self._part(self._tint(key, "l", "lf"), self._shorts(key), *seat)
            return
        outline = limb_outline(bone, shape, 3.5, side, hem=0.86, fat=fat)
        self._part(self._tint(key, "l", "lf"), outline, *seat)

    def _shorts(self, key):
        bone, fat, view = self.bones[key], self.who["limbs"], "front" if self.is_front else "side"
        side = self.pose.get("knee", bone.side)
        outline = shorts_outline(bone, SHAPES["leg", view], side, fat)
        if not self.is_front:
            return outline
        inner, outer, hem_out, _, _, hem_in = (outline[i] for i in (0, 3, 5, 6, 7, 8))
        # a thigh that comes towards us shows its hem as a curve, not as a cut
        along = vector(bone.a1, ROUND_HEM * within(0, 1 - bone.l1 / THIGH, 1))
        low_out, low_in = (add(blend(*hem, 0.1), along) for hem in ((hem_out, hem_in), (hem_in, hem_out)))
        # so that there is no notch between them and the seat
        over_hip = add(add(outer, vector(bone.a1), -OVER_HIP), vector(bone.a1 + 90 * side), -1.3)
        return [inner, over_hip, outer, hem_out, low_out, low_in, hem_in]

    def _draw_over(self):
        """The far leg once more, over the near leg; foot and shin grow from their own middles as `over` nears 1."""
        before, bone, part = len(self.parts), self.bones["leg2"], max(0, 2 * self.pose.get("over", 0) - 1)
        self._draw_leg("leg2")
        for i, middle in enumerate((bone.end, bone.along(1.4)), before):
            name, outlines = self.parts[i]
            self.parts[i] = name, [[tuple(blend(middle, q, part)) for q in outline] for outline in outlines]

    def _draw_thighs(self):
        """The edges of knees that point at us, before what is behind them; none else."""
        for key in ("leg2", "leg"):
            bone = self.bones[key]
            edge = blend(KNEE_EDGE, THIGH_EDGE, max(0, 2 * self._points_at_us(bone) - 1))
            self._part("lf", place(bone.middle, bone.a2, [*edge, *KNEE_EDGE[::-1]], bone.side))

    def _points_at_us(self, bone):
        """How far a thigh points at us, from 0 to 1, where the thighs of a view from the front are drawn."""
        if "thighs" not in self._order():
            return 0
        return within(0, (SHORT - bone.l1 / THIGH) / (SHORT - SHORTEST), 1)

    def _is_to_us(self, key):
        """Thighs of who sits facing us."""
        return self.is_front and self.pose.get("lap") and key not in self.pose.get("profile", ())

    def _draw_foot(self, key, skin):
        bone = self.bones[key]
        if self.is_front and key not in self.pose.get("profile", ()):
            foot = self._foot_to_us(key)
            if self.pose["view"] == "back":
                beyond = place(bone.end, bone.a3, BEYOND_HEEL, bone.side * self._turned(key))
                self._part("kf", beyond)
        else:
            # in a view from the front the sole is down, whichever way the toes point
            flip = -1 if self.is_front and vector(bone.a3)[0] < 0 else self._turned(key)
            outline = toes_bent(SHOE if self.pose.get("shoes") else FOOT, self._toes(key))
            short = self.pose.get("foot" + key[3:], 1)
            outline = [(u * short, v) for u, v in outline]
            foot = place(bone.end, bone.a3, outline, flip)
        calf = place(bone.end, bone.a2, ANKLE_SKIN)
        if self.pose.get("shoes"):
            self._part(skin, calf)
            self._part("o" if skin == "k" else "of", foot)
        elif self.pose.get("swims"):  # its bare shin ends in it
            self._part(skin, foot)
        else:
            self._part(skin, foot, calf)

    def _foot_to_us(self, key):
        """From the front or behind; a shoe stands flat, and its shaft leans with the shin."""
        bone, shape, leans = self.bones[key], HEEL if self.pose["view"] == "back" else FOOT_FRONT, 0
        way = bone.side * self._turned(key)
        if self.pose.get("shoes"):
            shape, leans = SHOE_FRONT, way * tan(radians(wrap(bone.a2 - bone.a3)))
        return place(bone.end, bone.a3, [(u * self.pose.get("foot", 1), v + leans * u) for u, v in shape], way)

    def _draw_knee_to_us(self, key):
        """Knee, shin and foot of who sits facing us."""
        bone, fat = self.bones[key], self.who["limbs"]
        calf = place(bone.end, bone.a2, ANKLE_SKIN)
        shin = place(bone.middle, bone.a2, [(u * bone.l2, v * fat) for u, v in KNEE_TO_US])
        self._part(self._tint(key, "k", "kf"), place(bone.end, bone.a3, FOOT_FRONT, bone.side), calf)
        self._part(self._tint(key, "l", "lf"), shin)

    def _lap(self, key):
        bone = self.bones[key]
        return place(bone.root, bone.a1, [(u * bone.l1, v * self.who["limbs"]) for u, v in LAP])

    def _toes(self, key):
        spec = self._spec(key)
        return spec.get("toes", 0) if isinstance(spec, dict) else 0

    def _turned(self, key):
        """-1 for a leg laid across the other one: seen from its inner side, its knee points the other way."""
        spec = self._spec(key)
        return spec.get("turned", 1) if isinstance(spec, dict) else 1
