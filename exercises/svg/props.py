"""Things around the figure. Each gives what is drawn behind it and what before it."""

from math import cos, radians, sin

from exercises.figure.geometry import blend
from exercises.figure.slanted import Camera
from exercises.svg.paths import spline, straight

# Two rows of bricks where the plaster is off.
BRICKS = ([(3, 0), (15, 0)], [(0, 4), (13, 4)], [(2, 8), (11, 8)], [(8, 0), (8, 4)], [(5, 4), (5, 8)])
COURSE, TOOTH = 11, 4.6  # where a wall is broken off: how high its teeth are, and how far they stand out
BEHIND = (-76, 88), (-44, 54), (-66, 24), (24, 38), (58, 74), (46, 16)  # where they are seen behind who faces us
BEYOND = (-1440, 2400)  # the floor runs past both edges of any plate
POOL, POOL_WALL = (92, 868), 14  # where the water ends, inside the part that the player shows too


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


def crank_wheel(view, x, y):
    """The wheel that the cranks turn: open, so that they are seen to meet at its hub."""
    return ring(view, x, y, 3.9, 1) + disc(view, x, y, 1.5)


def mat(view, span, x=None, width=None):
    left, wide = (span[0], span[1]) if x is None else (x, width)
    return bar(view, "m", left, -2, wide, 2), ""


def mat_tilted(view, span, x=None, width=None, far=15):
    """A mat seen from a little above: what lies nearer to us is lower, and its edge is as thick as it is."""
    left, wide = span if x is None else (x, width)
    corners = [(left, -5), (left + wide, -5), (left + wide - 5, far), (left + 5, far)]
    return f'<path class="w" fill-opacity=".6" d="{straight(corners, view)}z"/>' + bar(view, "m", left, -7, wide, 2), ""


def mat_slanted(view, span, turn, raised, left, right, near, far):
    """A mat in space, seen as a slanted body is, with the edges that are nearer to us, as thick as it is."""
    camera = Camera(turn, raised)
    corners = [(x, y, 0) for x, y in ((left, far), (left, near), (right, near), (right, far))]
    top = [camera(corner) for corner in corners]
    edge = [*top[1:], *(camera((x, y, -2)) for x, y, _ in corners[:0:-1])]
    return (
        f'<path class="w" fill-opacity=".6" d="{straight(top, view)}z"/><path class="m" d="{straight(edge, view)}z"/>'
    ), ""


def pillow_slanted(view, span, turn, raised, left, right, near, far, high):
    """A pillow on it."""
    return block(view, "m", Camera(turn, raised), (left, right), (near, far), (0, high)), ""


def block(view, name, camera, along, aside, up):
    """The outline of a block in space, its corners rounded a little."""
    (left, right), (near, far), (low, high) = along, aside, up
    ends = [(x, y, z) for x, y in ((left, far), (left, near), (right, near), (right, far)) for z in (high, low)]
    edge = [camera(ends[i]) for i in (0, 2, 3, 5, 7, 6)]
    outline = []
    for before, corner, after in zip(edge[-1:] + edge, edge, edge[1:] + edge[:1], strict=False):
        outline += [blend(corner, before, 0.2), corner, blend(corner, after, 0.2)]
    return f'<path class="{name}" d="{spline(outline, view)}"/>'


def floor_behind(view, span, height):
    """Where the floor that is seen from above meets the wall."""
    _, y = view.whole((0, height))
    return f'<path class="fl" d="M{BEYOND[0]} {y}H{BEYOND[1]}"/>', ""


def chair_slanted(view, span, turn, raised, x, seat, deep=20, half=14):
    """A chair in space, seen as a slanted body is."""
    camera = Camera(turn, raised)

    def line(*points):
        return [camera(point) for point in points]

    frame = [line((x + 1, side * half, 0), (x, side * half, seat), (x - 4, side * half, seat + 28)) for side in (1, -1)]
    frame += [line((x + lean, half, seat + up), (x + lean, -half, seat + up)) for lean, up in ((-4, 27), (-2.6, 18))]
    front = [line((x + deep - 2, side * half, seat), (x + deep - 1, side * half, 0)) for side in (1, -1)]
    top = block(view, "p", camera, (x - 1, x + deep), (-half - 1, half + 1), (seat - 3, seat))
    return lines(view, 2.2, *frame, *front) + top, ""


def cushion(view, span, x, width, height, y=0):
    return "", bar(view, "m", x, y, width, height, height / 2)


def pillow(view, span, x, width, height, y=0):
    return bar(view, "m", x, y, width, height, min(width, height, 12) / 2.5), ""


def pillow_outline(view, x, width, height, y=0):
    return straight([(x, y), (x, y + height), (x + width, y + height), (x + width, y)], view)


def wall(view, span, x, thick=None):
    """Cut open, as far to the left as any plate goes, or `thick`, then broken off brick by brick: some of its bricks
    are seen."""
    edges = [[(x - 0.4, 0), (x - 0.4, 220)]]
    edges += [[(x - 17.4 + a, y + b) for a, b in line] for y in (26, 62) for line in BRICKS]
    if thick is None:
        end = (BEYOND[0] - view.x) / view.scale
        left = [(end, 0), (end, 220)]
    else:
        left = [(x - thick + (y // COURSE % 2) * TOOTH, y + up) for y in range(0, 220, COURSE) for up in (0, COURSE)]
    piece = straight([*left, (x, 220), (x, 0)], view)
    return f'<path class="w" d="{piece}z"/>' + lines(view, 0.8, *edges), ""


def wall_behind(view, span):
    """The wall that we face fills the picture: its skirting board from edge to edge, and some of its bricks."""
    _, board = view.whole((0, 6))
    bricks = [[(x + a, y + b) for a, b in line] for x, y in BEHIND for line in BRICKS]
    return f'<path class="fl" stroke-opacity=".45" d="M{BEYOND[0]} {board}H{BEYOND[1]}"/>' + lines(
        view, 0.5, *bricks
    ), ""


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


def chair_above(view, span, x, y, size):
    """Seen from above, around who sits on it and faces down the page: the seat, and the rail of the back behind it."""
    seat = bar(view, "p", x - 14.5 * size, y - 17 * size, 29 * size, 24 * size, 3 * size)
    posts = [[(x + end * size, y + 5 * size), (x + end * size, y + 11 * size)] for end in (-13.4, 13.4)]
    return lines(view, 1.6, [(x - 13.4 * size, y + 11 * size), (x + 13.4 * size, y + 11 * size)], *posts) + seat, ""


def chair_beside(view, span, x, seat, wide=32):
    """Seen from behind, beyond the figure."""
    ends = x + 2, x + wide - 2
    frame = [[(end, 0.8), (end, seat + 27)] for end in ends]
    slats = [[(ends[0], seat + y), (ends[1], seat + y)] for y in (27, 17)]
    return lines(view, 2, *frame, *slats) + bar(view, "p", x, seat - 3, wide, 3.6, 0.8), ""


def worktop(view, span, x, width, height):
    """With cupboards below, that the figure stands before: doors, plinth, and the top over them. They are lines, so
    that a pale ghost is seen before them."""
    doors = [[(x + width * u, 5), (x + width * u, height - 3)] for u in (0.33, 0.66)]
    handles = [[(x + width * u - 2.4, height - 15), (x + width * u - 2.4, height - 9)] for u in (0.33, 0.66, 0.97)]
    ends = [[(end, 0), (end, height - 2)] for end in (x + 2, x + width - 2)]
    front = lines(view, 0.8, *ends, *doors, [(x + 2, 5), (x + width - 2, 5)]) + lines(view, 1.4, *handles)
    return front + bar(view, "p", x, height - 3, width, 3, 0.6), ""


def table(view, span, x, width, height, over=0):
    """A worktop; over: how far it stands over its first leg."""
    legs = [
        [(x + over + 2.5, height - 2), (x + over + 2.5, 0.6)],
        [(x + width - 2.5, height - 2), (x + width - 2.5, 0.6)],
    ]
    return lines(view, 1.8, *legs) + bar(view, "p", x, height - 3, width, 3, 0.6), ""


def step(view, span, x, rise, deep=48):
    return bar(view, "p", x, 0, deep, rise, 0.6), ""


def stairs(view, span, x, rise, deep, steps):
    """The lowest of a flight, each as deep as the next; the last one ends where the picture does not go on."""
    corners = [(x, 0)]
    for i in range(steps):
        corners += [(x + deep * i, rise * (i + 1)), (x + deep * (i + 1), rise * (i + 1))]
    flight = f'<path class="p" d="{straight([*corners, (corners[-1][0], 0)], view)}z"/>'
    return flight, ""


def handrail(view, span, x, y, run, rise, *posts):
    """Beyond the figure; posts: where one stands, and on what height."""
    stand = [[(at, low), (at, y + rise * (at - x) / run)] for at, low in posts]
    return lines(view, 2.2, [(x, y), (x + run, y + rise)]) + lines(view, 1.6, *stand), ""


def post(view, span, x, height):
    return lines(view, 2.4, [(x, 0.6), (x, 200)]) + ring(view, x, height, 2.2, 1.2), ""


def rail(view, span, height):
    """Along the far side of the pool, from wall to wall."""
    return lines(view, 2, [((end - view.x) / view.scale, height) for end in POOL]), ""


def bench(view, span, x, seat):
    """Seen from its end: slats of the seat and of the back, an arm rest, and the iron that carries them."""
    back = (x - 1, seat - 1), (x - 6, seat + 25)
    iron = [(x + 21, 0.8), (x + 18.4, seat - 2), (x, seat - 2), (x - 4, 0.8)]
    rest = [back[1], back[0]], [(x + 19, seat - 2), (x + 20, seat + 12), (x - 4, seat + 12)]
    slats = [[(at, seat - 0.6), (at + 3.4, seat - 0.6)] for at in (x + 1.4, x + 7.6, x + 13.8)]
    slats += [[(x - 2 - 0.19 * up, seat + up), (x - 2.7 - 0.19 * up, seat + up + 3.6)] for up in (5, 12.6, 20)]
    return lines(view, 1.5, iron, *rest) + lines(view, 2.6, *slats), ""


def lens(view, span, x, y, radius, post=None):
    """Round what is shown from above; with the post that a band is fixed to, where there is one."""
    return ring(view, x, y, radius, 1.2) + (disc(view, *post, 2) if post else ""), ""


def clock(view, span, x, y, radius, minutes):
    """How long it takes: a clock's rim with its quarters, and the slice of an hour, from twelve."""
    cx, cy = view.whole((x, y))
    turn, wide = radians(6 * minutes), round(0.8 * radius * view.scale)
    end = round(cx + wide * sin(turn)), round(cy - wide * cos(turn))
    slice_ = f'<path class="p" d="M{cx} {cy}V{cy - wide}A{wide} {wide} 0 0 1 {end[0]} {end[1]}z"/>'
    ways = (1, 0), (0, -1), (-1, 0)
    quarters = [[(x + u * radius * k, y + v * radius * k) for k in (0.8, 0.94)] for u, v in ways]
    return ring(view, x, y, radius, 1.4) + lines(view, 1.1, *quarters) + slice_, ""


def line_above(view, span, x, y, radius):
    """The line that both feet come to stand on, seen from above, in a ring of its own."""
    return lines(view, 1, [(x - 0.97 * radius, y), (x + 0.97 * radius, y)]) + ring(view, x, y, radius, 1.2), ""


def water(view, span, height):
    """A pool cut open: its water with waves, down to its floor, and the wall at each end."""
    (_, y), (_, bottom) = view.whole((0, height)), view.whole((0, 0))
    left, right = POOL
    ripple = (right - left) // 6
    wave = f"q{ripple // 2}-9 {ripple} 0" + f"t{ripple} 0" * 5
    walls = "".join(
        f'<rect class="p" x="{x}" y="{y - 44}" width="{POOL_WALL}" height="{bottom - y + 44}"/>'
        for x in (left - POOL_WALL, right)
    )
    behind = f'<path class="wb" d="M{left} {y - 4}{wave}V{bottom}H{left}z"/>'
    return behind + walls, f'<path class="wa" d="M{left} {y}{wave}V{bottom}H{left}z"/>'


def exercise_bike(view, span):
    """The frame of a bike stands between the legs."""
    frame = lines(
        view, 2.6, [(-15, 53), (-3, 12)], [(-18, 2), (9, 22), (24, 47)], [(36, 2), (24, 47), (25, 69), (20, 72.8)],
        [(-23, 1.2), (44, 1.2)],
    )  # fmt: skip
    belt = lines(view, 0.9, [(9, 26.2), (33, 20.4)], [(9, 17.8), (33, 13.6)])
    wheel = ring(view, 33, 17, 13, 2.4) + disc(view, 33, 17, 3.4) + belt + crank_wheel(view, 9, 22)
    return "", "", wheel + frame + lines(view, 3.2, [(-24, 55.6), (-16, 53.6), (-3, 53)])


def outdoor_bike(view, span):
    wheels = ring(view, -25, 19, 18, 1.8) + ring(view, 41, 19, 18, 1.8) + disc(view, 41, 19, 1.6)
    frame = lines(
        view, 2.2, [(-25, 19), (4, 17), (-7, 46), (-25, 19)], [(-5.6, 42.6), (28, 46), (4, 17)],
        [(41, 19), (28, 46), (25.4, 58), (28, 61)], [(-7, 46), (-9, 53)],
    )  # fmt: skip
    chain = lines(view, 0.8, [(4, 21.2), (-25, 20.8)], [(4, 12.8), (-25, 17.2)]) + disc(view, -25, 19, 2.2)
    saddle = lines(view, 3.2, [(-21.6, 54.4), (-14.6, 52.6), (-2, 52)])
    return "", "", wheels + frame + chain + crank_wheel(view, 4, 17) + saddle


def recumbent_bike(view, span):
    seat = lines(view, 4, [(-9, 18.6), (-27, 19.6)], [(-27.4, 22), (-39.4, 58)])
    frame = lines(
        view, 2.6, [(-36, 1.2), (52, 1.2)], [(-20, 19), (-24, 2)], [(-22, 11), (12, 11), (27, 27), (44, 15)],
        [(44, 15), (42, 2)],
    )  # fmt: skip
    belt = lines(view, 0.9, [(28.6, 31), (45.4, 18.2)], [(25.4, 23), (42.6, 11.8)])
    handle = lines(view, 2, [(-14, 18), (-13.2, 28)])
    wheel = ring(view, 44, 15, 11, 2.4) + disc(view, 44, 15, 3.4)
    return seat, "", wheel + frame + belt + handle + crank_wheel(view, 27, 27)


def elliptical(view, span):
    """The far bar of its pedals is behind its wheel; the pins of both go round with it."""
    frame = lines(view, 2.6, [(-34, 1.2), (52, 1.2)], [(36, 2), (30, 46), (28.6, 88)], [(20, 74), (28.6, 78)])
    screen = straight([(24.6, 95), (32, 86.4), (33.6, 87.8), (26.2, 96.4)], view)
    rim = ring(view, 36, 17, 13.2, 3) + ring(view, 36, 17, 8.6, 1.2) + disc(view, 36, 17, 3)
    return frame + rim + f'<path class="p" d="{screen}z"/>', ""


PROPS = {
    f.__name__: f
    for f in (
        mat, mat_tilted, mat_slanted, cushion, pillow, pillow_slanted, wall, wall_behind, floor_behind, chair,
        chair_front, chair_slanted, table, step, handrail, post, lens, rail, bench, clock, line_above, chair_beside,
        chair_above, worktop, stairs, water, exercise_bike, outdoor_bike, recumbent_bike, elliptical,
    )
}  # fmt: skip
