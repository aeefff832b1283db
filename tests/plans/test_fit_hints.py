"""The weights of hints are learned from labelled notes, alike each time."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from plans.engine.notes.context import GROUPS
from plans.learning import contexts, sums
from plans.learning.contexts import LIFT, context_levels, fit_context
from plans.learning.examples import SIDES, Example, examples_of, weighable
from plans.learning.mentions import book_with, mentioned_in, parts_of
from plans.learning.stored import json_of
from plans.learning.sums import SCALE, Lesson, levels, reached
from plans.phrasebook import phrasebook

NOTES = Path(__file__).parents[1] / "notes"
DAYS = ("Monday", "Tuesday", "Sunday")
SIGN, LABEL = "rf_trauma", "worse_sitting"


def example(note, *labels, unsure=()):
    return Example(*weighable(note), set(labels), set(unsure))


TOLD = [example(f"Thrown by the zebra on {day}.", SIGN, LABEL) for day in DAYS]
QUIET = [example(f"Fed the ostrich on {day}.") for day in DAYS]


def learned(label, examples):
    return Lesson(examples).fit(label)


def odds(label, examples, note):
    """How much speaks for the label in a note of one sentence, by what the examples teach."""
    weights, start = learned(label, examples)
    return start + sum(weights.get(word, 0) for word in note.said[0]) / SCALE


def test_a_sign_is_learned_from_the_run_of_sentences_that_most_tells_it():
    """Giraffes are told of in every note, but not where the sign is."""
    giraffes = "Saw a giraffe."
    told = [example(f"{giraffes} Thrown by the zebra on {day}.", SIGN) for day in DAYS]
    quiet = [example(f"{giraffes} Fed the ostrich on {day}.") for day in DAYS]
    weights, _ = learned(SIGN, told + quiet)
    assert weights["zebra*"] > 0 > weights["giraf*"]


def test_a_run_of_sentences_tells_what_any_of_them_does():
    lesson = Lesson([*TOLD, example("Zebra. Monday. " * 4)])
    runs, numbers = lesson.runs[True]
    assert list(numbers) == [0, 1, 2, *[3] * (8 + 7 + 6 + 5 + 4 + 3)]
    both = [list(lesson.words).index(word) for word in ("zebra*", "by the")]
    assert runs[:, both].toarray()[:4].tolist() == [[1, 1], [1, 1], [1, 1], [1, 0]]
    assert runs.max() == 1  # what is said again counts once
    assert [runs[-2, both[0]], runs[-1, both[0]]] == [1, 0]  # the last two sentences, and the last


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


def test_the_more_sentences_tell_a_word_the_less_is_believed_of_it(monkeypatch):
    """Both are told with the sign; "rained" in another note as well."""
    told = [example(f"It rained on the zebra on {day}.", SIGN) for day in DAYS * 2]
    other = [example("It rained on Monday.")]
    shares = []
    for common in (0.0, sums.COMMON_RED):
        monkeypatch.setattr(sums, "COMMON_RED", common)
        weights, _ = learned(SIGN, told + other + QUIET)
        shares.append(weights.get("raine*", 0) / weights["zebra*"])
    assert 0 < shares[1] < shares[0]


def test_what_is_believed_less_is_still_added_up_rightly(monkeypatch):
    monkeypatch.setattr(sums, "COMMON_RED", 2.0)
    told = [example(f"It rained on the zebra on {day}.", SIGN) for day in DAYS * 2]
    rained = [example("It rained on Monday.")] * 4
    examples = told + rained + QUIET
    assert odds(SIGN, examples, told[0]) > 0 > odds(SIGN, examples, rained[0])


def test_two_words_on_end_are_weighed_together_but_not_across_a_comma():
    told = set().union(*weighable("My legs gave way, both times.")[0])
    assert {"legs gave", "both times*"} <= told
    assert "way both" not in told


def test_a_denied_word_is_another_word():
    assert "!numbn*" in set().union(*weighable("No numbness.")[0])


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
    taken_from, asks_from = levels(SIGN if red else "hernia", -6.0, {})
    assert taken_from > asks_from > 0


def test_the_net_teaches_each_sign_by_its_own_sayings():
    net = list(examples_of(NOTES / "red_flags.toml"))
    assert {SIGN} in [one.told for one in net]
    assert all(one.told.isdisjoint(one.unsure) and LABEL in one.unsure for one in net)


def test_what_is_stored_is_what_was_learned():
    beside = {"worse": ({"own: zebra*": 7, "after: ostri*": -2}, -1.0)}
    context = {"signs": ({"next 1: zebra*": 20}, -1.0)}
    whole = json.loads(json_of({LABEL: ({"zebra*": 7, "@run": 7, "ostri*": -2}, -6.0)}, beside, context))
    assert whole["context"]["signs"]["speaks_for"] == {"20": ["next 1: zebra*"]}
    weighed = whole["context"]["signs"]
    assert (weighed["taken_from"], weighed["overrules_from"], weighed["asks_from"]) == context_levels("signs")
    assert whole["beside"]["worse"] == {
        "speaks_for": {"7": ["own: zebra*"]},
        "speaks_against": {"2": ["after: ostri*"]},
    }
    stored = whole["hints"][LABEL]
    assert stored["speaks_for"] == {"7": ["@run", "zebra*"]}
    assert stored["speaks_against"] == {"2": ["ostri*"]}
    assert (stored["taken_from"], stored["asks_from"]) == levels(LABEL, -6.0, beside)


def test_every_label_has_learned_weights():
    assert phrasebook().hints.keys() == phrasebook().labels.keys()


def kind_of(label):
    return "sign" if label.startswith("rf_") else "movement" if label.startswith(tuple(SIDES.values())) else "plain"


@pytest.mark.parametrize("kind", ["sign", "movement", "plain"])
def test_the_stored_levels_are_as_far_apart_as_learned_ones(kind):
    """Nobody moves one by hand."""
    beside = {side: ({}, 0.0) for side in SIDES}
    label = {"sign": SIGN, "movement": LABEL, "plain": "hernia"}[kind]
    learned = [levels(label, start / 100, beside) for start in range(-900, -200)]
    hints = [hint for name, hint in phrasebook().hints.items() if kind_of(name) == kind]
    assert {hint.taken_from - hint.asks_from for hint in hints} <= {taken - asked for taken, asked in learned}


@pytest.mark.parametrize("group", GROUPS)
def test_the_stored_levels_of_contexts_are_the_learned_ones(group):
    context = phrasebook().context[group]
    assert (context.taken_from, context.overrules_from, context.asks_from) == context_levels(group)


@pytest.mark.parametrize("group", GROUPS)
def test_what_rules_out_a_mention_is_overruled_by_no_less_than_takes_one(group):
    taken_from, overrules_from, asks_from = context_levels(group)
    assert overrules_from >= taken_from > asks_from > 0


DAYS_BESIDE = (*DAYS, "Friday")  # one more: what stands beside fewer movements is not learned
LIFTED = [example(f"Lifting by the zebra on {day}.", "worse_lifting") for day in DAYS_BESIDE] * 5
QUIETLY = [example(f"Lifting by the ostrich on {day}.") for day in DAYS_BESIDE] * 5


def test_what_stands_beside_movements_is_learned_of_all_at_once():
    weights, _ = Lesson(LIFTED + QUIETLY).fit_beside("worse")
    assert weights["after: zebra*"] > 0 > weights["after: ostri*"]
    assert weights["lift/after: zebra*"] > 0
    assert "after: monda*" not in weights


def test_of_a_movement_named_twice_the_one_that_tells_it_is_learned_from():
    """Both are lifting: what stands beside the one that only fits these notes speaks for nothing."""
    twice = [
        example(f"Lifting by the ostrich. Lifting by the zebra on {day}.", "worse_lifting") for day in DAYS_BESIDE
    ] * 5
    weights, _ = Lesson(twice + LIFTED + QUIETLY).fit_beside("worse")
    assert weights["after: zebra*"] > 0 >= weights.get("after: ostri*", 0)


def test_a_movement_that_is_not_named_is_learned_to_speak_against():
    weights, _ = Lesson(LIFTED + QUIETLY).fit_beside("worse")
    assert weights["movement: not named"] < 0


def test_an_arguable_movement_teaches_nothing():
    arguable = [one._replace(told=set(), unsure={"worse_lifting"}) for one in LIFTED] * 3
    assert Lesson(LIFTED + QUIETLY + arguable).fit_beside("worse") == Lesson(LIFTED + QUIETLY).fit_beside("worse")


def test_words_are_believed_sooner_than_what_phrases_find():
    """Both are told just as often; phrases know the notes that are learned from better than they will know others."""
    quiet = [example(f"We lift by the ostrich on {day}.") for day in DAYS_BESIDE] * 20
    hurts = [example(f"We lift by the zebra on {day} and it hurts.", "worse_lifting") for day in DAYS_BESIDE] * 20
    weights, _ = Lesson(hurts + quiet).fit_beside("worse")
    assert all("found: present" in said for one in hurts for _, said in one.beside)
    assert weights["after: zebra*"] > weights.get("found: present", 0)


def mentioned(label, told, *mentions, trap=False):
    """As often as is needed to be learned from."""
    return [(label, [frozenset(said) for said in mentions], told, trap)] * 40


QUIET_HERNIA = mentioned("hernia", False, {"after: ostri*"})


def test_what_stands_around_mentions_is_learned_of_all_labels_of_a_group():
    told = mentioned("dizziness", True, {"after: zebra*", "dizziness/after: zebra*"})
    weights, _ = fit_context("facts", told + QUIET_HERNIA)
    assert weights["after: zebra*"] > 0 > weights["after: ostri*"]
    assert fit_context("signs", told + QUIET_HERNIA) == ({}, 0.0)


def test_every_mention_is_lifted_so_that_no_level_is_below_nothing():
    weights, start = fit_context("facts", mentioned("dizziness", True, {"after: zebra*"}) + QUIET_HERNIA)
    assert weights["mention: any"] == round(contexts.SCALE * (start + LIFT))


def test_of_a_label_mentioned_twice_the_mention_that_rules_find_is_learned_from():
    twice = mentioned("hernia", True, {"rule: said present plain", "after: zebra*"}, {"after: camel*"})
    weights, _ = fit_context("facts", twice + QUIET_HERNIA)
    assert weights["after: zebra*"] > 0
    assert "after: camel*" not in weights


def test_a_mention_that_only_seems_to_tell_it_teaches_more():
    told = mentioned("hernia", True, {"after: zebra*"})
    weights = [fit_context("facts", told + mentioned("hernia", False, {"after: ostri*"}, trap=trap)) for trap in (0, 1)]
    plain, trapped = (sums["mention: any"] + sums["after: ostri*"] for sums, _ in weights)
    assert trapped < plain


def test_what_is_arguable_of_a_note_is_not_mentioned():
    note = Example([], [], {"hernia"}, {"dizziness"}, note="A hernia, and I feel giddy.")
    [(label, said, told, trap)] = mentioned_in(note, phrasebook())
    assert (label, told, trap) == ("hernia", True, False)
    assert any("hernia/own: herni*" in texts for texts in said)


def test_each_author_is_read_with_what_others_teach():
    files = [Path(f"open/{name}.jsonl") for name in "abcde"] + [Path("sayings/f.jsonl"), Path("net.toml")]
    parts = parts_of(files)
    assert sorted(path for part in parts for path in part) == files[:-2]


def test_the_book_for_a_part_is_the_same_but_for_its_weights():
    beside = {side: ({}, 0.0) for side in SIDES}
    book = book_with({label: ({"zebra*": 7}, -6.0) for label in phrasebook().labels}, beside)
    assert book.hints["hernia"].weights == {"zebra*": 7}
    assert book.labels.keys() == phrasebook().labels.keys()


def test_a_label_reaches_taken_asked_or_silent_and_arguable_notes_no_level():
    """One day speaks enough to be taken, another to be asked about."""
    taken_from, asks_from = levels(SIGN, -5.0, {})
    weights = {"zebra*": asks_from, "sunda*": taken_from - asks_from, "ostri*": asks_from - 1}
    counts = reached(SIGN, (weights, -5.0), {}, [*TOLD, *QUIET, example("A zebra.", unsure=[SIGN])])
    assert counts == {("asked", True): 2, ("taken", True): 1, ("silent", False): 2, ("asked", False): 1}


def test_authors_are_scored_by_what_others_teach(tmp_path):
    files = []
    for author, animal in enumerate(("Thrown by the zebra", "Thrown by the zebra", "Under an ostrich")):
        rows = [
            {"id": f"{author}-{day}", "note": f"{animal} on {day}.", "flags": [], "red_flags": [SIGN]} for day in DAYS
        ] + [{"id": f"{author}-q{day}", "note": f"Fed on {day}.", "flags": [], "red_flags": []} for day in DAYS]
        files.append(tmp_path / f"{author}.jsonl")
        files[-1].write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    out = StringIO()
    call_command("fit_hints", *files, "--cross", "3", stdout=out)
    red = {line.split()[0]: line for line in out.getvalue().splitlines() if "red " in line}
    for author, told, recall in (("0.jsonl", 3, 1), ("1.jsonl", 3, 1), ("2.jsonl", 3, 0), ("all", 9, 6 / 9)):
        assert f" {told} told " in red[author]
        assert f" recall {recall:.3f} " in red[author]
