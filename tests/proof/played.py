"""Sessions led by the player against faults, for `make proof`. RUNS and SEED in the environment say how many and which.

Each run is one session of one person in a real Chromium before the real server. Some exercises are done in full, the
others skipped; at moments drawn from the seed the page is loaded anew, its tab or the whole browser killed, the network
cut, the server killed, a second tab opened, an answer lost, the login lost. Then everything comes back, and the log on
the server is compared with what was done."""

import datetime
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Error, sync_playwright

from tests.proof.faults import Phone, Server, free_port, losing, say

ON_THE_WAY = ("reload", "kill tab", "kill browser", "offline", "kill server", "two tabs", "pause", "sleep")
AT_THE_END = ("none", "offline", "lose answer", "answer 500", "kill tab", "kill browser", "kill server", "login")
TRIES = 40
SHORT_S, LONG_S = (6, 18), (15, 85)  # the clock runs in slices of so many seconds, as a phone lets it
MAKE_PEOPLE = """
import datetime, json
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client
from tests.builders import make_plan, make_profile, make_user
today = datetime.datetime.now(datetime.UTC).date()
monday = today - datetime.timedelta(days=today.weekday())
print("MODULES", json.dumps([staticfiles_storage.url(f"js/{{name}}.js") for name in ("outbox", "device")]))
for number in range({runs}):
    user = make_user(f"player{{number}}@example.org")
    make_profile(user, weekdays=list(range(7)), time_zone="UTC", birth_year=1965 + number % 30)
    session = make_plan(user, monday).sessions.order_by("date").first()
    client = Client()
    client.force_login(user)
    print("PERSON", json.dumps({{"user": user.pk, "session": session.pk, "cookie": client.cookies["sessionid"].value}}))
"""
LEFT = """([outbox, device]) => Promise.all([import(outbox), import(device)]).then(async ([{ flush }, { all }]) => {
  await flush({ now: true });
  const places = (await all("sessions")).map(({ key }) => key);
  return [...(await all("outbox")).map(({ key, state, errors }) => [key, state, errors]), ...places];
})"""
SCRIPT = """JSON.parse(document.getElementById("script").textContent)"""
HERE = """() => {
  const text = (name) => document.querySelector(`[data-${name}]`).textContent;
  const left = text("big").split(":").reduce((all, part) => all * 60 + Number(part), 0);
  const shown = document.querySelector("[data-panel]:not([hidden])")?.dataset.panel;
  return [shown, Number(text("count").split(" ")[0]) - 1, left];
}"""
HAS_OPENED = "() => document.querySelector('[data-plain]')?.hidden !== false"
LEADS = "() => document.querySelector('[data-panel=play]:not([hidden]), [data-panel=finish]:not([hidden])')"
IS_SAVED = "() => document.querySelector('[data-panel=saved]:not([hidden])')"
SHOWN = """() => document.querySelector("[data-panel]:not([hidden])")?.dataset.panel"""
KEEP_OFFLINE = """() => new Promise((resolve) => {
  navigator.serviceWorker.addEventListener("message", ({ data }) => data === "kept" && resolve());
  navigator.serviceWorker.ready.then(({ active }) => active.postMessage("keep"));
})"""


@dataclass
class Done:
    """What one person did, and said at the end."""

    note: str
    slugs: set[str] = field(default_factory=set)
    heart_minutes: int = 0
    was_told: bool = False  # the page said that it is kept


class Players(Server):
    """The server with one person and one planned session for each run."""

    def prepare(self, runs):
        command, more = self.manage("start", "--prepare-only")
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **more)
        command, more = self.manage("shell", "-c", MAKE_PEOPLE.format(runs=runs), capture_output=True, text=True)
        said = subprocess.run(command, check=True, **more).stdout
        told = [line.split(" ", 1) for line in said.splitlines() if line.startswith(("MODULES ", "PERSON "))]
        self.modules = json.loads(told[0][1])
        return [json.loads(facts) for _kind, facts in told[1:]]

    def logs_of(self, user):
        """All logs of a person: (session, heart minutes, note, slugs done)."""
        with sqlite3.connect(self.data / "db.sqlite3") as database:
            rows = database.execute(
                "SELECT id, session_id, heart_minutes, note FROM plans_sessionlog WHERE user_id = ?", [user]
            ).fetchall()
            return [
                (session, minutes, note, {slug for (slug,) in database.execute(
                    "SELECT exercise_id FROM plans_exerciselog WHERE log_id = ?", [pk])})
                for pk, session, minutes, note in rows
            ]  # fmt: skip


class Player(Phone):
    """A phone on which one person after the other is led through a session."""

    def __init__(self, playwright, server):
        super().__init__(playwright, server, "nobody")

    def open(self):
        super().open()
        self.context.set_default_timeout(30_000)
        self.context.clock.install(time=nine_o_clock())

    def belongs_to(self, person):
        self.person = person
        self.cookie = person["cookie"]
        self.log_in()

    def log_in(self):
        self.context.add_cookies([{"name": "sessionid", "value": self.cookie, "url": self.server.address}])

    def kill(self):
        """Ends every process of this browser, as an empty battery does."""
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if self.folder.encode() in (folder / "cmdline").read_bytes():
                    os.kill(int(folder.name), signal.SIGKILL)
        with suppress(Error):
            self.context.close()
        for name in ("SingletonLock", "SingletonSocket", "SingletonCookie"):
            with suppress(OSError):
                os.unlink(Path(self.folder) / name)
        self.open()

    def play(self):
        """A tab on the session, as far as it leads by itself: to the start, to what was kept, or to its log."""
        page = self.context.new_page()
        page.goto(f"{self.server.address}/sessions/{self.person['session']}/play/", wait_until="load")
        page.wait_for_function(HAS_OPENED)
        return page


def nine_o_clock():
    today = datetime.datetime.now(datetime.UTC).date()
    return f"{today}T09:00:00Z"


def go_on(page):
    """From wherever a page opened into the course, or to the questions at the end."""
    page.wait_for_function(HAS_OPENED)
    shown = page.evaluate(SHOWN)
    if shown == "ready":
        page.locator("[data-begin]").click()
    elif shown == "resume":
        page.locator("[data-again]").click()
    elif shown == "other-tab":
        page.locator("[data-take-back]").click()
        page.locator("[data-again]").click()
    page.wait_for_function(LEADS)


def disturb(phone, page, fault, chance):
    """One thing that goes wrong on the way. Gives the page that leads from then on."""
    if fault == "reload":
        page.reload()
    elif fault == "kill tab":
        page.close()
        page = phone.play()
    elif fault == "kill browser":
        phone.kill()
        page = phone.play()
    elif fault == "offline":
        phone.context.set_offline(not phone.is_offline)
        phone.is_offline = not phone.is_offline
        if chance.random() < 0.5:
            page.reload()
    elif fault == "kill server":
        phone.server.kill()
        if chance.random() < 0.5:
            page.reload()
        phone.server.start()
    elif fault == "two tabs":
        other, page = page, phone.play()
        if chance.random() < 0.5:
            other.close()
    elif fault == "pause":
        page.locator("[data-pause]").click()
        page.clock.fast_forward(chance.randint(1, 3600) * 1000)
        page.locator("[data-pause]").click()
    elif fault == "sleep":
        page.clock.fast_forward(chance.randint(120, 7200) * 1000)
        if page.evaluate(SHOWN) == "play" and page.locator("[data-pause]").get_attribute("aria-label") != "Pause":
            page.locator("[data-pause]").click()
    page.wait_for_function(HAS_OPENED)
    if page.evaluate(SHOWN) not in ("play", "finish"):
        go_on(page)
    return page


def lead(phone, page, chance, tally, done):
    """The whole course, exercise by exercise. Gives the page at its end."""
    items = page.evaluate(SCRIPT)["items"]
    moments = sorted(chance.sample(range(len(items)), k=chance.randint(2, 4)))
    go_on(page)
    for place, item in enumerate(items):
        wants = chance.random() < 0.45
        while (here := page.evaluate(HERE))[:2] == ["play", place]:
            if not wants:
                page.locator("[data-skip]").click()
                continue
            # A slice that ends an exercise must not reach into the next one, which may be one to skip.
            slice_s = LONG_S if here[2] > LONG_S[1] else SHORT_S
            page.clock.fast_forward(chance.randint(*slice_s) * 1000)
            if place in moments and chance.random() < 0.35:
                moments.remove(place)
                fault = chance.choice(ON_THE_WAY)
                tally[f"way: {fault}"] += 1
                page = disturb(phone, page, fault, chance)
        if wants:
            done.slugs.add(item["slug"])
            if item["counts"]:
                done.heart_minutes += sum(step["seconds"] for step in item["steps"] if step["kind"] == "work") // 60
    return page


def answer(phone, page, fault, done):
    """The questions at the end, with one thing that goes wrong while they are saved."""
    if fault == "offline":
        phone.context.set_offline(True)
    elif fault in ("lose answer", "answer 500"):
        page.route("**/log/", losing(fault), times=1)
    elif fault == "kill server":
        phone.server.kill()
    elif fault == "login":
        phone.context.clear_cookies()
    page.get_by_label("Note to yourself").fill(done.note)
    page.get_by_role("button", name="Save session").click()
    if fault == "kill tab":
        page.close()
    elif fault == "kill browser":
        phone.kill()
    else:
        page.wait_for_function(IS_SAVED)
        done.was_told = True


def one_run(phone, person, chance, tally):
    """Gives what was done, once the log of it must be on its way."""
    phone.belongs_to(person)
    phone.is_offline = False
    phone.context.clock.set_system_time(nine_o_clock())
    done = Done(note=f"run of {person['user']}")
    week = phone.context.new_page()
    week.goto(f"{phone.server.address}/week/", wait_until="load")
    week.evaluate(KEEP_OFFLINE)
    week.close()
    page = lead(phone, phone.play(), chance, tally, done)
    fault = chance.choice(AT_THE_END)
    tally[f"end: {fault}"] += 1
    answer(phone, page, fault, done)
    for page in phone.context.pages[1:]:
        page.close()
    phone.context.set_offline(False)
    phone.server.come_up()
    phone.log_in()
    if not done.was_told:
        finish_what_is_kept(phone, done)
    return done


def finish_what_is_kept(phone, done):
    """Killed in the moment of saving: either it is in the outbox, or the player still has the place and asks again."""
    page = phone.play()
    if page.evaluate(SHOWN) == "resume":
        page.locator("[data-again]").click()
        page.get_by_label("Note to yourself").fill(done.note)
        page.get_by_role("button", name="Save session").click()
        page.wait_for_function(IS_SAVED)
    page.close()


def settle(phone):
    """Opens the site anew until nothing waits. Gives what still does."""
    page = phone.context.new_page()
    page.goto(f"{phone.server.address}/outbox/", wait_until="load")
    for _try in range(TRIES):
        left = page.evaluate(LEFT, phone.server.modules)
        if not left:
            break
        time.sleep(0.1)
    page.close()
    return left


def compare(logs, person, done):
    """What is wrong with a person's logs, in words; empty when all is well."""
    if not logs:
        return "lost"
    if len(logs) > 1:
        return "doubled"
    ((session, minutes, note, slugs),) = logs
    wrong = [
        f"{name} {is_} instead of {should}"
        for name, is_, should in (
            ("session", session, person["session"]),
            ("heart minutes", minutes, done.heart_minutes),
            ("note", note, done.note),
            ("exercises", sorted(slugs), sorted(done.slugs)),
        )
        if is_ != should
    ]
    return "; ".join(wrong)


def one_verdict(phone, person, chance, tally):
    """What went wrong in one run, in words; empty when all is well."""
    try:
        done = one_run(phone, person, chance, tally)
    except Error as error:
        at = [(page.url, page.evaluate(SHOWN)) for page in phone.context.pages[1:]]
        phone.kill()
        phone.server.come_up()
        return f"stuck at {at}: {error}"
    left = settle(phone)
    verdict = compare(phone.server.logs_of(person["user"]), person, done)
    return f"{verdict}; waiting: {left}" if verdict or left else ""


def run_all(runs, seed):
    """Gives {verdict: runs} of all that went wrong."""
    chance = random.Random(seed)
    server, tally, verdicts, began = Players(free_port()), Counter(), {}, time.monotonic()
    try:
        people = server.prepare(runs)
        server.start()
        server.come_up()
        with sync_playwright() as playwright:
            phone = Player(playwright, server)
            for number, person in enumerate(people, start=1):
                verdict = one_verdict(phone, person, chance, tally)
                if verdict:
                    verdicts[number] = verdict
                    say(f"run {number}: {verdict}")
                if number % 5 == 0:
                    say(f"{number} sessions played in {time.monotonic() - began:.0f} s")
            phone.close()
    finally:
        server.kill()
        shutil.rmtree(server.data, ignore_errors=True)
    lost = sum(one.startswith("lost") for one in verdicts.values())
    doubled = sum(one.startswith("doubled") for one in verdicts.values())
    say(f"seed {seed}: {runs} sessions played; {dict(sorted(tally.items()))}")
    say(f"lost {lost}, doubled {doubled}, otherwise not what was done {len(verdicts) - lost - doubled}")
    return verdicts


@pytest.mark.browser
def test_a_played_session_is_one_log_of_what_was_done_whatever_fails():
    assert run_all(int(os.environ.get("RUNS", "200")), int(os.environ.get("SEED", "1"))) == {}
