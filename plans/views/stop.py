"""Where screening sends people who need someone to look at them first."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plans.engine.draft import Outcome
from plans.forms.clearance import ClearanceForm, CountryForm
from plans.models import monday_of
from plans.queries.stops import clearable, numbers_for, screening_of, stop_page_of, stopped_by
from plans.rulebook import rulebook
from plans.services.start import choose_country, record_clearance, undo_clearance
from plans.services.week import draft_week, load_profile

URGENT = (Outcome.EMERGENCY, Outcome.SAME_DAY)
CRISIS = "despair"


@require_safe
def stop(request):
    profile = load_profile(request.user)
    if profile is None:
        return redirect("plans:start")
    screening = screening_of(profile, today=profile.today())
    if screening.outcome not in URGENT:
        return redirect(stop_page_of(profile, today=profile.today()))
    return _stop(request, profile, screening, _clearance_form(profile, screening))


def _clearance_form(profile, screening, data=None):
    today = profile.today()
    return ClearanceForm(data, today=today, signs=clearable(profile, screening), initial={"cleared_on": today})


def _stop(request, profile, screening, form):
    rules = rulebook()
    numbers = numbers_for(profile)
    action = rules.actions[screening.outcome]
    is_crisis = [one.flag == CRISIS for one in screening.stops]
    steps = [
        step.format(emergency=numbers.emergency, urgent=numbers.urgent_name or numbers.urgent)
        for step in (all(is_crisis) and action.crisis_steps or action.steps)
    ]
    context = {
        "is_emergency": screening.outcome is Outcome.EMERGENCY,
        "is_crisis": any(is_crisis),
        "action": action,
        "steps": steps,
        "numbers": numbers,
        "country_form": CountryForm(initial={"country": numbers.country}),
        "stops": stopped_by(profile, screening),
        "form": form,
    }
    return render(request, "plans/stop.html", context, status=422 if form.errors else 200)


@require_safe
def ask_first(request):
    profile = load_profile(request.user)
    if profile is None:
        return redirect("plans:start")
    screening = screening_of(profile, today=profile.today())
    if screening.outcome is not Outcome.CLINICIAN_FIRST:
        return redirect(stop_page_of(profile, today=profile.today()))
    return _ask_first(request, profile, screening, _clearance_form(profile, screening))


def _ask_first(request, profile, screening, form):
    today = profile.today()
    draft = draft_week(profile=profile, monday=monday_of(today), today=today)
    context = {
        "stops": stopped_by(profile, screening),
        "form": form,
        "meanwhile": draft.meanwhile,
        "is_complete": profile.is_complete,
        "place": "week",
    }
    return render(request, "plans/ask_first.html", context, status=422 if form.errors else 200)


@require_POST
def clearance(request):
    profile = load_profile(request.user)
    if profile is None:
        return redirect("plans:start")
    if "undo" in request.POST:
        return _undo(request, profile)
    screening = screening_of(profile, today=profile.today())
    # Only what stood on the page that was answered: another tab may have added a sign since.
    data, current = request.POST.copy(), {one.flag: one for one in screening.stops}
    data.setlist("flag", [flag for flag in request.POST.getlist("flag") if flag in current])
    if request.POST.getlist("flag") and not data.getlist("flag"):
        messages.info(request, _("What stood on that page has changed, so nothing was recorded."))
        return redirect(stop_page_of(profile, today=profile.today()))
    form = _clearance_form(profile, screening, data)
    if not form.is_valid():
        show = _stop if screening.outcome in URGENT else _ask_first
        return show(request, profile, screening, form)
    values = form.cleaned_data
    if values["said"] == "no":
        messages.info(request, _("Then we wait. This page stays here for you."))
        return redirect(stop_page_of(profile, today=profile.today()))
    record_clearance(
        user=request.user,
        flags=values["flag"],
        cleared_on=values["cleared_on"],
        cleared_by=values["cleared_by"],
        said=values["said"],
        answer=values["answer"],
    )
    messages.success(request, _("Recorded with its date. You can take it back under “You”."))
    if any(current[flag].outcome in URGENT for flag in values["flag"]):
        return redirect("plans:start-safety")
    if values["said"] == "limits":
        return redirect("plans:start-back")
    return redirect("plans:week" if profile.is_complete else "plans:start")


def _undo(request, profile):
    for one in profile.user.clearances.all():
        if str(one.pk) == request.POST["undo"]:
            undo_clearance(user=request.user, pk=one.pk)
            messages.success(request, _("Taken back. It no longer counts."))
            return redirect("plans:you")
    raise Http404


@require_POST
def country(request):
    """Changes whose phone numbers are shown, without answering the safety check again."""
    form = CountryForm(request.POST)
    if form.is_valid():
        choose_country(user=request.user, country=form.cleaned_data["country"])
    return redirect("plans:stop")
