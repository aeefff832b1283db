"""Pages that belong to no app: the front page, colours, health, and what is shown when something goes wrong."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseRedirect, HttpResponseServerError
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from backcare.front_page import example_note, example_week
from exercises.models import Exercise

LOOKS = {"theme": {"light", "dark"}, "text": {"large", "largest"}, "movement": {"still"}}
A_YEAR_S = 31_536_000
READY_KEY = "readyz"


@login_not_required
@require_safe
def home(request):
    if request.user.is_authenticated:
        return redirect("plans:week")
    return render(request, "home.html", {"week": example_week(), "note": example_note()})


@login_not_required
@require_POST
def set_look(request):
    """Keeps colours, size of text and movement in cookies, which the server reads: no flash, no script. What is
    not sent stays as it is; any other word than ours means as usual."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = ""
    response = HttpResponseRedirect(target if target.startswith("/") else reverse("home"))
    for name in LOOKS.keys() & request.POST.keys():
        word = request.POST[name]
        if word in LOOKS[name]:
            response.set_cookie(
                name, word, max_age=A_YEAR_S, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, httponly=True
            )
        else:
            response.delete_cookie(name, samesite="Lax")
    return response


@login_not_required
@require_safe
@never_cache
def healthz(request):
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
@never_cache
def readyz(request):
    missing = _what_is_missing()
    return HttpResponse(f"{missing or 'ready'}\n", content_type="text/plain", status=503 if missing else 200)


def _what_is_missing():
    """What keeps this installation from serving, in one word; empty if nothing does."""
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return "migrations"
        if not Exercise.objects.exists():
            return "library"
        cache.set(READY_KEY, "ready")
        return "" if cache.get(READY_KEY) == "ready" else "cache"
    except DatabaseError:
        return "database"


@login_not_required
def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)


@login_not_required
def bad_request(request, exception=None):
    return HttpResponseBadRequest(_bare_page("400.html"))


@login_not_required
def server_error(request):
    """Needs neither database nor session: either may be what broke."""
    return HttpResponseServerError(_bare_page("500.html"))


def _bare_page(template):
    """The page without anything of the request; unstyled if the static files were never collected."""
    try:
        sheets = [staticfiles_storage.url(f"css/{name}.css") for name in ("app", "front")]
        found = {"sheets": sheets, "mark": staticfiles_storage.url("img/mark.svg")}
    except ValueError:
        found = {}
    return get_template(template).render({"frame": "bare.html", "now": timezone.now(), **found})
