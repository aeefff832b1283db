"""Person: all the engine may know of someone. Built by `plans.services` from rows, or by a command from JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from exercises.facts import Level


class Origin(StrEnum):
    """How we came to know something about a person."""

    TICKED = "ticked"
    NOTE = "note"
    ADDED = "added"
    DERIVED = "derived"
    ASSUMED = "assumed"  # the strict reading of a wide flag while its question is open


@dataclass(frozen=True, slots=True)
class Fact:
    """Why a flag counts for this person. `quote` is the person's own words when it was read in a note."""

    flag: str
    origin: Origin = Origin.TICKED
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """Answers that narrow a flag wider than its rule. None: not answered, so the strict rule applies."""

    pregnancy_weeks: int | None = None
    surgery: str | None = None  # spine | abdominal | other
    joints: str | None = None  # spine | hip_knee | both
    bp_controlled: bool | None = None
    weeks_since_onset: int | None = None
    firm_bed: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """One person, now. `facts` maps flag → Fact and holds what was ticked, read or added, less what was
    removed. `cleared` names flags and red flags a clinician has cleared (it lifts gates, never exclusions);
    `rechecked` are red
    flags cleared and then answered again in a later safety check: what other signs had raised them to no longer does.
    `lifted` names flags the person has said no longer hold. `never` are slugs the person wants left out,
    `locked` those they want kept as they are. `longer_heart`: they asked for the longest heart-raising part.
    Days count from 0, Monday.
    """

    fitness_level: Level
    age: int | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    red_flags: frozenset[str] = frozenset()
    cleared: frozenset[str] = frozenset()
    rechecked: frozenset[str] = frozenset()
    lifted: frozenset[str] = frozenset()
    details: Details = Details()
    pain_nrs: int | None = None
    days_per_week: int | None = None
    weekdays: tuple[int, ...] = ()
    routine_minutes: int | None = None
    equipment: frozenset[str] | None = None
    never: frozenset[str] = frozenset()
    locked: frozenset[str] = frozenset()
    longer_heart: bool = False
