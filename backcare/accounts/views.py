"""Account pages of our own: those that need mail, for an installation without, and leaving for good."""

from allauth.account import views
from allauth.account.internal.flows.email_verification_by_code import (
    EMAIL_VERIFICATION_CODE_SESSION_KEY,
    EmailVerificationProcess,
)
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from backcare.accounts.deletion import belongings_of, delete_account
from backcare.accounts.forms import ReauthenticateForm


@login_not_required
def password_reset(request):
    if not settings.EMAIL_URL:
        return render(request, "account/password_reset_without_mail.html")
    return views.password_reset(request)


@login_not_required
def confirm_email(request):
    """Says when the code has run out; allauth leads away from it without a word."""
    is_waiting = EMAIL_VERIFICATION_CODE_SESSION_KEY in request.session
    if is_waiting and EmailVerificationProcess.resume(request) is None:
        messages.info(request, _("That code has run out. A new one comes when you log in, or change your email again."))
    return views.email_verification_sent(request)


def email(request):
    if not settings.EMAIL_URL:
        return render(request, "account/email_without_mail.html")
    return views.email(request)


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request):
    """Says what goes, asks for the password, and deletes."""
    form = ReauthenticateForm(request.POST or None, user=request.user)
    if request.method == "POST":
        too_many = ratelimit.consume_or_429(request, action="reauthenticate", user=request.user)
        if too_many:
            return too_many
        if form.is_valid():
            user = request.user
            logout(request)
            delete_account(user)
            messages.success(request, _("Your account is deleted, and everything in it."))
            response = redirect("home")
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
            return response
    context = {"form": form, "has": belongings_of(request.user), "place": "you"}
    return render(request, "account/delete.html", context, status=422 if form.errors else 200)
