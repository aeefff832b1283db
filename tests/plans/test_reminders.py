"""Reminders by mail: who gets one and when, each at most once, and none lost without a word."""

import datetime
import re
import smtplib

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.models import Profile, Reminder, ReminderSettings, SenderRun, SessionLog, WeeklyPlan
from plans.services.due import days_between, due_of, moment_of
from plans.services.reminders import save_reminders, stop_token
from plans.services.sending import report_unknown, send_due
from plans.services.start import save_safety
from tests.builders import MONDAY, make_log, make_plan, make_profile, make_user

pytestmark = pytest.mark.django_db
SITE = "https://back.example.org"
AT = datetime.time(17, 30)
SENT = {"is_on": "on", "days": ["0", "2", "4"], "time": "07:15", "when_where": "after breakfast", "if_not": "the bike"}


@pytest.fixture(autouse=True)
def with_mail(settings):
    settings.EMAIL_URL, settings.SITE_URL = "submission://mail.example.org", SITE


@pytest.fixture
def clock():
    """Stands a minute before the time of the reminders, on a Monday."""
    with time_machine.travel(at(0, "17:29"), tick=False) as clock:
        yield clock


@pytest.fixture
def user(clock):
    user = make_user("ruth@example.org")
    make_profile(user, display_name="Ruth")
    make_plan(user)
    remind(user)
    return user


def at(day, time):
    """That many days after the Monday, in UTC."""
    moment = datetime.time.fromisoformat(time)
    return datetime.datetime.combine(MONDAY + datetime.timedelta(days=day), moment, tzinfo=datetime.UTC)


def remind(user, days=range(7), time=AT, is_on=True):
    return save_reminders(user=user, is_on=is_on, days=days, time=time)


def told(kind="send"):
    """What a run complains of."""
    lines = []
    send_due(lines.append) if kind == "send" else report_unknown(lines.append)
    return lines


def kinds():
    return list(Reminder.objects.order_by("date").values_list("date", "kind"))


def run(clock, day, time="17:32", paused=False):
    """One run of the sender, which has run all the time unless it paused: how many letters went out."""
    clock.move_to(at(day, time))
    if not paused:
        SenderRun.objects.update_or_create(pk=1, defaults={"through": at(day, time) - datetime.timedelta(minutes=5)})
    before = len(mail.outbox)
    call_command("send_reminders", verbosity=0)
    return len(mail.outbox) - before


# Who is due


def test_a_reminder_comes_at_its_time_and_once(user, clock):
    assert run(clock, 0, "17:29") == 0
    assert run(clock, 0, "17:30") == 1
    assert run(clock, 0, "17:35") == 0
    assert Reminder.objects.get().sent_at == at(0, "17:30")


def test_a_sender_that_comes_late_still_sends_but_not_an_hour_late(user, clock):
    assert run(clock, 0, "18:29") == 1
    assert run(clock, 2, "18:30") == 0


def test_a_day_without_a_session_is_quiet(user, clock):
    assert run(clock, 1) == 0


def test_a_day_not_chosen_is_quiet(user, clock):
    remind(user, days=[2])
    assert (run(clock, 0), run(clock, 2)) == (0, 1)


def test_nothing_comes_after_the_session_is_done(user, clock):
    make_log(user, MONDAY)
    assert run(clock, 0) == 0


@pytest.mark.parametrize(
    "deed",
    [lambda user: make_log(user, MONDAY), lambda user: remind(user, is_on=False), lambda user: user.delete()],
    ids=["logged", "stopped", "deleted"],
)
def test_what_is_done_while_letters_go_out_is_seen(user, clock, monkeypatch, deed):
    """The person acts after the sender has listed who is due."""

    def list_and_act(asked):
        due = due_of(asked)
        deed(user)
        return due

    monkeypatch.setattr("plans.services.sending.due_of", list_and_act)
    assert run(clock, 0) == 0
    assert not Reminder.objects.exists()


def test_a_session_that_was_moved_is_reminded_of_on_its_new_day(user, clock):
    session = WeeklyPlan.objects.get().sessions.order_by("date").first()
    session.date = MONDAY + datetime.timedelta(days=1)
    session.save()
    assert (run(clock, 0), run(clock, 1)) == (0, 1)


def test_a_week_not_looked_at_goes_by_the_chosen_days(user, clock):
    make_log(user, MONDAY + datetime.timedelta(days=4))
    assert [run(clock, day) for day in (7, 8)] == [1, 0]
    assert f"{SITE}/week/" in mail.outbox[0].body
    assert not WeeklyPlan.objects.filter(monday=MONDAY + datetime.timedelta(days=7)).exists()


def test_someone_who_should_see_a_doctor_first_is_left_alone(user, clock):
    save_safety(
        user=user, red_flags=["rf_fever_infection"], examined="no", birth_year=1970, country="GB", time_zone="UTC"
    )
    assert run(clock, 0) == 0
    assert run(clock, 7) == 0  # nor in a week not looked at


def test_someone_whose_plan_waits_is_left_alone(user, clock):
    WeeklyPlan.objects.update(outcome="clinician_first")
    assert run(clock, 0) == 0


def test_someone_half_way_through_the_questions_is_left_alone(user, clock):
    WeeklyPlan.objects.all().delete()
    Profile.objects.update(week_saved_at=None)
    assert run(clock, 0) == 0


def test_someone_who_may_not_log_in_is_left_alone(user, clock):
    user.is_active = False
    user.save()
    assert run(clock, 0) == 0


def test_a_time_chosen_when_it_has_gone_by_counts_from_the_next_day(user, clock):
    clock.move_to(at(0, "18:00"))
    remind(user, time=datetime.time(17, 45))
    assert run(clock, 0, "18:05") == 0
    assert run(clock, 2, "17:50") == 1


# In the person's own time


@pytest.mark.parametrize(
    ("zone", "day", "time", "moment"),
    [
        ("Europe/London", "2026-03-28", "17:30", "2026-03-28T17:30"),
        ("Europe/London", "2026-03-29", "17:30", "2026-03-29T16:30"),
        ("Europe/London", "2026-03-29", "01:30", "2026-03-29T01:30"),  # left out: the moment after
        ("Europe/London", "2026-10-25", "01:30", "2026-10-25T00:30"),  # twice: the first
        ("Europe/London", "2026-10-26", "01:30", "2026-10-26T01:30"),
        ("America/New_York", "2026-11-01", "21:00", "2026-11-02T02:00"),
        ("Pacific/Kiritimati", "2026-11-17", "06:00", "2026-11-16T16:00"),
        ("Asia/Kathmandu", "2026-11-16", "06:00", "2026-11-16T00:15"),
    ],
)
def test_the_time_is_the_persons_own_through_changes_of_the_clocks(zone, day, time, moment):
    user = make_user()
    make_profile(user, time_zone=zone)
    wants = ReminderSettings(user=user, time=datetime.time.fromisoformat(time))
    found = moment_of(wants, datetime.date.fromisoformat(day))
    assert found == datetime.datetime.fromisoformat(f"{moment}:00+00:00")


@pytest.mark.parametrize("zone", ["Europe/London", "America/New_York", "Pacific/Kiritimati", "Australia/Lord_Howe"])
@pytest.mark.parametrize("time", ["00:00", "01:30", "02:15", "23:59"])
def test_every_day_of_a_year_comes_once_whenever_the_sender_runs(zone, time):
    user = make_user()
    make_profile(user, time_zone=zone)
    start = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    wants = ReminderSettings(user=user, time=datetime.time.fromisoformat(time), since=start)
    steps = [start + datetime.timedelta(minutes=step * 97) for step in range(5428)]
    found = [day for a, b in zip(steps, steps[1:], strict=False) for day in days_between(wants, a, b)]
    assert len(found) in (365, 366)
    assert all((b - a).days == 1 for a, b in zip(found, found[1:], strict=False))


def test_a_reminder_just_before_midnight_survives_it(user, clock):
    remind(user, time=datetime.time(23, 50))
    assert run(clock, 1, "00:10") == 1
    assert kinds() == [(MONDAY, "session")]


def test_a_person_far_away_gets_it_on_their_own_monday(user, clock):
    Profile.objects.update(time_zone="Pacific/Auckland")  # thirteen hours ahead
    remind(user, time=datetime.time(7, 0))
    assert run(clock, 1, "18:02") == 1
    assert kinds() == [(MONDAY + datetime.timedelta(days=2), "session")]


# Silence


def weeks(user, clock, days):
    """Runs the sender each day; the plan of a week is there when it begins."""
    for day in days:
        if day % 7 == 0:
            make_plan(user, MONDAY + datetime.timedelta(days=day))
        run(clock, day)
    return [((date - MONDAY).days, kind) for date, kind in kinds()]


def test_after_three_days_of_silence_there_is_one_nudge_and_then_nothing(user, clock):
    assert weeks(user, clock, range(28)) == [(0, "session"), (2, "session"), (3, "nudge")]


def test_a_nudge_keeps_to_the_chosen_days(user, clock):
    remind(user, days=[0, 2, 4])
    assert weeks(user, clock, range(14)) == [(0, "session"), (2, "session"), (4, "nudge")]


def test_a_log_ends_the_quiet(user, clock):
    weeks(user, clock, range(10))
    make_log(user, MONDAY + datetime.timedelta(days=10))
    assert weeks(user, clock, range(10, 21))[3:] == [(11, "session"), (14, "nudge")]


def test_a_log_on_the_day_of_the_nudge_ends_the_quiet(user, clock):
    weeks(user, clock, range(4))
    make_log(user, MONDAY + datetime.timedelta(days=3))
    assert weeks(user, clock, [4])[-1] == (4, "session")


def test_logging_an_earlier_day_after_the_nudge_ends_the_quiet_too(user, clock):
    """The letter says: until you have logged something."""
    weeks(user, clock, range(4))
    clock.move_to(at(3, "20:00"))
    make_log(user, MONDAY + datetime.timedelta(days=2))
    assert weeks(user, clock, [4])[-1] == (4, "session")


def test_someone_who_keeps_going_is_never_nudged(user, clock):
    found = []
    for day in range(21):
        found = weeks(user, clock, [day])
        if (day % 7) in (0, 2, 4):
            make_log(user, MONDAY + datetime.timedelta(days=day))
    assert {kind for _day, kind in found} == {"session"}
    assert len(found) == 9


def test_reminders_set_anew_speak_again(user, clock):
    weeks(user, clock, range(8))
    remind(user, time=datetime.time(17, 31))
    assert run(clock, 9) == 1


def test_saving_the_same_again_changes_nothing(user, clock):
    since = ReminderSettings.objects.get().since
    clock.move_to(at(1, "12:00"))
    remind(user)
    assert ReminderSettings.objects.get().since == since


# The letter


def test_the_letter_says_when_and_where_and_little_of_health(user, clock):
    Profile.objects.update(when_where="after breakfast <b>", if_not="if it rains, the bike")
    run(clock, 0)
    letter = mail.outbox[0]
    assert (letter.to, letter.subject) == (["ruth@example.org"], "Your reminder for today")
    html, kind = letter.alternatives[0]
    assert kind == "text/html"
    for words in (letter.body, html):
        assert "Hello Ruth" in words
        assert "if it rains, the bike" in words
        assert f"{SITE}/sessions/" in words
        assert not re.search(r"pain|bridge|stretch|<img|<link|<script|src=", words)
    assert "after breakfast <b>" in letter.body
    assert "after breakfast &lt;b&gt;" in html
    assert set(re.findall(r"https?://[^/\s\"<]+", letter.body + html)) == {SITE}


def test_each_letter_can_be_stopped_with_one_click(user, clock, client):
    run(clock, 0)
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"].strip("<>")
    assert address in mail.outbox[0].body
    answer = client.post(address.removeprefix(SITE), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not ReminderSettings.objects.get().is_on
    assert run(clock, 2) == 0


def test_looking_at_the_link_stops_nothing(user, client):
    address = f"/reminders/stop/{stop_token(user.reminders)}/"
    page = client.get(address)
    assert page.text.count("<form") == 1 + page.text.count("data-theme-toggle")
    assert "noindex" in page["X-Robots-Tag"]
    assert ReminderSettings.objects.get().is_on
    assert "Reminders are off" in client.post(address).text
    assert "Reminders are off" in client.get(address).text


@pytest.mark.parametrize(
    "change",
    [lambda token: token[:-1], lambda token: "x" + token, lambda token: "~", lambda token: token.split("~")[0]],
)
def test_a_wrong_link_is_not_here(user, client, change):
    address = f"/reminders/stop/{change(stop_token(user.reminders))}/"
    assert client.post(address).status_code == 404
    assert ReminderSettings.objects.get().is_on


def test_the_link_of_a_deleted_account_is_not_here(user, client):
    token = stop_token(user.reminders)
    user.delete()
    assert client.get(f"/reminders/stop/{token}/").status_code == 404


def test_the_link_takes_no_other_method(user, client):
    assert client.put(f"/reminders/stop/{stop_token(user.reminders)}/").status_code == 405


# At most once, and none lost without a word


class Refusing:
    """A mail server that does as told: `answers` are exceptions to raise, or None to take the letter."""

    def __init__(self, *answers):
        self.answers, self.sent = list(answers), []

    def __call__(self, **_options):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        pass

    def send_messages(self, letters):
        answer = self.answers.pop(0) if self.answers else None
        if answer:
            raise answer
        self.sent += letters


@pytest.fixture
def server(monkeypatch):
    def use(*answers):
        server = Refusing(*answers)
        monkeypatch.setattr("plans.services.sending.get_connection", server)
        return server

    return use


def others(count):
    for _ in range(count):
        other = make_user()
        make_profile(other)
        make_plan(other)
        remind(other)


def test_one_that_is_refused_is_reported_and_the_others_go_out(user, clock, server):
    others(2)
    clock.move_to(at(0, "17:30"))
    outbox = server(None, smtplib.SMTPRecipientsRefused({}))
    lines = told()
    assert len(outbox.sent) == 2
    assert len(lines) == 1
    assert "SMTPRecipientsRefused" in lines[0]
    clock.move_to(at(0, "17:50"))
    assert told() == told("unknown") == []
    assert len(outbox.sent) == 2


def test_cut_off_in_the_middle_the_rest_waits_and_the_one_is_reported(user, clock, server):
    others(2)
    clock.move_to(at(0, "17:30"))
    first = server(None, smtplib.SMTPServerDisconnected("gone"))
    with pytest.raises(CommandError):
        call_command("send_reminders")
    second = server()
    clock.move_to(at(0, "17:35"))
    call_command("send_reminders")
    assert (len(first.sent), len(second.sent)) == (1, 1)
    assert told("unknown") == []
    clock.move_to(at(0, "17:46"))
    lines = told("unknown")
    assert len(lines) == 1
    assert "not known" in lines[0]
    assert told("unknown") == told() == []


def test_a_mail_server_that_is_away_costs_nobody_anything(user, clock, server, capsys):
    clock.move_to(at(0, "17:30"))

    class Away(Refusing):
        def __enter__(self):
            raise ConnectionRefusedError("nobody there")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("plans.services.sending.get_connection", Away())
        with pytest.raises(CommandError):
            call_command("send_reminders")
    assert "nobody there" in capsys.readouterr().err
    assert not Reminder.objects.exists()
    outbox = server()
    clock.move_to(at(0, "18:00"))
    call_command("send_reminders")
    assert len(outbox.sent) == 1


def test_what_another_sender_has_claimed_is_left_to_it(user, clock):
    clock.move_to(at(0, "17:30"))
    Reminder.objects.create(user=user, kind="session", date=MONDAY, claimed_at=at(0, "17:29"))
    assert run(clock, 0) == 0
    with pytest.raises(CommandError):
        run(clock, 0, "17:45")
    assert run(clock, 0, "17:50") == 0


def test_of_two_senders_that_list_the_same_person_one_sends(user, clock, monkeypatch):
    def list_and_lose(asked):
        due = due_of(asked)
        Reminder.objects.create(user=user, kind="session", date=MONDAY)
        return due

    monkeypatch.setattr("plans.services.sending.due_of", list_and_lose)
    assert run(clock, 0) == 0
    assert Reminder.objects.count() == 1


def test_what_falls_into_a_pause_of_the_sender_is_reported_once(user, clock, capsys):
    run(clock, 0, "12:00")
    with pytest.raises(CommandError):
        run(clock, 0, "20:00", paused=True)
    said = capsys.readouterr().err
    assert "between 2026-11-16 12:00 and 2026-11-16 19:00" in said
    assert f"person {user.pk}" in said
    assert not mail.outbox
    assert run(clock, 0, "20:05") == 0
    assert Reminder.objects.get().sent_at is None


def test_a_pause_in_which_the_session_was_done_loses_nothing(user, clock, capsys):
    run(clock, 0, "12:00")
    make_log(user, MONDAY)
    with pytest.raises(CommandError):
        run(clock, 0, "20:00", paused=True)
    assert "person" not in capsys.readouterr().err


def test_letters_that_take_more_than_an_hour_leave_nobody_out(user, clock, monkeypatch):
    """The sender goes through a few people at a time; the last ones are not too late because the first took long."""
    others(1)
    slow = type(mail.get_connection()).send_messages

    def send_slowly(self, letters):
        clock.shift(datetime.timedelta(minutes=70))
        return slow(self, letters)

    monkeypatch.setattr("plans.services.sending.AT_A_TIME", 1)
    monkeypatch.setattr(type(mail.get_connection()), "send_messages", send_slowly)
    assert run(clock, 0) == 2
    assert len({letter.to[0] for letter in mail.outbox}) == 2


def test_the_first_run_ever_owes_nothing(user, clock):
    assert run(clock, 0, "20:00", paused=True) == 0
    assert SenderRun.objects.get().through == at(0, "20:00")


def test_it_refuses_to_run_without_mail(user, clock, settings):
    for name in ("EMAIL_URL", "SITE_URL"):
        kept, _ = getattr(settings, name), setattr(settings, name, "")
        with pytest.raises(CommandError, match="EMAIL_URL and SITE_URL"):
            run(clock, 0)
        setattr(settings, name, kept)


def test_the_queries_before_sending_do_not_grow_with_the_people(user, clock, django_assert_num_queries):
    clock.move_to(at(1, "17:32"))  # a day without sessions: all is looked up, nothing sent
    send_due(print)
    with CaptureQueriesContext(connection) as one:
        send_due(print)
    others(5)
    with django_assert_num_queries(len(one)):
        send_due(print)
    WeeklyPlan.objects.all().delete()
    with django_assert_num_queries(len(one) + 1):  # answers are looked at instead of sessions
        send_due(print)


# The page


def test_what_is_chosen_is_kept_and_shown(signed_in, user):
    page = signed_in.post("/you/reminders/", SENT, follow=True)
    assert page.redirect_chain == [("/you/#reminders", 302)]
    assert "Reminders are on" in page.text
    wants = ReminderSettings.objects.get(user=user)
    assert (wants.is_on, wants.days, wants.time) == (True, [0, 2, 4], datetime.time(7, 15))
    assert 'value="07:15"' in page.text
    week = signed_in.get("/week/").text
    assert "after breakfast" in week
    assert "the bike" in week


def test_without_a_plan_of_ones_own_the_week_says_nothing_of_it(signed_in):
    assert "Your plan:" not in signed_in.get("/week/").text


def test_turned_off_no_days_are_needed(signed_in, user):
    signed_in.post("/you/reminders/", {"time": "07:15"})
    wants = ReminderSettings.objects.get(user=user)
    assert (wants.is_on, wants.days) == (False, [0, 1, 2, 3, 4, 5, 6])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"days": []}, "Choose at least one day"),
        ({"days": ["9"]}, "not a valid choice"),
        ({"time": "25:00"}, "such as 17:30"),
        ({"time": ""}, "Please answer this"),
        ({"when_where": "x" * 121}, "shorten this to 120"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_what_was_typed_stays(signed_in, user, changes, words):
    page = signed_in.post("/you/reminders/", {**SENT, **changes})
    assert page.status_code == 422
    assert words in page.text
    assert "the bike" in page.text
    assert 'aria-invalid="true"' in page.text or "days" in changes
    assert ReminderSettings.objects.get(user=user).time == AT


def test_without_mail_the_page_says_so_and_keeps_only_the_plan(signed_in, user, settings):
    settings.SITE_URL = ""
    page = signed_in.get("/you/").text
    assert "can’t send e-mail" in page
    assert 'name="time"' not in page
    signed_in.post("/you/reminders/", SENT)
    assert Profile.objects.get(user=user).when_where == "after breakfast"
    assert ReminderSettings.objects.get(user=user).time == AT


def test_the_page_is_for_its_owner(client, user):
    assert client.get("/you/reminders/").status_code == 302
    client.force_login(make_user())
    assert client.get("/you/reminders/").url == "/start/"
    make_profile(make_user("other@example.org"))
    assert client.delete("/you/reminders/").status_code == 405


def test_another_person_changes_only_their_own(client, user):
    other = make_user()
    make_profile(other)
    client.force_login(other)
    client.post("/you/reminders/", SENT)
    assert ReminderSettings.objects.get(user=user).time == AT


def test_the_pages_need_few_queries(signed_in, django_assert_max_num_queries):
    for address in ("/you/", "/you/reminders/", "/week/"):
        signed_in.get(address)
        with django_assert_max_num_queries(8):
            assert signed_in.get(address).status_code == 200


def test_deleting_the_account_takes_reminders_along(user, clock):
    run(clock, 0)
    user.delete()
    assert not Reminder.objects.exists()
    assert not ReminderSettings.objects.exists()
    assert not SessionLog.objects.exists()
