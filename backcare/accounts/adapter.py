from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):
    """allauth, in our words."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account has been switched off. Ask whoever runs this site."),
        "email_password_mismatch": _("That address and password don’t go together. Check both and try again."),
        "email_taken": _("There is already an account with this address. Log in instead."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_code": _("That code is not right, or it has run out."),
        "incorrect_password": _("That password is not right."),
        "invalid_password_reset": _("This link no longer works. Ask for a new one."),
        "rate_limited": _("Too many tries. Wait a few minutes, then try again."),
        "too_many_login_attempts": _("Too many failed tries. Wait five minutes, then try again."),
    }
