"""How well labelled notes are read: figures only; a note's words are printed with --misses alone."""

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from plans.engine.notes.reading import read_note
from plans.phrasebook import phrasebook
from plans.services.profile import HINTING

KINDS = ("flags", "red_flags")


@dataclass
class Tally:
    """Labels found rightly, found wrongly, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, right, wrong, missed):
        self.right += right
        self.wrong += wrong
        self.missed += missed

    @property
    def precision(self):
        return share(self.right, self.right + self.wrong)

    @property
    def recall(self):
        return share(self.right, self.right + self.missed)

    @property
    def f1(self):
        return share(2 * self.right, 2 * self.right + self.wrong + self.missed)


def share(part, whole):
    return part / whole if whole else 1.0


@dataclass(frozen=True)
class Miss:
    row: dict
    kind: str
    wrong: tuple[str, ...]
    missed: tuple[str, ...]


class Score:
    """Counts by kind and difficulty and by label; `optional` labels are neither rewarded nor punished."""

    def __init__(self):
        self.notes = defaultdict(int)
        self.kinds = defaultdict(Tally)
        self.labels = defaultdict(Tally)
        self.asked = defaultdict(Tally)  # signs found or asked about: right, needlessly asked, neither
        self.traps = self.sprung = 0
        self.misses = []

    def add(self, row, reading):
        level = row.get("difficulty", "unknown")
        self.notes[level] += 1
        found = {"flags": set(reading.flags), "red_flags": set(reading.red_flags)}
        for kind in KINDS:
            self._add(row, level, kind, found[kind])
        self._ask(row, level, found["red_flags"], asked_about(reading))
        traps = set(row.get("not", ()))
        self.traps += len(traps)
        self.sprung += len(traps & (found["flags"] | found["red_flags"]))

    def _add(self, row, level, kind, found):
        true, optional = set(row.get(kind, ())), set(row.get("optional", ()))
        right, wrong, missed = found & true, found - true - optional, true - found
        for key in ((kind, level), (kind, "all")):
            self.kinds[key].add(len(right), len(wrong), len(missed))
        for label in right | wrong | missed:
            self.labels[label].add(label in right, label in wrong, label in missed)
        if wrong or missed:
            self.misses.append(Miss(row, kind, tuple(sorted(wrong)), tuple(sorted(missed))))

    def size(self, level):
        return self.notes[level] if level in self.notes else sum(self.notes.values())

    def _ask(self, row, level, found, asked):
        true, optional = set(row.get("red_flags", ())), set(row.get("optional", ()))
        right, needless, missed = true & (found | asked), asked - found - true - optional, true - found - asked
        for key in (level, "all"):
            self.asked[key].add(len(right), len(needless), len(missed))


def asked_about(reading):
    """Signs that the site asks about before it plans: what is unsure, over, or said of someone else."""
    return {one.label for one in reading.findings if one.label.startswith("rf_") and one.status in HINTING}


class Command(BaseCommand):
    help = "Scores how labelled notes (JSON lines) are read: precision, recall and F1. Prints no note without --misses."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path)
        parser.add_argument("--brief", action="store_true", help="leave the table by label out")
        parser.add_argument("--misses", type=int, nargs="?", const=20, default=0, help="print so many misread notes")

    def handle(self, *args, files, brief, misses, **options):
        score = Score()
        for number, row in rows_of(files):
            try:
                score.add(row, read_note(row["note"], phrasebook()))
            except (KeyError, TypeError, AttributeError) as error:
                raise CommandError(f"{number}: {type(error).__name__}") from None
        self.stdout.write("\n".join(lines_of(score, brief)))
        for miss in worst(score.misses)[:misses]:
            self.stdout.write("\n" + told(miss))


def rows_of(files):
    for path in files:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                try:
                    yield f"{path.name}:{number}", json.loads(line)
                except ValueError:
                    raise CommandError(f"{path.name}:{number}: not JSON") from None


def lines_of(score, brief):
    levels = ("all", *sorted(score.notes))
    for kind in KINDS:
        yield f"{kind:<12}{'notes':>7}{'precision':>11}{'recall':>8}{'F1':>7}{'wrong':>7}{'missed':>8}"
        for level in levels:
            one = score.kinds[kind, level]
            yield f"  {level:<10}{score.size(level):>7}{figures(one)}"
        yield ""
    yield f"{'found or asked':<15}{'notes':>4}{'recall':>11}{'missed':>8}{'needless':>10}{'a note':>8}"
    for level in levels:
        one, notes = score.asked[level], score.size(level)
        yield f"  {level:<10}{notes:>7}{one.recall:>11.3f}{one.missed:>8}{one.wrong:>10}{share(one.wrong, notes):>8.3f}"
    yield ""
    yield f"traps sprung: {score.sprung} of {score.traps} ({share(score.sprung, score.traps or 1):.1%})"
    if not brief:
        yield ""
        for label, one in sorted(score.labels.items(), key=lambda item: (item[1].f1, item[0])):
            yield f"{label:<36}{one.right:>5}{figures(one)}"


def figures(one):
    return f"{one.precision:>11.3f}{one.recall:>8.3f}{one.f1:>7.3f}{one.wrong:>7}{one.missed:>8}"


def worst(misses):
    """A missed red flag first, then a false one, then the most labels wrong."""
    return sorted(
        misses,
        key=lambda miss: (
            miss.kind != "red_flags",
            not miss.missed,
            -len(miss.wrong) - len(miss.missed),
            str(miss.row.get("id")),
        ),
    )


def told(miss):
    said = [f"{miss.row.get('id')} ({miss.row.get('difficulty')}): {miss.row['note']}"]
    if miss.missed:
        said.append(f"    missed: {', '.join(miss.missed)}")
    if miss.wrong:
        said.append(f"    wrong:  {', '.join(miss.wrong)}")
    return "\n".join(said)
