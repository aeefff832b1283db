from django.core.management.base import BaseCommand, CommandError

from exercises.catalogue import CatalogueError
from exercises.loading import load_library


class Command(BaseCommand):
    help = "Brings the exercise files into the database. Safe to run again; words edited in the admin stay."

    def handle(self, *args, **options):
        try:
            loaded = load_library()
        except CatalogueError as error:
            raise CommandError(f"The library was not loaded:\n{error}") from error
        if options["verbosity"]:
            self.stdout.write(
                f"Library: {len(loaded.made)} new, {len(loaded.changed)} changed, {len(loaded.retired)} retired."
            )
            if loaded.kept:
                self.stdout.write(f"Kept as edited in the admin: {', '.join(loaded.kept)}.")
