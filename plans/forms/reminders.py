"""When to be reminded, and the person's own plan for the day."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from plans.forms.week import WEEKDAY_CHOICES
from plans.forms.words import plain_errors

OWN_PLAN = ("when_where", "if_not")


class ReminderForm(forms.Form):
    """Without `has_mail` only the plan in one's own words can be kept."""

    is_on = forms.BooleanField(
        label=_("Remind me by e-mail"),
        required=False,
        help_text=_("on session days, until you have logged it"),
    )
    days = forms.TypedMultipleChoiceField(
        label=_("On these days"),
        coerce=int,
        choices=WEEKDAY_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one day, or turn the reminders off.")},
        help_text=_("You hear from us only if a session is planned for that day."),
    )
    time = forms.TimeField(
        label=_("At what time"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Write the time as hours and minutes, such as 17:30.")},
    )
    when_where = forms.CharField(
        label=_("When and where will you do it?"),
        required=False,
        max_length=120,
        help_text=_("Such as: after breakfast, in the living room."),
    )
    if_not = forms.CharField(
        label=_("And if that does not work out?"),
        required=False,
        max_length=120,
        help_text=_("Such as: if it rains, the bike."),
    )

    def __init__(self, *args, has_mail, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_mail:
            for name in self.fields.keys() - {*OWN_PLAN}:
                del self.fields[name]
        plain_errors(self.fields)
        self.helper = FormHelper()
        self.helper.form_tag = False
        reminders = [
            Field("is_on", template="fields/switch.html"),
            Field("days", template="fields/keys7.html"),
            "time",
        ]
        self.helper.layout = Layout(*(reminders if has_mail else ()), *OWN_PLAN)

    def clean(self):
        """Turned off, they need no days: those of before are kept."""
        cleaned = super().clean()
        if "days" in self.errors and not cleaned.get("is_on") and not self.data.getlist("days"):
            del self.errors["days"]
            cleaned["days"] = self.initial["days"]
        return cleaned
