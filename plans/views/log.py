"""Logs outside a plan, and logs looked at again."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from backcare.middleware import wants_json
from plans.forms.differences import differences
from plans.forms.log import ACTIVITY_CHOICES, ActivityLogForm, QuickLogForm, SessionLogForm
from plans.forms.phone import put_right
from plans.models import Profile, SessionLog, WeeklyPlan, iso_week, monday_of
from plans.queries.week import RATED_BLOCKS, week_page
from plans.services.joining import KEPT_FOR, joined_of
from plans.services.logs import (
    ChangedSinceError,
    Said,
    delete_log,
    edit_log,
    keep_both,
    keep_one,
    log_session,
    look_alike_of,
    take_apart,
    version_of,
    was_deleted,
)
from plans.views import log_note


def done_of(request, profile):
    """What was posted, if anything was, with its day put right when it waited in a phone."""
    return put_right(request.POST, now=timezone.now(), zone=profile.zone)


def said_by(done):
    return Said(done.name, done.at)


def refused(form):
    """What the outbox hears of answers that can't be kept as they are: field → sentences."""
    return JsonResponse({"errors": form.errors}, status=400)


def deleted_elsewhere(request, form, done):
    """What the outbox hears of something whose log was deleted after it was said; None if that is not so, or if the
    person wants it back."""
    key = form.cleaned_data["client_key"]
    if "again" in request.POST or not was_deleted(user=request.user, client_key=key, said=said_by(done)):
        return None
    return JsonResponse({"deleted": True}, status=410)


def saved_at(url, *, words="", is_new=False):
    """What the outbox hears when something is kept: where it shows, and what else to tell."""
    return JsonResponse({"saved": True, "url": url, "words": words}, status=201 if is_new else 200)


def after_saving(request, saved, told=""):
    """To what its note asks, or the week of the log, with what it did to the target. `told` is what else
    the person should know."""
    log = saved.log
    plan = _plan_of(request.user, log.date)
    if told:
        messages.info(request, told)
    words = _("Saved: %(minutes)s minutes.") % {"minutes": log.counted_minutes}
    _say(request, words, plan)
    if saved.is_late:
        messages.info(request, _("You changed this log after that, so what you wrote later stays."))
    page = log_note.after(log, reverse("plans:log-same", args=[log.pk]) if saved.look_alike else "")
    if saved.look_alike:
        told = f"{told} {_('You had logged the same that day. Your week asks if it is the same one.')}".strip()
    if not wants_json(request):
        return page
    return saved_at(page.url, words=told, is_new=saved.is_new)


def _say(request, words, plan):
    """A message that ends with how the week stands now."""
    messages.success(request, f"{words} {week_page(plan, today=plan.monday).sentence}" if plan else words)


def _plan_of(user, day):
    return WeeklyPlan.objects.of(user).filter(monday=monday_of(day)).first()


@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    profile = Profile.objects.filter(user=request.user).first()
    if profile is None:
        return redirect("plans:start")
    today, done = profile.today(), done_of(request, profile)
    initial = {"day": "today", "talk_test": "talk"}
    form = QuickLogForm(done.data or None, today=today, done_on=done.on, initial=initial)
    if request.method == "POST" and form.is_valid():
        if gone := deleted_elsewhere(request, form, done):
            return gone
        saved = log_session(
            user=request.user, entry=form.entry(), client_key=form.cleaned_data["client_key"], said=said_by(done)
        )
        return after_saving(request, saved, done.words)
    if request.method == "POST" and wants_json(request):
        return refused(form)
    lately = SessionLog.objects.of(request.user).select_related("session")[:5]
    context = {"form": form, "lately": lately, "place": "week"}
    return render(request, "plans/log_new.html", context, status=422 if form.errors else 200)


def _log_of(user, pk):
    logs = SessionLog.objects.of(user).select_related("session").prefetch_related("exercises__exercise")
    return get_object_or_404(logs, pk=pk)


def _form_for(log, data, today):
    initial = {
        field: getattr(log, field)
        for field in (
            "client_key", "date", "heart_minutes", "total_minutes", "talk_test", "pain_before", "pain_after",
            "effort_cr10", "note",
        )
    }  # fmt: skip
    if log.session is None:
        known = {str(words): value for value, words in ACTIVITY_CHOICES}
        what = known.get(log.activity, "other")
        initial |= {"what": what, "own_words": log.activity if what == "other" else ""}
        return ActivityLogForm(data, today=today, initial=initial)
    items = list(log.session.items.select_related("exercise"))
    names = {item.exercise_id: item.exercise.name for item in items}
    rated = {item.exercise_id: item for item in items if item.block in RATED_BLOCKS}
    names |= {done.exercise_id: done.exercise.name for done in log.exercises.all()}
    initial |= {f"rate_{done.exercise_id}": done.rating for done in log.exercises.all()}
    initial["done"] = [done.exercise_id for done in log.exercises.all()]
    form = SessionLogForm(data, today=today, exercises=names, rated=rated, initial=initial)
    return form


def _edited(request, log, form, today):
    """The log with the answers of the form; or as it was changed since the page was opened, with what the page then
    needs. A page sent twice has changed nothing in between."""
    try:
        return edit_log(log=log, entry=form.entry(), seen=request.POST.get("seen", "")), {}
    except ChangedSinceError:
        log = _log_of(request.user, log.pk)
        form = _form_for(log, request.POST, today)
        form.full_clean()
        kept = differences(form)
        return log, {"form": form, "seen": version_of(log), "kept": kept} if kept else {}


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    log = _log_of(request.user, pk)
    profile = get_object_or_404(Profile, user=request.user)
    today = profile.today()
    form = _form_for(log, request.POST or None, today)
    context = {"form": form, "log": log, "seen": request.POST.get("seen") or version_of(log), "place": "week"}
    if request.method == "POST" and form.is_valid():
        log, changed = _edited(request, log, form, today)
        if not changed:
            _say(request, _("Changed."), _plan_of(request.user, log.date))
            return log_note.after(log)
        context |= {"log": log, **changed}
    if joined := joined_of(log):
        context |= {"joined": joined, "until": joined.joined_at + KEPT_FOR, "zone": profile.zone}
    status = 422 if form.errors else 409 if "kept" in context else 200
    return render(request, "plans/log_edit.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request, pk):
    log = _log_of(request.user, pk)
    if request.method == "POST":
        day = log.date
        delete_log(log=log)
        _say(request, _("Deleted."), _plan_of(request.user, day))
        return redirect("plans:week", iso_week(day))
    return render(request, "plans/log_delete.html", {"log": log, "place": "week"})


@require_http_methods(["GET", "HEAD", "POST"])
def same(request, pk):
    """Asked of something unplanned that looks like what was there: is it the same? Nothing is asked of anything else,
    so that an answer sent twice leads on as the first did."""
    log = _log_of(request.user, pk)
    other, answer = look_alike_of(log), request.POST.get("same")
    if other is None:
        return log_note.after(log)
    if answer == "yes":
        keep_one(log=log)
        words = _("Kept as one. To take them apart again, open it within a week.")
        _say(request, words, _plan_of(request.user, log.date))
        return log_note.after(log)
    if answer == "no":
        keep_both(log=log)
        _say(request, _("Both are kept."), _plan_of(request.user, log.date))
        return log_note.after(log)
    wrong = _("Choose one of the two.") if request.method == "POST" else ""
    zone = get_object_or_404(Profile, user=request.user).zone
    context = {"log": log, "other": other, "zone": zone, "week": iso_week(log.date), "wrong": wrong, "place": "week"}
    return render(request, "plans/log_same.html", context, status=422 if wrong else 200)


@require_POST
def apart(request, pk):
    """Two logs that were kept as one are two again. What can't be undone any more is said."""
    log = _log_of(request.user, pk)
    if take_apart(log=log):
        _say(request, _("They are two again."), _plan_of(request.user, log.date))
    else:
        messages.error(request, _("There is nothing to take apart any more."))
    return redirect("plans:week", iso_week(log.date))
