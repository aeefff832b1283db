"""Logs in a list, which may be long: made here, they cost a tenth of what a template takes."""

from html import escape

from django import template
from django.utils.dates import MONTHS_3, WEEKDAYS_ABBR
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from backcare.templatetags.marks import icon

register = template.Library()


@register.simple_tag
def log_rows(logs):
    """Each with its day, a link to edit it, and its minutes."""
    done, otherwise = icon("done"), _("A session")
    minutes = _("%(counted)s of %(total)s min heart-raising")
    months = {number: escape(str(MONTHS_3[number]).title()) for number in {log.date.month for log in logs}}
    weekdays = {number: escape(str(WEEKDAYS_ABBR[number])) for number in {log.date.weekday() for log in logs}}

    def row(log):
        title = log.session.title if log.session else log.activity or otherwise
        day = log.date
        said = minutes % {"counted": log.counted_minutes, "total": log.total_minutes}
        return (
            f'<li><span class="ledger-day">{weekdays[day.weekday()]}<b>{day.day}</b>'
            f"{months[day.month]} {day.year}</span>"
            f'<div><h3><a href="{log.get_absolute_url()}">{escape(title)}</a></h3>'
            f'<span class="status status-done">{done}{escape(said)}</span></div></li>'
        )

    return mark_safe("".join(map(row, logs)))  # noqa: S308 escaped above


@register.simple_tag
def log_row(log):
    return log_rows([log])
