from django.apps import AppConfig
from django.core import checks

from plans.lessonbook import LessonbookError, lessonbook
from plans.measures import MeasuresError, measures


class PlansConfig(AppConfig):
    name = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        checks.register(check_data)


def check_data(app_configs, **kwargs):
    """Faults in lessons and measures stop the start, each by its line."""
    faults = []
    for read, error in ((measures, MeasuresError), (lessonbook, LessonbookError)):
        try:
            read()
        except error as found:
            faults += [checks.Error(fault, id="plans.E001") for fault in found.faults]
    return faults
