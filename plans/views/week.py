"""This week and the others."""

import datetime

from django.db.models import Exists, Subquery
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plans.engine.draft import Outcome
from plans.measures import measures
from plans.models import Profile, SafetyCheck, SessionLog, WeeklyPlan, monday_of
from plans.queries.lessons import offered_lesson, read_with, with_lessons_read
from plans.queries.morning import morning_of
from plans.queries.pain_again import pain_again
from plans.queries.pain_before import pain_before
from plans.queries.read_back import log_asks
from plans.queries.stops import stop_page_of
from plans.queries.week import week_page
from plans.services.revising import revise_week
from plans.services.week import draft_week, load_profile, plan_week


@require_safe
def this_week(request):
    profile = with_lessons_read(Profile.objects.filter(user=request.user)).first()
    if profile is None or not profile.is_complete:
        stop_page = stop_page_of(load_profile(request.user), today=profile.today()) if profile else ""
        if stop_page == "plans:stop":  # it stands before the questions that are left
            return redirect(stop_page)
        return render(request, "plans/week_empty.html", {"profile": profile, "place": "week"})
    return _show(request, profile, monday_of(profile.today()))


@require_safe
def week(request, monday):
    profile = with_lessons_read(Profile.objects.filter(user=request.user)).first()
    if profile is None or not profile.is_complete:
        return redirect("plans:week")
    return _show(request, profile, monday)


def _show(request, profile, monday):
    today = profile.today()
    besides = {
        "is_any_logged": Exists(SessionLog.objects.of(request.user)),
        "ticked": Subquery(SafetyCheck.objects.of(request.user).values("red_flags")[:1]),
    }
    plan = WeeklyPlan.objects.of(request.user).filter(monday=monday).annotate(**besides).first()
    this_monday = monday_of(today)
    if plan is None and monday == this_monday:
        if plan_week(user=request.user, monday=monday, today=today):
            return redirect(request.path)
        return redirect(stop_page_of(load_profile(request.user), today=today))
    if plan is None:
        return _without_plan(request, monday, today)
    if plan.outcome != Outcome.PLAN and monday == this_monday:
        stop_page = stop_page_of(load_profile(request.user), today=today)
        if stop_page == "plans:week":  # what stopped the plan no longer does
            revise_week(user=request.user, today=today, why=_("You can exercise again."))
        return redirect(stop_page)
    looks_back = datetime.timedelta(weeks=measures().looking_back.weeks - 1)
    page = week_page(plan, today=today, since=this_monday - looks_back if monday == this_monday else None)
    context = {"page": page, "today": today, "place": "week"}
    if page.is_current:
        context["own_plan"] = profile
        context["may_be_gentle"] = page.may_be_gentle
        context["is_first"] = not plan.is_any_logged
        context["offer"] = offered_lesson(
            request.user,
            today=today,
            profile=profile,
            read=read_with(profile),
            logs=page.lately,
            has_flare=page.flare is not None,
        )
        context["log_asks"] = log_asks(profile, plan.ticked or (), today=today)
        if page.flare is None:
            context["pain_again"] = pain_again(profile, page.lately, today=today)
        context["pain"] = pain_before(page.lately)
        context["break_days"] = measures().looking_back.gap_days
        context["morning"] = morning_of(profile, page.lately, today=today)
    return render(request, "plans/week.html", context)


def _without_plan(request, monday, today):
    """A week that was never looked at stays empty; next week can be seen as a draft."""
    context = {
        "monday": monday,
        "sunday": monday + datetime.timedelta(days=6),
        "previous": monday - datetime.timedelta(days=7),
        "is_next": monday == monday_of(today) + datetime.timedelta(days=7),
        "place": "week",
    }
    if context["is_next"]:
        profile = load_profile(request.user)
        draft = draft_week(profile=profile, monday=monday, today=today)
        if draft.screening.outcome != Outcome.PLAN:
            context["stop_page"] = stop_page_of(profile, today=today)
        context["sessions"] = [(monday + datetime.timedelta(days=one.weekday), one) for one in draft.sessions]
    return render(request, "plans/week_without_plan.html", context)
