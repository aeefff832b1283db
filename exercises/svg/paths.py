"""Points become path data: whole numbers, quadratic splines."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """World (per cent of height, y up) to picture units."""

    scale: float
    x: float
    y: float

    def __call__(self, point):
        return self.x + self.scale * point[0], self.y - self.scale * point[1]

    def whole(self, point):
        return tuple(map(round, self(point)))


def numbers(values):
    out = ""
    for n in values:
        out += (" " if out and n >= 0 else "") + str(n)
    return out


def spline(points, view, closed=True):
    """A quadratic B-spline as `M q t t ...`: after the first point, two whole numbers for each further one."""
    points = [view(q) for q in points]
    if closed:
        x, y = (round((points[-1][i] + points[0][i]) / 2) for i in (0, 1))
        control = points
    else:
        x, y = map(round, points[0])
        control = points[1:-1]
    start, (cx, cy) = (x, y), map(round, control[0])
    steps = [cx - x, cy - y]
    for i in range(len(control)):
        if i < len(control) - 1:  # steer by the mirrored control point, so that rounding never adds up
            ex, ey = (round((c + n) / 2) for c, n in zip((cx, cy), control[i + 1], strict=True))
        else:
            ex, ey = start if closed else map(round, points[-1])
        steps += [ex - x, ey - y]
        cx, cy, x, y = 2 * ex - cx, 2 * ey - cy, ex, ey
    more = "t" + numbers(steps[4:]) if steps[4:] else ""
    return f"M{numbers(start)}q{numbers(steps[:4])}{more}{'z' if closed else ''}"


def polyline(points, view):
    return "M" + "L".join("{} {}".format(*view.whole(q)) for q in points)


def straight(points, view):
    """A line that never moves, so that it can be as short as its corners allow."""
    x, y = view.whole(points[0])
    path = f"M{x} {y}"
    for u, v in map(view.whole, points[1:]):
        path += f"H{u}" if v == y else f"V{v}" if u == x else f"L{u} {v}"
        x, y = u, v
    return path


def points_of(path):
    """The points on our own path strings, absolute."""
    found = []
    for sub in path.split("M")[1:]:
        if re.search("[LHV]", sub):
            found += _corners(sub)
            continue
        n = [int(x) for x in re.findall(r"-?\d+", sub)]
        x, y = n[:2]
        found += [(x, y), (x + n[2], y + n[3])]
        for u, w in zip(n[4::2], n[5::2], strict=True):
            x, y = x + u, y + w
            found.append((x, y))
    return found


def _corners(sub):
    x = y = 0
    for way, a, b in re.findall(r"([LHV]?)(-?\d+)(?: (-?\d+))?", sub):
        x, y = (int(a), y) if way == "H" else (x, int(a)) if way == "V" else (int(a), int(b))
        yield x, y
