import contextlib
import fcntl
import os
import socket
import tempfile
import threading
import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connections
from django.urls import get_resolver
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from backcare import serving
from backcare.preparation import prepare
from plans.apps import BOOKS

MOST_WORKERS = 4
THREADS_PER_WORKER = 4  # as many as connections in the PostgreSQL pool of one worker
SECONDS_TO_COME_UP = 30


class Command(BaseCommand):
    help = "Prepares the database, the exercise library and the static files where needed, then serves the site."
    requires_system_checks = []  # `prepare` runs them whenever something has changed

    def add_arguments(self, parser):
        parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
        parser.add_argument("--port", type=int, default=os.environ.get("PORT", "8000"))
        parser.add_argument("--prepare-only", action="store_true", help="prepare, but don't serve")

    def handle(self, *, host, port, prepare_only, **options):
        if not prepare_only:
            self.lock = take_port(port)
            refuse_taken_port(host, port)
        try:
            prepare(self.say)
        except DatabaseError as error:
            raise CommandError(f"The database can't be used: {str(error).strip().splitlines()[0]}") from error
        if not prepare_only:
            self.serve(host, port)

    def say(self, line):
        self.stdout.write(line)
        self.stdout.flush()

    def serve(self, host, port):
        # Workers are forked: what is loaded here is shared, but a connection must not be.
        assert get_resolver().url_patterns
        serving.load_for_workers(BOOKS)
        for connection in connections.all(initialized_only=True):
            connection.close()
            if connection.vendor == "postgresql":
                connection.close_pool()
        workers = min(os.cpu_count() or 1, MOST_WORKERS)
        announcing = threading.Thread(target=self.announce, args=(host, port), daemon=True)
        serving.prepare_forks(workers, then=announcing.start)
        server = Granian(
            f"{serving.__name__}:{serving.make_application.__name__}",
            factory=True,
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=THREADS_PER_WORKER,
            # A request ends in well under this; without a limit a hung one would keep the server from stopping.
            workers_kill_timeout=10,
            log_level=LogLevels.warning,
            websockets=False,
        )
        server.serve()
        self.say("Stopped.")

    def announce(self, host, port):
        """Says where the site is once it answers there."""
        reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
        end = time.monotonic() + SECONDS_TO_COME_UP
        while time.monotonic() < end:
            with contextlib.suppress(OSError), socket.create_connection((reachable, port), timeout=1):
                address = f"[{reachable}]" if ":" in reachable else reachable
                self.say(f"Backcare is at http://{address}:{port}  (Ctrl-C stops it)")
                return
            time.sleep(0.05)


def take_port(port):
    """An open lock file that holds the port for this user's starts: two at the same instant would both find it free.
    The workers share it, so it is given back when the last of them has gone."""
    path = Path(tempfile.gettempdir()) / f"backcare-{os.getuid()}-{port}.lock"
    lock = path.open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise CommandError(f"Backcare is being served on port {port} already. Try: --port {port + 1}") from error
    return lock


def refuse_taken_port(host, port):
    """The server itself would share the port with another one in silence."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OverflowError as error:
            raise CommandError(f"{port} is no port: ports go from 1 to 65535.") from error
        except OSError as error:
            raise CommandError(f"Can't serve on {host}:{port} ({error.strerror}). Try: --port {port + 1}") from error
