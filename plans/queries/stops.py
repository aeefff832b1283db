"""What stands in the way of a plan, and where screening sends people."""

import datetime
from dataclasses import dataclass

from plans.engine.draft import Outcome, Screening
from plans.engine.screening import screen
from plans.facts.safety import Numbers
from plans.models import Profile
from plans.rulebook import rulebook
from plans.services.profile import cleared_flags, sign_since, words_of
from plans.services.week import person_now

STOP_PAGES = {
    Outcome.EMERGENCY: "plans:stop",
    Outcome.SAME_DAY: "plans:stop",
    Outcome.CLINICIAN_FIRST: "plans:ask-first",
    Outcome.PLAN: "plans:week",
}


def screening_of(profile: Profile, *, today) -> Screening:
    return screen(person_now(profile, today=today), rulebook())


def stop_page_of(profile: Profile, *, today) -> str:
    """URL name of where screening sends this person."""
    return STOP_PAGES[screening_of(profile, today=today).outcome]


def signs_taken_off(profile: Profile, red_flags) -> dict[str, str]:
    """id → words of signs that stopped a plan at the last safety check, are not ticked any more, and that no
    clinician has cleared since."""
    if not profile.pk:
        return {}
    rules = rulebook().red_flags
    checks = list(profile.user.safety_checks.all())
    before = set(checks[0].red_flags) if checks else set()
    gone = before - rulebook().said_by(red_flags) - cleared_flags(profile, checks, profile.user.clearances.all())
    return {key: rules[key].label for key in sorted(gone) if key in rules and rules[key].outcome in STOP_PAGES}


@dataclass(frozen=True, slots=True)
class Clearable:
    """A sign a clinician's word can be recorded for; `since` is the day it came up, where we hold one."""

    flag: str
    label: str
    since: datetime.date | None


def clearable(profile: Profile, screening: Screening) -> tuple[Clearable, ...]:
    """What stands in the way that someone can have looked at."""
    rules, checks = rulebook(), list(profile.user.safety_checks.all())
    return tuple(
        Clearable(one.flag, one.label, sign_since(one.flag, profile, checks))
        for one in screening.stops
        if one.flag in rules.flags or one.flag in rules.red_flags
    )


@dataclass(frozen=True, slots=True)
class Stopped:
    """What stands in the way: `wrote` are the words of the notes that say it; `is_ticked`: in the safety check, where
    it can be taken off; `say`: as the person tells it to whoever helps, within a sentence."""

    label: str
    reason: str
    wrote: tuple[str, ...]
    is_ticked: bool
    say: str


def stopped_by(profile: Profile, screening: Screening) -> tuple[Stopped, ...]:
    rules, checks = rulebook().red_flags, list(profile.user.safety_checks.all())
    ticked, stops = set(checks[0].red_flags) if checks else set(), []
    for one in screening.stops:
        say = (one.flag in rules and rules[one.flag].say) or one.label
        wrote = words_of(profile, one.flag)
        stops.append(Stopped(one.label, one.reason, wrote, one.flag in ticked, f"{say[:1].lower()}{say[1:]}"))
    return tuple(stops)


def numbers_for(profile: Profile | None) -> Numbers:
    rules = rulebook()
    country = profile.country if profile else ""
    return rules.numbers.get(country) or rules.numbers[rules.default_country]
