"""What was planned: weeks, their sessions, and what each holds."""

import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plans.engine.draft import Block, Outcome
from plans.models.owned import OwnedQuerySet

BLOCK_CHOICES = [
    (Block.WARM_UP.value, _("Warm-up")),
    (Block.HEART.value, _("Heart-raising")),
    (Block.STRENGTH.value, _("Strengthen")),
    (Block.STRETCH.value, _("Stretch")),
    (Block.COOL_DOWN.value, _("Cool-down")),
]


class WeeklyPlanQuerySet(OwnedQuerySet):
    def exercises_of(self, user):
        """Slugs of all that someone's newest plan holds."""
        plan = self.of(user).only("draft").first()
        return plan.planned_slugs if plan else frozenset()


class WeeklyPlan(models.Model):
    """One week for one person, as the engine drafted it. `inputs` and `ruleset` say what it was made from."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="plans")
    monday = models.DateField()
    outcome = models.CharField(max_length=16, default=Outcome.PLAN.value)
    inputs = models.JSONField()
    ruleset = models.CharField(max_length=64)
    draft = models.JSONField()
    target_days = models.PositiveSmallIntegerField()
    target_minutes = models.PositiveSmallIntegerField(default=20)
    target_waived = models.BooleanField(default=False)
    revision = models.PositiveSmallIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = WeeklyPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-monday"]
        constraints = [models.UniqueConstraint(fields=["user", "monday"], name="one_plan_per_person_and_week")]

    def __str__(self):
        return self.iso_week

    @property
    def iso_week(self):
        return iso_week(self.monday)

    @property
    def planned_slugs(self):
        """Slugs of all that its sessions hold now, exchanges included."""
        return frozenset(self.sessions.exclude(items=None).values_list("items__exercise_id", flat=True))

    def get_absolute_url(self):
        return reverse("plans:week", args=[self.iso_week])


class ExerciseSession(models.Model):
    """One day of a plan. `weekday` is where the plan put it, `date` where it stands now."""

    plan = models.ForeignKey(WeeklyPlan, models.CASCADE, related_name="sessions")
    date = models.DateField()
    title = models.CharField(max_length=120)
    heart_minutes = models.PositiveSmallIntegerField()
    total_minutes = models.PositiveSmallIntegerField()
    gaps = models.JSONField(default=list)
    revision = models.PositiveSmallIntegerField(default=1)
    moved_from = models.DateField(null=True, blank=True)
    is_gentle = models.BooleanField(default=False)  # made small for a bad day
    is_extra = models.BooleanField(default=False)  # asked for on a day without one; the target knows nothing of it
    # What was exchanged by hand: [{"kind", "out", "into", "on", "before"}], newest last; `before` is how it was.
    swaps = models.JSONField(default=list, blank=True)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)  # its day or what it holds; for calendars

    class Meta:
        ordering = ["date", "pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "date"], name="one_session_per_plan_and_date")]

    def __str__(self):
        return f"{self.date}: {self.title}"

    def get_absolute_url(self):
        return reverse("plans:session", args=[self.pk])


class PlannedExercise(models.Model):
    """One item of a session, with its dose and its reason."""

    session = models.ForeignKey(ExerciseSession, models.CASCADE, related_name="items")
    exercise = models.ForeignKey("exercises.Exercise", models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    block = models.CharField(max_length=12, choices=BLOCK_CHOICES)
    position = models.CharField(max_length=16)
    minutes = models.PositiveSmallIntegerField(null=True)
    sets = models.PositiveSmallIntegerField(null=True)
    reps = models.PositiveSmallIntegerField(null=True)
    hold_s = models.PositiveSmallIntegerField(null=True)
    hold_breaths = models.PositiveSmallIntegerField(null=True)
    rest_s = models.PositiveSmallIntegerField(null=True)
    per_side = models.BooleanField(default=False)
    seconds = models.PositiveIntegerField()
    reason = models.TextField()
    how = models.TextField(blank=True)
    rules = models.JSONField(default=list)
    sources = models.JSONField(default=list)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["session", "order"], name="one_item_per_place")]

    def __str__(self):
        return self.exercise_id


def iso_week(day):
    """`2026-W47` for any day of that week."""
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02d}"


def monday_of(day):
    return day - datetime.timedelta(days=day.weekday())
