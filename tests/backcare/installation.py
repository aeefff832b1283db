"""An installation of its own, in a folder of its own, driven by its commands as a person would."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

# Kept out: what would change the installation, and what the browser tests need of this process.
NOT_PASSED_ON = (
    "BACKCARE_DATA_DIR",
    "DATABASE_URL",
    "CACHE_URL",
    "EMAIL_URL",
    "DEBUG",
    "HTTPS",
    "ALLOWED_HOSTS",
    "SECRET_KEY",
    "DJANGO_ALLOW_ASYNC_UNSAFE",
)


@dataclass
class Installation:
    folder: Path
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self):
        kept = {name: value for name, value in os.environ.items() if name not in NOT_PASSED_ON}
        return {**kept, "BACKCARE_DATA_DIR": str(self.folder), "PYTHONUNBUFFERED": "1", **self.variables}

    def command(self, *arguments):
        return [sys.executable, str(settings.BASE_DIR / "manage.py"), *map(str, arguments)]

    def run(self, *arguments, **variables):
        """One finished command: its returncode and, in stdout, all it said."""
        return subprocess.run(
            self.command(*arguments),
            env={**self.environment, **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
        )

    @contextmanager
    def server(self):
        """A running server that has said where it is; killed at the end if it still runs."""
        server = Server(self, free_port())
        try:
            server.wait_for_address()
            yield server
        finally:
            if server.process.poll() is None:
                server.process.kill()
                server.process.wait()
            server.process.stdout.close()


class Server:
    def __init__(self, installation, port):
        self.url = f"http://127.0.0.1:{port}"
        self.said = []
        self.process = subprocess.Popen(
            installation.command("start", "--port", port),
            env=installation.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def wait_for_address(self):
        for line in self.process.stdout:
            self.said.append(line.rstrip())
            if self.url in line:
                return
        raise AssertionError("\n".join(self.said))

    def get(self, path, **headers):
        return urllib.request.urlopen(urllib.request.Request(self.url + path, headers=headers), timeout=20)

    def stop(self, with_signal=signal.SIGTERM):
        """Returns the exit status and what was said on the way out."""
        self.process.send_signal(with_signal)
        rest = self.process.stdout.read()
        return self.process.wait(timeout=20), rest

    def press_ctrl_c(self):
        """The terminal sends it to every process of the group."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(timeout=20), self.process.stdout.read()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
