"""Logs: kept once, changed, taken away, and never lost to a bad answer."""

import datetime
import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.models import DeletedLog, ExerciseLog, JoinedLog, SessionLog
from plans.services.logs import Entry, edit_log, log_session
from plans.services.start import save_answers
from tests.builders import MONDAY, make_log, make_plan, make_profile, make_user

A_DAY = datetime.timedelta(days=1)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_monday")]


def an_entry(**changes):
    return Entry(**{"date": MONDAY, "heart_minutes": 20, "total_minutes": 35, "talk_test": "talk", **changes})


def answers(**changes):
    return {
        "client_key": str(uuid.uuid4()),
        "date": MONDAY.isoformat(),
        "heart_minutes": "20",
        "total_minutes": "35",
        "talk_test": "talk",
        **changes,
    }


def test_the_same_key_again_makes_no_second_log(user):
    key = uuid.uuid4()
    first = log_session(user=user, entry=an_entry(), client_key=key)
    again = log_session(user=user, entry=an_entry(heart_minutes=45), client_key=key)
    assert (first.is_new, again.is_new) == (True, False)
    assert SessionLog.objects.get().heart_minutes == 45


def test_one_key_for_two_sessions_loses_neither(user):
    key = uuid.uuid4()
    for session in list(make_plan(user).sessions.all())[:2]:
        log_session(user=user, entry=an_entry(), client_key=key, session=session)
    assert SessionLog.objects.filter(session__isnull=False).count() == 2


def test_the_same_key_of_two_people_makes_two_logs(user):
    key = uuid.uuid4()
    log_session(user=user, entry=an_entry(), client_key=key)
    log_session(user=make_user(), entry=an_entry(), client_key=key)
    assert SessionLog.objects.count() == 2


def test_a_second_finish_of_a_session_is_merged(user):
    session = make_plan(user).sessions.first()
    one, two = list(dict.fromkeys(session.items.values_list("exercise_id", flat=True)))[:2]
    log_session(
        user=user, session=session, client_key=uuid.uuid4(), entry=an_entry(pain_after=3, ratings={one: "easy"})
    )
    log_session(
        user=user,
        session=session,
        client_key=uuid.uuid4(),
        entry=an_entry(heart_minutes=10, total_minutes=50, ratings={two: "hard"}),
    )
    log = SessionLog.objects.get()
    assert (log.heart_minutes, log.total_minutes, log.pain_after) == (20, 50, 3)
    assert set(log.exercises.values_list("exercise_id", "rating")) == {(one, "easy"), (two, "hard")}


def test_a_look_alike_is_kept_and_pointed_out(user):
    log_session(user=user, entry=an_entry(activity="Swim"), client_key=uuid.uuid4())
    saved = log_session(user=user, entry=an_entry(activity="swim"), client_key=uuid.uuid4())
    assert saved.is_new
    assert saved.look_alike is not None
    assert SessionLog.objects.count() == 2


@pytest.fixture
def swims(user):
    """Two logs that look alike, the earlier first, with something in each that the other lacks."""
    make_plan(user)
    told = {"activity": "Swim", "heart_minutes": 30, "total_minutes": 30}
    earlier = make_log(user, pain_before=4, pain_after=5, note="In the lake.", next_morning="sore", **told)
    return earlier, make_log(user, pain_after=2, note="Cold!", **told)


def test_an_unplanned_log_that_looks_like_one_that_is_there_is_asked_about(signed_in, user):
    make_plan(user)
    signed_in.post(reverse("plans:log-new"), quick(what="swim", minutes="30"))
    page = signed_in.post(reverse("plans:log-new"), quick(what="swim", minutes="30"), follow=True)
    log = SessionLog.objects.first()
    question = reverse("plans:log-same", args=[log.pk])
    assert page.redirect_chain == [(question, 302)]
    assert "Swim: is this the same one?" in page.text
    assert question in signed_in.get("/week/").text


@pytest.mark.parametrize("changes", [{"what": "walk"}, {"minutes": "20"}, {"day": "yesterday"}])
def test_another_day_thing_or_time_is_not_asked_about(signed_in, changes):
    signed_in.post(reverse("plans:log-new"), quick(what="swim", minutes="30"))
    page = signed_in.post(reverse("plans:log-new"), quick(**{"what": "swim", "minutes": "30", **changes}))
    assert page.url.startswith("/week/")


def test_a_sign_in_the_note_comes_before_the_question(signed_in, user):
    signed_in.post(reverse("plans:log-new"), quick(what="swim", minutes="30"))
    told = quick(what="swim", minutes="30", note="I can't feel between my legs")
    assert signed_in.post(reverse("plans:log-new"), told).url.endswith("/note/")


def test_two_that_are_one_lose_nothing(signed_in, swims):
    earlier, log = swims
    ExerciseLog.objects.create(log=earlier, exercise_id="swimming", minutes=30)
    address = reverse("plans:log-same", args=[log.pk])
    for _time in range(2):  # a key hit twice leads on as the first did
        assert signed_in.post(address, {"same": "yes"}).url == "/week/2026-W47/"
    kept = SessionLog.objects.get()
    assert kept == log
    assert (kept.pain_before, kept.pain_after, kept.next_morning) == (4, 2, "sore")
    assert kept.note == "In the lake.\n\nCold!"
    assert [one.minutes for one in kept.exercises.all()] == [30]
    assert DeletedLog.objects.get().client_key == earlier.client_key


def said_by_logs():
    columns = ("activity", "pain_before", "pain_after", "next_morning", "note", "created_at", "client_key")
    return [
        (*(getattr(log, name) for name in columns), list(log.exercises.values_list("exercise_id", "minutes")))
        for log in SessionLog.objects.order_by("client_key")
    ]


def test_two_kept_as_one_can_be_taken_apart(signed_in, swims):
    earlier, log = swims
    ExerciseLog.objects.create(log=earlier, exercise_id="swimming", minutes=30)
    before = said_by_logs()
    signed_in.post(reverse("plans:log-same", args=[log.pk]), {"same": "yes"})
    apart = reverse("plans:log-apart", args=[log.pk])
    assert apart in signed_in.get(log.get_absolute_url()).text
    assert "They are two again." in signed_in.post(apart, follow=True).text
    assert said_by_logs() == before
    assert not DeletedLog.objects.exists()
    assert "is this the same one?" not in signed_in.get("/week/").text.lower()
    assert "nothing to take apart" in signed_in.post(apart, follow=True).text  # a key hit twice
    assert SessionLog.objects.count() == 2


def test_two_kept_as_one_stay_one_once_changed_or_after_a_week(signed_in, swims):
    log = swims[1]
    signed_in.post(reverse("plans:log-same", args=[log.pk]), {"same": "yes"})
    JoinedLog.objects.update(joined_at=timezone.now() - datetime.timedelta(days=7, seconds=1))
    apart = reverse("plans:log-apart", args=[log.pk])
    assert apart not in signed_in.get(log.get_absolute_url()).text
    signed_in.post(apart)
    JoinedLog.objects.update(joined_at=timezone.now())
    edit_log(log=log, entry=an_entry(activity="Swim", note="Cold."))
    signed_in.post(apart)
    assert SessionLog.objects.get().note == "Cold."
    assert not JoinedLog.objects.exists()


def test_a_morning_answered_meanwhile_stays_when_two_are_taken_apart(signed_in, swims):
    log = swims[1]
    signed_in.post(reverse("plans:log-same", args=[log.pk]), {"same": "yes"})
    SessionLog.objects.filter(pk=log.pk).update(next_morning="worse")
    signed_in.post(reverse("plans:log-apart", args=[log.pk]))
    assert dict(SessionLog.objects.values_list("note", "next_morning")) == {"In the lake.": "sore", "Cold!": "worse"}


def test_two_that_are_two_stay_and_are_not_asked_about_again(signed_in, swims):
    address = reverse("plans:log-same", args=[swims[1].pk])
    assert address in signed_in.get("/week/").text
    assert signed_in.post(address, {"same": "no"}).url == "/week/2026-W47/"
    assert SessionLog.objects.count() == 2
    assert address not in signed_in.get("/week/").text
    assert "is this the same one?" in signed_in.get(address).text  # who thinks again can still say so


def test_the_question_of_the_same_is_asked_again_when_the_answer_is_none_of_the_two(signed_in, swims):
    response = signed_in.post(reverse("plans:log-same", args=[swims[1].pk]), {"same": "perhaps"})
    assert response.status_code == 422
    assert "Choose one of the two" in response.text
    assert SessionLog.objects.count() == 2


def test_the_question_of_the_same_takes_no_other_method_and_no_stranger(signed_in, client, swims):
    address = reverse("plans:log-same", args=[swims[1].pk])
    assert signed_in.put(address).status_code == 405
    stranger = make_user()
    make_profile(stranger)
    client.force_login(stranger)
    assert client.post(address, {"same": "yes"}).status_code == 404
    assert SessionLog.objects.count() == 2


def test_what_is_wrong_with_a_log_is_listed_from_the_top_of_the_page(signed_in, user):
    make_profile(user)
    page = signed_in.post(reverse("plans:log-new"), {"client_key": str(uuid.uuid4())}).text
    listed = re.findall(r'<li>\s*<a href="#(\w+)"', page)
    assert len(listed) > 1
    assert listed == sorted(listed, key=lambda anchor: page.index(f'id="{anchor}"'))


def seen_on(client, url):
    return re.search(r'name="seen" value="(\w+)"', client.get(url).text)[1]


def test_what_another_tab_saved_is_not_replaced_unasked(signed_in, user):
    log = make_log(user, activity="Walk", note="Dull.")
    url = reverse("plans:log-edit", args=[log.pk])
    seen = seen_on(signed_in, url)
    signed_in.post(url, answers(what="walk", heart_minutes="30", note="Bright.", seen=seen))
    late = signed_in.post(url, answers(what="walk", heart_minutes="25", note="Mine.\r\nAll mine.", seen=seen))
    log.refresh_from_db()
    assert (late.status_code, log.heart_minutes, log.note) == (409, 30, "Bright.")
    assert "changed since you opened it" in late.text
    kept = re.findall(r'<li class="note-text"><b>(.*?)</b>(.*)</li>', late.text)
    assert kept == [("How many minutes?", " 30"), ("Note", ": Bright.")]
    assert "Mine.\nAll mine." in late.text.replace("\r", "")
    again = re.search(r'name="seen" value="(\w+)"', late.text)[1]
    assert signed_in.post(url, answers(what="walk", heart_minutes="25", note="Mine.", seen=again)).status_code == 302
    log.refresh_from_db()
    assert (log.heart_minutes, log.note) == (25, "Mine.")


def test_the_same_change_sent_twice_is_no_other_change(signed_in, user):
    url = reverse("plans:log-edit", args=[make_log(user, activity="Walk").pk])
    sent = answers(what="walk", heart_minutes="30", note="Two\r\nlines.", seen=seen_on(signed_in, url))
    assert [signed_in.post(url, sent).status_code for _try in range(2)] == [302, 302]


def test_ratings_of_a_session_saved_elsewhere_are_said_in_words(signed_in, user):
    session = make_plan(user).sessions.first()
    slug = session.items.filter(block="strength").first().exercise_id
    rated = an_entry(ratings={slug: "easy"})
    log = log_session(user=user, entry=rated, client_key=uuid.uuid4(), session=session).log
    url = reverse("plans:log-edit", args=[log.pk])
    seen = seen_on(signed_in, url)
    edit_log(log=log, entry=an_entry(ratings={slug: "hard"}, pain_after=4))
    late = signed_in.post(url, answers(done=[slug], **{f"rate_{slug}": "easy", "seen": seen}))
    name = ExerciseLog.objects.get().exercise.name
    assert f"<b>{name}</b>: Hard" in late.text
    assert "<b>Pain after</b>: 4" in late.text


def test_an_answer_of_the_morning_is_no_change_of_a_log(signed_in, user):
    log = make_log(user, activity="Walk")
    url = reverse("plans:log-edit", args=[log.pk])
    seen = seen_on(signed_in, url)
    log.next_morning = "sore"
    log.save()
    assert signed_in.post(url, answers(what="walk", note="More.", seen=seen)).status_code == 302


def test_faults_do_not_hide_that_a_log_was_changed_elsewhere(signed_in, user):
    log = make_log(user, activity="Walk")
    url = reverse("plans:log-edit", args=[log.pk])
    seen = seen_on(signed_in, url)
    edit_log(log=log, entry=an_entry(activity="Swim"))
    wrong = signed_in.post(url, answers(what="walk", heart_minutes="many", seen=seen))
    assert (wrong.status_code, f'name="seen" value="{seen}"' in wrong.text) == (422, True)


def test_an_edit_takes_off_what_was_unticked(user):
    session = make_plan(user).sessions.first()
    one, two = list(dict.fromkeys(session.items.values_list("exercise_id", flat=True)))[:2]
    saved = log_session(user=user, session=session, client_key=uuid.uuid4(), entry=an_entry(ratings={one: "", two: ""}))
    edit_log(log=saved.log, entry=an_entry(ratings={one: "easy"}))
    assert list(ExerciseLog.objects.values_list("exercise_id", "rating")) == [(one, "easy")]


def test_logging_a_session_counts_and_says_so(signed_in, user):
    session = make_plan(user).sessions.first()
    page = signed_in.get(reverse("plans:session-log", args=[session.pk]))
    slugs = list(page.context["form"].exercises)
    response = signed_in.post(
        reverse("plans:session-log", args=[session.pk]),
        answers(done=slugs[:2], pain_before="4", pain_after="3", **{f"rate_{slugs[0]}": ""}),
        follow=True,
    )
    log = SessionLog.objects.get()
    assert (log.session, log.pain_before, log.pain_after) == (session, 4, 3)
    assert set(log.exercises.values_list("exercise_id", flat=True)) == set(slugs[:2])
    assert "1 of 3 days done" in response.text


def test_an_activity_in_two_goes_is_logged_for_both(user):
    make_profile(user, fitness_level="beginner")
    session = make_plan(user).sessions.first()
    goes = [item for item in session.items.all() if item.block == "heart"]
    assert [item.minutes for item in goes] == [10, 10]
    slug = goes[0].exercise_id
    log_session(user=user, session=session, client_key=uuid.uuid4(), entry=an_entry(ratings={slug: "right"}))
    assert ExerciseLog.objects.get().minutes == 20


def test_someone_without_a_profile_is_led_to_the_start(client):
    client.force_login(make_user())
    assert client.get(reverse("plans:log-new")).url == reverse("plans:start")


def test_sending_the_form_twice_keeps_one_log(signed_in, user):
    session = make_plan(user).sessions.first()
    sent = answers(done=[])
    for _time in range(2):
        response = signed_in.post(reverse("plans:session-log", args=[session.pk]), sent)
        assert response.status_code == 302
    assert SessionLog.objects.count() == 1


def test_a_log_outside_the_plan_counts(signed_in, user):
    make_plan(user)
    sent = answers(what="other", own_words="Went for a swim")
    response = signed_in.post(reverse("plans:log-new"), sent, follow=True)
    assert SessionLog.objects.get().activity == "Went for a swim"
    assert "Went for a swim" in response.text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"date": "2026-11-17"}, "not come yet"),
        ({"date": "2026-10-01"}, "more than four weeks ago"),
        ({"date": "soon"}, "year, month and day"),
        ({"heart_minutes": "lots"}, "whole number"),
        ({"heart_minutes": "40", "total_minutes": "10"}, "less than the heart-raising"),
        ({"heart_minutes": "9999"}, "600"),
        ({"pain_before": "11"}, "valid choice"),
    ],
)
def test_a_bad_answer_is_told_at_its_field_and_keeps_what_was_typed(signed_in, user, changes, words):
    session = make_plan(user).sessions.first()
    url = reverse("plans:session-log", args=[session.pk])
    response = signed_in.post(url, answers(note="Do not lose this", **changes))
    assert response.status_code == 422
    assert words in response.text
    assert "Do not lose this" in response.text
    assert SessionLog.objects.count() == 0


def quick(**changes):
    return {"client_key": str(uuid.uuid4()), "what": "walk", "talk_test": "talk", "day": "today", **changes}


@pytest.mark.parametrize(
    ("changes", "day", "minutes"),
    [
        ({"minutes": "20"}, MONDAY, 20),
        ({"day": "yesterday", "minutes": "45"}, MONDAY - A_DAY, 45),
        ({"day": "earlier", "date": "2026-11-12", "minutes": "10"}, MONDAY - 4 * A_DAY, 10),
        ({"day": "", "date": "2026-11-12", "heart_minutes": "25"}, MONDAY - 4 * A_DAY, 25),
        ({"day": "yesterday", "date": "2026-11-15", "heart_minutes": "25"}, MONDAY - A_DAY, 25),
        ({"minutes": "30", "heart_minutes": "37"}, MONDAY, 37),
    ],
)
def test_a_quick_log_is_told_by_keys_or_written_out(signed_in, changes, day, minutes):
    assert signed_in.post(reverse("plans:log-new"), quick(**changes)).status_code == 302
    log = SessionLog.objects.get()
    assert (log.date, log.heart_minutes, log.total_minutes) == (day, minutes, minutes)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"minutes": ""}, "heart_minutes", "how many minutes"),
        ({"minutes": "25"}, "minutes", "valid choice"),
        ({"day": "earlier", "minutes": "20"}, "date", "which day"),
        ({"day": "", "minutes": "20"}, "date", "which day"),
        ({"day": "earlier", "date": "2026-11-17", "minutes": "20"}, "date", "not come yet"),
        ({"date": "2026-11-12", "minutes": "20"}, "date", "another day"),
    ],
)
def test_a_quick_log_asks_again_for_what_is_missing_or_not_one_thing(signed_in, changes, field, words):
    response = signed_in.post(reverse("plans:log-new"), quick(note="Do not lose this", **changes))
    assert response.status_code == 422
    assert words in response.context["form"].errors[field][0]
    assert "Do not lose this" in response.text
    assert not SessionLog.objects.exists()


def test_something_else_needs_a_word(signed_in, user):
    response = signed_in.post(reverse("plans:log-new"), answers(what="other"))
    assert response.status_code == 422
    assert "in a word or two" in response.text


def test_a_note_is_kept_as_written(signed_in, user):
    note = "Leg “numb” halfway <b>é</b>\nstopped"
    signed_in.post(reverse("plans:log-new"), answers(what="walk", note=note.replace("\n", "\r\n")))
    assert SessionLog.objects.get().note == note


def test_a_log_can_be_changed_and_deleted(signed_in, user):
    log = make_log(user, activity="Walk")
    url = reverse("plans:log-edit", args=[log.pk])
    assert "Walk" in signed_in.get(url).text
    signed_in.post(url, answers(client_key=str(log.client_key), what="walk", heart_minutes="25"))
    log.refresh_from_db()
    assert log.heart_minutes == 25
    signed_in.get(reverse("plans:log-delete", args=[log.pk]))
    assert SessionLog.objects.exists()
    signed_in.post(reverse("plans:log-delete", args=[log.pk]))
    assert not SessionLog.objects.exists()


def test_a_log_of_someone_else_is_not_found(client, user):
    log = make_log(user)
    stranger = make_user()
    make_profile(stranger)
    client.force_login(stranger)
    for name in ("log-edit", "log-delete"):
        assert client.get(reverse(f"plans:{name}", args=[log.pk])).status_code == 404
        assert client.post(reverse(f"plans:{name}", args=[log.pk])).status_code == 404
    assert SessionLog.objects.exists()


def test_logs_are_only_for_those_who_log_in(client, user):
    log = make_log(user)
    for url in (reverse("plans:log-new"), reverse("plans:log-edit", args=[log.pk]), reverse("plans:progress")):
        assert client.get(url).url.startswith(reverse("account_login"))


def test_a_log_page_left_open_over_a_change_keeps_what_was_done_and_says_so(signed_in, user):
    session = make_plan(user).sessions.first()
    url = reverse("plans:session-log", args=[session.pk])
    assert 'name="revision" value="1"' in signed_in.get(url).text
    done = list(session.items.values_list("exercise_id", flat=True))
    save_answers(user=user, step="back", flags=["cannot_kneel"], asked=["cannot_kneel"])
    gone = set(done) - set(session.items.values_list("exercise_id", flat=True))
    assert gone
    rates = {f"rate_{slug}": "hard" for slug in gone}
    response = signed_in.post(url, answers(revision="1", done=done, **rates), follow=True)
    assert "Your plan changed while that page was open" in response.text
    kept = {one.exercise_id: one for one in ExerciseLog.objects.all()}
    assert kept.keys() == set(done)
    assert all(kept[slug].rating == "hard" and kept[slug].planned is None for slug in gone)


def test_a_log_of_the_plan_as_it_stands_says_nothing_of_a_change(signed_in, user):
    session = make_plan(user).sessions.first()
    url = reverse("plans:session-log", args=[session.pk])
    assert "Your plan changed" not in signed_in.post(url, answers(revision="1", done=[]), follow=True).text


def test_what_no_library_holds_is_refused_without_its_code(signed_in, user):
    session = make_plan(user).sessions.first()
    response = signed_in.post(reverse("plans:session-log", args=[session.pk]), answers(done=["moon-walk"]))
    assert response.status_code == 422
    assert "moon-walk" not in str(response.context["form"].errors)


def test_a_log_of_a_session_that_is_gone_is_kept_as_something_extra(signed_in, user):
    session = make_plan(user).sessions.first()
    url, done = reverse("plans:session-log", args=[session.pk]), [session.items.first().exercise_id]
    session.delete()
    assert signed_in.get(url).status_code == 404
    assert signed_in.post(url, answers(revision="1", done=done, heart_minutes="x")).status_code == 422
    assert signed_in.post(url, answers(revision="1", done=done)).status_code == 302
    log = SessionLog.objects.get()
    assert (log.session, [one.exercise_id for one in log.exercises.all()]) == (None, done)


def test_a_log_for_a_session_of_someone_else_is_not_found(signed_in, user):
    stranger = make_user()
    make_profile(stranger)
    session = make_plan(stranger).sessions.first()
    response = signed_in.post(reverse("plans:session-log", args=[session.pk]), answers(revision="1", done=[]))
    assert response.status_code == 404
    assert not SessionLog.objects.exists()
