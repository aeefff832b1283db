"""The guided session, measured: what the page weighs, and how soon it answers on a phone four times slower.

Run it by hand: `.venv/bin/pytest -s tests/bench/bench_player.py`. Prints figures; only the weight can fail.
"""

import gzip
import json
import os
import sys
import time
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from rcssmin import cssmin

from backcare.staticfiles import whole_sheet
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
            weights[answer.url] = len(as_sent(answer.url, answer.body()))

    page.on("requestfinished", lambda request: weigh(request.response()))
    open_player(page, session)
    page.wait_for_load_state("networkidle")
    fonts = sum(size for url, size in weights.items() if url.endswith("woff2"))
    total = sum(weights.values())
    say(f"\nplayer: {total / 1024:.1f} KiB compressed in {len(weights)} answers, {fonts / 1024:.1f} of them fonts")
    assert total <= MOST_BYTES


def as_sent(url, body):
    """As an install sends it to a browser over HTTPS; fonts are compressed already."""
    if url.endswith(".woff2"):
        return body
    name = url.partition("/static/")[2]
    if name.endswith(".css"):
        body = cssmin(whole_sheet(Path(finders.find(name)))).encode()
    return brotli.compress(body) if name else gzip.compress(body, 6)


def test_answers(browser, page, session):
    open_player(page, session)
    cdp = page.context.new_cdp_session(page)
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    start(page)
    page.wait_for_timeout(3000)
    places = {name: page.locator(f"[data-{name}]").bounding_box() for name in ("pause", "skip")}
    browser.start_tracing(page=page, categories=TRACE)
    for name in ["pause"] * TOUCHES + ["skip"] * 6:
        touch(cdp, places[name])
        time.sleep(0.2)
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


def touch(cdp, box):
    """As the browser gets it from a finger; Playwright's own click runs code in the page, which would count too."""
    where = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2, "button": "left", "clickCount": 1}
    for kind in ("mousePressed", "mouseReleased"):
        cdp.send("Input.dispatchMouseEvent", {"type": kind, **where})


def say(words):
    sys.stdout.write(f"{words}\n")


def own_ms(event):
    return event["tdur"] / 1000


def middle(values):
    return values[len(values) // 2]
