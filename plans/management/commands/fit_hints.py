"""Learns, from labelled notes, how much each word speaks for a label: logistic regression, rounded to whole numbers."""

import json
import math
import os
import tomllib
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy
from django.core.management.base import BaseCommand
from scipy.sparse import diags
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from plans.engine.notes.beside import ANY, KNOWN, NOT_NAMED, parts_of_text, text_of, told_beside
from plans.engine.notes.context import FACTS, GROUPS, MENTIONED, MOVEMENTS, SAID, SIGNS, group_of
from plans.engine.notes.facts import Status
from plans.engine.notes.finding import found_in
from plans.engine.notes.hints import said_in
from plans.engine.notes.reading import mentions_in
from plans.engine.notes.text import lines_of
from plans.engine.notes.whose import subjects
from plans.management.commands.score_notes import rows_of, share
from plans.phrasebook import FILES, FOLDER, phrasebook, read_phrasebook

FOUND = text_of(ANY, "found", "")  # how what phrases make of a movement begins
NONE_NAMED = text_of(ANY, *NOT_NAMED)
RULED_PRESENT = text_of(ANY, "rule", f"{SAID} {Status.PRESENT}")
SCALE = 10  # whole numbers for one unit of the regression
LEAST, LEAST_RED = 0.25, 0.05  # weights below are left out; many small ones tell a sign of danger from what is none
NET = 3  # times that an example of the net of signs counts: what it says is promised by tests
TRAP, TRAP_RED, TRAP_BESIDE, TRAP_CONTEXT = 6, 3, 2, 3  # times that a note counts which only seems to tell a label
RARE, RARE_BESIDE, RARE_CONTEXT = 3, 4, 3  # sentences that tell a word, movements and mentions that it stands beside
SIDES = {"worse": "worse_", "helped": "helped_"}  # what is learned of all movements at once: how their labels begin
ROUNDS = 3  # of choosing, in notes that name a movement more than once, which of them is meant
UNNAMED = -4.0  # log-odds of what stands beside a movement that the note does not name
PULL, PULL_BESIDE, PULL_CONTEXT = 0.5, 1.0, 10.0  # towards nothing: how little is believed of a word that few tell
COMMON, COMMON_MOVED, COMMON_RED = 0.0, 0.15, 0.3  # towards nothing too: the power of how many sentences tell a word
TAKEN, ASKED = 1.0, -0.5  # log-odds, chosen on notes of authors left out of the learning
TAKEN_MOVED, ASKED_MOVED = -0.5, -3.0  # of a movement's own words and those beside it, added up
TAKEN_RED, ASKED_RED = -1.5, -3.5  # the same of signs of danger, which are rather asked about
COUNTED = {FACTS: (-0.25, -2.0), SIGNS: (-0.75, -3.0), MOVEMENTS: (-0.5, -2.0)}  # taken and asked, in their context
LIFT = 12.0  # log-odds that every mention is given, so that no level is below nothing
SCALE_CONTEXT, LEAST_CONTEXT = 50, 0.04
STEPS = range(-90, 95, 5)  # how far the sum of a label is over what it is taken from, as far as it is told apart
PARTS = 2  # of the authors: the sums that mentions of one part are weighed with are learned from the others
NOTE = (
    "What speaks for a label that no phrase says, and what against it: beginnings of words (urina*), two of them on "
    "end (lost contr*), and families of words (@) of notes_lexicon.toml, notes_words.toml and notes_hint_words.toml, "
    "with a ! where a no takes them back, each under its weight. What is said in one sentence is added up, for a sign "
    "of danger in six on end. From taken_from on the label is taken, and from asks_from on it is asked about. To the "
    "sum of a movement (worse_*, helped_*) is added what stands beside it, under beside, weighed alike for all of them "
    "or, with its name before it (sit/), for one alone: its own words, those last before and next after it in their "
    "order, those before and after it in its clause, which word of feeling is nearest (felt), what phrases found of it "
    "and of its opposite, and what the sentences around it tell. What mentions a label, phrases or sums, is weighed "
    "once more in its context: what the rules make of it (rule), how far its sum is over what it is taken from (over), "
    "its own words and those around it, for any label or, with its name before it, for one alone; together from "
    "taken_from on it counts. Learned from the open notes, never written by hand; `make "
    "hints` writes it anew."
)


class Command(BaseCommand):
    help = "Learns the weights of rules/notes_hints.json from labelled notes (JSON lines, or the TOML net of signs)."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path)
        parser.add_argument("--cross", type=int, help="score authors by what the others teach, in so many parts")

    def handle(self, *args, files, cross, **options):
        examples = {path: list(examples_of(path)) for path in files}
        labels = sorted(phrasebook().labels)
        if not cross:
            with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("fork")) as pool:
                sums = pool.submit(taught, list(examples.values()))
                mentioned = [one for part in pool.map(partial(mentioned_by, examples), parts_of(files)) for one in part]
                fitted, beside = sums.result()
            context = {group: fit_context(group, mentioned) for group in GROUPS}
            (FOLDER / FILES[6]).write_text(json_of(fitted, beside, context), encoding="utf-8")
            return
        whole = {True: Counter(), False: Counter()}
        for part in range(cross):
            fitted, beside = taught(examples[path] for at, path in enumerate(files) if at % cross != part)
            for path in (path for path in files[part::cross] if path.suffix != ".toml"):
                for red in (True, False):
                    counts = Counter()
                    for label in labels:
                        if is_red(label) is red:
                            counts.update(scored(label, fitted[label], beside, examples[path]))
                    self.stdout.write(f"{path.name:<20}{'red' if red else 'plain':<6}{figures(counts)}")
                    whole[red].update(counts)
        for red, counts in whole.items():
            self.stdout.write(f"{'all':<20}{'red' if red else 'plain':<6}{figures(counts)}")


def is_red(label):
    return phrasebook().labels[label].red


def side_of(label):
    """ "worse", "helped", or None for what is no movement."""
    return next((side for side, begins in SIDES.items() if label.startswith(begins)), None)


class Example(NamedTuple):
    said: list  # what each sentence can be weighed by
    beside: list  # (label, what stands beside it) of each movement that is named
    told: set  # labels that the note tells
    unsure: set = frozenset()  # labels that nothing is to be learned of here
    traps: set = frozenset()  # labels that it only seems to tell
    note: str = ""


def examples_of(path):
    """An Example of each note."""
    labels = frozenset(phrasebook().labels)
    if path.suffix == ".toml":
        for sign, notes in tomllib.loads(path.read_text(encoding="utf-8")).items():
            for kind in ("fires", "asks", "silent"):
                for note in notes.get(kind, ()):
                    told = set() if kind == "silent" else {sign}
                    yield from NET * [Example(*weighable(note), told, labels - {sign}, note=note)]
        return
    for _, row in rows_of([path]):
        told = {*row.get("flags", ()), *row.get("red_flags", ())}
        note, unsure, traps = row["note"], set(row.get("optional", ())) - told, set(row.get("not", ()))
        yield Example(*weighable(note), told, unsure, traps, note)


def weighable(note):
    book = phrasebook()
    lines = lines_of(note, book)
    others = subjects(lines, book)
    found = tuple(found_in(note, lines, others, book).values())
    beside = [(told.label, frozenset(told.texts())) for told in told_beside(lines, found, book)]
    return [frozenset(said) for said in said_in(lines, others, book)], beside


class Lesson:
    """All examples, counted once: which words each note, and each of its sentences, tells."""

    def __init__(self, examples):
        self.examples = [one._replace(said=one.said or [frozenset()]) for one in examples]
        counter = CountVectorizer(analyzer=sorted, binary=True, min_df=RARE)
        sentences = [here for one in self.examples for here in one.said]
        self.sentences = counter.fit_transform(sentences)
        self.notes = counter.transform([frozenset().union(*one.said) for one in self.examples])
        self.words = counter.get_feature_names_out()
        self.first = numpy.cumsum([0, *(len(one.said) for one in self.examples)])

    def fit(self, label):
        """(weights, log-odds of nothing said). Which sentence of a note tells a label is not known: it is the one that
        those weights take for it which whole notes teach. A sign of danger is told in pieces, and learned from whole
        notes alone."""
        used = [at for at, one in enumerate(self.examples) if label not in one.unsure]
        told = [label in self.examples[at].told for at in used]
        if len(set(told)) < 2:
            return {}, 0.0
        red = is_red(label)
        times = [(TRAP_RED if red else TRAP) if label in self.examples[at].traps else 1 for at in used]
        common = COMMON_RED if red else COMMON_MOVED if side_of(label) else COMMON
        model = _model(self.notes[used], told, times, PULL, common)
        if not red:
            spoken = model.decision_function(self.sentences)
            rows, told_there, times_there = [], [], []
            for at, so, often in zip(used, told, times, strict=True):
                first, end = self.first[at], self.first[at + 1]
                here = [first + int(spoken[first:end].argmax())] if so else range(first, end)
                rows += here
                told_there += [so] * len(here)
                times_there += [often] * len(here)
            model = _model(self.sentences[rows], told_there, times_there, PULL, common)
        return whole_weights(self.words, model, LEAST_RED if red else LEAST)

    def fit_beside(self, side):
        """(weights, log-odds of nothing said) of what stands beside movements that hurt, or that help. Which of those
        that a note names is meant is not known: at first what a phrase finds, then what the weights themselves say.
        Phrases were written with these notes at hand and find more in them than they will in others: each note teaches
        once more without what they find."""
        named = {}
        for at, one in enumerate(self.examples):
            for label, said in one.beside:
                if side_of(label) == side and label not in one.unsure:
                    named.setdefault((at, label, "with phrases"), []).append(said)
                    named.setdefault((at, label, "without"), []).append(without_phrases(said))
        rows = [said for group in named.values() for said in group]
        told, times, groups = [], [], []
        for (at, label, _), group in named.items():
            groups.append(range(len(told), len(told) + len(group)))
            told += [label in self.examples[at].told] * len(group)
            times += [TRAP_BESIDE if label in self.examples[at].traps else 1] * len(group)
        if len(set(told)) < 2:
            return {}, 0.0
        spoken = [any(what.startswith(FOUND) and Status.PRESENT in what for what in said) for said in rows]
        words, model = fitted_to_most(rows, told, times, groups, spoken, RARE_BESIDE, PULL_BESIDE)
        weights, start = whole_weights(words, model, LEAST)
        return weights | {NONE_NAMED: round(SCALE * (UNNAMED - start))}, start


def taught(examples):
    """(label → its weights and start, side → the same of what stands beside movements)"""
    lesson = Lesson([one for some in examples for one in some])
    return {label: lesson.fit(label) for label in sorted(phrasebook().labels)}, {
        side: lesson.fit_beside(side) for side in SIDES
    }


def fitted_to_most(rows, told, times, groups, spoken, rare, pull):
    """(words, model). Of the rows of a group that tells its label, only those count that speak most for it: at first
    the `spoken` ones, then those for which the weights themselves speak."""
    counter = CountVectorizer(analyzer=sorted, binary=True, min_df=rare)
    counted, told, times = counter.fit_transform(rows), numpy.array(told), numpy.array(times)
    spoken = numpy.array(spoken, float)
    for _ in range(ROUNDS):
        used = numpy.ones(len(rows), bool)
        for group in groups:
            if told[group[0]]:
                used[group] = spoken[group] == spoken[group].max()
        model = _model(counted[used], told[used], times[used], pull)
        spoken = model.decision_function(counted)
    return counter.get_feature_names_out(), model


def parts_of(files):
    """Parts of the authors, by their files of whole notes."""
    whole = [path for path in files if path.suffix != ".toml" and path.parent.name != "sayings"]
    return [whole[part::PARTS] for part in range(PARTS)]


def mentioned_by(examples, part):
    """(label, said, told, trap) of each label that a note of the part mentions. The notes that sums are learned from
    have taught them: a sum says more of those than it will of others. So each part is read with what all others
    teach."""
    book = book_with(*taught(some for path, some in examples.items() if path not in part))
    return [one for path in part for example in examples[path] for one in mentioned_in(example, book)]


def book_with(fitted, beside):
    """The phrasebook with other weights, as they would be read."""
    with TemporaryDirectory() as folder:
        for name in FILES[:-1]:
            (Path(folder) / name).symlink_to(FOLDER / name)
        (Path(folder) / FILES[-1]).write_text(
            json_of(fitted, beside, dict.fromkeys(GROUPS, ({}, 0.0))), encoding="utf-8"
        )
        return read_phrasebook(Path(folder))


def mentioned_in(example, book):
    """(label, said, told, trap) of each label that a note mentions: `said` is what can be weighed of each mention."""
    lines = lines_of(example.note, book)
    said = {}
    for mention in mentions_in(example.note, lines, subjects(lines, book), book).mentions.values():
        said.setdefault(mention.finding.label, []).append(frozenset(mention.texts(STEPS)))
    for label, mentions in said.items():
        if label not in example.unsure:
            yield label, mentions, label in example.told, label in example.traps


def fit_context(group, mentioned):
    """(weights, log-odds of nothing said) of what stands around mentions of a group of labels."""
    book = phrasebook()
    rows, told, times, groups = [], [], [], []
    for label, mentions, so, trap in mentioned:
        if group_of(label, book) == group:
            groups.append(range(len(rows), len(rows) + len(mentions)))
            rows += mentions
            told += [so] * len(mentions)
            times += [TRAP_CONTEXT if trap else 1] * len(mentions)
    if len(set(told)) < 2:
        return {}, 0.0
    spoken = [any(text.startswith(RULED_PRESENT) for text in said) for said in rows]
    words, model = fitted_to_most(rows, told, times, groups, spoken, RARE_CONTEXT, PULL_CONTEXT)
    weights, start = whole_weights(words, model, LEAST_CONTEXT, SCALE_CONTEXT)
    mentioned = text_of(ANY, *MENTIONED)
    return weights | {mentioned: round(SCALE_CONTEXT * (start + LIFT)) + weights.get(mentioned, 0)}, start


def without_phrases(said):
    return frozenset(text for text in said if parts_of_text(text)[1] not in KNOWN)


def whole_weights(words, model, least, scale=SCALE):
    weights = zip(words, model.coef_[0], strict=True)
    whole = {str(one): round(scale * weight) for one, weight in weights if abs(weight) >= least}
    return {one: weight for one, weight in whole.items() if weight}, float(model.intercept_[0])


def _model(rows, told, times, pull, common=0.0):
    """Weights towards nothing by `pull`: the more so, the more rows tell a word, by that power of their count. A rare
    word is mostly of one matter; a common one leans towards many labels a little, and all of that adds up."""
    counts = numpy.asarray(rows.sum(axis=0), float).ravel()
    scales = numpy.maximum(counts, 1) ** -common
    scales /= numpy.exp(numpy.average(numpy.log(scales), weights=numpy.maximum(counts, 1)))
    model = LogisticRegression(C=1 / pull, solver="liblinear", random_state=0)
    model.fit(rows @ diags(scales), told, sample_weight=times)
    model.coef_ *= scales
    return model


def levels(label, start, beside):
    """The sums from which a label is taken, and from which it is asked about."""
    side = side_of(label)
    if side and side in beside:
        odds, start = (TAKEN_MOVED, ASKED_MOVED), start + beside[side][1]
    else:
        odds = (TAKEN_RED, ASKED_RED) if is_red(label) else (TAKEN, ASKED)
    return tuple(max(1, math.ceil(SCALE * (one - start))) for one in odds)


def context_levels(group):
    """The same of what is weighed in its context."""
    return tuple(math.ceil(SCALE_CONTEXT * (one + LIFT)) for one in COUNTED[group])


def scored(label, fitted, beside, examples):
    weights, start = fitted
    taken_from, asks_from = levels(label, start, beside)
    together = phrasebook().reach.together if is_red(label) else 1
    counts = Counter()
    for said, named, told, unsure, *_ in examples:
        windows = (set().union(*said[at : at + together]) for at in range(max(1, len(said) - together + 1)))
        most = max((sum(weights.get(one, 0) for one in window) for window in windows), default=0)
        if side := side_of(label):
            speaks, _ = beside[side]
            moved = (sum(speaks.get(one, 0) for one in what) for name, what in named if name == label)
            most += max(moved, default=speaks.get(NONE_NAMED, 0))
        if label not in unsure:
            level = "taken" if most >= taken_from else "asked" if most >= asks_from else "silent"
            counts[level, label in told] += 1
    return counts


def figures(counts):
    told = sum(number for (_, so), number in counts.items() if so)
    taken, heard = counts["taken", True], counts["taken", True] + counts["asked", True]
    wrong, needless = counts["taken", False], counts["asked", False]
    return (
        f"{told:>4} told  taken: precision {share(taken, taken + wrong):.3f} recall {share(taken, told):.3f}"
        f"  or asked: {share(heard, told):.3f}, needless {needless}"
    )


def json_of(fitted, beside, context):
    """As a person reads it: one weight a paragraph."""
    hints = []
    for label, (weights, start) in fitted.items():
        hints.append(entry(label, head(*levels(label, start, beside)), weights))
    moved = [entry(side, "", weights) for side, (weights, _) in beside.items()]
    around = [entry(group, head(*context_levels(group)), weights) for group, (weights, _) in context.items()]
    sections = (("hints", hints), ("beside", moved), ("context", around))
    parts = ((key, ",\n".join(entries)) for key, entries in sections)
    return (
        ",\n".join((f'{{\n"note": {json.dumps(NOTE)}', *(f'"{key}": {{\n{text}\n}}' for key, text in parts))) + "\n}\n"
    )


def head(taken_from, asks_from):
    return f'"taken_from": {taken_from}, "asks_from": {asks_from},\n'


def entry(name, head, weights):
    return (
        f'"{name}": {{\n{head}"speaks_for": {{{listed(weights, 1)}}},\n"speaks_against": {{{listed(weights, -1)}}}\n}}'
    )


def listed(weights, sign):
    grouped = {}
    for one, weight in weights.items():
        if weight * sign > 0:
            grouped.setdefault(weight * sign, []).append(one)
    return ",".join(f'\n"{weight}": [\n{wrapped(sorted(grouped[weight]))}]' for weight in sorted(grouped, reverse=True))


def wrapped(words, width=116):
    lines, line = [], ""
    for word in words:
        piece = json.dumps(word, ensure_ascii=False)
        if line and len(line) + 2 + len(piece) > width:
            lines.append(line)
            line = ""
        line += f", {piece}" if line else piece
    return ",\n".join(f"    {one}" for one in (*lines, line) if one)
