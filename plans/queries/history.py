"""Logs and plans of a stretch of time, summed up in SQL, as the statistics want them."""

import datetime
import functools
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from django.db.models import Count, F, IntegerField, Max, Min, Q, Subquery, Sum

from plans.engine.draft import Target
from plans.engine.exercise_history import DoseRow, Sums
from plans.engine.statistics import Day, PlannedWeek, Worth, worth_showing
from plans.measures import measures
from plans.models import ExerciseLog, SessionLog, WeeklyPlan
from plans.queries.flare import FLARE, flare_of, measure_of, with_flares
from plans.rulebook import rulebook

MORNINGS = ("usual", "sore", "worse")
DAY_COLUMNS = ("date", "heart_minutes", "talk_test", "pain_before", "pain_after", "next_morning")


@dataclass(frozen=True, slots=True)
class LoggedDay:
    """One date's logs: the day for the statistics, sums of pain, and how many mornings after, in MORNINGS' order."""

    day: Day
    sums: Sums
    mornings: tuple[int, ...]

    @property
    def date(self):
        return self.day.date


@dataclass(frozen=True, slots=True)
class Ever:
    """How many logs there are, and the dates of the first and the last of them."""

    total: int = 0
    first: datetime.date | None = None
    last: datetime.date | None = None


def ever_logged(user) -> Ever:
    """In one query. The dates are the ends of an index: asked for beside the count, as a least and a greatest, a
    database would weigh every log."""
    own = SessionLog.objects.of(user).order_by()
    count = own.values("user").annotate(count=Count("*")).values("count")
    row = own.order_by("date").values_list(Subquery(count), "date", Subquery(own.order_by("-date").values("date")[:1]))
    return Ever(*(row.first() or ()))


def _sums_of(prefix=""):
    """A change is null, and so counts nowhere, unless both answers are there."""
    change = F(f"{prefix}pain_after") - F(f"{prefix}pain_before")
    return {
        "answers": Count(change),
        "change": Sum(change, output_field=IntegerField()),
        "squares": Sum(change * change, output_field=IntegerField()),
    }


def logged_days(user, *stretches: Q) -> tuple[LoggedDay, ...]:
    """Those of stretches of time that share no day, in one query; oldest first. Each is read by its index: "one or
    the other" would have a database look at every log there is."""
    first, *others = (SessionLog.objects.of(user).filter(one).order_by().values_list(*DAY_COLUMNS) for one in stretches)
    logs = (first.union(*others, all=True) if others else first).order_by("date")
    days = ((date, list(own)) for date, own in groupby(logs, itemgetter(0)))
    return tuple(_day_of(date, own) if own[1:] else _day_of_one(*own[0]) for date, own in days)


NO_MORNING = (0,) * len(MORNINGS)
A_MORNING = {"": NO_MORNING} | {one: tuple(int(one == other) for other in MORNINGS) for one in MORNINGS}


def _day_of_one(date, heart, talk, before, after, morning):
    """As `_day_of`, for the one log that nearly every day has."""
    change = None if before is None or after is None else after - before
    sums = _sums_of_one(change)
    return LoggedDay(Day(date, heart if talk != "sing" else 0, 1, before, after), sums, A_MORNING[morning])


@functools.cache  # few changes are possible
def _sums_of_one(change):
    return Sums() if change is None else Sums(1, change, change * change)


def _day_of(date, logs):
    minutes, before, after, changes, mornings = 0, [], [], [], [0] * len(MORNINGS)
    for _date, heart, talk, pain_before, pain_after, morning in logs:
        minutes += heart if talk != "sing" else 0
        if pain_before is not None:
            before.append(pain_before)
        if pain_after is not None:
            after.append(pain_after)
            if pain_before is not None:
                changes.append(pain_after - pain_before)
        if morning:
            mornings[MORNINGS.index(morning)] += 1
    day = Day(date, minutes, len(logs), _mean(before), _mean(after))
    return LoggedDay(day, Sums(len(changes), sum(changes), sum(one * one for one in changes)), tuple(mornings))


def worth_of(logged: Sequence[LoggedDay], *, today: datetime.date) -> Worth | None:
    """Whether what was logged up to `today` is worth showing to a clinician, and why."""
    *_better, worse = range(len(MORNINGS))
    mornings = [
        (one.date, place == worse) for one in logged for place, times in enumerate(one.mornings) for _ in range(times)
    ]
    return worth_showing([one.day for one in logged], mornings, today=today, rules=measures().worth_showing)


def _mean(values):
    return sum(values) / len(values) if values else None


def planned_weeks(user, when: Q, *, first: datetime.date, last: datetime.date) -> tuple[PlannedWeek, ...]:
    """Plans with their sessions and whether each was logged, and what a flare-up between `first` and `last` asked of
    their days, in one query; oldest first."""
    rows = (
        with_flares(WeeklyPlan.objects.of(user), first, last)
        .filter(when)
        .order_by("monday", "sessions__date")
        .values_list(
            "monday", "target_days", "target_minutes", "target_waived", "sessions__date", "sessions__log", *FLARE
        )
    )
    weeks = Weeks()
    for monday, days, minutes, waived, date, log, *flare in rows:
        weeks.take(monday, (days, minutes, waived), date, log, flare)
    return weeks.planned()


class Weeks:
    """Gathers weeks from rows in which sessions and flare-ups are joined to plans."""

    def __init__(self):
        self.targets, self.sessions, self.flares = {}, defaultdict(dict), defaultdict(dict)

    def take(self, monday, target, date, log, flare):
        """`target` is (days, minutes a day, is it waived)."""
        self.targets[monday] = target
        if date:
            self.sessions[monday][date] = log is not None
        if flare[0]:
            one = flare_of(flare)
            self.flares[monday][one.pk] = one

    def planned(self) -> tuple[PlannedWeek, ...]:
        return tuple(self._week(monday, Target(*target)) for monday, target in self.targets.items())

    def _week(self, monday, target):
        day_minutes = measure_of(self.flares[monday].values(), target, monday)
        flares = tuple((one.started_on, one.ended_on) for one in self.flares[monday].values())
        return PlannedWeek(monday, target, tuple(self.sessions[monday].items()), day_minutes, flares)


def dose_rows(user, *, since: datetime.date, until: datetime.date | None = None) -> tuple[DoseRow, ...]:
    """One row for each exercise and dose done, in one query."""
    when = Q(log__date__gte=since) if until is None else Q(log__date__range=(since, until))
    rows = (
        ExerciseLog.objects.filter(when, log__user=user)
        .values("exercise_id", "sets", "reps", "hold_s", "minutes")
        .annotate(first=Min("log__date"), last=Max("log__date"), times=Count("pk"), **_sums_of("log__"))
        .order_by()
    )
    return tuple(
        DoseRow(
            row["exercise_id"],
            (row["sets"], row["reps"], row["hold_s"], row["minutes"]),
            row["first"],
            row["last"],
            row["times"],
            Sums(row["answers"], row["change"] or 0, row["squares"] or 0),
        )
        for row in rows
    )


def usual_target() -> Target:
    """Of a week without a plan."""
    rules = rulebook().target
    return Target(rules.days, rules.minutes_per_day)
