from django.apps import AppConfig
from django.core import checks

from exercises import planned
from exercises.catalogue import CatalogueError, catalogue
from plans.lessonbook import FILE as LESSONS
from plans.lessonbook import LessonbookError, lessonbook, read_lessonbook
from plans.measures import FILE as MEASURES
from plans.measures import MeasuresError, measures, read_measures
from plans.phrasebook import PhrasebookError, phrasebook
from plans.rulebook import FOLDER, RulebookError, read_rulebook, rulebook

BOOKS = (catalogue, rulebook, phrasebook, measures, lessonbook)
AGAINST = (
    lambda library: read_rulebook(FOLDER, library),
    lambda library: read_measures(MEASURES.read_text(encoding="utf-8"), library.sources),
    lambda library: read_lessonbook(LESSONS.read_text(encoding="utf-8"), library),
)
UNFIT = (CatalogueError, RulebookError, PhrasebookError, MeasuresError, LessonbookError)


class PlansConfig(AppConfig):
    name = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        checks.register(check_data)
        planned.ask_by(self.get_model("WeeklyPlan").objects.exercises_of)


def check_data(app_configs, **kwargs):
    """Faults in the library, the rules, the phrases, the measures and the lessons stop the start, each by its line."""
    faults, sketch = {}, None  # in order, each once
    for read in BOOKS:
        try:
            read()
        except UNFIT as found:
            faults |= dict.fromkeys(found.faults)
            sketch = sketch or getattr(found, "sketch", None)
    for read in AGAINST if sketch else ():  # a fault in the library hides none elsewhere
        try:
            read(sketch)
        except UNFIT as found:
            faults |= dict.fromkeys(found.faults)
    if not faults:
        faults = dict.fromkeys(unruled(phrasebook().labels, rulebook()))
    return [checks.Error(fault, id="plans.E001") for fault in faults]


def unruled(labels, rules):
    """What a note may be read to say, but no rule knows."""
    files = {True: "notes_red_flags.toml", False: "notes_flags.toml"}
    return [
        f"{files[label.red]}: {name}: no rule goes by this name"
        for name, label in labels.items()
        if name not in (rules.red_flags if label.red else rules.flags)
    ]
