"""What makes exercise unsafe or unwise for now, and what a clinician said of it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plans.models.owned import PAIN_VALIDATORS, OwnedQuerySet

EXAMINED_CHOICES = [
    ("fine", _("Yes, and said exercise is fine")),
    ("limits", _("Yes, and gave me limits")),
    ("no", _("Not yet")),
]
ENDED = "ended"
SAID_CHOICES = [
    ("fine", _("Exercise is fine")),
    ("limits", _("Fine, with limits")),
    (ENDED, _("It has ended: nothing need be left out for it any more")),
]


class SafetyCheck(models.Model):
    """The answers of one safety check. The newest one holds."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="safety_checks")
    red_flags = models.JSONField(default=list)
    examined = models.CharField(max_length=8, choices=EXAMINED_CHOICES)
    answered_at = models.DateTimeField(default=timezone.now)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-answered_at", "-pk"]
        indexes = [models.Index(fields=["user", "-answered_at"])]

    def __str__(self):
        return f"{self.user}: {', '.join(self.red_flags) or 'none'}"


class Clearance(models.Model):
    """A clinician's word about one flag, as the person recorded it. Undone, it is kept but no longer counts."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="clearances")
    flag = models.CharField(max_length=64)
    cleared_on = models.DateField(_("when"))
    cleared_by = models.CharField(_("who"), max_length=120)
    said = models.CharField(_("what they said"), max_length=6, choices=SAID_CHOICES, blank=True)
    answer = models.TextField(_("in their words"), blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["user", "flag"])]

    def __str__(self):
        return f"{self.flag}, {self.cleared_on}"


class FlareUp(models.Model):
    """A flare-up, from the day the person said so. `steps` are [{"flag", "minutes", "on"}], oldest first: which rule
    held from when, and the minutes it asks of a day. `before` is what was so until then, for undo and the end."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="flares")
    started_on = models.DateField()
    until = models.DateField()  # the first day that the next step may begin, after a morning "as usual"
    ended_on = models.DateField(null=True, blank=True)
    areas = models.JSONField(default=list)
    pain_nrs = models.PositiveSmallIntegerField(validators=PAIN_VALIDATORS)
    steps = models.JSONField(default=list)
    before = models.JSONField(default=dict)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-started_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(ended_on__isnull=True), name="one_open_flare_up_per_person"
            )
        ]

    def __str__(self):
        return f"{self.started_on}"
