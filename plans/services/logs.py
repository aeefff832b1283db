"""Keeps what was done. Each write is safe to repeat: the client's key names the log it makes."""

import datetime
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from plans.models import ExerciseLog, ExerciseSession, Profile, SessionLog
from plans.services.revising import adapt_week
from plans.services.start import hear_log


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person says they did on one day. `ratings` maps slug → easy, right or hard ("" for no rating) for
    each exercise done; None keeps the exercises of an unplanned log empty. `hurts` are the "This hurts" of the way
    ({"exercise", "where", "pain_nrs", "then"}); None leaves those of a log as they are."""

    date: datetime.date
    heart_minutes: int
    total_minutes: int
    talk_test: str = ""
    activity: str = ""
    pain_before: int | None = None
    pain_after: int | None = None
    effort_cr10: int | None = None
    note: str = ""
    ratings: Mapping[str, str] | None = None
    hurts: Sequence[Mapping[str, object]] | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """`is_new` is false when a repeat found the log that was made before; `look_alike` is another log of that day
    that may be the same thing."""

    log: SessionLog
    is_new: bool
    look_alike: SessionLog | None = None


@transaction.atomic
def log_session(*, user, entry: Entry, client_key: uuid.UUID, session: ExerciseSession | None = None) -> Saved:
    """One log. The same key again gives the same log with its latest answers; a second finish of a planned session
    is merged into it. What it says about pain and effort counts for the rest of the week at once."""
    saved = _keep(user, entry, client_key, session)
    _adapt(user)
    return saved


def _adapt(user):
    profile = Profile.objects.filter(user=user).first()
    if profile:
        adapt_week(user=user, today=profile.today())


def _keep(user, entry, client_key, session):
    existing = _existing(user, client_key, session)
    if existing is None and SessionLog.objects.of(user).filter(client_key=client_key).exists():
        client_key = uuid.uuid4()  # one page's key sent for another session: two logs, none lost
    if existing is None:
        try:
            with transaction.atomic():
                log = SessionLog(user=user, session=session, client_key=client_key)
                _write(log, entry)
                return Saved(log, True, None if session else _look_alike(log))
        except IntegrityError:
            existing = _existing(user, client_key, session)
    if existing.client_key == client_key:
        _write(existing, entry)  # the same page again: its latest answers hold
    else:
        _merge(existing, entry)
    return Saved(existing, False)


def _existing(user, client_key, session):
    logs = SessionLog.objects.select_for_update().of(user)
    by_key = logs.filter(client_key=client_key, session=session).first()
    if by_key or session is None:
        return by_key
    return logs.filter(session=session).first()


@transaction.atomic
def edit_log(*, log: SessionLog, entry: Entry) -> SessionLog:
    """Replaces what a log says. Exercises left out of `entry.ratings` are taken off it."""
    _write(log, entry)
    if entry.ratings is not None:
        log.exercises.exclude(exercise_id__in=entry.ratings).delete()
    _adapt(log.user)
    return log


@transaction.atomic
def delete_log(*, log: SessionLog) -> None:
    hear_log(user=log.user, log=log.pk, note="")
    log.delete()
    _adapt(log.user)


def _write(log, entry):
    for field in (
        "date", "heart_minutes", "total_minutes", "talk_test", "activity", "pain_before", "pain_after",
        "effort_cr10", "note",
    ):  # fmt: skip
        setattr(log, field, getattr(entry, field))
    if entry.hurts is not None:
        log.hurts = [dict(one) for one in entry.hurts]
    log.save()
    hear_log(user=log.user, log=log.pk, note=log.note)
    _write_exercises(log, entry.ratings or {})


def _write_exercises(log, ratings):
    planned = {}
    for item in log.session.items.all() if log.session_id else ():
        planned.setdefault(item.exercise_id, []).append(item)
    rows = [_exercise_row(log, slug, rating, planned.get(slug, ())) for slug, rating in ratings.items()]
    ExerciseLog.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["log", "exercise"],
        update_fields=["rating"],
    )


def _exercise_row(log, slug, rating, items):
    """One row for an exercise; an activity planned in several goes is done for their minutes together."""
    if not items:
        return ExerciseLog(log=log, exercise_id=slug, rating=rating)
    first = items[0]
    return ExerciseLog(
        log=log,
        exercise_id=slug,
        planned=first,
        rating=rating,
        sets=first.sets,
        reps=first.reps,
        hold_s=first.hold_s,
        minutes=sum(item.minutes or 0 for item in items) or None,
    )


def _merge(log, entry):
    """A second finish of one session: all exercises of both, the larger minutes, the latest answers."""
    log.heart_minutes = max(log.heart_minutes, entry.heart_minutes)
    log.total_minutes = max(log.total_minutes, entry.total_minutes)
    for field in ("talk_test", "activity", "pain_before", "pain_after", "effort_cr10", "note"):
        value = getattr(entry, field)
        if value not in (None, ""):
            setattr(log, field, value)
    log.hurts += [dict(one) for one in entry.hurts or () if dict(one) not in log.hurts]
    log.save()
    hear_log(user=log.user, log=log.pk, note=log.note)
    _write_exercises(log, entry.ratings or {})


def _look_alike(log) -> SessionLog | None:
    """Another unplanned log of that day with the same activity and minutes: perhaps the same, so we ask."""
    return (
        SessionLog.objects.of(log.user)
        .filter(date=log.date, session=None, activity__iexact=log.activity, heart_minutes=log.heart_minutes)
        .exclude(pk=log.pk)
        .first()
    )


def exercises_planned(session: ExerciseSession) -> Sequence[str]:
    """Slugs of a session in the order they are done, each once."""
    return list(dict.fromkeys(session.items.values_list("exercise_id", flat=True)))
