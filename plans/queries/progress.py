"""What a person sees of their weeks: the same few weeks in every part of the page, by eight queries, however many logs
there are."""

import calendar
import datetime
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

LOGS_A_PAGE = 20
DOSES_SHOWN = 12


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """`state` is done, planned or empty. `is_in_month` is false for the days that fill the first and last row."""

    date: datetime.date
    state: str
    is_today: bool
    is_in_month: bool
    is_flare: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    first: datetime.date
    weeks: tuple[tuple[CalendarDay, ...], ...]
    before: datetime.date | None
    after: datetime.date | None
    has_flare: bool


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
    most_weeks: int


def progress_page(user, *, today: datetime.date, month: datetime.date | None = None) -> ProgressPage:
    """`month` is the first day of the month that the calendar shows."""
    rules = measures()
    back = rules.looking_back
    month = month or today.replace(day=1)
    month_days = calendar.Calendar().monthdatescalendar(month.year, month.month)
    grid = (month_days[0][0], month_days[-1][-1])
    shown_from = monday_of(today) - (back.weeks - 1) * A_WEEK
    ever = SessionLog.objects.of(user).aggregate(total=Count("*"), first=Min("date"))
    logged = logged_days(user, *_stretches(shown_from, grid)) if ever["total"] else ()
    wanted = Q(monday__gte=shown_from) | Q(monday__range=grid)
    plans = planned_weeks(user, wanted, first=min(shown_from, grid[0]), last=today + A_WEEK)
    since = min([ever["first"] or today, today])
    shown = [one for one in logged if one.date >= shown_from]
    days = tuple(one.day for one in shown)
    weeks = weeks_of(
        days,
        plans,
        usual=usual_target(),
        first=max(shown_from, since),
        today=today,
    )
    full = tuple(week for week in weeks if week.monday + A_WEEK <= today or week.standing.is_met)
    points = [(day.date, day.pain_before) for day in days if day.pain_before is not None]
    rows = dose_rows(user, since=shown_from) if days else ()
    histories = dose_histories(rows)
    changes = _named(what_agrees(rows, Sums.of(one.sums for one in shown), rules.agreement))
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
        milestones=milestones(days, total=ever["total"], rules=back)[:3],
        rest=break_of(_dates(user, days, ever["total"], shown_from), today=today, rules=back),
        doses=_named(histories[:DOSES_SHOWN]),
        more_doses=max(0, len(histories) - DOSES_SHOWN),
        agrees=tuple(one for one in changes if one[1].agrees is not Agrees.ALONE),
        always=tuple(name for name, one in changes if one.agrees is Agrees.ALONE),
        agree_from=rules.agreement.least_sessions,
        most_weeks=back.weeks,
    )


def _stretches(since, grid):
    """Dates from `since` on, and those of the month shown that are older."""
    first, last = grid
    older = Q(date__range=(first, min(last, since - datetime.timedelta(days=1))))
    return (*[older] * (first < since), Q(date__gte=since))


def _dates(user, days, total, shown_from):
    """Dates with logs. What is older than the weeks shown stands as the day before them: enough to tell a break by."""
    if not days:
        last = SessionLog.objects.of(user).aggregate(date=Max("date"))["date"] if total else None
        return [last] * bool(last)
    has_older = total > sum(day.sessions for day in days)
    return [shown_from - datetime.timedelta(days=1)] * has_older + [day.date for day in days]


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

    flares = {stretch for plan in plans for stretch in plan.flares}

    def state(day):
        return "done" if day in done else "planned" if day in planned else ""

    def is_flare(day):
        return day <= today and any(start <= day <= (end or day) for start, end in flares)

    def calendar_day(day):
        return CalendarDay(day, state(day), day == today, day.month == first.month, is_flare(day))

    weeks = tuple(tuple(map(calendar_day, row)) for row in rows)
    return Month(
        first,
        weeks,
        (first - datetime.timedelta(days=1)).replace(day=1) if first.year > today.year - 20 else None,
        (first + datetime.timedelta(days=31)).replace(day=1) if first < today.replace(day=1) else None,
        any(day.is_flare and day.is_in_month for row in weeks for day in row),
    )


def logs_page(user, *, page):
    """One page of all logs, newest first."""
    logs = SessionLog.objects.of(user).select_related("session").order_by("-date", "-pk")
    return Paginator(logs, LOGS_A_PAGE).get_page(page)
