"""What a "no" takes back, what is over, and who is spoken of. A "-" before a flag: it must not be found."""

from dataclasses import replace

import pytest

from plans.engine.notes.facts import Label, Status
from plans.engine.notes.reading import read_note
from plans.engine.notes.status import judge
from plans.engine.notes.text import lines_of
from plans.phrasebook import phrasebook
from tests.plans.engine.phrases import read


def holds(note, flag):
    reading = read(note)
    return (flag.removeprefix("-") in (*reading.flags, *reading.red_flags)) is not flag.startswith("-")


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("I've got wear and tear in my back and I don't have a pool.", "osteoarthritis"),
        ("Arthritis in my back I never had.", "-osteoarthritis"),
        ("On leflunomide under a nurse who worries.", "rf_steroids_or_immunosuppressed"),
        ("Down to the corner and no further, hips ache.", "hip_problem"),
        ("I thin without reason, 8 kilo.", "rf_weight_loss"),
    ],
)
def test_a_no_reaches_no_other_statement(note, flag):
    assert holds(note, flag)


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("Scared to bend since it went in January.", "fear_of_movement"),
        ("SI joint pain began when my girl was born five months ago.", "sacroiliac_pain"),
        ("Ten weeks in and my SI joints have gone rogue.", "sacroiliac_pain"),
        ("Slipped disc 2 months ago.", "disc_herniation"),
        ("Slipped disc twelve years ago, never a twinge since.", "-disc_herniation"),
        ("Broke my wrist in March, mended crooked.", "wrist_problem"),
        ("Broke my wrist in March, mended.", "-wrist_problem"),
    ],
)
def test_what_began_or_went_wrong_is_not_over(note, flag):
    assert holds(note, flag)


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("My wife, 70, has scoliosis and it hurts her to stand.", "scoliosis"),
        ("Dad's a farmer, 70, carrying feed hurts him.", "worse_lifting"),
        ("Mum has angina and a sore back when standing.", "heart_condition"),
        ("My husband takes amlodipine.", "-high_blood_pressure"),
        ("Our cleaner has a bad back too and scoliosis.", "-scoliosis"),
        ("My wife has scoliosis, my own back hurts when I stand.", "-scoliosis"),
        ("My mum can't get off the floor.", "-cannot_get_to_floor"),
    ],
)
def test_whose_back_hurts_and_nobody_elses_is_who_it_is_for(note, flag):
    assert holds(note, flag)


def test_a_sign_that_somebody_asked_of_is_asked_about():
    status = {one.label: one.status for one in read("The nurse asked about fevers.").findings}
    assert status["rf_fever_infection"] is Status.UNSURE
    assert holds("The nurse asked about fevers. I've run 101 for four days, sweating.", "rf_fever_infection")
    assert not read("The nurse asked about fevers. No, none.").questions
    assert not read("The nurse asked about fevers, I've had none.").questions


def test_a_no_of_one_piece_leaves_the_others_of_a_sign():
    assert holds("A stone and a half since summer with no appetite at all.", "rf_weight_loss")
    assert holds("Chest pain? No.", "-rf_chest_pain")


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("Age 39. Sore back.", "-rf_fever_infection"),
        ("39 yr old with backache.", "-rf_fever_infection"),
        ("I'm 39 and my back aches when I sit.", "-rf_fever_infection"),
        ("I'm 40 with a temperature of 39 and a bad back.", "rf_fever_infection"),
    ],
)
def test_an_age_is_no_temperature(note, flag):
    assert holds(note, flag)
    assert flag.startswith("rf_") or not read(note).questions


def test_the_same_words_are_over_for_one_label_and_for_life_for_another():
    (line,) = lines_of("Cancer in 2015.", phrasebook())
    for label, status in ((Label("one"), Status.RESOLVED), (Label("other", lifelong=True), Status.PRESENT)):
        assert judge(line, 0, 1, phrasebook(), label, subject=False)[0] is status


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("No desk job, I'm a scaffolder.", "manual_job"),
        ("Never been afraid of moving, I'm a roofer.", "manual_job"),
        ("No exercise bike please my knees are shot.", "knee_problem"),
        ("No hands and knees exercise, wrist fused.", "wrist_problem"),
        ("I can't sit in the clutch traffic without a line down my leg.", "leg_pain"),
        ("I can't walk to the corner without my shin burning.", "leg_pain"),
        ("Nothing shifts the sciatica.", "leg_pain"),
        ("Walking doesn't change the leg pain.", "leg_pain"),
        ("No sciatica, no leg pain.", "-leg_pain"),
        ("Legs not weak.", "-rf_bilateral_leg_weakness"),
        ("Both legs weak.", "rf_bilateral_leg_weakness"),
    ],
)
def test_a_no_of_one_thing_takes_back_nothing_of_another(note, flag):
    assert holds(note, flag)


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("I can hardly sit.", "worse_sitting"),
        ("I can barely walk.", "worse_walking"),
        ("I could scarcely stand.", "worse_standing"),
        ("I can sit.", "-worse_sitting"),
        ("I can sit for about five minutes.", "worse_sitting"),
        ("Can walk 10 mins max.", "worse_walking"),
        ("I can walk 200 yards.", "worse_walking"),
        ("I can stand twenty minutes no problem.", "-worse_standing"),
        ("I can drive ten minutes to work.", "-worse_sitting"),
    ],
)
def test_what_one_can_hardly_do_or_for_so_little_hurts(note, flag):
    """By the rules alone, before anything is weighed, and all in all."""
    found = read_note(note, replace(phrasebook(), hints={}, beside={}, context={})).flags
    assert (flag.removeprefix("-") in found) is not flag.startswith("-")
    assert holds(note, flag)
