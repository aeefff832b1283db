"""What a form says when an answer is missing or odd, in our words."""

from django import forms
from django.utils.translation import gettext_lazy as _

PLAIN = {
    "required": _("Please answer this."),
    "invalid": _("Write this as a whole number, such as 20."),
    "min_value": _("Write a number of %(limit_value)s or more."),
    "max_value": _("Write a number of %(limit_value)s or less."),
    "max_length": _("Please shorten this to %(limit_value)s characters."),
    "invalid_choice": _("That is not a valid choice any more. Please choose again."),
    "null_characters_not_allowed": _("There is a sign in this that can’t be kept. Please write it again."),
}


def plain_errors(fields):
    """Replaces Django's own sentences; a field's own words stay."""
    for field in fields.values():
        keys = {key for key, words in field.error_messages.items() if _default(field, key) == words}
        keys |= {"min_value", "max_value", "max_length", "null_characters_not_allowed"} - field.error_messages.keys()
        if not isinstance(field, forms.IntegerField):
            keys.discard("invalid")
        field.error_messages |= {key: words for key, words in PLAIN.items() if key in keys}


def _default(field, key):
    for cls in type(field).__mro__:
        if key in getattr(cls, "default_error_messages", {}):
            return cls.default_error_messages[key]
    return None
