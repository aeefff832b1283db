"""Two logs kept as one: what each said is remembered for a while, so that they can be taken apart again."""

import datetime

from django.utils import timezone

from plans.models import DeletedLog, ExerciseLog, JoinedLog, SessionLog

KEPT_FOR = datetime.timedelta(weeks=1)
SAID = (
    "date", "activity", "heart_minutes", "total_minutes", "talk_test", "pain_before", "pain_after", "effort_cr10",
    "hurts", "next_morning", "note",
)  # fmt: skip
MADE = ("client_key", "sayings", "said_at", "created_at")
DONE = ("exercise_id", "rating", "sets", "reps", "hold_s", "minutes")


def remember(*, log: SessionLog, other: SessionLog) -> JoinedLog:
    """To be called before `other` goes into `log`."""
    JoinedLog.objects.of(log.user).filter(joined_at__lt=timezone.now() - KEPT_FOR).delete()
    gone = {**_told(other, SAID), **_told(other, MADE)}
    return JoinedLog.objects.create(user=log.user, log=log, other=gone, before=_told(log, SAID))


def forget(*, log: SessionLog) -> None:
    """What two logs said is not put over what the person has changed since."""
    JoinedLog.objects.filter(log=log).delete()


def joined_of(log: SessionLog) -> JoinedLog | None:
    """The last time something went into this log, as long as it can be undone."""
    if log.session_id:
        return None
    return JoinedLog.objects.filter(log=log, joined_at__gte=timezone.now() - KEPT_FOR).first()


def restore(joined: JoinedLog) -> SessionLog:
    """Both logs as they were, but for a morning answered since. The one that had gone is made again."""
    log, gone, before = joined.log, dict(joined.other), dict(joined.before)
    done, done_before = gone.pop("exercises"), before.pop("exercises")
    if log.next_morning != gone["next_morning"]:
        before["next_morning"] = log.next_morning
    other = SessionLog(user=joined.user, is_another=True, **gone)
    other.save()
    for name, value in before.items():
        setattr(log, name, value)
    log.is_another = True
    log.save()
    log.exercises.all().delete()
    ExerciseLog.objects.bulk_create(
        ExerciseLog(log=one, **row) for one, rows in ((other, done), (log, done_before)) for row in rows
    )
    DeletedLog.objects.of(joined.user).filter(client_key=other.client_key).delete()
    joined.delete()
    return other


def _told(log, names):
    return {name: getattr(log, name) for name in names} | {"exercises": list(log.exercises.values(*DONE))}
