"""What a person sees of their weeks. Eight queries on the page however many logs there are."""

import calendar
import datetime
import functools
import operator
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, Max, Min, Q

from exercises.catalogue import catalogue
from plans.engine.exercise_history import Agrees, DoseHistory, ExerciseChange, Sums, dose_histories, what_agrees
from plans.engine.statistics import (
    A_WEEK,
    Adherence,
    Break,
    Day,
    Milestone,
    Peak,
    Trend,
    Week,
    Worth,
    adherence,
    break_of,
    milestones,
    monday_before,
    pain_trend,
    peak,
    session_change,
    weeks_of,
)
from plans.measures import measures
from plans.models import SessionLog, monday_of
from plans.queries.activities import Activities, activities_of
from plans.queries.history import dose_rows, logged_days, planned_weeks, usual_target, worth_of

LOGS_A_PAGE = 16  # a month of four a week
DOSES_SHOWN = 12


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """`state` is done, planned or empty. `is_in_month` is false for the days that fill the first and last row."""

    date: datetime.date
    state: str
    is_today: bool
    is_in_month: bool


@dataclass(frozen=True, slots=True)
class Month:
    first: datetime.date
    weeks: tuple[tuple[CalendarDay, ...], ...]
    before: datetime.date | None
    after: datetime.date | None


@dataclass(frozen=True, slots=True)
class ProgressPage:
    """`weeks` are those shown, oldest first, this one last; `full_weeks` those of them that are over, or met.
    `always` are exercises done too often to be compared."""

    total: int
    since: datetime.date | None
    weeks_in: int
    weeks: tuple[Week, ...]
    band: tuple[int, int] | None
    full_weeks: tuple[Week, ...]
    met: int
    moving: int
    adherence: Adherence
    days: tuple[Day, ...]
    pain: Trend
    peak: Peak | None
    over_session: tuple[int, float | None]
    worth: Worth | None
    mornings: tuple[int, ...]
    activities: Activities
    month: Month
    milestones: tuple[Milestone, ...]
    rest: Break | None
    doses: tuple[tuple[str, DoseHistory], ...]
    more_doses: int
    agrees: tuple[tuple[str, ExerciseChange], ...]
    always: tuple[str, ...]
    agree_from: int


def progress_page(user, *, today: datetime.date, month: datetime.date | None = None) -> ProgressPage:
    """`month` is the first day of the month that the calendar shows."""
    rules = measures()
    back = rules.looking_back
    month = month or today.replace(day=1)
    month_days = calendar.Calendar().monthdatescalendar(month.year, month.month)
    grid = (month_days[0][0], month_days[-1][-1])
    window = today - datetime.timedelta(days=rules.agreement.window_days)
    shown_from = monday_of(today) - (back.weeks - 1) * A_WEEK
    ever = SessionLog.objects.of(user).aggregate(total=Count("pk"), first=Min("date"), last=Max("date"))
    logged = logged_days(user, *_stretches("date", window, grid)) if ever["total"] else ()
    when = _stretches("monday", shown_from, grid)
    plans = planned_weeks(user, functools.reduce(operator.or_, when), first=shown_from, last=today + A_WEEK)
    recent = [one for one in logged if one.date >= window]
    since = min([ever["first"] or today, today])
    shown = [one for one in recent if one.date >= max(shown_from, monday_of(since))]
    days = tuple(one.day for one in shown)
    weeks = weeks_of(
        days,
        [plan for plan in plans if plan.monday >= shown_from],
        usual=usual_target(),
        first=max(shown_from, since),
        today=today,
    )
    full = tuple(week for week in weeks if week.monday + A_WEEK <= today or week.standing.is_met)
    points = [(day.date, day.pain_before) for day in days if day.pain_before is not None]
    rows = dose_rows(user, since=window) if ever["total"] else ()
    histories = dose_histories(rows)
    changes = _named(what_agrees(rows, Sums.of(one.sums for one in recent), rules.agreement))
    return ProgressPage(
        total=ever["total"],
        since=ever["first"],
        weeks_in=(monday_before(today) - monday_before(since)).days // 7 + 1,
        weeks=weeks,
        band=_band(weeks),
        full_weeks=full,
        met=sum(week.standing.is_met for week in full),
        moving=sum(not week.standing.is_met and not week.is_empty for week in full),
        adherence=adherence(weeks),
        days=days,
        pain=pain_trend(points, rules),
        peak=peak(points, rules),
        over_session=session_change(days),
        worth=worth_of(shown, today=today),
        mornings=tuple(sum(column) for column in zip(*(one.mornings for one in shown), strict=True)) or (0, 0, 0),
        activities=activities_of(user, today=today),
        month=_month(month, month_days, logged, plans, today),
        milestones=milestones([one.day for one in recent], total=ever["total"], rules=back)[:3],
        rest=break_of(_dates(recent, ever["last"]), today=today, rules=back),
        doses=_named(histories[:DOSES_SHOWN]),
        more_doses=max(0, len(histories) - DOSES_SHOWN),
        agrees=tuple(one for one in changes if one[1].agrees is not Agrees.ALONE),
        always=tuple(name for name, one in changes if one.agrees is Agrees.ALONE),
        agree_from=rules.agreement.least_sessions,
    )


def _stretches(column, since, grid):
    """Dates from `since` on, and those of the month shown that are older."""
    first, last = grid
    lately = Q(**{f"{column}__gte": since})
    older = Q(**{f"{column}__range": (first, min(last, since - datetime.timedelta(days=1)))})
    return (older, lately) if first < since else (lately,)


def _dates(recent, last):
    """Dates with logs, lately; else the last one there was."""
    return [one.date for one in recent] or [last] * bool(last)


def _band(weeks):
    """From and to of the target in minutes, by what a day of the newest plan asks; None when nothing is asked."""
    target = weeks[-1].standing.target
    if target.waived:
        return None
    low, high = measures().looking_back.band_days
    return low * target.minutes_per_day, high * target.minutes_per_day


def _named(rows: Sequence) -> tuple:
    known = catalogue().exercises
    return tuple((known[row.exercise].name if row.exercise in known else row.exercise, row) for row in rows)


def _month(first, rows, logged, plans, today):
    done = {one.date for one in logged}
    planned = {day for plan in plans for day, is_done in plan.sessions if not is_done and day >= today}

    def state(day):
        return "done" if day in done else "planned" if day in planned else ""

    return Month(
        first,
        tuple(
            tuple(CalendarDay(day, state(day), day == today, day.month == first.month) for day in row) for row in rows
        ),
        (first - datetime.timedelta(days=1)).replace(day=1) if first.year > today.year - 20 else None,
        (first + datetime.timedelta(days=31)).replace(day=1) if first < today.replace(day=1) else None,
    )


def logs_page(user, *, page):
    """One page of all logs, newest first."""
    logs = SessionLog.objects.of(user).select_related("session").order_by("-date", "-pk")
    return Paginator(logs, LOGS_A_PAGE).get_page(page)
