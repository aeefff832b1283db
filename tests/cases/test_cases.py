"""Worked cases: this person gets these and not those. The cases are in the TOML files beside this one."""

import tomllib
from pathlib import Path

import pytest

from exercises.catalogue import catalogue
from plans.engine.planning import make_plan
from plans.engine.request import read_request
from plans.rulebook import rulebook

CASES = [
    (path.stem, case)
    for path in sorted(Path(__file__).parent.glob("*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]


@pytest.mark.parametrize(("file", "case"), CASES, ids=[case["who"] for _file, case in CASES])
def test_case(file, case):
    check_case(case, rulebook())


def check_case(case, rules):
    exercises = catalogue().exercises
    person, week = read_request({"id": case["who"], **case["person"]}, rules, exercises)
    draft = make_plan(person, exercises, rules, week=week)
    left_out = {row.exercise: row for row in draft.left_out}
    positions = {item.exercise: item.position for session in draft.sessions for item in session.items}
    planned = positions.keys()
    assert draft.screening.outcome == case.get("outcome", "plan")
    assert set(case.get("planned", [])) <= planned
    assert not set(case.get("never_planned", [])) & planned
    assert case.get("positions", {}).items() <= positions.items()
    assert not set(case.get("may_do", [])) & left_out.keys()
    assert set(case.get("out", [])) <= left_out.keys()
    assert not set(case.get("out", [])) & planned
    for slug, rule in case.get("left_out", {}).items():
        assert (slug, left_out[slug].rule) == (slug, rule)
        assert slug not in planned
    for words in case.get("says", []):
        assert words in everything_said(draft)
    for words in case.get("never_says", []):
        assert words not in everything_said(draft)
    if "meanwhile" in case:
        assert [item.exercise for item in draft.meanwhile] == case["meanwhile"]
    if "heart_minutes" in case:
        assert {session.heart_minutes for session in draft.sessions} == {case["heart_minutes"]}
    if "days" in case:
        assert [session.weekday for session in draft.sessions] == case["days"]
    if "waived" in case:
        assert draft.target.waived is case["waived"]


def everything_said(draft):
    items = [item for session in draft.sessions for item in session.items]
    return "\n".join(
        [*draft.notices, *draft.why, draft.target.reason, *(stop.reason for stop in draft.screening.stops),
         *(row.reason for row in draft.left_out), *(f"{item.reason} {item.how}" for item in items),
         *(f"{gap.reason} {gap.change}" for session in draft.sessions for gap in session.gaps)]
    )  # fmt: skip


def test_there_are_enough_cases():
    assert len(CASES) >= 40
