"""What one thing that we know of a person changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class RuleClass(StrEnum):
    """How a rule can be lifted. Safety: by correcting the fact (with a confirmation), or by a recorded word of a
    clinician where the rule says so. Own: by one dated tap, "not true any more"."""

    SAFETY = "safety"
    OWN = "own"

    @property
    def is_own(self):
        return self is RuleClass.OWN

    @property
    def rank(self):
        """0 is the weightier."""
        return RULE_CLASS_RANKS[self]


RULE_CLASS_RANKS = {one: rank for rank, one in enumerate(RuleClass)}


class Firmness(StrEnum):
    """How firm the source of a rule is. Evidence to show, never a reason to override."""

    STRONG = "strong"
    MODERATE = "moderate"
    CONSENSUS = "consensus"
    WEAK = "weak"
    PREFERENCE = "preference"

    @property
    def rank(self):
        """0 is the firmest."""
        return FIRMNESS_RANKS[self]


FIRMNESS_RANKS = {one: rank for rank, one in enumerate(Firmness)}


class LiftedBy(StrEnum):
    """What lifts a safety rule, besides correcting the fact. Nothing, or a recorded word of a clinician."""

    NOTHING = ""
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class Unless:
    """When a rule does not hold. `flags` must all be present, `without` all be absent, `details` all be answered
    with yes. It frees only the `slugs`, `tags` or `positions` it names (empty: any)."""

    flags: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    details: frozenset[str] = frozenset()
    slugs: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    positions: frozenset[str] = frozenset()
    how: str = ""


@dataclass(frozen=True, slots=True)
class Finer:
    """A narrower flag that a wide one may mean: by an answer (`values`) or a number (`at_least` to `at_most`).
    `is_strict`: it applies while the follow-up question is not answered."""

    flag: str
    values: frozenset[str] = frozenset()
    at_least: int | None = None
    at_most: int | None = None
    is_strict: bool = False


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The one question that narrows a wide flag. `detail` names the field of `person.Details` it fills; empty when
    the finer flags themselves are ticked. `choices` maps value → words, empty for a number or yes/no; `most` is the
    highest number that can be meant."""

    question: str
    detail: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    most: int | None = None


@dataclass(frozen=True, slots=True)
class FlagRule:
    """What one thing we know of a person changes. `words` is a row to tick, `told` finishes the sentence "you told
    us …", `why` is the reason of the rule, `change` what would lift it. `exclude_*` leave an exercise out,
    `reduce_*` keep it last and smaller with `how` shown, `prefer` is tried first, `last_positions` only where no other
    is left. `allow_only` (None: no such limit) names all that may appear, `until_cleared_only` the same until a
    clinician has been asked. `heart_minutes` are enough for a day, in goes of at most `bout_minutes`. `is_gentler`: the
    exercises of one level lower suit, `is_gentlest`: those of the lowest. `is_relief`: what eases the back, so the
    first reason to name for what it prefers."""

    flag: str
    label: str
    words: str
    told: str
    group: str
    cls: RuleClass
    firmness: Firmness
    sources: tuple[str, ...]
    why: str
    change: str
    origin: str = ""
    is_asked: bool = True
    gate: bool = False
    persistent: bool = False
    exclude_tags: frozenset[str] = frozenset()
    exclude_slugs: frozenset[str] = frozenset()
    allow_only: frozenset[str] | None = None
    until_cleared_only: frozenset[str] | None = None
    reduce_tags: frozenset[str] = frozenset()
    reduce_slugs: frozenset[str] = frozenset()
    how: str = ""
    last_positions: frozenset[str] = frozenset()
    prefer: tuple[str, ...] = ()
    unless: tuple[Unless, ...] = ()
    lifted_by: LiftedBy = LiftedBy.NOTHING
    follow_up: FollowUp | None = None
    finer: tuple[Finer, ...] = ()
    waives_target: bool = False
    heart_minutes: int | None = None
    bout_minutes: int | None = None
    halves_dose: bool = False
    is_gentler: bool = False
    is_gentlest: bool = False
    no_increase: bool = False
    is_relief: bool = False

    @property
    def reason(self):
        """Why the rule is there, in one sentence."""
        return self.why
