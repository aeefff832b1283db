import pytest

from plans.models import SessionLog
from tests.browser.steps import MAIN_JOB


@pytest.mark.browser
@pytest.mark.browser_context_args(java_script_enabled=False)
def test_the_whole_main_job_works_without_javascript(page, on_a_monday):
    for step in MAIN_JOB:
        step(page)
    assert SessionLog.objects.get().counted_minutes == 20
