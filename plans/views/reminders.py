"""Reminders: chosen under "You", stopped from any letter."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from plans.forms.reminders import OWN_PLAN, ReminderForm
from plans.models import Profile, ReminderSettings
from plans.services.reminders import can_remind, reminders_of, save_own_plan, save_reminders, stop_reminders

CHOSEN = ("is_on", "days", "time")


def reminder_form(profile, sent=None):
    """The form as it stands for someone, or with what was sent."""
    wants = getattr(profile.user, "reminders", None) or ReminderSettings()
    initial = {name: getattr(wants, name) for name in CHOSEN} | {name: getattr(profile, name) for name in OWN_PLAN}
    return ReminderForm(sent, initial=initial, has_mail=can_remind())


@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request):
    profile = Profile.objects.filter(user=request.user).first()
    if profile is None:
        return redirect("plans:start")
    form = reminder_form(profile, request.POST if request.method == "POST" else None)
    if form.is_valid():
        _save(request, profile, form.cleaned_data)
        return redirect(reverse("plans:you") + "#reminders")
    context = {"form": form, "has_mail": can_remind(), "profile": profile, "place": "you"}
    return render(request, "plans/reminders.html", context, status=422 if form.errors else 200)


def _save(request, profile, told):
    save_own_plan(profile=profile, **{name: told[name] for name in OWN_PLAN})
    if not can_remind():
        messages.success(request, _("Saved."))
        return
    wants = save_reminders(user=request.user, **{name: told[name] for name in CHOSEN})
    messages.success(request, _("Saved. Reminders are on.") if wants.is_on else _("Saved. Reminders are off."))


@csrf_exempt  # a mail program sends the one click, without a page of ours: the signed link is the proof
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, token):
    """Looking changes nothing, as mail programs look at links by themselves."""
    wants = reminders_of(token)
    if wants is None:
        raise Http404
    if request.method == "POST":
        stop_reminders(wants)
    response = render(request, "plans/reminders_stop.html", {"is_on": wants.is_on})
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    return response
