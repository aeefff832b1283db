"""Addresses of the whole site. What stays stable is listed in the README."""

from django.contrib import admin
from django.urls import include, path

from backcare import offline, views
from backcare.accounts import views as accounts

urlpatterns = [
    path("", views.home, name="home"),
    path("accounts/password/reset/", accounts.password_reset),
    path("accounts/confirm-email/", accounts.confirm_email),
    path("accounts/email/", accounts.email),
    path("accounts/delete/", accounts.delete, name="account_delete"),
    path("accounts/", include("allauth.account.urls")),
    path("", include("exercises.urls")),
    path("", include("plans.urls")),
    path("colours/", views.set_look, name="theme"),
    path("sw.js", offline.worker, name="worker"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("offline/", offline.offline, name="offline"),
    path("outbox/", offline.outbox, name="outbox"),
    path("home-screen/", offline.home_screen, name="home-screen"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("admin/", admin.site.urls),
]

handler400 = "backcare.views.bad_request"
handler500 = "backcare.views.server_error"
