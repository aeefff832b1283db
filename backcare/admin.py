"""The staff pages. Staff log in where everyone does, so that the same rate limits hold."""

from allauth.account.decorators import secure_admin_login
from csp.decorators import csp_replace
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

# Django's admin scripts write HTML, which Trusted Types refuse.
without_trusted_types = csp_replace({"require-trusted-types-for": None, "trusted-types": None})


class AdminSite(admin.AdminSite):
    site_title = site_header = _("Backcare staff")
    index_title = _("Staff pages")

    def admin_view(self, view, cacheable=False):
        return without_trusted_types(super().admin_view(view, cacheable))

    @property
    def login(self):
        return secure_admin_login(super().login)
