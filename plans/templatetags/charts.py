"""Charts in templates, and the rows of the tables beside them, which are many: made here, they cost a tenth. The markup
is our own; labels are escaped where it is made."""

import functools
from html import escape

from django import template
from django.urls import reverse
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from backcare import charts
from plans.models import iso_week
from plans.templatetags.progress_words import agrees_sentences, number_writer, sign_of

register = template.Library()


def _bars(weeks, today):
    return [
        charts.Bar(_day_and_month(week.monday), week.standing.minutes, week.monday <= today <= _sunday(week.monday))
        for week in weeks
    ]


def _day_and_month(day):
    """As `date_format(day, "j M")` writes it, for many labels."""
    return f"{day.day} {MONTHS_3[day.month].title()}"


@functools.lru_cache(maxsize=8)
def _month_names(_language):
    """For `date_format(day, "j F")` in many rows."""
    return {number: escape(str(name)) for number, name in MONTHS.items()}


def _sunday(monday):
    return monday.fromordinal(monday.toordinal() + 6)


@register.simple_tag
def minutes_chart(weeks, today, band):
    return mark_safe(charts.minutes_chart(_bars(weeks, today), band=band))  # noqa: S308 our own markup


@register.simple_tag
def mark_rows(drawing):
    """(words, picture) of each row of a lesson's drawing."""
    return [(row.words, mark_safe(charts.mark_row(row.marks))) for row in drawing]  # noqa: S308 our own markup


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
def pain_before_chart(points, break_days):
    return mark_safe(charts.pain_before_chart(points, break_days=break_days))  # noqa: S308 our own markup


@register.simple_tag
def minutes_rows(weeks):
    """Newest first."""
    of, address, months = escape(_("of")), reverse("plans:week"), _month_names(get_language())

    def out_of(done, all_of_them):
        return f"{done} {of} {all_of_them}"

    rows = []
    for week in reversed(weeks):
        name = f"{week.monday.day} {months[week.monday.month]}"
        target, counted = week.standing.target, len(week.standing.counted_days)
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
    months, number = _month_names(get_language()), number_writer()
    rows = [
        f'<tr><th scope="row">{day.date.day} {months[day.date.month]}</th>'
        f"<td>{number(day.pain_before)}</td><td>{number(day.pain_after)}</td></tr>"
        for day in reversed(days)
        if day.pain_before is not None or day.pain_after is not None
    ]
    return mark_safe("".join(rows))  # noqa: S308 numbers, and words escaped above


@register.simple_tag
def month_rows(month):
    """A row for each week; days of other months are empty."""
    said = {
        "done": ("d-done", f'<span class="vh"> {escape(_("session done"))}</span>'),
        "planned": ("d-plan", f'<span class="vh"> {escape(_("planned"))}</span>'),
        "": ("", ""),
    }
    today = f'<span class="vh"> {escape(_("today"))}</span>'
    flare = f'<span class="vh"> {escape(_("flare-up"))}</span>'

    def cell(day):
        if not day.is_in_month:
            return "<td></td>"
        names, words = said[day.state]
        if day.is_today:
            names, words = f"{names} d-today".strip(), words + today
        css = f' class="{names}"' if names else ""
        if day.is_flare:
            return f'<td class="d-flare"><span{css}>{day.date.day}{words}{flare}</span></td>'
        return f"<td><span{css}>{day.date.day}{words}</span></td>"

    rows = "".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in month.weeks)
    return mark_safe(rows)  # noqa: S308 our own markup, and words escaped above


@register.simple_tag
def agrees_rows(named):
    """Exercises with how pain went in sessions with them, as (name, change)."""
    address, number, sentences = reverse("exercises:library"), number_writer(), agrees_sentences()

    def row(name, one):
        sessions = ngettext("%(n)s session.", "%(n)s sessions.", one.sessions) % {"n": one.sessions}
        others = {"others": one.others, "change": f"{sign_of(one.others_change)}{number(abs(one.others_change))}"}
        return (
            f'<li class="known"><div><h3><a href="{address}{escape(one.exercise)}/">{escape(name)}</a></h3>'
            f'<p class="muted">{escape(sessions)} {escape(sentences[one.agrees] % others)}</p></div>'
            f'<b class="figure-num">{sign_of(one.change)}{number(abs(one.change))}</b></li>'
        )

    return mark_safe("".join(row(name, one) for name, one in named))  # noqa: S308 escaped above


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
