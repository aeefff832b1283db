"""The moving drawing of an exercise: with and without JavaScript, reduced motion, and on paper."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

ADDRESS = "/exercises/glute-bridge/"
IS_PAUSED = "document.querySelector('[data-figure] svg').animationsPaused()"
MOVING, STILL = "[data-figure] svg .mv", "[data-figure] svg .st"


@pytest.fixture
def bridge(db, page):
    page.goto(ADDRESS)
    return page


def shows(page, form):
    return page.locator(form).first.evaluate("part => getComputedStyle(part).display !== 'none'")


def test_the_drawing_moves_and_its_key_pauses_it(bridge):
    assert shows(bridge, MOVING)
    assert not shows(bridge, STILL)
    bridge.get_by_role("button", name="Pause movement").click()
    assert bridge.evaluate(IS_PAUSED)
    bridge.get_by_role("button", name="Play movement").click()
    assert not bridge.evaluate(IS_PAUSED)


def test_water_covers_neither_name_nor_key_on_a_wide_page(db, page):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/exercises/swimming/")
    page.get_by_role("heading", level=1).click(trial=True)  # would be refused if something lay over it
    page.get_by_role("button", name="Pause movement").click()
    expect(page.get_by_role("button", name="Play movement")).to_be_visible()


def test_reduced_motion_keeps_the_drawing_still_until_asked(db, page):
    page.emulate_media(reduced_motion="reduce")
    page.goto(ADDRESS)
    assert shows(page, STILL)
    assert not shows(page, MOVING)
    page.get_by_role("button", name="Play movement").click()
    assert shows(page, MOVING)


def test_the_drawing_is_still_on_paper(bridge):
    bridge.emulate_media(media="print")
    assert shows(bridge, STILL)
    assert not shows(bridge, MOVING)


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_a_tick_box_shows_the_movement_without_javascript(bridge):
    expect(bridge.locator(STILL).first).to_be_visible()
    bridge.get_by_label("Show it moving").check()
    expect(bridge.locator(MOVING).first).to_be_visible()
    expect(bridge.locator(STILL).first).to_be_hidden()


def test_the_other_side_is_a_link_there_and_back(db, page):
    page.goto("/exercises/bird-dog/")
    page.get_by_role("link", name="Other side").click()
    expect(page.locator("[data-figure] svg > g")).to_have_attribute("transform", re.compile(r"^matrix\(-1"))
    page.get_by_role("link", name="First side").click()
    expect(page.locator("[data-figure] svg > g")).to_have_count(0)
