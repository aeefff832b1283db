"""The report, the link to it, and the plan on paper."""

import datetime
import re

import pytest
from django.urls import reverse

from exercises import svg
from exercises.facts import Dose
from plans.engine import codec
from plans.engine.progress import Change, Deed
from plans.models import FlareUp, PlannedExercise, ShareLink, ShareVisit
from plans.queries.report import report_of
from plans.rulebook import rulebook
from plans.services.activities import add_activity
from plans.services.report import hash_of
from plans.services.revising import revise_week
from plans.services.week import load_profile
from tests.builders import MONDAY, make_log, make_plan, make_profile, make_user

pytestmark = pytest.mark.django_db

URL = "/report/"
SHARE = "/report/share/"
NOTE = "Sitting is worse."
DATES = {"since": "2026-11-01", "until": "2026-11-16"}


def days_ago(count):
    return MONDAY - datetime.timedelta(days=count)


@pytest.fixture
def clock(monkeypatch):
    class Clock:
        now = datetime.datetime.combine(MONDAY, datetime.time(12), tzinfo=datetime.UTC)

    monkeypatch.setattr("django.utils.timezone.now", lambda: Clock.now)
    return Clock


@pytest.fixture
def user(clock):
    user = make_user()
    quote = {"label": "worse_sitting", "quote": NOTE, "start": 0, "end": 17, "status": "present"}
    make_profile(user, display_name="Rosa", pain_notes=NOTE, read=[quote], ticked=["worse_bending_forward"])
    return user


def share(client, **changes):
    return client.post(SHARE, {**DATES, "days": "7", **changes})


@pytest.fixture
def address(signed_in):
    """Where a fresh link leads."""
    share(signed_in)
    link = share(signed_in).context["address"]
    return link.removeprefix("http://testserver")


def test_without_logs_it_says_what_is_known_and_what_is_missing(signed_in):
    text = signed_in.get(URL).text
    assert "Self-reported; not a clinical assessment" in text
    assert "Rosa, born" in text
    assert "none reported" in text
    assert "No pain scores in this time" in text


def test_it_counts_only_the_chosen_time(signed_in, user):
    plan = make_plan(user)
    make_log(user, MONDAY, session=plan.sessions.order_by("date").first(), pain_before=4, pain_after=3)
    make_log(user, days_ago(20), pain_before=9, heart_minutes=50)
    found = report_of(load_profile(user), since=days_ago(13), until=MONDAY, today=MONDAY, shows_quotes=True)
    assert (found.adherence.done, found.adherence.planned, found.sessions, found.minutes_a_week) == (1, 1, 1, 10)
    assert {item.name for item in found.now}
    text = signed_in.get(URL, DATES).text
    assert "of 1 planned sessions done; 1 logged in all" in text
    assert "of 1 planned sessions done; 2 logged in all" in signed_in.get(URL, {"weeks": "4"}).text


def test_an_activity_in_two_goes_is_told_whole(signed_in, user):
    user.profile.fitness_level = "beginner"
    user.profile.save()
    plan = make_plan(user)
    goes = plan.sessions.first().items.filter(block="heart")
    assert [item.minutes for item in goes] == [10, 10]
    found = report_of(load_profile(user), since=days_ago(6), until=MONDAY, today=MONDAY, shows_quotes=True)
    assert next(item.minutes for item in found.now if item.name == goes[0].exercise.name) == 20
    assert "2 × 10 minutes" in signed_in.get("/week/2026-W47/print/").text


def test_it_says_what_changed_and_why(signed_in, user):
    make_plan(user)
    revise_week(user=user, today=MONDAY, why="You told us that kneeling hurts.")
    assert "16 Nov: You told us that kneeling hurts." in signed_in.get(URL).text
    assert "kneeling hurts" not in signed_in.get(URL, {"since": "2026-10-01", "until": "2026-10-20"}).text


@pytest.mark.parametrize(
    "dates",
    [
        {"since": "2026-11-17", "until": "2026-11-16"}, {"since": "2026-11-01", "until": "2026-11-17"},
        {"since": "x", "until": "2026-11-16"}, {"since": "1900-01-01", "until": "2026-11-16"}, {"since": ""},
    ],
)  # fmt: skip
def test_odd_dates_are_refused_at_the_field_and_a_report_still_shows(signed_in, dates):
    answer = signed_in.get(URL, dates)
    assert answer.status_code == 422
    assert "is-invalid" in answer.text
    assert f'value="{dates["since"]}"' in answer.text or dates["since"] == ""
    assert "Exercise summary, 24 August to 16 November 2026" in answer.text


def test_questions_are_kept_and_printed(signed_in, user):
    assert signed_in.post(URL, {"questions": "May I run?\nAnd <b>ski</b>?"}).status_code == 302
    text = signed_in.get(URL).text
    assert "May I run?<br>And &lt;b&gt;ski" in text
    long = signed_in.post(URL, {"questions": "x" * 601})
    assert long.status_code == 422
    assert "x" * 601 in long.text


def test_it_tells_of_flare_ups_and_changes_of_dose(signed_in, user):
    plan = make_plan(user)
    item = plan.sessions.first().items.filter(block="strength").first()
    name = item.exercise.name
    change = Change(Deed.MORE, item.exercise_id, "Twice easy.", Dose(sets=1, reps=8), Dose(sets=1, reps=10))
    plan.draft["changes"] = [codec.to_json(change)]
    plan.save()
    steps = [{"flag": "flare_up", "minutes": 10, "on": days_ago(9).isoformat()}]
    before = {"added": [], "ticked": [], "pain_nrs": 3, "minutes": 20}
    for began, ended in ((days_ago(9), days_ago(2)), (days_ago(90), days_ago(80))):
        make_plan(user, began - datetime.timedelta(days=began.weekday()))
        FlareUp.objects.create(
            user=user, started_on=began, until=began, ended_on=ended, pain_nrs=7, areas=[], steps=steps, before=before
        )
    text = signed_in.get(URL, DATES).text
    assert re.search(rf"16 Nov:\s+{name}, a little more, [^<]*8[^<]* → [^<]*10[^<]*<", text)
    assert "7 Nov 2026 to 14 Nov 2026, pain 7 of 10" in text
    assert text.count("pain 7 of 10") == 1


def test_the_report_needs_eight_queries(signed_in, user, django_assert_max_num_queries):
    make_plan(user)
    add_activity(user=user, words="Socks", score=3, today=days_ago(20))
    with django_assert_max_num_queries(8):
        assert "Socks" in signed_in.get(URL).text
    for place in range(60):
        make_log(user, days_ago(place), pain_before=3, pain_after=2)
    with django_assert_max_num_queries(8):
        signed_in.get(URL)


# The link


def test_nothing_is_shared_until_asked(signed_in):
    assert "Nothing of yours is shared" in signed_in.get(SHARE).text
    assert not ShareLink.objects.exists()


def test_only_a_hash_of_the_secret_is_kept(address):
    secret = address.strip("/").split("/")[1]
    link = ShareLink.objects.first()
    assert link.secret_hash == hash_of(secret)
    assert secret not in str(vars(link))
    assert len(secret) >= 43


def test_the_link_is_told_once(signed_in, address):
    assert address not in signed_in.get(SHARE).text


def test_anyone_with_the_link_reads_without_quotes(client, address):
    client.logout()
    answer = client.get(address)
    assert answer.status_code == 200
    assert NOTE not in answer.text
    assert rulebook().flags["worse_sitting"].label in answer.text
    assert answer["X-Robots-Tag"].startswith("noindex")
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert 'name="robots"' in answer.text
    assert "<form" not in answer.text
    assert client.post(address).status_code == 405


def test_quotes_are_shown_when_chosen(signed_in, client):
    address = share(signed_in, shows_quotes="on").context["address"]
    client.logout()
    assert NOTE in client.get(address).text


def test_a_reading_is_listed_once_a_minute_and_ones_own_never(client, signed_in, user, address, clock):
    signed_in.get(address)
    assert not ShareVisit.objects.exists()
    client.logout()
    for seconds in (0, 30, 60, 120):
        clock.now = datetime.datetime.combine(MONDAY, datetime.time(13), tzinfo=datetime.UTC)
        clock.now += datetime.timedelta(seconds=seconds)
        client.get(address)
    assert ShareVisit.objects.count() == 3
    client.force_login(user)
    assert "Read 3 times" in client.get(SHARE).text


def test_it_ends_when_it_runs_out_or_is_taken_back(client, signed_in, user, address, clock):
    noon = clock.now
    clock.now = noon + datetime.timedelta(days=7)
    assert client.get(address).status_code == 404
    clock.now = noon
    assert client.get(address).status_code == 200
    for may_log_in in (False, True):
        type(user).objects.update(is_active=may_log_in)
        assert client.get(address).status_code == (200 if may_log_in else 404)
    link = ShareLink.objects.first()
    assert signed_in.post(SHARE, {"close": link.pk}).status_code == 302
    assert client.get(address).status_code == 404
    assert signed_in.post(SHARE, {"close": link.pk}).status_code == 404


@pytest.mark.parametrize("secret", ["x", "a" * 43, "%00", "é"])
def test_a_guess_finds_nothing(client, secret):
    assert client.get(f"/shared/{secret}/").status_code == 404


def test_nobody_takes_back_another_persons_link(client, address):
    client.force_login(make_user())
    make_profile(ShareLink.objects.first().user.__class__.objects.last())
    assert client.post(SHARE, {"close": ShareLink.objects.first().pk}).status_code == 404
    assert ShareLink.objects.first().is_open


def test_a_link_needs_a_sound_choice(signed_in):
    for odd in ({"days": "3650"}, {"until": "2026-12-01"}, {"since": ""}):
        assert share(signed_in, **odd).status_code == 422
    assert not ShareLink.objects.exists()


def test_without_a_profile_the_start_comes_first(client):
    client.force_login(make_user())
    assert client.get(URL).url == reverse("plans:start")
    assert client.get(SHARE).url == reverse("plans:start")


# The plan on paper


def test_the_week_on_paper_has_doses_boxes_and_stop_rules(signed_in, user):
    plan = make_plan(user)
    answer = signed_in.get("/week/2026-W47/print/")
    names = {item.exercise.name for session in plan.sessions.all() for item in session.items.all()}
    for name in names:
        assert name in answer.text
    assert answer.text.count('aria-label="to tick"') >= len(names)
    assert "Call 999 at once" in answer.text
    assert "numb" in answer.text


def test_another_persons_week_is_not_printed(client, user):
    make_plan(user)
    client.force_login(make_user())
    assert client.get("/week/2026-W47/print/").status_code == 404


def test_the_week_on_paper_needs_eight_queries(signed_in, user, django_assert_max_num_queries):
    make_plan(user)
    with django_assert_max_num_queries(8):
        signed_in.get("/week/2026-W47/print/")


def test_the_week_on_paper_draws_each_exercise_as_its_session_does(signed_in, user):
    make_profile(user, ticked=["worse_sitting"])
    items = PlannedExercise.objects.filter(session__plan=make_plan(user))
    own = {svg.still(item.exercise_id, position=item.position) for item in items}
    assert own - {svg.still(item.exercise_id) for item in items}
    answer = signed_in.get("/week/2026-W47/print/").text
    assert [drawing for drawing in own if drawing not in answer] == []
