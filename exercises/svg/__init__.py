"""Drawings as SVG: splines, key frames, ticks, arrows and props. Classes only, no inline style or script.

Drawings are part of the page that shows them, never files of their own: an `<img>` could not take the colours of the
theme or be paused, and putting fetched markup into a page needs a sink that Trusted Types forbid. So a page that was
kept for offline use has all its drawings (a session of ten, moving, is about 25 KB compressed), and there is no further
request. Each is drawn once in a process and kept.
"""

from functools import cache
from html import escape

from exercises.catalogue import catalogue
from exercises.poses import drawings
from exercises.svg.picture import FLOOR, HEIGHT, LEFT, RIGHT, WIDTH, Picture

STILL_LIMIT, MOVING_LIMIT, PACKED_LIMIT = 4096, 25600, 5120  # bytes; the last one compressed
AIR, SIDES = 36, 44  # around a close drawing, in its units; the wings of an arrow are beside its tip


def still(slug, *, position="", described=False, mirrored=False, place="", fit="slice"):
    """The end of the movement over a pale ghost of its start; mirrored: the other side of the body.

    A position without a drawing of its own gets the usual one; a slug without a drawing gives an empty string.
    """
    return _svg(slug, position, "still", described, mirrored, place, fit)


def start(slug, *, position="", described=False, mirrored=False, place="", fit="slice"):
    """The pose that the movement starts from, alone."""
    return _svg(slug, position, "start", described, mirrored, place, fit)


def moving(slug, *, position="", described=False, mirrored=False, place="", fit="slice"):
    """There and back, with a hold; where movement is not wanted, CSS shows the still that it also holds."""
    return _svg(slug, position, "moving", described, mirrored, place, fit)


def _svg(slug, position, form, described, mirrored, place, fit):
    key = f"{slug}.{position}" if f"{slug}.{position}" in drawings() else slug
    drawing = drawings().get(key)
    if drawing is None:
        return ""
    known = catalogue().exercises.get(drawing.slug)
    told, words = ' aria-hidden="true"', ""
    if described:
        mark = f"fig-{drawing.slug}{place}"
        told = f' role="img" aria-labelledby="{mark}-t {mark}-d"'
        title = escape(known.name if known else drawing.slug)
        words = f'<title id="{mark}-t">{title}</title><desc id="{mark}-d">{escape(drawing.desc)}</desc>'
    picture = drawn(key, form)
    if mirrored:
        picture = f'<g transform="matrix(-1 0 0 1 {WIDTH} 0)">{picture}</g>'
    box, fit = (close_box(key), "xMidYMax meet") if fit == "close" else (f"0 0 {WIDTH} {HEIGHT}", f"xMidYMid {fit}")
    return (
        f'<svg class="fig fig-{drawing.who}" viewBox="{box}" preserveAspectRatio="{fit}"{told}>{words}{picture}</svg>'
    )


@cache
def close_box(key):
    """The part of the picture that a drawing fills, for wide and low places: down to the floor, which is then the lower
    edge (to the end of the picture where no floor is seen), and with no more air above than it needs."""
    drawing = drawings()[key]
    top = max(0, round(Picture(drawing).roof) - AIR)
    bottom = FLOOR if drawing.has_ground else HEIGHT
    return f"{LEFT - SIDES} {top} {RIGHT - LEFT + 2 * SIDES} {bottom - top}"


@cache
def drawn(key, form):
    """What is inside the picture; the costly part, kept."""
    return Picture(drawings()[key]).markup(form)


def has_movement(slug):
    return slug in drawings() and "<animate" in drawn(slug, "moving")


def has_work(slug):
    """Whether the drawing marks where the exercise is felt."""
    return slug in drawings() and bool(drawings()[slug].work)
