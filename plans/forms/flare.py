"""Three questions about a flare-up: where, how bad, and is there a sign that needs someone now."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from plans.forms.back import AREA_CHOICES, NOTE_LENGTH, too_long
from plans.forms.log import scale_field
from plans.forms.safety import NONE
from plans.forms.words import plain_errors
from plans.rulebook import rulebook

STOPPING = ("emergency", "same_day")
DATED = 40  # characters that the date above it may need
LEAST_ROOM = 500  # characters, below however long a note: a warning sign can always be told


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

    note = forms.CharField(
        label=_("Anything new, in your own words"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Read on this server. It is kept below your note about your back, where you can change or erase it."
        ),
    )

    def __init__(self, *args, last=None, note="", **kwargs):
        """`last` is the newest log that says how much it hurt, `note` what was written about the back before."""
        super().__init__(*args, **kwargs)
        self.room = max(LEAST_ROOM, NOTE_LENGTH - len(note) - DATED)
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
            "note",
        )

    def clean_note(self):
        note = self.told_note()
        if len(note) > self.room:
            raise forms.ValidationError(too_long(note, self.room))
        return note

    def told_note(self):
        """What was written, also when another answer is missing."""
        return self.data.get("note", "").replace("\r\n", "\n").replace("\r", "\n").strip()

    def told_signs(self):
        """Ids of the signs that were ticked, also when another answer is missing. "None of these" beside a sign does
        not take it away: the safer reading."""
        ticked = set(self.data.getlist("signs"))
        return {one for row in self.rows if row.row in ticked for one in row.ids}
