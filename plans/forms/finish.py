"""The end of a guided session: the log with most of it filled in already."""

import uuid

from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plans.forms.log import SessionLogForm
from plans.queries.play import sign_rows


class FinishForm(SessionLogForm):
    """What the player can't know. What it does know (minutes, exercises, "This hurts") it adds by itself."""

    HIDDEN = ("revision", "date", "heart_minutes", "total_minutes")

    def make_layout(self):
        super().make_layout()
        del self.fields["done"], self.fields["effort_cr10"], self.fields["pain_before"]
        for name in self.HIDDEN:
            self.fields[name].widget = forms.HiddenInput()
        self.fields["pain_after"].label = _("Pain right now?")
        self.fields["talk_test"].help_text = ""
        self.fields["note"].label = _("Note to yourself")
        self.fields["note"].help_text = ""
        how_was_each = format_html(
            '<h2 class="form-label ask">{}</h2><p class="form-text">{}</p>',
            gettext("How was each one?"),
            gettext("This decides next week’s dose. Leave any you are not sure of."),
        )
        rates = [Field(f"rate_{slug}", template="fields/rate.html") for slug in self.rated]
        return Layout(
            "client_key",
            *self.HIDDEN,
            Field("pain_after", template="fields/rule.html"),
            HTML('<p class="form-text compare" data-before hidden></p>'),
            Div(HTML(how_was_each), *rates, css_class="mb-3 rates", data_efforts="yes"),
            Div(Field("talk_test", template="fields/checks.html"), data_talk="yes"),
            "note",
        )


class SignsForm(forms.Form):
    """What was ticked of the questions about nerves. Cleans to red flags."""

    client_key = forms.UUIDField(required=False, initial=uuid.uuid4)
    signs = forms.MultipleChoiceField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["signs"].choices = [(one.row, one.words) for one in sign_rows()]

    def red_flags(self):
        ticked = self.cleaned_data["signs"]
        return {flag for one in sign_rows() if one.row in ticked for flag in one.ids}
