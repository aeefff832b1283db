"""allauth's forms in our words, without placeholders: a label stays when the typing begins."""

from allauth.account import forms
from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

MISSING = {
    "email": _("Write your e-mail address."),
    "login": _("Write your e-mail address."),
    "code": _("Write the code from the e-mail."),
}
PASSWORD_HELP = _("At least 10 characters. Three ordinary words work well.")


class PlainWords:
    labels = {
        "email": _("E-mail address"),
        "login": _("E-mail address"),
        "password": _("Password"),
        "password1": _("Password"),
        "password2": _("New password again"),
        "oldpassword": _("Current password"),
        "code": _("Code"),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            if name in self.labels:
                field.error_messages["required"] = MISSING.get(name, _("Write a password."))
        for name in {"password", "password1"} & set(self.fields):
            self.fields[name].help_text = PASSWORD_HELP if name == "password1" else ""
        if self.field_order:
            self.order_fields(self.field_order)


class LoginForm(PlainWords, forms.LoginForm):
    pass


class SignupForm(PlainWords, forms.SignupForm):
    field_order = ["email", "password1", "is_adult"]
    is_adult = django_forms.BooleanField(
        label=_("I am 18 or older, and I understand that Backcare gives exercise guidance, not medical care"),
        error_messages={"required": _("Backcare is only for adults who have read this. Tick it to go on.")},
    )


class ChangePasswordForm(PlainWords, forms.ChangePasswordForm):
    labels = {**PlainWords.labels, "password1": _("New password")}


class SetPasswordForm(PlainWords, forms.SetPasswordForm):
    labels = {**PlainWords.labels, "password1": _("New password")}


class ResetPasswordForm(PlainWords, forms.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(PlainWords, forms.ResetPasswordKeyForm):
    labels = {**PlainWords.labels, "password1": _("New password")}


class AddEmailForm(PlainWords, forms.AddEmailForm):
    labels = {**PlainWords.labels, "email": _("New e-mail address")}


class ReauthenticateForm(PlainWords, forms.ReauthenticateForm):
    pass


class ConfirmEmailForm(PlainWords, forms.ConfirmEmailVerificationCodeForm):
    pass
