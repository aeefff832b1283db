"""Step one: warning signs, and where and when the person lives."""

import zoneinfo

from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plans.forms.step import StartForm
from plans.forms.words import PLAIN
from plans.models import EXAMINED_CHOICES
from plans.rulebook import rulebook

NONE = "none"
# Where a time zone lies, for the numbers on the stop page.
ZONE_COUNTRIES = {
    "Europe/London": "GB",
    "Europe/Belfast": "GB",
    "Europe/Dublin": "IE",
    "Asia/Kolkata": "IN",
    "Asia/Calcutta": "IN",
    "Pacific/Auckland": "NZ",
    "America/Toronto": "CA",
    "America/Vancouver": "CA",
    "America/Halifax": "CA",
    "America/Edmonton": "CA",
    "America/Winnipeg": "CA",
    "America/New_York": "US",
    "America/Chicago": "US",
    "America/Denver": "US",
    "America/Los_Angeles": "US",
    "America/Phoenix": "US",
    "America/Anchorage": "US",
    "Pacific/Honolulu": "US",
}


def country_of(zone: str) -> str:
    """Country code of a time zone where we know it and have its numbers, else ""."""
    found = "AU" if zone.startswith("Australia/") else ZONE_COUNTRIES.get(zone, "")
    return found if found in rulebook().numbers else ""


def zone_choices():
    names = sorted(name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith("Etc/"))
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]


class SafetyForm(StartForm):
    birth_year = forms.IntegerField(
        label=_("Which year were you born?"),
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "bday-year"}),
    )
    of_age = forms.BooleanField(
        label=_("I have had my 18th birthday"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
    examined = forms.ChoiceField(
        label=_("Has anyone examined your back for this?"), choices=EXAMINED_CHOICES, widget=forms.RadioSelect
    )
    time_zone = forms.ChoiceField(
        label=_("Your time zone"), choices=zone_choices, help_text=_("So that a day is your day.")
    )
    country = forms.ChoiceField(
        label=_("Your country"),
        required=False,
        help_text=_("Only for the right phone numbers, should you ever need them."),
    )

    def __init__(self, *args, today, **kwargs):
        self.today = today
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].widget.attrs |= {
            "data-time-zone": "",
            **({"data-chosen": "yes"} if self.initial.get("zone_chosen") else {}),
        }
        numbers = sorted(rulebook().numbers.values(), key=lambda one: one.name)
        self.fields["country"].choices = [
            ("", _("As my time zone says")),
            *((one.country, one.name) for one in numbers),
        ]

    def make_layout(self):
        rows = rulebook().safety_rows
        self.fields["signs"] = forms.MultipleChoiceField(
            label=_("Any of these, new or getting worse?"),
            choices=[(row.row, _row_words(row)) for row in rows] + [(NONE, _("None of these"))],
            widget=forms.CheckboxSelectMultiple,
            required=not self.may_have_gaps,
            error_messages={
                "required": _("Tick what is true, or “None of these”."),
                "invalid_choice": PLAIN["invalid_choice"],
            },
        )
        return Layout(
            Field("signs", template="fields/signs.html"),
            self.field("examined"),
            "birth_year",
            *([self.field("of_age")] if self._may_be_of_age() else []),
            "time_zone",
            "country",
        )

    def is_whole(self):
        return super().is_whole() and self.signs_answered

    def clean_signs(self):
        """A sign ticked beside "None of these" counts: the safer reading."""
        self.signs_answered = bool(self.cleaned_data["signs"])
        return [value for value in self.cleaned_data["signs"] if value != NONE]

    def clean_birth_year(self):
        year = self.cleaned_data["birth_year"]
        if year is None:
            return None
        age = self.today.year - year
        if not 0 <= age <= 120:
            raise forms.ValidationError(gettext("Write the year with four digits, such as 1968."))
        if age < rulebook().target.minimum_age:
            raise forms.ValidationError(
                gettext("Backcare is made for adults. Please see a doctor or physiotherapist about your back instead.")
            )
        return year

    def _may_be_of_age(self):
        """Whether the year alone leaves open if the 18th birthday has been."""
        return str(self["birth_year"].value()).strip() == str(self.today.year - rulebook().target.minimum_age)

    def clean(self):
        cleaned = super().clean()
        if "birth_year" in cleaned and self._may_be_of_age() and not cleaned["of_age"]:
            self.add_error(
                "birth_year",
                gettext("Backcare is made for adults. If you have had your 18th birthday, please tick that below."),
            )
        if cleaned.get("signs"):  # a sign is acted on at once, so whoever ticks one can't leave half-way
            for name in self.needed:
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, self.fields[name].error_messages["required"])
        return cleaned

    def person(self):
        """What of the step says who and where someone is, and no more."""
        zone = self.cleaned_data["time_zone"]
        country = self.cleaned_data["country"] or country_of(zone)
        told = {"birth_year": self.cleaned_data["birth_year"], "time_zone": zone, "country": country}
        return {name: value for name, value in told.items() if value}

    def answers(self):
        values = self.cleaned_data
        ids = {one for row in rulebook().safety_rows if row.row in values["signs"] for one in row.ids}
        return {
            "red_flags": ids,
            "examined": values["examined"],
            "birth_year": values["birth_year"],
            "time_zone": values["time_zone"],
            "country": values["country"] or country_of(values["time_zone"]),
        }


def _row_words(row):
    return format_html("{} <small>{}</small>", row.words, row.more) if row.more else row.words


def signs_of(red_flags):
    """Rows of the safety check that stand for these ids, or for signs of a note that they belong to."""
    rules, said = rulebook(), set(red_flags)
    return [row.row for row in rules.safety_rows if rules.said_by(row.ids) & said]
