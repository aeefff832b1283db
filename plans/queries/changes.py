"""What changed since last week, with the logs that led to it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from exercises.models import Exercise
from plans.engine import codec
from plans.engine.progress import Change
from plans.engine.reading import pain_band
from plans.models import ExerciseLog, Profile, SessionLog, WeeklyPlan
from plans.rulebook import rulebook
from plans.services.past import CORE_BLOCKS, key_of


@dataclass(frozen=True, slots=True)
class Evidence:
    """One session a change rests on. `rating` is empty where the change is about more than one exercise."""

    log: SessionLog
    rating: str


@dataclass(frozen=True, slots=True)
class Row:
    """One change. `name` and `instead_of` are names of exercises, empty for the heart-raising part."""

    key: str
    change: Change
    name: str
    instead_of: str
    evidence: tuple[Evidence, ...]
    is_refused: bool


@dataclass(frozen=True, slots=True)
class Held:
    """An exercise of this week, and since when it is locked (None: it is not)."""

    slug: str
    name: str
    since: datetime.date | None


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """`notes` say what holds the amounts down or still besides the logs: pain, a flare-up."""

    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    exercises: tuple[Held, ...]


def changes_page(profile: Profile, plan: WeeklyPlan) -> ChangesPage:
    """In three queries, whatever the history."""
    draft = codec.from_json(plan.draft)
    refused = {one["key"]: codec.change_from_json(one["change"]) for one in plan.inputs.get("refused", ())}
    changes = [(change, False) for change in draft.changes]
    changes += [(change, True) for change in refused.values()]
    names = dict(Exercise.objects.values_list("slug", "name"))
    logs = _logs_of(plan, {pk for change, _refused in changes for pk in change.logs})
    return ChangesPage(
        rows=tuple(_row(change, is_refused, names, logs) for change, is_refused in changes),
        notes=_notes(draft, plan),
        exercises=_held(profile, draft, names),
    )


def _notes(draft, plan):
    pain, rules = plan.inputs["person"]["pain_nrs"], rulebook()
    band = pain_band(pain, rules)
    found = [draft.target.reason] if draft.target.minutes_per_day < rules.target.minutes_per_day else []
    return (*found, *([band.words.format(pain=pain)] if band.words else ()))


def _logs_of(plan, keys) -> Mapping[int, SessionLog]:
    return SessionLog.objects.of(plan.user_id).prefetch_related("exercises").in_bulk(keys) if keys else {}


def _row(change, is_refused, names, logs):
    key = key_of(change)
    found = [logs[pk] for pk in change.logs if pk in logs]
    return Row(
        key=key,
        change=change,
        name=names.get(change.exercise, ""),
        instead_of=names.get(change.instead_of, ""),
        evidence=tuple(Evidence(log, _rating(log.exercises.all(), key)) for log in found),
        is_refused=is_refused,
    )


def _rating(rows: list[ExerciseLog], slug):
    return next((row.get_rating_display() for row in rows if row.exercise_id == slug and row.rating), "")


def _held(profile, draft, names):
    since = {one["exercise"]: datetime.date.fromisoformat(one["date"]) for one in profile.locked}
    planned = [item.exercise for one in draft.sessions for item in one.items if item.block in CORE_BLOCKS]
    return tuple(
        Held(slug, names.get(slug, slug), since.get(slug))
        for slug in dict.fromkeys((*planned, *since))
        if slug in names
    )
