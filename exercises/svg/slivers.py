"""What of a ghost would show behind the figure as mere slivers and chips: looked for on a grid."""

from itertools import product

from exercises.svg.paths import points_of

GRAIN = 6  # of the grid
LEAST = 4  # cells that a piece is wide and high somewhere, so as not to be a sliver


def without_slivers(ghost, cover):
    """The outlines of the ghost, without those that are only seen as slivers past what covers them.

    Both are path data; a ghost's outline stays whole or goes.
    """
    outlines = [f"M{outline}" for path in ghost for outline in path.split("M")[1:]]
    cells = [_cells(outline) for outline in outlines]
    covered = set().union(*(_cells(f"M{outline}") for path in cover for outline in path.split("M")[1:]))
    seen = set().union(*cells) - covered
    pieces = _pieces(seen)
    wide = set().union(*(piece for piece in pieces if _is_wide(piece)))
    return [outline for outline, own in zip(outlines, cells, strict=True) if own & wide]


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


def _is_wide(piece):
    square = list(product(range(LEAST), repeat=2))
    return any(all((x + u, y + v) in piece for u, v in square) for x, y in piece)
