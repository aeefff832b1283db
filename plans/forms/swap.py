"""Which exercise instead, for how long, and why."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plans.forms.words import plain_errors
from plans.models import NEVER_CHOICES

TODAY, NEVER = "today", "never"


class SwapForm(forms.Form):
    """`offered` are slug → name of what may stand in; without any, only leaving out is left."""

    to = forms.ChoiceField(
        label=_("Instead"), widget=forms.RadioSelect, error_messages={"required": _("Choose one of these.")}
    )
    long = forms.ChoiceField(
        label=_("For how long?"),
        widget=forms.RadioSelect,
        initial=TODAY,
        error_messages={"required": _("Say for how long.")},
        choices=[(TODAY, _("Not today")), (NEVER, _("Never again"))],
    )
    why = forms.ChoiceField(label=_("Why not?"), widget=forms.RadioSelect, required=False, choices=NEVER_CHOICES)

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = list(offered.items())
        self.fields["to"].required = bool(offered)
        plain_errors(self.fields)
        self.initial.setdefault("to", next(iter(offered), None))
        if not offered:
            self.fields["long"].choices = self.fields["long"].choices[1:]
            self.initial["long"] = NEVER

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("long") == NEVER and not cleaned.get("why") and "why" not in self.errors:
            self.add_error("why", gettext("Say why, so that the plan can follow."))
        return cleaned
