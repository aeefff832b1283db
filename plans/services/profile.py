"""Keeps what a person tells us, and turns it into the engine's Person."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from exercises.facts import Level
from plans.engine.notes.facts import Status
from plans.engine.notes.reading import read_note
from plans.engine.person import Details, Fact, Origin, Person
from plans.models import ENDED, Clearance, Profile, SafetyCheck
from plans.phrasebook import phrasebook
from plans.rulebook import rulebook

HINTING = (Status.UNSURE, Status.RESOLVED, Status.OTHER_PERSON)
_LONG_AGO = datetime.datetime.min.replace(tzinfo=datetime.UTC)


def effective_facts(profile) -> dict[str, Fact]:
    """flag → Fact of all that counts: ticked + read + added - removed. A removed finding stays removed while
    its words are unchanged."""
    facts, taken_off = {}, {entry["flag"] for entry in profile.removed if not entry.get("words")}
    for flag, quote in _read_as_true(profile):
        if flag not in rulebook().red_flags:
            facts.setdefault(flag, Fact(flag, Origin.NOTE, quote))
    for flag in profile.ticked:
        if flag not in taken_off:
            facts.setdefault(flag, Fact(flag, Origin.TICKED))
    for flag in profile.added:
        facts.setdefault(flag, Fact(flag, Origin.ADDED))
    return facts


def note_signs(profile, log: int | None = None) -> dict[str, str]:
    """Red flag → the words it was read in, for those the person has not said are not so. With `log`, only what its
    note says."""
    signs = {}
    for flag, quote in _read_as_true(profile, log):
        if flag in rulebook().red_flags:
            signs.setdefault(flag, quote)
    return signs


def note_hints(profile, answered, log: int | None = None) -> dict[str, str]:
    """Red flag → words that may mean it: unsure, over, or someone else's, which is too easily misread to be passed
    over. Those the person has answered, or that `answered` red flags already say, are left out. With `log`, only what
    its note hints at."""
    red_flags = rulebook().red_flags
    said = rulebook().said_by(answered) | note_signs(profile).keys()
    hints = {}
    for finding in _read_in(profile, log):
        if finding["label"] in red_flags and finding["status"] in HINTING and finding["label"] not in said:
            hints.setdefault(finding["label"], finding["quote"])
    return hints


def _read_in(profile, log):
    """What the notes say, or that of a log, less what the person took off or said no to; what words only suggest comes
    last, as the weaker quote. A no holds for the note that the words stand in: the same words after another session
    tell of another day."""
    off = {(entry["flag"], entry.get("words", ""), entry.get("log")) for entry in profile.removed}
    read = [one for one in profile.read if log in (None, one.get("log"))]
    vague = {phrasebook().reasons[key] for key in ("together", "unsure")}
    left = [one for one in read if (one["label"], one["quote"], one.get("log")) not in off]
    return sorted(left, key=lambda one: one.get("because") in vague)


def _read_as_true(profile, log=None):
    """(label, quote) of what the note says of this person now."""
    return [(one["label"], one["quote"]) for one in _read_in(profile, log) if one["status"] == Status.PRESENT]


def read_words(note: str, *, before: Iterable[Mapping] = (), on: datetime.date | None = None) -> list[dict]:
    """What the note reader finds, as it is kept with a profile. Each finding is dated `on` the day it was first read;
    one that stood in the same words `before` keeps its day."""
    known = {(one["label"], one["quote"], one["status"]): one.get("since") for one in before}
    today = on.isoformat() if on else None
    findings = [asdict(finding) for finding in read_note(note, phrasebook()).findings]
    return [{**one, "since": known.get((one["label"], one["quote"], one["status"]), today)} for one in findings]


def words_of_log(note: str, log: int, *, before: Iterable[Mapping] = (), on: datetime.date) -> list[dict]:
    """What the note of a log says, to be kept with the profile. A warning sign counts at once; anything else is
    asked about first."""
    kept = []
    for one in read_words(note, before=before, on=on):
        is_sign = one["label"] in rulebook().red_flags
        if is_sign or one["status"] in (Status.PRESENT, Status.UNSURE):
            kept.append({**one, "log": log, "status": one["status"] if is_sign else Status.UNSURE})
    return kept


def log_hints(profile, log: int | None = None) -> dict[str, str]:
    """Flag → words of the note of a log (or of all) that ask for an answer: not known yet, and not taken off."""
    rules, known, hints = rulebook().flags, effective_facts(profile), {}
    for one in _read_in(profile, log):
        flag = one["label"]
        if "log" in one and flag in rules and rules[flag].is_asked and flag not in known:
            hints.setdefault(flag, one["quote"])
    return hints


def words_of(profile, flag: str) -> tuple[str, ...]:
    """In which words the notes say a flag, or may say it; not what was taken off."""
    found = (one for one in _read_in(profile, None) if one["label"] == flag and one["status"] != Status.DENIED)
    return tuple(dict.fromkeys(one["quote"] for one in found))


def person_of(profile: Profile, checks: Iterable[SafetyCheck], clearances: Iterable[Clearance], *, today) -> Person:
    """The engine's view of someone on `today`, a date of theirs. `checks` and `clearances` are newest first."""
    checks, clearances = list(checks), list(clearances)
    newest = checks[0] if checks else None
    weekdays = tuple(sorted({day for day in profile.weekdays if day in range(7)}))
    return Person(
        fitness_level=Level(profile.fitness_level or Level.BEGINNER),
        age=today.year - profile.birth_year if profile.birth_year else None,
        facts=effective_facts(profile),
        red_flags=frozenset(newest.red_flags if newest else ()) | note_signs(profile).keys(),
        cleared=cleared_flags(profile, checks, clearances),
        rechecked=rechecked_flags(profile, checks, clearances),
        lifted=frozenset(entry["flag"] for entry in profile.lifted) | ended_flags(profile, checks, clearances),
        details=details_of(profile, today=today),
        pain_nrs=profile.pain_nrs,
        days_per_week=profile.days_per_week,
        weekdays=weekdays,
        routine_minutes=profile.routine_minutes,
        equipment=frozenset(profile.equipment) if profile.week_saved_at else None,
        never=frozenset(entry["exercise"] for entry in profile.never),
        locked=frozenset(entry["exercise"] for entry in profile.locked),
        longer_heart=profile.longer_heart,
    )


def cleared_flags(profile, checks, clearances) -> frozenset[str]:
    """Flags that a clinician has cleared. A sign newer than the day of its clearance is not cleared by it, nor one
    that came up again after it was recorded."""
    return frozenset(one.flag for one in clearances if _holds(one, profile, checks))


def ended_flags(profile, checks, clearances) -> frozenset[str]:
    """Flags that a clinician has said are over. Lifts only what its rule says can be lifted so."""
    return frozenset(one.flag for one in clearances if one.said == ENDED and _holds(one, profile, checks))


def _holds(clearance, profile, checks):
    return (
        clearance.undone_at is None
        and _came_up(clearance.flag, checks) <= clearance.created_at
        and (sign_since(clearance.flag, profile, checks) or clearance.cleared_on) <= clearance.cleared_on
    )


def rechecked_flags(profile, checks, clearances) -> frozenset[str]:
    """Cleared red flags that stood in a safety check answered after the clearance: the way back from a sign that
    another one had made urgent."""
    if not checks:
        return frozenset()
    cleared = cleared_flags(profile, checks, clearances)
    return frozenset(
        one.flag
        for one in clearances
        if one.flag in cleared and one.undone_at is None and one.created_at < checks[0].answered_at
    )


def sign_since(flag, profile, checks) -> datetime.date | None:
    """The person's own date on which a red flag came up, in a safety check or in the note; None if we hold no date."""
    days = [one.get("since") for one in profile.read if one["label"] == flag and one["status"] == Status.PRESENT]
    found = [datetime.date.fromisoformat(day) for day in days if day]
    ticked = _came_up(flag, checks)
    if ticked > _LONG_AGO:
        found.append(ticked.astimezone(profile.zone).date())
    return min(found, default=None)


def _came_up(flag, checks):
    """When a red flag first stood in the unbroken run of newest checks that name it; long ago if it is in none."""
    since = _LONG_AGO
    for check in checks:
        if flag not in check.red_flags:
            break
        since = check.answered_at
    return since


def details_of(profile, *, today) -> Details:
    """Answers that narrow a flag. Weeks of pregnancy go on counting from the day they were told."""
    told = profile.details
    weeks = told.get("pregnancy_weeks")
    if weeks is not None and told.get("pregnancy_told_on"):
        weeks += (today - datetime.date.fromisoformat(told["pregnancy_told_on"])).days // 7
    onset = profile.episode_started
    return Details(
        pregnancy_weeks=weeks,
        surgery=told.get("surgery") or None,
        joints=told.get("joints") or None,
        bp_controlled=told.get("bp_controlled"),
        weeks_since_onset=max(0, (today - onset).days // 7) if onset else None,
        firm_bed=bool(told.get("firm_bed")),
    )
