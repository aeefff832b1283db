"""The log of a session, planned or not."""

import datetime
import uuid

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Fieldset, Layout
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plans.forms.amounts import AmountsField
from plans.forms.hurts import HurtsField
from plans.forms.words import plain_errors
from plans.models import RATING_CHOICES, TALK_TEST_CHOICES
from plans.services.logs import Entry

PAIN_CHOICES = [(str(number), str(number)) for number in range(11)]
ACTIVITY_CHOICES = [
    ("walk", _("Walk")),
    ("swim", _("Swim")),
    ("bike", _("Bike")),
    ("gardening", _("Gardening")),
    ("class", _("A class")),
    ("other", _("Something else")),
]
BACK_DAYS = 28
MOST_MINUTES = 600
DAY_CHOICES = [("today", _("Today")), ("yesterday", _("Yesterday")), ("earlier", _("Earlier"))]
DAYS_BACK = {"today": 0, "yesterday": 1}
QUICK_MINUTES = [(str(minutes), str(minutes)) for minutes in (10, 20, 30, 45)]
KEYS_OR_FIELD = {"css_class": "when mb-3", "data_keys_or_field": ""}
TALK_TEST_WORDS = [
    ("sing", _("Easy"), _("could sing")),
    ("talk", _("Brisk"), _("could talk, not sing")),
    ("words", _("Hard"), _("single words")),
]


def scale_field(label, **kwargs):
    """Eleven radios, 0 to 10: an unanswered one stays unanswered. Cleans to int or None."""
    return forms.TypedChoiceField(
        label=label,
        choices=PAIN_CHOICES,
        widget=forms.RadioSelect,
        coerce=int,
        empty_value=None,
        **{"required": False, **kwargs},
    )


def minutes_field(label, **kwargs):
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST_MINUTES,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("Write the minutes as a whole number, such as 20.")},
        **kwargs,
    )


class LogForm(forms.Form):
    """What was done on one day. `today` is the person's own date; `done_on` the date when it was done, if it waited
    on a phone since: four weeks back count from then."""

    client_key = forms.UUIDField(widget=forms.HiddenInput)
    date = forms.DateField(
        label=_("Which day?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day as year, month and day, such as 2026-11-24.")},
    )
    heart_minutes = minutes_field(
        _("Heart-raising minutes"), help_text=_("Minutes when you breathed harder but could still talk.")
    )
    total_minutes = minutes_field(_("Minutes in all"), required=False)
    talk_test = forms.ChoiceField(
        label=_("How hard was the heart-raising part?"),
        choices=TALK_TEST_CHOICES,
        widget=forms.RadioSelect,
        required=False,
        help_text=_("If you could have sung, it was good for you but does not count towards the target."),
    )
    pain_before = scale_field(_("Pain before"))
    pain_after = scale_field(_("Pain after"))
    effort_cr10 = scale_field(_("Effort of it all"))
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("How it felt, or what to remember next time. Read on this server: what matters is asked about."),
    )

    def __init__(self, *args, today, done_on=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.done_on = done_on or today
        self.earliest = self.done_on - datetime.timedelta(days=BACK_DAYS)
        self.fields["date"].widget.attrs |= {"min": self.earliest.isoformat(), "max": today.isoformat()}
        self.fields["client_key"].initial = self.initial.get("client_key") or uuid.uuid4()
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = self.make_layout()
        # What is wrong is listed as it stands on the page; a key is read before the field beside it.
        self.order_fields([pointer.name for pointer in self.helper.layout.get_field_names()])
        plain_errors(self.fields)

    def make_layout(self):
        return Layout("client_key", *self.measures(), *self.feelings())

    def measures(self):
        return [
            "date",
            Div("heart_minutes", "total_minutes", css_class="pair"),
            Field("talk_test", template="fields/checks.html"),
        ]

    def feelings(self):
        return [
            Field("pain_before", template="fields/rule.html"),
            Field("pain_after", template="fields/rule.html"),
            Field("effort_cr10", template="fields/effort_rule.html"),
            "note",
        ]

    def clean_date(self):
        day = self.cleaned_data["date"]
        if day > self.today:
            raise forms.ValidationError(gettext("That day has not come yet. Choose today or an earlier day."))
        if day < self.earliest and day != self.initial.get("date"):
            raise forms.ValidationError(gettext("That is more than four weeks ago. Choose a later day."))
        return day

    def clean_note(self):
        return self.cleaned_data["note"].replace("\r\n", "\n").replace("\r", "\n")

    def clean(self):
        cleaned = super().clean()
        heart, total = cleaned.get("heart_minutes"), cleaned.get("total_minutes")
        if heart is not None and total is not None and total < heart:
            self.add_error("total_minutes", gettext("This can’t be less than the heart-raising minutes."))
        return cleaned

    def entry(self) -> Entry:
        values = self.cleaned_data
        return Entry(
            date=values["date"],
            heart_minutes=values["heart_minutes"],
            total_minutes=max(values["heart_minutes"], values["total_minutes"] or 0),
            talk_test=values["talk_test"],
            activity=self.activity(),
            pain_before=values["pain_before"],
            pain_after=values["pain_after"],
            effort_cr10=values["effort_cr10"],
            note=values["note"],
            ratings=self.ratings(),
            hurts=values.get("hurts"),
            amounts=values.get("amounts") or {},
        )

    def activity(self):
        return ""

    def ratings(self):
        return None


class SessionLogForm(LogForm):
    """A planned session: which exercises were done, and how each one was. `exercises` maps slug → name of all that
    was planned; `rated` maps the slugs whose dose follows from how they felt to their planned items, None for what was
    not planned. `revision` is that of the session the page showed."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, exercises, rated, **kwargs):
        self.exercises = exercises
        self.rated = rated
        super().__init__(*args, **kwargs)

    def make_layout(self):
        self.fields["done"] = forms.MultipleChoiceField(
            label=_("What did you do?"),
            choices=list(self.exercises.items()),
            widget=forms.CheckboxSelectMultiple,
            required=False,
            initial=list(self.exercises),
            help_text=_("Untick what you left out."),
        )
        for slug, item in self.rated.items():
            self.fields[f"rate_{slug}"] = forms.ChoiceField(
                label=self.exercises[slug], choices=RATING_CHOICES, widget=forms.RadioSelect, required=False
            )
            self.fields[f"rate_{slug}"].planned = item  # its picture stands beside the question
        self.fields["hurts"], self.fields["amounts"] = HurtsField(), AmountsField()
        rates = [Field(f"rate_{slug}", template="fields/rate.html") for slug in self.rated]
        return Layout(
            "client_key",
            "revision",
            *self.measures(),
            Field("done", template="fields/checks.html"),
            Fieldset(_("How was each one?"), *rates, css_class="mb-3 rates"),
            *self.feelings(),
        )

    def ratings(self):
        return {slug: self.cleaned_data.get(f"rate_{slug}", "") for slug in self.cleaned_data["done"]}


class ActivityLogForm(LogForm):
    """Something that was not planned."""

    what = forms.ChoiceField(label=_("What was it?"), choices=ACTIVITY_CHOICES, widget=forms.RadioSelect)
    own_words = forms.CharField(label=_("In your words"), max_length=80, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["heart_minutes"].label = _("How many minutes?")
        del self.fields["effort_cr10"]

    def make_layout(self):
        return Layout(
            "client_key",
            Field("what", template="fields/kinds.html"),
            Field("own_words", wrapper_class="own-words"),
            "date",
            "heart_minutes",
            Field("talk_test", template="fields/checks.html"),
            "note",
            Field("pain_before", template="fields/rule.html"),
            Field("pain_after", template="fields/rule.html"),
        )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("what") == "other" and not cleaned.get("own_words", "").strip():
            self.add_error("own_words", gettext("Say in a word or two what it was."))
        return cleaned

    def activity(self):
        words = self.cleaned_data["own_words"].strip()
        return words or str(dict(ACTIVITY_CHOICES)[self.cleaned_data["what"]])

    def entry(self):
        self.cleaned_data.setdefault("total_minutes", None)
        self.cleaned_data["effort_cr10"] = None
        return super().entry()


class QuickLogForm(ActivityLogForm):
    """A new one, with keys for the usual days and minutes beside the fields for any other. "Today" is the day when it
    was done, not when the page was made or sent. Minutes written out win over a key: a key can't be taken back."""

    day = forms.ChoiceField(label=_("When?"), choices=DAY_CHOICES, widget=forms.RadioSelect, required=False)
    minutes = forms.TypedChoiceField(
        label=_("How many minutes?"),
        choices=QUICK_MINUTES,
        widget=forms.RadioSelect,
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("own_words", "day", "date", "minutes", "heart_minutes", "talk_test"):
            self.fields[name].is_wanted = True  # never marked as optional: one of two holds, or the usual answer
        for name, label in (("date", _("Or the day")), ("heart_minutes", _("Or exactly"))):
            self.fields[name].label, self.fields[name].required = label, False
        self.fields["heart_minutes"].help_text = ""
        self.fields["talk_test"].label = _("How hard?")
        self.fields["talk_test"].choices = [
            (value, format_html("{} <small>{}</small>", name, words)) for value, name, words in TALK_TEST_WORDS
        ]
        self.fields["note"].label = _("Note to yourself")

    def make_layout(self):
        return Layout(
            "client_key",
            Field("what", template="fields/kinds.html"),
            Field("own_words", wrapper_class="own-words"),
            Div(Field("day", template="fields/keys.html"), "date", **KEYS_OR_FIELD),
            Div(Field("minutes", template="fields/keys4.html"), "heart_minutes", **KEYS_OR_FIELD),
            Field("talk_test", template="fields/keys.html"),
            "note",
            Field("pain_before", template="fields/rule.html"),
            Field("pain_after", template="fields/rule.html"),
        )

    def clean_date(self):
        written, key = self.cleaned_data["date"], self.cleaned_data.get("day")
        if key not in DAYS_BACK:
            if written is None:
                raise forms.ValidationError(gettext("Say which day it was."))
            return super().clean_date()
        day = self.done_on - datetime.timedelta(days=DAYS_BACK[key])
        if written not in (None, day):
            raise forms.ValidationError(
                gettext(
                    "This is another day than the one chosen beside it. Choose “Earlier” for it, or leave it empty."
                )
            )
        return day

    def clean_heart_minutes(self):
        written = self.cleaned_data["heart_minutes"]
        minutes = self.cleaned_data.get("minutes") if written is None else written
        if minutes is None:
            raise forms.ValidationError(gettext("Say how many minutes it was."))
        return minutes


class MoveForm(forms.Form):
    """Another day of the same week. `days` are the dates to choose from."""

    date = forms.TypedChoiceField(label=_("Move it to"), coerce=datetime.date.fromisoformat)

    def __init__(self, *args, days, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["date"].choices = days
