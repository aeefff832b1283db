"""JSON lines of notes in, JSON lines of what they say out. No database, no clock, no chance."""

import json
import sys
from dataclasses import asdict

from django.core.management.base import BaseCommand

from plans.engine.notes.reading import read_note
from plans.phrasebook import phrasebook


class Command(BaseCommand):
    help = "Reads one note per line as JSON and writes what it says, in the same order."
    requires_system_checks = ()

    def handle(self, *args, **options):
        for line in sys.stdin.buffer:
            if line.strip():
                self.stdout.write(json.dumps(answer(line), ensure_ascii=False))


def answer(line):
    entry = None
    try:
        entry = json.loads(line.decode("utf-8"))
        if not isinstance(entry, dict):
            raise ValueError("a line must hold one object")
        note = entry.get("note", "")
        if not isinstance(note, str):
            raise ValueError("note must be text")
        note.encode("utf-8")
    except (ValueError, RecursionError) as error:
        return {"id": entry.get("id") if isinstance(entry, dict) else None, "error": str(error)}
    return {"id": entry.get("id"), **asdict(read_note(note, phrasebook()))}
