"""What a person has told us."""

import datetime
import zoneinfo

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exercises.facts import Level
from plans.models.owned import PAIN_VALIDATORS

LEVEL_CHOICES = [
    (Level.BEGINNER.value, _("Mostly sitting")),
    (Level.INTERMEDIATE.value, _("Some walking")),
    (Level.ADVANCED.value, _("Regularly active")),
]
NEVER_CHOICES = [
    ("hurts", _("It hurts")),
    ("position", _("I can’t get into position")),
    ("equipment", _("I don’t have what it needs")),
    ("dislike", _("I don’t like it")),
]


class Profile(models.Model):
    """What a person has told us. Steps of the wizard are dated when they are saved."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="profile")
    display_name = models.CharField(_("name"), max_length=60, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")

    diagnosis = models.JSONField(_("what you have been told it is"), default=list)
    pain_areas = models.JSONField(_("where it hurts"), default=list)
    pain_nrs = models.PositiveSmallIntegerField(_("pain, 0-10"), null=True, blank=True, validators=PAIN_VALIDATORS)
    episode_started = models.DateField(_("this episode began"), null=True, blank=True)
    pain_notes = models.TextField(_("pain notes"), blank=True)

    # Flags: effective = ticked + read + added - removed. `details` narrows flags wider than their rule.
    ticked = models.JSONField(default=list)
    read = models.JSONField(default=list)  # findings of the note reader, with quotes
    added = models.JSONField(default=list)
    removed = models.JSONField(default=list)
    details = models.JSONField(default=dict)
    lifted = models.JSONField(default=list)  # [{"flag", "date"}]
    never = models.JSONField(default=list)  # [{"exercise", "why", "date"}], and "of" for a harder one of it
    locked = models.JSONField(default=list)  # [{"exercise", "date"}]: kept in the plan, at the amount it has

    fitness_level = models.CharField(_("fitness level"), max_length=12, choices=LEVEL_CHOICES, blank=True)
    days_per_week = models.PositiveSmallIntegerField(_("days a week"), default=3)
    weekdays = models.JSONField(_("which days"), default=list)
    routine_minutes = models.PositiveSmallIntegerField(_("minutes for the back routine"), default=15)
    equipment = models.JSONField(_("what you have"), default=list)
    longer_heart = models.BooleanField(_("up to 40 heart-raising minutes"), default=False)
    asks_in_morning = models.BooleanField(_("ask me the morning after"), default=True)
    # The person's own if-then plan: after breakfast, in the living room; if it rains, the bike.
    when_where = models.CharField(_("when and where"), max_length=120, blank=True)
    if_not = models.CharField(_("if that does not work out"), max_length=120, blank=True)

    clinician_questions = models.TextField(_("questions for your clinician"), blank=True)

    safety_saved_at = models.DateTimeField(null=True, blank=True)
    back_saved_at = models.DateTimeField(null=True, blank=True)
    notes_saved_at = models.DateTimeField(null=True, blank=True)
    week_saved_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self):
        return str(self.user)

    @property
    def is_complete(self):
        return all((self.safety_saved_at, self.back_saved_at, self.notes_saved_at, self.week_saved_at))

    @property
    def zone(self):
        return _zone(self.time_zone) or datetime.UTC

    @property
    def has_zone(self):
        """Whether the time zone kept is one that this machine knows."""
        return _zone(self.time_zone) is not None

    def today(self):
        """The person's own date, now."""
        return timezone.now().astimezone(self.zone).date()


def _zone(name):
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None
