"""Which pages a phone keeps for days without a connection."""

import datetime
import hashlib
from dataclasses import dataclass

from django.db.models import Max
from django.urls import NoReverseMatch, reverse

from plans.models import ExerciseSession, Profile, SessionLog, iso_week, monday_of
from plans.services.past import RECORDS_WEEKS

TWO_WEEKS = datetime.timedelta(days=14)
SESSION_PAGES = ("plans:session", "plans:session-log", "plans:session-play")


@dataclass(frozen=True, slots=True)
class Keeping:
    """Addresses, the week first. `stamp` is another one when anything about them may have changed."""

    pages: tuple[str, ...]
    stamp: str


def pages_to_keep(user) -> Keeping:
    """In three queries: the week, all about the sessions of this and next week, the stop page, what logs and waits."""
    profile = Profile.objects.filter(user=user).first()
    always = [reverse(name) for name in ("outbox", "offline", "plans:stop", "plans:how-plans-are-made")]
    if profile is None or not profile.is_complete:
        return Keeping((reverse("plans:week"), *always), "")
    today = profile.today()
    monday = monday_of(today)
    sessions = ExerciseSession.objects.filter(plan__user=user, date__gte=monday, date__lt=monday + TWO_WEEKS)
    rows = list(sessions.order_by("date").values_list("pk", "date", "revision", "plan__revision", "log"))
    pages = [reverse("plans:week"), reverse("plans:week", args=[iso_week(monday)]), reverse("plans:log-new"), *always]
    for pk, *_rest, log in rows:
        pages += [_address(name, pk) for name in (SESSION_PAGES[:1] if log else SESSION_PAGES)]
    # Older logs stand on none of these pages, and no dose rests on them.
    logs = SessionLog.objects.of(user).filter(date__gte=monday - datetime.timedelta(weeks=RECORDS_WEEKS))
    newest = logs.aggregate(newest=Max("updated_at"))["newest"]
    stamp = hashlib.sha256(repr((today, rows, newest)).encode()).hexdigest()[:16]
    return Keeping(tuple(filter(None, pages)), stamp)


def _address(name, pk):
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:
        return ""
