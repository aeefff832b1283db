"""Try it out: next week under other answers, before any of them is kept."""

import datetime

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plans.forms.trying import TryForm
from plans.models import monday_of
from plans.queries.stops import stop_page_of
from plans.queries.trying import try_page
from plans.rulebook import rulebook
from plans.services.answers import Tried
from plans.services.start import use_tried
from plans.services.trying import preview
from plans.services.week import load_profile

A_WEEK = datetime.timedelta(days=7)


@require_http_methods(["GET", "HEAD", "POST"])
def trying(request):
    """Answers are posted to be looked at, too: what is true of a body has no place in an address, where histories and
    logs keep it."""
    profile = load_profile(request.user)
    if profile is None or not profile.is_complete:
        return redirect("plans:week")
    today = profile.today()
    stop_page = stop_page_of(profile, today=today)
    if stop_page != "plans:week":
        return redirect(stop_page)
    form = TryForm(request.POST or None, profile=profile, today=today)
    tried = form.tried() if form.is_valid() else Tried()
    taken_off = _matters_for_safety(tried) if "use" in request.POST else {}
    if tried and "use" in request.POST and not taken_off.keys() - set(request.POST.getlist("not_so")):
        return _use(request, tried, today)
    monday = monday_of(today) + A_WEEK
    context = {
        "form": form,
        "page": try_page(preview(profile=profile, tried=tried, monday=monday, today=today), monday=monday),
        "tried": tried,
        "taken_off": taken_off,
        "not_so": request.POST.getlist("not_so"),
        "place": "you",
    }
    return render(request, "plans/try.html", context, status=422 if form.errors or taken_off else 200)


def _matters_for_safety(tried):
    """flag → words of what is only taken off with a second word."""
    rules = rulebook().flags
    return {flag: rules[flag].label for flag in sorted(tried.go) if not rules[flag].cls.is_own}


def _use(request, tried, today):
    profile = use_tried(user=request.user, tried=tried, today=today)
    stop_page = stop_page_of(load_profile(request.user), today=today)
    if stop_page != "plans:week":
        return redirect(stop_page)
    messages.success(request, _("Saved. It counts from next week; whatever makes it safer counts now."))
    return redirect("plans:week", monday=monday_of(profile.today()) + A_WEEK)
