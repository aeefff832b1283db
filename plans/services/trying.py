"""Answers tried out: next week as it stands, and as it would be. Nothing is stored."""

import copy
import datetime
from dataclasses import dataclass

from exercises.catalogue import facts_of
from exercises.models import Exercise
from plans.engine.draft import PlanDraft
from plans.engine.planning import make_plan
from plans.models import Profile
from plans.rulebook import rulebook
from plans.services.answers import Tried, put_on
from plans.services.past import past_of
from plans.services.start import careful_of
from plans.services.week import person_now, turn_of


@dataclass(frozen=True, slots=True)
class Preview:
    """`then` is None while nothing is tried. `counts_now`: it makes the plan more careful, so it would not wait."""

    now: PlanDraft
    then: PlanDraft | None
    counts_now: bool = False


def preview(*, profile: Profile, tried: Tried, monday: datetime.date, today: datetime.date) -> Preview:
    """The week of `monday`, drafted twice from the same logs."""
    exercises = {row.slug: facts_of(row) for row in Exercise.objects.all()}
    past, week = past_of(profile, monday=monday), turn_of(profile, monday=monday, today=today)

    def draft(one):
        return make_plan(person_now(one, today=today), exercises, rulebook(), week=week, past=past)

    if not tried:
        return Preview(draft(profile), None)
    changed = copy.copy(profile)
    put_on(changed, tried, today)
    careful = [careful_of(one, exercises.values(), today=today) for one in (profile, changed)]
    return Preview(draft(profile), draft(changed), bool(careful[1] - careful[0]))
