"""The library in the database and on its pages."""

import re
from dataclasses import replace

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from exercises import loading
from exercises.catalogue import catalogue
from exercises.loading import load_library
from exercises.models import Exercise
from tests.builders import make_plan, make_profile, make_user

pytestmark = pytest.mark.django_db


def names(response):
    return [row.name for row in response.context["pages"]]


def test_loading_again_changes_nothing():
    loaded = load_library()
    assert (loaded.made, loaded.changed, loaded.retired) == ((), (), ())
    assert Exercise.objects.count() == 78


def test_words_an_admin_edited_stay_and_are_said(capsys):
    Exercise.objects.filter(slug="yoga").update(purpose="Our own words.", demands=[], edited_at=timezone.now())
    call_command("load_library")
    row = Exercise.objects.get(slug="yoga")
    assert row.purpose == "Our own words."
    assert "spinal_flexion" in row.demands
    assert "yoga" in capsys.readouterr().out


def test_a_file_that_retires_an_exercise_wins_over_edited_words(monkeypatch):
    Exercise.objects.filter(slug="yoga").update(name="Our yoga", edited_at=timezone.now())
    known = catalogue()
    yoga = replace(known.exercises["yoga"], is_retired=True)
    changed = replace(known, exercises={**known.exercises, "yoga": yoga}, digest="next")
    monkeypatch.setattr(loading, "catalogue", lambda: changed)
    load_library()
    row = Exercise.objects.get(slug="yoga")
    assert (row.name, row.is_retired) == ("Our yoga", True)


def test_a_file_does_not_bring_back_what_an_admin_retired():
    Exercise.objects.filter(slug="yoga").update(is_retired=True, edited_at=timezone.now())
    load_library()
    assert Exercise.objects.get(slug="yoga").is_retired


def test_an_exercise_whose_file_is_gone_is_retired_not_deleted():
    row = Exercise.objects.get(slug="yoga")
    row.pk = "old-one"
    row.save()
    assert load_library().retired == ("old-one",)
    assert Exercise.objects.get(slug="old-one").is_retired


def test_the_library_is_open_to_all_and_starts_with_its_heart(client):
    response = client.get(reverse("exercises:library"))
    assert response.status_code == 200
    assert response.context["total"] == 78
    assert all(row.is_core for row in list(response.context["pages"])[:14])


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("knee", "Knee to Chest"),
        ("pool", "Swimming"),
        ("brige", "Glute bridge"),
        ("brisk wlak", "Brisk walk"),
        ("CHAIR", "Chair cardio"),
        ("childs", "Child’s Pose"),
    ],
)
def test_search_finds_what_people_call_it(client, query, name):
    found = [one.replace("'", "’") for one in names(client.get(reverse("exercises:library"), {"q": query}))]
    assert name in found


def test_filters_narrow_and_can_be_combined(client):
    url = reverse("exercises:library")
    stretches = client.get(url, {"kind": "stretch"}).context["total"]
    both = client.get(url, {"kind": "stretch", "where": "chair"})
    assert 0 < both.context["total"] < stretches
    assert {row.kind for row in both.context["pages"]} == {"stretch"}
    assert "where=chair" in client.get(url, {"kind": "stretch"}).text


def test_an_unknown_filter_hides_nothing_it_should_not(client):
    assert (
        client.get(reverse("exercises:library"), {"kind": "dance", "level": "olympic", "where": "moon"}).context[
            "total"
        ]
        == 78
    )


def test_nothing_found_says_so_and_shows_a_way_out(client):
    text = client.get(reverse("exercises:library"), {"q": "zzzz"}).text
    assert "Nothing matches “zzzz”" in text
    assert "Show all exercises" in text


def test_nothing_found_names_the_filter_that_did_it(client):
    text = client.get(reverse("exercises:library"), {"q": "swimming", "where": "chair"}).text
    assert "1 exercise without “On a chair”" in text
    assert 'href="/exercises/?q=swimming"' in text


def test_what_is_searched_for_is_shown_as_text(client):
    text = client.get(reverse("exercises:library"), {"q": "<script>alert(1)</script>"}).text
    assert "<script>alert" not in text


def test_pages_hold_24_each(client):
    first = client.get(reverse("exercises:library"))
    last = client.get(reverse("exercises:library"), {"page": "4"})
    assert len(names(first)) == 24
    assert len(names(last)) == 6


def test_an_exercise_page_tells_how_and_how_much(client):
    response = client.get(reverse("exercises:exercise", args=["knee-to-chest"]))
    row = Exercise.objects.get(slug="knee-to-chest")
    for text in (row.name, row.step_start[:20], "3 times, hold 20 seconds, each side", "Double knee to chest"):
        assert text in response.text


def test_a_retired_exercise_stays_readable(client):
    Exercise.objects.filter(slug="yoga").update(is_retired=True)
    assert "has been retired" in client.get(reverse("exercises:exercise", args=["yoga"])).text
    assert "yoga" not in [row.slug for row in client.get(reverse("exercises:library"), {"q": "yoga"}).context["pages"]]


def test_an_unknown_exercise_is_not_found(client):
    assert client.get(reverse("exercises:exercise", args=["no-such"])).status_code == 404


def test_a_signed_in_person_sees_why_it_is_in_or_out(client):
    user = make_user()
    make_profile(user, ticked=["cannot_kneel"])
    plan = make_plan(user)
    client.force_login(user)
    planned = plan.sessions.first().items.first().exercise_id
    assert "In your plan." in client.get(reverse("exercises:exercise", args=[planned])).text
    left_out = client.get(reverse("exercises:exercise", args=["childs-pose"])).text
    assert "Not in your plan." in left_out
    assert "you cannot kneel" in left_out


def test_sources_name_what_leans_on_them(client):
    text = client.get(reverse("exercises:sources")).text
    assert 'id="walkback"' in text
    assert "Brisk walk" in text
    assert "Our own judgement" in text


@pytest.mark.parametrize("path", ["exercises:library", "exercises:sources"])
def test_library_pages_take_no_post(client, path):
    assert client.post(reverse(path)).status_code == 405


def test_library_pages_need_few_queries(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        client.get(reverse("exercises:library"))
    with django_assert_max_num_queries(4):
        client.get(reverse("exercises:exercise", args=["cat-cow"]))


@pytest.fixture
def editor(client):
    client.force_login(make_user(is_staff=True, is_superuser=True))
    return client


def fields_of(response):
    form = response.context["adminform"].form
    values = {}
    for name in form.fields:
        value = form[name].value()
        values[name] = "" if value is None else value
    return {key: value for key, value in values.items() if value is not False}


def test_an_editor_changes_words_and_it_is_dated(editor):
    url = reverse("admin:exercises_exercise_change", args=["cat-cow"])
    values = fields_of(editor.get(url))
    response = editor.post(url, {**values, "purpose": "Plainer words."})
    assert response.status_code == 302, response.context["adminform"].form.errors
    row = Exercise.objects.get(slug="cat-cow")
    assert row.purpose == "Plainer words."
    assert row.edited_at


def test_an_editor_can_add_a_demand_but_not_take_one(editor):
    url = reverse("admin:exercises_exercise_change", args=["cat-cow"])
    values = fields_of(editor.get(url))
    assert "demands" not in values
    before = Exercise.objects.get(slug="cat-cow").demands
    editor.post(url, {**values, "demands": "[]", "extra_demands": ["head_down"]})
    row = Exercise.objects.get(slug="cat-cow")
    assert row.demands == before
    assert row.extra_demands == ["head_down"]


@pytest.mark.parametrize(("field", "value"), [("sources", "no-such-paper"), ("sources", ""), ("step_start", "")])
def test_an_unsafe_edit_is_refused_at_its_field(editor, field, value):
    url = reverse("admin:exercises_exercise_change", args=["cat-cow"])
    response = editor.post(url, {**fields_of(editor.get(url)), field: value})
    assert response.status_code == 200
    assert field in response.context["adminform"].form.errors


def test_nobody_deletes_an_exercise(editor):
    assert editor.get(reverse("admin:exercises_exercise_delete", args=["cat-cow"])).status_code == 403


def test_ones_own_level_is_marked_among_the_doses(client):
    address = reverse("exercises:exercise", args=["bird-dog"])
    assert "is-you" not in client.get(address).text
    user = make_user()
    make_profile(user, fitness_level="advanced")
    client.force_login(user)
    (row,) = re.findall(r'<tr class="is-you">.*?</tr>', client.get(address).text, re.DOTALL)
    assert "Advanced" in row


def test_the_library_says_what_is_in_and_out_of_the_plan_and_to_nobody_else(client):
    url, user = reverse("exercises:library"), make_user()
    assert "In your plan" not in client.get(url, {"q": "cat/cow"}).text
    assert "Left out" not in client.get(url, {"q": "cat/cow"}).text
    make_profile(user, ticked=["cannot_kneel"])
    plan = make_plan(user)
    client.force_login(user)
    text = client.get(url, {"q": "cat/cow"}).text
    assert "Left out: cannot kneel" in text
    assert "lib-card out" in text
    assert "In your plan" in client.get(url, {"q": plan.sessions.first().items.first().exercise.name}).text


def test_one_finds_what_is_in_ones_plan_and_nobody_else_is_offered_that(client):
    url, user = reverse("exercises:library"), make_user()
    assert "In my plan" not in client.get(url, {"plan": "mine"}).text
    assert client.get(url, {"plan": "mine"}).context["total"] == client.get(url).context["total"]
    make_profile(user)
    plan = make_plan(user)
    client.force_login(user)
    planned = {item.exercise_id for session in plan.sessions.all() for item in session.items.all()}
    page = client.get(url, {"plan": "mine"})
    assert {row.slug for row in page.context["pages"]} == planned
    assert 'href="/exercises/?plan=mine&amp;kind=stretch"' in page.text
    assert 'href="/exercises/?plan=mine"' in client.get(url).text
