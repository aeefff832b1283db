"""What we remember of a person: who they are, what was planned, what was done. One module for each topic."""

from plans.models.activity import ActivityScore, PersonalActivity
from plans.models.contact import CalendarFeed, Reminder, ReminderSettings, SenderRun, new_secret
from plans.models.lesson import LessonRead
from plans.models.log import (
    MORNING_CHOICES,
    RATING_CHOICES,
    TALK_TEST_CHOICES,
    DeletedLog,
    ExerciseLog,
    JoinedLog,
    SessionLog,
)
from plans.models.owned import PAIN_VALIDATORS, OwnedQuerySet
from plans.models.plan import BLOCK_CHOICES, ExerciseSession, PlannedExercise, WeeklyPlan, iso_week, monday_of
from plans.models.profile import LEVEL_CHOICES, NEVER_CHOICES, Profile
from plans.models.safety import ENDED, EXAMINED_CHOICES, SAID_CHOICES, Clearance, FlareUp, SafetyCheck
from plans.models.sharing import ShareLink, ShareVisit

__all__ = [
    "ActivityScore",
    "BLOCK_CHOICES",
    "CalendarFeed",
    "Clearance",
    "DeletedLog",
    "ENDED",
    "EXAMINED_CHOICES",
    "ExerciseLog",
    "ExerciseSession",
    "FlareUp",
    "JoinedLog",
    "LEVEL_CHOICES",
    "LessonRead",
    "MORNING_CHOICES",
    "NEVER_CHOICES",
    "OwnedQuerySet",
    "PAIN_VALIDATORS",
    "PersonalActivity",
    "PlannedExercise",
    "Profile",
    "RATING_CHOICES",
    "Reminder",
    "ReminderSettings",
    "SAID_CHOICES",
    "SafetyCheck",
    "SenderRun",
    "SessionLog",
    "ShareLink",
    "ShareVisit",
    "TALK_TEST_CHOICES",
    "WeeklyPlan",
    "iso_week",
    "monday_of",
    "new_secret",
]
