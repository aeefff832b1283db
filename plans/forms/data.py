"""Files that bring a person's own data."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plans.forms.words import plain_errors
from plans.transfer.log_table import read_logs

MOST_TEXT_BYTES = 1_000_000


class DataForm(forms.Form):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        plain_errors(self.fields)


class ImportForm(DataForm):
    archive = forms.FileField(
        label=_("Your export"),
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
        help_text=_("The zip file that you downloaded under “You”, unchanged."),
        error_messages={
            "required": _("Choose the zip file first."),
            "missing": _("Choose the zip file first."),
            "empty": _("This file is empty. Download it again."),
        },
    )


class LogTableForm(DataForm):
    """A table of logs, as a file or as text. Cleans to `lines`. `today` is the person's own date."""

    table = forms.FileField(
        label=_("Your table"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv,text/plain"}),
        help_text=_("A file with commas or semicolons between the cells (CSV)."),
        error_messages={"empty": _("This file is empty.")},
    )
    text = forms.CharField(
        label=_("Or paste it here"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "class": "lines", "spellcheck": "false"}),
    )

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.lines = []

    def clean(self):
        cleaned = super().clean()
        name = "table" if cleaned.get("table") else "text"
        if self.errors:
            return cleaned
        try:
            cleaned["text"] = self._text(cleaned)
            self.lines = read_logs(cleaned["text"], today=self.today)
        except ValueError as error:
            self.add_error(name, str(error))
        return cleaned

    def _text(self, cleaned):
        upload = cleaned.get("table")
        if upload is None:
            if not cleaned.get("text", "").strip():
                raise ValueError(gettext("Choose a file, or paste its lines."))
            return cleaned["text"]
        if upload.size > MOST_TEXT_BYTES:
            raise ValueError(gettext("This file is too big: at most 1 MB. Send it in parts."))
        try:
            return upload.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ValueError(gettext("This file can’t be read. Save it as “CSV UTF-8”.")) from error

    @property
    def faults(self):
        """Lines that can't be taken as they are."""
        return [line for line in self.lines if line.faults]
