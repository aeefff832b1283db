"""Learns, from labelled notes, how much each word speaks for a sign: logistic regression, rounded to whole numbers."""

import math
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

from django.core.management.base import BaseCommand

from plans.engine.notes.hints import said_in
from plans.engine.notes.status import subjects
from plans.engine.notes.text import lines_of
from plans.management.commands.score_notes import rows_of, share
from plans.phrasebook import FILES, FOLDER, phrasebook

SCALE = 6  # whole numbers for one unit of the regression
LEAST = 0.25  # weights below are left out
RARE = 3  # notes that a word must be told in
COMMON = 30  # what more than one note in so many tells speaks for no sign, only against it
PULL = 0.4  # towards nothing: how little is believed of a word that few notes tell
PASSES, CLOSE = 60, 0.02  # until no weight moves further than this
TAKEN, ASKED, DOUBTED = 1.5, -0.3, -0.9  # log-odds, chosen on open notes of authors left out of the learning
HEADER = """\
# What speaks for a sign that no phrase says, and what against it: beginnings of words ("urina*"), two of them on end
# ("lost contr*"), and families of words (@) of notes_lexicon.toml, notes_words.toml and notes_hint_words.toml, each
# under its weight. What is said in three sentences on end is added up. From `taken_from` on the sign is taken, from
# `asks_from` on it is asked about, and below `doubted_below`, if anything speaks against it, it is only asked about
# even where a phrase says it.
#
# Learned from the open notes, never written by hand; `make hints` writes it anew.
"""


class Command(BaseCommand):
    help = "Learns the weights of rules/notes_hints.toml from labelled notes (JSON lines, or the TOML net of signs)."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path)
        parser.add_argument("--cross", action="store_true", help="score each with the others' weights")

    def handle(self, *args, files, cross, **options):
        examples = {path: list(examples_of(path)) for path in files}
        signs = [name for name, label in phrasebook().labels.items() if label.red and label.ask]
        if not cross:
            fitted = {sign: fit(sign, [one for path in files for one in examples[path]]) for sign in signs}
            (FOLDER / FILES[6]).write_text(toml_of(fitted), encoding="utf-8")
            return
        whole = Counter()
        for path in (path for path in files if path.suffix != ".toml"):
            others = [one for other in files if other != path for one in examples[other]]
            counts = Counter()
            for sign in signs:
                counts.update(scored(sign, fit(sign, others), examples[path]))
            self.stdout.write(f"{path.name:<24}{figures(counts)}")
            whole.update(counts)
        self.stdout.write(f"{'all':<24}{figures(whole)}")


def examples_of(path):
    """(what each sentence can be weighed by, signs said, signs not to learn from) of each note."""
    if path.suffix == ".toml":
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        for sign, notes in told.items():
            for kind in ("fires", "asks", "silent"):
                for note in notes.get(kind, ()):
                    yield weighable(note), {sign} - ({sign} if kind == "silent" else set()), told.keys() - {sign}
        return
    for _, row in rows_of([path]):
        yield weighable(row["note"]), set(row.get("red_flags", ())), set(row.get("optional", ()))


def weighable(note):
    book = phrasebook()
    lines = lines_of(note, book)
    return [frozenset(said) for said in said_in(lines, subjects(lines, book), book)]


def fit(sign, examples):
    """(weights, log-odds of nothing said) by coordinate descent: each step is bounded, so that none goes too far."""
    used = [(sorted(set().union(*said)), sign in told) for said, told, unsure in examples if sign not in unsure]
    often = Counter(one for said, _ in used for one in said)
    places = defaultdict(list)
    for at, (said, _) in enumerate(used):
        for one in said:
            if often[one] >= RARE:
                places[one].append(at)
    places[""] = list(range(len(used)))
    goal = [1.0 if so else -1.0 for _, so in used]
    margin, weights = [0.0] * len(used), dict.fromkeys(sorted(places), 0.0)
    for _ in range(PASSES):
        moved = 0.0
        for one, held in weights.items():
            here = places[one]
            slope = PULL * held - sum(goal[at] / (1 + math.exp(margin[at])) for at in here)
            weights[one] = held - slope / (PULL + len(here) / 4)
            if one and not one.startswith("@") and len(here) * COMMON > len(used):
                weights[one] = min(0.0, weights[one])
            step = weights[one] - held
            moved = max(moved, abs(step))
            for at in here:
                margin[at] += goal[at] * step
        if moved < CLOSE:
            break
    start = weights.pop("")
    whole = {one: round(SCALE * weight) for one, weight in weights.items() if abs(weight) >= LEAST}
    return {one: weight for one, weight in whole.items() if weight}, start


def levels(start):
    """The sums from which a sign is taken, from which it is asked about, and below which it is in doubt."""
    taken_from, asks_from, doubted_below = (math.ceil(SCALE * (odds - start)) for odds in (TAKEN, ASKED, DOUBTED))
    return max(1, taken_from), max(1, asks_from), max(0, doubted_below)


def scored(sign, fitted, examples):
    weights, start = fitted
    taken_from, asks_from, _ = levels(start)
    together = phrasebook().reach.together
    counts = Counter()
    for said, told, unsure in examples:
        windows = (set().union(*said[at : at + together]) for at in range(len(said)))
        most = max((sum(weights.get(one, 0) for one in window) for window in windows), default=0)
        if sign not in unsure:
            level = "taken" if most >= taken_from else "asked" if most >= asks_from else "silent"
            counts[level, sign in told] += 1
    return counts


def figures(counts):
    told = sum(number for (_, so), number in counts.items() if so)
    taken, heard = counts["taken", True], counts["taken", True] + counts["asked", True]
    wrong, needless = counts["taken", False], counts["asked", False]
    return (
        f"{told:>4} signs  taken: precision {share(taken, taken + wrong):.3f} recall {share(taken, told):.3f}"
        f"  or asked: {share(heard, told):.3f}, needless {needless}"
    )


def toml_of(fitted):
    parts = [HEADER]
    for sign, (weights, start) in fitted.items():
        taken_from, asks_from, doubted_below = levels(start)
        parts.append(
            f"[{sign}]\ntaken_from = {taken_from}\nasks_from = {asks_from}\ndoubted_below = {doubted_below}\n"
            f"\n[{sign}.speaks_for]\n{listed(weights, 1)}\n[{sign}.speaks_against]\n{listed(weights, -1)}"
        )
    return "\n".join(parts)


def listed(weights, sign):
    grouped = defaultdict(list)
    for one, weight in weights.items():
        if weight * sign > 0:
            grouped[weight * sign].append(one)
    return "".join(f"{weight} = [\n{wrapped(sorted(grouped[weight]))}]\n" for weight in sorted(grouped, reverse=True))


def wrapped(words, width=116):
    lines, line = [], ""
    for word in words:
        piece = f'"{word}",'
        if line and len(line) + 1 + len(piece) > width:
            lines.append(line)
            line = ""
        line += f" {piece}" if line else piece
    return "".join(f"    {one}\n" for one in (*lines, line) if one)
