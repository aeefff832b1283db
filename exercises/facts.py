"""What an exercise is. Frozen values that the engine and the pages share; no Django, no files."""

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    STRETCH = "stretch"
    MOBILITY = "mobility"
    STRENGTH = "strength"
    AEROBIC = "aerobic"
    RELAXATION = "relaxation"


class Role(StrEnum):
    """What a strengthening exercise does for a session; each has exactly one."""

    ABDOMINAL = "abdominal"
    EXTENSOR = "extensor"
    STABILITY = "stability"
    HIP = "hip"
    UPPER = "upper"
    BALANCE = "balance"


class Level(StrEnum):
    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class Effort(StrEnum):
    """How hard an aerobic activity works the heart. Only moderate counts towards the weekly target."""

    LIGHT = "light"
    MODERATE = "moderate"


class Strength(StrEnum):
    """How firm the evidence for an exercise is."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    CONSENSUS = "consensus"
    LEAFLET = "guideline-leaflet"


@dataclass(frozen=True, slots=True)
class Dose:
    """How much of one exercise. Aerobic activities use `minutes` alone; all others use the rest.

    hold_s: seconds each repetition is held; hold_breaths: the same counted in breaths (only one is set).
    rest_s: seconds of rest after a set (or after the exercise when there is one set).
    """

    sets: int | None = None
    reps: int | None = None
    hold_s: int | None = None
    hold_breaths: int | None = None
    rest_s: int | None = None
    per_side: bool = False
    minutes: int | None = None
    days_per_week: int | None = None
    effort_cr10: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Steps:
    """How to do it, in the order it is done. Each is one or more short sentences."""

    start: str
    movement: str
    breathing: str
    back: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from. tier: A guideline or trial, B health service, C secondary, team: our judgement."""

    key: str
    title: str
    address: str
    tier: str
    checked: str
    limits: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    summary: str
    strength: Strength
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise. `demands` are movement tags that hold in every position; the tags of the
    position that is used come on top (see `positions.toml`). `doses` has no entry for a level
    at which the exercise is not offered. Links name slugs; `load` (1-5) rises along `harder`.
    """

    slug: str
    name: str
    kind: Kind
    purpose: str
    works: tuple[str, ...]
    positions: tuple[str, ...]
    demands: frozenset[str]
    equipment: frozenset[str]
    min_level: Level
    load: int
    rep_s: int
    doses: dict[Level, Dose]
    steps: Steps
    cautions: tuple[str, ...]
    mistakes: tuple[str, ...]
    evidence: Evidence
    role: Role | None = None
    region: str = ""
    effort: Effort | None = None
    counts_as_heart: bool = False
    is_core: bool = False
    easier: tuple[str, ...] = ()
    harder: tuple[str, ...] = ()
    substitutes: tuple[str, ...] = ()
    is_retired: bool = False
    is_library_only: bool = False
    position_steps: dict[str, str] = field(default_factory=dict)
