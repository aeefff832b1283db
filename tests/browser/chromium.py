"""The real Chromium: found, started, watched. Any console message, page error or third-party request fails the test."""

import os
import shutil
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

from tests.builders import make_user

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
AXE_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}


def find_chromium():
    return next(
        (path for name in (os.environ.get("CHROMIUM", ""), *CHROMIUM_NAMES) if (path := shutil.which(name))), ""
    )


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    chromium = find_chromium()
    if not chromium:
        complain = pytest.fail if os.environ.get("CI", "").lower() == "true" else pytest.skip
        complain("no Chromium found: set CHROMIUM, or install chromium")
    return {**browser_type_launch_args, "executable_path": chromium, "args": CHROMIUM_ARGS}


@pytest.fixture(scope="session")
def base_url(live_server):
    """Lets a test say page.goto("/week/")."""
    return live_server.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "viewport": PHONE, "locale": "en-GB", "timezone_id": "Europe/London"}


@dataclass
class Faults:
    """What a browser complained of. Chromium logs every answer of 400 and up; the expected ones are allowed."""

    origin: str
    allowed: set[int] = field(default_factory=lambda: {422})
    seen: list[str] = field(default_factory=list)

    def allow(self, status):
        self.allowed.add(status)

    def console(self, message):
        if not any(f"status of {status} " in message.text for status in self.allowed):
            self.seen.append(f"console {message.type}: {message.text}")

    def page_error(self, error):
        self.seen.append(f"page error: {error.error}")

    def request(self, request):
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob", "about") and f"{address.scheme}://{address.netloc}" != self.origin:
            self.seen.append(f"third-party request: {request.url}")

    def watch(self, context):
        context.on("console", self.console)
        context.on("weberror", self.page_error)
        context.on("request", self.request)


@pytest.fixture
def faults(live_server):
    faults = Faults(live_server.url)
    yield faults
    assert faults.seen == []


@pytest.fixture
def context(context, faults):
    faults.watch(context)
    return context


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


def assert_accessible(page):
    """No finding of axe, in light and in dark."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        results = Axe().run(page, options=AXE_RULES)
        assert results.violations_count == 0, f"{page.url}, {scheme}:\n{results.generate_report()}"


def assert_no_sideways_scroll(page):
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= page.viewport_size["width"], f"{page.url} is {wide} px wide"
