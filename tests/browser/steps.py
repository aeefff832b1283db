"""The main job, one function per page, as a person goes through it. Works with and without JavaScript."""

import re

from playwright.sync_api import expect

from tests.builders import PASSWORD

NOTE = "Sitting is worse.\nWalking helps."


def sign_up(page, email="rosa@example.org"):
    page.goto("/")
    with page.expect_navigation():
        page.get_by_role("main").get_by_role(
            "link", name=re.compile("make my plan|start|sign up|account", re.I)
        ).first.click()
    page.get_by_label(re.compile("e-?mail", re.I)).fill(email)
    page.locator("input[type=password]").fill(PASSWORD)
    choose(page, "is_adult")
    send(page, "Create account")


def pass_the_safety_check(page):
    expect(page.get_by_role("heading", level=1)).to_have_text("First, is it safe to start?")
    choose(page, "signs", "none")
    choose(page, "examined", "fine")
    page.get_by_label("Which year were you born?").fill("1968")
    send(page, "Continue")


def describe_the_back(page):
    expect(page.get_by_role("heading", level=1)).to_have_text("Tell us about your back")
    choose(page, "pain_areas", "lower_middle")
    choose(page, "pain_nrs", "3")
    choose(page, "since", "9")
    choose(page, "worse", "worse_sitting")
    page.get_by_label("Anything else, in your own words").fill(NOTE)
    send(page, "Continue")


def confirm_what_was_read(page):
    expect(page.get_by_role("heading", level=1)).to_have_text("Did we read you right?")
    expect(page.get_by_text("Walking helps.")).to_be_visible()
    send(page, "Yes, that’s me")


def fit_the_week(page):
    expect(page.get_by_role("heading", level=1)).to_have_text("Last: what fits your life?")
    choose(page, "fitness_level", "intermediate")
    send(page, "Write my plan")


def read_the_week(page):
    expect(page.get_by_role("heading", level=1)).to_have_text("This week")
    dial_shows(page, "0", "of 60 heart-raising minutes")


def open_the_session(page):
    with page.expect_navigation():
        page.get_by_role("link", name="Look through it").click()
    for block in ("Warm-up", "Heart-raising", "Strengthen", "Stretch"):
        expect(page.get_by_role("heading", level=2, name=re.compile(f"^{block}"))).to_be_visible()


def log_the_session(page):
    page.get_by_role("link", name="Log this session").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How did it go?")
    page.get_by_label("Heart-raising minutes").fill("20")
    choose(page, "pain_before", "3")
    choose(page, "pain_after", "2")
    page.get_by_label("Note").fill("Easier than I thought.")
    page.get_by_role("button", name="Save session").click()
    page.wait_for_url(re.compile("/week/"))


def see_it_count(page):
    page.goto("/week/")
    dial_shows(page, "20", "of 60 heart-raising minutes")


def send(page, button):
    """Presses it and waits for the page it brings: a click alone does not."""
    with page.expect_navigation():
        page.get_by_role("button", name=button).click()


def choose(page, name, value=""):
    """Ticks as a person does, on the words beside the box or button."""
    box = page.locator(f'input[name="{name}"]' + (f'[value="{value}"]' if value else ""))
    page.locator(f'label[for="{box.get_attribute("id")}"]').first.click()
    expect(box).to_be_checked()


def dial_shows(page, minutes, words):
    expect(page.locator(".arc-read b")).to_have_text(minutes)
    expect(page.locator(".arc-read span")).to_have_text(words)


MAIN_JOB = (
    sign_up,
    pass_the_safety_check,
    describe_the_back,
    confirm_what_was_read,
    fit_the_week,
    read_the_week,
    open_the_session,
    log_the_session,
    see_it_count,
)
