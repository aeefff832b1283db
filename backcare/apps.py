from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class BackcareConfig(AppConfig):
    name = "backcare"
    default = True


class AdminConfig(admin_apps.AdminConfig):
    default = False
    default_site = "backcare.admin.AdminSite"
