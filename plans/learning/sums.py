"""How much each word speaks for a label, and what stands beside a movement for its hurting or helping."""

import math
from collections import Counter
from itertools import pairwise

import numpy
from scipy.sparse import csr_array, vstack
from sklearn.feature_extraction.text import CountVectorizer

from plans.engine.notes.beside import ANY, KNOWN, NOT_NAMED, parts_of_text, text_of
from plans.engine.notes.facts import Status
from plans.labelled_notes import share
from plans.learning.examples import SIDES, is_red, side_of
from plans.learning.regression import fitted_to_most, model_of, whole_weights
from plans.phrasebook import phrasebook

FOUND = text_of(ANY, "found", "")  # how what phrases make of a movement begins
NONE_NAMED = text_of(ANY, *NOT_NAMED)
SCALE = 10  # whole numbers for one unit of the regression
LEAST, LEAST_RED = 0.25, 0.05  # weights below are left out; many small ones tell a sign of danger from what is none
TRAP, TRAP_RED, TRAP_BESIDE = 6, 3, 2  # times that a note counts which only seems to tell a label
RARE, RARE_BESIDE = 3, 4  # sentences that tell a word, movements that it stands beside
UNNAMED = -4.0  # log-odds of what stands beside a movement that the note does not name
PULL, PULL_BESIDE = 0.5, 1.0  # towards nothing: how little is believed of a word that few tell
COMMON, COMMON_MOVED, COMMON_RED = 0.0, 0.15, 0.3  # towards nothing too: the power of how many sentences tell a word
TAKEN, ASKED = 1.0, -0.5  # log-odds, chosen on notes of authors left out of the learning
TAKEN_MOVED, ASKED_MOVED = -0.5, -3.0  # of a movement's own words and those beside it, added up
TAKEN_RED, ASKED_RED = -1.5, -3.5  # the same of signs of danger, which are rather asked about


def taught(examples):
    """(label → its weights and start, side → the same of what stands beside movements)"""
    lesson = Lesson([one for some in examples for one in some])
    return {label: lesson.fit(label) for label in sorted(phrasebook().labels)}, {
        side: lesson.fit_beside(side) for side in SIDES
    }


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
        self.runs = {red: self._runs(phrasebook().reach.together if red else 1) for red in (True, False)}

    def _runs(self, most):
        """(what each tells, number of its example) of all runs of up to so many sentences on end."""
        spans = [
            (number, start, stop)
            for number, (first, end) in enumerate(pairwise(self.first))
            for start in range(first, end)
            for stop in range(start + 1, min(end, start + most) + 1)
        ]
        within = numpy.concatenate([numpy.arange(start, stop, dtype="int32") for _, start, stop in spans])
        ends = numpy.cumsum([0, *(stop - start for _, start, stop in spans)], dtype="int32")
        told = csr_array((numpy.ones(len(within), int), within, ends)) @ self.sentences
        told.data[:] = 1  # what is said again counts once
        return told, numpy.array([number for number, _, _ in spans])

    def fit(self, label):
        """(weights, log-odds of nothing said). Which part of a note tells a label is not known: it is the one that
        those weights take for it which whole notes teach. From then on that part teaches beside the whole note; and of
        a note that does not tell it each sentence, or the one run of them that most seems to tell a sign of danger."""
        used = numpy.array([label not in one.unsure for one in self.examples])
        told = numpy.array([label in one.told for one in self.examples])
        if len(set(told[used])) < 2:
            return {}, 0.0
        red = is_red(label)
        traps = numpy.array([label in one.traps for one in self.examples])
        times = numpy.where(traps, TRAP_RED if red else TRAP, 1)
        common = COMMON_RED if red else COMMON_MOVED if side_of(label) else COMMON
        model = model_of(self.notes[used], told[used], times[used], PULL, common)
        runs, numbers = self.runs[red]
        teaching = _strongest(model.decision_function(runs), numbers)
        if not red:
            teaching |= ~told[numbers]
        teaching &= used[numbers]
        of_whom = numpy.concatenate([numpy.flatnonzero(used), numbers[teaching]])
        rows = vstack([self.notes[used], runs[teaching]])
        model = model_of(rows, told[of_whom], times[of_whom], PULL, common)
        return whole_weights(self.words, model, LEAST_RED if red else LEAST, SCALE)

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
        weights, start = whole_weights(words, model, LEAST, SCALE)
        return weights | {NONE_NAMED: round(SCALE * (UNNAMED - start))}, start


def _strongest(spoken, numbers):
    """Of the runs of each example, the first of those that speak most for a label."""
    chosen = numpy.zeros(len(spoken), bool)
    ordered = numpy.lexsort((-spoken, numbers))
    chosen[ordered[numpy.unique(numbers[ordered], return_index=True)[1]]] = True
    return chosen


def without_phrases(said):
    return frozenset(text for text in said if parts_of_text(text)[1] not in KNOWN)


def levels(label, start, beside):
    """The sums from which a label is taken, and from which it is asked about."""
    side = side_of(label)
    if side and side in beside:
        odds, start = (TAKEN_MOVED, ASKED_MOVED), start + beside[side][1]
    else:
        odds = (TAKEN_RED, ASKED_RED) if is_red(label) else (TAKEN, ASKED)
    return tuple(max(1, math.ceil(SCALE * (one - start))) for one in odds)


def reached(label, fitted, beside, examples):
    """(level that the sum of a label reaches, whether it is told) → how many examples."""
    weights, start = fitted
    taken_from, asks_from = levels(label, start, beside)
    lengths = phrasebook().runs[label]
    counts = Counter()
    for said, named, told, unsure, *_ in examples:
        windows = (
            set().union(*said[at : at + length]) for length in lengths for at in range(max(1, len(said) - length + 1))
        )
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
