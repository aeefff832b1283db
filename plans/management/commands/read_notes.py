"""JSON lines of notes in, JSON lines of what they say out. No database, no clock, no chance."""

from dataclasses import asdict

from django.core.management.base import BaseCommand

from plans.engine.notes.reading import read_note
from plans.json_lines import answer_each
from plans.phrasebook import phrasebook


class Command(BaseCommand):
    help = "Reads one note per line as JSON and writes what it says, in the same order."
    requires_system_checks = ()

    def handle(self, *args, **options):
        answer_each(self.stdout.write, answer)


def answer(entry):
    note = entry.get("note", "")
    if not isinstance(note, str):
        raise ValueError("note must be text")
    return asdict(read_note(note, phrasebook()))
