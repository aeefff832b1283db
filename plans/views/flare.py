"""I'm having a flare-up: three questions, a look at the gentle days, and the way back."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plans.engine.notes.facts import Status
from plans.forms.flare import FlareForm
from plans.queries.flare import last_pain, way_back
from plans.queries.read_back import open_signs
from plans.queries.stops import stop_page_of
from plans.rulebook import rulebook
from plans.services.flare import heard_in, preview, start_flare, stay_gentle, step_up, undo_flare
from plans.services.profile import read_words
from plans.services.start import add_to_note, tell_signs
from plans.services.week import load_profile

TYPED = "flare_typed"  # key of the session


@require_http_methods(["GET", "HEAD", "POST"])
def flare(request):
    profile = load_profile(request.user)
    if profile is None or not profile.is_complete:
        return redirect("plans:week")
    today = profile.today()
    form = FlareForm(
        request.POST or None,
        initial={"areas": profile.pain_areas, **(request.session.pop(TYPED, {}) if request.method == "GET" else {})},
        last=last_pain(request.user),
        note=profile.pain_notes,
    )
    if request.method == "POST":
        # A sign counts even when the rest is not filled in: nobody is held up by a form.
        if signs := form.told_signs():
            tell_signs(user=request.user, red_flags=signs)
            profile = load_profile(request.user)
        stop_page = stop_page_of(profile, today=today)
        if stop_page != "plans:week":
            return redirect(stop_page)
        if "note" not in form.errors and _asks_about(request.user, form.told_note(), today):
            request.session[TYPED] = _typed(request.POST)  # for when they come back from the question
            return redirect(f"{reverse('plans:start-notes')}?from=flare")
        if form.is_valid():
            return _answered(request, form.cleaned_data, today)
    context = {"form": form, "place": "week"}
    return render(request, "plans/flare.html", context, status=422 if form.errors else 200)


def _typed(data):
    """The answers but for the note, which is kept with the one about the back by then."""
    return {name: data.getlist(name) for name in ("areas", "signs")} | {"pain_nrs": data.get("pain_nrs")}


def _asks_about(user, note, today):
    """Whether what was written says or hints at a warning sign. If so it is kept at once, and asked about first."""
    signs = rulebook().red_flags
    if not any(one["label"] in signs and one["status"] != Status.DENIED for one in read_words(note, on=today)):
        return False
    add_to_note(user=user, words=note, today=today)
    return bool(open_signs(load_profile(user)))


def _answered(request, values, today):
    answers = {"areas": values["areas"], "pain_nrs": values["pain_nrs"]}
    usual, gentle = preview(user=request.user, **answers, today=today, note=values["note"])
    if not gentle.sessions:
        return redirect("plans:ask-first")
    if "go" in request.POST:
        if values["note"]:
            add_to_note(user=request.user, words=values["note"], today=today)
        start_flare(user=request.user, **answers, today=today)
        messages.success(request, _("Your plan is gentle now. You can undo that on this page."))
        return redirect("plans:week")
    rules, heard = rulebook(), heard_in(values["note"], user=request.user)
    context = {
        "values": values,
        "usual": usual,
        "gentle": gentle,
        "heard": [(rules.flags[flag].label, fact.quote) for flag, fact in heard.items() if flag in rules.flags],
        "rows": list(_days_left(usual, gentle, today)),
        "way_back": way_back(days=gentle.target.days, today=today, usual=rules.target.minutes_per_day),
        "place": "week",
    }
    return render(request, "plans/flare_days.html", context)


def _days_left(usual, gentle, today):
    """Pairs of sessions, usual and gentle, from today on: what has gone by stays as it was."""
    eased = {session.weekday: session for session in gentle.sessions}
    for session in usual.sessions:
        if session.weekday >= today.weekday() and session.weekday in eased:
            yield session, eased[session.weekday]


@require_POST
def say(request):
    profile = load_profile(request.user)
    if profile is None:
        return redirect("plans:week")
    today, said = profile.today(), request.POST.get("say")
    if said == "worse":
        return redirect("plans:flare")
    if said == "undo":
        undo_flare(user=request.user, today=today)
        messages.success(request, _("Your usual plan is back."))
    elif said == "longer" and stay_gentle(user=request.user, today=today):
        messages.success(request, _("Two more gentle days. There is no hurry."))
    elif said == "better" and (flare := step_up(user=request.user, today=today)):
        words = _("Your plan is as before.") if flare.ended_on else _("Good. Three quarters first, then as before.")
        messages.success(request, words)
    return redirect("plans:week")
