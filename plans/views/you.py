"""What is known about someone, and where to change it."""

import datetime

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plans.models import WeeklyPlan, monday_of
from plans.queries.left_out import locked_list, never_list
from plans.queries.start import known_chips, next_step
from plans.rulebook import rulebook
from plans.services.changes import unlock_exercise
from plans.services.putting_back import may_put_back
from plans.services.reminders import can_remind
from plans.services.start import hold_flag, lift_flag, use_now
from plans.services.week import load_profile
from plans.views.calendar import calendar_context
from plans.views.reminders import reminder_form


@require_http_methods(["GET", "HEAD", "POST"])
def you(request):
    profile = load_profile(request.user)
    if request.method == "POST" and profile:
        return _change(request, profile)
    context = {"profile": profile, "place": "you", "next_step": next_step(profile)}
    if profile:
        context |= _known(profile) | calendar_context(request, getattr(profile.user, "calendar", None))
    return render(request, "plans/you.html", context)


def _known(profile):
    rules, today = rulebook(), profile.today()
    labels = {key: one.label for key, one in (rules.flags | rules.red_flags).items()}
    return {
        "groups": known_chips(profile, today=today),
        "lifted": [
            (rules.flags[one["flag"]], datetime.date.fromisoformat(one["date"]))
            for one in profile.lifted
            if one["flag"] in rules.flags
        ],
        "never": never_list(profile),
        "locked": locked_list(profile),
        "gave_way": may_put_back(profile, _plan_now(profile), today=today),
        "clearances": [
            (one, labels.get(one.flag, one.flag)) for one in profile.user.clearances.all() if one.undone_at is None
        ],
        "form": reminder_form(profile),
        "has_mail": can_remind(),
        "kit": [rules.equipment[word].words for word in profile.equipment if word in rules.equipment],
    }


def _plan_now(profile):
    return WeeklyPlan.objects.of(profile.user).filter(monday=monday_of(profile.today())).first()


def _change(request, profile):
    flags = rulebook().flags
    lift, hold = request.POST.get("lift"), request.POST.get("hold")
    if lift in flags and flags[lift].cls.is_own:
        lift_flag(user=request.user, flag=lift, today=profile.today())
        messages.success(
            request,
            _("Noted: “%(what)s” is not true any more. It counts from next week.") % {"what": flags[lift].label},
        )
    elif hold in flags:
        hold_flag(user=request.user, flag=hold)
        messages.success(request, _("It counts again."))
    elif "unlock" in request.POST:
        unlock_exercise(user=request.user, slug=request.POST["unlock"])
        messages.success(request, _("Unlocked. It may change again."))
    elif "use_now" in request.POST and profile.is_complete:
        use_now(user=request.user)
        messages.success(request, _("The rest of this week has been planned anew."))
        return redirect("plans:week")
    return redirect("plans:you")
