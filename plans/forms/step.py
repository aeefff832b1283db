"""What the steps of the start share: rows to tick from the rulebook, folds, and field templates."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Field
from django import forms
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from plans.forms.words import plain_errors
from plans.rulebook import rulebook


def flag_choices(*groups):
    rules = rulebook().flags
    return [(flag, rule.words) for flag, rule in rules.items() if rule.group in groups and rule.is_asked]


def flags_field(label, *groups, **kwargs):
    return forms.MultipleChoiceField(
        label=label, choices=flag_choices(*groups), required=False, widget=forms.CheckboxSelectMultiple, **kwargs
    )


class StartForm(forms.Form):
    """One step. `groups` maps a field to the groups of flags it asks for. With `may_have_gaps`, for someone who leaves
    half-way, what is missing is not asked for; what is wrong still is."""

    groups = {}

    def __init__(self, *args, may_have_gaps=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.may_have_gaps = may_have_gaps
        self.needed = [name for name, field in self.fields.items() if field.required]
        for name in self.needed if may_have_gaps else ():
            self.fields[name].required = False
        for name, (label, groups, help_text) in self.groups.items():
            self.fields[name] = flags_field(label, *groups, help_text=help_text)
        plain_errors(self.fields)  # before the layout, which asks for errors to know what stands open
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = self.make_layout()
        # What is wrong is listed as it stands on the page.
        self.order_fields([pointer.name for pointer in self.helper.layout.get_field_names()])

    def is_whole(self):
        """Whether all that the step needs has been answered."""
        return all(self.cleaned_data.get(name) not in (None, "", []) for name in self.needed)

    def asked(self):
        """All flags this step asks for."""
        return {value for name in self.groups for value, _words in self.fields[name].choices}

    def flags(self):
        return {value for name in self.groups for value in self.cleaned_data[name]}

    def details_block(self, title, *names):
        """A fold of rarer questions; open when something in it is ticked or wrong."""
        is_open = any(self._is_answered(name) or (self.is_bound and self.errors.get(name)) for name in names)
        start = format_html(
            '<details class="more"{}><summary>{}</summary>', mark_safe(" open") if is_open else "", title
        )
        return [HTML(str(start).replace("{", "&#123;")), *(self.field(name) for name in names), HTML("</details>")]

    def _is_answered(self, name):
        value = self[name].value()
        if isinstance(value, list):
            return bool({str(one) for one in value} & {str(key) for key, _words in self.fields[name].choices})
        return value not in (None, "", False)

    def field(self, name):
        if name in self.groups:
            return Field(name, template="fields/pairs.html")
        template = {
            forms.RadioSelect: "fields/checks.html",
            forms.CheckboxSelectMultiple: "fields/checks.html",
            forms.CheckboxInput: "fields/tick.html",
        }.get(type(self.fields[name].widget))
        return Field(name, template=template) if template else Field(name)
