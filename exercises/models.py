"""The library as rows: what pages show and plans use. The files in `library/` are where they come from."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exercises.facts import Effort, Kind, Level, Role, Strength

KIND_CHOICES = [
    (Kind.AEROBIC.value, _("Heart-raising")),
    (Kind.STRENGTH.value, _("Strengthen")),
    (Kind.STRETCH.value, _("Stretch")),
    (Kind.MOBILITY.value, _("Loosen")),
    (Kind.RELAXATION.value, _("Let go")),
]
LEVEL_CHOICES = [
    (Level.BEGINNER.value, _("Beginner")),
    (Level.INTERMEDIATE.value, _("Intermediate")),
    (Level.ADVANCED.value, _("Advanced")),
]
ROLE_CHOICES = [
    (Role.ABDOMINAL.value, _("Tummy muscles")),
    (Role.EXTENSOR.value, _("Back muscles")),
    (Role.STABILITY.value, _("Steady trunk")),
    (Role.HIP.value, _("Hips and legs")),
    (Role.UPPER.value, _("Upper back")),
    (Role.BALANCE.value, _("Balance")),
]
EFFORT_CHOICES = [(Effort.LIGHT.value, _("Light")), (Effort.MODERATE.value, _("Moderate"))]
STRENGTH_CHOICES = [
    (Strength.LOW.value, _("Low")),
    (Strength.MODERATE.value, _("Moderate")),
    (Strength.HIGH.value, _("High")),
    (Strength.CONSENSUS.value, _("Experts agree")),
    (Strength.LEAFLET.value, _("Health service leaflet")),
]


class ExerciseQuerySet(models.QuerySet):
    def offered(self):
        """What the library shows: all but the retired."""
        return self.filter(is_retired=False)


class Exercise(models.Model):
    """One exercise of the library. Words may be edited in the admin; `extra_demands` and `extra_cautions` add
    to what the file says, so that an edit can make an exercise rarer but never less careful."""

    slug = models.SlugField(primary_key=True, max_length=64)
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=12, choices=KIND_CHOICES)
    role = models.CharField(_("role"), max_length=12, choices=ROLE_CHOICES, blank=True)
    region = models.CharField(_("region"), max_length=16, blank=True)
    min_level = models.CharField(_("from level"), max_length=12, choices=LEVEL_CHOICES)
    load = models.PositiveSmallIntegerField(_("load, 1-5"))
    rep_s = models.PositiveSmallIntegerField(_("seconds for one repetition"), default=3)
    effort = models.CharField(_("effort"), max_length=8, choices=EFFORT_CHOICES, blank=True)
    counts_as_heart = models.BooleanField(_("counts as heart-raising"), default=False)
    is_core = models.BooleanField(_("at the heart of the library"), default=False)

    purpose = models.TextField(_("what it is for"))
    works = models.JSONField(_("what it works"), default=list)
    positions = models.JSONField(_("positions"), default=list)
    equipment = models.JSONField(_("equipment"), default=list, blank=True)
    doses = models.JSONField(_("dose by level"), default=dict)
    step_start = models.TextField(_("start"))
    step_movement = models.TextField(_("movement"))
    step_breathing = models.TextField(_("breathing"))
    step_back = models.TextField(_("return"))
    position_steps = models.JSONField(_("start, by position"), default=dict, blank=True)
    cautions = models.JSONField(_("cautions"), default=list, blank=True)
    mistakes = models.JSONField(_("common mistakes"), default=list, blank=True)
    evidence_summary = models.TextField(_("evidence"))
    evidence_strength = models.CharField(_("how firm"), max_length=20, choices=STRENGTH_CHOICES)
    sources = models.JSONField(_("sources"), default=list)
    easier = models.JSONField(_("easier"), default=list, blank=True)
    harder = models.JSONField(_("harder"), default=list, blank=True)
    substitutes = models.JSONField(_("instead of it"), default=list, blank=True)

    demands = models.JSONField(_("demands, from the file"), default=list, blank=True)
    extra_demands = models.JSONField(_("demands added here"), default=list, blank=True)
    extra_cautions = models.JSONField(_("cautions added here"), default=list, blank=True)

    is_retired = models.BooleanField(_("retired"), default=False)
    is_library_only = models.BooleanField(_("shown in the library, never planned"), default=False)
    file_digest = models.CharField(max_length=64, blank=True, editable=False)
    edited_at = models.DateTimeField(_("edited here"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ExerciseQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("exercises:exercise", args=[self.slug])
