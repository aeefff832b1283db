"""What changed since last week, and the person's word on it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plans.models import Profile, WeeklyPlan, monday_of
from plans.queries.changes import changes_page
from plans.services.changes import keep_change, lock_exercise, refuse_change, unlock_exercise


@require_http_methods(["GET", "HEAD", "POST"])
def changes(request):
    profile = get_object_or_404(Profile, user=request.user)
    today = profile.today()
    if request.method == "POST":
        return _answer(request, today)
    plan = WeeklyPlan.objects.of(request.user).filter(monday=monday_of(today)).first()
    if plan is None:
        return redirect("plans:week")
    return render(request, "plans/changes.html", {"page": changes_page(profile, plan), "place": "week"})


def _answer(request, today):
    said = request.POST
    try:
        if "refuse" in said:
            refuse_change(user=request.user, key=said["refuse"], today=today)
            messages.success(request, _("As it was. The sessions that are left have been planned again."))
        elif "keep" in said:
            keep_change(user=request.user, key=said["keep"], today=today)
            messages.success(request, _("Kept. The sessions that are left have been planned again."))
        elif "lock" in said:
            lock_exercise(user=request.user, slug=said["lock"], today=today)
            messages.success(request, _("Locked. It stays as it is from the next plan on."))
        elif "unlock" in said:
            unlock_exercise(user=request.user, slug=said["unlock"])
            messages.success(request, _("Unlocked. It may change again."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("plans:changes")
