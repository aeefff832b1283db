"""JSON lines in, JSON lines out; one bad line never stops the rest. No database is set up for these tests."""

import io
import json
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from plans.engine.request import RequestError
from plans.management.commands import draft_plans
from plans.rulebook import rulebook


@pytest.fixture
def draft(monkeypatch):
    def run(*lines):
        data = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
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
        b"not json",
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


PERSON = b'"fitness_level": "beginner"'


@pytest.mark.parametrize(
    ("line", "name", "error"),
    [
        (b'{"id": "p", %s, "pain_now": 8, "pain_now": 0}', "p", "key given twice: pain_now"),
        (b'{"id": "p", %s, "pain_now": NaN}', "p", "NaN is no number in JSON"),
        (b'{"id": -Infinity, %s}', None, "-Infinity is no number in JSON"),
        (b'{"id": 1e999, %s}', None, "id must be text or a number"),
        (b'{"id": {}, %s}', None, "id must be text or a number"),
        (b'{"id": "\\ud800", %s}', None, "holds half a character: \\ud800 to \\udfff come in pairs"),
        (b'{"id": "p", %s, "note": "\\udc00"}', "p", "holds half a character: \\ud800 to \\udfff come in pairs"),
        (b'{"id": "p\xff", %s}', None, "not UTF-8: byte 10 of the line"),
        (b'{"id": "p", %s', None, "not JSON: "),
        (b'{"id": "p", %s, "flags": ' + b"[" * 100_000, None, "too many brackets inside each other"),
        (b'{"id": "p", %s, "age": ' + b"9" * 5000 + b"}", None, "holds a number of too many digits"),
        (b'{"id": "p", %s, "flags": ["' + b"x" * 5000 + b'"]}', "p", "unknown word in flags: xxx"),
    ],
    ids=range(12),
)
def test_what_json_can_not_mean_is_told_and_the_next_line_is_answered(draft, line, name, error):
    answer, good = draft(line.replace(b"%s", PERSON), b'\xef\xbb\xbf{"id": "q", %s}' % PERSON)
    assert answer["id"] == name
    assert answer["error"].startswith(error)
    assert len(answer["error"]) <= 300
    assert good["sessions"]


def test_a_mistake_of_ours_costs_one_line(draft, monkeypatch, capsys):
    def throw(error):
        raise error

    answers = iter([KeyError("lost"), RequestError("told")])
    monkeypatch.setattr(draft_plans, "read_request", lambda *args, **kwargs: throw(next(answers)))
    ours, theirs = draft(*[{"id": "p", "fitness_level": "beginner"}] * 2)
    assert ours == {"id": "p", "error": "not answered, by a mistake of ours: KeyError('lost')"}
    assert theirs == {"id": "p", "error": "told"}
    assert "KeyError" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("key", "most"),
    [("pregnancy_weeks", 45), ("age", 120), ("routine_minutes", 120), ("weeks_since_onset", 6240), ("week", 6240)],
)
def test_no_number_is_beyond_what_can_be_meant(draft, key, most):
    within, beyond = draft(*({"id": "p", "fitness_level": "beginner", key: value} for value in (most, most + 1)))
    assert "error" not in within
    assert beyond["error"].endswith(f" to {most}")


def test_an_answer_says_the_flag_whose_question_it_answers(draft):
    plans = draft(
        {"id": "a", "fitness_level": "beginner", "pregnancy_weeks": 20},
        {"id": "b", "fitness_level": "beginner", "surgery": "spine"},
        {"id": "c", "fitness_level": "beginner", "bp_controlled": False},
        {"id": "d", "fitness_level": "beginner", "flags": ["pregnancy_t1"], "pregnancy_weeks": 30},
    )
    assert [one["flags"] for one in plans] == [
        ["pregnancy", "pregnancy_t2"],
        ["recent_spine_surgery", "recent_surgery"],
        [],
        ["pregnancy", "pregnancy_t1", "pregnancy_t3"],
    ]


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
