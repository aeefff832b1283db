"""`{% figure slug %}`: the drawing of an exercise."""

from django import template
from django.utils.safestring import mark_safe

from exercises import svg

register = template.Library()


@register.simple_tag
def figure(slug, described=False, moving=False, mirrored=False, place="", fit="slice"):
    """Nothing for an exercise without a drawing. `place` tells two described drawings of one page apart."""
    draw = svg.moving if moving else svg.still
    return mark_safe(draw(slug, described=bool(described), mirrored=bool(mirrored), place=place, fit=fit))  # noqa: S308 our own markup
