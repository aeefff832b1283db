"""A pose becomes a body: joints, bones and closed outlines. Pure geometry, no Django, no SVG.

Lengths are per cent of body height, angles are degrees counter-clockwise, y is up, the floor is y = 0.
A side-view figure faces right when it stands, so pelvis = 180 lies on its back with the head to the left and
pelvis = 0 is face down or on all fours. The words of a pose are explained in `poses/__init__.py`.
"""

from exercises.figure.between import between
from exercises.figure.body import Body
from exercises.figure.slanted import SlantedBody

__all__ = ["Body", "between", "body_of"]


def body_of(pose, who="a"):
    """The body of any pose: one with a camera is in space."""
    return (SlantedBody if "camera" in pose else Body)(pose, who)
