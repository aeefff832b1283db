"""Step two: the back, what sets it off, and what else a plan must know."""

import datetime

from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plans.forms.log import scale_field
from plans.forms.step import StartForm
from plans.rulebook import rulebook
from plans.services.answers import LEG_AREAS, LEG_FLAG

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
# An answered follow-up says that its flag is true, ticked or not.
FOLLOW_UPS = {
    "joints": "osteoarthritis",
    "surgery_where": "recent_surgery",
    "bp_controlled": "high_blood_pressure",
    "pregnancy_weeks": "pregnancy",
}
# What is comfortable all the same: each brings back what a rule would leave out.
COMFORTS = ("kneeling_comfortable", "clamshell_comfortable")
DOES_NOT_APPLY = ("", _("Does not apply"))


def too_long(note, room):
    return gettext("That is %(long)s characters; there is room for %(room)s. Please shorten it a little.") % {
        "long": len(note),
        "room": room,
    }


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
        choices=[DOES_NOT_APPLY, ("yes", _("Yes, with or without tablets")), ("no", _("No, or I am not sure"))],
    )
    pregnancy_weeks = forms.IntegerField(
        label=_("How many weeks pregnant are you?"),
        required=False,
        min_value=0,
        max_value=rulebook().flags["pregnancy"].follow_up.most,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    firm_bed = forms.BooleanField(
        label=_("I can exercise on a firm bed instead"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
        help_text=_("It opens exercises done lying down."),
    )
    kneeling_comfortable = forms.BooleanField(
        required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
    )
    clamshell_comfortable = forms.BooleanField(
        required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
    )
    pain_notes = forms.CharField(
        label=_("Anything else, in your own words"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),  # no maxlength: a browser would cut what is pasted without a word
        help_text=_("Read on this server and shown to you on the next page. It misses things: tick what matters too."),
    )

    def make_layout(self):
        flags = rulebook().flags
        self.fields["lying"].choices = [(one.flag, flags[one.flag].words) for one in flags["worse_lying"].finer]
        self.fields["joints"].choices = [DOES_NOT_APPLY, *flags["osteoarthritis"].follow_up.choices.items()]
        self.fields["surgery_where"].choices = [DOES_NOT_APPLY, *flags["recent_surgery"].follow_up.choices.items()]
        for flag in COMFORTS:
            self.fields[flag].label = flags[flag].words
        return Layout(
            Field("pain_areas", template="fields/bodymap.html"),
            Field("pain_nrs", template="fields/rule.html"),
            self.field("since"),
            Field("worse", template="fields/pairs_short.html"),
            *self.details_block(_("Lying down: which way?"), "lying"),
            Field("better", template="fields/pairs_short.html"),
            *self.details_block(_("What you have been told it is"), "diagnosis"),
            *self.details_block(_("Arthritis: which joints?"), "joints"),
            *self.details_block(_("Knees, hips, wrists, the floor: what to work around"), "limits"),
            *self.details_block(_("What you can do all the same"), "firm_bed", *COMFORTS),
            *self.details_block(_("Right now: a flare-up, worry, poor sleep"), "now"),
            *self.details_block(_("Your health: heart, blood pressure, breath and more"), "health", "bp_controlled"),
            *self.details_block(_("Operations and new joints"), "surgery", "surgery_where"),
            *self.details_block(_("Pregnancy and birth"), "life", "pregnancy_weeks"),
            *self.details_block(_("Your work"), "work"),
            "pain_notes",
        )

    def clean_pain_notes(self):
        note = self.cleaned_data["pain_notes"].replace("\r\n", "\n").replace("\r", "\n")
        room = max(NOTE_LENGTH, len(self.initial.get("pain_notes", "")))  # a flare-up may have added to a full one
        if len(note) > room:
            raise forms.ValidationError(too_long(note, room))
        return note

    def asked(self):
        return super().asked() | {value for value, _words in self.fields["lying"].choices} | set(COMFORTS)

    def flags(self):
        found = super().flags()
        if "worse_lying" in found or self.cleaned_data["lying"]:
            found |= {"worse_lying", *self.cleaned_data["lying"]}
        found |= {flag for name, flag in FOLLOW_UPS.items() if self.cleaned_data.get(name) not in (None, "")}
        found |= {flag for flag in COMFORTS if self.cleaned_data[flag]}
        if LEG_AREAS & set(self.cleaned_data["pain_areas"]):
            found.add(LEG_FLAG)
        return found

    def answers(self, profile, today):
        values = self.cleaned_data
        controlled = {"yes": True, "no": False}.get(values["bp_controlled"])
        pain = {} if values["pain_nrs"] is None else {"pain_nrs": values["pain_nrs"]}
        return {
            "flags": self.flags(),
            "asked": self.asked(),
            "pain_areas": values["pain_areas"],
            **pain,
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
        if not self.cleaned_data["since"]:
            return profile.episode_started if profile else None
        if profile and profile.episode_started and since_of(profile, today) == self.cleaned_data["since"]:
            return profile.episode_started
        return today - datetime.timedelta(weeks=int(self.cleaned_data["since"]))


def since_of(profile, today):
    """The choice that an onset date falls under."""
    if not profile.episode_started:
        return None
    weeks = (today - profile.episode_started).days // 7
    return [value for value, _words in SINCE_CHOICES if weeks >= int(value)][-1]
