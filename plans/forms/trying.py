"""Try it out: the answers that shape a week, all on one page; only what differs from those kept is tried."""

from crispy_forms.layout import HTML, Field, Layout
from django import forms
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.forms.week import WeekForm
from plans.models import LEVEL_CHOICES
from plans.queries.start import addable
from plans.rulebook import rulebook
from plans.services.answers import Tried
from plans.services.profile import effective_facts

COLUMNS = ("fitness_level", "days_per_week", "weekdays", "routine_minutes", "equipment")


class TryForm(WeekForm):
    """`profile` is how it stands. What is told can be unticked, anything else ticked; a flare-up has a page of its
    own."""

    groups = {}
    display_name = longer_heart = None
    known = forms.MultipleChoiceField(
        label=gettext_lazy("True of me"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data=None, *, profile, today):
        rules = rulebook()
        facts, lifted = effective_facts(profile), {entry["flag"] for entry in profile.lifted}
        self.profile = profile
        self.told = [flag for flag, rule in rules.flags.items() if flag in facts and _is_offered(rule, rules)]
        self.true = {flag for flag in self.told if not (flag in lifted and rules.flags[flag].cls.is_own)}
        rest = [(title, self._rest_of(rows)) for title, rows in addable(profile, today=today)]
        self.more = {f"more_{place}": group for place, group in enumerate(rest) if group[1]}
        initial = {name: getattr(profile, name) for name in COLUMNS} | {"known": sorted(self.true)}
        super().__init__(data, initial=initial)

    def _rest_of(self, rows):
        rules = rulebook()
        return [row for row in rows if row[0] not in self.told and _is_offered(rules.flags[row[0]], rules)]

    def make_layout(self):
        self.fill_choices()
        self.fields["weekdays"].help_text = ""
        self.fields["fitness_level"].choices = [(level, self._level(level, words)) for level, words in LEVEL_CHOICES]
        self.fields["known"].choices = [(flag, self._told(flag)) for flag in self.told]
        for name, (title, rows) in self.more.items():
            self.fields[name] = forms.MultipleChoiceField(
                label=title, choices=rows, required=False, widget=forms.CheckboxSelectMultiple
            )
        return Layout(
            self.field("fitness_level"),
            Field("days_per_week", template="fields/keys2.html"),
            Field("weekdays", template="fields/keys7.html"),
            Field("routine_minutes", template="fields/keys4.html"),
            *([self.field("known")] if self.told else []),
            HTML(
                format_html(
                    '<details class="more"{}><summary>{}</summary>',
                    mark_safe(" open") if self._is_more_tried() else "",
                    _("What you have, and what else may be true"),
                )
            ),
            self.field("equipment"),
            *(part for name, (title, _rows) in self.more.items() for part in self.details_block(title, name)),
            HTML("</details>"),
        )

    def field(self, name):
        is_rows = isinstance(self.fields[name].widget, forms.CheckboxSelectMultiple)
        return Field(name, template="fields/pairs.html") if is_rows else super().field(name)

    def _is_more_tried(self):
        return _differs(self["equipment"].value(), self.profile.equipment) or any(
            self[name].value() for name in self.more
        )

    def _level(self, level, words):
        kept = self.profile.get_fitness_level_display()
        is_new = level == self["fitness_level"].value() != self.profile.fitness_level
        return format_html("{} <small>{}</small>", words, _("now: %(level)s") % {"level": kept}) if is_new else words

    def _told(self, flag):
        label = rulebook().flags[flag].label
        if (flag in self.true) == (flag in self["known"].value()):
            return label
        return format_html("{} <small>{}</small>", label, _("now: true") if flag in self.true else _("now: not true"))

    def tried(self) -> Tried:
        """What differs from how it stands."""
        values = self.cleaned_data
        columns = {name: values[name] for name in COLUMNS if _differs(values[name], getattr(self.profile, name))}
        ticked = {*values["known"], *(flag for name in self.more for flag in values[name])}
        return Tried(columns, frozenset(ticked - self.true), frozenset(self.true - ticked))


def _is_offered(rule, rules):
    return rule.is_asked and rule.flag not in rules.flare.steps


def _differs(value, kept):
    return sorted(value) != sorted(kept) if isinstance(value, list) else value != kept
