"""The front page, colours, health, faults and the headers of every page."""

import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from rcssmin import cssmin

from backcare import front_page, views
from backcare.staticfiles import whole_sheet
from exercises.models import Exercise
from tests.builders import make_user

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "media-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
}
TRUSTED_TYPES = {"require-trusted-types-for 'script'", "trusted-types app"}


def policy(response):
    return {part.strip() for part in response["Content-Security-Policy"].split(";")}


@pytest.mark.django_db
def test_front_page_shows_a_week_without_a_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = client.get("/").content.decode()
    assert len(re.findall(r"<li>\s*<b>", page)) == 3
    assert "20 min" in page
    assert "not medical care" in page
    assert page.count('class="fig') == 5
    assert '<mark class="w">down my right leg</mark>' in page


@pytest.mark.django_db
def test_front_page_shows_its_own_week_and_note(client):
    week, note = views.example_week(), views.example_note()
    assert "".join(piece.text for piece in note["pieces"]) == front_page.NOTE
    assert {"Knee problem", "Helped by walking"} <= set(note["read"].values())
    assert len(week["drawn"]) == 5
    assert {"Brisk walk"} < {exercise.name for exercise, _position in week["drawn"]}


@pytest.mark.django_db
def test_front_page_week_keeps_to_its_own_answers():
    week = views.example_week()
    assert [day["weekday"] for day in week["days"]] == [0, 2, 4]
    assert all(day["heart_minutes"] == 20 and len(day["strength"]) >= 2 for day in week["days"])
    assert week["left_out"] > 0


@pytest.mark.django_db
def test_signed_in_front_page_leads_to_the_week(client):
    client.force_login(make_user())
    response = client.get("/")
    assert (response.status_code, response["Location"]) == (302, reverse("plans:week"))


@pytest.mark.django_db
def test_front_page_takes_no_post(client):
    assert client.post("/").status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/accounts/login/", "/accounts/signup/", "/nothing-here/"])
def test_every_page_has_the_strict_policy(client, address):
    assert policy(client.get(address)) == POLICY | TRUSTED_TYPES


@pytest.mark.django_db
def test_admin_has_the_same_policy_without_trusted_types(client):
    client.force_login(make_user(is_staff=True, is_superuser=True))
    assert policy(client.get("/admin/")) == POLICY


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.django_db
def test_colours_are_kept_and_written_by_the_server(client, theme):
    response = client.post("/colours/", {"theme": theme, "next": "/exercises/?q=hip"})
    assert (response.status_code, response["Location"]) == (302, "/exercises/?q=hip")
    assert response.cookies["theme"]["httponly"]
    assert f'data-theme="{theme}"' in client.get("/").content.decode()


@pytest.mark.django_db
def test_colours_as_the_device_forget_the_choice(client):
    client.post("/colours/", {"theme": "dark"})
    client.post("/colours/", {"theme": "device"})
    assert "data-theme=" not in client.get("/").content.decode()


@pytest.mark.django_db
def test_unknown_colours_never_reach_the_page(client):
    client.cookies["theme"] = client.cookies["text"] = 'dark" onload="x'
    assert "onload" not in client.get("/").content.decode()


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "", "\\\\evil"])
def test_colours_never_lead_to_another_site(client, target):
    assert client.post("/colours/", {"theme": "dark", "next": target})["Location"] == "/"


@pytest.mark.django_db
def test_stillness_is_kept_and_written_by_the_server(client):
    client.post("/colours/", {"theme": "dark"})
    response = client.post("/colours/", {"movement": "still", "next": "/exercises/"})
    assert response.cookies["movement"]["httponly"]
    for address in ("/", "/exercises/"):
        start = client.get(address).text.partition(">")[2].partition(">")[0]
        assert "data-still" in start
        assert 'data-theme="dark"' in start  # what was not sent stays
    client.post("/colours/", {"movement": "moving"})
    assert "data-still" not in client.get("/").text
    client.cookies["movement"] = 'still" onload="x'
    assert "onload" not in client.get("/").text


@pytest.mark.django_db
def test_the_look_is_chosen_in_one_form_and_shown_as_chosen(client):
    user = make_user()
    client.force_login(user)
    sent = {"theme": "light", "text": "largest", "movement": ["moving", "still"], "next": "/you/#look"}
    page = client.post("/colours/", sent, follow=True)
    assert page.redirect_chain == [("/you/#look", 302)]
    assert len(re.findall(r"value=\"(?:light|largest|still)\" id=\"\w+\"\s+checked", page.text)) == 3
    assert re.search(r"<html[^>]* data-text=\"largest\"", Client(headers={"cookie": "text=largest"}).get("/").text)
    page = client.post("/colours/", {**sent, "theme": "device", "text": "usual", "movement": "moving"}, follow=True)
    assert len(re.findall(r"value=\"(?:device|usual)\" id=\"\w+\"\s+checked", page.text)) == 2
    assert not re.search(r"<html[^>]*data-", page.text)


def test_colours_take_posts_only(client):
    assert client.get("/colours/").status_code == 405


def test_health_needs_no_database(client):
    response = client.get("/healthz")
    assert (response.status_code, response.content, response["Content-Type"]) == (200, b"ok\n", "text/plain")


@pytest.mark.django_db
def test_ready_with_library_and_migrations(client):
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_not_ready_without_library(client):
    Exercise.objects.all().delete()
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"library\n")


def test_not_ready_without_database(client, monkeypatch):
    def broken(connection):
        raise DatabaseError

    monkeypatch.setattr(views, "MigrationExecutor", broken)
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"database\n")


@pytest.mark.django_db
def test_missing_page_offers_ways_on(client):
    response = client.get("/nothing-here/")
    assert response.status_code == 404
    assert "/exercises/" in response.content.decode()


@pytest.mark.django_db
def test_stale_form_says_so():
    response = Client(enforce_csrf_checks=True).post("/colours/", {"theme": "dark"})
    assert response.status_code == 403
    assert "didn’t go through" in response.content.decode()


def break_the_front_page(monkeypatch):
    def broken():
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(views, "example_week", broken)


def test_fault_page_needs_no_database(monkeypatch):
    break_the_front_page(monkeypatch)
    response = Client(raise_request_exception=False).get("/")
    page = response.content.decode()
    assert response.status_code == 500
    assert "lie down for a minute" in page
    assert "css/app.css" in page
    assert "broken on purpose" not in page


def test_fault_page_survives_missing_static_files(monkeypatch):
    def missing(name):
        raise ValueError(name)

    break_the_front_page(monkeypatch)
    monkeypatch.setattr(views.staticfiles_storage, "url", missing)
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 500
    assert "stylesheet" not in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/exercises/", "/accounts/login/", "/sources/"])
def test_a_page_has_two_stylesheets_of_at_most_12_kb_as_they_are_sent(path):
    sheets = re.findall(r'<link rel="stylesheet" href="/static/([^"]+)"', Client().get(path).content.decode())
    assert len(sheets) == 2
    sent = [brotli.compress(cssmin(whole_sheet(Path(finders.find(sheet)))).encode()) for sheet in sheets]
    assert sum(map(len, sent)) <= 12_000


@pytest.mark.parametrize("sheet", sorted(Path("static/css").rglob("*.css")), ids=lambda sheet: sheet.name)
def test_a_minified_stylesheet_keeps_its_descendants(sheet):
    """The minifier takes the space out of some `.a-b :is(…)`, which then speaks of `.a-b` itself."""
    css = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    descendants = re.compile(r"[\w\])*] :[a-z]")
    assert len(descendants.findall(cssmin(css))) == len(descendants.findall(css))


@pytest.mark.parametrize("sheet", sorted(Path("static/css").rglob("*.css")), ids=lambda sheet: sheet.name)
def test_safari_draws_our_lines_too(sheet):
    """It passes over a whole `text-decoration` that says more than one thing, and the lines under a note's words go."""
    assert re.findall(r"text-decoration:\s*[^;}\s]+ [^;}]+", sheet.read_text(encoding="utf-8")) == []


@pytest.mark.django_db
def test_what_was_sent_to_a_page_that_is_gone_is_said_to_be_still_there(client):
    client.force_login(make_user())
    hint = "your answers should still be there"
    assert hint not in client.get("/logs/1/").content.decode()
    assert hint in client.post("/logs/1/").content.decode()
