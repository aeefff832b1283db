"""What a person sees of their weeks: the same few weeks in every part of the page, by eight queries, however many logs
there are."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Paginator
from django.db.models import Q

from exercises.catalogue import catalogue
from plans.engine.exercise_history import (
    Agrees,
    DoseHistory,
    DoseRow,
    ExerciseChange,
    Sums,
    dose_histories,
    what_agrees,
)
from plans.engine.statistics import (
    A_WEEK,
    Adherence,
    Break,
    Day,
    Milestone,
    Peak,
    PlannedWeek,
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
from plans.queries.history import (
    Ever,
    LoggedDay,
    dose_rows,
    ever_logged,
    logged_days,
    planned_weeks,
    usual_target,
    worth_of,
)
from plans.queries.month import Month, grid_of, month_of

LOGS_A_PAGE = 20
LOG_ROW = ("date", "activity", "heart_minutes", "total_minutes", "talk_test", "session__title")
DOSES_SHOWN = 12
MILESTONES_SHOWN = 3
A_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class ProgressPage:
    """What was read, and what it adds up to. `logged` and `rows` are of the weeks shown, from `shown_from` on; `plans`
    are those of the month shown besides."""

    today: datetime.date
    shown_from: datetime.date
    ever: Ever
    logged: tuple[LoggedDay, ...]
    plans: tuple[PlannedWeek, ...]
    rows: tuple[DoseRow, ...]
    activities: Activities
    month: Month

    @property
    def total(self) -> int:
        return self.ever.total

    @property
    def most_weeks(self) -> int:
        return measures().looking_back.weeks

    @property
    def agree_from(self) -> int:
        return measures().agreement.least_sessions

    @cached_property
    def days(self) -> tuple[Day, ...]:
        return tuple(one.day for one in self.logged)

    @property
    def since(self) -> datetime.date:
        """The day of the first log, or today."""
        return min(self.ever.first or self.today, self.today)

    @property
    def weeks_in(self) -> int:
        return (monday_before(self.today) - monday_before(self.since)).days // 7 + 1

    @cached_property
    def weeks(self) -> tuple[Week, ...]:
        """Those shown, oldest first, this one last."""
        first = max(self.shown_from, self.since)
        return weeks_of(self.days, self.plans, usual=usual_target(), first=first, today=self.today)

    @cached_property
    def full_weeks(self) -> tuple[Week, ...]:
        """Those of the weeks shown that are over, or met."""
        return tuple(week for week in self.weeks if week.monday + A_WEEK <= self.today or week.standing.is_met)

    @cached_property
    def met(self) -> int:
        return sum(week.standing.is_met for week in self.full_weeks)

    @cached_property
    def moving(self) -> int:
        return sum(not week.standing.is_met and not week.is_empty for week in self.full_weeks)

    @cached_property
    def adherence(self) -> Adherence:
        return adherence(self.weeks)

    @property
    def band(self) -> tuple[int, int] | None:
        """From and to of the target in minutes, by what a day of the newest plan asks; None when nothing is asked."""
        target = self.weeks[-1].standing.target
        if target.waived:
            return None
        low, high = measures().looking_back.band_days
        return low * target.minutes_per_day, high * target.minutes_per_day

    @cached_property
    def _points(self):
        return [(day.date, day.pain_before) for day in self.days if day.pain_before is not None]

    @cached_property
    def pain(self) -> Trend:
        return pain_trend(self._points, measures())

    @cached_property
    def peak(self) -> Peak | None:
        return peak(self._points, measures())

    @cached_property
    def over_session(self) -> tuple[int, float | None]:
        return session_change(self.days)

    @cached_property
    def worth(self) -> Worth | None:
        return worth_of(self.logged, today=self.today)

    @cached_property
    def mornings(self) -> tuple[int, ...]:
        return tuple(sum(column) for column in zip(*(one.mornings for one in self.logged), strict=True)) or (0, 0, 0)

    @cached_property
    def milestones(self) -> tuple[Milestone, ...]:
        return milestones(self.days, total=self.total, rules=measures().looking_back)[:MILESTONES_SHOWN]

    @cached_property
    def rest(self) -> Break | None:
        return break_of(self._dates(), today=self.today, rules=measures().looking_back)

    def _dates(self):
        """Dates with logs. What is older than the weeks shown stands as the day before them: enough to tell a break
        by."""
        if not self.days:
            return [self.ever.last] * bool(self.total)
        has_older = self.total > sum(day.sessions for day in self.days)
        return [self.shown_from - A_DAY] * has_older + [day.date for day in self.days]

    @cached_property
    def _histories(self):
        return dose_histories(self.rows)

    @cached_property
    def doses(self) -> tuple[tuple[str, DoseHistory], ...]:
        return _named(self._histories[:DOSES_SHOWN])

    @property
    def more_doses(self) -> int:
        return max(0, len(self._histories) - DOSES_SHOWN)

    @cached_property
    def _changes(self):
        return _named(what_agrees(self.rows, Sums.of(one.sums for one in self.logged), measures().agreement))

    @cached_property
    def agrees(self) -> tuple[tuple[str, ExerciseChange], ...]:
        return tuple(one for one in self._changes if one[1].agrees is not Agrees.ALONE)

    @property
    def always(self) -> tuple[str, ...]:
        """Exercises done too often to be compared."""
        return tuple(name for name, one in self._changes if one.agrees is Agrees.ALONE)


def progress_page(user, *, today: datetime.date, month: datetime.date | None = None) -> ProgressPage:
    """`month` is the first day of the month that the calendar shows."""
    month = month or today.replace(day=1)
    grid = grid_of(month)
    shown_from = monday_of(today) - (measures().looking_back.weeks - 1) * A_WEEK
    ever = ever_logged(user)
    logged = logged_days(user, *_stretches("date", shown_from, grid)) if ever.total else ()
    shown = tuple(one for one in logged if one.date >= shown_from)
    wanted = Q(*_stretches("monday", shown_from, grid), _connector=Q.OR)
    plans = planned_weeks(user, wanted, first=min(shown_from, grid[0]), last=today + A_WEEK)
    return ProgressPage(
        today=today,
        shown_from=shown_from,
        ever=ever,
        logged=shown,
        plans=plans,
        rows=dose_rows(user, since=shown_from) if shown else (),
        activities=activities_of(user, today=today),
        month=month_of(month, done=[one.date for one in logged], plans=plans, today=today),
    )


def _stretches(name, since, grid):
    """Dates from `since` on, and those of the month shown that are older."""
    first, last = grid
    older = Q(**{f"{name}__range": (first, min(last, since - A_DAY))})
    return (*[older] * (first < since), Q(**{f"{name}__gte": since}))


def _named(rows: Sequence) -> tuple:
    known = catalogue().exercises
    return tuple((known[row.exercise].name if row.exercise in known else row.exercise, row) for row in rows)


def logs_page(user, *, page):
    """One page of all logs, newest first."""
    logs = SessionLog.objects.of(user).select_related("session").only(*LOG_ROW).order_by("-date", "-pk")
    return Paginator(logs, LOGS_A_PAGE).get_page(page)
