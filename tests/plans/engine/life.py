"""A person who lives some weeks by the engine alone: each week planned from the one before, logged as a script says."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from exercises.catalogue import catalogue
from plans.engine.draft import Block
from plans.engine.planning import make_plan
from plans.engine.progress import Done, Morning, Past, Rating, Record, Talk
from plans.rulebook import rulebook

FIRST_MONDAY = date(2026, 1, 5)
CORE = (Block.STRENGTH, Block.STRETCH)
WEEKS_KEPT = 8


@dataclass(frozen=True)
class Week:
    """One lived week: its number, the Past it was planned from, the draft, and what was logged."""

    number: int
    past: Past
    draft: object
    logged: tuple[Record, ...]


def live(person, script, weeks, *, exercises=None, rules=None):
    """`script(week, place, session, past)` answers the Record fields of a session, or None if it was missed;
    it may also change the person by answering from `script.person(week, person)`."""
    exercises, rules = exercises or catalogue().exercises, rules or rulebook()
    lived, progress, planned, records, last = [], None, (), [], None
    for number in range(weeks):
        monday = FIRST_MONDAY + timedelta(weeks=number)
        now = script.person(number, person) if hasattr(script, "person") else person
        away = max(0, (monday - (last - timedelta(days=last.weekday()))).days // 7 - 1) if last else 0
        kept = tuple(one for one in records if one.date >= monday - timedelta(weeks=WEEKS_KEPT))
        past = Past(monday=monday, records=kept, planned=planned, weeks_away=away)
        past = replace(past, progress=progress) if progress else past
        draft = make_plan(now, exercises, rules, week=number, past=past)
        logged = []
        for place, session in enumerate(draft.sessions):
            record = log_of(number, place, session, monday, script(number, place, session))
            if record:
                records.append(record)
                logged.append(record)
                last = record.date
        again = make_plan(now, exercises, rules, week=number, past=replace(
            past, records=(*kept, *logged), granted=frozenset(c.instead_of or c.exercise for c in draft.changes
                                                              if c.deed in ("more", "harder"))))  # fmt: skip
        lived.append(Week(number, past, draft, tuple(logged)))
        progress = again.progress
        planned = tuple(dict.fromkeys(i.exercise for s in again.sessions for i in s.items if i.block in CORE))
    return lived


def log_of(number, place, session, monday, said):
    """The Record of one session; `said` gives rating, pain before and after, morning, talk, and hurt (slug → 0-10)."""
    if said is None:
        return None
    hurt = said.get("hurt", {})
    rating = said.get("rating")
    done = tuple(
        Done(slug, Rating(rating) if rating else None, hurt.get(slug))
        for slug in dict.fromkeys(item.exercise for item in session.items if item.block in CORE)
    )
    return Record(
        log=number * 10 + place,
        date=monday + timedelta(days=session.weekday),
        done=done,
        heart_minutes=said.get("heart", session.heart_minutes),
        planned_minutes=session.heart_minutes,
        talk=Talk(said.get("talk", "talk")),
        pain_before=said.get("before", 2),
        pain_after=said.get("after", 2),
        morning=Morning(said["morning"]) if said.get("morning") else None,
    )


def dose_of(draft, slug):
    """(sets, reps, hold_s) of an exercise in a week; None if it is not in it."""
    for session in draft.sessions:
        for item in session.items:
            if item.exercise == slug:
                return item.sets, item.reps, item.hold_s
    return None
