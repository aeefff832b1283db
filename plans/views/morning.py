"""How is your back this morning? One tap, from the week or on a page of its own."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from backcare.middleware import wants_json
from plans.models import Profile, SessionLog
from plans.services.flare import settle_in_the_morning
from plans.services.morning import answer_morning, ask_in_morning
from plans.views.log import done_of, saved_at


@require_http_methods(["GET", "HEAD", "POST"])
def morning(request, pk):
    log = get_object_or_404(SessionLog.objects.of(request.user).select_related("session"), pk=pk)
    profile = get_object_or_404(Profile, user=request.user)
    wrong = ""
    if request.method == "POST":
        try:
            today = done_of(request, profile).on
            answer_morning(log=log, answer=request.POST.get("am", "?"), today=today)
            if log.next_morning == "usual" and settle_in_the_morning(user=request.user, today=profile.today()):
                messages.success(request, _("Your flare-up is settling: one step back up."))
        except ValidationError as error:
            wrong = error.messages[0]
        if wants_json(request):
            return JsonResponse({"errors": {"am": [wrong]}}, status=400) if wrong else saved_at(reverse("plans:week"))
        if not wrong:
            return redirect("plans:week")
    context = {"log": log, "profile": profile, "wrong": wrong, "place": "week"}
    return render(request, "plans/morning.html", context, status=422 if wrong else 200)


@require_POST
def asking(request):
    profile = get_object_or_404(Profile, user=request.user)
    ask_in_morning(profile=profile, ask=request.POST.get("ask") == "yes")
    if profile.asks_in_morning:
        messages.success(request, _("We will ask the morning after a session."))
    else:
        messages.success(request, _("We won’t ask in the morning. You can turn it on again under “You”."))
    return redirect("plans:you" if profile.asks_in_morning else "plans:week")
