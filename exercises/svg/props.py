"""Things around the figure. Each gives what is drawn behind it and what before it."""

from math import cos, radians, sin

from exercises.figure.geometry import oval
from exercises.svg.paths import spline, straight

# Two rows of bricks where the plaster is off.
BRICKS = ([(3, 0), (15, 0)], [(0, 4), (13, 4)], [(2, 8), (11, 8)], [(8, 0), (8, 4)], [(5, 4), (5, 8)])
BEYOND = (-1440, 2400)  # the floor runs past both edges of any plate
POOL, POOL_WALL = (30, 930), 14  # where the water ends, inside the picture


def bar(view, name, x, y, width, height, round_by=0):
    left, top = view.whole((x, y + height))
    right, bottom = view.whole((x + width, y))
    corner = f' rx="{round(round_by * view.scale)}"' if round_by else ""
    return f'<rect class="{name}" x="{left}" y="{top}" width="{right - left}" height="{bottom - top}"{corner}/>'


def lines(view, width, *strokes):
    path = "".join(straight(points, view) for points in strokes)
    return f'<path class="s" stroke-width="{round(width * view.scale)}" d="{path}"/>'


def disc(view, x, y, radius):
    cx, cy = view.whole((x, y))
    return f'<circle class="p" cx="{cx}" cy="{cy}" r="{round(radius * view.scale)}"/>'


def ring(view, x, y, radius, width):
    cx, cy = view.whole((x, y))
    thick, r = round(width * view.scale), round(radius * view.scale)
    return f'<circle class="s" stroke-width="{thick}" cx="{cx}" cy="{cy}" r="{r}"/>'


def mat(view, span, x=None, width=None):
    left, wide = (span[0], span[1]) if x is None else (x, width)
    return bar(view, "m", left, -2, wide, 2), ""


def mat_tilted(view, span, x=None, width=None, far=15):
    """A mat seen from a little above: what lies nearer to us is lower, and its edge is as thick as it is."""
    left, wide = span if x is None else (x, width)
    corners = [(left, -5), (left + wide, -5), (left + wide - 5, far), (left + 5, far)]
    return f'<path class="w" fill-opacity=".6" d="{straight(corners, view)}z"/>' + bar(view, "m", left, -7, wide, 2), ""


def cushion(view, span, x, width, height, y=0):
    return "", bar(view, "m", x, y, width, height, height / 2)


def pillow(view, span, x, width, height, y=0):
    return bar(view, "m", x, y, width, height, min(width, height, 12) / 2.5), ""


def wall(view, span, x, thick=None):
    """Cut open, as far to the left as any plate goes, or a piece of it: its face and a few of its bricks."""
    endless = thick is None
    thick = x - (BEYOND[0] - view.x) / view.scale if endless else thick
    bricks = [[(x - 17.4 + a, y + b) for a, b in line] for y in ((26, 62) if endless else (44,)) for line in BRICKS]
    piece = straight([(x - thick, 0), (x - thick, 220), (x, 220), (x, 0)], view)
    return f'<path class="w" d="{piece}z"/>' + lines(view, 0.8, [(x - 0.4, 0), (x - 0.4, 220)], *bricks), ""


def wall_behind(view, span, x, width):
    """A piece of wall that we face: paler than the plate, with its edges, some of its bricks and the skirting board."""
    edges = [(x, 0), (x, 220)], [(x + width, 0), (x + width, 220)]
    board = [(x, 5), (x + width, 5)]
    bricks = [
        [(x + u * width + a, y + b) for a, b in line]
        for u, y in ((0.05, 26), (0.82, 40), (0.06, 48))
        for line in BRICKS
    ]
    return bar(view, "w", x, 0, width, 220) + lines(view, 0.8, *edges, board) + lines(view, 0.5, *bricks), ""


def chair(view, span, x, seat, deep=20, turned=0):
    """Seen from the side; turned: with its back to the right. The seat is two lines, one on the other."""
    back, lean = (x + deep - 1.5, 3) if turned else (x - 1.5, -3)
    legs = [(x - 1, seat - 2), (x - 3, 0.6)], [(x + deep - 3, seat - 2), (x + deep - 1, 0.6)]
    seats = [[(x - 2.1, y), (x + deep - 0.9, y)] for y in (seat - 0.9, seat - 2.1)]
    return lines(view, 1.8, [(back, seat - 1), (back + lean, seat + 27)], *legs, *seats), ""


def chair_front(view, span, x, seat):
    posts = [[(x + side * 13, seat), (x + side * 13, seat + 30)] for side in (-1, 1)]
    legs = [[(x + side * 16, seat), (x + side * 16.6, 0.8)] for side in (-1, 1)]
    return lines(view, 2.2, *posts, *legs, [(x - 13, seat + 29), (x + 13, seat + 29)]) + bar(
        view, "p", x - 18, seat - 3, 36, 8, 2
    ), ""


def table(view, span, x, width, height, over=0):
    """A worktop; over: how far it stands over its first leg."""
    legs = [
        [(x + over + 2.5, height - 2), (x + over + 2.5, 0.6)],
        [(x + width - 2.5, height - 2), (x + width - 2.5, 0.6)],
    ]
    return lines(view, 1.8, *legs) + bar(view, "p", x, height - 3, width, 3, 0.6), ""


def step(view, span, x, rise, deep=48):
    return bar(view, "p", x, 0, deep, rise, 0.6), ""


def handrail(view, span, x, y, run, rise):
    posts = [[(x, y), (x, 1)], [(x + run, y + rise), (x + run, 10)]]
    return lines(view, 2, [(x, y), (x + run, y + rise)]) + lines(view, 1.4, *posts), ""


def post(view, span, x, height):
    return lines(view, 2.4, [(x, 0.6), (x, 200)]) + ring(view, x, height, 2.2, 1.2), ""


def rail(view, span, x, height):
    """Along the pool, to its wall."""
    return lines(view, 2.2, [(x, height), ((POOL[1] - view.x) / view.scale, height)]), ""


def bench(view, span, x, seat, width):
    """Seen from the front: a seat to sit down on, and a low back."""
    ends = x + 5, x + width - 5
    frame = lines(view, 2, *([(end, 0.8), (end, seat + 13)] for end in ends))
    return frame + lines(view, 3.4, [(x, seat + 13), (x + width, seat + 13)]) + bar(
        view, "p", x - 1, seat - 3, width + 2, 4.4, 1
    ), ""


def lens(view, span, x, y, radius, post=None):
    """Round what is shown from above; with the post that a band is fixed to, where there is one."""
    return ring(view, x, y, radius, 1.2) + (disc(view, *post, 2) if post else ""), ""


def clock(view, span, x, y, radius, minutes):
    """A few minutes on a clock on its post: its rim and the slice of an hour, from twelve."""
    cx, cy = view.whole((x, y))
    r = radius * view.scale
    turn = radians(6 * minutes)
    end = round(cx + 0.8 * r * sin(turn)), round(cy - 0.8 * r * cos(turn))
    top = round(cy - 0.8 * r)
    wide = round(0.8 * r)
    slice_ = f'<path class="p" d="M{cx} {cy}V{top}A{wide} {wide} 0 0 1 {end[0]} {end[1]}z"/>'
    return lines(view, 1.8, [(x, 0.8), (x, y - radius)]) + ring(view, x, y, radius, 1.4) + slice_, ""


SOLE = [
    (-9.6, 0), (-9, 3.3), (-5.6, 3.6), (-1, 1.8), (2.6, 3.2), (5.6, 4.9), (8, 3.4), (7.8, -0.8), (6.6, -3.9),
    (3.4, -4.8), (-1, -3.6), (-5.6, -3.5), (-9, -3.2),
]  # fmt: skip
TOES = ((9.6, 3.3, 1.9), (9.9, 0.2, 1.3), (9.2, -2.3, 1.2), (7.9, -4.3, 1.1))


def soles_above(view, span, x, y, radius):
    """Where the feet stand, seen from above: both on one line, heel to toe, in a ring of its own."""
    found = lines(view, 1, [(x - 0.97 * radius, y), (x + 0.97 * radius, y)]) + ring(view, x, y, radius, 1.2)
    for skin, middle, side in (("kf", -11, -1), ("k", 10.5, 1)):
        outlines = (SOLE, *(oval((u, v), r, r, 5) for u, v, r in TOES))
        foot = "".join(spline([(x + middle + u, y + side * v) for u, v in outline], view) for outline in outlines)
        found += f'<path class="{skin}" d="{foot}"/>'
    return found, ""


def water(view, span, height):
    """A pool cut open: its water with waves, down to its floor, and the wall at each end."""
    (_, y), (_, bottom) = view.whole((0, height)), view.whole((0, 0))
    left, right = POOL
    third = (right - left) // 3
    wave = f"q{third // 2}-28 {third} 0t{third} 0t{third} 0"
    walls = "".join(
        f'<rect class="p" x="{x}" y="{y - 44}" width="{POOL_WALL}" height="{bottom - y + 44}"/>'
        for x in (left - POOL_WALL, right)
    )
    behind = f'<path class="wb" d="M{left} {y - 4}{wave}V{bottom}H{left}z"/>'
    return behind + walls, f'<path class="wa" d="M{left} {y}{wave}V{bottom}H{left}z"/>'


def exercise_bike(view, span):
    frame = lines(
        view, 2.6, [(-11, 55), (0, 24), (31, 17)], [(9, 22), (24, 58), (24, 70), (20, 72.8)], [(-22, 1), (42, 1)],
        [(9, 22), (9, 2)],
    )  # fmt: skip
    wheel = ring(view, 31, 17, 12.2, 2.4) + disc(view, 31, 17, 2) + disc(view, 9, 22, 4.4)
    return wheel + frame + lines(view, 3.6, [(-22.5, 57.6), (-15, 56.2), (-3, 55.6)]), ""


def outdoor_bike(view, span):
    wheels = ring(view, -23, 19, 18, 1.8) + ring(view, 39, 19, 18, 1.8)
    frame = lines(
        view, 2.2, [(-23, 19), (4, 17), (-7, 49), (-23, 19)], [(-6, 46), (27, 49), (4, 17)],
        [(39, 19), (27, 49), (25, 61), (27.4, 63.6)], [(-7, 49), (-9, 56)],
    )  # fmt: skip
    return wheels + frame + lines(view, 3.6, [(-21, 57.4), (-14, 56), (-2, 55.4)]) + disc(view, 4, 17, 4), ""


def recumbent_bike(view, span):
    seat = lines(view, 4, [(-9, 19), (-27, 20)], [(-27.4, 22), (-39.4, 58)])
    frame = lines(
        view, 2.6, [(-38, 1.2), (54, 1.2)], [(-20, 19), (-20, 2)], [(-20, 12), (29, 12), (29, 27), (45, 13.6)],
        [(34, 20), (34, 2)],
    )  # fmt: skip
    handle = lines(view, 2, [(-14, 18), (-5, 31)])
    return seat + frame + handle + ring(view, 45, 13.6, 9, 2.4) + disc(view, 29, 27, 4), ""


def elliptical(view, span):
    frame = lines(view, 2.6, [(-34, 1.2), (52, 1.2)], [(34, 2), (29, 50), (28, 88)], [(20, 74), (28, 78)])
    console = lines(view, 5, [(25, 92), (31, 87)])
    return frame + console + disc(view, 38, 17, 14), ""


PROPS = {
    f.__name__: f
    for f in (
        mat, mat_tilted, cushion, pillow, wall, wall_behind, chair, chair_front, table, step,
        handrail, post, lens, rail, bench, clock, soles_above, water, exercise_bike,
        outdoor_bike, recumbent_bike, elliptical,
    )
}  # fmt: skip
