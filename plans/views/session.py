"""One planned session: look through it, move it, log it."""

import dataclasses
import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import slug_re
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import formats
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backcare.middleware import wants_json
from exercises.facts import Effort
from exercises.models import Exercise
from plans.engine.draft import Block, Outcome
from plans.forms.log import MoveForm, SessionLogForm
from plans.models import ExerciseSession, Profile
from plans.queries.week import RATED_BLOCKS, session_blocks
from plans.services.logs import log_session
from plans.services.week import move_session
from plans.views.log import after_saving, deleted_elsewhere, done_of, refused, said_by


def _session_of(user, pk):
    sessions = ExerciseSession.objects.select_related("plan", "log").filter(plan__user=user)
    return get_object_or_404(sessions, pk=pk)


def _days_of(session):
    days = (session.plan.monday + datetime.timedelta(days=step) for step in range(7))
    return [(day.isoformat(), formats.date_format(day, "l j F")) for day in days]


@require_safe
def session(request, pk):
    one = _session_of(request.user, pk)
    if one.plan.outcome != Outcome.PLAN and not hasattr(one, "log"):
        return redirect("plans:week")
    today = get_object_or_404(Profile, user=request.user).today()
    days = [(value, words) for value, words in _days_of(one) if value >= today.isoformat() and value != str(one.date)]
    return render(
        request,
        "plans/session.html",
        {
            "session": one,
            "log": getattr(one, "log", None),
            "blocks": session_blocks(one),
            "move_form": MoveForm(days=days) if days and not hasattr(one, "log") else None,
            "may_be_gentle": one.date == today and not one.is_gentle and not hasattr(one, "log"),
            "swapped": one.swaps[-1] if one.swaps and not hasattr(one, "log") else None,
            "today": today,
            "place": "week",
        },
    )


@require_POST
def move(request, pk):
    one = _session_of(request.user, pk)
    today = get_object_or_404(Profile, user=request.user).today()
    form = MoveForm(request.POST, days=_days_of(one))
    if not form.is_valid():
        messages.error(request, _("Choose a day of the same week."))
        return redirect(one)
    try:
        move_session(session=one, date=form.cleaned_data["date"], today=today)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect(one)
    messages.success(request, _("Moved to %(day)s.") % {"day": formats.date_format(one.date, "l j F")})
    return redirect("plans:week", one.plan.iso_week)


def _usual_talk_test(blocks):
    """What an activity usually feels like: a light one lets you sing."""
    heart = [item.exercise for part in blocks for item in part.items if item.block == Block.HEART]
    return "sing" if heart and all(one.effort == Effort.LIGHT for one in heart) else "talk"


@require_http_methods(["GET", "HEAD", "POST"])
def log(request, pk):
    profile = get_object_or_404(Profile, user=request.user)
    one = _session_to_log(request, pk)
    if one is None:
        return _log_what_is_gone(request, profile)
    if hasattr(one, "log") and request.method != "POST" and "mend" not in request.GET:
        return redirect(one.log)
    today, done = profile.today(), done_of(request, profile)
    blocks = session_blocks(one)
    exercises = {item.exercise_id: item.exercise.name for part in blocks for item in part.items}
    rated = {item.exercise_id: item for part in blocks for item in part.items if item.block in RATED_BLOCKS}
    planned, exercises = exercises, _with_what_was_done(request, exercises)
    rated |= {slug: None for slug in exercises if slug not in planned}
    initial = {
        "revision": one.revision,
        "date": min(one.date, today),
        "heart_minutes": one.heart_minutes,
        "total_minutes": one.total_minutes,
        "talk_test": _usual_talk_test(blocks),
    }
    form = SessionLogForm(
        done.data or None, today=today, done_on=done.on, exercises=exercises, rated=rated, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        if gone := deleted_elsewhere(request, form, done):
            return gone
        saved = log_session(
            user=request.user,
            entry=form.entry(),
            client_key=form.cleaned_data["client_key"],
            session=one,
            said=said_by(done),
        )
        if form.cleaned_data["revision"] not in (None, one.revision):
            messages.info(
                request,
                _("Your plan changed while that page was open. What you did is kept as you said it; look at the week"
                  " again before the next session."),
            )  # fmt: skip
        return after_saving(request, saved, done.words)
    if request.method == "POST" and wants_json(request):
        return refused(form)
    status = 422 if form.errors else 200
    return render(request, "plans/session_log.html", {"form": form, "session": one, "place": "week"}, status=status)


def _session_to_log(request, pk):
    """None for a session that is not there (any more) when a phone's outbox or a page left open tells of it."""
    if request.method == "POST" and (wants_json(request) or not ExerciseSession.objects.filter(pk=pk).exists()):
        return ExerciseSession.objects.select_related("plan", "log").filter(plan__user=request.user, pk=pk).first()
    return _session_of(request.user, pk)


def _with_what_was_done(request, exercises):
    """The exercises planned, and those done that were planned when the page was opened: slug → name."""
    gone = [slug for slug in request.POST.getlist("done") if slug not in exercises and slug_re.match(slug)]
    return exercises | dict(Exercise.objects.filter(slug__in=gone).values_list("slug", "name") if gone else ())


def _log_what_is_gone(request, profile):
    """A session done on a phone while the plan here changed and dropped it: kept as something extra, and said so."""
    done = done_of(request, profile)
    exercises = _with_what_was_done(request, {})
    form = SessionLogForm(
        done.data, today=profile.today(), done_on=done.on, exercises=exercises, rated=dict.fromkeys(exercises)
    )
    if not form.is_valid():
        return (
            refused(form)
            if wants_json(request)
            else render(request, "plans/session_log.html", {"form": form, "place": "week"}, status=422)
        )
    if gone := deleted_elsewhere(request, form, done):
        return gone
    entry = dataclasses.replace(form.entry(), activity=_("A session that left your plan"))
    key = form.cleaned_data["client_key"]
    saved = log_session(user=request.user, entry=entry, client_key=key, said=said_by(done))
    told = _("Your plan changed while you were away. That session is kept as something extra.")
    return after_saving(request, saved, f"{told} {done.words}".strip())
