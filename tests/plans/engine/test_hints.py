"""Words that weigh for a label or against it: each alone, with weights of the test's own."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.engine.notes.facts import Hint, Speaking, Status
from plans.engine.notes.reading import read_note
from plans.phrasebook import FILES, FOLDER, PhrasebookError, phrasebook, read_phrasebook

BOOK = phrasebook()
SILENT = replace(BOOK, hints={}, beside={}, context={})


def weighing(label, weights, taken_from=5, asks_from=3):
    return replace(BOOK, hints={label: Hint(weights, taken_from, asks_from)}, beside={}, context={})


def told(note, book):
    return [(one.label, one.status, one.quote) for one in read_note(note, book).findings]


@pytest.mark.parametrize(("level", "status"), [(1, Status.PRESENT), (2, Status.UNSURE), (3, None)])
def test_a_sum_of_weights_is_taken_asked_or_nothing(level, status):
    """5 + 4 - 1, told in two sentences; quoted where most is said."""
    note = "An ostrich ran off. And a zebra, in clouds."
    taken_from, asks_from = {1: (8, 4), 2: (9, 8), 3: (10, 9)}[level]
    book = weighing("rf_trauma", {"ostri*": 5, "zebra*": 4, "cloud*": -1}, taken_from, asks_from)
    assert told(note, book) == ([("rf_trauma", status, "An ostrich ran off")] if status else [])


@pytest.mark.parametrize(
    ("note", "quote"),
    [
        ("Eleven zebras gone, and a sky.", "Eleven zebras gone"),
        ("So we see much in all of this a zebra land.", "this a zebra land"),
        ("A big zebra with in a land of so many more skies.", "A big zebra"),
        ("A sky, and zebras there.", "zebras there"),
        ("Though a zebra there.", "a zebra there"),
        ("A zebra.", "A zebra"),
    ],
)
def test_it_is_quoted_to_the_ends_of_its_clause_where_they_are_near(note, quote):
    book = weighing("rf_trauma", {"zebra*": 5})
    assert told(note, book) == [("rf_trauma", Status.PRESENT, quote)]


@pytest.mark.parametrize(
    ("label", "note", "quote"),
    [
        ("manual_job", "Ostrich. Rain. Zebra.", "Ostrich"),
        ("manual_job", "Rain. Rain. Ostrich, a zebra.", "Ostrich, a zebra"),
        ("manual_job", "Ostrich. Rain. Rain. Zebra.", None),
        ("manual_job", "A cloud. Ostrich. Zebra.", "Ostrich"),  # what speaks against it is left out
        ("manual_job", "Ostrich. A cloud. Zebra.", None),
        ("desk_job", "Ostrich, a zebra. A cloud.", "Ostrich, a zebra"),
        ("desk_job", "Ostrich. Zebra.", None),
        ("rf_trauma", "Ostrich. Rain. Rain. Zebra.", "Ostrich"),
        ("rf_trauma", "A cloud. Ostrich. Zebra.", None),  # of so few sentences, all are added up
    ],
)
def test_what_is_told_in_pieces_is_added_up_over_sentences(label, note, quote):
    book = weighing(label, {"ostri*": 3, "zebra*": 3, "cloud*": -4}, taken_from=6, asks_from=6)
    assert told(note, book) == ([(label, Status.PRESENT, quote)] if quote else [])


@pytest.mark.parametrize(
    ("note", "signs"),
    [
        ("Ostrich. Rain. Rain. Rain. Rain. Zebra.", ("rf_trauma",)),
        ("Ostrich. Rain. Rain. Rain. Rain. Rain. Zebra.", ()),
        ("Ostrich. Ostrich. Ostrich.", ()),  # what is said again counts once
        ("Clouds. Ostrich. Zebra.", ()),  # so does what is said before it, against it
        ("Clouds. Rain. Rain. Rain. Ostrich. Rain. Zebra.", ("rf_trauma",)),  # but not of long before
    ],
)
def test_what_six_sentences_on_end_say_of_a_sign_is_added_up(note, signs):
    book = weighing("rf_trauma", {"ostri*": 5, "zebra*": 4, "cloud*": -1}, taken_from=9, asks_from=9)
    assert read_note(note, book).red_flags == signs


def test_weights_take_a_sign_of_the_very_words_that_a_phrase_only_asks_about():
    note = "can't push the accelerator properly"
    assert [one.label for one in read_note(note, SILENT).questions] == ["rf_bilateral_leg_weakness"]
    reading = read_note(note, weighing("rf_bilateral_leg_weakness", {"cant push*": 5, "prope*": 5}))
    assert (reading.red_flags, reading.questions) == (("rf_bilateral_leg_weakness",), ())


@pytest.mark.parametrize(
    ("note", "flags"),
    [("An ostrich met a zebra.", ("worse_sitting",)), ("An ostrich ran off. And a zebra.", ())],
)
def test_a_plain_label_is_told_in_one_sentence(note, flags):
    book = weighing("worse_sitting", {"ostri*": 5, "zebra*": 4}, taken_from=9, asks_from=9)
    assert read_note(note, book).flags == flags


def test_what_weighs_a_little_for_a_plain_label_is_asked_about():
    reading = read_note("An ostrich ran off.", weighing("worse_sitting", {"ostri*": 4}))
    assert (reading.flags, [one.label for one in reading.questions]) == ((), ["worse_sitting"])


@pytest.mark.parametrize(
    ("note", "label"),
    [
        ("Denosumab, worse sitting, better lying down.", "osteoporosis"),
        ("I'm not one to complain but my balance is shocking.", "balance_problem"),
        ("New mum, worse when I bend.", "postpartum"),
        ("58, sacroiliitis, low back pain for two months.", "sacroiliac_pain"),
        ("Hypermobile and my back aches when I sit.", "hypermobility"),
    ],
)
def test_a_plain_name_is_in_no_doubt_whatever_stands_beside_it(note, label):
    assert label in read_note(note, BOOK).flags


@pytest.mark.parametrize(
    ("note", "flags"), [("Giddy with gin by the ostrich.", ()), ("Giddy by the ostrich.", ("dizziness",))]
)
def test_where_all_that_is_said_is_a_look_alike_hints_only_ask(note, flags):
    reading = read_note(note, weighing("dizziness", {"ostri*": 9}))
    assert (reading.flags, [one.label for one in reading.questions]) == (flags, [] if flags else ["dizziness"])


@pytest.mark.parametrize(
    ("note", "flags"),
    [
        ("The ostrich runs.", ("worse_sitting",)),
        ("There is no ostrich here.", ()),
        ("My husband's ostrich runs.", ()),
        ("My husband sees an ostrich.", ()),
    ],
)
def test_what_is_denied_or_of_another_weighs_nothing_of_its_own(note, flags):
    assert read_note(note, weighing("worse_sitting", {"ostri*": 5})).flags == flags


@pytest.mark.parametrize(
    ("note", "label", "flags"),
    [
        ("With the ostrich I'm grand.", "worse_sitting", ()),
        ("With the ostrich I'm sore.", "worse_sitting", ("worse_sitting",)),
        ("The ostrich does nothing for me.", "helped_by_heat", ()),
        ("The ostrich, for me.", "helped_by_heat", ("helped_by_heat",)),
    ],
)
def test_what_a_sentence_feels_otherwise_about_is_only_asked(note, label, flags):
    reading = read_note(note, weighing(label, {"ostri*": 5}))
    assert reading.flags == flags
    assert [one.label for one in reading.questions] == ([] if flags else [label])


def test_a_no_before_a_word_has_a_weight_of_its_own():
    book = weighing("worse_sitting", {"!ostri*": 6})
    assert told("There is no ostrich here.", book) == [("worse_sitting", Status.PRESENT, "There is no ostrich here")]
    assert told("The ostrich runs.", book) == []


def test_two_words_on_end_weigh_together_but_not_over_a_comma():
    book = weighing("worse_sitting", {"ostri* runs": 6})
    assert read_note("The ostrich runs.", book).flags == ("worse_sitting",)
    assert read_note("The ostrich, runs.", book).flags == ()


def test_weights_take_a_sign_that_its_pieces_only_ask_about():
    note = "Sends me to the loo and back in and out of the toilet past an ostrich."
    assert [one.label for one in read_note(note, SILENT).questions] == ["rf_bladder_bowel"]
    for taken_from, signs in ((5, ("rf_bladder_bowel",)), (6, ())):
        book = weighing("rf_bladder_bowel", {"ostri*": 5}, taken_from, asks_from=1)
        assert read_note(note, book).red_flags == signs


def test_weights_take_no_sign_that_something_explains():
    note = "A kid ran into me on a scooter at the weekend, by an ostrich, no harm done."
    reading = read_note(note, weighing("rf_trauma", {"ostri*": 9}))
    assert (reading.red_flags, [one.label for one in reading.questions]) == ((), ["rf_trauma"])


def test_hints_that_weigh_no_family_or_no_label_are_faults(tmp_path):
    for name in FILES:
        (tmp_path / name).write_text((FOLDER / name).read_text(encoding="utf-8"), encoding="utf-8")
    hints = {
        "rf_trauma": {"speaks_for": {"3": ["@nowhere"], "x": []}},
        "rf_none": {"asks_from": 1, "taken_from": 1},
    }
    weighed = {"note": "Learned.", "hints": hints, "beside": {"near": {"speaks_for": {"1": ["own: x"]}}}}
    weighed["context"] = {"nouns": {"speaks_for": {"1": ["over: far"]}}}
    (tmp_path / FILES[6]).write_text(json.dumps(weighed), encoding="utf-8")
    with pytest.raises(PhrasebookError) as raised:
        read_phrasebook(tmp_path)
    assert [fault for fault in raised.value.faults if fault.startswith(FILES[6])] == [
        "notes_hints.json: rf_trauma.taken_from: must be above 0",
        "notes_hints.json: rf_trauma.asks_from: must be above 0",
        "notes_hints.json: rf_trauma.speaks_for.x: is no weight",
        "notes_hints.json: rf_trauma: no family @nowhere",
        "notes_hints.json: rf_none: is no label",
        "notes_hints.json: beside.near: is neither worse nor helped",
        "notes_hints.json: context.nouns: is no group of labels",
        "notes_hints.json: context.nouns.over: far: is no whole number",
    ]


@given(
    sentences=st.lists(st.frozensets(st.sampled_from("abcdef")), max_size=8),
    reach=st.integers(min_value=1, max_value=4),
)
def test_what_several_sentences_on_end_say_is_added_up_once(sentences, reach):
    weights = {"a": 3, "b": -2, "c": 1, "d": 40, "e": -17}
    speaking = Speaking({"rf_trauma": Hint(weights, 1, 1)})
    runs, together = speaking.sums_of(sentences, 3, reach)
    for length, sums in runs.items():
        starts = range(max(0, len(sentences) - length + 1))
        joined = [frozenset().union(*sentences[at : at + length]) for at in starts]
        assert speaking.parts_of("rf_trauma", sums) == [sum(weights.get(one, 0) for one in said) for said in joined]
    together = speaking.parts_of("rf_trauma", together)
    windows = [sentences[at : at + reach] for at in range(max(min(1, len(sentences)), len(sentences) - reach + 1))]
    assert together == [sum(weights.get(word, 0) for word in frozenset().union(*window)) for window in windows]
