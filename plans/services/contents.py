"""What a session holds, taken apart and put together again: for what a person changes by hand."""

from collections.abc import Iterable

from django.utils import timezone

from plans.engine.dosing import block_seconds, minutes
from plans.engine.draft import Block
from plans.models import ExerciseSession, PlannedExercise
from plans.rulebook import rulebook

KEPT = (
    "exercise_id", "block", "position", "minutes", "sets", "reps", "hold_s", "hold_breaths", "rest_s", "per_side",
    "seconds", "reason", "how", "rules", "sources",
)  # fmt: skip


def contents_of(session: ExerciseSession) -> dict:
    """All that `restore` needs to make the session as it is now."""
    items = [{name: getattr(item, name) for name in KEPT} for item in session.items.order_by("order")]
    return {"title": session.title, "gaps": session.gaps, "is_gentle": session.is_gentle, "items": items}


def restore(session: ExerciseSession, before: dict) -> None:
    session.title, session.gaps, session.is_gentle = before["title"], before["gaps"], before["is_gentle"]
    fill(session, [PlannedExercise(**item) for item in before["items"]])


def fill(session: ExerciseSession, rows: Iterable[PlannedExercise]) -> None:
    """Gives a session these items, in this order, and its minutes anew. A page that still shows the old ones can
    tell by the revision."""
    rows = list(rows)
    session.items.all().delete()
    for order, row in enumerate(rows):
        row.pk, row.session, row.order = None, session, order
    PlannedExercise.objects.bulk_create(rows)
    rows = list(session.items.select_related("exercise"))
    session.heart_minutes = sum(
        row.minutes or 0 for row in rows if row.block == Block.HEART and row.exercise.counts_as_heart
    )
    times = [[row.seconds for row in rows if row.block == block] for block in Block]
    session.total_minutes = sum(minutes(block_seconds(some, rulebook().timing)) for some in times)
    session.revision += 1
    session.changed_at = timezone.now()
    session.save()
