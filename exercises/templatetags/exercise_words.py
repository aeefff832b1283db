"""Words and colours for exercises."""

import datetime

from django import template
from django.utils.formats import date_format

from exercises.catalogue import catalogue
from exercises.facts import Kind

register = template.Library()

PLATES = {
    Kind.AEROBIC: "plate-heart", Kind.STRENGTH: "plate-strong", Kind.STRETCH: "plate-stretch",
    Kind.MOBILITY: "plate-ease", Kind.RELAXATION: "plate-ease",
}  # fmt: skip


@register.filter
def kind_plate(kind):
    """The plate's colour class for one kind of exercise."""
    return PLATES[Kind(kind)]


@register.filter
def written_day(day):
    """ "24 November 2026" for a day as the data has it."""
    return date_format(datetime.date.fromisoformat(day), "j F Y")


@register.filter
def position_words(position):
    return catalogue().position_words.get(position, position)
