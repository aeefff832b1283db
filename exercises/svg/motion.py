"""Key frames become SMIL: there and back with a hold, or round and round."""

from functools import cache

from exercises.figure.geometry import distance, mix
from exercises.svg.paths import points_of

EASE = (0.75, 0, 0.25, 1)
STEPS = 4  # sampled between two key poses
STRAIGHT, ON_SKIN = 16, 3  # how far a straight morph may be off before a frame is kept; shorts stay on their thigh
HOLD = 0.2  # part of the time the end is held
FAINT = ("w0", "w1", "w2")  # classes of a line that is not seen, and hardly seen, and nearly whole


def eased(count):
    """keyTimes and keySplines of `count` steps: the easing curve cut exactly where 1/n, 2/n ... is done."""
    curve = [(0, 0), EASE[:2], EASE[2:], (1, 1)]

    def blossom(*ts):
        points = curve
        for t in ts:
            points = [(mix(a[0], b[0], t), mix(a[1], b[1], t)) for a, b in zip(points, points[1:], strict=False)]
        return points[0]

    def cut(part):
        low, high = 0, 1
        for _ in range(40):
            middle = (low + high) / 2
            low, high = (middle, high) if blossom(middle, middle, middle)[1] < part else (low, middle)
        return low

    cuts = [0, *(cut(i / count) for i in range(1, count)), 1]
    times, splines = [], []
    for a, b in zip(cuts, cuts[1:], strict=False):
        p0, p1, p2, p3 = blossom(a, a, a), blossom(a, a, b), blossom(a, b, b), blossom(b, b, b)
        dx, dy = p3[0] - p0[0], p3[1] - p0[1]
        inner = ((p1[0] - p0[0]) / dx, (p1[1] - p0[1]) / dy, (p2[0] - p0[0]) / dx, (p2[1] - p0[1]) / dy)
        splines.append([max(0, min(1, round(v, 2))) for v in inner])
        times.append(p0[0])
    return [*times, 1], splines


@cache
def there_and_back(count):
    """Out, a real hold at the end, and back, as the attributes of an animation."""
    times, splines = eased(count)
    out = [t * (1 - HOLD) / 2 for t in times]
    moments = out + [1 - t for t in out[::-1]]
    back = [[round(1 - v, 2) for v in (c, d, a, b)] for a, b, c, d in splines[::-1]]
    curves = [*splines, [0, 0, 1, 1], *back]
    key_times = ";".join(f"{t:.3g}" for t in moments)
    key_splines = ";".join(" ".join(f"{x:g}" for x in curve) for curve in curves)
    return f' calcMode="spline" keyTimes="{key_times}" keySplines="{key_splines}"'


def needed(paths, drawing):
    """Every how many frames one has to be kept, so that a straight morph reproduces those in between."""
    off = ON_SKIN if drawing.poses[0].get("swims") else STRAIGHT
    last, points = len(paths) - 1, [points_of(path) for path in paths]

    def is_straight(k):
        return all(
            distance((mix(p[0], r[0], i / k), mix(p[1], r[1], i / k)), q) < off
            for a in range(0, last, k)
            for i in range(1, k)
            for p, q, r in zip(points[a], points[a + i], points[a + k], strict=True)
        )

    for k in (last, STEPS, STEPS // 2):
        if last % k == 0 and is_straight(k):
            return k
    return 1


def animation(paths, drawing, step=0):
    """step: every how many frames one is kept, where another part has a say in it."""
    head = f'<animate attributeName="d" dur="{drawing.duration:g}s" repeatCount="indefinite"'
    if drawing.is_cycle:
        return f'{head} values="{";".join([*paths, paths[0]])}"/>'
    frames = paths[:: step or needed(paths, drawing)]
    return f'{head}{there_and_back(len(frames) - 1)} values="{";".join(frames + frames[::-1])}"/>'


def fading(name, drawing):
    """A line that comes up from nothing, or fades to it, as the body moves there and back.

    By a row of classes, which the stylesheet blends: Firefox takes the animation of a property, such as
    stroke-opacity, for an inline style, and our policy refuses those.
    """
    rows = [*(f"{name} mv {faint}" for faint in FAINT), f"{name} mv"][:: 1 if drawing.work_grows else -1]
    out = [k * (1 - HOLD) / 2 / len(rows) for k in range(len(rows))]
    moments = out + [1 - t for t in out[:0:-1]]
    head = f'<animate attributeName="class" dur="{drawing.duration:g}s" repeatCount="indefinite" calcMode="discrete"'
    return f'{head} keyTimes="{";".join(f"{t:.3g}" for t in moments)}" values="{";".join(rows + rows[-2::-1])}"/>'


def tinting(names, drawing):
    """A part that comes to lie in the shade, or out of it, as the body moves there and back.

    By its class, like what fades; the stylesheet blends it.
    """
    if len(set(names)) < 2:
        return ""
    out = [t * (1 - HOLD) / 2 for t in eased(len(names) - 1)[0]]
    steps = [*zip(out, names, strict=True), *zip((1 - t for t in out[::-1]), (names[-1], *names[-2::-1]), strict=True)]
    steps = [step for i, step in enumerate(steps) if not i or step[1] != steps[i - 1][1]]
    head = f'<animate attributeName="class" dur="{drawing.duration:g}s" repeatCount="indefinite" calcMode="discrete"'
    moments, values = ";".join(f"{t:.3g}" for t, _ in steps), ";".join(f"{name} mv" for _, name in steps)
    return f'{head} keyTimes="{moments}" values="{values}"/>'
