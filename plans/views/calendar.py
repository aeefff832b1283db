"""The calendar address: asked for under "You", read by calendar apps without logging in."""

import hashlib

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from plans.forms.calendar import CalendarForm
from plans.models import CalendarFeed, Profile
from plans.queries.calendar import calendar_of, feed_by
from plans.services.calendar import choose_calendar, close_calendar, open_calendar, renew_calendar


def calendar_context(request, feed, sent=None):
    """What the part about the calendar shows. `feed` is None while there is no address."""
    address = request.build_absolute_uri(feed.get_absolute_url()) if feed else ""
    initial = {"time": feed.time, "shows_details": feed.shows_details} if feed else {}
    return {
        "calendar_form": CalendarForm(sent, initial=initial),
        "calendar_address": address,
        "calendar_app": f"webcal:{address.partition(':')[2]}" if feed else "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request):
    if not Profile.objects.filter(user=request.user).exists():
        return redirect("plans:start")
    feed = CalendarFeed.objects.filter(user=request.user).first()
    asked = request.POST.get("calendar") if request.method == "POST" else None
    context = {"place": "you", **calendar_context(request, feed, request.POST if asked == "save" and feed else None)}
    form = context["calendar_form"]
    if asked and (not form.is_bound or form.is_valid()):
        _change(request, asked, form.cleaned_data if form.is_bound else {})
        return redirect(reverse("plans:you") + "#calendar")
    response = render(request, "plans/calendar.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


def _change(request, asked, told):
    if asked == "open":
        open_calendar(user=request.user)
        messages.success(request, _("This is your calendar address. Give it to your calendar app."))
    elif asked == "save" and told:
        choose_calendar(user=request.user, **told)
        messages.success(request, _("Saved. Calendar apps look again every few hours."))
    elif asked == "renew" and renew_calendar(user=request.user):
        messages.success(request, _("You have a new address. The old one no longer works."))
    elif asked == "close":
        close_calendar(user=request.user)
        messages.success(request, _("Switched off. The address no longer works."))


@login_not_required
@require_safe
def feed(request, secret):
    found = feed_by(secret)
    if found is None:
        raise Http404
    text = calendar_of(found, lambda name, *args: request.build_absolute_uri(reverse(name, args=args)))
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["ETag"] = f'"{hashlib.sha256(text).hexdigest()[:32]}"'
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    return get_conditional_response(request, etag=response["ETag"], response=response)
