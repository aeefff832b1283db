import re

import pytest
from playwright.sync_api import expect

from plans.models import SessionLog
from tests.browser.chromium import assert_no_sideways_scroll
from tests.browser.steps import MAIN_JOB, NOTE

pytestmark = [pytest.mark.browser, pytest.mark.journey]


def test_from_sign_up_to_a_logged_session_that_counts(page, on_a_monday):
    for step in MAIN_JOB:
        step(page)
        assert_no_sideways_scroll(page)

    log = SessionLog.objects.get()
    assert (log.date, log.counted_minutes, log.pain_before, log.pain_after) == (on_a_monday, 20, 3, 2)
    assert log.session.date == on_a_monday
    assert log.exercises.exists()
    assert log.user.profile.pain_notes == NOTE


def test_logging_again_after_going_back_leaves_one_log(page, on_a_monday):
    for step in MAIN_JOB[:-1]:
        step(page)
    page.go_back()
    page.get_by_label("Heart-raising minutes").fill("20")
    page.get_by_role("button", name="Save").click()
    expect(page).to_have_url(re.compile("/week/"))
    assert SessionLog.objects.count() == 1
