"""The reader by its phrases and mechanisms alone; test_hints.py tests what the learned weights of plain labels add."""

from dataclasses import replace

from plans.engine.notes.reading import read_note
from plans.phrasebook import phrasebook

BOOK = replace(
    phrasebook(),
    hints={name: one for name, one in phrasebook().hints.items() if name.startswith("rf_")},
    context={},
)


def read(note):
    return read_note(note, BOOK)
