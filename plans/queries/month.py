"""A month as a calendar: what was done, what is planned, and the days of flare-ups."""

import calendar
import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from plans.engine.statistics import PlannedWeek

YEARS_BACK = 20


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


def grid_of(first: datetime.date) -> tuple[datetime.date, datetime.date]:
    """The Monday and the Sunday that a month's rows begin and end with."""
    rows = calendar.Calendar().monthdatescalendar(first.year, first.month)
    return rows[0][0], rows[-1][-1]


def month_of(
    first: datetime.date, *, done: Iterable[datetime.date], plans: Iterable[PlannedWeek], today: datetime.date
) -> Month:
    """`first` is the first day of the month, `done` the dates with logs."""
    done, plans = frozenset(done), tuple(plans)
    planned = {day for plan in plans for day, is_done in plan.sessions if not is_done and day >= today}
    flares = {stretch for plan in plans for stretch in plan.flares}

    def state(day):
        return "done" if day in done else "planned" if day in planned else ""

    def is_flare(day):
        return day <= today and any(start <= day <= (end or day) for start, end in flares)

    def calendar_day(day):
        return CalendarDay(day, state(day), day == today, day.month == first.month, is_flare(day))

    rows = calendar.Calendar().monthdatescalendar(first.year, first.month)
    weeks = tuple(tuple(map(calendar_day, row)) for row in rows)
    return Month(
        first,
        weeks,
        (first - datetime.timedelta(days=1)).replace(day=1) if first.year > today.year - YEARS_BACK else None,
        (first + datetime.timedelta(days=31)).replace(day=1) if first < today.replace(day=1) else None,
        any(day.is_flare and day.is_in_month for row in weeks for day in row),
    )
