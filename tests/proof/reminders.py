"""Two senders at once on PostgreSQL, one killed half-way, for `make proof`. PEOPLE, KILLS and SEED in the environment
say how many of them, how often and when.

A mail server of our own counts every letter it takes. After the kills the other sender, and later runs, must have sent
to everyone else; of whom nobody knows, the command must have said so by name."""

import contextlib
import json
import os
import random
import shutil
import signal
import socketserver
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = int(os.environ.get("PEOPLE", "10000"))
KILLS = int(os.environ.get("KILLS", "10"))
SEED = int(os.environ.get("SEED", "7"))
SLOW_S = 0.2
DOOMED = "doomed"
PATIENCE_S = 1800
MAKE_PEOPLE = """
import datetime
from django.utils import timezone
from django.core.management import call_command
from django.contrib.auth import get_user_model
from plans.models import Profile, ReminderSettings
now = timezone.now()
users = get_user_model().objects.bulk_create(
    [get_user_model()(email=f"person{n}@example.org", password="!") for n in range(%d)], batch_size=1000)
Profile.objects.bulk_create([Profile(
    user=user, birth_year=1970, country="GB", time_zone="UTC", pain_nrs=3, fitness_level="beginner", days_per_week=7,
    weekdays=list(range(7)), safety_saved_at=now, back_saved_at=now, notes_saved_at=now, week_saved_at=now)
    for user in users], batch_size=1000)
ReminderSettings.objects.bulk_create([ReminderSettings(
    user=user, is_on=True, time=(now - datetime.timedelta(minutes=1)).time(), since=now - datetime.timedelta(days=1))
    for user in users], batch_size=1000)
"""
AGE = """
import datetime
from django.db.models import F
from plans.models import Reminder
Reminder.objects.update(claimed_at=F("claimed_at") - datetime.timedelta(minutes=16))
"""
COUNT = """
import json
from plans.models import Reminder
open(%r, "w").write(json.dumps({
    "claimed": Reminder.objects.count(),
    "sent": Reminder.objects.exclude(sent_at=None).count(),
    "unsent": list(Reminder.objects.filter(sent_at=None).values_list("user__email", "user_id")),
}))
"""


class Postbox(socketserver.ThreadingTCPServer):
    """Speaks as much SMTP as it takes, and notes whom each letter was for."""

    allow_reuse_address = daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Talk)
        self.letters, self.by_sender, self.lock = Counter(), Counter(), threading.Lock()

    def handle_error(self, request, client_address):
        """A sender that was killed hangs up in the middle of a word."""


class Talk(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("220 postbox")
        to, sender = [], ""
        for line in self.rfile:
            word = line[:4].upper()
            if word == b"MAIL":
                sender = line.split(b"<")[1].split(b"@")[0].decode()
            if word == b"RCPT":
                to.append(line.split(b"<")[1].split(b">")[0].decode())
            if word == b"DATA":
                self.say("354 go on")
                while self.rfile.readline() not in (b".\r\n", b""):
                    pass
                # Slow for those to be killed, so that a kill falls in the middle of a letter: kept already, or not yet.
                slow = SLOW_S if sender.startswith(DOOMED) else 0
                time.sleep(random.random() * slow)
                with self.server.lock:
                    self.server.letters.update(to)
                    self.server.by_sender[sender] += len(to)
                time.sleep(random.random() * slow)
                to = []
            if word == b"QUIT":
                return self.say("221 bye")
            self.say("250 ok")

    def say(self, words):
        with contextlib.suppress(OSError):  # the sender was killed
            self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def postgres():
    """A server of its own, as the user `postgres` where we are root."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if not found:
        pytest.skip("no PostgreSQL found")
    place, port = Path(tempfile.mkdtemp(prefix="backcare-reminders-")), _free_port()
    as_whom = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
    if as_whom:
        shutil.chown(place, "postgres", "postgres")

    def tool(name, *words):
        subprocess.run(
            [*as_whom, found[-1] / name, "-D", place / "data", *words], check=True, cwd="/", stdout=subprocess.DEVNULL
        )

    tool("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale")
    options = f"-p {port} -k {place} -c listen_addresses=127.0.0.1"
    tool("pg_ctl", "-w", "-l", place / "log", "-o", options, "start")
    yield f"postgres://postgres@127.0.0.1:{port}/postgres"
    tool("pg_ctl", "-m", "immediate", "stop")
    shutil.rmtree(place, ignore_errors=True)


def _free_port():
    with socketserver.TCPServer(("127.0.0.1", 0), None) as server:
        return server.server_address[1]


class Site:
    def __init__(self, database, postbox, place):
        self.place = place
        self.environment = {
            "PATH": os.environ["PATH"],
            "BACKCARE_DATA_DIR": str(place),
            "DATABASE_URL": database,
            "EMAIL_URL": f"smtp://127.0.0.1:{postbox.server_address[1]}",
            "SITE_URL": "https://back.example.org",
        }

    def start(self, *words, sender="nobody"):
        environment = {**self.environment, "DEFAULT_FROM_EMAIL": f"{sender}@back.example.org"}
        command, pipe = [sys.executable, "manage.py", *words], subprocess.PIPE
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=pipe, stderr=pipe, text=True)

    def run(self, *words):
        process = self.start(*words)
        said, complained = process.communicate(timeout=PATIENCE_S)
        return process.returncode, said, complained

    def shell(self, code):
        status, _said, complained = self.run("shell", "-c", code)
        assert status == 0, complained

    def count(self):
        kept = self.place / "count.json"
        self.shell(COUNT % str(kept))
        return json.loads(kept.read_text())


def test_two_senders_one_killed_half_way(postgres, tmp_path):
    postbox = Postbox()
    threading.Thread(target=postbox.serve_forever, daemon=True).start()
    site = Site(postgres, postbox, tmp_path)
    assert site.run("start", "--prepare-only")[0] == 0
    site.shell(MAKE_PEOPLE % PEOPLE)

    began = time.monotonic()
    other, chance, kills = site.start("send_reminders"), random.Random(SEED), []
    for number in range(KILLS):
        sender, letters = f"{DOOMED}{number}", chance.randint(1, 30)
        doomed = site.start("send_reminders", sender=sender)
        while postbox.by_sender[sender] < letters:
            assert doomed.poll() is None, f"it ended before it could be killed: {doomed.communicate()}"
            time.sleep(0.001)
        time.sleep(chance.random() / 10)  # at any point of a letter
        os.kill(doomed.pid, signal.SIGKILL)
        doomed.communicate()
        assert doomed.returncode == -signal.SIGKILL
        kills.append(postbox.by_sender[sender])
    ends = [one.communicate(timeout=PATIENCE_S) for one in (other, site.start("send_reminders"))]
    took = time.monotonic() - began
    print(f"\n{PEOPLE} people, two senders, one killed and replaced after {kills} letters of its own; {took:.0f} s")
    print(f"the two that went to the end: {[said.strip() for said, _complained in ends]}")
    assert not any(complained for _said, complained in ends)

    status, again, _ = site.run("send_reminders")
    print(f"run again: {again.strip()!r}, status {status}")
    assert again.split() == ["0", "sent"]
    site.shell(AGE)  # a quarter of an hour goes by
    status, later, complaints = site.run("send_reminders")
    reported = [line for line in complaints.splitlines() if "not known whether it was sent" in line]
    quiet = site.run("send_reminders")

    counted = site.count()
    letters = postbox.letters
    everyone = {f"person{number}@example.org" for number in range(PEOPLE)}
    twice = [one for one, times in letters.items() if times > 1]
    without = everyone - letters.keys()
    unsaid = [email for email, pk in counted["unsent"] if not any(f"person {pk})" in line for line in reported)]
    print(
        f"letters {letters.total()}, twice {len(twice)}, without a letter {len(without)}; "
        f"claimed {counted['claimed']}, known sent {counted['sent']}, "
        f"reported {len(reported)} (of these {len(reported) - len(without)} had arrived)"
    )
    assert not twice
    assert without <= {email for email, _pk in counted["unsent"]}
    assert not unsaid
    assert status == bool(reported)
    assert later.split() == ["0", "sent"]
    assert quiet[0] == 0
    assert not quiet[2]
    assert counted["claimed"] == PEOPLE == counted["sent"] + len(reported)
