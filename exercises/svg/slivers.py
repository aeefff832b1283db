"""What of a ghost would show behind the figure as mere slivers and chips: looked for on a grid."""

from itertools import product

from exercises.figure.geometry import distance
from exercises.svg.paths import View, points_of, spline

GRAIN = 6  # of the grid
LEAST = 4  # cells that a piece is wide and high somewhere, so as not to be a sliver as a whole
RIM = 2  # cells: what is less wide is one along what is seen
FAR, FURTHER = 6, 1.6  # cells away where a rim is drawn in to, and how far of the way there
AS_IT_IS = View(1, 0, 0)


def without_slivers(ghost, cover):
    """The outlines of the ghost, without those that are only seen as slivers past what covers them.

    The others are drawn in under the cover where they are a mere rim along it.
    """
    outlines = [f"M{outline}" for path in ghost for outline in path.split("M")[1:]]
    cells = [_cells(outline) for outline in outlines]
    covered = set().union(*(_cells(f"M{outline}") for path in cover for outline in path.split("M")[1:]))
    seen = set().union(*cells) - covered
    wide = _wide(seen, LEAST)
    pieces = set().union(*(piece for piece in _pieces(seen) if piece & wide))
    rims = seen - _around(_wide(seen, RIM))
    shown = [outline for outline, own in zip(outlines, cells, strict=True) if own & pieces]
    return [_drawn_in(outline, rims, covered) for outline in shown]


def _cells(outline):
    """The cells whose middles it goes round."""
    points = points_of(outline)
    found, ys = set(), [y for _, y in points]
    for row in range(int(min(ys) // GRAIN), int(max(ys) // GRAIN) + 1):
        y = (row + 0.5) * GRAIN
        ends = sorted(
            x1 + (x2 - x1) * (y - y1) / (y2 - y1)
            for (x1, y1), (x2, y2) in zip(points, points[1:] + points[:1], strict=True)
            if (y1 > y) != (y2 > y)
        )
        for left, right in zip(ends[::2], ends[1::2], strict=True):
            found.update((column, row) for column in range(round(left / GRAIN), round(right / GRAIN)))
    return found


def _pieces(cells):
    """Cells that hang together."""
    left = set(cells)
    while left:
        piece, edge = set(), {left.pop()}
        while edge:
            piece |= edge
            edge = {(x + u, y + v) for x, y in edge for u, v in ((1, 0), (-1, 0), (0, 1), (0, -1))} & left
            left -= edge
        yield piece


def _wide(cells, least):
    """Those that are part of a square that is wide enough."""
    square = list(product(range(least), repeat=2))
    corners = [(x, y) for x, y in cells if all((x + u, y + v) in cells for u, v in square)]
    return {(x + u, y + v) for x, y in corners for u, v in square}


def _around(cells, by=1):
    ring = list(product(range(-by, by + 1), repeat=2))
    return {(x + u, y + v) for x, y in cells for u, v in ring}


def _drawn_in(outline, rims, covered):
    corners = _corners(outline)
    neighbours = zip(corners[-1:] + corners[:-1], corners, corners[1:] + corners[:1], strict=True)
    moved = [_under(*three, rims, covered) for three in neighbours]
    return outline if moved == corners else spline([(x, -y) for x, y in moved], AS_IT_IS)


def _under(before, corner, after, rims, covered):
    """What steers an outline: where it is on a rim, moved to the nearest place under the cover and a little further."""
    near = tuple((a + 6 * b + c) / 8 for a, b, c in zip(before, corner, after, strict=True))
    here = {tuple(int(v // GRAIN) for v in near)}
    if here & covered or not rims & _around(here):
        return corner
    under = [((x + 0.5) * GRAIN, (y + 0.5) * GRAIN) for x, y in _around(here, FAR) & covered]
    to = min(under, key=lambda spot: distance(spot, near), default=near)
    return tuple(c + FURTHER * (t - n) for c, t, n in zip(corner, to, near, strict=True))


def _corners(outline):
    """The points that steer one of our own splines."""
    _, corner, *ends = points_of(outline)
    corners = [corner]
    for end in ends[:-1]:
        corners.append(tuple(2 * e - c for e, c in zip(end, corners[-1], strict=True)))
    return corners
