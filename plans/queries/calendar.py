"""Someone's sessions as events of a calendar: this week as it is planned, next week as it will be."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import icalendar
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from plans.engine.draft import Outcome
from plans.engine.scheduling import choose_days
from plans.models import CalendarFeed, ExerciseSession, PlannedExercise, Profile, WeeklyPlan, monday_of
from plans.queries.stops import screening_of
from plans.rulebook import rulebook
from plans.services.week import load_profile

PRODUCT = "-//Backcare//Sessions//EN"
LOOK_AGAIN = datetime.timedelta(hours=2)
A_DAY, A_WEEK = datetime.timedelta(days=1), datetime.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Event:
    """A session of one day. `home` is the day the plan gave it, which it is known by wherever it moves; `place` tells
    apart those of one home. `session` is None in a week that has no plan yet."""

    home: datetime.date
    place: int
    date: datetime.date
    minutes: int
    changed_at: datetime.datetime
    session: ExerciseSession | None = None


def feed_by(secret: str) -> CalendarFeed | None:
    """The feed at that address. None for a wrong or old one, and for someone who may not log in."""
    return CalendarFeed.objects.select_related("user").filter(secret=secret, user__is_active=True).first()


def calendar_of(feed: CalendarFeed, address: Callable[..., str]) -> bytes:
    """The calendar as text, the same as long as nothing changes. `address` makes the whole URL of a page, by name."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("My sessions"))
    calendar.add("refresh-interval", LOOK_AGAIN, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT2H")
    profile = load_profile(feed.user)
    if profile is not None and profile.is_complete:
        for event in events_of(feed, profile):
            calendar.add_component(_component(event, feed, profile, address))
    return calendar.to_ical()


def events_of(feed: CalendarFeed, profile: Profile) -> list[Event]:
    """Oldest first. Nothing to come while the plan waits for a doctor."""
    today = profile.today()
    this_monday = monday_of(today)
    mondays = (this_monday, this_monday + A_WEEK)
    plans = WeeklyPlan.objects.of(profile.user).filter(monday__in=mondays).defer("draft", "inputs")
    held = [Prefetch("sessions", ExerciseSession.objects.select_related("log"))]
    if feed.shows_details:
        held.append(Prefetch("sessions__items", PlannedExercise.objects.select_related("exercise")))
    plans = {plan.monday: plan for plan in plans.prefetch_related(*held)}
    may_go_on = screening_of(profile, today=today).outcome == Outcome.PLAN
    events = []
    for monday in mondays:
        if monday in plans:
            events += _planned(plans[monday], feed)
        elif may_go_on:
            events += _expected(monday, feed, profile)
    return sorted(events, key=lambda event: (event.date, event.home, event.place))


def _planned(plan, feed) -> Iterator[Event]:
    is_open = plan.outcome == Outcome.PLAN
    places = {}
    for session in sorted(plan.sessions.all(), key=lambda one: (one.is_extra, one.pk)):
        home = session.moved_from or session.date
        places[home] = places.get(home, 0) + 1
        if is_open or hasattr(session, "log"):
            changed = max(session.changed_at, feed.changed_at)
            yield Event(home, places[home], session.date, session.total_minutes, changed, session)


def _expected(monday, feed, profile) -> Iterator[Event]:
    """The days that a plan not made yet will have, about as long as it will take."""
    changed = max(profile.week_saved_at, feed.changed_at)
    minutes = profile.routine_minutes + rulebook().target.minutes_per_day
    for weekday in choose_days(profile.weekdays, profile.days_per_week):
        day = monday + weekday * A_DAY
        yield Event(day, 1, day, minutes, changed)


def _component(event, feed, profile, address):
    one = icalendar.Event()
    one.add("uid", f"{event.home:%Y%m%d}-{event.place}-{feed.key.hex}@backcare")
    one.add("dtstamp", event.changed_at)
    one.add("last-modified", event.changed_at)
    one.add("sequence", max(0, int((event.changed_at - profile.created_at).total_seconds())))
    if feed.time is None:
        one.add("dtstart", event.date)
        one.add("dtend", event.date + A_DAY)
        one.add("transp", "TRANSPARENT")
    else:
        begins = _moment(event.date, feed.time, profile)
        one.add("dtstart", begins)
        one.add("dtend", begins + datetime.timedelta(minutes=event.minutes))
    if event.session:
        page = address("plans:session", event.session.pk)
        one.add("status", "CONFIRMED")
    else:
        page = address("plans:week")
        one.add("status", "TENTATIVE")
    one.add("class", "PRIVATE")
    one.add("url", page)
    one.add("summary", _summary(event, feed))
    one.add("description", "\n".join([*_details(event, feed, profile), _("Open it: %(page)s") % {"page": page}]))
    return one


def _moment(day, time, profile):
    """In UTC, which every calendar turns into the time of its place, through every change of the clocks."""
    return datetime.datetime.combine(day, time, tzinfo=profile.zone).astimezone(datetime.UTC)


def _summary(event, feed):
    if event.session is None:
        return _("Session")
    if feed.shows_details:
        return event.session.title
    return _("Session, %(n)s min") % {"n": event.minutes}


def _details(event, feed, profile):
    if not feed.shows_details:
        return []
    names = dict.fromkeys(item.exercise.name for item in event.session.items.all()) if event.session else ()
    return [*names, *filter(None, (profile.when_where, profile.if_not))]
