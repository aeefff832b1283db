"""The library in the admin: words may change, facts only grow more careful."""

from django import forms
from django.contrib import admin
from django.core.exceptions import NON_FIELD_ERRORS
from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from exercises import svg
from exercises.catalogue import catalogue, row_faults
from exercises.loading import FILE_FACTS
from exercises.models import Exercise
from exercises.poses import drawings

A_SHEET = 24
LINE_LISTS = ("works", "cautions", "mistakes", "extra_cautions", "sources")


class LinesField(forms.JSONField):
    """A list of texts, one on each line."""

    widget = forms.Textarea(attrs={"rows": 4, "cols": 80})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        if isinstance(value, list):
            return value
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def bound_data(self, data, initial):
        return data

    def has_changed(self, initial, data):
        return self.to_python(data) != (initial or [])


class ExerciseForm(forms.ModelForm):
    class Meta:
        model = Exercise
        # Named one by one, so that a new column is not open to edits by accident.
        fields = [
            "slug", "name", *FILE_FACTS, "purpose", "works", "step_start", "step_movement", "step_breathing",
            "step_back", "position_steps", "cautions", "mistakes", "extra_demands", "extra_cautions",
            "evidence_summary", "evidence_strength", "sources", "is_retired", "is_library_only",
        ]  # fmt: skip
        field_classes = dict.fromkeys(LINE_LISTS, LinesField)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "extra_demands" in self.fields:
            self.fields["extra_demands"] = forms.MultipleChoiceField(
                label=self.fields["extra_demands"].label,
                choices=sorted(catalogue().tags.items()),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=_("These add to what the file says. Nothing here can make an exercise less careful."),
            )

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        for field, value in cleaned.items():
            setattr(self.instance, field, value)
        for fault in row_faults(self.instance):
            _file, key, what = fault.split(": ", 2)
            field = {"steps.start": "step_start", "steps.movement": "step_movement",
                     "steps.breathing": "step_breathing", "steps.back": "step_back",
                     "evidence.summary": "evidence_summary", "evidence.strength": "evidence_strength",
                     "evidence.sources": "sources"}.get(key, key.split(".")[0].replace("dose", "doses"))  # fmt: skip
            self.add_error(field if field in self.fields else NON_FIELD_ERRORS, f"{key}: {what}")
        return cleaned


@require_safe
def drawings_sheet(request):
    """Every drawing in every position: start, end and moving. For staff, in one theme at a time."""
    known = catalogue().exercises
    rows = [
        {
            "slug": one.slug, "position": one.position, "name": known[one.slug].name,
            "kind": known[one.slug].kind, "desc": one.desc,
        }
        for _key, one in sorted(drawings().items())
    ]  # fmt: skip
    pages = Paginator(rows, A_SHEET).get_page(request.GET.get("page"))
    for row in pages:
        row["start"] = mark_safe(svg.start(row["slug"], position=row["position"]))  # noqa: S308 our own markup
    theme = "dark" if request.GET.get("theme") == "dark" else "light"
    return render(request, "admin/exercises/exercise/drawings.html", {"pages": pages, "theme": theme})


@admin.register(Exercise)
class ExerciseAdmin(admin.ModelAdmin):
    form = ExerciseForm
    list_display = ["name", "kind", "role", "min_level", "is_core", "is_retired", "edited_at"]
    list_filter = ["kind", "min_level", "is_core", "is_retired"]
    search_fields = ["name", "slug", "purpose"]
    readonly_fields = ["edited_at"]

    def get_urls(self):
        sheet = path("drawings/", self.admin_site.admin_view(drawings_sheet), name="exercises_exercise_drawings")
        return [sheet, *super().get_urls()]

    def get_readonly_fields(self, request, obj=None):
        return (
            ["slug", "edited_at", "is_library_only", *FILE_FACTS]
            if obj and obj.file_digest
            else ["edited_at", "is_library_only"]
        )

    def has_delete_permission(self, request, obj=None):
        """Never: old plans name it. Retire it instead."""
        return False

    def save_model(self, request, obj, form, change):
        obj.edited_at = timezone.now()
        if not obj.file_digest:
            obj.is_library_only = True
        super().save_model(request, obj, form, change)
