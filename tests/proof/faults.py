"""Logs against faults, for `make proof`. RUNS and SEED in the environment say how many and which.

Each run is one stretch of a person's day in a real Chromium before the real server: some logs are made while the
network is cut, tabs are killed, the server is killed and answers are lost after it had saved, all at moments drawn
from the seed. Then everything comes back, and what the server holds is compared with what was done."""

import asyncio
import contextlib
import os
import random
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Error, sync_playwright

from tests.browser.chromium import CHROMIUM_ARGS, find_chromium

ROOT = Path(__file__).resolve().parents[2]
FAULTS = ("none", "offline", "kill tab", "kill server", "lose answer", "answer 500", "two tabs", "say anew")
SETTLE_TRIES = 60
PATIENCE_S = 180  # for a server that starts on a busy machine
MAKE_PERSON = """
from tests.builders import make_profile, make_user
from django.test import Client
user = make_user("faults@example.org")
make_profile(user)
client = Client()
client.force_login(user)
print("SESSION", client.cookies["sessionid"].value)
"""
ADD = """([key, minutes, date]) => import(window.outboxAddress).then((outbox) => outbox.add({
  url: "/log/", key, words: "Walk",
  fields: { what: "walk", date, heart_minutes: minutes, talk_test: "talk", note: key },
}).then(() => true))"""
OUTBOX_ADDRESS = """document.querySelector("script[src*='/js/outbox_form']").src"""
LEFT = """() => import(window.outboxAddress).then(async (outbox) => {
  await outbox.flush({ now: true });
  return (await outbox.items()).map(({ key, state, errors }) => [key, state, errors]);
})"""


class Server:
    """The site as `manage.py start` serves it, on its own data, killed and started again."""

    def __init__(self, port):
        self.port = port
        self.data = Path(tempfile.mkdtemp(prefix="backcare-faults-"))
        self.process = None

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def manage(self, *words, **more):
        environment = {"BACKCARE_DATA_DIR": str(self.data), "PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)}
        return [sys.executable, "manage.py", *words], {"cwd": ROOT, "env": environment, **more}

    def prepare(self):
        """Gives the session cookie of a person with a profile."""
        command, more = self.manage("start", "--prepare-only")
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **more)
        command, more = self.manage("shell", "-c", MAKE_PERSON, capture_output=True, text=True)
        said = subprocess.run(command, check=True, **more).stdout
        return next(line.split()[1] for line in said.splitlines() if line.startswith("SESSION"))

    def start(self):
        command, more = self.manage("start", "--port", str(self.port))
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)

    def kill(self):
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def is_up(self):
        try:
            return urllib.request.urlopen(f"{self.address}/healthz", timeout=2).status == 200
        except OSError:
            return False

    def come_up(self):
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            if self.is_up():
                return
            if self.process is None or self.process.poll() is not None:
                self.start()
            time.sleep(0.1)
        raise RuntimeError("the server does not come up")

    def logs(self):
        """client key → (how often, minutes)"""
        with sqlite3.connect(self.data / "db.sqlite3") as database:
            rows = database.execute("SELECT note, COUNT(*), MAX(heart_minutes) FROM plans_sessionlog GROUP BY note")
            return {note: (count, minutes) for note, count, minutes in rows}


class Phone:
    """A Chromium with one profile on disk; its tabs and the whole of it can be killed."""

    def __init__(self, playwright, server, cookie):
        self.playwright, self.server, self.cookie = playwright, server, cookie
        self.folder = tempfile.mkdtemp(prefix="backcare-phone-")
        self.open()

    def open(self):
        self.context = self.playwright.chromium.launch_persistent_context(
            self.folder, executable_path=find_chromium(), args=CHROMIUM_ARGS
        )
        self.context.add_cookies([{"name": "sessionid", "value": self.cookie, "url": self.server.address}])

    def tab(self):
        """A tab on a page of the site, from the device when there is no server."""
        page = self.context.new_page()
        page.goto(f"{self.server.address}/outbox/", wait_until="domcontentloaded")
        address = page.evaluate(OUTBOX_ADDRESS)
        modules = page.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")
        found = next((name for name in modules if "/js/outbox." in name), address.replace("outbox_form", "outbox"))
        page.evaluate("(address) => { window.outboxAddress = address }", found)
        return page

    def close(self):
        self.context.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def do(page, key, minutes, date):
    """Whether the log was really kept: what fails to be kept is told, so it does not count as done."""
    try:
        return bool(page.evaluate(ADD, [key, minutes, date]))
    except Error:
        return False


def one_run(phone, server, chance, date, tally):
    """Gives key → minutes of all that was done."""
    done = {}
    page = phone.tab()
    for _log in range(chance.randint(1, 3)):
        fault = chance.choice(FAULTS)
        tally[fault] += 1
        key, minutes = str(uuid.UUID(int=chance.getrandbits(128), version=4)), chance.randint(5, 60)
        wait = chance.random() * 0.3
        if fault == "offline":
            phone.context.set_offline(True)
        elif fault in ("lose answer", "answer 500"):
            page.route("**/log/", losing(fault), times=1)
        elif fault == "kill server" and chance.random() < 0.5:
            server.kill()
        if do(page, key, minutes, date):
            done[key] = minutes
        if fault == "say anew":
            minutes += 1
            if do(page, key, minutes, date):
                done[key] = minutes
        if fault == "two tabs":
            other = phone.tab()
            other.evaluate("() => { import(window.outboxAddress).then(({ flush }) => flush({ now: true })) }")
        time.sleep(wait)
        if fault == "kill tab":
            page.close()
            page = phone.tab()
        elif fault == "kill server":
            server.kill()
            server.start()
        elif fault == "offline":
            if chance.random() < 0.5:
                page.close()  # the tab is gone before the network is back
                phone.context.set_offline(False)
                server.come_up()
                page = phone.tab()
            phone.context.set_offline(False)
        server.come_up()
    return done


def losing(fault):
    """The server saves, but its answer never arrives."""

    def lose(route):
        with contextlib.suppress(Error, asyncio.CancelledError):  # the tab may be gone before the answer is
            route.fetch()
            if fault == "answer 500":
                route.fulfill(status=500, body="")
            else:
                route.abort("timedout")

    return lose


def settle(phone):
    """Opens the site anew until nothing waits. Gives what still does."""
    for page in phone.context.pages[1:]:
        page.close()
    page = phone.tab()
    for _try in range(SETTLE_TRIES):
        left = page.evaluate(LEFT)
        if not left:
            break
        time.sleep(0.1)
    page.close()
    return left


def say(line):
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def run_all(runs, seed):
    """Gives (lost, doubled, wrong, made): keys of logs."""
    chance = random.Random(seed)
    server = Server(free_port())
    done, tally, stuck = {}, Counter(), []
    try:
        cookie = server.prepare()
        server.start()
        server.come_up()
        date = time.strftime("%Y-%m-%d", time.gmtime())
        with sync_playwright() as playwright:
            phone = Phone(playwright, server, cookie)
            for number in range(1, runs + 1):
                done |= one_run(phone, server, chance, date, tally)
                if number % 10 == 0:  # the whole browser goes at times, as a battery does
                    tally["close browser"] += 1
                    phone.context.close()
                    phone.open()
                stuck = settle(phone)
                if number % 20 == 0:
                    say(f"{number} runs, {len(done)} logs made, {len(server.logs())} on the server, waiting: {stuck}")
            phone.close()
        kept = server.logs()
    finally:
        server.kill()
        shutil.rmtree(server.data, ignore_errors=True)
    lost = [key for key in done if key not in kept]
    doubled = [key for key, (count, _minutes) in kept.items() if count > 1 or key not in done]
    wrong = [key for key, minutes in done.items() if key in kept and kept[key][1] != minutes]
    say(f"seed {seed}: {runs} runs, {len(done)} logs made; faults: {dict(sorted(tally.items()))}")
    say(f"lost {len(lost)}, doubled {len(doubled)}, with other answers {len(wrong)}, still waiting {len(stuck)}")
    return lost, doubled, wrong, done


@pytest.mark.browser
def test_nothing_is_lost_or_doubled_whatever_fails():
    runs, seed = int(os.environ.get("RUNS", "200")), int(os.environ.get("SEED", "1"))
    lost, doubled, wrong, done = run_all(runs, seed)
    assert (lost, doubled, wrong) == ([], [], [])
    assert done
