"""Every "This hurts" of a session, as the player sends them."""

import json

from django import forms
from django.utils.translation import gettext_lazy as _

from exercises.catalogue import catalogue

MOST_HURTS = 50
LONGEST = 60
KEYS = {"exercise", "where", "pain_nrs", "then"}


class HurtsField(forms.CharField):
    """A JSON list of {"exercise", "where", "pain_nrs", "then"}, oldest first. Cleans to that list, or to None if
    nothing was sent."""

    default_error_messages = {"invalid": _("What you said about pain could not be read.")}

    def __init__(self, **kwargs):
        super().__init__(required=False, max_length=20_000, widget=forms.HiddenInput, **kwargs)

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, list) or len(found) > MOST_HURTS or not all(map(_is_whole, found)):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return found


def _is_whole(one):
    return (
        isinstance(one, dict)
        and set(one) == KEYS
        and isinstance(one["exercise"], str)
        and one["exercise"] in catalogue().exercises
        and all(isinstance(one[key], str) and len(one[key]) <= LONGEST for key in ("where", "then"))
        and type(one["pain_nrs"]) in (int, type(None))
        and one["pain_nrs"] in (None, *range(11))
    )
