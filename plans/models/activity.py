"""What a person wants to do again, and how well it goes."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plans.models.owned import PAIN_VALIDATORS, OwnedQuerySet


class PersonalActivity(models.Model):
    """Something a person wants to do again, in their own words. Stopped, it keeps its scores and is asked no more."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="activities")
    words = models.CharField(_("what"), max_length=80)
    stopped_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.words


class ActivityScore(models.Model):
    """How well it went on one day: 0 can't do it, 10 as before the pain."""

    activity = models.ForeignKey(PersonalActivity, models.CASCADE, related_name="scores")
    date = models.DateField()
    score = models.PositiveSmallIntegerField(validators=PAIN_VALIDATORS)

    class Meta:
        ordering = ["date"]
        constraints = [models.UniqueConstraint(fields=["activity", "date"], name="one_score_per_activity_and_date")]

    def __str__(self):
        return f"{self.date}: {self.score}"
