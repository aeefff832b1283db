"""Makes an installation ready to serve: database, cache table, library, static files. One stamp in the data folder
says for what that was last done, so that a start without changes does nothing."""

import contextlib
import fcntl
import hashlib

from django.conf import settings
from django.core.management import BaseCommand, call_command
from django.db import DatabaseError, connection

from exercises.models import Exercise

# Everything that preparation reads. Content is hashed, not dates: a fresh copy of the same files is no change.
INGREDIENTS = (
    "requirements.txt",
    "backcare/settings.py",
    "backcare/staticfiles.py",
    "*/migrations/*.py",
    "backcare/*/migrations/*.py",
    "exercises/**/*.py",
    "exercises/**/*.toml",
    "plans/rules/*.toml",
    "static/**/*",
)


@contextlib.contextmanager
def only_one(name):
    """Waits until no other process on this data folder does the same."""
    with open(settings.DATA_DIR / f"{name}.lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def prepare(say):
    """`say` gets one line before each piece of work. Raises DatabaseError if the database can't be reached."""
    reach_database()
    with only_one("prepare"):
        wanted = digest()
        if stamp_path().exists() and stamp_path().read_text() == wanted and library_is_loaded():
            return
        BaseCommand().check()
        say("Preparing the database")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        say("Loading the exercise library")
        call_command("load_library", verbosity=0)
        say("Collecting static files")
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp_path().write_text(wanted)


def reach_database():
    """Raises the database's own reason at once; the pool of PostgreSQL would try for long and then not give it."""
    if connection.vendor == "postgresql":
        with connection.wrap_database_errors:
            connection.Database.connect(**connection.get_connection_params()).close()


def forget_preparation():
    """After this the next start prepares everything again."""
    stamp_path().unlink(missing_ok=True)


def stamp_path():
    return settings.DATA_DIR / "prepared"


def library_is_loaded():
    try:
        return Exercise.objects.exists()
    except DatabaseError:
        return False


def digest():
    database = settings.DATABASES["default"]
    parts = [*(database[key] for key in ("ENGINE", "NAME", "HOST", "PORT")), settings.CACHES["default"]["BACKEND"]]
    found = hashlib.sha256(repr(parts).encode())
    for pattern in INGREDIENTS:
        for path in sorted(settings.BASE_DIR.glob(pattern)):
            if path.is_file():
                found.update(str(path.relative_to(settings.BASE_DIR)).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()
