"""How well labelled notes are read: figures only; a note's words are printed with --misses alone."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from plans.engine.notes.reading import read_note
from plans.labelled_notes import KINDS, LabelledNoteError, Score, rows_of, share, worst
from plans.phrasebook import phrasebook


class Command(BaseCommand):
    help = "Scores how labelled notes (JSON lines) are read: precision, recall and F1. Prints no note without --misses."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path)
        parser.add_argument("--brief", action="store_true", help="leave the table by label out")
        parser.add_argument("--misses", type=int, nargs="?", const=20, default=0, help="print so many misread notes")

    def handle(self, *args, files, brief, misses, **options):
        try:
            score = scored(files)
        except LabelledNoteError as error:
            raise CommandError(str(error)) from None
        self.stdout.write("\n".join(lines_of(score, brief)))
        for miss in worst(score.misses)[:misses]:
            self.stdout.write("\n" + told(miss))


def scored(files):
    score = Score()
    for number, row in rows_of(files):
        try:
            score.add(row, read_note(row["note"], phrasebook()))
        except (KeyError, TypeError, AttributeError) as error:
            raise LabelledNoteError(f"{number}: {type(error).__name__}") from None
    return score


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


def told(miss):
    said = [f"{miss.row.get('id')} ({miss.row.get('difficulty')}): {miss.row['note']}"]
    if miss.missed:
        said.append(f"    missed: {', '.join(miss.missed)}")
    if miss.wrong:
        said.append(f"    wrong:  {', '.join(miss.wrong)}")
    return "\n".join(said)
