"""Points, angles and two-bone reach in the plane. Angles are degrees counter-clockwise."""

from math import acos, atan2, cos, degrees, hypot, radians, sin


def vector(angle, length=1.0):
    return length * cos(radians(angle)), length * sin(radians(angle))


def add(point, step, times=1.0):
    return point[0] + times * step[0], point[1] + times * step[1]


def dot(a, b):
    """How far one goes along the other, times its length; in the plane or in space."""
    return sum(u * v for u, v in zip(a, b, strict=True))


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


def inside(point, outline):
    """Whether a closed outline goes round a point."""
    x, y = point
    ahead = False
    for (x1, y1), (x2, y2) in zip(outline, outline[1:] + outline[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (x2 - x1) * (y - y1) / (y2 - y1):
            ahead = not ahead
    return ahead


def one_way_round(outline):
    """Counter-clockwise, so that outlines that overlap make a union without holes."""
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(outline, outline[1:] + outline[:1], strict=True))
    return outline if area > 0 else outline[::-1]


def bend_to(root, target, upper, lower, bend):
    """Two-bone inverse kinematics: the directions of both bones. `bend` (1 or -1) picks the side of the joint."""
    reach = within(abs(upper - lower) + 0.01, distance(root, target), upper + lower - 0.01)
    at_root = degrees(acos((upper**2 + reach**2 - lower**2) / (2 * upper * reach)))
    at_joint = degrees(acos((upper**2 + lower**2 - reach**2) / (2 * upper * lower)))
    first = direction(root, target) + bend * at_root
    return first, first - bend * (180 - at_joint)


def blend(a, b, part):
    """A value between two of the same shape (numbers, lists, tables); anything else stays."""
    if isinstance(a, dict):
        return {k: blend(a[k], b[k], part) if k in a and k in b else {**b, **a}[k] for k in {**a, **b}}
    if isinstance(a, (tuple, list)):
        return [blend(x, y, part) for x, y in zip(a, b, strict=True)]
    if isinstance(a, (int, float)) and not isinstance(a, bool):
        return a + (b - a) * part
    return a
