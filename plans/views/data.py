"""A person's own data: out as one file, and in again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from plans.forms.data import ImportForm, LogTableForm
from plans.models import Profile, SessionLog
from plans.transfer import Refused, export_person, import_person
from plans.transfer.log_table import COLUMNS
from plans.transfer.returning import import_logs

SHOWN = 100


@require_safe
def export(request):
    name = f"backcare-{timezone.localdate():%Y-%m-%d}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(export_person(request.user), content_type="application/zip", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request):
    form = ImportForm(*_sent(request))
    if request.method == "POST" and form.is_valid():
        archive = form.cleaned_data["archive"]
        try:
            brought = import_person(request.user, archive, size=archive.size)
            _say(request, brought)
            return redirect("plans:you")
        except Refused as error:
            form.add_error("archive", str(error))
    profile = Profile.objects.filter(user=request.user).first()
    context = {"form": form, "place": "you", "has_answers": profile is not None and profile.is_complete}
    return render(request, "plans/data_import.html", context, status=422 if form.errors else 200)


def _sent(request):
    """What a form is bound to. A form of which nothing came back is answered too."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _say(request, brought):
    logs = ngettext("%(n)s log", "%(n)s logs", brought.logs) % {"n": brought.logs}
    plans = ngettext("%(n)s week", "%(n)s weeks", brought.plans) % {"n": brought.plans}
    if not (brought.logs or brought.plans or brought.has_answers):
        messages.info(request, _("Everything in this file was here already. Nothing was added twice."))
        return
    messages.success(request, _("Brought in: %(logs)s and %(plans)s.") % {"logs": logs, "plans": plans})
    if not brought.has_answers:
        messages.info(request, _("Your answers about your back stay as they are here."))


@require_http_methods(["GET", "HEAD", "POST"])
def bring_logs(request):
    profile = Profile.objects.filter(user=request.user).first()
    if profile is None:
        return redirect("plans:start")
    form = LogTableForm(*_sent(request), today=profile.today())
    is_looked_at = request.method == "POST" and form.is_valid()
    if is_looked_at and not form.faults and "add" in request.POST:
        count = import_logs(user=request.user, lines=form.lines)
        messages.success(request, ngettext("%(n)s log was added.", "%(n)s logs were added.", count) % {"n": count})
        return redirect("plans:progress")
    context = {"form": form, "place": "you", "columns": COLUMNS, "is_looked_at": is_looked_at}
    if is_looked_at:
        context |= _preview(request.user, form)
        form = LogTableForm(initial={"text": form.cleaned_data["text"]}, today=profile.today())
        context["form"] = form
    return render(request, "plans/data_logs.html", context, status=422 if form.errors or context.get("faults") else 200)


def _preview(user, form):
    here = set(SessionLog.objects.of(user).values_list("client_key", flat=True)) if not form.faults else set()
    good = [line for line in form.lines if not line.faults]
    new = {line.client_key: line for line in good if line.client_key not in here}
    return {
        "faults": form.faults[:SHOWN],
        "fault_count": len(form.faults),
        "lines": list(new.values())[:SHOWN],
        "new": len(new),
        "known": len(good) - len(new),
        "more": max(0, len(new) - SHOWN),
    }
