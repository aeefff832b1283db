"""What comes from a phone's outbox beside the answers: when it was done, by a clock that may be wrong by days."""

import datetime
from dataclasses import dataclass

from django.utils import formats
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

# Less than this is the road between phone and server, not a wrong clock.
A_SMALL_WAY_OFF = datetime.timedelta(minutes=10)
LONGEST_WAIT = datetime.timedelta(days=3650)  # an older one is a clock that was never set
LONGEST_NAME = 64


@dataclass(frozen=True, slots=True)
class Done:
    """The answers with the day put right, the person's date when it was really done, the moment when it was said, the
    phone's name for this saying, and what to tell about it."""

    data: object
    on: datetime.date
    at: datetime.datetime
    name: str = ""
    words: str = ""


def put_right(data, *, now: datetime.datetime, zone: datetime.tzinfo) -> Done:
    """`data` is what was posted. Without the phone's times, or with odd ones, the answers stay as they are. A day that
    is missing, has not come yet, or is the wrong clock's own today becomes the day when the thing was done. A key for
    the day ("today") is left to the form, which counts from `on`."""
    today = now.astimezone(zone).date()
    done, sent = _moment(data.get("client_done")), _moment(data.get("client_now"))
    name = data.get("client_version", "")[:LONGEST_NAME]
    if done is None or sent is None:
        return Done(data, today, now, name)
    if sent - done > LONGEST_WAIT:
        done = sent - LONGEST_WAIT
    wrong_by = now - sent if abs(now - sent) > A_SMALL_WAY_OFF else datetime.timedelta()
    # A clock set back in between says nothing any more; then it was done just now.
    is_lost = done - sent > A_SMALL_WAY_OFF
    on = today if is_lost else min(today, _day(done, wrong_by, zone, today))
    at = now if done > sent else now - (sent - done)
    said = _date(data.get("date"))
    if said is None and (data.get("date") or data.get("day")):
        return Done(data, on, at, name)  # not a day at all, or a key: the form says so
    phones_today = _day(done, datetime.timedelta(), zone, today)
    if said and said <= today and not (said == phones_today and phones_today != on):
        return Done(data, on, at, name)
    data = data.copy()
    data["date"] = on.isoformat()
    if said in (None, on):
        return Done(data, on, at, name)
    day = formats.date_format(on, "l j F")
    return Done(data, on, at, name, _("The clock of your phone is not right. We kept this for %(day)s.") % {"day": day})


def _moment(text):
    try:
        moment = parse_datetime(text or "")
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None


def _date(text):
    try:
        return datetime.date.fromisoformat((text or "").strip())
    except ValueError:
        return None


def _day(done, wrong_by, zone, otherwise):
    try:
        return (done + wrong_by).astimezone(zone).date()
    except OverflowError:
        return otherwise
