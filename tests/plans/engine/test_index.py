"""Looking for every pattern at once passes over none of them."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.engine.notes.index import search, spans_of
from plans.engine.notes.text import lines_of
from plans.phrasebook import phrasebook

OPEN = Path(__file__).parents[2] / "notes" / "open" / "voices_47.jsonl"
NOTES = [json.loads(line)["note"] for line in OPEN.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def patterns():
    """All that are made of more than one element."""
    found, waiting = set(), [*phrasebook().index.words.values(), *phrasebook().index.stems.values()]
    while waiting:
        begun = waiting.pop()
        waiting += [*begun.words.values(), *(further for _, further in begun.stems)]
        if begun.alone:
            found |= {trial.pattern for trials in begun.alone.tried.values() for trial in trials}
    return found


def passed_over(words, patterns):
    found, places = search(words, phrasebook().index)
    return [one.text for one in patterns if spans_of(one, places) != found.get(one.text, [])]


@pytest.mark.parametrize("note", NOTES[::20])
def test_what_is_said_in_a_note_is_found(note, patterns):
    for line in lines_of(note, phrasebook()):
        assert passed_over(line.words, patterns) == []


WORDS = sorted({word for note in NOTES for line in lines_of(note, phrasebook()) for word in line.words})


@settings(max_examples=20, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=25))
def test_what_is_said_in_any_words_is_found(words, patterns):
    assert passed_over(tuple(words), patterns) == []
