"""What an answer does to a profile, before anything is saved: facts that come and go, columns that change."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from plans.models import Profile
from plans.rulebook import rulebook

LEG_AREAS = frozenset({"leg_left", "leg_right"})  # of the body map
LEG_FLAG = "leg_pain"  # what a mark there says
FACTS = ("ticked", "added", "removed", "lifted", "pain_areas")


@dataclass(frozen=True, slots=True)
class Tried:
    """Answers that differ from those kept: columns of the profile, facts that would be true, and not true any more."""

    columns: Mapping = field(default_factory=dict)
    come: frozenset[str] = frozenset()
    go: frozenset[str] = frozenset()

    def __bool__(self):
        return bool(self.columns or self.come or self.go)


def put_on(profile: Profile, tried: Tried, today: datetime.date) -> list[str]:
    """Gives a profile the answers tried, each as its own page would. Returns the columns to save."""
    for flag in sorted(tried.come):
        add(profile, flag)
    for flag in sorted(tried.go):
        (lift if rulebook().flags[flag].cls.is_own else take_off)(profile, flag, today)
    for name, value in tried.columns.items():
        setattr(profile, name, value)
    return [*FACTS, *tried.columns]


def add(profile: Profile, flag: str) -> None:
    profile.added = sorted({*profile.added, flag})
    profile.removed = [entry for entry in profile.removed if entry["flag"] != flag]
    hold(profile, flag)


def take_off(profile: Profile, flag: str, today: datetime.date, words: Iterable[str] = ()) -> None:
    """Off, dated. Read words, and `words` that were asked about, stay removed while they are unchanged; the legs go
    off the body map with the pain in them, or the map would bring it back."""
    profile.ticked = [one for one in profile.ticked if one != flag]
    profile.added = [one for one in profile.added if one != flag]
    profile.removed = [entry for entry in profile.removed if entry["flag"] != flag]
    asked = [{"label": flag, "quote": one} for one in ("", *words)]
    deny(profile, [*asked, *(one for one in profile.read if one["label"] == flag)], today)
    if flag == LEG_FLAG:
        profile.pain_areas = [area for area in profile.pain_areas if area not in LEG_AREAS]


def deny(profile: Profile, findings: Iterable[Mapping], today: datetime.date) -> None:
    """What these findings of the notes say is not so, dated; nothing else that is known goes with it."""
    spots = dict.fromkeys((one["label"], one["quote"], one.get("log")) for one in findings)
    kept = [one for one in profile.removed if (one["flag"], one.get("words", ""), one.get("log")) not in spots]
    day = today.isoformat()
    gone = [{"flag": flag, "words": words, "date": day, **({"log": log} if log else {})} for flag, words, log in spots]
    profile.removed = kept + gone


def lift(profile: Profile, flag: str, today: datetime.date) -> None:
    """ "Not true any more", dated, for what is the person's own to say."""
    hold(profile, flag)
    profile.lifted = [*profile.lifted, {"flag": flag, "date": today.isoformat()}]


def hold(profile: Profile, flag: str) -> None:
    profile.lifted = [entry for entry in profile.lifted if entry["flag"] != flag]
