"""One planned session: look through it, move it, log it."""

import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import formats
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exercises.facts import Effort
from plans.engine.draft import Block, Outcome
from plans.forms.log import MoveForm, SessionLogForm
from plans.models import ExerciseSession, Profile
from plans.queries.week import RATED_BLOCKS, session_blocks
from plans.services.logs import log_session
from plans.services.week import move_session
from plans.views.log import after_saving


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
    one = _session_of(request.user, pk)
    if hasattr(one, "log") and request.method != "POST":
        return redirect(one.log)
    today = get_object_or_404(Profile, user=request.user).today()
    blocks = session_blocks(one)
    exercises = {item.exercise_id: item.exercise.name for part in blocks for item in part.items}
    rated = [item.exercise_id for part in blocks for item in part.items if item.block in RATED_BLOCKS]
    initial = {
        "date": min(one.date, today),
        "heart_minutes": one.heart_minutes,
        "total_minutes": one.total_minutes,
        "talk_test": _usual_talk_test(blocks),
    }
    form = SessionLogForm(
        request.POST or None, today=today, exercises=exercises, rated=list(dict.fromkeys(rated)), initial=initial
    )
    if request.method == "POST" and form.is_valid():
        saved = log_session(
            user=request.user, entry=form.entry(), client_key=form.cleaned_data["client_key"], session=one
        )
        return after_saving(request, saved)
    status = 422 if form.errors else 200
    return render(request, "plans/session_log.html", {"form": form, "session": one, "place": "week"}, status=status)
