"""How doses follow from what was logged."""

from dataclasses import dataclass

from exercises.facts import Level


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
    """How the heart-raising part grows: after `sessions` at talking pace; back after `hard_sessions` without talk, or
    `sore_sessions` that hurt. Steps on request open from `request_level` on."""

    sessions: int
    hard_sessions: int
    sore_sessions: int
    steps: tuple[HeartStep, ...]
    request_level: Level
    words: str
    words_bouts: str
    words_less: str
    words_sore: str
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
