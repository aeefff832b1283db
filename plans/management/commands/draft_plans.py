"""JSON lines of people in, JSON lines of plans out. Files only: no database, no clock, no chance."""

from django.core.management.base import BaseCommand

from exercises.catalogue import catalogue
from plans.engine.notes.reading import read_note
from plans.engine.planning import make_plan
from plans.engine.request import RequestError, read_request
from plans.json_lines import answer_each
from plans.phrasebook import phrasebook
from plans.rulebook import rulebook


class Command(BaseCommand):
    help = "Reads one person per line as JSON and writes one plan per line, in the same order."
    requires_system_checks = ()

    def handle(self, *args, **options):
        answer_each(self.stdout.write, answer)


def answer(entry):
    """The plan of one person. Raises RequestError with what is wrong."""
    rules, exercises = rulebook(), catalogue().exercises
    person, week = read_request(entry, rules, exercises, read=said_in_note(entry, rules))
    return plan_line(make_plan(person, exercises, rules, week=week))


def said_in_note(entry, rules):
    """(flag, quote) of what the note of a request says is so now; its red flags join those of the request."""
    note = entry.get("note")
    if note is None or note == "":
        return ()
    if not isinstance(note, str):
        raise RequestError("note must be text")
    reading = read_note(note, phrasebook())
    given = [] if entry.get("red_flags") is None else entry["red_flags"]
    if reading.red_flags and isinstance(given, list):
        entry["red_flags"] = [*given, *(flag for flag in reading.red_flags if flag not in given)]
    return tuple(
        (one.label, one.quote) for one in reading.findings if one.label in reading.flags and one.status == "present"
    )


def plan_line(draft):
    return {
        "outcome": draft.screening.outcome.value,
        "flags": list(draft.flags),
        "red_flags": list(draft.red_flags),
        "stops": [
            {"flag": one.flag, "outcome": one.outcome.value, "reason": one.reason} for one in draft.screening.stops
        ],
        "sessions": [session_line(session) for session in draft.sessions],
        "meanwhile": [item_line(item) for item in draft.meanwhile],
        "left_out": [
            {"exercise": row.exercise, "rule": row.rule, "rules": list(row.rules), "reason": row.reason,
             "change": row.change}
            for row in draft.left_out
        ],
        "notices": list(draft.notices),
        "target": {
            "days": draft.target.days,
            "minutes_per_day": draft.target.minutes_per_day,
            "waived": draft.target.waived,
            "reason": draft.target.reason,
        },
        "why": list(draft.why),
        "ruleset": draft.ruleset,
    }  # fmt: skip


def session_line(session):
    return {
        "weekday": session.weekday,
        "items": [item_line(item) for item in session.items],
        "gaps": [
            {"block": gap.block.value, "role": gap.role, "reason": gap.reason, "change": gap.change}
            for gap in session.gaps
        ],
        "heart_minutes": session.heart_minutes,
        "total_minutes": session.total_minutes,
    }


def item_line(item):
    return {
        "block": item.block.value,
        "exercise": item.exercise,
        "minutes": item.minutes,
        "sets": item.sets,
        "reps": item.reps,
        "hold_s": item.hold_s,
        "hold_breaths": item.hold_breaths,
        "rest_s": item.rest_s,
        "per_side": item.per_side,
        "position": item.position,
        "seconds": item.seconds,
        "how": item.how,
        "reason": item.reason,
        "sources": list(item.sources),
    }
