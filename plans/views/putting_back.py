"""An exercise that hurt too often, tried again: asked once more before it comes back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plans.models import WeeklyPlan, monday_of
from plans.services.exchanges import name_of
from plans.services.putting_back import is_back, leave_out_again, may_put_back, put_back
from plans.services.week import load_profile


@require_http_methods(["GET", "HEAD", "POST"])
def putting_back(request, exercise):
    profile = load_profile(request.user)
    if profile is None:
        raise Http404
    today = profile.today()
    plan = WeeklyPlan.objects.of(request.user).filter(monday=monday_of(today)).first()
    one = next((one for one in may_put_back(profile, plan, today=today) if one.slug == exercise), None)
    if request.method == "POST":
        return _answer(request, exercise, today)
    if one is None and not is_back(plan, exercise):
        raise Http404
    context = {"one": one, "slug": exercise, "name": name_of(exercise), "place": "week"}
    return render(request, "plans/put_back.html", context)


def _answer(request, exercise, today):
    try:
        if "again" in request.POST:
            leave_out_again(user=request.user, slug=exercise, today=today)
            messages.success(request, _("Left out again. The sessions that are left have been planned anew."))
            return redirect("plans:left-out")
        put_back(user=request.user, slug=exercise, today=today)
        messages.success(request, _("It is back, at its smallest amount. Stop if it hurts as before."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("plans:left-out")
    return redirect("plans:putting-back", exercise=exercise)
