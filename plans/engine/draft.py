"""What the engine answers: a week as plain values. `plans.services` stores them as rows."""

from dataclasses import dataclass
from enum import StrEnum

from plans.engine.progress import Change, Progress


class Outcome(StrEnum):
    """What screening says, best to worst. Only `PLAN` brings sessions."""

    PLAN = "plan"
    CLINICIAN_FIRST = "clinician_first"
    SAME_DAY = "same_day"
    EMERGENCY = "emergency"


class Block(StrEnum):
    """Part of a session, in the order it is done."""

    WARM_UP = "warm_up"
    HEART = "heart"
    STRENGTH = "strength"
    STRETCH = "stretch"
    COOL_DOWN = "cool_down"


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """One thing to do. `reason` is why this person gets it, in their own terms; `how` an extra care to take.
    `minutes` is set for aerobic items; `seconds` is the time the whole item takes. `rules` are the flags and
    `sources` the source keys the reason rests on."""

    block: Block
    exercise: str
    position: str
    reason: str
    sources: tuple[str, ...]
    seconds: int
    minutes: int | None = None
    sets: int | None = None
    reps: int | None = None
    hold_s: int | None = None
    hold_breaths: int | None = None
    rest_s: int | None = None
    per_side: bool = False
    how: str = ""
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """A slot for which nothing safe is left: what is missing, why, and what would change it."""

    block: Block
    role: str
    reason: str
    change: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SessionDraft:
    """One day. `weekday` 0 is Monday; `title` names the heart activity and the roles, in a few words."""

    weekday: int
    title: str
    items: tuple[ItemDraft, ...]
    heart_minutes: int
    total_minutes: int
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Why an exercise is not offered. `rule` is the flag with the firmest source; `rules` names them all.
    `change` says what would have to be different."""

    exercise: str
    rule: str
    reason: str
    change: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Target:
    days: int
    minutes_per_day: int
    waived: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing that stops or delays a plan: a red flag or a flag that asks for a clinician first."""

    flag: str
    outcome: Outcome
    label: str
    reason: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Screening:
    """Who may go on. `stops` are worst first; `notices` are advice that stops nothing."""

    outcome: Outcome
    stops: tuple[Stop, ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A week for one person. Without a plan (`screening.outcome`), `sessions` is empty and `meanwhile` holds
    what is safe until a clinician has been asked (empty for emergency and same day). `progress` is how the week begins
    and `changes` what differs from the week before."""

    screening: Screening
    flags: tuple[str, ...]
    red_flags: tuple[str, ...]
    sessions: tuple[SessionDraft, ...]
    left_out: tuple[LeftOut, ...]
    notices: tuple[str, ...]
    target: Target
    why: tuple[str, ...]
    ruleset: str
    meanwhile: tuple[ItemDraft, ...] = ()
    progress: Progress = Progress()
    changes: tuple[Change, ...] = ()
