"""Where the answers of a form are others than those kept, in words: for what was changed while the form stood open."""

import datetime

from django import forms
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _


def differences(form: forms.Form) -> list[tuple[str, str]]:
    """(label, what is kept) of each field in the layout of a valid form, whose `initial` is what is kept."""
    shown = [one.name for one in form.helper.layout.get_field_names() if not form[one.name].is_hidden]
    return [
        (form.fields[name].label, _words(form.fields[name], form.initial.get(name)))
        for name in shown
        if _plain(form.cleaned_data[name]) != _plain(form.initial.get(name))
    ]


def _plain(value):
    return set(value) if isinstance(value, list) else None if value == "" else value


def _words(field, value):
    named = {str(key): str(words) for key, words in getattr(field, "choices", ())}
    if value in (None, "", []):
        return _("nothing")
    if isinstance(value, list):
        return get_text_list([named.get(str(one), str(one)) for one in value], _("and"))
    if isinstance(value, datetime.date):
        return date_format(value, "j F Y")
    return named.get(str(value), str(value))
