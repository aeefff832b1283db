from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from backcare import safekeeping


class Command(BaseCommand):
    help = "Puts a backup in place of the database. What was there is kept beside it, as another backup."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file, **options):
        try:
            aside = safekeeping.restore(file)
        except safekeeping.Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Restored {file}. What was there before: {aside}")
