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


def test_something_unplanned_sent_later_that_looks_like_what_is_there_leads_to_the_question(phone):
    told = {"what": "swim", "heart_minutes": "30"}
    phone(reverse("plans:log-new"), **told)
    status, said = phone(reverse("plans:log-new"), **told)
    address = reverse("plans:log-same", args=[SessionLog.objects.first().pk])
    assert (status, said["url"]) == (201, address)
    assert "asks if it is the same one" in said["words"]


@pytest.mark.parametrize(("key", "back"), [("today", 2), ("yesterday", 3)])
@pytest.mark.parametrize("clock", [0, 5, -400])
def test_today_is_the_day_when_it_was_said_however_late_it_comes(phone, key, back, clock):
    said, sent = NOW + (clock - 2) * A_DAY, NOW + clock * A_DAY
    times = {"client_done": said.isoformat(), "client_now": sent.isoformat()}
    assert phone(reverse("plans:log-new"), what="swim", day=key, date="", **times)[0] == 201
    assert SessionLog.objects.get().date == MONDAY - back * A_DAY


@pytest.mark.parametrize("sent", ["9999-12-31T23:59:59-12:00", NOW.isoformat(), "0001-01-01T00:00:00+14:00"])
@pytest.mark.parametrize("said", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00"])
@pytest.mark.parametrize("key", ["yesterday", "earlier"])
def test_no_clock_breaks_a_log(phone, said, sent, key):
    times = {"client_done": said, "client_now": sent}
    status, _said = phone(
        reverse("plans:log-new"), what="swim", day=key, date="2026-11-12"[: 10 * (key == "earlier")], **times
    )
    assert status == 201


def test_an_earlier_day_left_open_is_asked_for_and_not_taken_for_today(phone):
    status, said = phone(reverse("plans:log-new"), what="swim", day="earlier", date="")
    assert (status, list(said["errors"])) == (400, ["date"])


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


def edit(phone, note, at):
    """Changes the one log on the site itself."""
    log = SessionLog.objects.get()
    with time_machine.travel(at, tick=False):
        phone.client.post(
            log.get_absolute_url(),
            {
                "client_key": log.client_key,
                "date": log.date,
                "heart_minutes": "12",
                "total_minutes": "35",
                "note": note,
            },
        )


@pytest.mark.parametrize("same_key", [True, False])
def test_a_late_retry_changes_nothing_that_was_edited_since(phone, same_key):
    """Its answer was lost, the log was changed on the site, and then the phone tries again."""
    address, key = address_of(phone.user), str(uuid.uuid4())
    first = {"client_key": str(uuid.uuid4()), "note": "First."}
    sent = {"client_key": key, "note": "From the phone.", "client_version": "v1", "done": ["brisk-walk"]}
    if not same_key:  # the phone's was the second finish of a session
        phone(address, **first)
    phone(address, **sent)
    edit(phone, "Put right later.", NOW + datetime.timedelta(minutes=3))
    with time_machine.travel(NOW + A_DAY, tick=False):
        later = (NOW + A_DAY).isoformat()
        assert phone(address, **sent, client_now=later)[0] == 200
    log = SessionLog.objects.get()
    assert (log.note, log.heart_minutes, log.exercises.count()) == ("Put right later.", 12, 0)


def test_what_was_said_before_an_edit_and_comes_after_it_is_told_of(phone):
    address, key = address_of(phone.user), str(uuid.uuid4())
    phone(address, client_key=key, client_version="v1")
    edit(phone, "Put right later.", NOW + datetime.timedelta(hours=2))
    hour = datetime.timedelta(hours=1)
    with time_machine.travel(NOW + A_DAY, tick=False):
        times = {"client_done": (NOW + hour).isoformat(), "client_now": (NOW + A_DAY).isoformat()}
        phone(address, client_key=key, client_version="v2", note="Said an hour later.", **times)
        assert SessionLog.objects.get().note == "Put right later."
        assert "what you wrote later stays" in phone.client.get("/week/").content.decode()
        times["client_done"] = times["client_now"]
        phone(address, client_key=key, client_version="v3", note="Said last of all.", **times)
    assert SessionLog.objects.get().note == "Said last of all."


def delete_it(phone, at):
    with time_machine.travel(at, tick=False):
        phone.client.post(reverse("plans:log-delete", args=[SessionLog.objects.get().pk]))


@pytest.mark.parametrize("same_key", [True, False])
def test_what_was_deleted_elsewhere_is_not_made_anew_by_a_retry_but_asked_about(phone, same_key):
    """Its answer was lost, the log was deleted on another device, and then the phone tries again."""
    address, key = address_of(phone.user), str(uuid.uuid4())
    sent = {"client_key": key, "client_version": "v1", "note": "From the phone."}
    if not same_key:  # the phone's was the second finish of a session
        phone(address)
    phone(address, **sent)
    delete_it(phone, NOW + datetime.timedelta(minutes=3))
    with time_machine.travel(NOW + A_DAY, tick=False):
        later = {"client_now": (NOW + A_DAY).isoformat()}
        assert phone(address, **sent, **later) == (410, {"deleted": True})
        assert phone("/log/", **sent, **later, what="walk") == (410, {"deleted": True})
        assert not SessionLog.objects.exists()
        assert phone(address, **sent, **later, again="yes")[0] == 201
        assert phone(address, **sent, **later)[0] == 200
    assert SessionLog.objects.get().note == "From the phone."


def test_what_is_said_after_a_deletion_or_with_a_key_of_its_own_is_kept(phone):
    address, key = address_of(phone.user), str(uuid.uuid4())
    phone(address, client_key=key, client_version="v1")
    delete_it(phone, NOW + datetime.timedelta(minutes=3))
    assert phone(address, client_version="tablet")[0] == 201  # done on another device, before
    delete_it(phone, NOW + datetime.timedelta(minutes=4))
    with time_machine.travel(NOW + A_DAY, tick=False):
        now = (NOW + A_DAY).isoformat()
        assert phone(address, client_key=key, client_version="v2", client_done=now, client_now=now)[0] == 201


def test_of_two_devices_the_one_that_was_used_last_has_the_last_word(phone):
    address = address_of(phone.user)
    hour = datetime.timedelta(hours=1)
    phone(address, pain_after="2", note="Later.", heart_minutes="10", done=["curl-up"], rate_curl_up="easy")
    phone(
        address, pain_after="6", pain_before="5", note="Earlier, without a network.", heart_minutes="15",
        done=["brisk-walk"], client_done=(NOW - hour).isoformat(),
    )  # fmt: skip
    log = SessionLog.objects.get()
    assert (log.pain_before, log.pain_after, log.note, log.heart_minutes) == (5, 2, "Later.", 15)
    assert set(log.exercises.values_list("exercise_id", flat=True)) == {"curl-up", "brisk-walk"}


def test_what_the_player_counted_is_kept_in_place_of_what_was_planned(phone):
    session = make_plan(phone.user).sessions.first()
    one, other = session.items.filter(reps__isnull=False)[:2]
    amounts = {one.exercise_id: {"sets": 1, "reps": 4}, "childs-pose": {"sets": 2, "reps": 3, "hold_s": 5}}
    phone(
        reverse("plans:session-log", args=[session.pk]),
        done=[one.exercise_id, other.exercise_id, "childs-pose"],
        amounts=json.dumps(amounts),
    )
    rows = {row.exercise_id: (row.sets, row.reps, row.hold_s) for row in SessionLog.objects.get().exercises.all()}
    assert rows[one.exercise_id] == (1, 4, one.hold_s)
    assert rows[other.exercise_id] == (other.sets, other.reps, other.hold_s)
    assert rows["childs-pose"] == (2, 3, 5)


@pytest.mark.parametrize(
    "odd",
    ["{", "[]", "1", '{"curl-up": 3}', '{"curl-up": {"sets": -1, "reps": "x", "minutes": 1e9}}', "[" * 5000,
     '{"curl-up": {"sets": true}, "nothing": {"sets": 2}}'],
)  # fmt: skip
def test_odd_counts_cost_no_log(phone, odd):
    assert phone(address_of(phone.user), done=["curl-up"], amounts=odd)[0] == 201
    row = SessionLog.objects.get().exercises.get()
    planned = row.planned
    assert (row.sets, row.reps, row.minutes) == ((planned.sets, planned.reps, None) if planned else (None, None, None))
