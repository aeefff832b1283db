"""A gentle ten minutes for a bad day: in place of today's session, or beside the plan."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from plans.engine.draft import Outcome
from plans.models import ExerciseSession, WeeklyPlan, monday_of
from plans.services.contents import contents_of
from plans.services.exchanges import EXTRA, GENTLE, gentle_draft, make_gentle, note_exchange
from plans.services.swap import open_session
from plans.services.week import load_profile


@transaction.atomic
def go_gently(*, user, today: datetime.date) -> ExerciseSession:
    """Today's session made gentle, or an extra one on a day without. Asked twice, it is the same one. Raises
    ValidationError in words for the person."""
    plan = WeeklyPlan.objects.select_for_update().of(user).filter(monday=monday_of(today)).first()
    if plan is None or plan.outcome != Outcome.PLAN:
        raise ValidationError(_("There is no plan to make gentler this week."))
    draft = gentle_draft(load_profile(user), plan, today)
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
    make_gentle(session, draft)
    return session
