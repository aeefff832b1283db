"""Keeps what was done. Each write is safe to repeat: the client's key names the log it makes."""

import datetime
import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db import IntegrityError, transaction
from django.utils import timezone

from plans.models import DeletedLog, ExerciseLog, ExerciseSession, Profile, SessionLog
from plans.services.joining import forget, joined_of, remember, restore
from plans.services.revising import adapt_week
from plans.services.start import hear_log

ANSWERS = ("talk_test", "activity", "pain_before", "pain_after", "effort_cr10", "note")
DOSE = ("sets", "reps", "hold_s", "minutes")
MOST_SAYINGS = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person says they did on one day. `ratings` maps slug → easy, right or hard ("" for no rating) for
    each exercise done; None keeps the exercises of an unplanned log empty. `hurts` are the "This hurts" of the way
    ({"exercise", "where", "pain_nrs", "then"}); None leaves those of a log as they are. `amounts` maps slug → what the
    player counted of it ({"sets", "reps", "hold_s", "minutes"}); where it has none, the planned dose was done."""

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
    amounts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Said:
    """One saying of a log: the phone's name for it, the same with each try to send it, and when it was said. A form
    posted without an outbox has no name and is said now."""

    name: str = ""
    at: datetime.datetime = field(default_factory=lambda: timezone.now())


@dataclass(frozen=True, slots=True)
class Saved:
    """`is_new` is false when a repeat found the log that was made before; `look_alike` is another log of that day
    that may be the same thing, as long as the person has not said; `is_late` is true when the log was changed after
    this was said, and stays so."""

    log: SessionLog
    is_new: bool
    look_alike: SessionLog | None = None
    is_late: bool = False


@transaction.atomic
def log_session(
    *, user, entry: Entry, client_key: uuid.UUID, session: ExerciseSession | None = None, said: Said | None = None
) -> Saved:
    """One log. The same key again gives the same log with its latest answers; a second finish of a planned session
    is merged into it. What was said before the log was last changed, and only came now, changes no answer. What it
    says about pain and effort counts for the rest of the week at once."""
    saved = _keep(user, entry, client_key, session, said or Said())
    _adapt(user)
    return saved if saved.log.is_another else replace(saved, look_alike=look_alike_of(saved.log))


def _adapt(user):
    profile = Profile.objects.filter(user=user).first()
    if profile:
        adapt_week(user=user, today=profile.today())


def _keep(user, entry, client_key, session, said):
    existing = _existing(user, client_key, session)
    if existing is None and SessionLog.objects.of(user).filter(client_key=client_key).exists():
        client_key = uuid.uuid4()  # one page's key sent for another session: two logs, none lost
    if existing is None:
        try:
            with transaction.atomic():
                log = SessionLog(user=user, session=session, client_key=client_key)
                _write(log, entry, said)
                DeletedLog.objects.of(user).filter(client_key=client_key).delete()  # wanted after all
                return Saved(log, True)
        except IntegrityError:
            existing = _existing(user, client_key, session)
    if said.name and said.name in existing.sayings:
        return Saved(existing, False)  # sent once more, since its answer was lost
    is_late = existing.said_at is not None and said.at < existing.said_at
    if existing.client_key != client_key:
        _merge(existing, entry, said, is_latest=not is_late)
    elif not is_late:
        _write(existing, entry, said)  # the same page again: its latest answers hold
    return Saved(existing, False, is_late=is_late)


class ChangedSinceError(Exception):
    """A log says something else than when it was looked at to be changed."""


def version_of(log: SessionLog) -> str:
    """Another one whenever anything of a log changes that can be edited."""
    said = [getattr(log, name) for name in ("date", "total_minutes", "heart_minutes", *ANSWERS)]
    done = sorted((one.exercise_id, one.rating) for one in log.exercises.all())
    return hashlib.sha256(repr((said, done)).encode()).hexdigest()[:16]


def _existing(user, client_key, session):
    logs = SessionLog.objects.select_for_update().of(user)
    by_key = logs.filter(client_key=client_key, session=session).first()
    if by_key or session is None:
        return by_key
    return logs.filter(session=session).first()


@transaction.atomic
def edit_log(*, log: SessionLog, entry: Entry, seen: str = "") -> SessionLog:
    """Replaces what a log says. Exercises left out of `entry.ratings` are taken off it. `seen` is its version when it
    was looked at; raises ChangedSinceError if it is another one by now."""
    if seen and version_of(SessionLog.objects.select_for_update().get(pk=log.pk)) != seen:
        raise ChangedSinceError
    _write(log, entry, Said())
    if entry.ratings is not None:
        log.exercises.exclude(exercise_id__in=entry.ratings).delete()
    _adapt(log.user)
    return log


@transaction.atomic
def delete_log(*, log: SessionLog) -> None:
    hear_log(user=log.user, log=log.pk, note="")
    DeletedLog.objects.update_or_create(
        user=log.user,
        client_key=log.client_key,
        defaults={"sayings": log.sayings, "deleted_at": timezone.now()},
    )
    log.delete()
    _adapt(log.user)


def was_deleted(*, user, client_key: uuid.UUID, said: Said) -> bool:
    """Whether this was said before its log was deleted elsewhere. What is said after that is meant anew. A second
    finish that went into another's log is known by the phone's name for it."""
    if SessionLog.objects.of(user).filter(client_key=client_key).exists():
        return False
    gone = DeletedLog.objects.of(user).filter(deleted_at__gte=said.at)
    return any(one.client_key == client_key or (said.name and said.name in one.sayings) for one in gone)


def _write(log, entry, said):
    for name in ("date", "total_minutes", "heart_minutes", *ANSWERS):
        setattr(log, name, getattr(entry, name))
    if entry.hurts is not None:
        log.hurts = [dict(one) for one in entry.hurts]
    _take_in(log, said)
    log.save()
    forget(log=log)
    hear_log(user=log.user, log=log.pk, note=log.note)
    _write_exercises(log, entry)


def _take_in(log, said):
    log.said_at = max(filter(None, (log.said_at, said.at)))
    if said.name:
        log.sayings = [*log.sayings, said.name][-MOST_SAYINGS:]


def _exercise_rows(log, entry):
    planned = {}
    for item in log.session.items.all() if log.session_id else ():
        planned.setdefault(item.exercise_id, []).append(item)
    return [
        ExerciseLog(log=log, exercise_id=slug, rating=rating, **_dose_done(planned.get(slug), entry.amounts.get(slug)))
        for slug, rating in (entry.ratings or {}).items()
    ]


def _write_exercises(log, entry):
    """A dose that is kept stays, unless the player counted it anew."""
    rows = _exercise_rows(log, entry)
    counted = [row for row in rows if row.exercise_id in entry.amounts]
    others = [row for row in rows if row.exercise_id not in entry.amounts]
    for some, columns in ((counted, ["rating", *DOSE]), (others, ["rating"])):
        ExerciseLog.objects.bulk_create(
            some, update_conflicts=True, unique_fields=["log", "exercise"], update_fields=columns
        )


def _dose_done(items, amount):
    """What was planned of it, as far as the player did not count what was done. An activity planned in several goes is
    done for their minutes together."""
    if not items:
        return {key: (amount or {}).get(key) for key in DOSE}
    first = items[0]
    planned = {
        "sets": first.sets,
        "reps": first.reps,
        "hold_s": first.hold_s,
        "minutes": sum(item.minutes or 0 for item in items) or None,
    }
    counted = {key: amount[key] for key in amount or () if planned[key] and key != "hold_s"}
    return {"planned": first, **planned, **counted}


def _merge(log, entry, said, *, is_latest):
    """A second finish of one session: all exercises of both, the larger minutes, the latest answers."""
    log.heart_minutes = max(log.heart_minutes, entry.heart_minutes)
    log.total_minutes = max(log.total_minutes, entry.total_minutes)
    for name in ANSWERS:
        value = getattr(entry, name)
        if value not in (None, "") and (is_latest or getattr(log, name) in (None, "")):
            setattr(log, name, value)
    log.hurts += [dict(one) for one in entry.hurts or () if dict(one) not in log.hurts]
    _take_in(log, said)
    log.save()
    hear_log(user=log.user, log=log.pk, note=log.note)
    _merge_exercises(log, entry, is_latest=is_latest)


def _merge_exercises(log, entry, *, is_latest):
    there = {row.exercise_id: row for row in log.exercises.all()}
    rows = _exercise_rows(log, entry)
    ExerciseLog.objects.bulk_create(row for row in rows if row.exercise_id not in there)
    for row in rows:
        before = there.get(row.exercise_id)
        if before is None:
            continue
        if row.rating and (is_latest or not before.rating):
            before.rating = row.rating
        for column in DOSE if row.exercise_id in entry.amounts else ():
            setattr(before, column, max(getattr(before, column) or 0, getattr(row, column) or 0) or None)
    ExerciseLog.objects.bulk_update(there.values(), ["rating", *DOSE])


def look_alike_of(log: SessionLog) -> SessionLog | None:
    """The newest log before this one that may be the same thing, so we ask."""
    if log.session_id:
        return None
    that_day = SessionLog.objects.of(log.user).filter(date=log.date, session=None, pk__lt=log.pk)
    return next((one for one in that_day if log.looks_like(one)), None)


@transaction.atomic
def keep_one(*, log: SessionLog) -> SessionLog:
    """It was logged twice: `log` stays, with what only its look-alike says and the notes of both, and the look-alike
    goes. Said once more, it changes nothing. For a week, or until the log is changed, `take_apart` undoes it."""
    other = look_alike_of(log)
    if other is None:
        return log
    remember(log=log, other=other)
    log.note = "\n\n".join(dict.fromkeys(filter(None, (other.note, log.note))))
    log.next_morning = log.next_morning or other.next_morning
    answers = {name: getattr(other, name) for name in ANSWERS}
    entry = Entry(other.date, other.heart_minutes, other.total_minutes, hurts=other.hurts, **answers)
    _merge(log, entry, Said(at=other.said_at or other.created_at), is_latest=False)
    there = list(log.exercises.values_list("exercise_id", flat=True))
    other.exercises.exclude(exercise_id__in=there).update(log=log)
    delete_log(log=other)
    return log


@transaction.atomic
def take_apart(*, log: SessionLog) -> SessionLog | None:
    """Undoes the last `keep_one` of this log, and answers the one that is back; None if there is nothing to undo."""
    joined = joined_of(log)
    if joined is None:
        return None
    other = restore(joined)
    for one in (joined.log, other):
        hear_log(user=log.user, log=one.pk, note=one.note)
    _adapt(log.user)
    return other


def keep_both(*, log: SessionLog) -> SessionLog:
    """It was another one: it is not asked about again."""
    log.is_another = True
    log.save(update_fields=["is_another", "updated_at"])
    return log
