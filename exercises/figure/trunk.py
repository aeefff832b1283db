"""The trunk of a body: shirt, seat, neck and what joins them, as closed outlines."""

from math import radians, sin

from exercises.figure.geometry import add, blend, dot, place, vector, within, wrap
from exercises.figure.shapes import CREASE_FRONT, FRONT, HEM, ROLLING, SIDE, profile

# Bent backwards by this much and more the low back is as hollow as in `SIDE`, by this much and less it is flat.
HOLLOW, FLAT = 18, 7
SMALL_OF_BACK = 2.3  # how much fills it
SHIRT_FROM = 0.05  # below its hem the shirt goes on under the trousers
THIGH_FRONT, THIGH_BACK, BUTTOCK = 5.4, 7, 8.4  # how far from the hip joint the thigh's outlines are, and the seat's
GROIN, CREASE = 12, 6  # how far below the waistband belly and thigh meet at most; how long their crease is
ON_HEM, BAND = 0.27, 0.012  # how far along a bend of the shirt's outline its hem is; how much wider a waistband is
SHORTS_LOW = 1.4  # how much lower shorts have their crotch than trousers


class Trunk:
    """Draws what a body's skeleton carries between its limbs."""

    def _trunk(self, rows, top=(), bottom=(), ends=((), ())):
        """ends: points of the outline between the last row and `top`, on the belly side and the back."""
        front, back = self._sides(rows)
        top = [*ends[0], *(self.beside(*q) for q in top), *ends[1]]
        return front + top + back[::-1] + [self.beside(*q) for q in bottom]

    def _sides(self, rows):
        front, back = [], []
        for t, belly, *behind in rows:
            behind = behind[0] if behind else belly
            if self.is_front:
                belly += 0.45 * self.who["belly"] * max(0, 1 - abs(t - 0.38) / 0.36)
                belly = behind = belly * self.pose.get("broad", 1)
                chest = 3.0 * self.pose.get("turn", 0) * max(0, 1 - abs(t - 0.74) / 0.36)
                belly, behind = belly + chest, behind - chest
            else:
                belly, behind = profile(self.who, (t, belly, behind), self.pose.get("belly", 1))
                open_by = self.pose.get("open", 0) * max(0, 1 - abs(t - 0.8) / 0.4)
                belly, behind = belly + open_by, behind + open_by + self._fold(t) + self._flat_back(t)
            front.append(self.beside(t, belly))
            back.append(self.beside(t, -behind))
        return front, back

    def _fold(self, t):
        """How far the small of the back fills out when it is bent backwards, so that it doesn't fold sharply."""
        low, high = (-self.pose.get(key, 0) for key in ("lumbar", "thoracic"))
        bent = 0.18 * within(0, low - 17, 14) + 0.14 * within(0, high, 14) * within(0, low / 15, 1)
        return bent * max(0, 1 - abs(t - 0.4) / 0.28)

    def _flat_back(self, t):
        """How far the hollow that a standing back has in `SIDE` fills out as the pelvis tilts back from there."""
        flat = within(0, (self.pose.get("lumbar", 0) + HOLLOW) / (HOLLOW - FLAT), 1)
        return SMALL_OF_BACK * flat * max(0, 1 - abs(t - 0.42) / 0.34)

    def _seat_side(self):
        """Hips and buttocks: from the front of the thigh to the waistband, and from there round to its underside."""
        (belly,), (behind,) = self._sides([row for row in SIDE if row[0] < HEM][-1:])
        front, back = self._waist()
        middle = self.beside(HEM + 0.01, 0)
        return [*self._groin(front, belly), front, front, middle, back, back, behind, *self._buttock()]

    def _flexed(self):
        """How far the hip of the near leg is bent, in degrees."""
        return wrap(self.bones["leg"].a1 - self.turns[0] - 180)

    def _groin(self, waist, belly):
        """Out of the thigh, along its front and up the belly; where these two meet a bent hip has a round crease."""
        leg = self.bones["leg"]
        along, ahead, down = vector(leg.a1), vector(leg.a1 + 90), vector(self.turns[0] + 180)
        front = add(leg.root, ahead, THIGH_FRONT * self.who["limbs"])
        apart = dot(add(waist, front, -1), ahead)
        nearing = sin(radians(within(1, self._flexed(), 179)))
        meet = add(waist, down, within(0, apart / nearing, GROIN))
        past = max(0, dot(add(meet, front, -1), along))
        bent = within(0, (self._flexed() - 15) / 30, 1)
        far = CREASE + past * bent
        on_thigh = add(add(front, along, far), ahead, 0.04 * (CREASE - far))  # it gets thinner
        crease = blend(meet, blend(waist, on_thigh, 0.5), 0.25)
        return [add(on_thigh, ahead, -CREASE), on_thigh, tuple(blend(belly, crease, bent))]

    def _buttock(self):
        """Round the hip from the back of the pelvis to the underside of the thigh, however far it is bent."""
        leg, fat = self.bones["leg"], self.who["limbs"]
        _, wide = profile(self.who, (-0.05, 0, BUTTOCK))
        flexed = self._flexed()
        round_hip = vector(self.turns[0] + 90 + within(-30, flexed, 140) / 2, wide * (1 + 0.17 * abs(flexed) / 90))
        return [add(leg.root, round_hip), add(add(leg.root, vector(leg.a1 - 90), THIGH_BACK * fat), vector(leg.a1), 7)]

    def _waist(self):
        """Both ends of the waistband: on the outline of the shirt, however the trunk bends."""
        ends = []
        for low, at, high in self._sides([row for row in SIDE if row[0] > SHIRT_FROM][:3]):
            first, last = blend(low, at, 0.5), blend(at, high, 0.5)
            ends.append(blend(blend(first, at, ON_HEM), blend(at, last, ON_HEM), ON_HEM))
        front, back = ends
        return tuple(blend(front, back, -BAND)), tuple(blend(back, front, -BAND))

    def _draw_seat(self):
        self.has_seat = True
        low = SHORTS_LOW if self.pose.get("swims") else 1
        rows = [(t * low if t < -0.1 else t, aside) for t, aside in FRONT if t < HEM]
        if "thighs" in self._order():
            rows[: len(ROLLING)] = ROLLING
        seat = self._trunk(rows + [(HEM, 9.5)] * 2, top=[(HEM + 0.005, 0)])
        if groin := self.pose.get("groin", 0):
            seat[-len(CREASE_FRONT) :] = blend(
                seat[-len(CREASE_FRONT) :], [self.beside(t, -aside) for t, aside in CREASE_FRONT], groin
            )
            seat = [tuple(point) for point in seat]
        if self.pose.get("lap"):
            self._part("l", seat, *map(self._lap, ("leg", "leg2")))
        elif self.pose.get("swims"):
            self._part("l", seat, self._shorts("leg2"), self._shorts("leg"))
        else:
            self._part("l", seat)

    def _draw_shirt(self):
        if not self.is_front:
            low = self.pose.get("cut", 0)
            rows = [row for row in SIDE if SHIRT_FROM < row[0] < 0.95 - low]
            self._part("t", self._trunk(rows, top=[(0.985 - low, 1.6), (0.995 - low, -2.6)]))
            return
        dip = 0.985 if self.pose["view"] == "back" else 0.955
        edge = dip + 0.01, 2.8 * self.pose.get("shoulders", 1)
        right, left = (self._shoulder(key) for key in ("arm", "arm2"))
        top = [*right, edge, (dip, 0), *((t, -x) for t, x in (*left, edge)[::-1])]
        self._part("t", self._trunk([(0.08, 9.6)] + [r for r in FRONT if r[0] > 0.1], top=top))

    def _shoulder(self, key):
        """From the front: the top of the shirt from the armpit to the collar; lower where a sleeve runs into it."""
        up, wide = self._raised(self.bones[key]), self.pose.get("shoulders", 1)
        if self.pose.get("swims") or key in self.pose.get("sleeves", ()):
            rows = [(0.90, 11.4 * wide), (0.965 + 0.07 * up, 11 * wide - 2.5 * up), (1.0 + 0.02 * up, 5.6 * wide)]
        else:
            rows = [(0.90, 11.2 * wide - 1.8 * up), (0.96, 9.8 * wide - 1.3 * up), (1.0, 5.6 * wide)]
        return [*rows, (1.0, 4.2 * wide)]

    def _draw_neck(self):
        c7, neck = self.joints["c7"], self.neck
        if self.is_front:
            long = self.pose.get("long", 1)
            throat = [(2.8, 0), (2.7, 4 * long), (-2.7, 4 * long), (-2.8, 0)]
            column = place(add(c7, vector(neck), 3 * long), neck - 90, throat)
            wide = 7 * min(1, self.pose.get("shoulders", 1))
            left = [self.beside(0.84, 4), self.beside(0.93, wide), self.beside(1.0, 4.0)]
            right = [self.beside(1.0, -4.0), self.beside(0.93, -wide), self.beside(0.84, -4)]
            self._part("k", left + column + right)
            return
        throat = place(add(c7, vector(neck), 3.2), neck - 90, [(2.9, 0)])
        nape = place(add(c7, vector(neck), 2.2), neck - 90, [(-3.5, 0)])
        jaw = place(self.joints["skull"], self.head - 90, [(3.6, -0.4), (2.6, 2), (-3.6, 2), (-3.9, -0.4)])
        front = [self.beside(0.76, 4.8), self.beside(0.92, 3.9), *throat]
        back = [*nape, self.beside(0.93, -4.8), self.beside(0.80, -5.9), self.beside(0.70, -2)]
        self._part("k", front + jaw + back)
