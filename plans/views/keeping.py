"""What the worker on a phone asks for: which pages to keep."""

from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from backcare.accounts.owner import owner_of
from backcare.offline import worker_script
from plans.queries.keeping import pages_to_keep


@require_safe
@never_cache
def keep_list(request):
    keeping = pages_to_keep(request.user)
    _script, version = worker_script()
    return JsonResponse(
        {"owner": owner_of(request.user), "stamp": keeping.stamp, "shell": version, "pages": list(keeping.pages)}
    )
