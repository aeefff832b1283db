"""How much was done of each exercise, as the player counts it."""

import json

from django import forms

MOST = {"sets": 20, "reps": 200, "hold_s": 600, "minutes": 600}
LONGEST = 20_000


class AmountsField(forms.CharField):
    """JSON {slug: {"sets", "reps", "hold_s" or "minutes": number}}. Cleans to that mapping. Whatever is odd in it is
    passed over: the log is worth more than its counts, and nobody could mend them by hand."""

    def __init__(self, **kwargs):
        super().__init__(required=False, widget=forms.HiddenInput, **kwargs)

    def to_python(self, value):
        try:
            found = json.loads(super().to_python(value)[:LONGEST] or "{}")
        except (ValueError, RecursionError):
            found = {}
        if not isinstance(found, dict):
            return {}
        return {slug: sound for slug, amount in found.items() if (sound := _sound(amount))}


def _sound(amount):
    if not isinstance(amount, dict):
        return {}
    return {key: amount[key] for key, most in MOST.items() if type(amount.get(key)) is int and 0 < amount[key] <= most}
