"""Reports that someone with a link may read."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from plans.models.owned import OwnedQuerySet


class ShareLink(models.Model):
    """A report that someone with the link may read until it expires or is taken back. Only a hash of the link's secret
    is kept. `since` and `until` are the period of the report."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="share_links")
    secret_hash = models.CharField(max_length=64, unique=True)
    since = models.DateField()
    until = models.DateField()
    shows_quotes = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"{self.since} to {self.until}"

    @property
    def is_open(self):
        return self.revoked_at is None and timezone.now() < self.expires_at


class ShareVisit(models.Model):
    """One reading of a shared report. Says when, never who or from where."""

    link = models.ForeignKey(ShareLink, models.CASCADE, related_name="visits")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at"]

    def __str__(self):
        return str(self.at)
