"""The report for a clinician, its shared form, and the plan on paper."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from plans.engine.draft import Block, Outcome
from plans.forms.report import PeriodForm, QuestionsForm, ShareForm, usual_period
from plans.measures import measures
from plans.models import Profile, WeeklyPlan
from plans.queries.report import link_by, links_of, report_of
from plans.queries.stops import numbers_for
from plans.rulebook import rulebook
from plans.services.report import close_link, note_visit, open_link, save_questions
from plans.services.week import load_profile


def _period(request, today):
    """The form, and the days to show: those asked for, else the usual ones."""
    weeks = request.GET.get("weeks", "")
    since, until = usual_period(today, int(weeks) if weeks in map(str, measures().report.weeks) else None)
    asked = "since" in request.GET or "until" in request.GET
    form = PeriodForm(request.GET if asked else None, today=today, initial={"since": since, "until": until})
    if form.is_valid():
        since, until = form.cleaned_data["since"], form.cleaned_data["until"]
    return form, since, until


@require_http_methods(["GET", "HEAD", "POST"])
def report(request):
    profile = load_profile(request.user)
    if profile is None:
        return redirect("plans:start")
    today = profile.today()
    questions = QuestionsForm(
        request.POST if request.method == "POST" else None, initial={"questions": profile.clinician_questions}
    )
    if questions.is_valid():
        save_questions(profile=profile, questions=questions.cleaned_data["questions"])
        messages.success(request, _("Saved. Your questions stand at the end of the report."))
        return redirect(request.get_full_path())
    form, since, until = _period(request, today)
    context = {
        "report": report_of(profile, since=since, until=until, today=today, shows_quotes=True),
        "form": form,
        "questions": questions,
        "weeks": measures().report.weeks,
        "break_days": measures().looking_back.gap_days,
        "place": "progress",
    }
    return render(request, "plans/report.html", context, status=422 if form.errors or questions.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def share(request):
    profile = load_profile(request.user)
    if profile is None:
        return redirect("plans:start")
    if request.POST.get("close", "").isdecimal():
        return _close(request, request.POST["close"])
    today = profile.today()
    since, until = usual_period(today)
    initial = {"since": since, "until": until, "days": measures().report.usual_share_days}
    form = ShareForm(request.POST if request.method == "POST" else None, today=today, initial=initial)
    address = ""
    if form.is_valid():
        _link, secret = open_link(user=request.user, **form.cleaned_data)
        address = request.build_absolute_uri(reverse("plans:shared", args=[secret]))
    context = {"form": form, "address": address, "links": links_of(request.user), "place": "progress"}
    response = render(request, "plans/report_share.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


def _close(request, pk):
    if len(pk) > 18 or not close_link(user=request.user, pk=int(pk)):
        raise Http404
    messages.success(request, _("Taken back. Nobody can read it by that link any more."))
    return redirect("plans:report-share")


@login_not_required
@require_safe
def shared(request, secret):
    """Read-only, by whoever has the link. Unknown, expired and taken back all look the same."""
    link = link_by(secret)
    profile = load_profile(link.user) if link else None
    if profile is None:
        raise Http404
    if request.user != link.user:
        note_visit(link=link)
    shown = report_of(
        profile, since=link.since, until=link.until, today=profile.today(), shows_quotes=link.shows_quotes
    )
    context = {"report": shown, "link": link, "break_days": measures().looking_back.gap_days}
    response = render(request, "plans/report_shared.html", context)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
def plan_on_paper(request, monday):
    """The week to print: pictures, doses, boxes to tick, and when to stop."""
    plans = WeeklyPlan.objects.of(request.user).prefetch_related("sessions__items__exercise")
    plan = get_object_or_404(plans, monday=monday)
    sessions = list(plan.sessions.all())
    rules = rulebook()
    context = {
        "plan": plan,
        "sessions": sessions,
        "exercises": _exercises(sessions),
        "numbers": numbers_for(Profile.objects.filter(user=request.user).first()),
        "emergencies": [row for row in rules.safety_rows if row.group == Outcome.EMERGENCY],
        "place": "week",
    }
    return render(request, "plans/week_print.html", context)


def _exercises(sessions):
    """Each exercise of the week once, with its days: one table fits all. `goes` is how often it comes in a session."""
    rows = {}
    for session in sessions:
        for item in session.items.all():
            key = (item.exercise_id, item.block, item.sets, item.reps, item.hold_s, item.hold_breaths, item.minutes)
            row = rows.setdefault(key, {"item": item, "dates": {}})
            row["dates"][session.date] = row["dates"].get(session.date, 0) + 1
    order = list(Block)
    for row in rows.values():
        row["goes"] = max(row["dates"].values())
    return sorted(rows.values(), key=lambda row: (order.index(row["item"].block), row["item"].order))
