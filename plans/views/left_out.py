"""Everything that is left out for someone, and what would bring it back."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from plans.models import WeeklyPlan, monday_of
from plans.queries.left_out import left_out_page
from plans.queries.stops import stop_page_of
from plans.services.putting_back import may_put_back
from plans.services.week import load_profile


@require_safe
def left_out(request):
    profile = load_profile(request.user)
    if profile is None or not profile.is_complete:
        return redirect("plans:week")
    today = profile.today()
    stop_page = stop_page_of(profile, today=today)
    if stop_page != "plans:week":
        return redirect(stop_page)
    plan = WeeklyPlan.objects.of(request.user).filter(monday=monday_of(today)).first()
    gave_way = may_put_back(profile, plan, today=today)
    context = {"gave_way": gave_way, "page": left_out_page(profile, today=today), "place": "week"}
    return render(request, "plans/left_out.html", context)
