"""Whether a mention counts in its context: with weights of the test's own, then as learned."""

from dataclasses import replace

import pytest

from plans.engine.notes.beside import parts_of_text
from plans.engine.notes.facts import Context, Hint, Status
from plans.engine.notes.reading import mentions_in, read_note
from plans.engine.notes.text import lines_of
from plans.engine.notes.whose import subjects
from plans.phrasebook import phrasebook

BOOK = replace(phrasebook(), hints={}, beside={}, context={})
STEPS = (-10, 0, 10)


def weighing(group, weights, steps=(), taken_from=5, overrules_from=5, asks_from=1, hints=()):
    """Text as in notes_hints.json → weight; `steps`: place → (how far over, weight) pairs."""
    told = {}
    for text, weight in weights.items():
        named, place, what = parts_of_text(text)
        told.setdefault(named, {})[place, what] = weight
    context = Context(told, dict(steps), taken_from, overrules_from, asks_from)
    return replace(BOOK, hints=dict(hints), context={group: context})


def states(note, book):
    return [(one.label, one.status) for one in read_note(note, book).findings]


def texts(note, label, book=BOOK):
    lines = lines_of(note, book)
    mentions = mentions_in(note, lines, subjects(lines, book), book).mentions.values()
    return {text for one in mentions if one.finding.label == label for text in one.texts(STEPS)}


@pytest.mark.parametrize(
    ("weight", "status"), [(5, Status.PRESENT), (4, Status.UNSURE), (0, Status.UNSURE), (-9, Status.UNSURE)]
)
def test_what_a_phrase_says_counts_if_its_context_speaks_for_it_or_is_asked_about(weight, status):
    note = "A hernia by the ostrich."
    assert states(note, BOOK) == [("hernia", Status.PRESENT)]
    assert states(note, weighing("facts", {"next 3: ostri*": weight})) == [("hernia", status)]


def test_what_a_no_seems_to_take_back_counts_if_its_context_says_so():
    note = "Not giddy by the ostrich."
    assert states(note, BOOK) == [("dizziness", Status.DENIED)]
    assert states(note, weighing("facts", {"next 3: ostri*": 4})) == [("dizziness", Status.DENIED)]
    assert states(note, weighing("facts", {"next 3: ostri*": 5})) == [("dizziness", Status.PRESENT)]


@pytest.mark.parametrize(
    ("note", "ruled", "doubted"),
    [
        ("I have no real fever by the ostrich.", Status.DENIED, Status.UNSURE),
        ("I had a fever by the ostrich years ago.", Status.RESOLVED, Status.UNSURE),
        ("My husband has a fever by the ostrich.", Status.OTHER_PERSON, Status.OTHER_PERSON),
    ],
)
def test_a_sign_that_the_rules_rule_out_is_asked_about_before_it_is_taken(note, ruled, doubted):
    for weight, status in ((8, Status.PRESENT), (7, doubted), (5, doubted), (4, ruled)):
        book = weighing("signs", {"next 3: ostri*": weight}, overrules_from=8)
        assert states(note, book) == [("rf_fever_infection", status)]


@pytest.mark.parametrize("note", ["A kid ran into me at the weekend, no harm done.", "What if I get night sweats?"])
def test_a_sign_that_is_explained_or_feared_is_asked_about_before_it_is_taken(note):
    asked = read_note(note, weighing("signs", {"mention: any": 7}, overrules_from=8))
    taken = read_note(note, weighing("signs", {"mention: any": 8}, overrules_from=8))
    assert [(len(one.red_flags), len(one.questions)) for one in (asked, taken)] == [(0, 1), (1, 0)]


@pytest.mark.parametrize(
    "note",
    [
        "Fever by the ostrich? No.", "Fever, ostrich: none.", "Fever. None of these.", "I have no fever.",
        "Denies fever.", "GP ruled out fever.",
    ],
)  # fmt: skip
def test_no_context_overrules_a_no_that_is_an_answer_or_right_before_a_sign(note):
    book = weighing("signs", {"mention: any": 99})
    assert read_note(note, book).red_flags == ()
    assert read_note("I have no real fever.", book).red_flags == ("rf_fever_infection",)


@pytest.mark.parametrize(
    ("note", "weight"),
    [
        ("He asked if it was night sweats.", 8),
        ("He asked if I had night sweats and I do.", 5),
        ("Night sweats? He asked.", 5),
    ],
)
def test_what_somebody_asked_of_is_asked_about_unless_its_context_overrules_that(note, weight):
    asked = read_note(note, weighing("signs", {"mention: any": weight - 1}, overrules_from=8))
    taken = read_note(note, weighing("signs", {"mention: any": weight}, overrules_from=8))
    assert [(len(one.red_flags), len(one.questions)) for one in (asked, taken)] == [(0, 1), (1, 0)]


def test_what_is_only_added_up_and_long_over_needs_overruling():
    hints = {"rf_trauma": Hint({"ostri*": 6}, 5, 3)}.items()
    book = weighing("signs", {"mention: any": 7}, overrules_from=8, hints=hints)
    assert states("An ostrich came by.", book) == [("rf_trauma", Status.PRESENT)]
    assert states("An ostrich came by 20 years ago.", book) == [("rf_trauma", Status.UNSURE)]


def test_what_the_rules_only_doubt_needs_no_overruling():
    hints = {"rf_fever_infection": Hint({"ostri*": 4}, 5, 3)}.items()
    book = weighing("signs", {"mention: any": 5}, overrules_from=8, hints=hints)
    assert states("An ostrich ran off.", book) == [("rf_fever_infection", Status.PRESENT)]


def test_what_is_told_too_little_of_is_asked_about_at_the_most():
    """Of a fracture, no word: thin bones and an age alone."""
    hints = {"rf_suspected_fracture_osteoporosis": Hint({"ostri*": 9}, 5, 3)}
    note = "The ostrich is 84."
    book = weighing("signs", {"sentence: 0 of 1": 9}, hints=hints.items())
    assert states(note, book) == [("rf_suspected_fracture_osteoporosis", Status.UNSURE)]


@pytest.mark.parametrize("weight", [0, -1])
def test_even_what_is_said_outright_is_asked_about_where_its_context_speaks_against_it(weight):
    """ "Osteoporosis? Mother." """
    status = Status.UNSURE if weight < 0 else Status.PRESENT
    book = weighing("facts", {"mention: any": 5, "next 3: ostri*": weight})
    assert states("Osteoporosis by the ostrich.", book) == [("osteoporosis", status)]


@pytest.mark.parametrize(("weight", "status"), [(5, Status.PRESENT), (4, Status.UNSURE), (0, None)])
def test_what_is_only_added_up_is_let_go_where_its_context_hardly_speaks_for_it(weight, status):
    book = weighing("facts", {"sentence: 0 of 1": weight}, hints={"hernia": Hint({"ostri*": 4}, 5, 3)}.items())
    assert states("An ostrich ran off.", book) == ([("hernia", status)] if status else [])


def test_what_is_learned_of_one_label_is_known_of_no_other():
    book = weighing("facts", {"hernia/next 1: by": 5})
    assert read_note("A hernia by the door, can't kneel by the door.", book).flags == ("hernia",)


@pytest.mark.parametrize(("weight", "flags"), [(15, ("hernia",)), (14, ())])
def test_how_far_its_sum_is_over_speaks_for_it_step_by_step(weight, flags):
    steps = {"over": ((0, 2), (10, 2)), "over summed present": ((10, 1), (11, 9))}
    book = weighing("facts", {}, steps, hints={"hernia": Hint({"ostri*": weight}, 5, 3)}.items())
    assert read_note("An ostrich ran off.", book).flags == flags


@pytest.mark.parametrize(("weight", "status"), [(5, Status.PRESENT), (4, Status.DENIED)])
def test_what_another_reason_explains_counts_only_if_its_context_says_so(weight, status):
    book = weighing("facts", {"explained: so": weight})
    assert ("manual_job", status) in states("I'm a welder. Now I'm at a desk.", book)


def test_movements_have_weights_of_their_own():
    note = "Sitting hurts by the ostrich."
    assert states(note, BOOK) == [("worse_sitting", Status.PRESENT)]
    assert states(note, weighing("movements", {"next 3: ostri*": -9})) == [("worse_sitting", Status.UNSURE)]


def test_no_group_of_labels_is_weighed_with_the_weights_of_another():
    note = "A hernia by the ostrich."
    assert states(note, weighing("movements", {"next 3: ostri*": -9})) == [("hernia", Status.PRESENT)]


def test_words_around_a_mention_are_told_in_their_order_and_by_clause():
    told = texts("Mum is well. I was giddy by the gate, sat down. Is it fine now?", "dizziness")
    assert {"last 1: was", "last 2: i", "next 1: by", "next 3: gate", "both: was by", "next two: by the"} <= told
    assert {"before: was", "after: gate", "dizziness/own: giddy*"} <= told
    assert {"before: so", "after: sat"}.isdisjoint(texts("So, giddy, sat down.", "dizziness"))  # beyond a comma
    assert {"before: but", "after: but"}.isdisjoint(texts("Well but giddy but fine.", "dizziness"))
    assert "own: giddy*" not in told  # what it is called is of its label alone
    assert {"before it: begins mum", "after it: asks", "after it: ends now", "sentence: 1 of 3", "of: oneself"} <= told


def test_cues_are_told_by_their_side_and_how_far_they_are():
    told = texts("No fever, but I was giddy.", "dizziness")
    assert "cue before: no_before far over a comma" in told
    assert "cue after: no_before near over a comma" in texts("Giddy, never sick.", "dizziness")
    near = texts("Never giddy.", "dizziness")
    assert {"cue before: no_before near", "dizziness/cue before: no_before near"} <= near  # "years ago" ends not all
    beyond = " ".join(["so"] * BOOK.reach.stretch)
    assert "cue before: no_before far" in texts(f"Never {beyond} giddy.", "dizziness")
    assert "cue before: no_before far" not in texts(f"Never so {beyond} giddy.", "dizziness")
    assert "cue after: no_before far" in texts(f"Giddy {beyond} never.", "dizziness")
    assert "cue after: no_before far" not in texts(f"Giddy {beyond} so never.", "dizziness")


def test_what_the_rules_make_of_it_is_told():
    assert "rule: said denied denied" in texts("Never giddy.", "dizziness")
    assert "hernia/rule: said present present" in texts("A hernia.", "hernia")
