"""The same person seen from above, small, facing down the page: for what comes straight towards us, and for turns."""

from exercises.figure.geometry import bend_to, direction, distance, oval, place
from exercises.figure.limbs import Bone, forearm_outline, limb_outline, sleeve_outline
from exercises.figure.shapes import FOOT_ABOVE, FORE, HANDS, SHAPES, SOLE, THIGH_ABOVE, TOES, UPPER

SHOULDER, HAND = 10.4, 2.2  # from the middle, to each side
CROSSED = (8.6, -10), (-6.6, -6.2)  # elbow and hand of an arm that is laid across the chest

TO_ELBOW = 0.8  # how far down the arm, which points down at its elbow, the sleeve is seen


class FromAbove:
    """The parts of the small figure; `_part`, the pose and the person come from the body."""

    def _draw_above(self):
        """`above` of the pose: where it is, how large, and how far the hands reach.

        above_turn: how far it turns to its left instead, on a chair, the arms crossed.
        """
        x, y, size, reach = self.pose["above"]
        turn = self.pose.get("above_turn")

        def small(outline, by=0):
            return [(x + size * u, y + size * v) for u, v in place((0, 0), by, outline)]

        if turn is None:
            bones = [_arm(side, reach) for side in (-1, 1)]
        else:
            bones = [_crossed(side) for side in (1, -1)]
            for name, outline in (("k", FOOT_ABOVE), ("l", THIGH_ABOVE)):
                self._part(name, *(small([(side * u, v) for u, v in outline]) for side in (-1, 1)))
        shape, by = SHAPES["arm", "front"], turn or 0
        chest = [oval((0, 0), 14.6, 6.6, 10)]

        def draw(name, outlines):
            self._part(name, *(small(outline, by) for outline in outlines))

        if turn is None:
            draw("k", [limb_outline(bone, shape, 1.75, -bone.side) for bone in bones] + [_fist(bone) for bone in bones])
            draw("t", [sleeve_outline(bone, shape, -bone.side) for bone in bones])
            draw("t", chest)
        else:
            draw("t", [sleeve_outline(bone, shape, -bone.side, to=TO_ELBOW) for bone in bones] + chest)
            for skin, bone in zip(("kf", "k"), bones, strict=True):
                draw(skin, [forearm_outline(bone, shape, 1.75, -bone.side), _fist(bone)])
        nose = [small(oval((0, -8.8), 1.4, 1.7, 6))] if turn is None else []
        self._part("k", small(oval((0, -3.4), 5.4, 5.6), by), *nose)
        self._part("h", small(oval((0, -0.4), 6.4, 7), by))

    def _draw_soles(self):
        """`soles` of the pose: where the prints of the far foot and of the near one are, seen from above."""
        prints = (SOLE, *(oval((u, v), r, r, 5) for u, v, r in TOES))
        for skin, (x, y), side in zip(("kf", "k"), self.pose["soles"], (-1, 1), strict=True):
            self._part(skin, *([(x + u, y + side * v) for u, v in outline] for outline in prints))


def _arm(side, reach):
    root, hand = (side * SHOULDER, 0), (side * HAND, -reach)
    first, second = bend_to(root, hand, UPPER, FORE, side)
    return Bone(root, first, UPPER, second, FORE, -90, side)


def _crossed(side):
    root, elbow, hand = ((side * u, v) for u, v in ((SHOULDER, 0), *CROSSED))
    way = direction(elbow, hand)
    return Bone(root, direction(root, elbow), distance(root, elbow), way, distance(elbow, hand), way, side)


def _fist(bone):
    return place(bone.end, bone.a3, HANDS["fist"], -bone.side)
