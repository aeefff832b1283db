"""The weights of hints are learned from labelled notes, alike each time."""

from pathlib import Path

from plans.management.commands.fit_hints import COMMON, examples_of, fit, levels, weighable
from plans.phrasebook import phrasebook

NOTES = Path(__file__).parents[1] / "notes"
SIGN = "rf_trauma"


def example(note, *signs, unsure=()):
    return weighable(note), set(signs), set(unsure)


TOLD = [example(f"Thrown by the zebra on {day}.", SIGN) for day in ("Monday", "Tuesday", "Sunday")]
QUIET = [example(f"Fed the ostrich on {day}.") for day in ("Monday", "Tuesday", "Sunday")]


def test_words_told_with_a_sign_speak_for_it_and_others_against_it():
    weights, _ = fit(SIGN, TOLD + QUIET * COMMON)
    assert weights["zebra*"] > 0 > weights["ostri*"]
    assert "monda*" not in weights


def test_what_almost_every_note_tells_speaks_for_no_sign():
    weights, _ = fit(SIGN, TOLD)
    assert all(one.startswith("@") or weight < 0 for one, weight in weights.items())


def test_two_words_on_end_are_weighed_together_but_not_across_a_comma():
    told = set().union(*weighable("My legs gave way, both times."))
    assert {"legs gave", "both times*"} <= told
    assert "way both" not in told
    apart = [example(f"The zebra was far from what had thrown me on {day}.") for day in ("Monday", "Tuesday", "Sunday")]
    weights, _ = fit(SIGN, TOLD + apart + QUIET * COMMON)
    assert weights["throw* by"] > weights.get("throw*", 0)


def test_an_arguable_note_teaches_nothing():
    arguable = [example("Fed the ostrich on Monday.", unsure=[SIGN])] * 9
    assert fit(SIGN, TOLD * 5 + arguable) == fit(SIGN, TOLD * 5)


def test_what_is_taken_needs_more_than_what_is_asked():
    taken_from, asks_from, doubted_below = levels(-3.0)
    assert taken_from > asks_from > doubted_below >= 0


def test_the_net_teaches_each_sign_by_its_own_sayings():
    said, unsure = zip(*((told, unsure) for _, told, unsure in examples_of(NOTES / "red_flags.toml")), strict=True)
    assert {SIGN} in said
    assert all(told.isdisjoint(others) for told, others in zip(said, unsure, strict=True))


def test_the_stored_levels_are_as_far_apart_as_learned_ones():
    """Nobody moves one by hand."""
    apart = {levels(start / 100)[0] - levels(start / 100)[1] for start in range(-500, 0)}
    assert {hint.taken_from - hint.asks_from for hint in phrasebook().hints.values()} <= apart
