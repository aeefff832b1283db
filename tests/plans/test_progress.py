"""What a person sees of their weeks, in every state."""

import datetime
import re

import pytest
from django.urls import reverse

from exercises.models import Exercise
from plans.engine.statistics import Score
from plans.models import ActivityScore, ExerciseLog, FlareUp, PersonalActivity, SessionLog
from plans.queries.activities import activities_of, activities_with_scores
from plans.queries.progress import progress_page
from plans.services.activities import add_activity, score_activities
from tests.builders import MONDAY, make_log, make_plan, make_profile, make_user

pytestmark = pytest.mark.django_db

URL = "/progress/"


def days_ago(count, today=MONDAY):
    return today - datetime.timedelta(days=count)


@pytest.fixture
def user():
    return make_user()


@pytest.fixture
def signed_in(client, user, monkeypatch):
    """The site's clock stands at the Monday's noon."""
    noon = datetime.datetime.combine(MONDAY, datetime.time(12), tzinfo=datetime.UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)
    make_profile(user)
    client.force_login(user)
    return client


def log_every_other_day(user, before, after=None, until=MONDAY):
    """One log for each score, the last one on `until`."""
    logs = []
    for place, score in enumerate(reversed(before)):
        logs.append(make_log(user, days_ago(2 * place, until), pain_before=score, pain_after=after and score + after))
    return logs[::-1]


def add_exercises(logs, *slugs):
    ExerciseLog.objects.bulk_create(
        ExerciseLog(log=log, exercise=exercise, sets=2, reps=8)
        for log in logs
        for exercise in Exercise.objects.filter(slug__in=slugs)
    )


def test_nothing_yet_says_what_will_appear(signed_in):
    text = signed_in.get(URL).text
    assert "Nothing to show yet" in text
    assert "Start your own three" in text
    assert "week</b>" not in text


def test_one_log_says_it_is_too_early(signed_in, user):
    make_log(user, pain_before=4, pain_after=3)
    text = signed_in.get(URL).text
    assert "Your first week" in text
    assert "7 more days with a score" in text
    assert "Your first session" in text
    assert "Nothing can be said yet" not in text  # no exercise was logged, so the part is not there


def test_it_opens_with_weeks_and_an_important_change(signed_in, user):
    log_every_other_day(user, [6, 6, 6, 6, 6, 4, 4, 4, 4, 4], after=-1)
    page = signed_in.get(URL)
    assert "from about <b>6</b> to about <b>4</b>" in page.text
    assert "important" in page.text
    assert "falls by 1 on average (10 days" in page.text


def test_a_small_change_is_called_what_it_is(signed_in, user):
    log_every_other_day(user, [5, 5, 5, 5, 5, 4, 4, 4, 4, 4])
    assert "may be chance" in signed_in.get(URL).text


SHOW_IT = "That is worth showing to a clinician."
WHEN = re.compile(r'clinician\.\s+<a href="/how-plans-are-made/#red-flags">When to see a doctor</a>')


def test_severe_pain_week_after_week_is_worth_showing(signed_in, user):
    log_every_other_day(user, [7] * 14)
    for address in (URL, "/report/"):
        text = signed_in.get(address).text
        assert "Your pain was 7 or more out of 10 in most of the last weeks. " + SHOW_IT in text
        assert WHEN.search(text)
    SessionLog.objects.filter(date__gt=days_ago(14)).update(pain_before=6)  # two bad weeks of four
    assert SHOW_IT not in signed_in.get(URL).text
    assert SHOW_IT not in signed_in.get("/report/").text


def test_mornings_that_were_all_worse_are_worth_showing(signed_in, user):
    for count in range(4):
        assert SHOW_IT not in signed_in.get(URL).text
        make_log(user, days_ago(7 - 2 * count), pain_before=3, next_morning="worse")
    for address in (URL, "/report/"):
        assert "clearly worse on each of the last 4 mornings after a session. " + SHOW_IT in signed_in.get(address).text
    make_log(user, MONDAY, pain_before=3, next_morning="sore")
    assert SHOW_IT not in signed_in.get(URL).text


def test_a_month_long_past_shows_its_own_days(signed_in, user):
    old = days_ago(400)
    make_log(user, old)
    make_log(user, MONDAY)
    page = progress_page(user, today=MONDAY, month=old.replace(day=1))
    assert [day.date for row in page.month.weeks for day in row if day.state == "done"] == [old]
    assert [day.date for day in page.days] == [MONDAY]


def test_bad_weeks_long_past_are_not_held_against_today(signed_in, user):
    for log in log_every_other_day(user, [9] * 14, until=days_ago(35)):
        SessionLog.objects.filter(pk=log.pk).update(next_morning="worse")
    make_log(user, MONDAY, pain_before=2)
    assert SHOW_IT not in signed_in.get(URL).text


def test_weeks_below_the_target_are_told_as_moving_not_as_none(signed_in, user):
    make_log(user, days_ago(20))
    page = signed_in.get(URL).text
    assert "You kept moving in <b>1</b> of the last 3 weeks." in page
    assert "reached your target" not in page


def test_minutes_a_person_could_have_sung_in_are_not_counted(signed_in, user):
    make_log(user, heart_minutes=30)
    make_log(user, heart_minutes=50, talk_test="sing")
    page = progress_page(user, today=MONDAY)
    assert page.weeks[-1].standing.minutes == 30
    assert page.weeks[-1].sessions == 2


def test_adherence_counts_only_sessions_that_were_due(signed_in, user):
    plan = make_plan(user)
    monday, wednesday, _friday = plan.sessions.order_by("date")
    make_log(user, MONDAY, session=monday)
    page = progress_page(user, today=days_ago(-3))  # Thursday: Wednesday was missed, Friday is ahead
    assert (page.adherence.done, page.adherence.planned) == (1, 2)
    assert "You did 1 of 1 planned session." in signed_in.get(URL).text


def test_someone_back_after_months_is_welcomed(signed_in, user):
    make_log(user, days_ago(100))
    text = signed_in.get(URL).text
    assert "Good to see you" in text
    assert "streak" not in text.lower()
    make_log(user, MONDAY)
    text = signed_in.get(URL).text
    assert "You came back after" in text
    assert "in <b>0</b>" not in text  # nobody is told of weeks that were none


@pytest.mark.parametrize("away", [90, 400, 1100])
def test_who_comes_back_after_longer_than_the_page_shows_is_welcomed(signed_in, user, away):
    make_log(user, days_ago(away))
    make_log(user, days_ago(1))
    assert "You came back after a while." in signed_in.get(URL).text


def test_a_year_away_still_shows_a_page(signed_in, user):
    make_log(user, days_ago(400), pain_before=9)
    page = signed_in.get(URL)
    assert page.status_code == 200
    assert "Good to see you" in page.text


def test_logs_keep_their_date_over_time_zones(signed_in, user):
    """Logged on Tuesday in Auckland; the profile has since moved to Honolulu, where it is still Monday."""
    make_log(user, days_ago(-1))
    user.profile.time_zone = "Pacific/Honolulu"
    user.profile.save()
    page = progress_page(user, today=user.profile.today())
    assert page.weeks[-1].standing.minutes == 20
    assert signed_in.get(URL).status_code == 200


def test_extremes_are_shown(signed_in, user):
    for place in range(40):
        make_log(user, days_ago(place), heart_minutes=600, pain_before=10, pain_after=10 if place % 2 else 0)
    page = signed_in.get(URL)
    assert "one tick is 200 minutes" in page.text
    assert "4200" in page.text


def test_what_agrees_needs_eight_sessions_and_compares(signed_in, user):
    logs = log_every_other_day(user, [5] * 7, after=-2)
    add_exercises(logs, "glute-bridge")
    assert "Nothing can be said yet" in signed_in.get(URL).text
    more = log_every_other_day(user, [5] * 3, after=-2, until=days_ago(30))
    add_exercises(more, "glute-bridge")
    text = signed_in.get(URL).text
    assert "fewer than 8 sessions without these, too few to compare them with: Glute bridge" in " ".join(text.split())
    log_every_other_day(user, [5] * 10, after=0, until=days_ago(60))
    ((name, one),) = progress_page(user, today=MONDAY).agrees
    assert (name, one.sessions, one.change) == ("Glute bridge", 10, -2)
    text = signed_in.get(URL).text
    assert "not proof" in text


def test_the_calendar_shows_done_and_planned_and_other_months(signed_in, user):
    plan = make_plan(user)
    make_log(user, MONDAY, session=plan.sessions.order_by("date").first())
    make_log(user, days_ago(40))
    text = signed_in.get(URL).text
    assert '<span class="d-done d-today">16' in text
    assert '<span class="d-plan">18' in text
    assert "d-done" in signed_in.get(URL + "?month=2026-10").text
    for odd in ("2027-01", "x", "2026-13", "0001-01", ""):
        assert "November 2026" in signed_in.get(URL, {"month": odd}).text


def test_the_calendar_marks_a_flare_up_in_any_month(signed_in, user):
    make_plan(user, days_ago(14))
    first, last = days_ago(13), days_ago(11)
    steps = [{"flag": "flare", "minutes": 10, "on": first.isoformat()}]
    FlareUp.objects.create(
        user=user, started_on=first, until=last, ended_on=last, pain_nrs=7, before={"minutes": 20}, steps=steps
    )
    make_log(user, days_ago(12))
    page = signed_in.get(URL).text
    days = re.findall(r'<td class="d-flare"><span[^>]*>(\d+)', page)
    assert days == [str(days_ago(number).day) for number in (13, 12, 11)]
    assert "cd-flare" in page
    assert "d-flare" not in signed_in.get(f"{URL}?month=2026-09").text


def test_others_logs_are_not_counted(signed_in):
    stranger = make_user()
    make_log(stranger, pain_before=7)
    add_activity(user=stranger, words="Dance", score=2, today=MONDAY)
    text = signed_in.get(URL).text
    assert "Nothing to show yet" in text
    assert "Dance" not in text


def test_the_page_needs_eight_queries_with_everything_in_it(signed_in, user, django_assert_max_num_queries):
    make_plan(user)
    for place, words in enumerate(["Socks", "Film", "Shopping"]):
        activity = add_activity(user=user, words=words, score=3, today=days_ago(40))
        score_activities(user=user, scores={activity.pk: 5 + place}, today=MONDAY)
    logs = log_every_other_day(user, [6, 5, 6, 5, 4, 5, 4, 3, 4, 3], after=-1)
    add_exercises(logs, "glute-bridge", "bird-dog")
    with django_assert_max_num_queries(8) as few:
        signed_in.get(URL)
    SessionLog.objects.bulk_create(
        SessionLog(user=user, date=days_ago(place // 2), heart_minutes=20, pain_before=4, pain_after=3)
        for place in range(2000)
    )
    with django_assert_max_num_queries(8) as many:
        assert signed_in.get(URL).status_code == 200
    assert len(few) == len(many)


def test_all_logs_are_listed_page_by_page(signed_in, user):
    for number in range(25):
        make_log(user, days_ago(number))
    url = reverse("plans:progress-logs")
    assert "Page 1 of 2" in signed_in.get(url).text
    assert "Page 2 of 2" in signed_in.get(url + "?page=2").text


@pytest.mark.parametrize("name", ["progress", "progress-logs", "activities"])
def test_pages_are_for_those_who_log_in(client, name):
    assert client.get(reverse(f"plans:{name}")).url.startswith(reverse("account_login"))


@pytest.mark.parametrize("name", ["progress", "progress-logs"])
def test_pages_to_read_take_no_post(signed_in, name):
    assert signed_in.post(reverse(f"plans:{name}")).status_code == 405


# Activities that matter


def activities(client, **data):
    return client.post(reverse("plans:activities"), data)


def test_an_activity_is_named_scored_and_shown(signed_in, user):
    assert activities(signed_in, add="1", words="Put on socks", score="3").status_code == 302
    activity = PersonalActivity.objects.get(user=user)
    assert list(activity.scores.values_list("date", "score")) == [(MONDAY, 3)]
    text = signed_in.get(URL).text
    assert "Put on socks" in text
    assert "Scored once so far" in text


def test_a_missing_score_keeps_the_words(signed_in):
    answer = activities(signed_in, add="1", words="Put on socks")
    assert answer.status_code == 422
    assert 'value="Put on socks"' in answer.text
    assert not PersonalActivity.objects.exists()


def test_three_is_the_most_and_each_once(signed_in, user):
    for words in ("Socks", "Film", "Shopping"):
        activities(signed_in, add="1", words=words, score="3")
    answer = activities(signed_in, add="1", words="Dance", score="3")
    assert answer.status_code == 422
    activities(signed_in, stop=str(PersonalActivity.objects.get(words="Film").pk))
    assert activities(signed_in, add="1", words="socks", score="3").status_code == 422
    activities(signed_in, add="1", words="film", score="9")  # goes on where it stopped
    assert PersonalActivity.objects.of(user).filter(stopped_on=None).count() == 3
    assert PersonalActivity.objects.of(user).count() == 3


def test_scores_are_asked_again_after_four_weeks_and_judged(signed_in, user):
    activity = add_activity(user=user, words="Socks", score=3, today=days_ago(28))
    assert "Four weeks have passed" in signed_in.get(URL).text
    activities(signed_in, save="1", **{f"score_{activity.pk}": "7"})
    text = signed_in.get(URL).text
    assert "Four weeks have passed" not in text
    assert "A change that matters" in text
    assert "went from <b>3</b> to <b>7</b>" not in text  # nothing logged: day one says what will appear


def test_scoring_twice_a_day_keeps_the_latest_and_an_open_one_changes_nothing(signed_in, user):
    activity = add_activity(user=user, words="Socks", score=3, today=MONDAY)
    activities(signed_in, save="1", **{f"score_{activity.pk}": "5"})
    activities(signed_in, save="1")
    assert list(ActivityScore.objects.values_list("score", flat=True)) == [5]


def test_nobody_scores_or_stops_another_persons_activity(signed_in):
    other = add_activity(user=make_user(), words="Dance", score=2, today=MONDAY)
    activities(signed_in, save="1", **{f"score_{other.pk}": "9"})
    activities(signed_in, stop=str(other.pk))
    other.refresh_from_db()
    assert other.stopped_on is None
    assert other.scores.get().score == 2
    assert "Dance" not in signed_in.get(reverse("plans:activities")).text


@pytest.mark.parametrize("data", [{"stop": "99999999999999999999"}, {"stop": "x"}, {"add": "1"}, {"save": "1"}, {}])
def test_odd_posts_do_no_harm(signed_in, data):
    assert activities(signed_in, **data).status_code in (200, 302, 422)


def test_an_activity_keeps_its_first_score_beside_the_newest(user):
    activity = PersonalActivity.objects.create(user=user, words="Put on my socks")
    for weeks in range(40):
        activity.scores.create(date=MONDAY - datetime.timedelta(weeks=4 * weeks), score=min(weeks, 10))
    newest = [MONDAY - datetime.timedelta(weeks=4 * weeks) for weeks in (39, 4, 3, 2, 1, 0)]
    (course,) = activities_with_scores(user, today=MONDAY).courses
    assert [score.date for score in course.scores] == newest
    (course,) = activities_of(user, today=MONDAY).courses
    assert (course.first, course.latest) == (Score(newest[0], 10), Score(MONDAY, 0))
