"""Makes what is left of a week anew: when something counts at once, and when logs call for less."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plans.engine import codec
from plans.engine.draft import Outcome
from plans.models import WeeklyPlan, monday_of
from plans.services.exchanges import EXTRA, choose_again
from plans.services.week import days_left, draft_week, is_first_week, load_profile, made_week, remake_sessions


@transaction.atomic
def revise_week(*, user, today: datetime.date, why: str) -> WeeklyPlan | None:
    """Makes the unlogged sessions from today on anew from what is known now. Logged and past sessions stay as they
    are, and what the person chose by hand stays where screening still allows it; what changed, why and when is kept
    with the plan. None if there was no plan to revise."""
    plan = WeeklyPlan.objects.select_for_update().of(user).filter(monday=monday_of(today)).first()
    if plan is None:
        return None
    profile = load_profile(user)
    made = made_week(profile, monday=plan.monday, today=today)
    draft = made.draft
    unlogged = plan.sessions.filter(date__gte=today, log__isnull=True).order_by("date")
    open_sessions, extra = list(unlogged.filter(is_extra=False)), list(unlogged.filter(is_extra=True))
    before = [session.title for session in open_sessions]
    chosen = [(session, session.swaps) for session in open_sessions]
    chosen += [(session, session.swaps or [_extra(session)]) for session in extra]
    plan.revision += 1
    dated = _revised_days(plan, draft, open_sessions, today)
    remake_sessions(plan, open_sessions, dated)
    plan.outcome = draft.screening.outcome.value
    plan.draft = codec.to_json(draft)
    plan.ruleset = draft.ruleset
    lost = [words for session, swaps in chosen for words in choose_again(plan, session, swaps, profile, today)]
    plan.inputs = {
        **plan.inputs,
        **made.inputs,
        "revisions": [
            *plan.inputs.get("revisions", []),
            {
                "on": today.isoformat(),
                "why": " ".join((why, *dict.fromkeys(lost))),
                "before": before,
                "after": [session.title for _d, session in dated],
            },
        ],
    }
    if draft.screening.outcome == Outcome.PLAN:
        planned = plan.sessions.filter(is_extra=False).count()
        is_first = is_first_week(profile, plan.monday)
        plan.target_days = min(draft.target.days, planned) if is_first else draft.target.days
        plan.target_minutes = draft.target.minutes_per_day
        plan.target_waived = draft.target.waived or (is_first and not planned)
    plan.save(
        update_fields=[
            "revision", "outcome", "draft", "ruleset", "inputs", "target_days", "target_minutes", "target_waived",
        ]
    )  # fmt: skip
    return plan


def adapt_week(*, user, today: datetime.date) -> WeeklyPlan | None:
    """Lets what has been logged count at once where it calls for less (or no longer does): the sessions that are left
    are made anew. None if nothing changes."""
    plan = WeeklyPlan.objects.of(user).filter(monday=monday_of(today), outcome=Outcome.PLAN).first()
    if plan is None or not plan.sessions.filter(date__gte=today, log__isnull=True).exists():
        return None
    draft = draft_week(profile=load_profile(user), monday=plan.monday, today=today)
    if codec.to_json(draft.progress) == plan.draft.get("progress"):
        return None
    return revise_week(user=user, today=today, why=_("Planned again after what you logged."))


def _revised_days(plan, draft, open_sessions, today):
    """Session drafts with their dates. Where the days of the week are as before, each stays where it stands now,
    moved or not; else the new days that are left."""
    weekdays = [session["weekday"] for session in plan.draft["sessions"]]
    same_days = weekdays == [session.weekday for session in draft.sessions]
    if open_sessions and same_days and len(open_sessions) <= len(draft.sessions):
        return list(zip((one.date for one in open_sessions), draft.sessions[-len(open_sessions) :], strict=True))
    kept = dict(plan.sessions.exclude(pk__in=[one.pk for one in open_sessions]).values_list("date", "is_extra"))
    left = [(day, session) for day, session in days_left(draft, plan.monday, today) if day not in kept]
    return left[: max(0, len(draft.sessions) - sum(not is_extra for is_extra in kept.values()))]


def _extra(session):
    """What is known of an extra session that came without a note of how."""
    return {"kind": EXTRA, "out": "", "into": "", "on": session.date.isoformat(), "before": {}}
