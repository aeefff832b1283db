"""What the events in someone's calendar say, and when they begin."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from plans.forms.words import plain_errors


class CalendarForm(forms.Form):
    prefix = "calendar"
    time = forms.TimeField(
        label=_("They begin at"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("Left empty, each stands for the whole day."),
        error_messages={"invalid": _("Write the time as hours and minutes, such as 17:30.")},
    )
    shows_details = forms.BooleanField(
        label=_("Say which exercises"),
        required=False,
        help_text=_("and your own plan; others may see your calendar"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        plain_errors(self.fields)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("time", Field("shows_details", template="fields/switch.html"))
