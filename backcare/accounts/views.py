"""The account pages that need mail, for an installation without."""

from allauth.account import views
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render


@login_not_required
def password_reset(request):
    if not settings.EMAIL_URL:
        return render(request, "account/password_reset_without_mail.html")
    return views.password_reset(request)


def email(request):
    if not settings.EMAIL_URL:
        return render(request, "account/email_without_mail.html")
    return views.email(request)
