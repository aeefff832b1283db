"""The steps of an exercise's dose, from the lowest column of its table to the highest: repeats, hold, then sets."""

from dataclasses import dataclass, replace
from functools import cache

from plans.engine.dosing import COLUMNS, halved


@dataclass(frozen=True, slots=True)
class Ladder:
    """`columns` are the doses of the table by level, lowest first, less what says how often and how hard: that is the
    week's business. `steps` are doses, smallest first, each a little more work than the one before. `places` are the
    steps of the columns; of two columns that are the same work the same one."""

    columns: dict
    steps: tuple
    places: dict


def ladder(exercise, rules):
    """`rules` are the increase rules."""
    return _ladder(tuple(exercise.doses.items()), exercise.rep_s, rules)


@cache
def _ladder(doses, rep_s, rules):
    doses = dict(doses)
    columns = {
        level: replace(doses[level], days_per_week=None, effort_cr10=None) for level in COLUMNS if level in doses
    }
    steps = _steps(tuple(dict.fromkeys(columns.values())), rep_s, rules)
    places = {
        level: max(place for place, one in enumerate(steps) if work(one, rep_s) <= work(dose, rep_s))
        for level, dose in columns.items()
    }
    return Ladder(columns, steps, places)


def _steps(columns, rep_s, rules):
    steps = [columns[0]]
    for upper in columns[1:]:
        for dose in [*_climb(steps[-1], upper, rules), upper]:
            if work(dose, rep_s) > work(steps[-1], rep_s) and (dose == upper or work(dose, rep_s) < work(upper, rep_s)):
                steps.append(dose)
    return tuple(steps)


def step_of(exercise, level, rules):
    """The step at which the ladder stands at a level's column, or at the nearest one below it."""
    places = ladder(exercise, rules).places
    reached = [places[one] for one in COLUMNS[: COLUMNS.index(level) + 1] if one in places]
    return reached[-1] if reached else 0


def dose_at(exercise, step, rules):
    """The dose of a step; below the first one, half of it."""
    steps = ladder(exercise, rules).steps
    return halved(steps[0]) if step < 0 else steps[min(step, len(steps) - 1)]


def column_below(exercise, step, rules):
    """The step of the next lower column; -1 (half of the lowest) below the first."""
    return max((place for place in ladder(exercise, rules).places.values() if place < step), default=-1)


def step_at_most(exercise, step, part, rules):
    """The highest step that is at most `part` of the work of this one; the first if none is so small."""
    steps = ladder(exercise, rules).steps
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
