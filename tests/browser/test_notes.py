"""Step 3 on a phone, with a note so long that what is tapped stands far down the page."""

import pytest
from playwright.sync_api import expect

from plans.services.start import save_answers
from tests.browser.chromium import assert_accessible, assert_no_sideways_scroll
from tests.builders import make_profile, make_user

pytestmark = pytest.mark.browser
NOTE = (
    "Sitting and standing kill me. " + "It has been a long story and I tell all of it. " * 30 + "I have osteoporosis."
)
ADDRESS = "/start/notes/?from=you"
SCRIPTS = pytest.mark.parametrize(
    "browser_context_args",
    [pytest.param({}, id="scripts"), pytest.param({"java_script_enabled": False}, id="no scripts")],
    indirect=True,
)


@pytest.fixture
def browser_context_args(browser_context_args, request):
    return {**browser_context_args, **getattr(request, "param", {})}


@pytest.fixture
def step_3(db, on_a_monday, page, sign_in):
    user = make_user()
    make_profile(user)
    save_answers(user=user, step="back", flags=["cannot_kneel"], asked=(), pain_notes=NOTE)
    sign_in(user)
    page.goto(ADDRESS)
    return page


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=name == "Add").first.click()


@SCRIPTS
def test_whoever_takes_something_off_sees_what_came_of_it(step_3):
    press(step_3, "Remove: Osteoporosis")
    expect(step_3.get_by_text("Take off “Osteoporosis”?")).to_be_in_viewport()
    press(step_3, "This is not so: take it off")
    expect(step_3.get_by_text("Taken off: Osteoporosis.")).to_be_in_viewport()
    press(step_3, "It is so after all: add it")
    expect(step_3.get_by_text("Added: Osteoporosis.")).to_be_in_viewport()
    press(step_3, "Remove: Cannot kneel")
    expect(step_3.get_by_text("Taken off: Cannot kneel.")).to_be_in_viewport()
    assert "?from=you" in step_3.url


@SCRIPTS
def test_whoever_answers_or_adds_sees_what_came_of_it(step_3):
    press(step_3, "No, leave it out")
    expect(step_3.get_by_text("Not counted: Worse when sitting.")).to_be_in_viewport()
    press(step_3, "Add")
    expect(step_3.get_by_text("Choose from the list what to add.")).to_be_in_viewport()
    step_3.get_by_label("Add something").select_option("no_bike")
    press(step_3, "Add")
    expect(step_3.get_by_text("Added: No bike.")).to_be_in_viewport()


def test_what_is_asked_once_more_and_told_at_the_field_can_be_read_by_all(step_3):
    press(step_3, "Remove: Osteoporosis")
    expect(step_3.locator("#confirm")).to_be_focused()
    assert_accessible(step_3)
    assert_no_sideways_scroll(step_3)
    press(step_3, "This is not so: take it off")
    press(step_3, "Add")
    assert_accessible(step_3)
