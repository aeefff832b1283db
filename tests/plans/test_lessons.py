"""Lessons of a minute: the data, the pages, and when one is offered."""

import datetime

import pytest
import time_machine

from exercises.catalogue import catalogue
from plans.apps import check_data
from plans.lessonbook import FILE, LessonbookError, lessonbook, read_lessonbook
from plans.models import LessonRead, Profile
from plans.queries.lessons import offered_lesson
from plans.services.flare import start_flare
from tests.builders import MONDAY, make_log, make_plan, make_profile, make_user

LESSONS = lessonbook().lessons


ODD = '[[lessons]]\nslug = "a"\nsources = ["x"]\noffers = ["y"]\nmovement = "z"\ntext = []\n'


def day(count):
    return MONDAY + datetime.timedelta(days=count)


@pytest.fixture
def user(db):
    user = make_user()
    make_profile(user, week_saved_at=datetime.datetime.combine(day(-10), datetime.time(8), tzinfo=datetime.UTC))
    return user


def offered(user, today=MONDAY):
    found = offered_lesson(user, today=today, profile=user.profile)
    return found and found.lesson.slug


def test_there_are_twenty_of_about_a_minute_each():
    assert len(LESSONS) == 20
    for lesson in LESSONS.values():
        assert 90 <= sum(len(paragraph.split()) for paragraph in lesson.text) <= 130, lesson.slug


def test_every_lesson_has_a_drawing_whose_words_stand_beside_it(client):
    for lesson in LESSONS.values():
        page = client.get(f"/lessons/{lesson.slug}/").text
        assert page.count('class="marks"') == len(lesson.drawing) > 0
        assert all(f"<span>{row.words}</span>" in page for row in lesson.drawing), lesson.slug
    small = client.get("/lessons/small-and-often/").text
    assert small.count("h12v7h-12z") == sum(sum(row.marks) for row in LESSONS["small-and-often"].drawing)


def test_a_drawing_that_counts_nothing_says_so(client):
    for lesson in LESSONS.values():
        assert ("The marks count nothing." in client.get(f"/lessons/{lesson.slug}/").text) is not lesson.counts
    assert [slug for slug, lesson in LESSONS.items() if lesson.counts] == ["walking-keeps-it-away"]


def test_a_drawing_too_high_for_its_page_is_told():
    text = FILE.read_text(encoding="utf-8").replace("marks = [8,", "marks = [11,", 1)
    with pytest.raises(LessonbookError, match="lessons.toml: keep-moving: drawing: strength, lying still: has a mark"):
        read_lessonbook(text, catalogue())


def test_no_lesson_names_an_exercise_but_by_its_slug():
    for lesson in LESSONS.values():
        words = " ".join((lesson.title, lesson.short, *lesson.text)).casefold()
        named = [one.name for one in catalogue().exercises.values() if one.name.casefold() in words]
        assert not named, lesson.slug


def test_the_data_is_sound_at_the_start_and_faults_are_all_told():
    assert check_data(None) == []
    with pytest.raises(LessonbookError) as error:
        read_lessonbook(
            '[[lessons]]\nslug = "a"\nsources = ["x"]\noffers = ["y"]\nmovement = "z"\ntext = []\n', catalogue()
        )
    text = "\n".join(error.value.faults)
    for fault in ("title is missing", "'x' is no source", "'y' is no moment", "'z' is no exercise", "0 words"):
        assert fault in text


@pytest.mark.django_db
def test_all_lessons_are_public(client):
    text = client.get("/lessons/").text
    for lesson in LESSONS.values():
        assert f"/lessons/{lesson.slug}/" in text
        page = client.get(f"/lessons/{lesson.slug}/")
        assert page.status_code == 200
        assert "Mark as read" not in page.text
    assert client.get("/lessons/none/").status_code == 404
    assert client.post("/lessons/").status_code == 405
    assert client.post("/lessons/small-and-often/read/").status_code == 302  # to the log-in
    assert not LessonRead.objects.exists()


def test_a_lesson_is_marked_read_once_and_unread(client, user):
    client.force_login(user)
    for _again in range(2):
        client.post("/lessons/small-and-often/read/")
    assert LessonRead.objects.get().user == user
    assert "1 read" in client.get("/lessons/").text
    client.post("/lessons/small-and-often/read/", {"unread": "1"})
    assert not LessonRead.objects.exists()
    assert client.post("/lessons/none/read/").status_code == 404
    assert client.get("/lessons/small-and-often/read/").status_code == 405


def test_a_movement_shows_only_to_someone_it_suits(client, user):
    address = "/lessons/what-water-does/"
    assert "/exercises/aqua-walking/" in client.get(address).text
    client.force_login(user)
    assert "/exercises/aqua-walking/" not in client.get(address).text  # no plan yet: nothing is known to suit
    make_plan(user)
    assert "/exercises/aqua-walking/" not in client.get(address).text  # no pool
    user.profile.equipment = ["mat", "chair", "pool"]
    user.profile.save()
    make_plan(user, day(7))
    assert "/exercises/aqua-walking/" in client.get(address).text


def test_an_ordinary_week_offers_nothing(user):
    make_plan(user)
    make_log(user, next_morning="usual", note="Fine.")
    make_log(user, day(-7))
    assert offered(user) is None


def test_a_sore_morning_a_bad_night_and_a_missed_week_each_offer_one(user):
    make_plan(user, day(-7))
    assert offered(user) == "keep-moving"
    make_log(user, day(-3), note="I slept badly.")
    assert offered(user) == "a-bad-night"
    make_log(user, day(-2), next_morning="sore")
    assert offered(user) == "hurt-is-not-harm"
    LessonRead.objects.create(user=user, lesson="hurt-is-not-harm")
    assert offered(user) == "small-and-often"
    make_log(user, day(7))
    assert offered(user, day(14)) is None


def test_gentle_days_offer_the_flare_up_first(user):
    plan = make_plan(user)
    plan.sessions.update(is_gentle=True)
    make_log(user, next_morning="sore", session=plan.sessions.first())
    assert offered(user) == "flare-ups-are-usual"


def test_nothing_of_others_is_offered(user):
    make_log(make_user(), next_morning="worse")
    make_log(user, day(-7))
    assert offered(user) is None


def test_the_lessons_need_few_queries(client, user, django_assert_max_num_queries):
    make_plan(user, day(-7))
    client.force_login(user)
    for address in ("/lessons/", "/lessons/what-water-does/"):
        with django_assert_max_num_queries(8):
            client.get(address)


@pytest.fixture
def on_a_tuesday():
    noon = datetime.datetime.combine(day(1), datetime.time(12), tzinfo=datetime.UTC)
    with time_machine.travel(noon, tick=False):
        yield


def test_the_week_offers_one_that_fits_until_it_is_read(on_a_tuesday, client, user, django_assert_max_num_queries):
    make_plan(user)
    log = make_log(user, day(0))
    make_log(user, day(-5))
    client.force_login(user)
    assert "A lesson of a minute" not in client.get("/week/").text
    log.next_morning = "sore"
    log.save()
    with django_assert_max_num_queries(8):
        text = client.get("/week/").text
    assert "/lessons/hurt-is-not-harm/" in text
    assert "because a morning after was sore" in text
    client.post("/lessons/hurt-is-not-harm/read/")
    assert "/lessons/hurt-is-not-harm/" not in client.get("/week/").text
    client.force_login(make_user())
    assert "A lesson of a minute" not in client.get("/week/").text


def test_a_missed_week_and_a_flare_up_offer_theirs_on_the_week(on_a_tuesday, client, user):
    Profile.objects.update(week_saved_at=datetime.datetime.combine(day(-20), datetime.time(), tzinfo=datetime.UTC))
    make_plan(user)
    client.force_login(user)
    assert "because last week went by without a session" in client.get("/week/").text
    start_flare(user=user, areas=["lower_back"], pain_nrs=6, today=day(1))
    assert "because of your flare-up" in client.get("/week/").text
