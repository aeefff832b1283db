"""Sentences about how it goes: plain, and no surer than the numbers are."""

import functools
from types import SimpleNamespace

from django import template
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from plans.engine.exercise_history import Agrees
from plans.engine.statistics import Verdict, Worth
from plans.measures import measures
from plans.templatetags.plan_words import dose_words

register = template.Library()


@register.filter
def plain_number(value):
    """ "4" or "4.5": one decimal at most."""
    return _written(round(value * 10) if value % 1 else 10 * int(value), get_language())


@functools.lru_cache(maxsize=512)  # few numbers stand on a page many times
def _written(tenths, _language):
    return number_format(tenths / 10 if tenths % 10 else tenths // 10)


def number_writer():
    """`plain_number` for many: the language is looked up once. A dash for None."""
    language = get_language()

    def written(value):
        if value is None:
            return "–"
        return _written(round(value * 10) if value % 1 else 10 * int(value), language)

    return written


def sign_of(value):
    """For "+3" and "−0.5"."""
    return "+" if round(value, 1) > 0 else "−" if round(value, 1) < 0 else ""


@register.simple_tag
def time_in(weeks):
    """The title: how long someone has been at it."""
    if weeks <= 1:
        return _("Your first week")
    if weeks <= 26:
        return ngettext("%(n)s week in", "%(n)s weeks in", weeks) % {"n": weeks}
    years, months = divmod(weeks * 12 // 52, 12)
    if not years:
        return ngettext("%(n)s month in", "%(n)s months in", months) % {"n": months}
    return ngettext("%(n)s year in", "%(n)s years in", years) % {"n": years}


@register.simple_tag
def pain_verdict(trend, strong=False):
    """Whether the change of pain before a session is one that matters. `strong` marks the numbers."""
    if trend.verdict is Verdict.TOO_EARLY:
        return _too_early(trend)
    mark = "<b>{}</b>" if strong else "{}"
    values = {
        "first": format_html(mark, plain_number(trend.first)),
        "last": format_html(mark, plain_number(trend.last)),
    }
    if trend.verdict is Verdict.STEADY:
        return format_html(_("Pain before a session has stayed at about {last}."), **values)
    went = format_html(_("Pain before a session went from about {first} to about {last}."), **values)
    return format_html("{} {}", went, change_judged(trend))


@register.simple_tag
def change_judged(trend):
    """What a change of pain is worth, if there is one."""
    if trend.verdict is Verdict.NOISE:
        return _("That is within what pain does from day to day, so it may be chance.")
    if trend.verdict is Verdict.IMPORTANT and trend.change < 0:
        return _("Research calls a change of that size important.")
    if trend.verdict is Verdict.IMPORTANT:
        return _("Research calls a change of that size important. It is worth showing to a clinician.")
    return ""


@register.simple_tag
def worth_words(worth):
    """Why to show it to a clinician. It does not stop a plan: that is for the safety check."""
    rules = measures().worth_showing
    if worth is Worth.PAIN:
        return _(
            "Your pain was %(nrs)s or more out of 10 in most of the last weeks. That is worth showing to a clinician."
        ) % {"nrs": rules.severe_nrs}
    return _(
        "Your back was clearly worse on each of the last %(n)s mornings after a session. "
        "That is worth showing to a clinician."
    ) % {"n": rules.mornings}


def _too_early(trend):
    if not trend.answers:
        return _("No pain scores in this time. They are asked when you log a session.")
    if trend.missing:
        return ngettext(
            "Too early to say which way pain goes: %(n)s more day with a score before the session.",
            "Too early to say which way pain goes: %(n)s more days with a score before the session.",
            trend.missing,
        ) % {"n": trend.missing}
    return _("Too early to say which way pain goes: the scores must span two weeks.")


@register.simple_tag
def session_words(over_session):
    """What pain does from before a session to after it."""
    count, change = over_session
    if not count:
        return ""
    days = ngettext("%(n)s day", "%(n)s days", count) % {"n": count}
    if not round(change, 1):
        return _("Over a session it has stayed the same on average (%(days)s with both scores).") % {"days": days}
    values = {"points": plain_number(abs(change)), "days": days}
    if change < 0:
        return _("Over a session it falls by %(points)s on average (%(days)s with both scores).") % values
    return _("Over a session it rises by %(points)s on average (%(days)s with both scores).") % values


@register.simple_tag
def morning_words(mornings):
    """How the mornings after were, of those that were answered."""
    answered = sum(mornings)
    if not answered:
        return ""
    usual, sore, worse = mornings
    values = {"usual": usual, "sore": sore, "worse": worse, "n": answered}
    return (
        ngettext(
            "The morning after: as usual %(usual)s, a bit sore %(sore)s, clearly worse %(worse)s (%(n)s answer).",
            "The morning after: as usual %(usual)s, a bit sore %(sore)s, clearly worse %(worse)s (%(n)s answers).",
            answered,
        )
        % values
    )


@register.simple_tag
def peak_words(peak):
    if peak is None:
        return ""
    day = date_format(peak.date, "j F")
    if peak.usual_by is None:
        return _("Highest on %(day)s: %(value)s.") % {"day": day, "value": plain_number(peak.value)}
    days = (peak.usual_by - peak.date).days
    return ngettext(
        "Highest on %(day)s: %(value)s. Back to usual within %(n)s day.",
        "Highest on %(day)s: %(value)s. Back to usual within %(n)s days.",
        days,
    ) % {"day": day, "value": plain_number(peak.value), "n": days}


@register.simple_tag
def activity_words(course):
    """How far one activity has come, and whether that matters."""
    if course.verdict is None:
        return _("Scored once so far.")
    if course.verdict is Verdict.STEADY:
        return _("About the same.")
    if course.verdict is Verdict.NOISE:
        return _("A change this small may be chance.")
    return _("A change that matters.") if course.is_better else _("Harder than it was: worth telling a clinician.")


def agrees_sentences():
    """How sessions with an exercise compare with those without it; enough of both."""
    return {
        Agrees.BETTER: _("Better than the %(others)s sessions without it (%(change)s)."),
        Agrees.WORSE: _("Less good than the %(others)s sessions without it (%(change)s)."),
        Agrees.CHANCE: _("Much the same as the %(others)s sessions without it (%(change)s): may be chance."),
    }


@register.filter
def dose_of(dose):
    """Words for (sets, reps, hold_s, minutes)."""
    sets, reps, hold_s, minutes = dose
    return dose_words(
        SimpleNamespace(sets=sets, reps=reps, hold_s=hold_s, minutes=minutes, hold_breaths=None, per_side=False)
    )


@register.simple_tag
def break_words(rest):
    """A welcome, never a reproach."""
    weeks = rest.days // 7
    away = ngettext("%(n)s week", "%(n)s weeks", weeks) % {"n": weeks} if weeks < 9 else _("a while")
    if rest.back_on:
        return _("You came back after %(away)s. That is the hard part, and it is done.") % {"away": away}
    return _("It has been %(away)s. Good to see you. One easy session is a fine way back in; nothing is lost.") % {
        "away": away
    }


@register.simple_tag
def pain_ends(trend):
    """ "6 → 4", or a dash while it is too early."""
    if trend.verdict is Verdict.TOO_EARLY:
        return "–"
    return f"{plain_number(trend.first)} → {plain_number(trend.last)}"
