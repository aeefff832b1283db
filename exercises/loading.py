"""Brings the library's files into the database. What an admin edited stays, and is said."""

from dataclasses import dataclass

from django.db import transaction

from exercises.catalogue import catalogue, columns_of
from exercises.models import Exercise

# Facts that only a file may change; an admin adds to them in columns of their own.
FILE_FACTS = (
    "kind", "role", "region", "min_level", "load", "rep_s", "effort", "counts_as_heart", "is_core", "positions",
    "equipment", "demands", "doses", "easier", "harder", "substitutes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Loaded:
    """Slugs by what happened to them. `kept`: an admin's words were left as they are."""

    made: tuple[str, ...]
    changed: tuple[str, ...]
    kept: tuple[str, ...]
    retired: tuple[str, ...]


def _withdrawn(row, exercise):
    """A file that takes an exercise out of plans wins over an edit; it never puts one back that an admin took out."""
    return {key: getattr(row, key) or getattr(exercise, key) for key in ("is_retired", "is_library_only")}


@transaction.atomic
def load_library() -> Loaded:
    """Files → rows, in a handful of queries. Safe to run twice and side by side. A row whose file is gone is
    retired, never deleted: old plans still name it."""
    known = catalogue()
    rows = {row.slug: row for row in Exercise.objects.select_for_update()}
    made, changed, kept = [], [], []
    for slug, exercise in known.exercises.items():
        columns = columns_of(exercise)
        row = rows.get(slug)
        if row is None:
            made.append(Exercise(slug=slug, file_digest=known.digest, **columns))
            continue
        if row.edited_at:
            kept.append(slug)
            columns = {key: columns[key] for key in FILE_FACTS} | _withdrawn(row, exercise)
        if any(getattr(row, key) != value for key, value in columns.items()) or row.file_digest != known.digest:
            for key, value in columns.items():
                setattr(row, key, value)
            row.file_digest = known.digest
            changed.append(row)
    gone = [row for slug, row in rows.items() if slug not in known.exercises and row.file_digest and not row.is_retired]
    for row in gone:
        row.is_retired = True
    Exercise.objects.bulk_create(made, ignore_conflicts=True)
    fields = [*columns_of(next(iter(known.exercises.values()))), "file_digest"]
    Exercise.objects.bulk_update([*changed, *gone], fields)
    return Loaded(
        tuple(row.slug for row in made),
        tuple(row.slug for row in changed),
        tuple(kept),
        tuple(row.slug for row in gone),
    )
