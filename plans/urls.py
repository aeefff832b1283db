"""Addresses of the plan: setting it up, the week, sessions, logs, progress."""

app_name = "plans"
urlpatterns = []
