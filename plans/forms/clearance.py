"""What a clinician said."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plans.forms.words import plain_errors
from plans.rulebook import rulebook


class ClearanceForm(forms.Form):
    """What a clinician said, and about which of the signs in the way (`plans.queries.stops.Clearable`). `today` is the
    person's own date."""

    flag = forms.MultipleChoiceField(
        label=_("What did they look at?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick what they looked at.")},
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
    cleared_on = forms.DateField(label=_("When"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    cleared_by = forms.CharField(
        label=_("Who"), max_length=120, help_text=_("Such as: my doctor, my midwife, the physiotherapist.")
    )
    answer = forms.CharField(
        label=_("In their words"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, today, signs, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.signs = {one.flag: one for one in signs}
        self.fields["flag"].choices = [(one.flag, one.label) for one in signs]
        self.fields["cleared_on"].widget.attrs["max"] = today.isoformat()
        if len(signs) == 1:
            self.fields["flag"].widget = forms.MultipleHiddenInput()
            self.fields["flag"].initial = list(self.signs)
        if self.data.get("said") == "no":
            for name in ("flag", "cleared_on", "cleared_by"):
                self.fields[name].required = False
        plain_errors(self.fields)
        self.helper = FormHelper()
        self.helper.form_tag = False
        which = Field("flag", template="fields/checks.html") if len(signs) > 1 else "flag"
        said = Field("said", template="fields/checks.html")
        self.helper.layout = Layout(which, said, "cleared_on", "cleared_by", "answer")

    def clean_cleared_on(self):
        day = self.cleaned_data["cleared_on"]
        if day and day > self.today:
            raise forms.ValidationError(gettext("That day has not come yet. Choose today or an earlier day."))
        return day

    def clean(self):
        """A word from before a sign says nothing about it."""
        cleaned = super().clean()
        day = cleaned.get("cleared_on")
        newer = [self.signs[flag] for flag in cleaned.get("flag") or ()]
        newer = [one for one in newer if one.since and day and one.since > day]
        if newer and cleaned.get("said") != "no":
            last = max(newer, key=lambda one: one.since)
            self.add_error(
                "cleared_on",
                gettext(
                    "You told us of “%(sign)s” on %(day)s, after that. Write the day someone looked at it since,"
                    " or ask again first."
                )
                % {"sign": last.label, "day": date_format(last.since, "j F")},
            )
        return cleaned


class EndedForm(forms.Form):
    """That a clinician has ended what they had asked for. `since` is the day it came up in a note, if it did."""

    said = forms.BooleanField(
        label=_("They said that it is over, and that nothing need be left out for it any more."),
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
        error_messages={"required": _("Tick this if they said so. If not, nothing changes.")},
    )
    cleared_on = forms.DateField(label=_("When"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    cleared_by = forms.CharField(
        label=_("Who"), max_length=120, help_text=_("Such as: the surgical team, my physiotherapist, my midwife.")
    )
    answer = forms.CharField(
        label=_("In their words"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, today, since=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.today, self.since = today, since
        self.fields["cleared_on"].widget.attrs["max"] = today.isoformat()
        plain_errors(self.fields)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(Field("said", template="fields/tick.html"), "cleared_on", "cleared_by", "answer")

    def clean_cleared_on(self):
        day = self.cleaned_data["cleared_on"]
        if day > self.today:
            raise forms.ValidationError(gettext("That day has not come yet. Choose today or an earlier day."))
        if self.since and self.since > day:
            raise forms.ValidationError(
                gettext("You wrote of it on %(day)s, after that. Write the day they said so since.")
                % {"day": date_format(self.since, "j F")}
            )
        return day


class CountryForm(forms.Form):
    """Whose numbers the stop page shows."""

    country = forms.ChoiceField(label=_("Your country"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        numbers = sorted(rulebook().numbers.values(), key=lambda one: one.name)
        self.fields["country"].choices = [(one.country, one.name) for one in numbers]
