"""Heads: in profile, from the front, from behind, and turning."""

from exercises.figure.geometry import mix, oval, place
from exercises.figure.shapes import HEAD_FRONT, HEAD_SIDE


class Heads:
    """The parts of a body that make its head; `_part` and the joints come from the body."""

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
