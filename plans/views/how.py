"""How plans are made, written out from the rules themselves."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plans.models import Profile
from plans.queries.rules import rules_page
from plans.rulebook import rulebook


@login_not_required
@require_safe
def how_plans_are_made(request):
    profile = None
    if request.user.is_authenticated:
        profile = Profile.objects.filter(user=request.user).select_related("user").first()
    page = rules_page(profile, request.GET.get("about", ""), today=profile and profile.today())
    return render(request, "plans/how_plans_are_made.html", {"page": page, "digest": rulebook().digest})
