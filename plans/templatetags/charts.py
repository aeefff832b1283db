"""Charts in templates, and the rows of the tables beside them, which are many: made here, they cost a tenth. The markup
is our own; labels are escaped where it is made."""

from django import template
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backcare import charts
from plans.templatetags.progress_words import agrees_words, plain_number, signed

register = template.Library()


def _bars(weeks, today):
    return [
        charts.Bar(_day_and_month(week.monday), week.standing.minutes, week.monday <= today <= _sunday(week.monday))
        for week in weeks
    ]


def _day_and_month(day):
    return date_format(day, "j M")


def _row_name(day):
    """As `date_format(day, "j F")` writes it, for many rows."""
    return f"{day.day} {MONTHS[day.month]}"


def _sunday(monday):
    return monday.fromordinal(monday.toordinal() + 6)


@register.simple_tag
def minutes_chart(weeks, today, band):
    return mark_safe(charts.minutes_chart(_bars(weeks, today), band=band))  # noqa: S308 our own markup


@register.simple_tag
def minutes_a_tick(weeks):
    return charts.minutes_a_tick(week.standing.minutes for week in weeks)


@register.simple_tag
def pain_chart(days, break_days, height=260):
    points = [
        charts.Point(day.date, day.pain_before, day.pain_after)
        for day in days
        if day.pain_before is not None or day.pain_after is not None
    ]
    chart = charts.pain_chart(points, label=_day_and_month, break_days=break_days, height=height)
    return mark_safe(chart)  # noqa: S308 our own markup


@register.simple_tag
def minutes_rows(weeks):
    """Newest first."""
    of = _("of")

    def out_of(done, all_of_them):
        return f"{done} {of} {all_of_them}"

    rows = []
    for week in reversed(weeks):
        name, target, counted = _row_name(week.monday), week.standing.target, len(week.standing.counted_days)
        if week.has_plan:
            name = format_html('<a href="{}">{}</a>', reverse("plans:week", args=[week.monday]), name)
        days = out_of(counted, target.days) if week.has_plan and not target.waived else counted
        rows.append((name, week.standing.minutes, days, out_of(week.done, week.planned) if week.planned else "–"))
    return format_html_join("", '<tr><th scope="row">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>', rows)


@register.simple_tag
def pain_rows(days):
    """Newest first, days without an answer left out."""
    rows = [
        (_row_name(day.date), _or_dash(day.pain_before), _or_dash(day.pain_after))
        for day in reversed(days)
        if day.pain_before is not None or day.pain_after is not None
    ]
    return format_html_join("", '<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>', rows)


def _or_dash(value):
    return "–" if value is None else plain_number(value)


@register.simple_tag
def agrees_rows(named):
    """Exercises with how pain went in sessions with them, as (name, change)."""
    row = (
        '<li class="known"><div><h3><a href="{}">{}</a></h3><p class="muted">{} {}</p></div>'
        '<b class="figure-num">{}</b></li>'
    )
    return format_html_join(
        "",
        row,
        (
            (
                reverse("exercises:exercise", args=[one.exercise]),
                name,
                ngettext("%(n)s session.", "%(n)s sessions.", one.sessions) % {"n": one.sessions},
                agrees_words(one),
                signed(one.change),
            )
            for name, one in named
        ),
    )


@register.simple_tag
def score_rule(first, last):
    return mark_safe(charts.score_rule(first, last))  # noqa: S308 our own markup


@register.simple_tag
def empty_minutes():
    return mark_safe(charts.empty_minutes())  # noqa: S308 our own markup
