"""The guided session, measured: what the page weighs, and how soon it answers on a phone four times slower.

Run it by hand: `.venv/bin/pytest -s tests/bench/bench_player.py`. Prints figures; only the weight can fail.
"""

import gzip
import json
import os
import sys

import pytest

from tests.browser.conftest import *  # noqa: F403 the real browser and its watch
from tests.browser.playing import open_player, start

pytestmark = pytest.mark.browser
MOST_BYTES = 150 * 1024
TOUCHES = 20
TRACE = ["devtools.timeline", "disabled-by-default-devtools.timeline", "toplevel"]


def test_weight(page, session):
    weights = {}

    def weigh(answer):
        if answer.status == 200:
            body = answer.body()
            # Fonts are compressed already.
            weights[answer.url] = len(body) if answer.url.endswith("woff2") else len(gzip.compress(body, 6))

    page.on("requestfinished", lambda request: weigh(request.response()))
    open_player(page, session)
    page.wait_for_load_state("networkidle")
    fonts = sum(size for url, size in weights.items() if url.endswith("woff2"))
    total = sum(weights.values())
    say(f"\nplayer: {total / 1024:.1f} KiB compressed in {len(weights)} answers, {fonts / 1024:.1f} of them fonts")
    assert total <= MOST_BYTES


def test_answers(browser, page, session):
    open_player(page, session)
    cdp = page.context.new_cdp_session(page)
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    start(page)
    page.wait_for_timeout(3000)
    browser.start_tracing(page=page, categories=TRACE)
    pause = page.locator("[data-pause]")
    for _touch in range(TOUCHES):
        pause.click()
        page.wait_for_timeout(150)
    page.locator("[data-skip]").click()
    page.wait_for_timeout(300)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    timings = [one["args"]["data"] for one in events if one["name"] == "EventTiming" and one["args"].get("data")]
    timings = [one for one in timings if one.get("interactionId")]
    # The clock on the wall counts what else the machine does; thread time is what the page itself takes.
    walls = sorted(one["processingEnd"] - one["timeStamp"] for one in timings)
    handlers = sorted(own_ms(one) for one in events if one["name"] == "EventDispatch" and one.get("tdur"))
    tasks = sorted(own_ms(one) for one in events if one["name"].endswith("RunTask") and one.get("tdur"))
    say(f"\n{len(walls)} inputs at 4x slowdown, load {os.getloadavg()[0]:.0f}: handled after {middle(walls):.0f} ms")
    say(f"(median), {walls[-1]:.0f} at worst, by the wall; own time of a handler {middle(handlers):.0f}, at most")
    say(f"{handlers[-1]:.0f} ms; of a whole task with layout and paint at most {tasks[-1]:.0f} ms")


def say(words):
    sys.stdout.write(f"{words}\n")


def own_ms(event):
    return event["tdur"] / 1000


def middle(values):
    return values[len(values) // 2]
