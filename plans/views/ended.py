"""What a clinician has ended: hip precautions, the months after a birth."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plans.facts.flags import LiftedBy
from plans.forms.clearance import EndedForm
from plans.rulebook import rulebook
from plans.services.profile import effective_facts, ended_flags, sign_since
from plans.services.start import record_ended
from plans.services.week import load_profile


@require_http_methods(["GET", "HEAD", "POST"])
def ended(request, flag):
    """Only for rules that such a word lifts, and while they hold."""
    rule, profile = rulebook().flags.get(flag), load_profile(request.user)
    if rule is None or rule.lifted_by is not LiftedBy.RECORD or profile is None or flag not in _held(profile):
        raise Http404
    today = profile.today()
    since = sign_since(flag, profile, profile.user.safety_checks.all())
    form = EndedForm(request.POST or None, today=today, since=since, initial={"cleared_on": today})
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("cleared_on", "cleared_by", "answer")}
        record_ended(user=request.user, flag=flag, **values)
        messages.success(request, _("Recorded with its date. It counts from next week; you can take it back here."))
        return redirect("plans:you")
    context = {"form": form, "rule": rule, "place": "you"}
    return render(request, "plans/ended.html", context, status=422 if form.errors else 200)


def _held(profile):
    checks, clearances = list(profile.user.safety_checks.all()), list(profile.user.clearances.all())
    return effective_facts(profile).keys() - ended_flags(profile, checks, clearances)
