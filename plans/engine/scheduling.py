"""Which days of the week. Days count from 0, Monday."""

from functools import cache
from itertools import combinations


def choose_days(weekdays, days_per_week):
    """The chosen weekdays with the largest smallest gap, Sunday to Monday included; on ties the largest within the
    week, then the earliest. All of them, if fewer were chosen than wanted."""
    return _best_of(tuple(sorted(set(weekdays))), days_per_week)


@cache
def _best_of(days, days_per_week):
    if len(days) <= days_per_week:
        return days
    return max(
        combinations(days, days_per_week),
        key=lambda some: (smallest_gap(some), gap_within_week(some), [-day for day in some]),
    )


def smallest_gap(days):
    """Days from one session to the next, at their closest, around the week."""
    if len(days) < 2:
        return 7
    return min((later - day) % 7 for day, later in zip(days, (*days[1:], days[0]), strict=True))


def gap_within_week(days):
    """The same from Monday to Sunday only."""
    return min((later - day for day, later in zip(days, days[1:], strict=False)), default=7)


def follows_closely(days):
    """For each day, its place in a run of days that follow each other, week after week (0: rested before it). With no
    day of rest at all, the run begins with the first."""
    rested = [(day - days[place - 1]) % 7 != 1 for place, day in enumerate(days)]
    start = rested.index(True) if True in rested else 0
    runs = [0] * len(days)
    for step in range(1, len(days)):
        place = (start + step) % len(days)
        runs[place] = 0 if rested[place] else runs[place - 1] + 1
    return tuple(runs)
