"""Keeps what someone wants to do again, and how well it goes."""

import datetime
from collections.abc import Mapping

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from plans.measures import measures
from plans.models import ActivityScore, PersonalActivity


@transaction.atomic
def add_activity(*, user, words: str, score: int, today: datetime.date) -> PersonalActivity:
    """Raises ValidationError when there are as many as may be, or the same one. One that was stopped goes on."""
    get_user_model().objects.select_for_update().get(pk=user.pk)
    own = list(PersonalActivity.objects.of(user))
    running = [one for one in own if one.stopped_on is None]
    if any(one.words.casefold() == words.casefold() for one in running):
        raise ValidationError(_("You have this one already."))
    if len(running) >= measures().activities.most:
        raise ValidationError(_("Three at a time is the most. Take one off first."))
    activity = next((one for one in own if one.words.casefold() == words.casefold()), None)
    activity = activity or PersonalActivity(user=user, words=words)
    activity.stopped_on = None
    activity.save()
    _keep_score(activity.pk, score, today)
    return activity


@transaction.atomic
def score_activities(*, user, scores: Mapping[int, int], today: datetime.date) -> int:
    """Keeps today's scores (pk → 0-10) of the person's own activities; again on one day, the latest holds."""
    own = PersonalActivity.objects.of(user).filter(stopped_on=None, pk__in=scores).values_list("pk", flat=True)
    for pk in own:
        _keep_score(pk, scores[pk], today)
    return len(own)


def _keep_score(pk, score, today):
    ActivityScore.objects.update_or_create(activity_id=pk, date=today, defaults={"score": score})


def stop_activity(*, user, pk: int, today: datetime.date) -> PersonalActivity | None:
    """Asks no more about it. Its scores stay for the report."""
    activity = PersonalActivity.objects.of(user).filter(pk=pk, stopped_on=None).first()
    if activity:
        activity.stopped_on = today
        activity.save(update_fields=["stopped_on"])
    return activity
