"""Keeps how the back was the morning after, and whether to ask at all."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from plans.models import MORNING_CHOICES, Profile, SessionLog
from plans.services.revising import adapt_week


@transaction.atomic
def answer_morning(*, log: SessionLog, answer: str, today: datetime.date) -> SessionLog:
    """Keeps the answer, "" to take it back. The same answer twice changes nothing. Raises ValidationError in words
    for the person."""
    if answer and answer not in dict(MORNING_CHOICES):
        raise ValidationError(_("Choose one of the three."))
    if log.date >= today:
        raise ValidationError(_("Ask yourself tomorrow morning: this session was today."))
    log.next_morning = answer
    log.save(update_fields=["next_morning", "updated_at"])
    adapt_week(user=log.user, today=today)
    return log


@transaction.atomic
def ask_in_morning(*, profile: Profile, ask: bool) -> Profile:
    profile.asks_in_morning = ask
    profile.save(update_fields=["asks_in_morning"])
    return profile
