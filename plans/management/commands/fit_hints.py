"""Learns what the reader of notes weighs, or scores authors by what the others teach."""

import os
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from plans.engine.notes.context import GROUPS
from plans.labelled_notes import LabelledNoteError
from plans.learning.contexts import fit_context
from plans.learning.examples import examples_of, is_red
from plans.learning.mentions import mentioned_by, parts_of
from plans.learning.stored import json_of
from plans.learning.sums import figures, reached, taught
from plans.phrasebook import FILES, FOLDER, phrasebook


class Command(BaseCommand):
    help = "Learns the weights of rules/notes_hints.json from labelled notes (JSON lines, or the TOML net of signs)."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path)
        parser.add_argument("--cross", type=int, help="score authors by what the others teach, in so many parts")

    def handle(self, *args, files, cross, **options):
        try:
            examples = {path: list(examples_of(path)) for path in files}
        except LabelledNoteError as error:
            raise CommandError(str(error)) from None
        if cross:
            self.score(examples, cross)
        else:
            (FOLDER / FILES[6]).write_text(json_of(*learned(examples)), encoding="utf-8")

    def score(self, examples, parts):
        labels, files = sorted(phrasebook().labels), list(examples)
        whole = {True: Counter(), False: Counter()}
        for part in range(parts):
            fitted, beside = taught(examples[path] for at, path in enumerate(files) if at % parts != part)
            for path in (path for path in files[part::parts] if path.suffix != ".toml"):
                for red in (True, False):
                    counts = Counter()
                    for label in labels:
                        if is_red(label) is red:
                            counts.update(reached(label, fitted[label], beside, examples[path]))
                    self.tell(path.name, red, counts)
                    whole[red].update(counts)
        for red, counts in whole.items():
            self.tell("all", red, counts)

    def tell(self, name, red, counts):
        self.stdout.write(f"{name:<20}{'red' if red else 'plain':<6}{figures(counts)}")


def learned(examples):
    """Sums, what stands beside movements, and contexts, as json_of() takes them. `examples`: file → its Examples."""
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("fork")) as pool:
        sums = pool.submit(taught, list(examples.values()))
        mentioned = [one for part in pool.map(partial(mentioned_by, examples), parts_of(examples)) for one in part]
        fitted, beside = sums.result()
    return fitted, beside, {group: fit_context(group, mentioned) for group in GROUPS}
