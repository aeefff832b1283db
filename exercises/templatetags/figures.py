"""`{% figure slug %}`: the drawing of an exercise. `{% moving_figure slug %}`: the same on its plate, with its keys."""

from django import template
from django.utils.safestring import mark_safe

from exercises import svg

register = template.Library()


@register.simple_tag
def figure(slug, position="", described=False, moving=False, mirrored=False, place="", fit="slice"):
    """Nothing for an exercise without a drawing.

    position: the one that this person gets, where the exercise can be done in several.
    described: an image with title and description; else hidden, for places whose words say the same.
    moving: the markup holds both forms; it shows the still one until something around it has the class `moves`
    (motion that starts by itself; never under reduced motion) or `moves-asked` (someone pressed a key for it).
    mirrored: the other side of the body. place: tells two described drawings of one exercise apart on one page.
    """
    draw = svg.moving if moving else svg.still
    return mark_safe(
        draw(slug, position=position, described=bool(described), mirrored=bool(mirrored), place=place, fit=fit)
    )  # noqa: S308 our own markup


@register.inclusion_tag("partials/moving_figure.html")
def moving_figure(slug, plate="", mirrored=False, other_side="", place="", fit="meet"):
    """A described moving drawing on its plate, with a key that pauses it. Its page loads `js/figures.js`.

    plate: the class of the plate; other_side: the address of the same page with the other side of the body.
    """
    return {
        "slug": slug, "plate": plate, "mirrored": mirrored, "other_side": other_side, "place": place, "fit": fit,
        "has_movement": svg.has_movement(slug),
    }  # fmt: skip
