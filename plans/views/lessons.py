"""Lessons of a minute: all of them, and one to read."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from exercises.catalogue import catalogue
from plans.lessonbook import lessonbook
from plans.models import Profile
from plans.queries.lessons import offered_lesson, read_by, suits
from plans.services.lessons import mark_read, mark_unread


@login_not_required
@require_safe
def lessons(request):
    read = read_by(request.user)
    offer = None
    profile = Profile.objects.filter(user=request.user).first() if request.user.is_authenticated else None
    if profile:
        offer = offered_lesson(request.user, today=profile.today(), profile=profile, read=read)
    rows = [(lesson, lesson.slug in read) for lesson in lessonbook().lessons.values()]
    context = {"rows": rows, "read": sum(is_read for _lesson, is_read in rows), "offer": offer, "place": "library"}
    return render(request, "plans/lessons.html", context)


def _lesson(slug):
    lesson = lessonbook().lessons.get(slug)
    if lesson is None:
        raise Http404
    return lesson


@login_not_required
@require_safe
def lesson(request, slug):
    one = _lesson(slug)
    order = list(lessonbook().lessons.values())
    library = catalogue()
    movement = library.exercises[one.movement] if one.movement and suits(request.user, one.movement) else None
    context = {
        "lesson": one,
        "is_read": one.slug in read_by(request.user),
        "next": order[(order.index(one) + 1) % len(order)],
        "sources": [library.sources[key] for key in one.sources],
        "movement": movement,
        "place": "library",
    }
    return render(request, "plans/lesson.html", context)


@require_POST
def mark(request, slug):
    one = _lesson(slug)
    if "unread" in request.POST:
        mark_unread(user=request.user, lesson=one.slug)
        return redirect("plans:lesson", one.slug)
    mark_read(user=request.user, lesson=one.slug)
    messages.success(request, _("Marked as read."))
    return redirect("plans:lessons")
