"""Moving drawings under the strict policy, in Debian's Chromium and Firefox. Run by `make proof`.

Every exercise is opened in both browsers. Its drawing must look different at the start, on the way and at the end,
both consoles must stay silent, and Firefox leaves a picture of each moment in the data folder under proof/.
"""

import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

from exercises.poses import drawings
from tests.browser.chromium import CHROMIUM_ARGS, Faults, find_chromium
from tests.proof.firefox import Firefox, find_firefox

SLUGS = sorted(key for key in drawings() if "." not in key)
PLATE = "[data-figure] .plate"
AT = "const svg = document.querySelector('[data-figure] svg'); svg.pauseAnimations(); svg.setCurrentTime({}); {}"
IS_MOVING = "return document.querySelector('[data-figure]').classList.contains('moves')"


def moments(slug):
    """Seconds: the start, on the way and the end; phases, for a cycle."""
    one = drawings()[slug]
    parts = (0, 0.3, 0.6) if one.is_cycle else (0, 0.2, 0.5)
    return [round(part * one.duration, 2) for part in parts]


def is_faint(slug):
    """A squeeze or a breath may change little between two moments, but not between start and end."""
    return not drawings()[slug].is_cycle and not drawings()[slug].has_ghost


@pytest.fixture
def firefox(tmp_path):
    if not find_firefox():
        pytest.fail("no Firefox found: apt-get install firefox-esr, or set FIREFOX to its path")
    browser = Firefox(tmp_path)
    yield browser
    browser.close()


@pytest.mark.django_db
def test_every_drawing_moves_in_firefox_and_its_console_stays_silent(live_server, firefox):
    folder = settings.DATA_DIR / "proof"
    folder.mkdir(parents=True, exist_ok=True)
    firefox.complaints(live_server.url)
    stuck = []
    for slug in SLUGS:
        firefox.go(f"{live_server.url}/exercises/{slug}/")
        assert firefox.run(IS_MOVING), slug
        seen = []
        for moment in moments(slug):
            firefox.run(AT.format(moment, ""))
            seen.append(firefox.picture(PLATE))
            (folder / f"{slug}-{moment:g}.png").write_bytes(seen[-1])
        if len(set(seen)) < (2 if is_faint(slug) else 3):
            stuck.append(slug)
    assert stuck == []
    assert firefox.complaints(live_server.url) == []


@pytest.mark.django_db
def test_every_drawing_moves_in_chromium_and_its_console_stays_silent(live_server):
    faults, stuck = Faults(live_server.url), []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_ARGS)
        context = browser.new_context()
        faults.watch(context)
        page = context.new_page()
        for slug in SLUGS:
            page.goto(f"{live_server.url}/exercises/{slug}/")
            seen = set()
            for moment in moments(slug):
                page.evaluate("() => {" + AT.format(moment, "") + "}")
                seen.add(page.locator(PLATE).screenshot())
            if len(seen) < (2 if is_faint(slug) else 3):
                stuck.append(slug)
        browser.close()
    assert faults.seen == []
    assert stuck == []
