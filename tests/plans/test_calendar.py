"""The calendar address, read back by a parser that is not the one it was written with."""

import datetime

import pytest
import time_machine
import vobject

from plans.models import CalendarFeed, ExerciseSession, Profile, WeeklyPlan
from plans.services.calendar import choose_calendar, close_calendar, open_calendar, renew_calendar
from plans.services.gentle import go_gently
from plans.services.start import save_safety
from plans.services.week import move_session
from tests.builders import MONDAY, make_log, make_plan, make_profile, make_user

pytestmark = pytest.mark.django_db
SEVEN = datetime.time(7, 0)


def day(number):
    return MONDAY + datetime.timedelta(days=number)


@pytest.fixture
def clock():
    noon = datetime.datetime.combine(MONDAY, datetime.time(12), tzinfo=datetime.UTC)
    with time_machine.travel(noon, tick=False) as clock:
        yield clock


@pytest.fixture
def user(clock):
    user = make_user("ruth@example.org")
    make_profile(user, display_name="Ruth", when_where="after breakfast; in the café, upstairs", pain_notes="It hurts.")
    clock.shift(60)
    make_plan(user)
    clock.shift(60)
    return user


@pytest.fixture
def feed(user):
    return open_calendar(user=user)


@pytest.fixture
def read(client, feed):
    """Fetches the calendar as an app does, and gives its events by day."""

    def read():
        feed.refresh_from_db()
        answer = client.get(feed.get_absolute_url())
        assert answer.status_code == 200
        calendar = vobject.readOne(answer.content.decode())
        events = list(calendar.contents.get("vevent", []))
        return {_date(event.dtstart.value): event for event in events}

    return read


def _date(value):
    return value.date() if isinstance(value, datetime.datetime) else value


def uids(events):
    return {event.uid.value for event in events.values()}


def test_this_week_and_the_next_are_there_as_days(read):
    events = read()
    assert sorted(events) == [day(number) for number in (0, 2, 4, 7, 9, 11)]
    assert len(uids(events)) == 6
    first, later = events[day(0)], events[day(7)]
    assert first.dtend.value == day(1)
    assert (first.status.value, later.status.value) == ("CONFIRMED", "TENTATIVE")
    session = ExerciseSession.objects.get(date=day(0))
    assert first.summary.value == f"Session, {session.total_minutes} min"
    assert first.url.value == f"http://testserver/sessions/{session.pk}/"


def test_it_says_nothing_of_health_unless_chosen(client, user, feed, read):
    quiet = client.get(feed.get_absolute_url()).content.decode()
    for word in ("hurts", "Ruth", "pain", "back,", "walk", "bridge", "breakfast", "ruth@"):
        assert word not in quiet.replace("\r\n ", "")
    choose_calendar(user=user, time=None, shows_details=True)
    event = read()[day(0)]
    session = ExerciseSession.objects.get(date=day(0))
    assert event.summary.value == session.title
    said = event.description.value
    assert all(item.exercise.name in said for item in session.items.select_related("exercise"))
    assert "after breakfast; in the café, upstairs" in said
    assert "hurts" not in said


@pytest.mark.parametrize(
    ("zone", "monday", "hours"),
    [
        ("Europe/London", datetime.date(2026, 3, 23), [7, 7, 7, 6, 6, 6]),  # summer time begins that Sunday
        ("Europe/London", datetime.date(2026, 10, 19), [6, 6, 6, 7, 7, 7]),
        ("America/New_York", datetime.date(2026, 10, 26), [11, 11, 11, 12, 12, 12]),
        ("Asia/Tokyo", datetime.date(2026, 3, 23), [22] * 6),
    ],
)
def test_events_begin_at_the_chosen_time_through_changes_of_the_clocks(clock, client, zone, monday, hours):
    clock.move_to(datetime.datetime.combine(monday, datetime.time(12), tzinfo=datetime.UTC))
    user = make_user()
    make_profile(user, time_zone=zone)
    make_plan(user, monday)
    feed = open_calendar(user=user)
    choose_calendar(user=user, time=SEVEN, shows_details=False)
    calendar = vobject.readOne(client.get(feed.get_absolute_url()).content.decode())
    starts = sorted(event.dtstart.value for event in calendar.vevent_list)
    assert [start.astimezone(datetime.UTC).hour for start in starts] == hours
    own = [start.astimezone(user.profile.zone) for start in starts]
    assert [one.time() for one in own] == [SEVEN] * 6
    assert [one.weekday() for one in own] == [0, 2, 4] * 2
    lengths = {event.dtend.value - event.dtstart.value for event in calendar.vevent_list}
    assert all(datetime.timedelta(minutes=20) < length < datetime.timedelta(hours=2) for length in lengths)


def test_a_session_that_moves_is_the_same_event_on_its_new_day(clock, read):
    before = read()
    clock.shift(3600)
    move_session(session=ExerciseSession.objects.get(date=day(2)), date=day(3), today=day(0))
    after = read()
    assert day(2) not in after
    assert uids(after) == uids(before)
    assert after[day(3)].uid.value == before[day(2)].uid.value
    assert int(after[day(3)].sequence.value) > int(before[day(2)].sequence.value)
    assert after[day(3)].last_modified.value > before[day(2)].last_modified.value
    assert after[day(4)].serialize() == before[day(4)].serialize()


def test_two_sessions_that_change_places_keep_their_names(clock, read):
    before = read()
    wednesday, friday = (ExerciseSession.objects.get(date=day(number)) for number in (2, 4))
    move_session(session=wednesday, date=day(3), today=day(0))
    move_session(session=friday, date=day(2), today=day(0))
    after = read()
    assert after[day(2)].uid.value == before[day(4)].uid.value
    assert uids(after) == uids(before)


def test_an_extra_session_where_another_moved_away_is_an_event_of_its_own(clock, user, read):
    before = read()
    move_session(session=ExerciseSession.objects.get(date=day(0)), date=day(1), today=day(0))
    go_gently(user=user, today=day(0))
    after = read()
    assert len(after) == len(uids(after)) == 7
    assert after[day(1)].uid.value == before[day(0)].uid.value


def test_a_week_keeps_its_events_when_it_is_planned(clock, user, read):
    before = read()
    clock.shift(7 * 86_400)
    make_plan(user, day(7))
    after = read()
    for number in (7, 9, 11):
        assert after[day(number)].uid.value == before[day(number)].uid.value
        assert int(after[day(number)].sequence.value) > int(before[day(number)].sequence.value)
        assert after[day(number)].status.value == "CONFIRMED"
    assert sorted(after) == [day(number) for number in (7, 9, 11, 14, 16, 18)]


def test_what_is_made_gentle_is_told_as_changed(clock, user, read):
    before = read()[day(0)]
    clock.shift(60)
    go_gently(user=user, today=day(0))
    after = read()[day(0)]
    assert after.uid.value == before.uid.value
    assert after.summary.value != before.summary.value
    assert int(after.sequence.value) > int(before.sequence.value)


def test_what_is_cancelled_is_gone_and_what_was_done_stays(clock, user, read):
    make_log(user, day(0), session=ExerciseSession.objects.get(date=day(0)))
    save_safety(
        user=user, red_flags=["rf_fever_infection"], examined="no", birth_year=1970, country="GB", time_zone="UTC"
    )
    assert sorted(read()) == [day(0)]


def test_fewer_days_leave_fewer_events(clock, user, read):
    Profile.objects.update(weekdays=[1], days_per_week=3)
    assert sorted(read()) == [day(number) for number in (0, 2, 4, 8)]


def test_someone_without_a_finished_plan_has_an_empty_calendar(clock, user, read):
    Profile.objects.update(week_saved_at=None)
    assert read() == {}


def test_it_is_the_same_text_until_something_changes(clock, client, user, feed):
    address = feed.get_absolute_url()
    first = client.get(address)
    clock.shift(3600)
    assert client.get(address).content == first.content
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    choose_calendar(user=user, time=SEVEN, shows_details=False)
    changed = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_it_is_written_as_calendars_are(client, feed):
    answer = client.get(feed.get_absolute_url())
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    lines = answer.content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines.count(b"VERSION:2.0") == 1
    assert not any(b"\n" in line for line in lines)


def test_the_queries_do_not_grow(client, user, feed, django_assert_max_num_queries):
    choose_calendar(user=user, time=SEVEN, shows_details=True)
    for number in range(20):
        make_log(user, day(-number))
    with django_assert_max_num_queries(8):
        client.get(feed.get_absolute_url())


# Who may read it


def test_nothing_can_be_read_until_someone_asks(client, user):
    assert not CalendarFeed.objects.exists()
    client.force_login(user)
    page = client.get("/you/").text
    assert "Make my address" in page
    assert ".ics" not in page


def test_the_address_can_be_renewed_and_switched_off(client, user, feed):
    old = feed.get_absolute_url()
    names = client.get(old).content
    renew_calendar(user=user)
    new = CalendarFeed.objects.get().get_absolute_url()
    assert client.get(old).status_code == 404
    assert client.get(new).content == names  # the same events under the new address
    close_calendar(user=user)
    assert client.get(new).status_code == 404


@pytest.mark.parametrize(
    "wrong", ["/calendar/x.ics", "/calendar/.ics", "/calendar/%00.ics", "/calendar/" + "x" * 500 + ".ics"]
)
def test_a_wrong_address_is_not_here(client, feed, wrong):
    assert client.get(wrong).status_code == 404
    assert client.post(feed.get_absolute_url()).status_code == 405


def test_an_address_is_long_and_by_chance(user):
    secrets = {CalendarFeed(user=user).secret for _ in range(50)}
    assert len(secrets) == 50
    assert min(map(len, secrets)) >= 43


def test_someone_who_may_not_log_in_shows_nothing(client, user, feed):
    user.is_active = False
    user.save()
    assert client.get(feed.get_absolute_url()).status_code == 404


# The page


def send(client, what, **fields):
    return client.post("/you/calendar/", {"calendar": what, **fields}, follow=True)


def test_the_page_opens_saves_renews_and_closes(signed_in):
    page = send(signed_in, "open")
    assert page.redirect_chain == [("/you/#calendar", 302)]
    first = CalendarFeed.objects.get()
    assert f"http://testserver/calendar/{first.secret}.ics" in page.text
    assert f"webcal://testserver/calendar/{first.secret}.ics" in page.text
    page = send(signed_in, "save", **{"calendar-time": "07:00", "calendar-shows_details": "on"})
    feed = CalendarFeed.objects.get()
    assert (feed.time, feed.shows_details, feed.secret) == (SEVEN, True, first.secret)
    assert 'value="07:00"' in page.text
    page = send(signed_in, "renew")
    assert "no longer works" in page.text
    assert first.secret not in page.text
    assert "Make my address" in send(signed_in, "close").text
    assert not CalendarFeed.objects.exists()


def test_a_wrong_time_is_said_at_the_field(signed_in, feed):
    page = send(signed_in, "save", **{"calendar-time": "7 o’clock"})
    assert page.status_code == 422
    assert "such as 17:30" in page.text
    assert "7 o’clock" in page.text
    assert 'aria-invalid="true"' in page.text
    assert CalendarFeed.objects.get().time is None


def test_what_is_asked_without_an_address_changes_nothing(signed_in):
    for what in ("save", "renew", "close", "nonsense"):
        assert send(signed_in, what).status_code == 200
    assert not CalendarFeed.objects.exists()


def test_the_page_is_for_its_owner(client, user, feed):
    assert client.get("/you/calendar/").status_code == 302
    other = make_user()
    client.force_login(other)
    assert client.get("/you/calendar/").url == "/start/"
    make_profile(other)
    for what in ("renew", "close"):
        send(client, what)
    assert feed.secret not in client.get("/you/calendar/").text
    assert CalendarFeed.objects.get(user=user).secret == feed.secret
    assert client.delete("/you/calendar/").status_code == 405


def test_the_page_needs_few_queries(signed_in, feed, django_assert_max_num_queries):
    for address in ("/you/", "/you/calendar/"):
        with django_assert_max_num_queries(8):
            assert signed_in.get(address).status_code == 200


def test_deleting_the_account_takes_the_address_along(client, user, feed):
    user.delete()
    assert not WeeklyPlan.objects.exists()
    assert client.get(feed.get_absolute_url()).status_code == 404
