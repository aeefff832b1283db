"""The same person seen from above, small, facing down the page: for what comes straight towards us."""

from exercises.figure.geometry import bend_to, oval, place
from exercises.figure.limbs import Bone, limb_outline, sleeve_outline
from exercises.figure.shapes import FIST, FORE, SHAPES, UPPER

SHOULDER, HAND = 10.4, 2.2  # from the middle, to each side


class FromAbove:
    """The parts of the small figure; `_part`, the pose and the person come from the body."""

    def _draw_above(self):
        """`above` of the pose: where it is, how large, and how far the hands reach."""
        x, y, size, reach = self.pose["above"]

        def small(outline):
            return [(x + size * u, y + size * v) for u, v in outline]

        shape = SHAPES["arm", "front"]
        bones = [_arm(side, reach) for side in (-1, 1)]
        self._part("k", *(small(limb_outline(bone, shape, 1.75, -bone.side)) for bone in bones))
        self._part("k", *(small(place(bone.end, bone.a3, FIST, -bone.side)) for bone in bones))
        self._part("t", *(small(sleeve_outline(bone, shape, -bone.side)) for bone in bones))
        self._part("t", small(oval((0, 0), 14.6, 6.6, 10)))
        self._part("k", small(oval((0, -3.4), 5.4, 5.6)))
        self._part("h", small(oval((0, -0.4), 6.4, 7)))


def _arm(side, reach):
    root, hand = (side * SHOULDER, 0), (side * HAND, -reach)
    first, second = bend_to(root, hand, UPPER, FORE, side)
    return Bone(root, first, UPPER, second, FORE, -90, side)
