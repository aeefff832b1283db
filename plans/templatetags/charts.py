"""Charts in templates, and the rows of the tables beside them, which are many: made here, they cost a tenth. The markup
is our own; labels are escaped where it is made."""

import functools

from django import template
from django.urls import reverse
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from backcare import charts
from plans.models import iso_week
from plans.templatetags.progress_words import agrees_words, plain_number, signed

register = template.Library()


def _bars(weeks, today):
    return [
        charts.Bar(_day_and_month(week.monday), week.standing.minutes, week.monday <= today <= _sunday(week.monday))
        for week in weeks
    ]


def _day_and_month(day):
    """As `date_format(day, "j M")` writes it, for many labels."""
    return f"{day.day} {MONTHS_3[day.month].title()}"


def _row_name(day):
    """As `date_format(day, "j F")` writes it, for many rows."""
    return f"{day.day} {_month_name(day.month, get_language())}"


@functools.lru_cache(maxsize=64)
def _month_name(month, _language):
    return escape(MONTHS[month])


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
    of, address = escape(_("of")), reverse("plans:week")

    def out_of(done, all_of_them):
        return f"{done} {of} {all_of_them}"

    rows = []
    for week in reversed(weeks):
        name, target, counted = _row_name(week.monday), week.standing.target, len(week.standing.counted_days)
        if week.has_plan:
            name = f'<a href="{address}{iso_week(week.monday)}/">{name}</a>'
        days = out_of(counted, target.days) if week.has_plan and not target.waived else counted
        done = out_of(week.done, week.planned) if week.planned else "–"
        rows.append(
            f'<tr><th scope="row">{name}</th><td>{week.standing.minutes}</td><td>{days}</td><td>{done}</td></tr>'
        )
    return mark_safe("".join(rows))  # noqa: S308 numbers, and words escaped above


@register.simple_tag
def pain_rows(days):
    """Newest first, days without an answer left out."""
    rows = [
        f'<tr><th scope="row">{_row_name(day.date)}</th>'
        f"<td>{_or_dash(day.pain_before)}</td><td>{_or_dash(day.pain_after)}</td></tr>"
        for day in reversed(days)
        if day.pain_before is not None or day.pain_after is not None
    ]
    return mark_safe("".join(rows))  # noqa: S308 numbers, and words escaped above


def _or_dash(value):
    return "–" if value is None else plain_number(value)


@register.simple_tag
def agrees_rows(named):
    """Exercises with how pain went in sessions with them, as (name, change)."""
    address = reverse("exercises:library")
    return mark_safe("".join(_agrees_row(address, name, one) for name, one in named))  # noqa: S308 escaped there


def _agrees_row(address, name, one):
    sessions = ngettext("%(n)s session.", "%(n)s sessions.", one.sessions) % {"n": one.sessions}
    return (
        f'<li class="known"><div><h3><a href="{address}{escape(one.exercise)}/">{escape(name)}</a></h3>'
        f'<p class="muted">{escape(sessions)} {escape(agrees_words(one))}</p></div>'
        f'<b class="figure-num">{escape(signed(one.change))}</b></li>'
    )


@register.simple_tag
def score_list(scores):
    """Oldest first: "3 Oct: 4, 31 Oct: 5"."""
    return ", ".join(f"{_day_and_month(one.date)}: {one.score}" for one in scores)


@register.simple_tag
def score_rule(first, last):
    return mark_safe(charts.score_rule(first, last))  # noqa: S308 our own markup


@register.simple_tag
def empty_minutes():
    return mark_safe(charts.empty_minutes())  # noqa: S308 our own markup
