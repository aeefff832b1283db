"""Exchanges one exercise of a session: today only, never again, or left out today; and takes it back."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from exercises.catalogue import catalogue
from plans.engine.draft import Outcome
from plans.models import NEVER_CHOICES, ExerciseSession, Profile
from plans.services.contents import contents_of, restore
from plans.services.exchanges import (
    EXTRA,
    LEFT_OUT,
    NEVER,
    TODAY,
    alternatives_for,
    exchange,
    leave_out,
    name_of,
    note_exchange,
)
from plans.services.revising import revise_week


@transaction.atomic
def swap_today(*, session: ExerciseSession, block: str, slug: str, into: str, today: datetime.date) -> None:
    """Another exercise in its place, in this session only. Raises ValidationError in words for the person."""
    session = open_session(session)
    chosen = [one for one in alternatives_for(session, block, slug, today=today) if one.exercise == into]
    if not chosen:
        raise ValidationError(_("That one is not offered any more. Choose again."))
    note_exchange(session, TODAY, slug, into, today, contents_of(session))
    exchange(session, block, slug, chosen[0])


@transaction.atomic
def leave_out_today(*, session: ExerciseSession, block: str, slug: str, today: datetime.date) -> None:
    session = open_session(session)
    before = contents_of(session)
    if not leave_out(session, block, slug):
        raise ValidationError(_("It is the only exercise of this session. Leave the session out instead."))
    note_exchange(session, LEFT_OUT, slug, "", today, before)
    session.save(update_fields=["swaps"])


@transaction.atomic
def never_again(
    *, session: ExerciseSession, block: str, slug: str, into: str, why: str, today: datetime.date
) -> ExerciseSession | None:
    """Left out from now on, with the reason and the date; what hurts leaves its harder versions out too. Sessions
    not logged follow at once. None if the session is gone by that."""
    session = open_session(session)
    before = {row.exercise_id for row in session.items.all()}
    profile = Profile.objects.select_for_update().get(user=session.plan.user)
    others = [entry for entry in profile.never if entry["exercise"] != slug]
    profile.never = [*others, *_entries(slug, why, today, {entry["exercise"] for entry in others})]
    profile.save(update_fields=["never"])
    revise_week(user=session.plan.user, today=today, why=_("You asked us never to plan “%s” again.") % name_of(slug))
    session = ExerciseSession.objects.select_related("plan").filter(pk=session.pk).first()
    if session is None:
        return None
    filled = _filled_by(session, block, slug, before)
    if filled and into and into != filled:
        _choose_instead(session, block, slug, filled, into, today)
    note_exchange(session, NEVER, slug, into, today, {})
    session.save(update_fields=["swaps"])
    return session


def _entries(slug, why, today, known):
    day = today.isoformat()
    entries = [{"exercise": slug, "why": why, "date": day}]
    if why == NEVER_CHOICES[0][0]:
        entries += [
            {"exercise": one, "why": why, "date": day, "of": slug} for one in harder_of(slug) if one not in known
        ]
    return entries


def harder_of(slug: str) -> list[str]:
    """All harder versions of an exercise, nearest first."""
    exercises, found = catalogue().exercises, []
    waiting = list(exercises[slug].harder) if slug in exercises else []
    while waiting:
        one = waiting.pop(0)
        if one not in found:
            found.append(one)
            waiting += exercises[one].harder
    return found


@transaction.atomic
def undo_swap(*, session: ExerciseSession, today: datetime.date) -> None:
    """Takes the newest exchange back; nothing happens if there is none."""
    session = open_session(session)
    if not session.swaps:
        return
    *others, last = session.swaps
    if last["kind"] == NEVER:
        allow_again(user=session.plan.user, slug=last["out"], today=today)
        return
    if last["kind"] == EXTRA:
        session.delete()
        return
    session.swaps = others
    restore(session, last["before"])


@transaction.atomic
def allow_again(*, user, slug: str, today: datetime.date, now: bool = True) -> None:
    """Takes "never again" back, the harder versions that went with it included. `now`: for this week already."""
    profile = Profile.objects.select_for_update().get(user=user)
    profile.never = [one for one in profile.never if slug not in (one["exercise"], one.get("of"))]
    profile.save(update_fields=["never"])
    if now:
        revise_week(user=user, today=today, why=_("You allowed “%s” again.") % name_of(slug))


def _filled_by(session, block, slug, before):
    """What stands now where `slug` stood; itself, in a session too old to be made anew."""
    now = list(session.items.order_by("order").values_list("exercise_id", "block"))
    if (slug, block) in now:
        return slug
    return next((one for one, place in now if place == block and one not in before), None)


def _choose_instead(session, block, slug, filled, into, today):
    """The person's choice in place of the plan's, where it fits."""
    chosen = alternatives_for(session, block, filled, today=today, wanted=into)
    if chosen:
        exchange(session, block, filled, chosen[0], instead_of=slug, today=False)


def open_session(session):
    """The session, held for writing. Raises ValidationError when it can't be changed any more."""
    session = ExerciseSession.objects.select_for_update().select_related("plan__user").get(pk=session.pk)
    if hasattr(session, "log"):
        raise ValidationError(_("You have logged this session, so it stays as it is."))
    if session.plan.outcome != Outcome.PLAN:
        raise ValidationError(_("Your plan waits, so its sessions stay as they are."))
    return session
