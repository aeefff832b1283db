"""Keeps when someone wants to be reminded, and their own plan for it; stops reminders from any letter."""

import datetime
import uuid
from collections.abc import Iterable

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils import timezone

from plans.models import Profile, ReminderSettings

SALT = "plans.reminders"


def can_remind() -> bool:
    """Whether this installation can send letters that lead back to it."""
    return bool(settings.EMAIL_URL and settings.SITE_URL)


@transaction.atomic
def save_reminders(*, user, is_on: bool, days: Iterable[int], time: datetime.time) -> ReminderSettings:
    """What changes holds from now on, and silence before it is forgotten."""
    wants, is_new = ReminderSettings.objects.select_for_update().get_or_create(user=user)
    chosen = (is_on, sorted(days), time)
    if is_new or chosen != (wants.is_on, wants.days, wants.time):
        wants.is_on, wants.days, wants.time = chosen
        wants.since = timezone.now()
        wants.save()
    return wants


def save_own_plan(*, profile: Profile, when_where: str, if_not: str) -> Profile:
    """The if-then plan, in the person's own words."""
    profile.when_where, profile.if_not = when_where, if_not
    profile.save(update_fields=["when_where", "if_not"])
    return profile


def stop_token(wants: ReminderSettings) -> str:
    return signing.Signer(salt=SALT, sep="~").sign(wants.key.hex)


def reminders_of(token: str) -> ReminderSettings | None:
    """Whose reminders a signed link stops. None for a wrong one, and when the account is gone."""
    try:
        key = uuid.UUID(signing.Signer(salt=SALT, sep="~").unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    return ReminderSettings.objects.filter(key=key).first()


def stop_reminders(wants: ReminderSettings) -> None:
    """Off until turned on again under "You". Stopped twice, it stays off."""
    wants.is_on = False
    wants.save(update_fields=["is_on"])
