"""Keeps the questions for a clinician, and links to a report."""

import datetime
import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from plans.measures import measures
from plans.models import Profile, ShareLink, ShareVisit


def save_questions(*, profile: Profile, questions: str) -> Profile:
    profile.clinician_questions = questions
    profile.save(update_fields=["clinician_questions"])
    return profile


def open_link(
    *, user, since: datetime.date, until: datetime.date, days: int, shows_quotes: bool
) -> tuple[ShareLink, str]:
    """The link and its secret, which is told now and never again."""
    secret = secrets.token_urlsafe(32)
    link = ShareLink.objects.create(
        user=user,
        secret_hash=hash_of(secret),
        since=since,
        until=until,
        shows_quotes=shows_quotes,
        expires_at=timezone.now() + datetime.timedelta(days=days),
    )
    return link, secret


def hash_of(secret: str) -> str:
    """A secret of 256 random bits needs no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def close_link(*, user, pk: int) -> bool:
    """Whether there was an open link to take back."""
    return bool(ShareLink.objects.of(user).filter(pk=pk, revoked_at=None).update(revoked_at=timezone.now()))


@transaction.atomic
def note_visit(*, link: ShareLink) -> None:
    """One entry for readings close together, so that nobody can flood the list."""
    now = timezone.now()
    ShareLink.objects.select_for_update().get(pk=link.pk)
    lately = now - datetime.timedelta(minutes=measures().report.visit_minutes)
    if not link.visits.filter(at__gt=lately).exists():
        ShareVisit.objects.create(link=link, at=now)
