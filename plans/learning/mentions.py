"""What notes mention, each read with the weights that the notes of others teach."""

from pathlib import Path
from tempfile import TemporaryDirectory

from plans.engine.notes.context import GROUPS
from plans.engine.notes.reading import mentions_in
from plans.engine.notes.text import lines_of
from plans.engine.notes.whose import subjects
from plans.learning.contexts import STEPS
from plans.learning.stored import json_of
from plans.learning.sums import taught
from plans.phrasebook import FILES, FOLDER, read_phrasebook

PARTS = 2  # of the authors: the sums that mentions of one part are weighed with are learned from the others


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
