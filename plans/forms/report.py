"""The period of a report, the questions on it, and how long a link to it stays open."""

import datetime

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from plans.forms.words import plain_errors
from plans.measures import measures


def _day(label):
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day as year, month and day, such as 2026-11-24.")},
    )


class PeriodForm(forms.Form):
    """From which day to which. `today` is the person's own date."""

    since = _day(_("From"))
    until = _day(_("To"))

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        plain_errors(self.fields)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(Div("since", "until", css_class="dates"))

    def clean_until(self):
        if self.cleaned_data["until"] > self.today:
            raise forms.ValidationError(gettext("That day has not come yet. Choose today or an earlier day."))
        return self.cleaned_data["until"]

    def clean(self):
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            self.add_error("since", gettext("This day must not be after the other one."))
        elif since and until and (until - since).days > measures().report.most_days:
            self.add_error("since", gettext("A report covers two years at most. Choose a later day."))
        return self.cleaned_data


def usual_period(today: datetime.date, weeks: int | None = None):
    return today - datetime.timedelta(weeks=weeks or measures().report.usual_weeks), today


class QuestionsForm(forms.Form):
    questions = forms.CharField(
        label=_("What do you want to ask?"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line. They stand at the end of the report."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        plain_errors(self.fields)
        self.helper = FormHelper()
        self.helper.form_tag = False


class ShareForm(PeriodForm):
    days = forms.TypedChoiceField(label=_("How long may it be read?"), coerce=int, widget=forms.RadioSelect)
    shows_quotes = forms.BooleanField(
        label=_("Show my own words too, not only what was understood of them"), required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["days"].choices = [
            (days, ngettext("%(n)s day", "%(n)s days", days) % {"n": days}) for days in measures().report.share_days
        ]
        self.helper.disable_csrf = False
        self.helper.layout = Layout(Div("since", "until", css_class="dates"), "days", "shows_quotes")
