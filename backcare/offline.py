"""Pages and answers that let the site work on a device without a connection."""

import hashlib
import json
from functools import cache

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from backcare.accounts.owner import owner_of
from backcare.middleware import wants_json
from backcare.staticfiles import is_part

SHELL_KINDS = {".css", ".js", ".woff2", ".svg"}


@cache
def shell():
    """Addresses of all styles, scripts, fonts and marks, hashed names where there are any, in a fixed order."""
    root = settings.STATICFILES_DIRS[0]
    names = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.suffix in SHELL_KINDS)
    return [staticfiles_storage.url(name) for name in names if not is_part(name)]


@cache
def worker_script():
    """The worker, and its version: another one with any change in the shell, the worker or the offline page."""
    words = {
        "shell": mark_safe(json.dumps(shell())),  # noqa: S308 our own file names
        "offline": reverse("offline"),
        "keep_list": reverse("plans:keep-list"),
        "logout": reverse("account_logout"),
        "static": settings.STATIC_URL,
    }
    told = render_to_string("sw.js", words) + render_to_string("offline.html")
    version = hashlib.sha256(told.encode()).hexdigest()[:12]
    return render_to_string("sw.js", {**words, "version": version}), version


@login_not_required
@require_safe
def worker(request):
    script, _version = worker_script()
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@login_not_required
@require_safe
def manifest(request):
    def icon(name, purpose="any"):
        size = name.rpartition("-")[2]
        return {
            "src": staticfiles_storage.url(f"img/{name}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }

    def shortcut(words, name):
        return {"name": words, "url": reverse(name), "icons": [icon("icon-192")]}

    facts = {
        "id": "/",
        "name": "Backcare",
        "short_name": "Backcare",
        "description": _("Your weekly plan for a sore back."),
        "lang": settings.LANGUAGE_CODE,
        "start_url": reverse("plans:week"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#F5E9E2",
        "theme_color": "#12362F",
        "icons": [icon("icon-192"), icon("icon-512"), icon("icon-maskable-512", "maskable")],
        "shortcuts": [
            shortcut(_("This week"), "plans:week"),
            shortcut(_("Log something else"), "plans:log-new"),
            shortcut(_("Progress"), "plans:progress"),
        ],
    }
    response = JsonResponse(facts, content_type="application/manifest+json")
    response["Cache-Control"] = "public, max-age=3600"
    return response


@login_not_required
@require_safe
def offline(request):
    return render(request, "offline.html", {"place": "week"})


@require_safe
def home_screen(request):
    return render(request, "home_screen.html", {"place": "you"})


@require_safe
@never_cache
def outbox(request):
    """What waits on this device. The outbox itself gets who is logged in, and a fresh token to send with."""
    if wants_json(request):
        return JsonResponse({"owner": owner_of(request.user), "token": get_token(request)})
    return render(request, "outbox.html", {"place": "week"})
