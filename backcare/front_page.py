"""What the front page shows: a made-up person's note as it is read, and their week as it is planned."""

import functools

from exercises.catalogue import catalogue
from exercises.facts import Level
from plans.engine.draft import Block
from plans.engine.notes.facts import Status
from plans.engine.notes.reading import read_note
from plans.engine.person import Fact, Person
from plans.engine.planning import make_plan
from plans.phrasebook import phrasebook
from plans.queries.read_back import pieces_of
from plans.rulebook import rulebook

# Like the phrases that it is read by, it stays English until another language has its own.
NOTE = (
    "Bending forward to put on socks is the worst. Sitting more than half an hour too, then it goes down my right leg."
    " Walking makes it easier. I can’t kneel because of my left knee."
)
DRAWN = (Block.WARM_UP, Block.HEART, Block.STRENGTH, Block.STRENGTH, Block.STRETCH)


@functools.cache
def example_week():
    """A real week: what the engine plans for one made-up person, the same every time. `drawn` are some of its
    exercises with the position of each."""
    person = Person(
        fitness_level=Level.BEGINNER,
        age=58,
        facts={flag: Fact(flag) for flag in ("worse_bending_forward", "cannot_kneel", "helped_by_walking")},
        pain_nrs=3,
        weekdays=(0, 2, 4),
        routine_minutes=15,
        equipment=frozenset({"mat", "chair"}),
    )
    week = make_plan(person, catalogue().exercises, rulebook())
    return {
        "days": [_day(session) for session in week.sessions],
        "drawn": _drawn(week.sessions),
        "left_out": len(week.left_out),
    }


@functools.cache
def example_note():
    """The note in marked pieces, and what was read in it: title of the group → labels in one line."""
    findings, rules = read_note(NOTE, phrasebook()).findings, rulebook()
    read = {}
    for one in findings:
        if one.status is Status.PRESENT and one.label in rules.flags:
            rule = rules.flags[one.label]
            read.setdefault(rules.groups[rule.group], []).append(rule.label)
    lines = {title: _one_line(dict.fromkeys(labels)) for title, labels in read.items()}
    return {"pieces": pieces_of(NOTE, findings), "read": lines}


def _one_line(labels):
    first, *others = labels
    return ", ".join([first, *(label[0].lower() + label[1:] for label in others)])


def _day(session):
    def names(block):
        return [catalogue().exercises[item.exercise].name for item in session.items if item.block is block]

    return {
        "weekday": session.weekday,
        "heart": names(Block.HEART)[0],
        "heart_minutes": session.heart_minutes,
        "strength": names(Block.STRENGTH),
    }


def _drawn(sessions):
    """(exercise, position) for each of `DRAWN`, each once, in the order of a session."""
    drawn = {}
    for block in DRAWN:
        items = (item for session in sessions for item in session.items)
        new = next((item for item in items if item.block is block and item.exercise not in drawn), None)
        if new:
            drawn[new.exercise] = new.position
    return [(catalogue().exercises[slug], position) for slug, position in drawn.items()]
