"""How much what stands around a mention speaks for its counting."""

import math

from plans.engine.notes.beside import ANY, text_of
from plans.engine.notes.context import FACTS, MENTIONED, MOVEMENTS, SAID, SIGNS, group_of
from plans.engine.notes.facts import Status
from plans.learning.regression import fitted_to_most, whole_weights
from plans.phrasebook import phrasebook

RULED_PRESENT = text_of(ANY, "rule", f"{SAID} {Status.PRESENT}")
TRAP = 3  # times that a mention counts in a note which only seems to tell its label
RARE, PULL = 3, 10.0  # mentions that it stands around; towards nothing: how little is believed of what few tell
COUNTED = {  # taken, taken against the rules, and asked, in their context
    FACTS: (-0.5, -0.5, -2.0),
    SIGNS: (-1.5, -0.25, -3.0),
    MOVEMENTS: (-0.5, -0.5, -2.0),
}
LIFT = 12.0  # log-odds that every mention is given, so that no level is below nothing
SCALE, LEAST = 50, 0.04  # whole numbers for one unit of the regression; weights below are left out
STEPS = range(-90, 95, 5)  # how far the sum of a label is over what it is taken from, as far as it is told apart


def fit_context(group, mentioned):
    """(weights, log-odds of nothing said) of what stands around mentions of a group of labels."""
    book = phrasebook()
    rows, told, times, groups = [], [], [], []
    for label, mentions, so, trap in mentioned:
        if group_of(label, book) == group:
            groups.append(range(len(rows), len(rows) + len(mentions)))
            rows += mentions
            told += [so] * len(mentions)
            times += [TRAP if trap else 1] * len(mentions)
    if len(set(told)) < 2:
        return {}, 0.0
    spoken = [any(text.startswith(RULED_PRESENT) for text in said) for said in rows]
    words, model = fitted_to_most(rows, told, times, groups, spoken, RARE, PULL)
    weights, start = whole_weights(words, model, LEAST, SCALE)
    mentioned = text_of(ANY, *MENTIONED)
    return weights | {mentioned: round(SCALE * (start + LIFT)) + weights.get(mentioned, 0)}, start


def context_levels(group):
    """The weights from which on a mention is taken in its context, taken against the rules, and asked about."""
    return tuple(math.ceil(SCALE * (one + LIFT)) for one in COUNTED[group])
