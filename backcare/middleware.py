"""What every answer carries, and who may ask."""

from urllib.parse import urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware as DjangoLoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control

from backcare.accounts.owner import owner_of

OWNER_HEADER = "X-Owner"
READING = ("GET", "HEAD", "OPTIONS")


def wants_json(request):
    """Whether the outbox asks, which needs facts instead of a page."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


class LoginRequiredMiddleware(DjangoLoginRequiredMiddleware):
    """Sends the outbox no page to log in, but word that a log-in is needed; also if someone else has logged in since
    the thing was done, whose name the outbox gives."""

    def process_view(self, request, view_func, view_args, view_kwargs):
        meant_for = request.headers.get(OWNER_HEADER)
        if wants_json(request) and request.user.is_authenticated and meant_for not in (None, owner_of(request.user)):
            return self.refuse()
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request, view_func):
        if wants_json(request):
            return self.refuse()
        if request.method not in READING:
            return redirect_to_login(page_of(request))
        return super().handle_no_permission(request, view_func)

    def refuse(self):
        return JsonResponse({"login": True}, status=401)


def page_of(request):
    """Where the form stood that was sent, as a path: many an address that takes a form has no page of its own."""
    address = urlsplit(request.headers.get("Referer", ""))
    if address.netloc != request.get_host():
        return reverse("plans:week")
    return address._replace(scheme="", netloc="", fragment="").geturl()


def wrong_methods(get_response):
    """Puts into words that an address takes no such method, as by going back to what a button sent: the framework's
    own answer is an empty page."""

    def middleware(request):
        response = get_response(request)
        if response.status_code != 405 or response.content or wants_json(request):
            return response
        page = render(request, "405.html", status=405)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    return middleware


def private_pages(get_response):
    """Keeps the pages of someone signed in out of shared caches; they are asked for anew after logging out. The
    device's own copy of them is kept under the owner's name, so that no other person is shown it."""

    def middleware(request):
        response = get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault(OWNER_HEADER, owner_of(request.user))
            if not response.has_header("Cache-Control"):
                patch_cache_control(response, private=True, no_cache=True)
        return response

    return middleware
