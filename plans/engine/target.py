"""Heart-raising minutes against the weekly target: what counts, and how far it is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from plans.engine.draft import Target


@dataclass(frozen=True, slots=True)
class Standing:
    """How a week stands. `minutes` is all that was done, uncapped; `counted_days` are dates whose minutes reached
    what the target asks of a day. `goal_minutes` is the target in minutes, 0 when it is waived."""

    minutes: int
    by_date: Mapping[date, int]
    counted_days: tuple[date, ...]
    target: Target

    @property
    def goal_minutes(self):
        return 0 if self.target.waived else self.target.days * self.target.minutes_per_day

    @property
    def is_met(self):
        return not self.target.waived and len(self.counted_days) >= self.target.days

    @property
    def is_past(self):
        return not self.target.waived and len(self.counted_days) > self.target.days


def weigh(
    done: Iterable[tuple[date, int]], target: Target, *, day_minutes: Mapping[date, int] | None = None
) -> Standing:
    """`done` are (date, counted minutes) of logs; those of one date add up. `day_minutes` gives dates a lower
    measure of their own (a flare-up's days); a day that has counted stays counted."""
    minutes = defaultdict(int)
    for day, count in done:
        minutes[day] += count
    measure = day_minutes or {}
    counted = tuple(
        day for day in sorted(minutes) if minutes[day] >= measure.get(day, target.minutes_per_day) and minutes[day] > 0
    )
    return Standing(sum(minutes.values()), dict(minutes), counted, target)
