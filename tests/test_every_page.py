"""What holds for each address of the site, read from the site itself: a new one can't be forgotten."""

import datetime

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plans.models import SessionLog
from tests.addresses import FILES, POST_ONLY, ROUTES, fill
from tests.builders import MONDAY, make_log, make_plan, make_profile, make_user

QUERIES = 8
PUBLIC = (
    "", "accounts/confirm-email/", "accounts/inactive/", "accounts/login/", "accounts/login/code/confirm/",
    "accounts/logout/", "accounts/password/reset/", "accounts/signup/", "colours/", "exercises/", "healthz",
    "how-plans-are-made/", "lessons/", "manifest.webmanifest", "offline/", "readyz", "reminders/stop/", "shared/",
    "sources/", "start/country/", "sw.js", "calendar/",
)  # fmt: skip
PUBLIC_BUT = ("lessons/<slug:slug>/read/", "offline/pages/")


PERSONAL = [route for route in ROUTES if not route.startswith(PUBLIC[1:]) and route] + list(PUBLIC_BUT)
OF_ONE = [route for route in ROUTES if "<int:pk>" in route]


@pytest.fixture
def world(db, on_a_monday):
    """A person in the middle of a week, and what addresses need."""
    user = make_user()
    make_profile(user, pain_notes="Sitting is worse.", ticked=["worse_sitting"])
    done, session = make_plan(user).sessions.order_by("date")[:2]
    log = make_log(user, session=done, pain_before=4, pain_after=3, note="Fine.")
    twice = [make_log(user, activity="Swim") for _one in range(2)]
    item = session.items.filter(block="strength").first()
    return {"user": user, "session": session.pk, "log": log.pk, "item": item, "twice": twice[-1].pk}


@pytest.fixture
def person(world):
    client = Client()
    client.force_login(world["user"])
    return client


def counted(client, address):
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    return response.status_code, len(asked)


def test_every_page_asks_little_and_no_more_with_1000_logs_or_after_a_write(person, world):
    pages = [fill(route, world) for route in ROUTES if route not in POST_ONLY + FILES]
    person.get("/week/")  # the first look of a week makes its plan
    few = {address: counted(person, address) for address in pages}
    broken = {address: found for address, found in few.items() if found[0] not in (200, 302, 404) or found[1] > QUERIES}
    assert broken == {}
    SessionLog.objects.bulk_create(
        SessionLog(
            user=world["user"], date=MONDAY - datetime.timedelta(days=1 + number), heart_minutes=20, talk_test="talk"
        )
        for number in range(1000)
    )
    make_log(world["user"], MONDAY - datetime.timedelta(days=3))
    many = {address: counted(person, address) for address in pages}
    assert {
        address: (few[address], found) for address, found in many.items() if found[1] > max(few[address][1], 1)
    } == {}


def test_every_personal_page_asks_strangers_to_log_in(client, world):
    for route in PERSONAL:
        for send in (client.get, client.post):
            response = send(fill(route, world))
            assert response.status_code == 302, route
            assert response.url.startswith("/accounts/login/"), route


def test_every_public_page_is_there_for_anybody(client, world):
    for route in sorted(set(ROUTES) - set(PERSONAL) - set(POST_ONLY)):
        response = client.get(fill(route, world))
        expected = (404, 410) if fill(route, world).endswith(("nothing/", "nothing.ics")) else (200, 302)
        assert response.status_code in expected or "accounts/" in route, route
        assert response.status_code < 500
        assert not response.headers.get("Location", "").startswith("/accounts/login/?next"), route


@pytest.mark.parametrize("route", sorted(set(POST_ONLY) - set(PUBLIC)))
def test_who_sent_something_logged_out_comes_back_to_the_page_it_stood_on(client, world, route):
    for sent_from, back in (("http://testserver/week/?a=b", "/week/%3Fa%3Db"), ("http://elsewhere/x/", "/week/")):
        response = client.post(fill(route, world), headers={"Referer": sent_from})
        assert response.url == f"/accounts/login/?next={back}"


@pytest.mark.parametrize("route", OF_ONE)
def test_another_persons_things_are_not_there(world, route):
    other = Client()
    stranger = make_user()
    make_profile(stranger)
    make_plan(stranger)
    other.force_login(stranger)
    address = fill(route, world)
    if route not in POST_ONLY:
        assert other.get(address).status_code == 404
    assert other.post(address).status_code in (404, 405)


@pytest.mark.parametrize("route", POST_ONLY)
def test_what_changes_something_takes_no_get(person, world, route):
    response = person.get(fill(route, world))
    assert response.status_code == 405
    assert "Nothing to read here" in response.text
    assert response.headers["Allow"] == "POST"


@pytest.mark.django_db
def test_staff_pages_ask_little(admin_client):
    listed = [
        "/admin/",
        *(f"/admin/{model._meta.app_label}/{model._meta.model_name}/" for model in admin.site._registry),
    ]
    pages = [*listed, "/admin/exercises/exercise/bird-dog/change/", "/admin/exercises/exercise/drawings/"]
    found = {address: counted(admin_client, address) for address in pages}
    assert {address: one for address, one in found.items() if one[0] != 200 or one[1] > QUERIES} == {}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/admin/", "/admin/exercises/exercise/", "/admin/exercises/exercise/drawings/"])
def test_staff_pages_name_their_icon_so_that_no_browser_looks_for_one(admin_client, address):
    assert 'rel="icon"' in admin_client.get(address).text
