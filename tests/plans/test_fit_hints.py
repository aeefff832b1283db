"""The weights of hints are learned from labelled notes, alike each time."""

import json
from pathlib import Path

import pytest

from plans.management.commands.fit_hints import SCALE, Example, Lesson, examples_of, json_of, levels, weighable
from plans.phrasebook import phrasebook

NOTES = Path(__file__).parents[1] / "notes"
DAYS = ("Monday", "Tuesday", "Sunday")
SIGN, LABEL = "rf_trauma", "worse_sitting"


def example(note, *labels, unsure=()):
    return Example(weighable(note), set(labels), set(unsure))


TOLD = [example(f"Thrown by the zebra on {day}.", SIGN, LABEL) for day in DAYS]
QUIET = [example(f"Fed the ostrich on {day}.") for day in DAYS]


def learned(label, examples):
    return Lesson(examples).fit(label)


def odds(label, examples, note):
    """How much speaks for the label in a note of one sentence, by what the examples teach."""
    weights, start = learned(label, examples)
    return start + sum(weights.get(word, 0) for word in note.said[0]) / SCALE


@pytest.mark.parametrize("label", [SIGN, LABEL])
def test_words_told_with_a_label_speak_for_it_and_others_against_it(label):
    weights, _ = learned(label, TOLD + QUIET)
    assert weights["zebra*"] > 0 > weights["ostri*"]
    assert "monda*" not in weights


def test_a_plain_label_is_learned_from_the_sentence_that_tells_it():
    """What stands beside it in the same notes, and in others without it, speaks for nothing."""
    beside = [example(f"Thrown by the zebra on {day}. The ostrich is fine.", LABEL) for day in DAYS]
    weights, _ = learned(LABEL, TOLD + beside + QUIET * 3)
    assert weights["zebra*"] > 0
    assert weights.get("ostri* is", 0) <= 0


def test_two_words_on_end_are_weighed_together_but_not_across_a_comma():
    told = set().union(*weighable("My legs gave way, both times."))
    assert {"legs gave", "both times*"} <= told
    assert "way both" not in told


def test_a_denied_word_is_another_word():
    assert "!numbn*" in set().union(*weighable("No numbness."))


def test_an_arguable_note_teaches_nothing():
    arguable = [example("Fed the zebra on Monday.", unsure=[SIGN])] * 9
    assert learned(SIGN, TOLD + QUIET + arguable)[0] == learned(SIGN, TOLD + QUIET)[0]


@pytest.mark.parametrize("label", [SIGN, LABEL])
def test_what_only_seems_to_tell_it_teaches_more_than_what_is_quiet(label):
    told = TOLD + [one._replace(told={label}) for one in QUIET]
    traps = [one._replace(traps={label}) for one in QUIET]
    assert odds(label, told + traps, QUIET[0]) < odds(label, told + QUIET, QUIET[0])


@pytest.mark.parametrize("red", [True, False])
def test_what_is_taken_needs_more_than_what_is_asked(red):
    taken_from, asks_from, doubted_below = levels(-6.0, red)
    assert taken_from > asks_from > doubted_below > 0


def test_the_net_teaches_each_sign_by_its_own_sayings():
    net = list(examples_of(NOTES / "red_flags.toml"))
    assert {SIGN} in [one.told for one in net]
    assert all(one.told.isdisjoint(one.unsure) and LABEL in one.unsure for one in net)


def test_what_is_stored_is_what_was_learned():
    stored = json.loads(json_of({LABEL: ({"zebra*": 7, "@run": 7, "ostri*": -2}, -6.0)}))["hints"][LABEL]
    assert stored["speaks_for"] == {"7": ["@run", "zebra*"]}
    assert stored["speaks_against"] == {"2": ["ostri*"]}
    assert (stored["taken_from"], stored["asks_from"], stored["doubted_below"]) == levels(-6.0, red=False)


def test_every_label_has_learned_weights():
    assert phrasebook().hints.keys() == phrasebook().labels.keys()


@pytest.mark.parametrize("red", [True, False])
def test_the_stored_levels_are_as_far_apart_as_learned_ones(red):
    """Nobody moves one by hand."""
    apart = {levels(start / 100, red)[0] - levels(start / 100, red)[1] for start in range(-900, -200)}
    hints = [hint for name, hint in phrasebook().hints.items() if name.startswith("rf_") is red]
    assert {hint.taken_from - hint.asks_from for hint in hints} <= apart
