"""Who is to be reminded, and of what: a session of that day, or once that the plan is still there."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Max, Prefetch

from plans.engine.draft import Outcome
from plans.engine.scheduling import choose_days
from plans.engine.screening import screen
from plans.models import (
    Clearance,
    ExerciseSession,
    Reminder,
    ReminderSettings,
    SafetyCheck,
    SessionLog,
    WeeklyPlan,
    monday_of,
)
from plans.rulebook import rulebook
from plans.services.profile import person_of

SILENCE = datetime.timedelta(days=3)
LOOKING_BACK = datetime.timedelta(days=14)  # an unanswered reminder older than this says nothing of now
A_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """One reminder to be sent. `session` is None for a nudge, and in a week that was not looked at yet."""

    wants: ReminderSettings
    kind: str
    date: datetime.date
    session: ExerciseSession | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one person's days, besides their settings."""

    last_log: datetime.date | None
    last_heard: datetime.datetime | None  # when they last logged something, of whichever day
    claims: Sequence[Reminder]  # the recent ones
    last_nudge: Reminder | None
    plan: WeeklyPlan | None


def moment_of(wants: ReminderSettings, day: datetime.date) -> datetime.datetime:
    """When a reminder of that day is due. A time that a change of the clocks leaves out counts as the moment after
    it; one that comes twice, as the first."""
    local = datetime.datetime.combine(day, wants.time, tzinfo=wants.user.profile.zone)
    return local.astimezone(datetime.UTC)


def days_between(wants: ReminderSettings, after: datetime.datetime, until: datetime.datetime) -> list[datetime.date]:
    """The person's chosen days whose moment comes after the one and not after the other, oldest first."""
    zone = wants.user.profile.zone
    day, last = after.astimezone(zone).date(), until.astimezone(zone).date()
    found = []
    while day <= last:
        if day.weekday() in wants.days and max(after, wants.since) < moment_of(wants, day) <= until:
            found.append(day)
        day += A_DAY
    return found


def due_of(asked: Iterable[tuple[ReminderSettings, datetime.date]]) -> list[Due]:
    """What is due of these people on these days of theirs, in a number of queries that does not grow with them."""
    asked = list(asked)
    if not asked:
        return []
    days = {day for _wants, day in asked}
    users = {wants.user_id for wants, _day in asked}
    logs = SessionLog.objects.filter(user__in=users).values_list("user").annotate(Max("date"), Max("created_at"))
    last_logs = {user: (day, heard) for user, day, heard in logs}
    claims = _by_user(Reminder.objects.filter(user__in=users, date__gte=min(days) - LOOKING_BACK).order_by("date"))
    nudges = _by_user(Reminder.objects.filter(user__in=users, kind=Reminder.NUDGE).order_by("date"))
    plans = _plans(users, days)
    screened = _screened({wants.user_id: wants.user.profile for wants, day in asked if not _plan(plans, wants, day)})
    found = []
    for wants, day in asked:
        user, plan = wants.user_id, _plan(plans, wants, day)
        may_exercise = plan.outcome == Outcome.PLAN if plan else screened[user]
        last_log, last_heard = last_logs.get(user, (None, None))
        known = Known(last_log, last_heard, claims.get(user, ()), nudges.get(user, [None])[-1], plan)
        due = _due(wants, day, known) if may_exercise else None
        if due:
            found.append(due)
    return found


def _by_user(rows):
    found = {}
    for row in rows:
        found.setdefault(row.user_id, []).append(row)
    return found


def _plans(users, days):
    sessions = Prefetch("sessions", ExerciseSession.objects.filter(date__in=days, log=None).order_by("date"))
    rows = WeeklyPlan.objects.filter(user__in=users, monday__in={monday_of(day) for day in days})
    return {(row.user_id, row.monday): row for row in rows.defer("draft", "inputs").prefetch_related(sessions)}


def _plan(plans, wants, day):
    return plans.get((wants.user_id, monday_of(day)))


def _screened(profiles):
    """user → whether the answers of someone without a plan for this week allow one."""
    checks = _by_user(SafetyCheck.objects.filter(user__in=profiles).order_by("-answered_at", "-pk"))
    clearances = _by_user(Clearance.objects.filter(user__in=profiles).order_by("-created_at", "-pk"))
    found = {}
    for user, profile in profiles.items():
        person = person_of(profile, checks.get(user, ()), clearances.get(user, ()), today=profile.today())
        found[user] = profile.is_complete and screen(person, rulebook()).outcome == Outcome.PLAN
    return found


def _due(wants, day, known) -> Due | None:
    if known.last_log and known.last_log >= day:
        return None
    if any(claim.date == day for claim in known.claims):
        return None
    if known.last_nudge and _is_unanswered(known.last_nudge, wants, known):
        return None
    if any(_is_unanswered(claim, wants, known) and claim.date <= day - SILENCE for claim in known.claims):
        return Due(wants, Reminder.NUDGE, day)
    if known.plan is None:  # a week not looked at yet: the chosen days speak for it
        profile = wants.user.profile
        is_planned = day.weekday() in choose_days(profile.weekdays, profile.days_per_week)
        return Due(wants, Reminder.SESSION, day) if is_planned else None
    session = next((one for one in known.plan.sessions.all() if one.date == day), None)
    return Due(wants, Reminder.SESSION, day, session) if session else None


def _is_unanswered(claim, wants, known):
    """Nothing was logged since, nor for a day from that one on, nor the reminders set anew."""
    is_back = known.last_log and (known.last_log >= claim.date or known.last_heard > claim.claimed_at)
    return claim.claimed_at >= wants.since and not is_back
