"""What belongs to a person, table by table: the schema of an export. Rows point at each other by their `id`."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db import models

from exercises.models import Exercise
from plans.models import (
    ActivityScore,
    Clearance,
    ExerciseLog,
    ExerciseSession,
    FlareUp,
    LessonRead,
    PersonalActivity,
    PlannedExercise,
    Profile,
    ReminderSettings,
    SafetyCheck,
    SessionLog,
    WeeklyPlan,
)

FORMAT = "backcare-export"
VERSION = 2  # one more whenever a file of before could be misread


@dataclass(frozen=True, slots=True)
class Table:
    """`key` names the columns by which a row that is here already is known again; a table without one follows its
    parent. `is_answer`: what the person told us, which a file never puts over answers given here."""

    name: str
    model: type[models.Model]
    key: tuple[str, ...] = ()
    is_answer: bool = False


# A table stands after those it points at.
TABLES = (
    Table("profile", Profile, is_answer=True),
    Table("reminders", ReminderSettings, is_answer=True),
    Table("safety_checks", SafetyCheck, ("answered_at",), is_answer=True),
    Table("clearances", Clearance, ("flag", "created_at"), is_answer=True),
    Table("flare_ups", FlareUp, ("started_on",)),
    Table("plans", WeeklyPlan, ("monday",)),
    Table("sessions", ExerciseSession, ("plan", "date")),
    Table("planned_exercises", PlannedExercise),
    Table("logs", SessionLog, ("client_key",)),
    Table("logged_exercises", ExerciseLog),
    Table("activities", PersonalActivity, ("words", "created_at")),
    Table("activity_scores", ActivityScore),
    Table("lessons_read", LessonRead, ("lesson",)),
)
NAMES = {table.model: table.name for table in TABLES}
# Tables and columns of a person that stay behind, and why.
LEFT_BEHIND = {
    "account.EmailAddress": "belongs to the account, which is made anew",
    "account.EmailConfirmation": "belongs to the account, which is made anew",
    "plans.CalendarFeed": "its address is a secret of this site",
    "plans.DeletedLog": "guards what phones still send to this site",
    "plans.JoinedLog": "only undoes, for a week, what was done on this site",
    "plans.Reminder": "letters that one site sent",
    "plans.ReminderSettings.key": "a secret of this site",
    "plans.ShareLink": "a secret of this site",
    "plans.ShareVisit": "belongs to a link of this site",
    "admin.LogEntry": "what staff did to the library is the site's",
}


def columns(model) -> list[models.Field]:
    """The columns of a table that travel: all but the row's number, its owner and what the database sets itself."""
    return [
        field
        for field in model._meta.concrete_fields
        if not field.primary_key
        and field.related_model is not get_user_model()
        and not getattr(field, "auto_now", False)
        and str(field) not in LEFT_BEHIND
    ]


def points_at(field) -> str:
    """Name of the table a column points at; empty for a plain column, and for an exercise, which goes by its slug."""
    return NAMES.get(field.related_model, "")


def is_slug(field) -> bool:
    return field.related_model is Exercise


def owner_path(model) -> str:
    """Look-up from a row to the person it belongs to, such as `plan__user`."""
    for field in model._meta.concrete_fields:
        if field.related_model is get_user_model():
            return field.name
    parent = parent_of(model)
    return f"{parent.name}__{owner_path(parent.related_model)}"


def parent_of(model):
    """The column without which a row can't be: what it is a part of. None for a row of its own."""
    return next((field for field in columns(model) if points_at(field) and not field.null), None)


def rows_of(table: Table, user):
    return table.model._base_manager.filter(**{owner_path(table.model): user}).order_by("pk")
