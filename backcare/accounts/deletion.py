"""Leaving for good."""

from dataclasses import dataclass

from django.contrib.sessions.models import Session
from django.db import transaction

from plans.models import SessionLog, WeeklyPlan


@dataclass(frozen=True, slots=True)
class Belongings:
    """What goes with an account."""

    logs: int
    plans: int
    first: object


def belongings_of(user) -> Belongings:
    logs = SessionLog.objects.of(user)
    oldest = logs.order_by("date").values_list("date", flat=True).first()
    return Belongings(logs.count(), WeeklyPlan.objects.of(user).count(), oldest)


@transaction.atomic
def delete_account(user) -> None:
    """Deletes the person and every row that belongs to them, and logs them out on every device."""
    _end_sessions(str(user.pk))
    user.delete()


def _end_sessions(pk):
    theirs = [session.pk for session in Session.objects.iterator() if session.get_decoded().get("_auth_user_id") == pk]
    Session.objects.filter(pk__in=theirs).delete()
