"""Pages and answers that let the site work on a device without a connection."""

from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from backcare.accounts.owner import owner_of
from backcare.middleware import wants_json


@require_safe
@never_cache
def outbox(request):
    """What waits on this device. The outbox itself gets who is logged in, and a fresh token to send with."""
    if wants_json(request):
        return JsonResponse({"owner": owner_of(request.user), "token": get_token(request)})
    return render(request, "outbox.html", {"place": "you"})
