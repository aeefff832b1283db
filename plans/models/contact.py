"""What reaches someone away from the pages: reminders by mail, and sessions in their calendar."""

import datetime
import secrets
import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def every_day():
    return list(range(7))


def half_past_five():
    return datetime.time(17, 30)


def new_secret():
    return secrets.token_urlsafe(32)


class ReminderSettings(models.Model):
    """When someone wants to be reminded. `since`: from when that holds, so that nothing is owed for before. `key` names
    them in the link that stops it."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminders")
    is_on = models.BooleanField(_("reminders"), default=False)
    days = models.JSONField(_("days"), default=every_day)
    time = models.TimeField(_("time"), default=half_past_five)
    since = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        verbose_name_plural = "reminder settings"

    def __str__(self):
        return f"{self.user}: {self.time:%H:%M}"


class Reminder(models.Model):
    """One reminder of one day. Claimed before it is sent, so that of many senders one sends it. Without `sent_at`
    nobody knows that it arrived: that is reported and not tried again."""

    SESSION, NUDGE = "session", "nudge"
    KIND_CHOICES = [(SESSION, _("Session")), (NUDGE, _("Nudge"))]

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=KIND_CHOICES)
    date = models.DateField()
    claimed_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind", "date"], name="one_reminder_of_a_kind_a_day")]
        indexes = [models.Index(fields=["claimed_at"], condition=models.Q(sent_at=None), name="reminders_not_sent")]

    def __str__(self):
        return f"{self.date}: {self.kind}"


class SenderRun(models.Model):
    """One row: up to which moment all reminders have been gone through, by whichever machine. What fell due in a
    longer pause is known by it."""

    through = models.DateTimeField()

    def __str__(self):
        return f"{self.through:%Y-%m-%d %H:%M}"


class CalendarFeed(models.Model):
    """Someone's sessions for their calendar app; there is none until they ask. `secret` is all of the address, and is
    shown again, so it is kept as it is. `key` names the events and outlives a new address."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar")
    secret = models.CharField(max_length=64, unique=True, default=new_secret)
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    time = models.TimeField(_("time"), null=True, blank=True)  # without one, sessions take the whole day
    shows_details = models.BooleanField(_("details"), default=False)
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return str(self.user)

    def get_absolute_url(self):
        return reverse("plans:calendar-feed", args=[self.secret])
