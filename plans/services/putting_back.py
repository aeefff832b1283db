"""Having an exercise back that had given way because it hurt."""

import datetime
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from exercises.catalogue import facts_of
from exercises.models import Exercise
from plans.engine import codec
from plans.engine.putting_back import gave_way
from plans.engine.reading import effective_flags
from plans.engine.selection import Candidate, consider
from plans.models import Profile, WeeklyPlan
from plans.rulebook import rulebook
from plans.services.changes import plan_of_week
from plans.services.exchanges import name_of
from plans.services.revising import revise_week
from plans.services.week import load_profile, person_now


@dataclass(frozen=True, slots=True)
class GaveWay:
    """An exercise that hurt too often; `instead` is the name of what stands in for it, empty for nothing."""

    slug: str
    name: str
    instead: str


def may_put_back(profile: Profile, plan: WeeklyPlan | None, *, today: datetime.date) -> tuple[GaveWay, ...]:
    """What gave way and could be tried again: neither a rule nor the person leaves it out. At most one query."""
    kept = (plan.draft.get("progress") or {}).get("instead") if plan else None
    if not kept:
        return ()
    exercises = {row.slug: facts_of(row) for row in Exercise.objects.filter(slug__in=kept, is_retired=False)}
    gone = gave_way(codec.from_json(plan.draft).progress, exercises)
    person, rules = person_now(profile, today=today), rulebook()
    facts = effective_flags(person, rules)
    return tuple(
        GaveWay(slug, exercises[slug].name, name_of(other) if other else "")
        for slug, other in gone.items()
        if isinstance(consider(exercises[slug], person, facts, rules, opened=frozenset({slug})), Candidate)
    )


def is_back(plan: WeeklyPlan | None, slug: str) -> bool:
    """Whether an exercise has been put back in this week."""
    return bool(plan) and slug in plan.inputs.get("put_back", {})


@transaction.atomic
def put_back(*, user, slug: str, today: datetime.date) -> WeeklyPlan:
    """Tries an exercise again, at its smallest amount; the sessions that are left follow at once. Raises
    ValidationError if it has not given way, or is left out for another reason."""
    plan = plan_of_week(user, today)
    if slug not in [one.slug for one in may_put_back(load_profile(user), plan, today=today)]:
        raise ValidationError(_("That exercise is not among those that gave way."))
    plan.inputs["put_back"] = {**plan.inputs.get("put_back", {}), slug: today.isoformat()}
    plan.save(update_fields=["inputs"])
    return revise_week(user=user, today=today, why=_("You wanted to try “%s” again.") % name_of(slug))


@transaction.atomic
def leave_out_again(*, user, slug: str, today: datetime.date) -> WeeklyPlan:
    """Takes that back, in the week of it. Raises ValidationError if there is nothing to take back."""
    plan = plan_of_week(user, today)
    if not is_back(plan, slug):
        raise ValidationError(_("That exercise was not put back this week."))
    plan.inputs["put_back"] = {one: day for one, day in plan.inputs["put_back"].items() if one != slug}
    plan.save(update_fields=["inputs"])
    return revise_week(user=user, today=today, why=_("You left “%s” out again.") % name_of(slug))
