"""What a plan remembers from week to week, and what was done since: values that progression turns into doses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from exercises.facts import Dose, Level


class Rating(StrEnum):
    """How one exercise felt."""

    EASY = "easy"
    RIGHT = "right"
    HARD = "hard"


class Morning(StrEnum):
    """The back on the morning after."""

    USUAL = "usual"
    SORE = "sore"
    WORSE = "worse"


class Talk(StrEnum):
    """The talk test of the heart-raising part."""

    SING = "sing"
    TALK = "talk"
    WORDS = "words"


class Deed(StrEnum):
    """What a change does."""

    MORE = "more"
    LESS = "less"
    HARDER = "harder"
    EASIER = "easier"
    NEW = "new"
    OUT = "out"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class Stage:
    """Where someone stands with one exercise (or with the heart-raising part): a step of its ladder, held since the
    week that began on `since`. Only what was done from then on speaks for the next step. `hurts` counts the sessions
    at which it hurt too much."""

    step: int
    since: date | None = None
    hurts: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """Where someone stands with all they do. `level` is the fitness level it was reached at: another level starts
    afresh. `instead` maps an exercise → the one that has taken its place ("": none). `eased_weeks` is the length of the
    break the last easier return was for."""

    level: Level | None = None
    stages: Mapping[str, Stage] = field(default_factory=dict)
    heart: Stage | None = None
    instead: Mapping[str, str] = field(default_factory=dict)
    eased_weeks: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """One exercise as it was done. `hurt_nrs` is the worst "This hurts" at it, None if it did not hurt."""

    exercise: str
    rating: Rating | None = None
    hurt_nrs: int | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One logged session. `planned_minutes` are the heart-raising minutes its plan asked for, 0 for something
    unplanned; pain is 0-10, None where it was not answered."""

    log: int
    date: date
    done: tuple[Done, ...] = ()
    heart_minutes: int = 0
    planned_minutes: int = 0
    talk: Talk | None = None
    pain_before: int | None = None
    pain_after: int | None = None
    morning: Morning | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One difference from the week before, with what led to it. `exercise` is empty for the heart-raising part, whose
    amounts are the minutes of each go; `instead_of` names what it replaces. `logs` are the records it rests on."""

    deed: Deed
    exercise: str
    reason: str
    before: Dose | None = None
    after: Dose | None = None
    before_minutes: tuple[int, ...] = ()
    after_minutes: tuple[int, ...] = ()
    instead_of: str = ""
    logs: tuple[int, ...] = ()
    sources: tuple[str, ...] = ()
    on: date | None = None
    may_refuse: bool = False


@dataclass(frozen=True, slots=True)
class Past:
    """All the engine may know of earlier weeks. `progress` is how the week before ended; `records` are what was logged
    in the last weeks, oldest first; `planned` are the strengthening exercises and stretches of the week before.
    `weeks_away` are whole weeks without a session before this one. Increases are for a new week only (`granted` is
    None); when it is planned anew, `granted` names those it had. `refused` are changes the person did not want;
    less because of pain is none of them. `put_back` are exercises that had given way and that the person wants to try
    again → since when; what was logged of them before no longer speaks."""

    monday: date | None = None
    progress: Progress = Progress()
    records: tuple[Record, ...] = ()
    planned: tuple[str, ...] = ()
    weeks_away: int = 0
    granted: frozenset[str] | None = None
    refused: frozenset[str] = frozenset()
    put_back: Mapping[str, date] = field(default_factory=dict)
