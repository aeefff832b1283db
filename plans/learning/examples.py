"""What a labelled note can teach."""

import tomllib
from typing import NamedTuple

from plans.engine.notes.beside import told_beside
from plans.engine.notes.finding import found_in
from plans.engine.notes.hints import said_in
from plans.engine.notes.text import lines_of
from plans.engine.notes.whose import subjects
from plans.labelled_notes import rows_of
from plans.phrasebook import phrasebook

NET = 3  # times that an example of the net of signs counts: what it says is promised by tests
SIDES = {"worse": "worse_", "helped": "helped_"}  # what is learned of all movements at once: how their labels begin


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
