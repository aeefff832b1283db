"""What is left out for someone: by which rule, what would change it, and what is offered instead."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from exercises.catalogue import facts_of
from exercises.models import Exercise
from plans.engine.alternatives import nearest
from plans.engine.reading import because, effective_flags
from plans.engine.selection import EQUIPMENT, LEVEL, NEVER, choose
from plans.facts.flags import LiftedBy
from plans.models import NEVER_CHOICES, Profile
from plans.rulebook import rulebook
from plans.services.week import person_now

DRAWN_A_GROUP, DRAWN_IN_ALL = 4, 24


@dataclass(frozen=True, slots=True)
class Never:
    """An exercise the person asked us never to plan; `of` is what it is a harder version of, when that was why."""

    exercise: str
    why: str
    date: datetime.date
    of: str = ""


@dataclass(frozen=True, slots=True)
class Out:
    """One exercise left out. `instead` is (slug, name) of what does its job, None if nothing does. `also` names the
    other rules that would leave it out."""

    slug: str
    name: str
    block: str
    instead: tuple[str, str] | None
    also: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Exercises with one reason. `flag` is empty when it is no rule of ours: level, things, or the person's wish."""

    title: str
    key: str
    why: str
    change: str
    drawn: tuple[Out, ...]
    named: tuple[Out, ...]
    flag: str = ""
    is_own: bool = False
    can_end: bool = False  # a clinician's word lifts it

    @property
    def count(self):
        return len(self.drawn) + len(self.named)


@dataclass(frozen=True, slots=True)
class LeftOutPage:
    groups: tuple[Group, ...]
    count: int
    of: int


def never_list(profile: Profile) -> tuple[Never, ...]:
    words = dict(NEVER_CHOICES)
    return tuple(
        Never(
            entry["exercise"],
            str(words.get(entry.get("why"), "")),
            datetime.date.fromisoformat(entry["date"]),
            entry.get("of", ""),
        )
        for entry in profile.never
    )


@dataclass(frozen=True, slots=True)
class Locked:
    exercise: str
    date: datetime.date


def locked_list(profile: Profile) -> tuple[Locked, ...]:
    """What the person keeps as it is, in this week's plan or not; a lock sleeps while the exercise is left out."""
    never = {entry["exercise"] for entry in profile.never}
    return tuple(
        Locked(entry["exercise"], datetime.date.fromisoformat(entry["date"]))
        for entry in profile.locked
        if entry["exercise"] not in never
    )


def left_out_page(profile: Profile, *, today: datetime.date) -> LeftOutPage:
    """As it is now, with today's answers. Groups with most exercises first; what the person left out last."""
    exercises = {row.slug: facts_of(row) for row in Exercise.objects.all()}
    person, rules = person_now(profile, today=today), rulebook()
    facts = effective_flags(person, rules)
    choice = choose(person, facts, exercises, rules)
    notes = {one.exercise: one.why for one in never_list(profile)}
    rows = {}
    for row in choice.left_out:
        rows.setdefault(row.rule, []).append((row, _out(row, exercises, choice.candidates, rules, notes)))
    order = sorted(rows, key=lambda key: (key == NEVER, key in (LEVEL, EQUIPMENT), -len(rows[key])))
    groups, drawn = [], 0
    for key in order:
        outs = sorted((out for _row, out in rows[key]), key=lambda out: out.name)
        shown = min(DRAWN_A_GROUP, max(0, DRAWN_IN_ALL - drawn), len(outs))
        drawn += shown
        groups.append(_group(key, rows[key][0][0], outs[:shown], outs[shown:], facts, rules))
    return LeftOutPage(tuple(groups), len(choice.left_out), len(choice.left_out) + len(choice.candidates))


def _sentence(words):
    return f"{words}." if words else ""


def _out(row, exercises, candidates, rules, notes):
    exercise = exercises[row.exercise]
    other = nearest(exercise, candidates)
    also = tuple(rules.flags[flag].label for flag in row.rules if flag != row.rule and flag in rules.flags)
    note = row.reason if row.rule in (LEVEL, EQUIPMENT) else _sentence(notes.get(row.exercise, ""))
    return Out(exercise.slug, exercise.name, exercise.kind, other and (other.slug, other.exercise.name), also, note)


def _group(key, row, drawn, named, facts, rules):
    if key in rules.flags:
        rule = rules.flags[key]
        can_end = rule.lifted_by is LiftedBy.RECORD
        why = " ".join((_said(key, facts, rules), rule.why))
        return Group(rule.label, key, why, rule.change, tuple(drawn), tuple(named), key, rule.cls.is_own, can_end)
    titles = {
        LEVEL: (_("More than your level"), _("They open when you set a higher level, or work up to them.")),
        EQUIPMENT: (_("Things you don’t have"), _("They open when you tell us you have what they need.")),
        NEVER: (_("Left out by you"), _("They come back when you allow them again.")),
    }
    title, change = titles[key]
    return Group(title, key, "", change, tuple(drawn), tuple(named))


def _said(flag, facts, rules):
    words = because([flag], facts, rules)
    return f"{words[:1].upper()}{words[1:]}." if words else ""
