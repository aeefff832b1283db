"""The steps of an exercise's dose, from the lowest column of its table to the highest: repeats, hold, then sets."""

from dataclasses import replace
from functools import cache

from plans.engine.dosing import COLUMNS, halved


def ladder(exercise, rules):
    """Doses, smallest first; each is a little more work than the one before. `rules` are the increase rules."""
    return _steps(tuple(columns_of(exercise)), exercise.rep_s, rules)


@cache
def _steps(columns, rep_s, rules):
    steps = [columns[0]]
    for upper in columns[1:]:
        for dose in [*_climb(steps[-1], upper, rules), upper]:
            if work(dose, rep_s) > work(steps[-1], rep_s) and (dose == upper or work(dose, rep_s) < work(upper, rep_s)):
                steps.append(dose)
    return tuple(steps)


def columns_of(exercise):
    """The different doses of the table, lowest level first."""
    columns = [column(exercise, level) for level in COLUMNS if level in exercise.doses]
    return [one for place, one in enumerate(columns) if one not in columns[:place]]


def column(exercise, level):
    """One dose of the table, less what says how often and how hard: that is the week's business."""
    return _plain(exercise.doses[level])


@cache
def _plain(dose):
    return replace(dose, days_per_week=None, effort_cr10=None)


def step_of(exercise, level, rules):
    """The step at which the ladder stands at a level's column, or at the nearest one below it."""
    reached = [one for one in COLUMNS[: COLUMNS.index(level) + 1] if one in exercise.doses]
    return _place(exercise, column(exercise, reached[-1]), rules) if reached else 0


def dose_at(exercise, step, rules):
    """The dose of a step; below the first one, half of it."""
    steps = ladder(exercise, rules)
    return halved(steps[0]) if step < 0 else steps[min(step, len(steps) - 1)]


def column_below(exercise, step, rules):
    """The step of the next lower column; -1 (half of the lowest) below the first."""
    lower = [place for place in (_place(exercise, dose, rules) for dose in columns_of(exercise)) if place < step]
    return max(lower, default=-1)


def _place(exercise, dose, rules):
    """The step of a column, or of the nearest below it where two columns are the same work."""
    rep_s = exercise.rep_s
    steps = ladder(exercise, rules)
    return max(place for place, one in enumerate(steps) if work(one, rep_s) <= work(dose, rep_s))


def step_at_most(exercise, step, part, rules):
    """The highest step that is at most `part` of the work of this one; the first if none is so small."""
    steps = ladder(exercise, rules)
    place = min(step, len(steps) - 1)
    limit = part * work(dose_at(exercise, place, rules), exercise.rep_s)
    fitting = [lower for lower in range(max(place, 0)) if work(steps[lower], exercise.rep_s) <= limit]
    return max(fitting, default=min(place, 0))


def work(dose, rep_s):
    """Seconds under work of one side, rests left out: what makes one dose more than another."""
    hold = (dose.hold_s or 0) + (dose.hold_breaths or 0)
    return dose.sets * dose.reps * (rep_s + hold)


def _climb(lower, upper, rules):
    """What may lie between one column and the next: repeats first, then hold, then set by set from the bottom of the
    range."""
    dose = replace(upper, sets=lower.sets, reps=lower.reps, hold_s=lower.hold_s)
    steps = _raised(dose, upper, rules)
    dose = steps[-1] if steps else dose
    while (dose.hold_s or 0) < (upper.hold_s or 0):
        dose = replace(dose, hold_s=min((dose.hold_s or 0) + rules.hold_s, upper.hold_s))
        steps.append(dose)
    bottom = min(lower.reps, upper.reps)
    for sets in range(lower.sets + 1, upper.sets + 1):
        first = replace(dose, sets=sets, reps=bottom)
        steps += [first, *_raised(first, upper, rules)]
    return steps


def _raised(dose, upper, rules):
    """Repeats up to those of the upper column, about a tenth at once."""
    steps = []
    while dose.reps < upper.reps:
        more = min(max(1, round(dose.reps * rules.reps_part)), rules.reps_most)
        dose = replace(dose, reps=min(dose.reps + more, upper.reps))
        steps.append(dose)
    return steps
