"""What we remember of a person: who they are, what was planned, what was done."""

import datetime
import uuid
import zoneinfo

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exercises.facts import Level
from plans.contact import CalendarFeed, Reminder, ReminderSettings, SenderRun  # noqa: F401 models of a module of their own
from plans.engine.draft import Block, Outcome

LEVEL_CHOICES = [
    (Level.BEGINNER.value, _("Mostly sitting")),
    (Level.INTERMEDIATE.value, _("Some walking")),
    (Level.ADVANCED.value, _("Regularly active")),
]
BLOCK_CHOICES = [
    (Block.WARM_UP.value, _("Warm-up")),
    (Block.HEART.value, _("Heart-raising")),
    (Block.STRENGTH.value, _("Strengthen")),
    (Block.STRETCH.value, _("Stretch")),
    (Block.COOL_DOWN.value, _("Cool-down")),
]
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
NEVER_CHOICES = [
    ("hurts", _("It hurts")),
    ("position", _("I can’t get into position")),
    ("equipment", _("I don’t have what it needs")),
    ("dislike", _("I don’t like it")),
]
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
PAIN_VALIDATORS = [MinValueValidator(0), MaxValueValidator(10)]


class OwnedQuerySet(models.QuerySet):
    """Rows that belong to one user."""

    def of(self, user):
        return self.filter(user=user)


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

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-monday"]
        constraints = [models.UniqueConstraint(fields=["user", "monday"], name="one_plan_per_person_and_week")]

    def __str__(self):
        return self.iso_week

    @property
    def iso_week(self):
        return iso_week(self.monday)

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


class ShareLink(models.Model):
    """A report that someone with the link may read until it expires or is taken back. Only a hash of the link's secret
    is kept. `since` and `until` are the period of the report."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="share_links")
    secret_hash = models.CharField(max_length=64, unique=True)
    since = models.DateField()
    until = models.DateField()
    shows_quotes = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"{self.since} to {self.until}"

    @property
    def is_open(self):
        return self.revoked_at is None and timezone.now() < self.expires_at


class ShareVisit(models.Model):
    """One reading of a shared report. Says when, never who or from where."""

    link = models.ForeignKey(ShareLink, models.CASCADE, related_name="visits")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at"]

    def __str__(self):
        return str(self.at)


class LessonRead(models.Model):
    """That someone has read a lesson. `lesson` is its slug."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="lessons_read")
    lesson = models.SlugField(max_length=60)
    read_at = models.DateTimeField(default=timezone.now)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "lesson"], name="one_mark_per_person_and_lesson")]

    def __str__(self):
        return self.lesson


def _zone(name):
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None


def iso_week(day):
    """`2026-W47` for any day of that week."""
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02d}"


def monday_of(day):
    return day - datetime.timedelta(days=day.weekday())
