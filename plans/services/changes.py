"""The person's word on what changed: refused, kept after all, an exercise locked."""

import datetime

from django.core.exceptions import ValidationError
from django.core.validators import slug_re
from django.db import transaction
from django.utils.translation import gettext as _

from exercises.models import Exercise
from plans.engine import codec
from plans.models import Profile, WeeklyPlan, monday_of
from plans.services.past import key_of
from plans.services.revising import revise_week


@transaction.atomic
def refuse_change(*, user, key: str, today: datetime.date) -> WeeklyPlan:
    """Has it as it was in the week before, for this week. Raises ValidationError if there is no such change, or none
    that may be refused."""
    plan = plan_of_week(user, today)
    found = [one for one in codec.from_json(plan.draft).changes if key_of(one) == key and one.may_refuse]
    if not found:
        raise ValidationError(_("That change is not in this week’s plan any more."))
    plan.inputs["refused"] = [*plan.inputs.get("refused", []), {"key": key, "change": codec.to_json(found[0])}]
    plan.save(update_fields=["inputs"])
    return revise_week(user=user, today=today, why=_("You wanted it as it was."))


@transaction.atomic
def keep_change(*, user, key: str, today: datetime.date) -> WeeklyPlan:
    """Takes a refusal back. Raises ValidationError if there is none."""
    plan = plan_of_week(user, today)
    refused = plan.inputs.get("refused", [])
    if key not in [one["key"] for one in refused]:
        raise ValidationError(_("That change is kept already."))
    plan.inputs["refused"] = [one for one in refused if one["key"] != key]
    plan.save(update_fields=["inputs"])
    return revise_week(user=user, today=today, why=_("You kept the change after all."))


def plan_of_week(user, today):
    plan = WeeklyPlan.objects.select_for_update().of(user).filter(monday=monday_of(today)).first()
    if plan is None:
        raise ValidationError(_("There is no plan for this week yet."))
    return plan


@transaction.atomic
def lock_exercise(*, user, slug: str, today: datetime.date) -> Profile:
    """Keeps an exercise in the plan, at the amount it has, from the next plan on. Raises ValidationError for one we do
    not know."""
    if not slug_re.match(slug) or not Exercise.objects.filter(slug=slug, is_retired=False).exists():
        raise ValidationError(_("We do not know that exercise."))
    profile = Profile.objects.select_for_update().get(user=user)
    if slug not in [one["exercise"] for one in profile.locked]:
        profile.locked = [*profile.locked, {"exercise": slug, "date": today.isoformat()}]
        profile.save(update_fields=["locked"])
    return profile


@transaction.atomic
def unlock_exercise(*, user, slug: str) -> Profile:
    profile = Profile.objects.select_for_update().get(user=user)
    profile.locked = [one for one in profile.locked if one["exercise"] != slug]
    profile.save(update_fields=["locked"])
    return profile
