"""What someone wants to do again, from 0 (can't do it) to 10 (as before)."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from plans.forms.log import scale_field
from plans.forms.words import plain_errors

ABLE_RULE = "fields/able_rule.html"


class ActivityForm(forms.Form):
    """One more activity, scored at once."""

    words = forms.CharField(
        label=_("What do you want to do again?"),
        max_length=80,
        help_text=_("Something of your own day, such as: put on my socks, sit through a film, carry the shopping."),
    )
    score = scale_field(_("How well can you do it today?"), required=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        plain_errors(self.fields)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("words", Field("score", template=ABLE_RULE))


class ScoresForm(forms.Form):
    """Today's scores, one for each of `activities`; what is left open is left as it was."""

    def __init__(self, *args, activities, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields = {f"score_{one.pk}": scale_field(one.words) for one in activities}
        plain_errors(self.fields)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(*(Field(name, template=ABLE_RULE) for name in self.fields))

    def scores(self):
        """pk → score, of those answered."""
        answers = {int(name.removeprefix("score_")): value for name, value in self.cleaned_data.items()}
        return {pk: score for pk, score in answers.items() if score is not None}
