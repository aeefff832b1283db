"""Opens and closes someone's calendar address, and keeps what it shows."""

import datetime

from django.db import transaction
from django.utils import timezone

from plans.models import CalendarFeed, new_secret


def open_calendar(*, user) -> CalendarFeed:
    """The address of someone's sessions. Asked twice, it is the same one."""
    feed, _made = CalendarFeed.objects.get_or_create(user=user)
    return feed


@transaction.atomic
def choose_calendar(*, user, time: datetime.time | None, shows_details: bool) -> CalendarFeed | None:
    """What the events say and when they begin. None if there is no address."""
    feed = CalendarFeed.objects.select_for_update().filter(user=user).first()
    if feed and (feed.time, feed.shows_details) != (time, shows_details):
        feed.time, feed.shows_details, feed.changed_at = time, shows_details, timezone.now()
        feed.save(update_fields=["time", "shows_details", "changed_at"])
    return feed


def renew_calendar(*, user) -> bool:
    """A new address for the same events; the old one leads nowhere from now on. Whether there was one."""
    return bool(CalendarFeed.objects.filter(user=user).update(secret=new_secret()))


def close_calendar(*, user) -> None:
    CalendarFeed.objects.filter(user=user).delete()
