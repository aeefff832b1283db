"""JSON lines in, JSON lines out; one bad line never stops the rest. No database is set up for these tests."""

import io
import json
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from plans.rulebook import rulebook


@pytest.fixture
def draft(monkeypatch):
    def run(*lines):
        data = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines).encode()
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))
        out = io.StringIO()
        call_command("draft_plans", stdout=out)
        return [json.loads(line) for line in out.getvalue().splitlines()]

    return run


def test_only_id_and_level_are_needed(draft):
    (plan,) = draft({"id": "p1", "fitness_level": "beginner"})
    assert (plan["id"], plan["outcome"], plan["ruleset"]) == ("p1", "plan", rulebook().digest)
    assert [session["weekday"] for session in plan["sessions"]] == [0, 2, 4]
    assert {session["heart_minutes"] for session in plan["sessions"]} == {20}
    assert plan["target"]["days"] == 3


def test_a_bad_line_gets_its_own_answer_and_the_rest_goes_on(draft):
    answers = draft(
        {"id": "a", "fitness_level": "beginner", "flags": ["nonsense"]},
        "not json",
        {"id": "c", "fitness_level": "expert"},
        {"id": "d", "fitness_level": "beginner", "surgery": ["spine"]},
        {"id": "e", "fitness_level": "beginner", "pain_now": 11},
        {"id": "f", "fitness_level": "beginner", "days_per_week": True},
        [1, 2],
        {"id": "h", "fitness_level": "beginner"},
    )
    assert ["error" in answer for answer in answers] == [True] * 7 + [False]
    assert answers[0] == {"id": "a", "error": "unknown word in flags: nonsense"}
    assert [answer["id"] for answer in answers] == ["a", None, "c", "d", "e", "f", None, "h"]


@pytest.mark.parametrize(
    "slip",
    [
        {"flags": ["high_blood_pressure"], "bp_controlled": 1},
        {"firm_bed": 7},
        {"weeks_since_onset": True},
        {"flags": False},
        {"weekdays": 0},
    ],
)
def test_a_value_of_the_wrong_kind_is_told_and_never_guessed(draft, slip):
    (answer,) = draft({"id": "p", "fitness_level": "beginner", **slip})
    assert " must be " in answer["error"]


def test_a_line_without_an_id_is_told(draft):
    assert draft({"fitness_level": "beginner"}) == [{"id": None, "error": "id is missing"}]


def test_the_same_line_gives_the_same_answer(draft):
    line = {"id": "p", "fitness_level": "advanced", "flags": ["osteoporosis", "worse_sitting"], "week": 3}
    first, second = draft(line, line)
    assert first == second


@pytest.mark.parametrize(("cleared", "outcome"), [(False, "clinician_first"), (True, "plan")])
def test_cleared_opens_the_gates(draft, cleared, outcome):
    (plan,) = draft({"id": "p", "fitness_level": "beginner", "flags": ["hernia"], "cleared": cleared})
    assert plan["outcome"] == outcome


def test_a_finer_name_is_taken_as_it_is(draft):
    (plan,) = draft({"id": "p", "fitness_level": "beginner", "flags": ["worse_lying_on_front"]})
    assert plan["flags"] == ["worse_lying_on_front"]
