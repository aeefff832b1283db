"""What a phone sends: answered in facts, kept once, and on the right day whatever the phone's clock says."""

import datetime
import json
import uuid

import pytest
import time_machine
from django.http import QueryDict
from django.urls import reverse

from backcare.accounts.owner import owner_of
from plans.forms.phone import put_right
from plans.models import SessionLog
from tests.builders import MONDAY, make_plan, make_profile, make_user

NOW = datetime.datetime(2026, 11, 16, 10, tzinfo=datetime.UTC)
A_DAY = datetime.timedelta(days=1)
HURT = {"exercise": "curl-up", "where": "lower back", "pain_nrs": 5, "then": "easier"}


@pytest.fixture(autouse=True)
def on_monday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def phone(client, db):
    """phone(address, **answers): posts as the outbox does, and gives status and facts."""
    user = make_user()
    make_profile(user)
    client.force_login(user)

    def send(address, **answers):
        data = {
            "client_key": str(uuid.uuid4()),
            "date": MONDAY.isoformat(),
            "heart_minutes": "20",
            "total_minutes": "35",
            "talk_test": "talk",
            "client_done": NOW.isoformat(),
            "client_now": NOW.isoformat(),
            **answers,
        }
        response = client.post(address, data, headers={"Accept": "application/json", "X-Owner": owner_of(user)})
        return response.status_code, response.json()

    send.user, send.client = user, client
    return send


def address_of(user):
    return reverse("plans:session-log", args=[make_plan(user).sessions.first().pk])


def test_a_session_is_saved_then_found_again(phone):
    address, key = address_of(phone.user), str(uuid.uuid4())
    assert phone(address, client_key=key) == (201, {"saved": True, "url": "/week/2026-W47/", "words": ""})
    assert phone(address, client_key=key)[0] == 200
    assert SessionLog.objects.count() == 1


def test_something_unplanned_is_saved(phone):
    assert phone(reverse("plans:log-new"), what="swim")[0] == 201
    assert SessionLog.objects.get().activity == "Swim"


def test_bad_answers_are_told_at_their_fields(phone):
    status, said = phone(address_of(phone.user), heart_minutes="many")
    assert (status, list(said["errors"])) == (400, ["heart_minutes"])
    assert not SessionLog.objects.exists()


def test_hurts_are_kept_with_the_log(phone):
    assert phone(address_of(phone.user), hurts=json.dumps([HURT]))[0] == 201
    assert SessionLog.objects.get().hurts == [HURT]


@pytest.mark.parametrize(
    "hurts",
    [
        "{",
        "{}",
        "[1]",
        json.dumps([HURT] * 51),
        json.dumps([{**HURT, "pain_nrs": 11}]),
        json.dumps([{**HURT, "pain_nrs": True}]),
        json.dumps([{**HURT, "exercise": "somersault"}]),
        json.dumps([{**HURT, "exercise": []}]),
        json.dumps([{**HURT, "where": "x" * 61}]),
        json.dumps([{**HURT, "more": 1}]),
        "[" * 5000,
    ],
)
def test_odd_hurts_are_refused(phone, hurts):
    status, said = phone(address_of(phone.user), hurts=hurts)
    assert (status, list(said["errors"])) == (400, ["hurts"])


def test_logged_out_hears_so_in_facts(phone):
    phone.client.logout()
    assert phone(reverse("plans:log-new"), what="swim") == (401, {"login": True})


def test_nothing_is_saved_to_another_person(phone):
    phone.client.force_login(make_user())
    assert phone(reverse("plans:log-new"), what="swim")[0] == 401
    assert not SessionLog.objects.exists()


def test_a_session_that_left_the_plan_is_kept_as_something_extra(phone):
    address = reverse("plans:session-log", args=[12345])
    key = str(uuid.uuid4())
    for _time in range(2):
        _status, said = phone(address, client_key=key, done=["curl-up"], rate_curl_up="easy")
    assert "kept as something extra" in said["words"]
    log = SessionLog.objects.get()
    assert (log.session, log.heart_minutes) == (None, 20)
    assert list(log.exercises.values_list("exercise_id", flat=True)) == ["curl-up"]


def test_a_session_of_another_person_is_never_touched(phone):
    other = make_user()
    make_profile(other)
    phone(address_of(other))
    assert SessionLog.objects.get().user == phone.user
    assert SessionLog.objects.get().session is None


def test_the_outbox_hears_who_is_logged_in_and_gets_a_token(phone):
    said = phone.client.get("/outbox/", headers={"Accept": "application/json"}).json()
    assert said["owner"] == owner_of(phone.user)
    assert said["token"]


def test_owners_differ_and_stay(db, settings):
    one, two = make_user(), make_user()
    before = owner_of(one)
    settings.SECRET_KEY = "another"
    assert owner_of(one) == before != owner_of(two)
    assert one.email not in before


def right(date, *, done, sent, now=NOW):
    data = QueryDict(mutable=True)
    data.update({"date": date, "client_done": done.isoformat(), "client_now": sent.isoformat()})
    put = put_right(data, now=now, zone=datetime.UTC)
    return put.data["date"], put.on.isoformat(), bool(put.words)


@pytest.mark.parametrize(
    ("date", "done", "sent", "answer"),
    [
        # a right clock: what was said holds, also a day chosen by hand
        ("2026-11-16", NOW, NOW, ("2026-11-16", "2026-11-16", False)),
        ("2026-11-14", NOW, NOW, ("2026-11-14", "2026-11-16", False)),
        # three days ahead
        ("2026-11-19", NOW + 3 * A_DAY, NOW + 3 * A_DAY, ("2026-11-16", "2026-11-16", True)),
        # three days behind; done the (true) day before
        ("2026-11-12", NOW - 4 * A_DAY, NOW - 3 * A_DAY, ("2026-11-15", "2026-11-15", True)),
        # waited in the phone for a week
        ("2026-11-09", NOW - 7 * A_DAY, NOW, ("2026-11-09", "2026-11-09", False)),
        # years behind, and a clock put right between doing and sending
        ("2020-01-01", NOW - 2511 * A_DAY, NOW - 2511 * A_DAY, ("2026-11-16", "2026-11-16", True)),
        ("2026-11-19", NOW + 3 * A_DAY, NOW, ("2026-11-16", "2026-11-16", True)),
        # no day: the one when it was done
        ("", NOW - A_DAY, NOW, ("2026-11-15", "2026-11-15", False)),
        # no day at all is for the form to tell
        ("tomorrow", NOW, NOW, ("tomorrow", "2026-11-16", False)),
    ],
)
def test_days_are_put_right(date, done, sent, answer):
    assert right(date, done=done, sent=sent) == answer


def test_what_waited_for_six_weeks_is_not_too_old(phone):
    done = NOW - 42 * A_DAY
    status, _said = phone(
        reverse("plans:log-new"), what="swim", date=done.date().isoformat(), client_done=done.isoformat()
    )
    assert status == 201
    assert SessionLog.objects.get().date == done.date()


@pytest.mark.parametrize(
    "odd", ["", "yesterday", "2026-11-16T10:00:00", "2026-99-16T10:00:00Z", "9999-12-31T23:59:59Z"]
)
def test_odd_times_change_nothing_and_break_nothing(phone, odd):
    assert phone(reverse("plans:log-new"), what="swim", client_done=odd, client_now=odd)[0] == 201
    assert SessionLog.objects.get().date == MONDAY
