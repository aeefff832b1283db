"""Exercises over time: their doses, and how pain went in sessions with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import sqrt

from plans.engine.measures import Agreement


@dataclass(frozen=True, slots=True)
class DoseRow:
    """One exercise at one dose. `sums` add up the change of pain over its sessions that have both answers."""

    exercise: str
    dose: tuple[int | None, ...]  # sets, reps, hold_s, minutes
    first: date
    last: date
    times: int
    sums: "Sums"


@dataclass(frozen=True, slots=True)
class Sums:
    """Count, sum and sum of squares of pain after less pain before."""

    count: int = 0
    total: float = 0
    squares: float = 0

    def __add__(self, other):
        return Sums(self.count + other.count, self.total + other.total, self.squares + other.squares)

    def __sub__(self, other):
        return Sums(self.count - other.count, self.total - other.total, self.squares - other.squares)

    @classmethod
    def of(cls, parts: Iterable["Sums"]):
        """All of `parts` added up."""
        parts = tuple(parts)
        return cls(*(sum(getattr(one, name) for one in parts) for name in cls.__slots__))

    @property
    def mean(self):
        return self.total / self.count

    def variance(self, least_spread):
        """Of one session, never below what answers in whole points can tell."""
        spread = max(0, self.squares - self.total * self.total / self.count) / max(1, self.count - 1)
        return max(spread, least_spread * least_spread)


@dataclass(frozen=True, slots=True)
class DoseStep:
    dose: tuple[int | None, ...]
    since: date
    times: int


@dataclass(frozen=True, slots=True)
class DoseHistory:
    exercise: str
    times: int
    last: date
    steps: tuple[DoseStep, ...]


def dose_histories(rows: Iterable[DoseRow]) -> tuple[DoseHistory, ...]:
    """Doses in the order they began, exercises done most often first."""
    grouped = {}
    for row in rows:
        grouped.setdefault(row.exercise, []).append(row)
    histories = [
        DoseHistory(
            exercise,
            sum(row.times for row in own),
            max(row.last for row in own),
            tuple(
                DoseStep(row.dose, row.first, row.times) for row in sorted(own, key=lambda row: (row.first, row.last))
            ),
        )
        for exercise, own in grouped.items()
    ]
    return tuple(sorted(histories, key=lambda one: (-one.times, one.exercise)))


class Agrees(StrEnum):
    """How sessions with an exercise compare with those without: `ALONE` if too few are without it."""

    BETTER = "better"
    WORSE = "worse"
    CHANCE = "chance"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class ExerciseChange:
    """Mean change of pain over `sessions` with the exercise, and over `others` without it (None: too few)."""

    exercise: str
    sessions: int
    change: float
    others: int
    others_change: float | None
    agrees: Agrees


def what_agrees(rows: Iterable[DoseRow], everything: Sums, rules: Agreement) -> tuple[ExerciseChange, ...]:
    """Exercises with at least `least_sessions` sessions that say pain before and after; best first. `everything` are
    the sums over all sessions, each once."""
    grouped: dict[str, Sums] = {}
    for row in rows:
        grouped[row.exercise] = grouped.get(row.exercise, Sums()) + row.sums
    found = [
        _exercise_change(exercise, sums, everything - sums, rules)
        for exercise, sums in grouped.items()
        if sums.count >= rules.least_sessions
    ]
    return tuple(sorted(found, key=lambda one: (one.change, -one.sessions, one.exercise)))


def _exercise_change(exercise, own, others, rules):
    if others.count < rules.least_sessions:
        return ExerciseChange(exercise, own.count, own.mean, others.count, None, Agrees.ALONE)
    error = sqrt(own.variance(rules.least_spread) / own.count + others.variance(rules.least_spread) / others.count)
    apart = own.mean - others.mean
    is_clear = abs(apart) >= rules.least_points and abs(apart) > rules.chance_errors * error
    agrees = Agrees.CHANCE if not is_clear else Agrees.BETTER if apart < 0 else Agrees.WORSE
    return ExerciseChange(exercise, own.count, own.mean, others.count, others.mean, agrees)
