"""Which days of the week. Days count from 0, Monday."""

from itertools import combinations


def choose_days(weekdays, days_per_week):
    """The chosen weekdays with the largest smallest gap, Sunday to Monday included; on ties the largest within the
    week, then the earliest. All of them, if fewer were chosen than wanted."""
    days = sorted(set(weekdays))
    if len(days) <= days_per_week:
        return tuple(days)
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
    """For each day, its place in a run of days that follow each other (0: rested before it)."""
    run, runs = 0, []
    for place, day in enumerate(days):
        run = run + 1 if place and day - days[place - 1] == 1 else 0
        runs.append(run)
    return tuple(runs)
