"""What the rules say. Frozen values that the engine and the pages share; no Django, no files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from exercises.facts import Kind, Level, Role


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
    the finer flags themselves are ticked. `choices` maps value → words, empty for a number or yes/no."""

    question: str
    detail: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FlagRule:
    """What one thing we know of a person changes. `words` is a row to tick, `told` finishes the sentence "you told
    us …", `why` is the reason of the rule, `change` what would lift it. `exclude_*` leave an exercise out,
    `reduce_*` keep it last and smaller with `how` shown, `prefer` is tried first. `allow_only` (None: no such limit)
    names all that may appear, `until_cleared_only` the same until a clinician has been asked. `heart_minutes` are
    enough for a day, in goes of at most `bout_minutes`. `is_relief`: what eases the back, so the first reason to name
    for what it prefers."""

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
    no_increase: bool = False
    is_relief: bool = False

    @property
    def reason(self):
        """Why the rule is there, in one sentence."""
        return self.why


@dataclass(frozen=True, slots=True)
class Raise:
    """A sign that weighs more beside another: with any of `flags` or `red_flags`, `outcome` holds."""

    outcome: str
    flags: frozenset[str] = frozenset()
    red_flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RedFlag:
    """A warning sign. `outcome` is emergency, same_day, clinician_first or advise; `maps_to` the note label (rf_…)
    it belongs to, empty if it stands on its own; `text` is said to the person when it counts."""

    id: str
    label: str
    outcome: str
    group: str
    why: str
    text: str
    sources: tuple[str, ...]
    maps_to: str = ""
    is_computed: bool = False
    raised: tuple[Raise, ...] = ()

    @property
    def reason(self):
        return self.why


@dataclass(frozen=True, slots=True)
class SafetyRow:
    """One row of the safety check. A tick stands for all `ids`; `group` is the outcome it leads to, at least."""

    row: str
    words: str
    group: str
    ids: tuple[str, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """What the stop page says for one outcome. `{emergency}` and `{urgent}` in the steps stand for numbers."""

    outcome: str
    title: str
    text: str
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Numbers:
    """Whom to call in one country. `urgent` is for advice today, `crisis` for thoughts of ending one's life;
    either may be empty."""

    country: str
    name: str
    emergency: str
    urgent: str = ""
    urgent_name: str = ""
    crisis: str = ""
    crisis_name: str = ""


@dataclass(frozen=True, slots=True)
class LevelRule:
    """One fitness level. `load` is the exercise load (1-5) that suits it; `bout_minutes` how long one go of the
    heart-raising activity lasts at most."""

    level: Level
    label: str
    words: str
    load: int
    bout_minutes: int
    routine_minutes: int
    source: str


@dataclass(frozen=True, slots=True)
class EquipmentRule:
    """A thing or place an exercise may need. `label` names it in a sentence ("a pool"), `words` is a row to tick."""

    word: str
    label: str
    words: str
    is_always_there: bool = False
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class PainBand:
    """What a pain score of `from_nrs` or more does to an ordinary day. `flag` (if any) then counts as present."""

    from_nrs: int
    steps_down: int
    may_increase: bool
    source: str
    flag: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """An episode of `from_weeks` to below `below_weeks` (None: no limit) counts as `flag`."""

    flag: str
    from_weeks: int
    below_weeks: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Hint:
    """A warning sign that is worked out, not asked: `red_flag` counts if age, flags and duration fit."""

    red_flag: str
    source: str
    above_age: int | None = None
    below_age: int | None = None
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Timing:
    breath_s: int
    change_s: int
    change_side_s: int
    source: str


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in a session, filled from the first of these roles that has a fitting exercise."""

    name: str
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class SessionRules:
    """How a session is built. `slots` are strength; `adjacent_slots` are used in turn on days that follow each
    other. `choices` is how many of the best exercises take turns."""

    slots: tuple[Slot, ...]
    adjacent_slots: tuple[tuple[Slot, ...], ...]
    short_strength: int
    warm_up_kinds: tuple[Kind, ...]
    warm_up_minutes: int
    warm_up_count: int
    stretch_kinds: tuple[Kind, ...]
    cool_down_kinds: tuple[Kind, ...]
    cool_down_minutes: int
    choices: int
    meanwhile: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class GentleRules:
    """A session for a bad day. `load` is the most an exercise may ask; `walks` in the order they are tried."""

    minutes: int
    load: int
    move_kinds: tuple[Kind, ...]
    move_minutes: int
    moves: int
    calm_kinds: tuple[Kind, ...]
    calm_minutes: int
    walks: tuple[str, ...]
    walk_minutes: int
    source: str


@dataclass(frozen=True, slots=True)
class FlareRules:
    """Gentle days and the way back. `steps` are flags, each gentler than the one after it; each lasts `days` at
    least and ends with a morning "as usual"."""

    days: int
    more_days: int
    asks_after_days: int
    steps: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TargetRules:
    days: int
    minutes_per_day: int
    days_choices: tuple[int, ...]
    days_default: int
    weekdays_default: tuple[int, ...]
    routine_choices: tuple[int, ...]
    minimum_age: int
    pain_highest: int
    source: str


@dataclass(frozen=True, slots=True)
class IncreaseRules:
    """When an amount goes up, and by how much: `reps_part` of the repeats, at most `reps_most`; `hold_s` seconds of
    hold. `easy_sessions` rated easy in a row, with pain (0-10) at `pain_most_nrs` or less and a rise below
    `rise_below_nrs`."""

    easy_sessions: int
    pain_most_nrs: int
    rise_below_nrs: int
    reps_part: float
    reps_most: int
    hold_s: int
    words: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HarderRules:
    """From the top of its range, held for `weeks_at_top`, to the harder exercise. The range ends `columns_above` the
    column of the person's level."""

    weeks_at_top: int
    columns_above: int
    words: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeartStep:
    """The heart-raising minutes of a day, in goes of at most `bout_minutes`. `on_request`: only for those who ask."""

    minutes: int
    bout_minutes: int
    on_request: bool = False


@dataclass(frozen=True, slots=True)
class HeartRules:
    """How the heart-raising part grows: after `sessions` at talking pace; back after `hard_sessions` without talk.
    Steps on request open from `request_level` on."""

    sessions: int
    hard_sessions: int
    steps: tuple[HeartStep, ...]
    request_level: Level
    words: str
    words_bouts: str
    words_less: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecreaseRules:
    """When an amount comes down: pain during of `pain_from_nrs` or more, a worse morning after, `hard_sessions` rated
    hard in a row. A rise of `rise_nrs` holds it. After `tries` at which it hurt, another exercise takes its place."""

    pain_from_nrs: int
    rise_nrs: int
    hard_sessions: int
    tries: int
    words_pain: str
    words_morning: str
    words_hard: str
    words_tries: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BreakRule:
    """Coming back after `weeks` or more without a session: `part` of the work done before."""

    weeks: int
    part: float
    asks_again: bool
    words: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoveltyRules:
    """One strengthening exercise gives way to another of the same use every `weeks`."""

    weeks: int
    words: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProgressionRules:
    """How doses follow from what was logged. `breaks` are shortest first."""

    increase: IncreaseRules
    harder: HarderRules
    heart: HeartRules
    decrease: DecreaseRules
    breaks: tuple[BreakRule, ...]
    novelty: NoveltyRules


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules, checked. `digest` names this set of rules together with the library it was checked against."""

    flags: Mapping[str, FlagRule]
    red_flags: Mapping[str, RedFlag]
    safety_rows: tuple[SafetyRow, ...]
    actions: Mapping[str, Action]
    numbers: Mapping[str, Numbers]
    levels: Mapping[Level, LevelRule]
    equipment: Mapping[str, EquipmentRule]
    pain: tuple[PainBand, ...]
    stages: tuple[Stage, ...]
    hints: tuple[Hint, ...]
    timing: Timing
    session: SessionRules
    target: TargetRules
    gentle: GentleRules
    progression: ProgressionRules
    flare: FlareRules
    groups: Mapping[str, str]
    words: Mapping[str, str]
    position_demands: Mapping[str, frozenset[str]]
    digest: str
    default_country: str = ""
