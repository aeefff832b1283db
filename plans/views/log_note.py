"""What the note of a log may mean, asked at once after saving it."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from plans.models import SessionLog, iso_week
from plans.queries.read_back import heard_in
from plans.services.start import add_flag, deny_words
from plans.services.week import load_profile
from plans.views.start import answer_sign


def after(log, otherwise=""):
    """To what the note asks; without anything to ask, to the week of the log, or where else it is said."""
    profile = load_profile(log.user) if log.note.strip() else None
    if profile is not None:
        heard = heard_in(profile, log)
        if heard.signs or heard.questions:
            return redirect("plans:log-note", log.pk)
    return redirect(otherwise or reverse("plans:week", args=[iso_week(log.date)]))


@require_http_methods(["GET", "HEAD", "POST"])
def note(request, pk):
    log = get_object_or_404(SessionLog.objects.of(request.user), pk=pk)
    profile = load_profile(request.user)
    if profile is None:
        return redirect("plans:start")
    heard, today = heard_in(profile, log), profile.today()
    sign = request.POST.get("not_so") or request.POST.get("is_so")
    if sign:
        return answer_sign(request, profile, sign, today, log=log.pk)
    asked = {one.flag for one in heard.questions}
    if request.POST.get("add") in asked:
        add_flag(user=request.user, flag=request.POST["add"])
        return redirect("plans:log-note", log.pk)
    if request.POST.get("no") in asked:
        deny_words(user=request.user, flag=request.POST["no"], today=today, log=log.pk)
        return redirect("plans:log-note", log.pk)
    if not heard.signs and not heard.questions:
        return redirect("plans:week", iso_week(log.date))
    is_heard = bool(heard.questions) or any(not sign.elsewhere for sign in heard.signs)
    context = {"log": log, "note": heard, "is_heard": is_heard, "week": iso_week(log.date), "place": "week"}
    return render(request, "plans/log_note.html", context)
