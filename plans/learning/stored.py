"""What was learned, as rules/notes_hints.json has it."""

import json

from plans.learning.contexts import context_levels
from plans.learning.sums import levels

NOTE = (
    "What speaks for a label that no phrase says, and what against it: beginnings of words (urina*), two of them on "
    "end (lost contr*), and families of words (@) of notes_lexicon.toml, notes_words.toml and notes_hint_words.toml, "
    "with a ! where a no takes them back, each under its weight. What is said in one sentence is added up, for a sign "
    "of danger in six on end, for a fact that is told in pieces in up to three. "
    "From taken_from on the label is taken, and from asks_from on it is asked about. To the "
    "sum of a movement (worse_*, helped_*) is added what stands beside it, under beside, weighed alike for all of "
    "them or, with its name before it (sit/), for one alone: its own words, those last before and next after it in "
    "their order, those before and after it in its clause, which word of feeling is nearest (felt), what phrases "
    "found of it and of its opposite, and what the sentences around it tell. What mentions a label, phrases or sums, "
    "is weighed once more in its context: what the rules make of it (rule), how far its sum is over what it is taken "
    "from (over), its own words and those around it, for any label or, with its name before it, for one alone; "
    "together from taken_from on it counts, from overrules_from on even if the rules say that it does not, but for a "
    "no that is an answer or stands right before a sign. Learned from the open notes, never written by hand; "
    "`make hints` writes it anew."
)


def json_of(fitted, beside, context):
    """As a person reads it: one weight a paragraph."""
    hints = []
    for label, (weights, start) in fitted.items():
        hints.append(entry(label, head(*levels(label, start, beside)), weights))
    moved = [entry(side, "", weights) for side, (weights, _) in beside.items()]
    around = [entry(group, context_head(*context_levels(group)), weights) for group, (weights, _) in context.items()]
    sections = (("hints", hints), ("beside", moved), ("context", around))
    parts = ((key, ",\n".join(entries)) for key, entries in sections)
    return (
        ",\n".join((f'{{\n"note": {json.dumps(NOTE)}', *(f'"{key}": {{\n{text}\n}}' for key, text in parts))) + "\n}\n"
    )


def head(taken_from, asks_from):
    return f'"taken_from": {taken_from}, "asks_from": {asks_from},\n'


def context_head(taken_from, overrules_from, asks_from):
    return f'"taken_from": {taken_from}, "overrules_from": {overrules_from}, "asks_from": {asks_from},\n'


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
