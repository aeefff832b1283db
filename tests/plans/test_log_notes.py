"""The note after a session is read too, and asks at once."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from plans.models import Profile, SessionLog
from plans.services.logs import delete_log
from plans.services.profile import effective_facts, log_hints, note_signs
from plans.services.start import save_answers
from tests.builders import make_log, make_plan, make_profile, make_user
from tests.plans.test_logs import answers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_monday")]
WEEK = "/week/2026-W47/"
name_the_logs = import_module("plans.migrations.0020_say_no_to_the_note_of_one_log").name_the_logs
NUMB = "Went well. I have gone numb between my legs though."


@pytest.fixture
def user():
    user = make_user()
    make_profile(user)
    make_plan(user)
    return user


def save(client, note):
    return client.post(reverse("plans:log-new"), answers(what="walk", note=note)).url


def note_page(log):
    return reverse("plans:log-note", args=[log.pk])


def profile_of(user):
    return Profile.objects.get(user=user)


def test_a_numb_leg_is_asked_about_and_counts_only_after_a_yes(signed_in, user):
    url = save(signed_in, "leg went numb halfway")
    page = signed_in.get(url).text
    assert "<mark" in page
    assert "Does pain, tingling or numbness go down your leg?" in page
    assert "leg_pain" not in effective_facts(profile_of(user))
    assert signed_in.post(url, {"add": "leg_pain"}).url == url
    assert "leg_pain" in effective_facts(profile_of(user))
    assert signed_in.get(url).url == WEEK


def test_the_week_asks_until_it_is_answered(signed_in, user):
    """A log that waited on the phone was sent when nobody looked."""
    asks = "Your last note asks you something"
    url = save(signed_in, "leg went numb halfway")
    assert asks in signed_in.get(WEEK).text
    signed_in.post(url, {"no": "leg_pain"})
    assert asks not in signed_in.get(WEEK).text


def test_the_week_asks_no_longer_than_that(signed_in, user):
    save(signed_in, "leg went numb halfway")
    profile = profile_of(user)
    profile.read = [{**one, "since": "2026-11-01"} for one in profile.read]
    profile.save()
    assert "Your last note asks you something" not in signed_in.get(WEEK).text


def test_a_no_is_kept_and_not_asked_again(signed_in, user):
    url = save(signed_in, "leg went numb halfway")
    signed_in.post(url, {"no": "leg_pain"})
    assert signed_in.get(url).url == WEEK
    assert "leg_pain" not in effective_facts(profile_of(user))


def test_a_no_holds_for_that_note_alone(signed_in, user):
    """ "No, just this once": the same words after the next session tell of another day."""
    url = save(signed_in, "leg went numb halfway")
    signed_in.post(url, {"no": "leg_pain"})
    assert "go down your leg?" in signed_in.get(save(signed_in, "leg went numb halfway")).text
    assert signed_in.get(url).url == WEEK


def test_a_sign_that_was_not_so_is_asked_about_when_it_is_written_again(signed_in, user):
    url = save(signed_in, NUMB)
    signed_in.post(url, {"not_so": "rf_saddle_numbness"})
    assert note_signs(profile_of(user)) == {}
    assert "Is that so, today?" in signed_in.get(save(signed_in, NUMB)).text
    assert set(note_signs(profile_of(user))) == {"rf_saddle_numbness"}


def test_a_hint_at_a_sign_that_is_so_leads_to_where_its_rule_says(signed_in, user):
    url = save(signed_in, "legs felt like jelly, had to sit")
    assert note_signs(profile_of(user)) == {}
    assert signed_in.post(url, {"is_so": "rf_bilateral_leg_weakness"}).url == reverse("plans:stop")
    assert signed_in.get(WEEK).url == reverse("plans:stop")


def test_a_no_said_before_notes_were_told_apart_holds_for_the_logs_it_was_said_of(user):
    kept = {"flag": "leg_pain", "words": "leg went numb", "date": "2026-11-02"}
    read = [{"label": "leg_pain", "quote": "leg went numb", "status": "unsure", "log": 3}]
    Profile.objects.filter(user=user).update(removed=[kept], read=read)
    name_the_logs(apps, connection.schema_editor())
    assert profile_of(user).removed == [kept, {**kept, "log": 3}]
    assert log_hints(profile_of(user)) == {}


def test_a_warning_sign_counts_at_once_and_is_confirmed_or_denied(signed_in, user):
    url = save(signed_in, NUMB)
    assert "numb between my legs" in signed_in.get(url).text
    assert set(note_signs(profile_of(user))) == {"rf_saddle_numbness"}
    assert "/week/" not in signed_in.post(url, {"is_so": "rf_saddle_numbness"}).url
    signed_in.post(url, {"not_so": "rf_saddle_numbness"})
    assert note_signs(profile_of(user)) == {}
    assert signed_in.get(url).url == WEEK


def test_what_came_of_an_answer_stands_on_top_and_no_form_leads_below_it(signed_in):
    url = save(signed_in, f"{NUMB} Sitting hurts.")
    assert 'action="#' not in signed_in.get(url).text
    signed_in.post(url, {"not_so": "rf_saddle_numbness"})
    page = signed_in.get(url).text
    assert page.index("that is not so") < page.index("<h1")


def test_a_sign_left_unanswered_stays_until_it_is_answered(signed_in, user):
    save(signed_in, NUMB)
    save_answers(user=user, step="back", flags=(), asked=(), pain_notes="")
    assert "rf_saddle_numbness" in note_signs(profile_of(user))
    delete_log(log=SessionLog.objects.get())
    assert "rf_saddle_numbness" in note_signs(profile_of(user))
    assert "Is that so, today?" in signed_in.get("/start/notes/").text


def test_a_sign_of_another_note_is_asked_in_words_that_say_where_it_stands(signed_in, user):
    save(signed_in, NUMB)
    page = signed_in.get(save(signed_in, "Lovely, no pain at all.")).text
    assert "After a session, on 16 November, you wrote:" in page
    assert "Something you wrote before still waits" in page
    assert "Lovely" not in page


def test_a_sign_of_another_note_comes_after_what_this_one_says(signed_in, user):
    save(signed_in, NUMB)
    page = signed_in.get(save(signed_in, "I had a fever last night.")).text
    own, other = page.index("You wrote “"), page.index("After a session, on 16 November")
    assert own < other
    assert "Your note says something" in page


def test_a_sign_said_again_is_quoted_from_the_note_that_is_shown(signed_in, user):
    save(signed_in, NUMB)
    page = signed_in.get(save(signed_in, "numb around my bottom again")).text
    assert "you wrote:" not in page
    assert "You wrote “numb around my bottom" in page


def test_the_note_about_the_back_is_not_taken_for_that_of_a_session(signed_in, user):
    save(signed_in, NUMB)
    save_answers(user=user, step="back", flags=(), asked=(), pain_notes="Sitting is worse.")
    assert "After a session, on 16 November, you wrote:" in signed_in.get("/start/notes/").text
    log = make_log(user, note="I had a fever last night.")
    save_answers(user=user, step="back", flags=(), asked=(), pain_notes="I am numb around my bottom.")
    assert "About your back you wrote:" in signed_in.get(note_page(log)).text


def test_a_plain_note_leads_to_the_week(signed_in):
    assert save(signed_in, "Lovely, no pain at all.") == WEEK


def test_the_note_is_escaped(signed_in):
    page = signed_in.get(save(signed_in, "<script>x</script> leg went numb halfway")).text
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


def test_a_changed_note_asks_anew(signed_in, user):
    log = make_log(user)
    changed = answers(what="walk", note="my leg went numb")
    assert signed_in.post(reverse("plans:log-edit", args=[log.pk]), changed).url == note_page(log)


def test_a_strangers_note_is_not_found(client, user):
    stranger = make_user()
    make_profile(stranger)
    client.force_login(stranger)
    assert client.get(note_page(make_log(user, note=NUMB))).status_code == 404


def test_the_page_asks_the_database_little(signed_in, django_assert_max_num_queries):
    url = save(signed_in, "leg went numb halfway")
    with django_assert_max_num_queries(8):
        signed_in.get(url)
