"""How much of an exercise this person does, and how long that takes."""

from dataclasses import replace
from math import ceil

from exercises.facts import Level

COLUMNS = tuple(Level)


def floor_of(exercise, dose):
    """The fewest repeats a dose may be cut to, to fit the minutes: those of the next lower column."""
    lower = [one.reps for one in exercise.doses.values() if one.reps and one.reps < dose.reps]
    return max(lower) if lower else ceil(dose.reps / 2)


def halved(dose):
    """Half the repeats, rounded up; half the hold where there is one repeat only. Minutes are halved."""
    if dose.minutes:
        return replace(dose, minutes=ceil(dose.minutes / 2))
    if dose.reps and dose.reps > 1:
        return replace(dose, reps=ceil(dose.reps / 2))
    return replace(dose, hold_s=ceil(dose.hold_s / 2)) if dose.hold_s else dose


def seconds(dose, timing, rep_s):
    """How long a dose takes, from the first repeat to the end of the rest after it; `rep_s` is one repeat's
    movement. Getting into the next exercise comes on top (`timing.change_s`)."""
    if dose.minutes:
        return dose.minutes * 60
    hold = dose.hold_s or (dose.hold_breaths or 0) * timing.breath_s
    side = dose.reps * (rep_s + hold)
    one_set = side * 2 + timing.change_side_s if dose.per_side else side
    rests = max(dose.sets - 1, 1)
    return dose.sets * one_set + rests * (dose.rest_s or 0)


def block_seconds(times, timing):
    """A block: its items and the changes between them."""
    times = list(times)
    return sum(times) + timing.change_s * max(len(times) - 1, 0)


def minutes(time_s):
    """Whole minutes, rounded up."""
    return ceil(time_s / 60)
