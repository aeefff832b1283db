"""Three questions about a flare-up: where, how bad, and is there a sign that needs someone now."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from plans.forms.back import AREA_CHOICES
from plans.forms.log import scale_field
from plans.forms.safety import NONE
from plans.forms.words import plain_errors
from plans.rulebook import rulebook

STOPPING = ("emergency", "same_day")


class FlareForm(forms.Form):
    areas = forms.MultipleChoiceField(
        label=_("Where is it now?"),
        choices=AREA_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Your usual places are ticked already. Your left is on the left."),
        error_messages={"required": _("Tick where it is.")},
    )
    pain_nrs = scale_field(
        _("How bad is it now?"), required=True, error_messages={"required": _("Choose a number from 0 to 10.")}
    )

    def __init__(self, *args, last=None, **kwargs):
        """`last` is the newest log that says how much it hurt."""
        super().__init__(*args, **kwargs)
        if last:
            self.fields["pain_nrs"].help_text = _("Before the session on %(day)s you said %(pain)s.") % {
                "day": date_format(last.date, "l j F"),
                "pain": last.pain_before,
            }
        self.rows = [row for row in rulebook().safety_rows if row.group in STOPPING]
        self.fields["signs"] = forms.MultipleChoiceField(
            label=_("Any of these, new or getting worse?"),
            choices=[*((row.row, row.words) for row in self.rows), (NONE, _("None of these"))],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Tick what is true, or “None of these”.")},
        )
        plain_errors(self.fields)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Field("areas", template="fields/bodymap.html"),
            Field("pain_nrs", template="fields/rule.html"),
            Field("signs", template="fields/signs.html"),
        )

    def told_signs(self):
        """Ids of the signs that were ticked, also when another answer is missing. "None of these" beside a sign does
        not take it away: the safer reading."""
        ticked = set(self.data.getlist("signs"))
        return {one for row in self.rows if row.row in ticked for one in row.ids}
