"""What was done, and how it felt."""

import uuid

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plans.models.owned import PAIN_VALIDATORS, OwnedQuerySet
from plans.models.plan import ExerciseSession, PlannedExercise

TALK_TEST_CHOICES = [
    ("sing", _("I could have sung")),
    ("talk", _("I could talk, but not sing")),
    ("words", _("Only a few words at a time")),
]
MORNING_CHOICES = [
    ("usual", _("As usual, or better")),
    ("sore", _("A bit sore")),
    ("worse", _("Clearly worse")),
]
RATING_CHOICES = [("easy", _("Easy")), ("right", _("Right")), ("hard", _("Hard"))]


class SessionLog(models.Model):
    """What someone did on one day, planned or not. `client_key` makes a retry harmless."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="logs")
    session = models.OneToOneField(ExerciseSession, models.SET_NULL, null=True, blank=True, related_name="log")
    client_key = models.UUIDField(default=uuid.uuid4)
    # The phone's names for what has been taken in, and when the answers were given: what comes late changes nothing.
    sayings = models.JSONField(default=list, blank=True, editable=False)
    said_at = models.DateTimeField(null=True, blank=True, editable=False)
    date = models.DateField(_("date"))
    activity = models.CharField(_("what you did"), max_length=80, blank=True)
    heart_minutes = models.PositiveSmallIntegerField(_("heart-raising minutes"), default=0)
    total_minutes = models.PositiveSmallIntegerField(_("minutes in all"), default=0)
    talk_test = models.CharField(_("talk test"), max_length=5, choices=TALK_TEST_CHOICES, blank=True)
    pain_before = models.PositiveSmallIntegerField(null=True, blank=True, validators=PAIN_VALIDATORS)
    pain_after = models.PositiveSmallIntegerField(null=True, blank=True, validators=PAIN_VALIDATORS)
    effort_cr10 = models.PositiveSmallIntegerField(null=True, blank=True, validators=PAIN_VALIDATORS)
    # Each "This hurts" on the way: [{"exercise", "where", "pain_nrs", "then"}], in the order it was said.
    hurts = models.JSONField(default=list, blank=True)
    next_morning = models.CharField(_("the morning after"), max_length=5, choices=MORNING_CHOICES, blank=True)
    note = models.TextField(_("note"), blank=True)
    # Said to be another one than what looks the same that day.
    is_another = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "client_key"], name="one_log_per_client_key")]
        indexes = [models.Index(fields=["user", "-date"])]

    def __str__(self):
        return f"{self.date}: {self.counted_minutes} min"

    @property
    def counted_minutes(self):
        """Heart-raising minutes that count: none when the person could have sung."""
        return 0 if self.talk_test == "sing" else self.heart_minutes

    def get_absolute_url(self):
        return reverse("plans:log-edit", args=[self.pk])

    def looks_like(self, earlier):
        """Whether two things outside a plan may be one, logged twice: same day, same words, same minutes."""
        return (
            self.session_id is None
            and earlier.session_id is None
            and earlier.pk < self.pk
            and self.date == earlier.date
            and self.activity.casefold() == earlier.activity.casefold()
            and self.heart_minutes == earlier.heart_minutes
        )


class ExerciseLog(models.Model):
    """One exercise as it was done. Keeps slug and dose even when the planned item is gone."""

    log = models.ForeignKey(SessionLog, models.CASCADE, related_name="exercises")
    exercise = models.ForeignKey("exercises.Exercise", models.PROTECT, related_name="+")
    planned = models.ForeignKey(PlannedExercise, models.SET_NULL, null=True, blank=True, related_name="+")
    sets = models.PositiveSmallIntegerField(null=True, blank=True)
    reps = models.PositiveSmallIntegerField(null=True, blank=True)
    hold_s = models.PositiveSmallIntegerField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    rating = models.CharField(max_length=5, choices=RATING_CHOICES, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "exercise"], name="one_row_per_log_and_exercise")]

    def __str__(self):
        return self.exercise_id


class DeletedLog(models.Model):
    """That a log was deleted, and nothing of what it said: a phone that sends it once more, or for the first time after
    all, is asked instead of making it anew."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    client_key = models.UUIDField()
    sayings = models.JSONField(default=list, blank=True, editable=False)
    deleted_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "client_key"], name="one_deleted_log_per_client_key")]

    def __str__(self):
        return str(self.client_key)


class JoinedLog(models.Model):
    """Two logs that were kept as one, for undoing it: what the one that went said, and what the other said before."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    log = models.ForeignKey(SessionLog, models.CASCADE, related_name="+")
    other = models.JSONField(encoder=DjangoJSONEncoder)
    before = models.JSONField(encoder=DjangoJSONEncoder)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-joined_at", "-pk"]

    def __str__(self):
        return f"{self.joined_at:%Y-%m-%d}: {self.log_id}"
