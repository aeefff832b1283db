"""The guided session: the player, and what it does when a leg or numbness gives reason to stop."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plans.engine.draft import Block, Outcome
from plans.forms.finish import FinishForm, SignsForm
from plans.forms.log import PAIN_CHOICES
from plans.models import ExerciseSession, Profile
from plans.queries.play import play_page, sign_rows
from plans.queries.stops import numbers_for
from plans.queries.week import session_blocks
from plans.rulebook import rulebook
from plans.services.start import save_safety
from plans.services.week import load_profile
from plans.views.words import PLAYER_WORDS


def _session_of(user, pk):
    return get_object_or_404(ExerciseSession.objects.select_related("plan", "log").filter(plan__user=user), pk=pk)


@require_safe
def play(request, pk):
    session = _session_of(request.user, pk)
    if session.plan.outcome != Outcome.PLAN or hasattr(session, "log"):
        context = {"session": session, "log": getattr(session, "log", None), "place": "week"}
        return render(request, "plans/play_not.html", context)
    profile = get_object_or_404(Profile, user=request.user)
    today = profile.today()
    page = play_page(session, profile, today=today)
    action, numbers = rulebook().actions[Outcome.EMERGENCY], numbers_for(profile)
    words = {"emergency": numbers.emergency, "urgent": numbers.urgent_name or numbers.urgent}
    return render(
        request,
        "plans/play.html",
        {
            "session": session,
            "page": page,
            "blocks": session_blocks(session),
            "script": page.script | {"words": PLAYER_WORDS, "urls": _urls(session)},
            "form": FinishForm(
                today=today,
                exercises=page.exercises,
                rated=page.rated,
                initial={
                    "date": today,
                    "revision": session.revision,
                    "heart_minutes": session.heart_minutes,
                    "total_minutes": session.total_minutes,
                    "talk_test": _usual_talk_test(page),
                },
            ),
            "pains": PAIN_CHOICES,
            "signs": sign_rows(),
            "action": action,
            "steps": [step.format(**words) for step in action.steps],
            "numbers": numbers,
        },
    )


def _urls(session):
    return {
        "log": reverse("plans:session-log", args=[session.pk]),
        "session": session.get_absolute_url(),
        "week": reverse("plans:week"),
        "signs": reverse("plans:session-signs", args=[session.pk]),
        "stop": reverse("plans:stop"),
    }


def _usual_talk_test(page):
    """What the activity usually feels like: one that doesn't count lets you sing."""
    heart = [item for item in page.script["items"] if item["block"] == Block.HEART]
    return "sing" if heart and not any(item["counts"] for item in heart) else "talk"


@require_POST
def signs(request, pk):
    """Signs that came up during a session: kept as a safety check answered anew, so that the plan waits."""
    _session_of(request.user, pk)
    profile = load_profile(request.user)
    form = SignsForm(request.POST)
    wants_json = "application/json" in request.headers.get("Accept", "")
    if not form.is_valid():
        if wants_json:
            return JsonResponse({"saved": False, "errors": form.errors}, status=422)
        messages.error(request, _("Tick what is true, or answer the whole safety check."))
        return redirect("plans:start-safety")
    last = next(iter(profile.user.safety_checks.all()), None)
    save_safety(
        user=request.user,
        red_flags={*(last.red_flags if last else ()), *form.red_flags()},
        examined=last.examined if last else "no",
        birth_year=profile.birth_year,
        country=profile.country,
        time_zone=profile.time_zone,
    )
    if wants_json:
        return JsonResponse({"saved": True, "url": reverse("plans:stop"), "words": _("Kept. Your plan waits.")})
    return redirect("plans:stop")
