"""Charts in templates. The markup is our own; labels are escaped where it is made."""

from django import template
from django.utils.formats import date_format
from django.utils.safestring import mark_safe

from backcare import charts

register = template.Library()


def _bars(weeks, today):
    return [
        charts.Bar(date_format(week.monday, "j M"), week.standing.minutes, week.monday <= today <= _sunday(week.monday))
        for week in weeks
    ]


def _sunday(monday):
    return monday.fromordinal(monday.toordinal() + 6)


@register.simple_tag
def minutes_chart(weeks, today, band):
    return mark_safe(charts.minutes_chart(_bars(weeks, today), band=band))  # noqa: S308 our own markup


@register.simple_tag
def minutes_a_tick(weeks, today):
    return charts.minutes_a_tick(_bars(weeks, today))


@register.simple_tag
def pain_chart(days, break_days, height=260):
    points = [
        charts.Point(day.date, date_format(day.date, "j M"), day.pain_before, day.pain_after)
        for day in days
        if day.pain_before is not None or day.pain_after is not None
    ]
    return mark_safe(charts.pain_chart(points, break_days=break_days, height=height))  # noqa: S308 our own markup


@register.simple_tag
def score_rule(first, last):
    return mark_safe(charts.score_rule(first, last))  # noqa: S308 our own markup


@register.simple_tag
def empty_minutes():
    return mark_safe(charts.empty_minutes())  # noqa: S308 our own markup
