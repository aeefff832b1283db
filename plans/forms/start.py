"""The four steps of the start. Rows to tick come from the rulebook; each form cleans into what its service wants."""

import datetime
import zoneinfo

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Field, Layout
from django import forms
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plans.forms.log import scale_field
from plans.models import EXAMINED_CHOICES, LEVEL_CHOICES
from plans.rulebook import rulebook

NOTE_LENGTH = 4000
SINCE_CHOICES = [
    ("0", _("This week")),
    ("3", _("A few weeks")),
    ("9", _("Two or three months")),
    ("26", _("Less than a year")),
    ("80", _("More than a year")),
]
AREA_CHOICES = [
    ("upper_back", _("Upper back")),
    ("lower_left", _("Lower back, left")),
    ("lower_middle", _("Lower back, middle")),
    ("lower_right", _("Lower back, right")),
    ("buttock_left", _("Left buttock or hip")),
    ("buttock_right", _("Right buttock or hip")),
    ("leg_left", _("Down the left leg")),
    ("leg_right", _("Down the right leg")),
]
LEG_AREAS = {"leg_left", "leg_right"}
LEG_FLAG = "leg_pain"
WEEKDAY_CHOICES = [
    (0, _("Mon")),
    (1, _("Tue")),
    (2, _("Wed")),
    (3, _("Thu")),
    (4, _("Fri")),
    (5, _("Sat")),
    (6, _("Sun")),
]
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


def flag_choices(*groups):
    rules = rulebook().flags
    return [(flag, rule.words) for flag, rule in rules.items() if rule.group in groups and rule.is_asked]


def flags_field(label, *groups, **kwargs):
    return forms.MultipleChoiceField(
        label=label, choices=flag_choices(*groups), required=False, widget=forms.CheckboxSelectMultiple, **kwargs
    )


class StartForm(forms.Form):
    """One step. `groups` maps a field to the groups of flags it asks for."""

    groups = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (label, groups, help_text) in self.groups.items():
            self.fields[name] = flags_field(label, *groups, help_text=help_text)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = self.make_layout()

    def asked(self):
        """All flags this step asks for."""
        return {value for name in self.groups for value, _words in self.fields[name].choices}

    def flags(self):
        return {value for name in self.groups for value in self.cleaned_data[name]}

    def details_block(self, title, *names):
        """A fold of rarer questions; open when something in it is ticked or wrong."""
        is_open = any(self._is_answered(name) or (self.is_bound and self.errors.get(name)) for name in names)
        start = format_html(
            '<details class="more"{}><summary>{}</summary>', mark_safe(" open") if is_open else "", title
        )
        return [HTML(str(start).replace("{", "&#123;")), *(self.field(name) for name in names), HTML("</details>")]

    def _is_answered(self, name):
        value = self[name].value()
        if isinstance(value, list):
            return bool({str(one) for one in value} & {str(key) for key, _words in self.fields[name].choices})
        return value not in (None, "", False)

    def field(self, name):
        template = {
            forms.RadioSelect: "fields/checks.html",
            forms.CheckboxSelectMultiple: "fields/checks.html",
            forms.CheckboxInput: "fields/tick.html",
        }.get(type(self.fields[name].widget))
        return Field(name, template=template) if template else Field(name)


class SafetyForm(StartForm):
    birth_year = forms.IntegerField(
        label=_("Which year were you born?"),
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "bday-year"}),
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
            error_messages={"required": _("Tick what is true, or “None of these”.")},
        )
        return Layout(
            Field("signs", template="fields/signs.html"),
            self.field("examined"),
            "birth_year",
            "time_zone",
            "country",
        )

    def clean_signs(self):
        """A sign ticked beside "None of these" counts: the safer reading."""
        return [value for value in self.cleaned_data["signs"] if value != NONE]

    def clean_birth_year(self):
        year = self.cleaned_data["birth_year"]
        age = self.today.year - year
        if not 0 <= age <= 120:
            raise forms.ValidationError(gettext("Write the year with four digits, such as 1968."))
        if age < rulebook().target.minimum_age:
            raise forms.ValidationError(
                gettext("Backcare is made for adults. Please see a doctor or physiotherapist about your back instead.")
            )
        return year

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
    """Rows of the safety check that stand for these ids."""
    return [row.row for row in rulebook().safety_rows if set(row.ids) & set(red_flags)]


class BackForm(StartForm):
    groups = {
        "diagnosis": (
            _("What have you been told it is?"),
            ("diagnosis",),
            _("Nothing ticked is a fine answer. Most back pain has no exact name."),
        ),
        "worse": (_("What makes it worse?"), ("movement",), _("What sets it off decides what stays out.")),
        "better": (_("What makes it easier?"), ("relief",), _("What eases it decides what comes first.")),
        "now": (_("Right now"), ("severity", "psychological"), ""),
        "limits": (_("What should we work around?"), ("body_limit",), ""),
        "health": (_("Your health"), ("medical",), ""),
        "surgery": (_("Operations"), ("surgery",), ""),
        "life": (_("Pregnancy and birth"), ("life_stage",), ""),
        "work": (_("Your work"), ("work",), ""),
    }
    pain_areas = forms.MultipleChoiceField(
        label=_("Where does it hurt?"),
        choices=AREA_CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("You are looking at your own back: your left is on the left."),
    )
    pain_nrs = scale_field(
        _("How much, on an ordinary day?"),
        required=True,
        error_messages={"required": _("Choose a number from 0 to 10.")},
    )
    since = forms.ChoiceField(
        label=_("How long has it been like this?"), choices=SINCE_CHOICES, widget=forms.RadioSelect
    )
    lying = forms.MultipleChoiceField(
        label=_("Which way of lying makes it worse?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    joints = forms.ChoiceField(label=_("Arthritis: which joints?"), required=False, widget=forms.RadioSelect)
    surgery_where = forms.ChoiceField(label=_("Which operation was it?"), required=False, widget=forms.RadioSelect)
    bp_controlled = forms.ChoiceField(
        label=_("Is your blood pressure under control?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("yes", _("Yes, with or without tablets")), ("no", _("No, or I am not sure"))],
    )
    pregnancy_weeks = forms.IntegerField(
        label=_("How many weeks pregnant are you?"),
        required=False,
        min_value=0,
        max_value=45,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    firm_bed = forms.BooleanField(
        label=_("I can exercise on a firm bed instead"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
        help_text=_("It opens exercises done lying down."),
    )
    pain_notes = forms.CharField(
        label=_("Anything else, in your own words"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": NOTE_LENGTH}),
        help_text=_(
            "Kept with your plan and shown to you. The plan itself follows what you tick, so tick what matters too."
        ),
    )

    def make_layout(self):
        flags = rulebook().flags
        self.fields["lying"].choices = [(one.flag, flags[one.flag].words) for one in flags["worse_lying"].finer]
        self.fields["joints"].choices = flags["osteoarthritis"].follow_up.choices.items()
        self.fields["surgery_where"].choices = flags["recent_surgery"].follow_up.choices.items()
        return Layout(
            Field("pain_areas", template="fields/bodymap.html"),
            Field("pain_nrs", template="fields/rule.html"),
            self.field("since"),
            Field("worse", template="fields/pairs.html"),
            *self.details_block(_("Lying down: which way?"), "lying"),
            Field("better", template="fields/pairs.html"),
            Field("diagnosis", template="fields/pairs.html"),
            *self.details_block(_("Arthritis: which joints?"), "joints"),
            Field("limits", template="fields/pairs.html"),
            *self.details_block(_("Not the floor, but a firm bed?"), "firm_bed"),
            Field("now", template="fields/pairs.html"),
            *self.details_block(_("Your health: heart, blood pressure, breath and more"), "health", "bp_controlled"),
            *self.details_block(_("Operations and new joints"), "surgery", "surgery_where"),
            *self.details_block(_("Pregnancy and birth"), "life", "pregnancy_weeks"),
            *self.details_block(_("Your work"), "work"),
            "pain_notes",
        )

    def clean_pain_notes(self):
        note = self.cleaned_data["pain_notes"].replace("\r\n", "\n").replace("\r", "\n")
        if len(note) > NOTE_LENGTH:
            raise forms.ValidationError(
                gettext("That is %(long)s characters; there is room for %(room)s. Please shorten it a little.")
                % {"long": len(note), "room": NOTE_LENGTH}
            )
        return note

    def asked(self):
        return super().asked() | {value for value, _words in self.fields["lying"].choices}

    def flags(self):
        found = super().flags()
        if "worse_lying" in found or self.cleaned_data["lying"]:
            found |= {"worse_lying", *self.cleaned_data["lying"]}
        if LEG_AREAS & set(self.cleaned_data["pain_areas"]):
            found.add(LEG_FLAG)
        return found

    def answers(self, profile, today):
        values = self.cleaned_data
        controlled = {"yes": True, "no": False}.get(values["bp_controlled"])
        return {
            "flags": self.flags(),
            "asked": self.asked(),
            "pain_areas": values["pain_areas"],
            "pain_nrs": values["pain_nrs"],
            "pain_notes": values["pain_notes"],
            "diagnosis": values["diagnosis"],
            "episode_started": self._onset(profile, today),
            "details": {
                "joints": values["joints"],
                "surgery": values["surgery_where"],
                "bp_controlled": controlled,
                "pregnancy_weeks": values["pregnancy_weeks"],
                "firm_bed": values["firm_bed"],
            },
        }

    def _onset(self, profile, today):
        """The day it began. The same choice again keeps the day that was worked out before."""
        if profile and profile.episode_started and since_of(profile, today) == self.cleaned_data["since"]:
            return profile.episode_started
        return today - datetime.timedelta(weeks=int(self.cleaned_data["since"]))


def since_of(profile, today):
    """The choice that an onset date falls under."""
    if not profile.episode_started:
        return None
    weeks = (today - profile.episode_started).days // 7
    return [value for value, _words in SINCE_CHOICES if weeks >= int(value)][-1]


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
    display_name = forms.CharField(label=_("What shall we call you?"), required=False, max_length=60)

    def make_layout(self):
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
        return Layout(
            self.field("fitness_level"),
            Field("days_per_week", template="fields/keys2.html"),
            Field("weekdays", template="fields/keys7.html"),
            Field("routine_minutes", template="fields/keys4.html"),
            Field("equipment", template="fields/pairs.html"),
            *self.details_block(_("Leave out: pools, hills, yoga and more"), "access"),
            "display_name",
        )

    def answers(self):
        values = self.cleaned_data
        names = ("fitness_level", "days_per_week", "weekdays", "routine_minutes", "equipment", "display_name")
        return {"flags": self.flags(), "asked": self.asked(), **{name: values[name] for name in names}}


class ClearanceForm(forms.Form):
    """What a clinician said. `today` is the person's own date."""

    cleared_on = forms.DateField(label=_("When"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    cleared_by = forms.CharField(
        label=_("Who"), max_length=120, help_text=_("Such as: my doctor, my midwife, the physiotherapist.")
    )
    said = forms.ChoiceField(
        label=_("What did they say?"),
        widget=forms.RadioSelect,
        choices=[
            ("fine", _("Exercise is fine")),
            ("limits", _("Fine, with limits: the next page asks which")),
            ("no", _("Not yet: keep this page for me")),
        ],
    )
    answer = forms.CharField(
        label=_("In their words"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["cleared_on"].widget.attrs["max"] = today.isoformat()
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("cleared_on", "cleared_by", Field("said", template="fields/checks.html"), "answer")

    def clean_cleared_on(self):
        if self.cleaned_data["cleared_on"] > self.today:
            raise forms.ValidationError(gettext("That day has not come yet. Choose today or an earlier day."))
        return self.cleaned_data["cleared_on"]
