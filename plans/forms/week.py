"""Step four: how active, which days, how long, with what."""

from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from plans.forms.step import StartForm
from plans.models import LEVEL_CHOICES
from plans.rulebook import rulebook

FREE = {"equipment", "longer_heart", "display_name"}  # may be left empty on purpose
WEEKDAY_CHOICES = [
    (0, _("Mon")),
    (1, _("Tue")),
    (2, _("Wed")),
    (3, _("Thu")),
    (4, _("Fri")),
    (5, _("Sat")),
    (6, _("Sun")),
]


class WeekForm(StartForm):
    groups = {"access": (_("What should we leave out?"), ("access",), "")}
    fitness_level = forms.ChoiceField(label=_("How active are you now?"), widget=forms.RadioSelect)
    days_per_week = forms.TypedChoiceField(label=_("How many days a week?"), coerce=int, widget=forms.RadioSelect)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Which days can be exercise days?"),
        coerce=int,
        choices=WEEKDAY_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose more than you need, and the plan leaves rest days between."),
        error_messages={"required": _("Choose at least one day.")},
    )
    routine_minutes = forms.TypedChoiceField(
        label=_("Minutes for the strength and stretch part"),
        coerce=int,
        widget=forms.RadioSelect,
        help_text=_("At most. On top come 20 heart-raising minutes and up to 7 to warm up and cool down."),
    )
    equipment = forms.MultipleChoiceField(
        label=_("What do you have, or can you get to?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    longer_heart = forms.BooleanField(required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"}))
    display_name = forms.CharField(label=_("What shall we call you?"), required=False, max_length=60)

    def fill_choices(self):
        rules = rulebook()
        words = dict(LEVEL_CHOICES)
        self.fields["fitness_level"].choices = [
            (level.value, format_html("{} <small>{}</small>", words[level.value], rule.words))
            for level, rule in rules.levels.items()
        ]
        self.fields["days_per_week"].choices = [(days, str(days)) for days in rules.target.days_choices]
        self.fields["routine_minutes"].choices = [(minutes, str(minutes)) for minutes in rules.target.routine_choices]
        self.fields["equipment"].choices = [
            (word, rule.words) for word, rule in rules.equipment.items() if not rule.is_always_there
        ]

    def make_layout(self):
        self.fill_choices()
        self.fill_longer_heart()
        return Layout(
            self.field("fitness_level"),
            Field("days_per_week", template="fields/keys2.html"),
            Field("weekdays", template="fields/keys7.html"),
            Field("routine_minutes", template="fields/keys4.html"),
            Field("equipment", template="fields/pairs.html"),
            self.field("longer_heart"),
            *self.details_block(_("Leave out: pools, hills, yoga and more"), "access"),
            "display_name",
        )

    def fill_longer_heart(self):
        heart, words = rulebook().progression.heart, dict(LEVEL_CHOICES)
        usual = max(step.minutes for step in heart.steps if not step.on_request)
        self.fields["longer_heart"].label = _("Let the heart-raising part grow to %(most)d minutes") % {
            "most": heart.steps[-1].minutes
        }
        self.fields["longer_heart"].help_text = _("For “%(level)s”. Without this it stops at %(usual)d.") % {
            "level": words[heart.request_level.value], "usual": usual
        }  # fmt: skip

    def answers(self):
        values = self.cleaned_data
        names = (
            "fitness_level", "days_per_week", "weekdays", "routine_minutes", "equipment", "longer_heart", "display_name"
        )  # fmt: skip
        answered = {name: values[name] for name in names if values[name] not in ("", []) or name in FREE}
        return {"flags": self.flags(), "asked": self.asked(), **answered}
