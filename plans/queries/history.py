"""Logs and plans of a stretch of time, summed up in SQL, as the statistics want them."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Avg, Case, Count, F, IntegerField, Max, Min, Q, Sum, Value, When

from plans.engine.draft import Target
from plans.engine.exercise_history import DoseRow, Sums
from plans.engine.statistics import Day, PlannedWeek
from plans.models import ExerciseLog, SessionLog, WeeklyPlan
from plans.queries.flare import FLARE, flare_of, measure_of, with_flares
from plans.rulebook import rulebook

MORNINGS = ("usual", "sore", "worse")
COUNTED = Sum(Case(When(talk_test="sing", then=Value(0)), default=F("heart_minutes"), output_field=IntegerField()))


@dataclass(frozen=True, slots=True)
class LoggedDay:
    """One date's logs: the day for the statistics, sums of pain, and how many mornings after, in MORNINGS' order."""

    day: Day
    sums: Sums
    mornings: tuple[int, ...]

    @property
    def date(self):
        return self.day.date


def _sums_of(prefix=""):
    both = Q(**{f"{prefix}pain_before__isnull": False, f"{prefix}pain_after__isnull": False})
    change = F(f"{prefix}pain_after") - F(f"{prefix}pain_before")
    return {
        "answers": Count("pk", filter=both),
        "change": Sum(change, filter=both, output_field=IntegerField()),
        "squares": Sum(change * change, filter=both, output_field=IntegerField()),
    }


def logged_days(user, when: Q) -> tuple[LoggedDay, ...]:
    """One query; oldest first."""
    rows = (
        SessionLog.objects.of(user)
        .filter(when)
        .values("date")
        .annotate(
            counted=COUNTED,
            sessions=Count("pk"),
            before=Avg("pain_before"),
            after=Avg("pain_after"),
            **_sums_of(),
            **{morning: Count("pk", filter=Q(next_morning=morning)) for morning in MORNINGS},
        )
        .order_by("date")
    )
    return tuple(
        LoggedDay(
            Day(row["date"], row["counted"] or 0, row["sessions"], row["before"], row["after"]),
            Sums(row["answers"], row["change"] or 0, row["squares"] or 0),
            tuple(row[morning] for morning in MORNINGS),
        )
        for row in rows
    )


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
        weeks.take(monday, Target(days, minutes, waived), date, log, flare)
    return weeks.planned()


class Weeks:
    """Gathers weeks from rows in which sessions and flare-ups are joined to plans."""

    def __init__(self):
        self.targets, self.sessions, self.flares = {}, defaultdict(dict), defaultdict(dict)

    def take(self, monday, target, date, log, flare):
        self.targets[monday] = target
        if date:
            self.sessions[monday][date] = log is not None
        if one := flare_of(flare):
            self.flares[monday][one.pk] = one

    def planned(self) -> tuple[PlannedWeek, ...]:
        return tuple(
            PlannedWeek(
                monday,
                target,
                tuple(self.sessions[monday].items()),
                measure_of(self.flares[monday].values(), target, monday),
            )
            for monday, target in self.targets.items()
        )


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
