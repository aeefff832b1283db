"""The real Chromium: where it is, what it complains of, and what a page must stand."""

import os
import shutil
import signal
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
# The same engine without Chromium's own window, whose buttons are web pages too: a test takes two thirds of the time.
WINDOWLESS_NAMES = ("chromium-headless-shell",)
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CLOSING_S = 30
PHONE = {"width": 390, "height": 844}
# Without its result types axe sends back every element that is fine, which takes longer than the looking.
COLOUR_RULES = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
AXE_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


def find_chromium(*preferred):
    """The path of the first Chromium on this machine, or ""."""
    names = (os.environ.get("CHROMIUM", ""), *preferred, *CHROMIUM_NAMES)
    return next((path for name in names if (path := shutil.which(name))), "")


@dataclass
class Faults:
    """What a browser complained of. Chromium logs every answer of 400 and up; the expected ones are allowed."""

    origin: str
    allowed: set[int] = field(default_factory=lambda: {422})
    may_be_offline: bool = False
    seen: list[str] = field(default_factory=list)

    def allow(self, *statuses):
        self.allowed.update(statuses)

    def console(self, message):
        if "Service Worker registration blocked" in message.text:  # by the tests themselves
            return
        if "was preloaded using link preload but not used" in message.text:  # a slow machine, not a fault of the page
            return
        if self.may_be_offline and "net::ERR_" in message.text:
            return
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


def close_or_kill(browser_or_context):
    """Chromium sometimes never answers when a context with a busy service worker closes (one run in some dozens). Then
    it is killed, and the next test starts another; what the test had to say is said by then."""
    killer = threading.Timer(CLOSING_S, kill_chromium)
    killer.start()
    try:
        browser_or_context.close()
    except Error:
        if killer.is_alive():
            raise
    finally:
        killer.cancel()


def kill_chromium():
    """Kills the browsers that this process started, through Playwright's driver."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
    for pid, parent in parents.items():
        if parents.get(parent) == os.getpid():
            with suppress(OSError):
                os.kill(pid, signal.SIGKILL)


def assert_accessible(page):
    """No finding of axe in light, and none about colour in dark: nothing else differs there."""
    for scheme, rules in (("light", AXE_RULES), ("dark", COLOUR_RULES)):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        results = Axe().run(page, options=rules)
        assert results.violations_count == 0, f"{page.url}, {scheme}:\n{results.generate_report()}"


def assert_no_sideways_scroll(page):
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= page.viewport_size["width"], f"{page.url} is {wide} px wide"
