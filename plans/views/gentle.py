"""A bad day: one tap makes today gentle."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from plans.models import Profile
from plans.services.gentle import go_gently


@require_POST
def gentle(request):
    profile = get_object_or_404(Profile, user=request.user)
    try:
        return redirect(go_gently(user=request.user, today=profile.today()))
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("plans:week")
