"""What was done, week by week."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from plans.models import Profile
from plans.queries.progress import progress_page


@require_safe
def progress(request):
    profile = Profile.objects.filter(user=request.user).first() or Profile(user=request.user)
    page = progress_page(request.user, today=profile.today(), page=request.GET.get("page"))
    return render(request, "plans/progress.html", {"page": page, "place": "progress"})
