"""Sends what is due: each reminder at most once, and none lost without a word."""

import datetime
import smtplib
from collections.abc import Callable, Iterator

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import IntegrityError
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from plans.models import Reminder, ReminderSettings, SenderRun
from plans.services.due import Due, days_between, due_of
from plans.services.reminders import stop_token

AT_A_TIME = 200
LATE = datetime.timedelta(hours=1)  # after a pause of the sender, an older reminder is not worth sending
LONGEST_PAUSE = datetime.timedelta(days=2)  # further back, nobody is gone through for what was missed
UNKNOWN_AFTER = datetime.timedelta(minutes=15)

Complain = Callable[[str], object]


def send_due(complain: Complain) -> int:
    """Sends what is due and answers how many. `complain` gets a line for each that may not have arrived. Raises
    OSError if the mail server can't be reached: what is not claimed by then waits for the next run."""
    began = timezone.now()
    _report_missed(began, complain)
    sent = 0
    for page in _pages():
        # However long the letters before it took: what fell due since an hour before the beginning is not too late.
        due = due_of((wants, day) for wants in page for day in days_between(wants, began - LATE, timezone.now())[-1:])
        if due:
            with get_connection() as connection:
                sent += sum(_send(one, connection, complain) for one in due)
    _gone_through(began)
    return sent


def _pages() -> Iterator[list[ReminderSettings]]:
    """Everyone who wants reminders, a few at a time, so that what happens meanwhile is seen."""
    everyone = ReminderSettings.objects.filter(is_on=True, user__is_active=True, user__profile__isnull=False)
    everyone, last = everyone.select_related("user__profile").order_by("pk"), 0
    while page := list(everyone.filter(pk__gt=last)[:AT_A_TIME]):
        yield page
        last = page[-1].pk


def _send(due, connection, complain) -> bool:
    if not _is_still_wanted(due):
        return False
    letter = letter_of(due, connection)
    try:
        row, is_ours = Reminder.objects.get_or_create(user_id=due.wants.user_id, kind=due.kind, date=due.date)
    except IntegrityError:  # the account was deleted this moment
        return False
    if not is_ours:  # another sender was quicker
        return False
    try:
        connection.send_messages([letter])
    except smtplib.SMTPServerDisconnected:
        raise
    except smtplib.SMTPException as error:  # an answer of the server: this one is lost, the next may not be
        _report(row, complain, f"the mail server refused it ({type(error).__name__})")
        return False
    row.sent_at = timezone.now()
    row.save(update_fields=["sent_at"])
    return True


def _is_still_wanted(due) -> bool:
    """The letters before this one take their time: meanwhile it may be done, or reminders switched off."""
    wants = ReminderSettings.objects.filter(pk=due.wants.pk, is_on=True)
    return wants.exclude(user__logs__date__gte=due.date).exists()


def letter_of(due: Due, connection=None) -> EmailMultiAlternatives:
    """The mail, in plain text and simple HTML. Its subject says nothing of anyone's health."""
    profile = due.wants.user.profile
    stop = _address("plans:reminders-stop", stop_token(due.wants))
    context = {
        "due": due,
        "profile": profile,
        "go": _address("plans:session", due.session.pk) if due.session else _address("plans:week"),
        "settings": _address("plans:you") + "#reminders",
        "stop": stop,
    }
    subject = _("Whenever you are ready") if due.kind == Reminder.NUDGE else _("Your reminder for today")
    letter = EmailMultiAlternatives(
        subject,
        render_to_string(f"plans/mail/{due.kind}.txt", context),
        to=[due.wants.user.email],
        headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        connection=connection,
    )
    letter.attach_alternative(render_to_string(f"plans/mail/{due.kind}.html", context), "text/html")
    return letter


def _address(name, *args):
    return settings.SITE_URL + reverse(name, args=args)


def report_unknown(complain: Complain) -> int:
    """Reminders of which nobody knows whether they went out, because their sender was killed or cut off. Each is told,
    and never sent again."""
    long_ago = timezone.now() - UNKNOWN_AFTER
    rows = Reminder.objects.filter(Q(sent_at=None, reported_at=None), claimed_at__lte=long_ago).order_by("pk")
    told = 0
    for row in rows:
        told += _report(row, complain, "not known whether it was sent")
    return told


def _report(row, complain, words) -> bool:
    """Told first and marked as told then: rather twice than not at all."""
    complain(f"Reminder {row.pk} ({row.kind}, {row.date}, person {row.user_id}): {words}; it is not sent again.")
    row.reported_at = timezone.now()
    row.save(update_fields=["reported_at"])
    return True


def _report_missed(now, complain) -> None:
    """What fell due while no sender ran, and is too late now: claimed, so that it is told once."""
    run = SenderRun.objects.first()
    until = now - LATE
    if run is None or run.through >= until:
        return
    complain(f"No reminders were sent between {run.through:%Y-%m-%d %H:%M} and {until:%Y-%m-%d %H:%M} UTC.")
    after = max(run.through, until - LONGEST_PAUSE)
    for page in _pages():
        for due in due_of((wants, day) for wants in page for day in days_between(wants, after, until)):
            row, is_ours = Reminder.objects.get_or_create(user_id=due.wants.user_id, kind=due.kind, date=due.date)
            if is_ours:
                _report(row, complain, "missed in that pause")
    _gone_through(until)


def _gone_through(moment) -> None:
    """Notes that all reminders up to a moment have been seen to. Of several senders the furthest counts."""
    run, is_new = SenderRun.objects.get_or_create(pk=1, defaults={"through": moment})
    if not is_new:
        SenderRun.objects.filter(pk=run.pk, through__lt=moment).update(through=moment)
