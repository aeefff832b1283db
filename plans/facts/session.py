"""What a week and its sessions are made of, an ordinary day or a bad one."""

from dataclasses import dataclass

from exercises.facts import Kind, Level, Role


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
    """A warning sign that is worked out, not asked: `red_flag` counts if age, flags and duration fit. `without`: what
    is known already needs no hint."""

    red_flag: str
    source: str
    above_age: int | None = None
    below_age: int | None = None
    flags: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()


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
class TargetRules:
    """What a week aims at, and the limits of what may be answered."""

    days: int
    minutes_per_day: int
    days_choices: tuple[int, ...]
    days_default: int
    weekdays_default: tuple[int, ...]
    routine_choices: tuple[int, ...]
    minimum_age: int
    pain_highest: int
    age_most: int
    weeks_most: int
    routine_most: int
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
