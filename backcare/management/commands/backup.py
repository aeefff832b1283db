from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from backcare import safekeeping


class Command(BaseCommand):
    help = "Writes the whole database to one file. The site may go on running."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, help="where to (default: the folder backups beside the data)")

    def handle(self, *, file, **options):
        try:
            kept = safekeeping.backup(file or safekeeping.new_name("backcare"))
        except safekeeping.Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Backup: {kept}")
