"""Labelled notes, and how well they are read."""

import json
from collections import defaultdict
from dataclasses import dataclass

from plans.services.profile import HINTING

KINDS = ("flags", "red_flags")


class LabelledNoteError(ValueError):
    """A line that is no labelled note: `file:line: what is wrong`."""


def rows_of(files):
    """(file:line, row) of each labelled note in files of JSON lines."""
    for path in files:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                try:
                    yield f"{path.name}:{number}", json.loads(line)
                except ValueError:
                    raise LabelledNoteError(f"{path.name}:{number}: not JSON") from None


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
