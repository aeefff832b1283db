"""The short form of tests/proof/faults.py: a seeded row of faults, and logs equal to what was done."""

import contextlib
import random
import uuid

import pytest
from playwright.sync_api import Error, expect

from plans.models import SessionLog
from tests.builders import MONDAY, make_profile, make_user

pytestmark = pytest.mark.browser

FAULTS = ["none", "offline", "kill tab", "lose answer", "answer 500", "two tabs"]
ADD = """async ([key, minutes, date]) => {
  const outbox = await import("/static/js/outbox.js");
  await outbox.add({ url: "/log/", key, words: "Walk",
    fields: { what: "walk", date, heart_minutes: minutes, talk_test: "talk", note: key } });
}"""
EMPTY = """() => import("/static/js/outbox.js").then(({ items }) => items()).then(({ length }) => length === 0)"""
FLUSH = """() => { import("/static/js/outbox.js").then(({ flush }) => flush({ now: true })) }"""


@pytest.fixture
def quiet(faults):
    """Chromium tells of each cut connection; here they are meant."""
    faults.allow(500)
    faults.may_be_offline = True


def tab(context):
    page = context.new_page()
    page.goto("/outbox/")
    return page


def losing(fault):
    def lose(route):
        with contextlib.suppress(Error):  # the tab may be gone before the answer is
            route.fetch()
            if fault == "answer 500":
                route.fulfill(status=500, body="")
            else:
                route.abort("timedout")

    return lose


def test_after_a_row_of_faults_every_log_is_there_once(quiet, context, sign_in, on_a_monday):
    user = make_user()
    make_profile(user)
    sign_in(user)
    chance = random.Random(8)
    done, page = {}, tab(context)
    for fault in chance.sample(FAULTS * 2, k=len(FAULTS) * 2):
        key, minutes = str(uuid.UUID(int=chance.getrandbits(128), version=4)), chance.randint(5, 60)
        if fault == "offline":
            context.set_offline(True)
        elif fault in ("lose answer", "answer 500"):
            page.route("**/log/", losing(fault), times=1)
        page.evaluate(ADD, [key, minutes, MONDAY.isoformat()])
        done[key] = minutes
        if fault == "two tabs":
            tab(context).evaluate(FLUSH)
        elif fault == "kill tab":
            page.close()
            page = tab(context)
        context.set_offline(False)
    page.goto("/outbox/")
    expect(page.get_by_text("Nothing is waiting")).to_be_visible(timeout=20_000)
    page.wait_for_function(EMPTY, timeout=20_000)
    assert sorted(SessionLog.objects.values_list("note", "heart_minutes")) == sorted(done.items())
