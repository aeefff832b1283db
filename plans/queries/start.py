"""What the start, the stop pages and "You" show."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exercises.catalogue import facts_of
from exercises.models import Exercise
from plans.engine.person import Origin
from plans.engine.reading import effective_flags
from plans.engine.selection import choose
from plans.facts.flags import LiftedBy
from plans.models import Profile
from plans.rulebook import rulebook
from plans.services.week import person_now

LOOKS = {"movement": "chip-worse", "relief": "chip-better"}
SIDES = {"left": _("left"), "right": _("right"), "both": _("both sides")}
STEPS = ("safety", "back", "notes", "week")
NAMED = 3  # exercises of those that a group leaves out


@dataclass(frozen=True, slots=True)
class Chip:
    flag: str
    label: str
    quote: str
    is_safety: bool
    can_remove: bool  # False for what follows from another answer
    can_end: bool  # a clinician's word lifts it
    detail: str = ""  # which side and for how long, if the note says it


@dataclass(frozen=True, slots=True)
class ChipGroup:
    key: str
    title: str
    look: str
    chips: tuple[Chip, ...]
    left_out: tuple[str, ...] = ()  # names of exercises, the last of them "and 3 more" where there are many
    put_first: tuple[str, ...] = ()


def next_step(profile: Profile | None) -> str | None:
    """The first step not saved yet; None when all are."""
    for step in STEPS:
        if profile is None or not getattr(profile, f"{step}_saved_at"):
            return step
    return None


def _detail(finding):
    side = SIDES.get(finding.get("side", ""))
    return ", ".join(str(part) for part in (side, finding.get("lasting", "")) if part)


def known_chips(profile: Profile, *, today) -> tuple[ChipGroup, ...]:
    """What counts for this person, by group in the rulebook's order. Finer and worked-out flags show too, but not what
    is only assumed while a question is open."""
    rules = rulebook()
    person = person_now(profile, today=today)
    facts = effective_flags(person, rules)
    details = {(one["label"], one["quote"]): _detail(one) for one in profile.read}
    groups = []
    for group, title in rules.groups.items():
        chips = tuple(
            Chip(
                flag,
                rule.label,
                facts[flag].quote,
                is_safety=not rule.cls.is_own,
                can_remove=flag in person.facts,
                can_end=rule.lifted_by is LiftedBy.RECORD and flag in person.facts,
                detail=details.get((flag, facts[flag].quote), ""),
            )
            for flag, rule in rules.flags.items()
            if rule.group == group and flag in facts and facts[flag].origin is not Origin.ASSUMED
        )
        if chips:
            groups.append(ChipGroup(group, title, LOOKS.get(group, "chip-plain"), chips))
    return tuple(groups)


def with_exercises(groups: Sequence[ChipGroup], profile: Profile, *, today) -> tuple[ChipGroup, ...]:
    """The same groups with the exercises that each leaves out, by the rule that is named for it elsewhere too, or puts
    first."""
    exercises = {row.slug: facts_of(row) for row in Exercise.objects.all()}
    person, rules = person_now(profile, today=today), rulebook()
    choice = choose(person, effective_flags(person, rules), exercises, rules)
    told = []
    for group in groups:
        # what is assumed while a question is open is no chip, but it counts
        flags = {flag for flag in rules.flags if rules.flags[flag].group == group.key}
        out = [exercises[row.exercise] for row in choice.left_out if row.rule in flags]
        first = [one.exercise for one in choice.candidates if flags.intersection(one.preferred_by)]
        told.append(replace(group, left_out=_some(out), put_first=_some(first)))
    return tuple(told)


def _some(exercises):
    """Names of a few: the lightest, which would be planned the soonest."""
    names = [one.name for one in sorted(exercises, key=lambda one: (one.load, one.name))]
    more = len(names) - NAMED
    return (*names[:NAMED], gettext("and %(more)s more") % {"more": more}) if more > 1 else tuple(names)


def addable(profile: Profile, *, today) -> Sequence[tuple[str, Sequence[tuple[str, str]]]]:
    """Choices of what can be added, grouped."""
    rules = rulebook()
    have = effective_flags(person_now(profile, today=today), rules)
    groups = []
    for group, title in rules.groups.items():
        rows = [
            (flag, rule.words)
            for flag, rule in rules.flags.items()
            if rule.group == group and rule.is_asked and flag not in have
        ]
        if rows:
            groups.append((title, rows))
    return groups
