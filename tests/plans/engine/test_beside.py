"""What stands beside a movement, weighed alike for all of them: with weights of the test's own, then as learned."""

from dataclasses import replace

import pytest

from plans.engine.notes.beside import parts_of_text, text_of, told_beside
from plans.engine.notes.facts import Hint, Status
from plans.engine.notes.finding import found_in
from plans.engine.notes.reading import read_note
from plans.engine.notes.text import lines_of
from plans.engine.notes.whose import subjects
from plans.phrasebook import phrasebook

BOOK = phrasebook()
LABELS = ("worse_sitting", "worse_lifting", "helped_by_walking")


def weighing(side, weights, taken_from=5, asks_from=3):
    """Text as in notes_hints.json → weight; of words further off nothing is weighed."""
    told = {}
    for text, weight in weights.items():
        movement, place, what = parts_of_text(text)
        told.setdefault(movement, {}).setdefault(place, {})[what] = weight
    hints = {label: Hint({}, taken_from, asks_from) for label in LABELS}
    return replace(BOOK, hints=hints, beside={side: told}, context={})


def flags(note, book):
    return read_note(note, book).flags


def texts(note, label):
    lines = lines_of(note, BOOK)
    found = found_in(note, lines, subjects(lines, BOOK), BOOK)
    beside = told_beside(lines, tuple(found.values()), BOOK)
    return {text for told in beside if told.label == label for text in told.texts()}


@pytest.mark.parametrize(
    ("note", "label"), [("We sit near an ostrich.", "worse_sitting"), ("We lift near an ostrich.", "worse_lifting")]
)
def test_what_is_learned_of_one_movement_is_known_of_all(note, label):
    assert flags(note, weighing("worse", {"next 3: ostri*": 5})) == (label,)


def test_what_is_learned_of_one_alone_is_not():
    book = weighing("worse", {"sit/next 3: ostri*": 5})
    assert flags("We sit near an ostrich.", book) == ("worse_sitting",)
    assert flags("We lift near an ostrich.", book) == ()


def test_what_tells_that_it_helps_does_not_tell_that_it_hurts():
    book = weighing("helped", {"next 3: ostri*": 5})
    assert flags("We walk near an ostrich.", book) == ("helped_by_walking",)
    assert flags("We lift near an ostrich.", book) == ()


@pytest.mark.parametrize(("weight", "status"), [(5, Status.PRESENT), (4, Status.UNSURE), (2, None)])
def test_the_sum_is_taken_asked_or_nothing(weight, status):
    found = read_note("We lift near an ostrich.", weighing("worse", {"next 3: ostri*": weight})).findings
    assert [(one.label, one.status) for one in found] == ([("worse_lifting", status)] if status else [])


def test_the_quote_reaches_from_the_movement_to_what_weighs_most():
    book = weighing("worse", {"after: ostri*": 8, "after: in": 8, "after: zebra*": 1, "before: we": 1})
    [found] = read_note("Then as on most days we lift near an ostrich in a zebra of the old kind.", book).findings
    assert found.quote == "lift near an ostrich"


def test_what_a_note_names_more_than_once_counts_where_it_tells_most():
    book = weighing("worse", {"next 3: ostri*": 5, "next 1: the": -9})
    assert flags("We sit the other day. We sit near an ostrich.", book) == ("worse_sitting",)


def test_a_movement_that_is_not_named_has_a_weight_of_its_own():
    hints = {"worse_sitting": Hint({"ostri*": 6}, 5, 3)}
    for weight, expected in ((-1, ("worse_sitting",)), (-4, ())):
        book = replace(BOOK, hints=hints, beside={"worse": {"": {"movement": {"not named": weight}}}}, context={})
        assert flags("The ostrich runs.", book) == expected


def test_what_another_person_does_tells_nothing():
    book = weighing("worse", {"next 3: ostri*": 5})
    assert flags("My husband will sit near an ostrich.", book) == ()


def test_words_of_another_movement_stand_for_it():
    told = texts("Sitting or lifting heavy shopping hurts.", "worse_sitting")
    assert {"next 1: or", "next 2: another"} <= told
    assert not any("lifti*" in text for text in told)


def test_the_clause_ends_at_a_comma_and_the_order_does_not():
    told = texts("Sitting hurts, the ostrich sings.", "worse_sitting")
    assert {"after: hurts*", "next 3: the", "sit/next 1: hurts*"} <= told
    assert "after: ostri*" not in told


def test_it_knows_what_phrases_make_of_it():
    told = texts("Sitting never hurts.", "worse_sitting")
    assert "found: denied" in told


def test_it_hears_the_next_sentence():
    told = texts("Hoovering. That kills me.", "worse_bending_forward")
    assert {"around: after it that kills", "around: after it is worse"} <= told


def test_what_the_next_sentence_tells_is_weighed_too():
    book = weighing("worse", {"around: after it zebra*": 5})
    assert flags("We sit near an ostrich. Zebras ran off.", book) == ("worse_sitting",)
    assert flags("We sit near an ostrich.", book) == ()


def test_it_knows_the_nearest_word_of_feeling_and_one_within():
    assert {"felt: nothing worse", "next felt: worse 0"} <= texts("Sitting hurts.", "worse_sitting")
    assert "own: is limit" in texts("My calves ache by the second bus stop.", "worse_walking")


@pytest.mark.parametrize("movement", ["", "sit"])
def test_a_text_tells_its_parts(movement):
    assert parts_of_text(text_of(movement, "next 1", "and")) == (movement, "next 1", "and")
