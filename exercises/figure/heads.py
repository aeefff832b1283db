"""Heads: in profile, from the front, from behind, and turning."""

from exercises.figure.geometry import mix, oval, place
from exercises.figure.shapes import HEAD_FRONT, HEAD_SIDE, TURNING


class Heads:
    """The parts of a body that make its head; `_part` and the joints come from the body."""

    def _face(self):
        """Which face is seen: side (to the right of the head), other (to its left), front or back."""
        view = self.pose.get("view", "side")
        return self.pose.get("face", view)

    def _eyes(self):
        return "shut" if self.pose.get("rests") else "open"

    def _on_head(self, outline):
        size = self.pose.get("head_size", 1)
        return place(self.joints["skull"], self.head - 90, [(u * size * self._flip(), v * size) for u, v in outline])

    def _flip(self):
        return -1 if self._face() == "other" else 1

    def _draw_head(self):
        if self._face() in ("side", "other"):
            self._head_from_the_side()
        else:
            self._head_to_us()

    def _head_from_the_side(self):
        hair = self.who["hair"]
        if hair == "knot":
            where = HEAD_SIDE["knot_under" if self.pose.get("helmet") else "knot_at"]
            self._part("h", self._on_head(oval(where, 2.9, 2.8)))
        self._part("k", self._on_head(HEAD_SIDE["face"]))
        beard = [self._on_head(HEAD_SIDE["beard"])] if hair == "short" else []
        self._part("h", self._on_head(HEAD_SIDE[hair]), *beard)
        self._part("e", self._on_head(oval(HEAD_SIDE["ear"], 1.1, 1.7, 6)))
        self._part("f", self._on_head(HEAD_SIDE[self._eyes()]))
        if self.pose.get("helmet"):
            self._part("f", self._on_head(HEAD_SIDE["strap"]))
            self._part("o", self._on_head(HEAD_SIDE["helmet"]))

    def _head_to_us(self):
        if "turn" in self.pose:
            self._turned_head(self.pose["turn"])
            return
        is_back = self._face() == "back"
        if self.who["hair"] == "knot":
            self._part("h", self._on_head(oval((0, 11.4), 3.0, 2.8)))
        self._part("e", self._on_head(oval((-4.9, 0.9), 1.0, 1.6, 6)), self._on_head(oval((4.9, 0.9), 1.0, 1.6, 6)))
        if not is_back:
            self._part("k", self._on_head(HEAD_FRONT["face"]))
        beard = [self._on_head(HEAD_FRONT["beard"])] if self.who["hair"] == "short" and not is_back else []
        self._part("h", self._on_head(HEAD_FRONT["back" if is_back else "cap"]), *beard)
        if not is_back:
            for stroke in HEAD_FRONT[self._eyes()] + HEAD_FRONT["mouth"]:
                self._part("f", self._on_head(stroke))

    def _turned_head(self, turn):
        """A head between facing us (0) and its profile (1 to the right, -1 to the left)."""
        way, part = (1 if turn >= 0 else -1), abs(turn)

        def turned(front, side):
            pairs = zip(front, side, strict=True)
            return self._on_head([(way * mix(a, c, part), mix(b, d, part)) for (a, b), (c, d) in pairs])

        hair, side = self.who["hair"], HEAD_SIDE
        knot = oval(side["knot_at"], 2.9, 2.8)
        if hair == "knot":
            self._part("h", turned(oval((0, 11.4), 2.9, 2.8), knot))
        self._part("e", turned(oval((4.9, 0.9), 1.0, 1.6, 6), oval((2, 0.9), 1.0, 1.6, 6)))  # the one that goes behind
        self._part("k", turned(TURNING["face"], side["face"]))
        beard = [turned(TURNING["beard"], side["beard"])] if hair == "short" else []
        self._part("h", turned(TURNING["cap"][: len(side[hair])], side[hair]), *beard)
        self._part("e", turned(oval((-4.9, 0.9), 1.0, 1.6, 6), oval(side["ear"], 1.1, 1.7, 6)))
        for what in ("open", "mouth"):
            for front, to in zip(HEAD_FRONT[what], TURNING[what], strict=True):
                self._part("f", turned(front, to))
