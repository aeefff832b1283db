"""What was told, planned and done, to look at. Plans are made by the engine, so they are not edited here."""

from django.contrib import admin

from plans.models import Clearance, ExerciseSession, Profile, SafetyCheck, SessionLog, WeeklyPlan


class ReadOnlyAdmin(admin.ModelAdmin):
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Profile)
class ProfileAdmin(admin.ModelAdmin):
    list_display = ["user", "fitness_level", "days_per_week", "week_saved_at"]
    list_select_related = ["user"]
    search_fields = ["user__email"]
    raw_id_fields = ["user"]


@admin.register(SafetyCheck, Clearance)
class AnswerAdmin(ReadOnlyAdmin):
    list_select_related = ["user"]
    search_fields = ["user__email"]


@admin.register(WeeklyPlan)
class WeeklyPlanAdmin(ReadOnlyAdmin):
    list_display = ["user", "monday", "outcome", "target_days", "revision"]
    list_select_related = ["user"]
    search_fields = ["user__email"]


@admin.register(ExerciseSession)
class ExerciseSessionAdmin(ReadOnlyAdmin):
    list_display = ["date", "title", "heart_minutes", "total_minutes"]


@admin.register(SessionLog)
class SessionLogAdmin(ReadOnlyAdmin):
    list_display = ["user", "date", "heart_minutes", "pain_before", "pain_after"]
    list_select_related = ["user"]
    search_fields = ["user__email"]
    date_hierarchy = "date"
