"""What may stand in the JSON columns of a file, as types; and the check of a value against its type."""

import datetime
import re
import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from django.utils.translation import gettext as _

from exercises.catalogue import catalogue
from exercises.models import Exercise
from plans.engine.draft import Block, Gap, PlanDraft
from plans.engine.person import Person
from plans.rulebook import rulebook
from plans.transfer.archive import Refused


class Flag(str):
    """A flag or a red flag of the rules."""


class FlareStep(str):
    """One of the flags that lead through a flare-up."""


class RedFlag(str):
    pass


class Slug(str):
    """An exercise of this library."""


class Tool(str):
    """A word of the equipment list."""


class Choice(str):
    """An answer to a follow-up question."""


class Day(str):
    """A date that has come."""


class Weekday(int):
    pass


@dataclass(frozen=True)
class Read:
    label: Flag
    quote: str
    status: str
    start: int = 0
    end: int = 0
    because: str = ""
    since: Day | None = None
    log: int | None = None


@dataclass(frozen=True)
class Removed:
    flag: Flag
    words: str = ""
    date: Day | None = None
    log: int | None = None


@dataclass(frozen=True)
class Lifted:
    flag: Flag
    date: Day


@dataclass(frozen=True)
class About:
    """An exercise locked, or never wanted again."""

    exercise: Slug
    date: Day
    why: str = ""
    of: Slug | None = None


@dataclass(frozen=True)
class Told:
    """Answers that narrow a flag."""

    pregnancy_weeks: int | None = None
    pregnancy_told_on: Day | None = None
    surgery: Choice | None = None
    joints: Choice | None = None
    bp_controlled: bool | None = None
    firm_bed: bool | None = None


class Exact:
    """Nothing else may stand beside these."""


@dataclass(frozen=True)
class KeptItem(Exact):
    exercise_id: Slug
    block: Block
    position: str
    seconds: int
    reason: str
    order: int = 0
    minutes: int | None = None
    sets: int | None = None
    reps: int | None = None
    hold_s: int | None = None
    hold_breaths: int | None = None
    rest_s: int | None = None
    per_side: bool = False
    how: str = ""
    rules: list[str] = ()
    sources: list[str] = ()


@dataclass(frozen=True)
class Kept(Exact):
    """A session as it was before an exchange."""

    title: str
    gaps: list[Gap]
    is_gentle: bool
    items: list[KeptItem]


@dataclass(frozen=True)
class Swap:
    kind: str
    on: Day
    before: Kept | None = None
    out: Slug | None = None
    into: Slug | None = None


@dataclass(frozen=True)
class Step:
    flag: FlareStep
    minutes: int
    on: Day


@dataclass(frozen=True)
class BeforeFlare:
    added: list[Flag]
    ticked: list[Flag]
    pain_nrs: int | None
    minutes: int


@dataclass(frozen=True)
class Hurt:
    exercise: Slug
    where: str
    pain_nrs: int | None
    then: str


@dataclass(frozen=True)
class Revision:
    on: Day
    why: str
    before: list[str]
    after: list[str]


@dataclass(frozen=True)
class Inputs:
    person: Person
    made_on: Day
    week: int = 0
    revisions: list[Revision] = ()
    put_back: dict[str, Day] = field(default_factory=dict)


EARLIEST = "1900-01-01"
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
EMPTY = {Slug: "", Kept: {}}  # how an exchange writes that there is none
SHAPES = {
    "plans.Profile.diagnosis": list[str],
    "plans.Profile.pain_areas": list[str],
    "plans.Profile.ticked": list[Flag],
    "plans.Profile.read": list[Read],
    "plans.Profile.added": list[Flag],
    "plans.Profile.removed": list[Removed],
    "plans.Profile.details": Told,
    "plans.Profile.lifted": list[Lifted],
    "plans.Profile.never": list[About],
    "plans.Profile.locked": list[About],
    "plans.Profile.weekdays": list[Weekday],
    "plans.Profile.equipment": list[Tool],
    "plans.ReminderSettings.days": list[Weekday],
    "plans.SafetyCheck.red_flags": list[RedFlag],
    "plans.FlareUp.areas": list[str],
    "plans.FlareUp.steps": list[Step],
    "plans.FlareUp.before": BeforeFlare,
    "plans.WeeklyPlan.inputs": Inputs,
    "plans.WeeklyPlan.draft": PlanDraft,
    "plans.ExerciseSession.gaps": list[Gap],
    "plans.ExerciseSession.swaps": list[Swap],
    "plans.PlannedExercise.rules": list[str],
    "plans.PlannedExercise.sources": list[str],
    "plans.SessionLog.hurts": list[Hurt],
    "plans.SessionLog.sayings": list[str],
}


def read_day(text: str) -> datetime.date:
    """Written as an export writes it, and not of a year that no sum of days can bear. Raises ValueError."""
    if not ISO_DAY.fullmatch(text) or text < EARLIEST:
        raise ValueError(text)
    return datetime.date.fromisoformat(text)


class Shapes:
    """Checks values for one file. `today` is the person's own date."""

    def __init__(self, *, today: datetime.date):
        rules = rulebook()
        red_flags, flags = set(rules.red_flags), set(rules.flags)
        asked = [rule.follow_up for rule in rules.flags.values() if rule.follow_up]
        self.today = today
        self.slugs = set(Exercise.objects.values_list("slug", flat=True))
        self.words = {
            Flag: (flags | red_flags, _("is not known here")),
            FlareStep: (set(rules.flare.steps), _("is not known here")),
            RedFlag: (red_flags, _("is not known here")),
            Slug: (self.slugs, _("is no exercise of this library")),
            Tool: (set(catalogue().equipment), _("is not known here")),
            Choice: ({word for one in asked for word in one.choices}, _("is not known here")),
        }

    def check(self, hint, value, where: str) -> None:
        """Raises Refused, naming the place, if the value is not of that type."""
        origin, inner = get_origin(hint), get_args(hint)
        if hint is Any:
            return
        if origin in (types.UnionType, Union):
            one = next(one for one in inner if one is not type(None))
            if value is not None and not (one in EMPTY and value == EMPTY[one]):
                self.check(one, value, where)
        elif hint in self.words:
            self.check_word(hint, value, where)
        elif hint in (Day, datetime.date):
            self.check_day(value, where, may_come=hint is datetime.date)
        elif hint is Weekday:
            self.need(type(value) is int and value in range(7), where)
        elif origin in (list, tuple, frozenset):
            self.need(isinstance(value, list), where)
            for place, one in enumerate(value, start=1):
                self.check(inner[0], one, f"{where} {place}")
        elif origin in (dict, Mapping):
            self.need(isinstance(value, dict), where)
            for key, one in value.items():
                self.check(inner[1], one, f"{where} {key}")
        elif is_dataclass(hint):
            self.check_fields(hint, value, where)
        elif issubclass(hint, Enum):
            self.need(value in [one.value for one in hint], where)
        else:
            self.need(type(value) is hint, where)

    def check_word(self, hint, value, where):
        known, wrong = self.words[hint]
        self.need(isinstance(value, str), where)
        if value not in known:
            raise Refused(f"{where}: “{value[:60]}” {wrong}.")

    def check_day(self, value, where, *, may_come):
        self.need(isinstance(value, str), where)
        try:
            day = read_day(value)
        except ValueError as error:
            raise Refused(_("%(where)s: this is not a day.") % {"where": where}) from error
        if day > self.today and not may_come:
            raise Refused(_("%(where)s: that day has not come yet.") % {"where": where})

    def check_fields(self, hint, value, where):
        self.need(isinstance(value, dict), where)
        hints = get_type_hints(hint)
        self.need(not issubclass(hint, Exact) or value.keys() <= hints.keys(), where)
        for one in fields(hint):
            if one.name in value:
                inner = Slug if (hint.__module__, one.name) == (PlanDraft.__module__, "exercise") else hints[one.name]
                self.check(inner, value[one.name], f"{where} {one.name}")
            elif one.default is MISSING and one.default_factory is MISSING:
                raise Refused(_("%(where)s: %(what)s is missing.") % {"where": where, "what": one.name})

    def need(self, is_right, where):
        if not is_right:
            raise Refused(_("%(where)s: this is of the wrong kind.") % {"where": where})
