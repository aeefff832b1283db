"""A gentle ten minutes for a bad day: in place of today's session, or beside the plan."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from exercises.catalogue import facts_of
from exercises.models import Exercise
from plans.engine.draft import Outcome
from plans.engine.gentle import gentle_session
from plans.models import ExerciseSession, WeeklyPlan, monday_of
from plans.rulebook import rulebook
from plans.services.contents import contents_of, fill
from plans.services.swap import EXTRA, GENTLE, note_exchange, open_session
from plans.services.week import item_row, load_profile, person_now, turn_of


@transaction.atomic
def go_gently(*, user, today: datetime.date) -> ExerciseSession:
    """Today's session made gentle, or an extra one on a day without. Asked twice, it is the same one. Raises
    ValidationError in words for the person."""
    plan = WeeklyPlan.objects.select_for_update().of(user).filter(monday=monday_of(today)).first()
    if plan is None or plan.outcome != Outcome.PLAN:
        raise ValidationError(_("There is no plan to make gentler this week."))
    draft = _draft(user, plan, today)
    if draft is None:
        raise ValidationError(_("We found nothing gentle that is safe for you today. Rest is fine."))
    session = plan.sessions.filter(date=today).first()
    if session is None:
        session = ExerciseSession(
            plan=plan, date=today, is_extra=True, heart_minutes=0, total_minutes=0, revision=plan.revision
        )
        session.save()
        note_exchange(session, EXTRA, "", "", today, {})
    else:
        session = open_session(session)
        if session.is_gentle:
            return session
        note_exchange(session, GENTLE, "", "", today, contents_of(session))
    session.is_gentle, session.title, session.gaps = True, draft.title, []
    fill(session, [item_row(session, order, item) for order, item in enumerate(draft.items)])
    return session


def _draft(user, plan, today):
    profile = load_profile(user)
    return gentle_session(
        person_now(profile, today=today),
        {row.slug: facts_of(row) for row in Exercise.objects.all()},
        rulebook(),
        weekday=today.weekday(),
        week=turn_of(profile, monday=plan.monday, today=today),
    )
