"""How it goes: the page of progress, all logs, and the activities that matter."""

import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from plans.forms.activities import ActivityForm, ScoresForm
from plans.measures import measures
from plans.models import Profile
from plans.queries.activities import activities_with_scores
from plans.queries.progress import logs_page, progress_page
from plans.services.activities import add_activity, score_activities, stop_activity


def _today(request):
    return (Profile.objects.filter(user=request.user).first() or Profile(user=request.user)).today()


@require_safe
def progress(request):
    today = _today(request)
    page = progress_page(request.user, today=today, month=_month(request.GET.get("month", ""), today))
    context = {
        "page": page,
        "today": today,
        "break_days": measures().looking_back.gap_days,
        "form": ActivityForm() if not page.activities.courses else None,
        "place": "progress",
    }
    return render(request, "plans/progress.html", context)


def _month(text, today):
    """The first day of `2026-10`; None for anything else, and for what has not come yet."""
    try:
        month = datetime.datetime.strptime(text, "%Y-%m").date()
    except ValueError:
        return None
    return month if today.year - 20 <= month.year and month <= today else None


@require_safe
def logs(request):
    page = logs_page(request.user, page=request.GET.get("page"))
    return render(request, "plans/progress_logs.html", {"logs": page, "place": "progress"})


@require_http_methods(["GET", "HEAD", "POST"])
def activities(request):
    today = _today(request)
    own = activities_with_scores(request.user, today=today)
    if request.POST.get("stop", "").isdecimal():
        return _stop(request, int(request.POST["stop"]), today)
    scores = ScoresForm(
        request.POST if "save" in request.POST else None, activities=[one.activity for one in own.courses]
    )
    form = ActivityForm(request.POST if "add" in request.POST else None)
    if scores.is_valid():
        return _save_scores(request, scores.scores(), today)
    if form.is_valid():
        try:
            add_activity(user=request.user, today=today, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("words", error)
        else:
            messages.success(request, _("Added, with today’s score. We ask again in four weeks."))
            return redirect("plans:activities")
    context = {"own": own, "scores": scores, "form": form, "today": today, "place": "progress"}
    return render(request, "plans/activities.html", context, status=422 if form.errors or scores.errors else 200)


def _save_scores(request, scores, today):
    if score_activities(user=request.user, scores=scores, today=today):
        messages.success(request, _("Saved. We ask again in four weeks."))
        return redirect("plans:progress")
    messages.info(request, _("Nothing was scored, so nothing has changed."))
    return redirect("plans:activities")


def _stop(request, pk, today):
    stopped = stop_activity(user=request.user, pk=pk, today=today)
    if stopped:
        messages.success(request, _("“%(what)s” is not asked any more. Its scores are kept.") % {"what": stopped.words})
    return redirect("plans:activities")
