"""Another exercise in place of one: today, or from now on."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from exercises.catalogue import catalogue
from plans.engine.gaps import in_a_list
from plans.forms.swap import NEVER, SwapForm
from plans.models import ExerciseSession, PlannedExercise, Profile
from plans.services.exchanges import alternatives_for
from plans.services.swap import (
    allow_again,
    harder_of,
    leave_out_today,
    never_again,
    swap_today,
    undo_swap,
)
from plans.services.week import load_profile


def _session_of(user, pk):
    items = Prefetch("items", PlannedExercise.objects.select_related("exercise"))
    sessions = ExerciseSession.objects.select_related("plan__user", "log").prefetch_related(items)
    sessions = sessions.filter(plan__user=user)
    return get_object_or_404(sessions, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def swap(request, pk, block, exercise):
    session = _session_of(request.user, pk)
    profile = load_profile(request.user)
    today = profile.today()
    items = [item for item in session.items.all() if item.block == block]
    item = next((one for one in items if one.exercise_id == exercise), None)
    if item is None or hasattr(session, "log"):
        messages.info(request, _("That exercise is not there to be swapped any more."))
        return redirect(session)
    found = alternatives_for(session, block, exercise, today=today, profile=profile)
    names = catalogue().exercises
    offered = {one.exercise: names[one.exercise].name for one in found}
    form = SwapForm(request.POST or None, offered=offered)
    if request.method == "POST":
        try:
            if "leave" in request.POST:
                leave_out_today(session=session, block=block, slug=exercise, today=today)
                return redirect(session)
            if form.is_valid():
                return _swapped(request, session, item, form.cleaned_data, today)
        except ValidationError as error:
            form.add_error(None, error.messages[0])
    context = {
        "session": session,
        "item": item,
        "found": found,
        "form": form,
        "harder": [in_a_list(names[slug].name) for slug in harder_of(exercise)],
        "place": "week",
    }
    return render(request, "plans/swap.html", context, status=422 if form.errors else 200)


def _swapped(request, session, item, values, today):
    asked = {"session": session, "block": item.block, "slug": item.exercise_id, "into": values["to"], "today": today}
    if values["long"] != NEVER:
        swap_today(**asked)
        return redirect(session)
    kept = never_again(**asked, why=values["why"])
    messages.success(
        request, _("“%(name)s” is left out from now on. You can take that back here or under “You”.")
        % {"name": item.exercise.name},
    )  # fmt: skip
    return redirect(kept or "plans:week")


@require_POST
def undo(request, pk):
    session = _session_of(request.user, pk)
    try:
        undo_swap(session=session, today=get_object_or_404(Profile, user=request.user).today())
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect(session)
    messages.success(request, _("Taken back. The session is as it was."))
    return redirect(session if ExerciseSession.objects.filter(pk=pk).exists() else "plans:week")


@require_POST
def allow(request):
    profile = get_object_or_404(Profile, user=request.user)
    slug = request.POST.get("exercise", "")
    if slug in {entry["exercise"] for entry in profile.never}:
        allow_again(user=request.user, slug=slug, today=profile.today(), now=False)
        messages.success(request, _("It may be planned again. It counts from next week."))
    return redirect("plans:you")
