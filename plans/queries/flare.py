"""How a flare-up stands, and what its days count by."""

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import FilteredRelation, Q, QuerySet

from plans.engine.draft import Target
from plans.models import FlareUp, SessionLog
from plans.rulebook import rulebook


@dataclass(frozen=True, slots=True)
class FlareNote:
    """For the week page: `step` is 1 for the gentle days, and so on; `is_long` asks again after a week."""

    flare: FlareUp
    step: int
    is_long: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One height of the way back: minutes of the week as ticks of five, from a day on. `height` is the highest's."""

    minutes: int
    begins: datetime.date
    ticks: tuple[int, ...]
    height: int
    is_now: bool


def flares_near(user, first: datetime.date, last: datetime.date) -> list[FlareUp]:
    """Flare-ups that touch these days, newest first."""
    flares = FlareUp.objects.of(user).filter(started_on__lte=last)
    return [one for one in flares if one.ended_on is None or one.ended_on >= first]


# Columns of `with_flares`, and the flare-up of a row of them.
FLARE = tuple(f"flare__{name}" for name in ("pk", "started_on", "ended_on", "pain_nrs", "before", "steps"))


def with_flares(plans: QuerySet, first: datetime.date, last: datetime.date) -> QuerySet:
    """Joins to each plan the flare-ups that touch these days, for pages that have no query to spare."""
    touching = Q(user__flares__started_on__lte=last)
    touching &= Q(user__flares__ended_on=None) | Q(user__flares__ended_on__gte=first)
    return plans.annotate(flare=FilteredRelation("user__flares", condition=touching))


def flare_of(row) -> FlareUp | None:
    if row[0] is None:
        return None
    return FlareUp(**dict(zip((name.removeprefix("flare__") for name in FLARE), row, strict=True)))


def measure_of(flares: Collection[FlareUp], target: Target, monday: datetime.date) -> Mapping[datetime.date, int]:
    """What makes each day of a week count where a flare-up touches it; nothing when no minutes are asked."""
    if not flares:
        return {}
    sunday = monday + datetime.timedelta(days=6)
    near = [one for one in flares if one.started_on <= sunday and (one.ended_on is None or one.ended_on >= monday)]
    return {} if target.waived else day_minutes(sorted(near, key=lambda one: one.started_on, reverse=True), monday)


def note_of(flares: Iterable[FlareUp], *, today: datetime.date) -> FlareNote | None:
    flare = next((one for one in flares if one.ended_on is None), None)
    if flare is None:
        return None
    rules = rulebook().flare
    step = rules.steps.index(flare.steps[-1]["flag"]) + 1
    return FlareNote(flare, step, (today - flare.started_on).days >= rules.asks_after_days)


def day_minutes(flares: Iterable[FlareUp], monday: datetime.date) -> Mapping[datetime.date, int]:
    """date → minutes that make it count, for days of that week that a flare-up touches: what was asked before it,
    on its days the least of the steps that held. A day that has counted stays counted."""
    days = [monday + datetime.timedelta(days=step) for step in range(7)]
    found = {}
    for flare in flares:
        for day in days:
            if day < flare.started_on:
                found.setdefault(day, flare.before["minutes"])
            elif flare.ended_on is None or day <= flare.ended_on:
                found[day] = min(_held_on(flare, day))
    return found


def _held_on(flare, day):
    """Minutes of each step that held at some time of a day."""
    begins = [datetime.date.fromisoformat(step["on"]) for step in flare.steps]
    ends = [*begins[1:], day]
    return [step["minutes"] for step, on, end in zip(flare.steps, begins, ends, strict=True) if on <= day <= end]


def way_back(*, days: int, today: datetime.date, usual: int) -> tuple[Step, ...]:
    """The steps of a week's minutes, from today to as before."""
    rules = rulebook()
    amounts = [*(rules.flags[flag].heart_minutes for flag in rules.flare.steps), usual]
    height = 9 * (max(amounts) * days // 5)
    return tuple(
        Step(
            minutes * days,
            today + datetime.timedelta(days=place * rules.flare.days),
            tuple(range(height - 3, height - 3 - 9 * (minutes * days // 5), -9)),
            height,
            place == 0,
        )
        for place, minutes in enumerate(amounts)
    )


def last_pain(user) -> SessionLog | None:
    """The newest log that says how much it hurt before."""
    return SessionLog.objects.of(user).exclude(pain_before=None).first()
