"""Makes, revises and moves the sessions of a week. A plan is made once and changes only as said here."""

import datetime
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from exercises.catalogue import facts_of
from exercises.models import Exercise
from plans.engine import codec
from plans.engine.draft import Outcome, PlanDraft
from plans.engine.planning import make_plan
from plans.models import Clearance, ExerciseSession, PlannedExercise, Profile, SafetyCheck, WeeklyPlan, monday_of
from plans.rulebook import rulebook
from plans.services.past import grown, past_of
from plans.services.profile import person_of


def load_profile(user) -> Profile | None:
    """The person's profile with safety checks and clearances, newest first, and how we reach them, in three queries.
    None before the first step of the wizard."""
    return (
        Profile.objects.filter(user=user)
        .select_related("user__reminders", "user__calendar")
        .prefetch_related(
            Prefetch("user__safety_checks", SafetyCheck.objects.order_by("-answered_at", "-pk")),
            Prefetch("user__clearances", Clearance.objects.order_by("-created_at", "-pk")),
        )
        .first()
    )


def person_now(profile: Profile, *, today):
    return person_of(profile, profile.user.safety_checks.all(), profile.user.clearances.all(), today=today)


@dataclass(frozen=True, slots=True)
class Made:
    """A week as the engine made it, and all it was made from."""

    draft: PlanDraft
    inputs: dict


def draft_week(*, profile: Profile, monday: datetime.date, today: datetime.date) -> PlanDraft:
    """What the engine would plan for that week, now. Stores nothing."""
    return made_week(profile, monday=monday, today=today).draft


def made_week(profile, *, monday, today):
    exercises = {row.slug: facts_of(row) for row in Exercise.objects.all()}
    person, past = person_now(profile, today=today), past_of(profile, monday=monday)
    week = turn_of(profile, monday=monday, today=today)
    draft = make_plan(person, exercises, rulebook(), week=week, past=past)
    return Made(draft, {"person": codec.to_json(person), "past": codec.to_json(past), "week": week})


def turn_of(profile: Profile, *, monday, today) -> int:
    """Weeks since the person finished the questions: whose turn it is among activities that take turns."""
    first = profile.week_saved_at.astimezone(profile.zone).date() if profile.week_saved_at else today
    return max(0, (monday - monday_of(first)).days // 7)


@transaction.atomic
def plan_week(*, user, monday: datetime.date, today: datetime.date) -> WeeklyPlan | None:
    """The plan of a week, made at the first look; None when there can't be one (no answers yet, or screening says
    no). Of two first looks at once one wins and both show its plan."""
    existing = WeeklyPlan.objects.of(user).filter(monday=monday).first()
    if existing:
        return existing
    profile = load_profile(user)
    if profile is None or not profile.is_complete:
        return None
    made = made_week(profile, monday=monday, today=today)
    draft = made.draft
    if draft.screening.outcome != Outcome.PLAN:
        return None
    is_first = is_first_week(profile, monday)
    days = _days_to_begin(profile, draft, monday, today) if is_first else _all_days(draft, monday)
    try:
        with transaction.atomic():
            plan = WeeklyPlan.objects.create(
                user=user,
                monday=monday,
                outcome=draft.screening.outcome.value,
                inputs={**made.inputs, "made_on": today.isoformat(), "granted": grown(draft)},
                ruleset=draft.ruleset,
                draft=codec.to_json(draft),
                target_days=min(draft.target.days, len(days)) if is_first else draft.target.days,
                target_minutes=draft.target.minutes_per_day,
                target_waived=draft.target.waived or not days,
            )
    except IntegrityError:
        return WeeklyPlan.objects.of(user).get(monday=monday)
    _store_sessions(plan, days)
    return plan


def is_first_week(profile, monday):
    """Whether the answers were finished in that week: what is left of it is the target then."""
    return monday == monday_of(profile.week_saved_at.astimezone(profile.zone).date())


def _all_days(draft, monday):
    return [(monday + datetime.timedelta(days=session.weekday), session) for session in draft.sessions]


def days_left(draft, monday, today):
    """Session drafts that can still be done, with their dates."""
    return [(day, session) for day, session in _all_days(draft, monday) if day >= today]


def _days_to_begin(profile, draft, monday, today):
    """What is left of a first week. Of many days chosen, those that the plan uses may all have gone by: then it begins
    on the next of the others."""
    left = days_left(draft, monday, today)
    others = sorted(day for day in profile.weekdays if day >= (today - monday).days)
    if left or not (others and draft.sessions):
        return left
    return [(monday + datetime.timedelta(days=others[0]), draft.sessions[0])]


def _store_sessions(plan, dated):
    sessions = ExerciseSession.objects.bulk_create(
        ExerciseSession(
            plan=plan,
            date=day,
            title=draft.title,
            heart_minutes=draft.heart_minutes,
            total_minutes=draft.total_minutes,
            gaps=codec.to_json(draft)["gaps"],
            revision=plan.revision,
        )
        for day, draft in dated
    )
    PlannedExercise.objects.bulk_create(
        item_row(session, order, item)
        for session, (_day, draft) in zip(sessions, dated, strict=True)
        for order, item in enumerate(draft.items)
    )


def item_row(session, order, item):
    return PlannedExercise(
        session=session,
        exercise_id=item.exercise,
        order=order,
        block=item.block.value,
        position=item.position,
        minutes=item.minutes,
        sets=item.sets,
        reps=item.reps,
        hold_s=item.hold_s,
        hold_breaths=item.hold_breaths,
        rest_s=item.rest_s,
        per_side=item.per_side,
        seconds=item.seconds,
        reason=item.reason,
        how=item.how,
        rules=list(item.rules),
        sources=list(item.sources),
    )


def remake_sessions(plan, rows, dated):
    """Writes the drafts into the rows that are there, so that a page still open in a browser finds its session;
    adds what is missing, deletes what is too much."""
    reused = list(zip(rows, dated, strict=False))
    ExerciseSession.objects.filter(pk__in=[row.pk for row in rows[len(dated) :]]).delete()
    PlannedExercise.objects.filter(session__in=[row.pk for row, _dated in reused]).delete()
    stood = {row.pk: row.date for row, _dated in reused}
    _free_days([row for row, _dated in reused])
    for row, (day, draft) in reused:
        row.date = day
        row.moved_from = row.moved_from if day == stood[row.pk] else None
        row.title, row.gaps = draft.title, codec.to_json(draft)["gaps"]
        row.heart_minutes, row.total_minutes = draft.heart_minutes, draft.total_minutes
        row.revision, row.changed_at = max(plan.revision, row.revision + 1), timezone.now()
        row.swaps, row.is_gentle = [], False
    ExerciseSession.objects.bulk_update(
        [row for row, _dated in reused],
        [
            "date",
            "moved_from",
            "title",
            "gaps",
            "heart_minutes",
            "total_minutes",
            "revision",
            "swaps",
            "is_gentle",
            "changed_at",
        ],
    )
    PlannedExercise.objects.bulk_create(
        item_row(row, order, item) for row, (_day, draft) in reused for order, item in enumerate(draft.items)
    )
    _store_sessions(plan, dated[len(rows) :])


def _renew(session, today):
    """Makes a session that was passed over by a revision from what is known now, before it comes back to life."""
    draft = draft_week(profile=load_profile(session.plan.user), monday=session.plan.monday, today=today)
    if not draft.sessions:
        raise ValidationError(_("There is no session to move at the moment."))
    place = session.plan.sessions.filter(date__lt=session.date).count()
    remake_sessions(session.plan, [session], [(session.date, draft.sessions[min(place, len(draft.sessions) - 1)])])


def _free_days(rows):
    """Takes rows off their days, long into the past: a day holds one session, also while days are exchanged."""
    for place, row in enumerate(rows):
        row.date = datetime.date.min + datetime.timedelta(days=place)
    ExerciseSession.objects.bulk_update(rows, ["date"])


@transaction.atomic
def move_session(*, session: ExerciseSession, date: datetime.date, today: datetime.date) -> ExerciseSession:
    """Puts a session on another day of its week. Raises ValidationError in words for the person."""
    monday = session.plan.monday
    if not monday <= date < monday + datetime.timedelta(days=7):
        raise ValidationError(_("Choose a day of the same week."))
    if date < today:
        raise ValidationError(_("That day has gone by. Choose today or a later day."))
    if hasattr(session, "log"):
        raise ValidationError(_("You have logged this session, so it stays where it is."))
    if session.plan.sessions.filter(date=date).exclude(pk=session.pk).exists():
        raise ValidationError(_("There is a session on that day already. Choose another day."))
    if session.plan.outcome != Outcome.PLAN:
        raise ValidationError(_("Your plan waits, so its sessions stay where they are."))
    if session.revision < session.plan.revision:
        _renew(session, today)
    home = session.moved_from or session.date
    session.moved_from = None if home == date else home
    session.date, session.changed_at = date, timezone.now()
    try:
        with transaction.atomic():
            session.save(update_fields=["date", "moved_from", "changed_at"])
    except IntegrityError as error:
        raise ValidationError(_("There is a session on that day already. Choose another day.")) from error
    return session
