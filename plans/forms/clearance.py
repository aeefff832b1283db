"""What a clinician said."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plans.forms.words import plain_errors


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
        plain_errors(self.fields)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("cleared_on", "cleared_by", Field("said", template="fields/checks.html"), "answer")

    def clean_cleared_on(self):
        if self.cleaned_data["cleared_on"] > self.today:
            raise forms.ValidationError(gettext("That day has not come yet. Choose today or an earlier day."))
        return self.cleaned_data["cleared_on"]
