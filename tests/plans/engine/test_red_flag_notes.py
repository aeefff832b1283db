"""Signs as people say them, each beside what only sounds like it: tests/notes/red_flags.toml."""

import tomllib
from pathlib import Path

import pytest

from plans.engine.notes.facts import Status
from plans.engine.notes.reading import read_note
from plans.phrasebook import phrasebook

BOOK = phrasebook()
SIGNS = tomllib.loads((Path(__file__).parents[2] / "notes" / "red_flags.toml").read_text(encoding="utf-8"))
DENIALS = (
    "No {}.", "I have no {} and no leg pain.", "Denies {}.", "{}: none.", "{}? No.", "{}? Nope, never.",
    "Never had {}.",
    "No back trouble before, no {}, no falls.", "GP ruled out {}.", "Touch wood no {}.", "I haven't got {}.",
    "Neither {} nor anything else.", "I was told to watch for {}.", "What if I get {}?", "My husband has {}.",
)  # fmt: skip
NAMED = {
    "rf_saddle_numbness": "numbness between my legs",
    "rf_bladder_bowel": "loss of bladder control",
    "rf_bilateral_leg_weakness": "loss of power in both legs",
    "rf_fever_infection": "night sweats",
    "rf_cancer_history": "breast cancer",
    "rf_weight_loss": "unexplained weight loss",
    "rf_night_pain_unremitting": "constant night pain",
    "rf_steroids_or_immunosuppressed": "methotrexate",
    "rf_chest_pain": "chest pain",
}


def red_flags(note):
    return read_note(note, BOOK).red_flags


def asked(note):
    return {one.label for one in read_note(note, BOOK).questions}


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_is_heard_in_many_words(sign):
    assert [note for note in SIGNS[sign]["fires"] if sign not in red_flags(note)] == []


@pytest.mark.parametrize("sign", [sign for sign in SIGNS if "asks" in SIGNS[sign]])
def test_a_sign_in_doubt_is_asked_about(sign):
    assert [note for note in SIGNS[sign]["asks"] if sign not in asked(note) | {*red_flags(note)}] == []


@pytest.mark.parametrize("sign", SIGNS)
def test_what_only_sounds_like_a_sign_is_none(sign):
    assert [note for note in SIGNS[sign]["silent"] if sign in red_flags(note)] == []


@pytest.mark.parametrize("sign", NAMED)
def test_a_sign_named_to_be_denied_is_none(sign):
    notes = [form.format(NAMED[sign]) for form in DENIALS]
    assert [note for note in notes if sign in red_flags(note)] == []
    assert sign in red_flags(f"I have {NAMED[sign]} since Tuesday.")


@pytest.mark.parametrize(
    ("note", "asked"),
    [
        ("I'd know if I went numb down below.", "rf_saddle_numbness"),
        ("They said come back if I lose control of my bladder.", "rf_bladder_bowel"),
        ("My bum goes numb in the chair.", "rf_saddle_numbness"),
        ("My left leg is wobbly.", "rf_bilateral_leg_weakness"),
    ],
)
def test_a_doubtful_sign_is_asked_and_not_taken(note, asked):
    reading = read_note(note, BOOK)
    assert reading.red_flags == ()
    assert asked in {one.label for one in reading.questions}


def test_a_sign_told_in_pieces_may_run_over_a_full_stop():
    note = "My trousers are miles too big. I am not dieting."
    reading = read_note(note, BOOK)
    assert reading.red_flags == ("rf_weight_loss",)
    assert {one.status for one in reading.findings} == {Status.PRESENT}
    assert all(note[one.start : one.end] == one.quote and "." not in one.quote for one in reading.findings)
    assert red_flags("My brother's trousers are miles too big. He is not dieting.") == ()


def test_a_sign_told_in_pieces_is_quoted_as_a_whole():
    [found] = read_note("My trousers are miles too big and I am not dieting.", BOOK).findings
    assert found.quote == "My trousers are miles too big and I am not dieting"


@pytest.mark.parametrize(
    ("note", "sign"),
    [
        ("My husband says I might be made of wood. I never noticed his hand on my inner thigh.", "rf_saddle_numbness"),
        ("I stand at the urinal. Ages. Nothing since yesterday.", "rf_bladder_bowel"),
        ("They keep an eye on what is left of the kidney with a biopsy.", "rf_cancer_history"),
    ],
)
def test_words_that_together_speak_for_a_sign_are_heard(note, sign):
    reading = read_note(note, BOOK)
    assert sign in {*reading.red_flags} | asked(note)
    assert all(note[one.start : one.end] == one.quote for one in (*reading.findings, *reading.questions))


@pytest.mark.parametrize(
    ("note", "signs"),
    [
        ("Nan fell down the stairs on Monday, and she has not stood since.", ("rf_trauma",)),
        ("Nan fell down the stairs on Monday, and she has not stood since. I lift her and my back aches.", ()),
        ("I fell down the stairs on Monday. I've not stood straight since.", ("rf_trauma",)),
        ("I've night sweats. Not had one since.", ()),
        ("Mum's asked me to type. Her legs are giving way, both, since last week.", ("rf_bilateral_leg_weakness",)),
        ("He asked if my privates are numb and they are.", ("rf_saddle_numbness",)),
        ("He asked if my privates are numb.", ()),
        ("It isn't the change. Night sweats, and that was years ago.", ()),
    ],
)
def test_whose_sign_it_is_and_whether_it_is_over(note, signs):
    assert red_flags(note) == signs


@pytest.mark.parametrize(
    "note",
    [
        "No fever, no chills, no sweats. Sheets dry, temperature normal.",
        "They keep an eye on what is left of my mum's kidney with a biopsy.",
        "Sitting hurts and walking helps, I have a desk and two small kids.",
    ],
)
def test_what_is_denied_or_of_another_is_not_weighed(note):
    assert not {one for one in asked(note) if one.startswith("rf_")}


@pytest.mark.parametrize(
    ("note", "sign"),
    [
        ("My wrist was smashed in a motorbike spill and never bent right again.", "rf_trauma"),
        ("I go upstairs on my bottom while I wait for the hip.", "rf_bilateral_leg_weakness"),
    ],
)
def test_a_sign_that_more_speaks_against_than_for_is_asked_about_first(note, sign):
    assert red_flags(note) == ()
    assert sign in asked(note)


def test_thin_bones_and_an_age_alone_are_no_fracture_but_asked_about():
    note = "I am 81 and frail with osteoporosis, so something gentle please."
    assert red_flags(note) == ()
    assert "rf_suspected_fracture_osteoporosis" in asked(note)


@pytest.mark.parametrize(
    ("note", "sign"),
    [
        ("I can't hold my wee any more. Four carriers up the hill and my back's finished.", "rf_bladder_bowel"),
        ("Both legs are weak. Lumbar stenosis. Over a trolley I can go for ages.", "rf_bilateral_leg_weakness"),
        ("On a biologic. Wheelie bins I can do, they roll.", "rf_steroids_or_immunosuppressed"),
        ("I've lost a stone without trying. Bins I can do, they roll.", "rf_weight_loss"),
        ("I fell off a ladder last week. New hips, 2014 and 2016, never a twinge.", "rf_trauma"),
    ],
)
def test_a_sign_said_plainly_is_taken_whatever_stands_beside_it(note, sign):
    assert sign in red_flags(note)


@pytest.mark.parametrize(
    ("note", "sign"),
    [
        ("I've put a bucket by the bed because I get no notice any more.", "rf_bladder_bowel"),
        ("I've started sitting on a folded towel.", "rf_bladder_bowel"),
        ("Spilled tea in my lap and only knew from the steam.", "rf_saddle_numbness"),
        ("I'm the one who can't have live vaccines.", "rf_steroids_or_immunosuppressed"),
        ("Two puffs under the tongue, most days now.", "rf_chest_pain"),
        ("I've worn out the toe of one shoe and not the other.", "rf_bilateral_leg_weakness"),
    ],
)
def test_a_sign_told_by_what_is_done_about_it_is_asked_at_least(note, sign):
    assert sign in asked(note) | {*red_flags(note)}
