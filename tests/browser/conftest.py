"""Chromium started and watched: any console message, page error or third-party request fails the test."""

import os

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage
from django.test import Client
from playwright.sync_api import expect

from backcare.staticfiles import whole_sheet
from tests.browser.chromium import CHROMIUM_ARGS, PHONE, WINDOWLESS_NAMES, Faults, close_or_kill, find_chromium
from tests.browser.playing import open_player
from tests.builders import make_plan, make_profile, make_user

expect.set_options(timeout=20_000)  # a machine that builds other things beside needs more than the usual 5 s


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    chromium = find_chromium(*WINDOWLESS_NAMES)
    if not chromium:
        complain = pytest.fail if os.environ.get("CI", "").lower() == "true" else pytest.skip
        complain("no Chromium found: set CHROMIUM, or install chromium")
    return {**browser_type_launch_args, "executable_path": chromium, "args": CHROMIUM_ARGS}


@pytest.fixture(scope="session", autouse=True)
def whole_sheets(tmp_path_factory):
    """The live server sends our stylesheets whole, as they are once collected: axe copies an imported part into a style
    element, which our policy refuses."""
    folder = tmp_path_factory.mktemp("static")
    (folder / "css").mkdir()
    for sheet in (settings.BASE_DIR / "static" / "css").glob("*.css"):
        (folder / "css" / sheet.name).write_text(whole_sheet(sheet), encoding="utf-8")
    finder = finders.get_finder("django.contrib.staticfiles.finders.FileSystemFinder")
    finder.locations.insert(0, ("", str(folder)))
    finder.storages[str(folder)] = FileSystemStorage(location=folder)
    yield
    del finder.locations[0]


@pytest.fixture(scope="session")
def base_url(live_server):
    """Lets a test say page.goto("/week/")."""
    return live_server.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """No worker unless a test asks for one: it would go on loading pages while the next test empties the database."""
    ours = {"viewport": PHONE, "locale": "en-GB", "timezone_id": "Europe/London", "service_workers": "block"}
    return {**browser_context_args, **ours}


@pytest.fixture
def faults(live_server):
    faults = Faults(live_server.url)
    yield faults
    assert faults.seen == []


@pytest.fixture(scope="session")
def browsers(launch_browser):
    """All that were started: one, unless it had to be killed."""
    started = []
    yield started
    for browser in started:
        if browser.is_connected():
            close_or_kill(browser)


@pytest.fixture
def browser(browsers, launch_browser):
    if not browsers or not browsers[-1].is_connected():
        browsers.append(launch_browser())
    return browsers[-1]


@pytest.fixture
def context(context, faults):
    faults.watch(context)
    yield context
    close_or_kill(context)


@pytest.fixture
def sign_in(context, live_server):
    """sign_in(user): the browser is logged in as that person, without going through the form."""

    def sign_in(user):
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])

    return sign_in


@pytest.fixture
def signed_in_page(page, sign_in):
    """A phone-sized page of a person who has just signed up. Their row is `signed_in_page.user`."""
    page.user = make_user()
    sign_in(page.user)
    return page


@pytest.fixture
def person(db, on_a_monday, sign_in):
    user = make_user()
    make_profile(user)
    sign_in(user)
    return user


@pytest.fixture
def session(person, on_a_monday):
    """The session of that Monday."""
    return make_plan(person, on_a_monday).sessions.order_by("date").first()


@pytest.fixture
def player(page, session):
    """The player, ready to start, on the Monday of its session."""
    page.clock.install(time=f"{session.date}T09:00:00Z")
    return open_player(page, session)
