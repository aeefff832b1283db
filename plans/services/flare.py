"""A flare-up: gentle days at once, a way back in steps, and the usual plan with one tap."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plans.engine.draft import PlanDraft
from plans.engine.person import Fact
from plans.models import FlareUp, Profile, WeeklyPlan, monday_of
from plans.rulebook import rulebook
from plans.services.answers import LEG_AREAS, LEG_FLAG
from plans.services.profile import effective_facts, read_words
from plans.services.revising import revise_week
from plans.services.week import draft_week, load_profile


def open_flare(user) -> FlareUp | None:
    return FlareUp.objects.of(user).filter(ended_on=None).first()


def preview(*, user, areas, pain_nrs: int, today: datetime.date, note: str = "") -> tuple[PlanDraft, PlanDraft]:
    """This week as it is usual, and as it would be. Stores nothing."""
    usual, gentle = load_profile(user), load_profile(user)
    gentle.read = [*gentle.read, *read_words(note, on=today)]
    _apply(gentle, _flags_of(areas, rulebook().flare.steps[0]), pain_nrs)
    monday = monday_of(today)
    return tuple(draft_week(profile=one, monday=monday, today=today) for one in (usual, gentle))


def heard_in(note: str, *, user) -> dict[str, Fact]:
    """What a note adds to what is known, as it would count: flag → Fact with the words."""
    usual, told = load_profile(user), load_profile(user)
    told.read = [*told.read, *read_words(note)]
    known = effective_facts(usual)
    return {flag: fact for flag, fact in effective_facts(told).items() if flag not in known}


@transaction.atomic
def start_flare(*, user, areas, pain_nrs: int, today: datetime.date) -> FlareUp:
    """Gentle from today on: sessions not logged follow at once. Told again while it lasts, it begins anew, and what
    was so before it all is still known."""
    rules = rulebook()
    profile = Profile.objects.select_for_update().get(user=user)
    flare = open_flare(user)
    if flare is None:
        plan = WeeklyPlan.objects.of(user).filter(monday=monday_of(today)).first()
        flare = FlareUp(user=user, started_on=today, before=_as_it_was(profile, plan))
    step = rules.flare.steps[0]
    flare.areas, flare.pain_nrs = list(areas), pain_nrs
    flare.until = today + datetime.timedelta(days=rules.flare.days)
    _begin(flare, step, today)
    _apply(profile, _flags_of(areas, step), pain_nrs)
    profile.save(update_fields=["added", "ticked", "pain_nrs"])
    revise_week(user=user, today=today, why=_("You have a flare-up, so the days left are gentle."))
    return flare


@transaction.atomic
def step_up(*, user, today: datetime.date) -> FlareUp | None:
    """The next step of the way back; after the last one the plan is as before. None without a flare-up."""
    flare = open_flare(user)
    if flare is None:
        return None
    rules = rulebook().flare
    place = rules.steps.index(flare.steps[-1]["flag"]) + 1
    profile = Profile.objects.select_for_update().get(user=user)
    if place < len(rules.steps):
        flare.until = today + datetime.timedelta(days=rules.days)
        _begin(flare, rules.steps[place], today)
        _apply(profile, [rules.steps[place]], _pain_again(profile, flare))
        why = _("Your flare-up is settling, so three quarters from now on.")
    else:
        flare.ended_on = today
        flare.save(update_fields=["ended_on"])
        _apply(profile, [], _pain_again(profile, flare))
        why = _("Your flare-up is over, so your plan is as before.")
    profile.save(update_fields=["added", "ticked", "pain_nrs"])
    revise_week(user=user, today=today, why=why)
    return flare


@transaction.atomic
def stay_gentle(*, user, today: datetime.date) -> FlareUp | None:
    """More gentle days before the next step."""
    flare = open_flare(user)
    if flare:
        flare.until = max(flare.until, today) + datetime.timedelta(days=rulebook().flare.more_days)
        flare.save(update_fields=["until"])
    return flare


@transaction.atomic
def undo_flare(*, user, today: datetime.date) -> None:
    """As if it had not been said: the usual plan, for what is not logged."""
    flare = open_flare(user)
    if flare is None:
        return
    profile = Profile.objects.select_for_update().get(user=user)
    _take_back(profile, flare)
    profile.save(update_fields=["added", "ticked", "pain_nrs"])
    flare.delete()
    revise_week(user=user, today=today, why=_("You kept your usual plan."))


def settle_in_the_morning(*, user, today: datetime.date) -> FlareUp | None:
    """A morning "as usual": the next step, when the days of this one are over. None if nothing changes."""
    flare = open_flare(user)
    return step_up(user=user, today=today) if flare and today >= flare.until else None


def _begin(flare, flag, today):
    """A new step from today; of two on one day the later holds, and the lower minutes count for the day."""
    minutes = rulebook().flags[flag].heart_minutes
    flare.steps = [*flare.steps, {"flag": flag, "minutes": minutes, "on": today.isoformat()}]
    flare.save()


def _flags_of(areas, step):
    return [step, LEG_FLAG] if LEG_AREAS & set(areas) else [step]


def _apply(profile, flags, pain_nrs):
    """What counts from now on; the flags of other steps no longer do."""
    steps = set(rulebook().flare.steps)
    profile.added = sorted({*profile.added} - steps | set(flags))
    profile.ticked = [flag for flag in profile.ticked if flag not in steps]
    profile.pain_nrs = pain_nrs


def _take_back(profile, flare):
    """What the flare-up brought goes, and what it put aside returns. What was told since then, stays."""
    before, steps = flare.before, set(rulebook().flare.steps)
    brought = {*_flags_of(flare.areas, rulebook().flare.steps[0]), *steps} - {*before["added"]}
    profile.added = sorted({*profile.added} - brought | {*before["added"]} & steps)
    profile.ticked = [*profile.ticked, *(flag for flag in before["ticked"] if flag in steps - {*profile.ticked})]
    profile.pain_nrs = _pain_again(profile, flare)


def _pain_again(profile, flare):
    """The usual pain, unless another has been told since the flare-up began."""
    return flare.before["pain_nrs"] if profile.pain_nrs == flare.pain_nrs else profile.pain_nrs


def _as_it_was(profile, plan):
    return {
        "added": profile.added,
        "ticked": profile.ticked,
        "pain_nrs": profile.pain_nrs,
        "minutes": plan.target_minutes if plan else rulebook().target.minutes_per_day,
    }
