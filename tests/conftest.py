"""What every test stands on: quick settings, the library in the database."""

import datetime
import os

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.test import override_settings

from exercises.models import Exercise
from tests.builders import MONDAY

# Playwright's synchronous interface runs an event loop; without this Django refuses the ORM beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

QUICK_SETTINGS = {
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    "STORAGES": {
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    },
    "CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
    # Nothing is collected, so WhiteNoise has nothing to scan.
    "STATIC_ROOT": None,
}


DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_user_model", "admin_client"}


def pytest_addoption(parser):
    parser.addoption("--database-only", action="store_true", help="only tests that touch the database")


def pytest_collection_modifyitems(config, items):
    """A second run on another database has nothing new to say about what never touches one."""
    if not config.getoption("--database-only"):
        return
    touching = [one for one in items if touches_database(one)]
    config.hook.pytest_deselected(items=[one for one in items if one not in touching])
    items[:] = touching


def touches_database(item):
    return bool(item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(item.fixturenames))


@pytest.fixture(scope="session", autouse=True)
def quick_settings():
    with override_settings(**QUICK_SETTINGS):
        yield


@pytest.fixture(autouse=True)
def empty_cache():
    """Rate limits count in the cache; one test's failed log-ins are not the next one's."""
    cache.clear()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    """On SQLite a file, as in real life: in memory the threads of a live server would share one connection and get in
    each other's way. Nothing needs to outlive a power cut here."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"] = {
            **database.get("TEST", {}),
            "NAME": str(tmp_path_factory.mktemp("database") / "test.sqlite3"),
        }
        database["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database with the exercise library in it, loaded once."""
    with django_db_blocker.unblock():
        call_command("load_library", verbosity=0)


@pytest.fixture(autouse=True)
def library_after_flush(request):
    """A test with real transactions ends with empty tables. The next on the same worker may be of any kind, as workers
    take tests from one another; if it touches the database it gets the library back."""
    if not touches_database(request.node):
        return
    marker = request.node.get_closest_marker("django_db")
    is_real = {"live_server", "transactional_db"} & set(request.fixturenames)
    is_real = is_real or (marker and marker.kwargs.get("transaction"))
    request.getfixturevalue("transactional_db" if is_real else "db")
    if not Exercise.objects.exists():
        call_command("load_library", verbosity=0)


@pytest.fixture
def on_a_monday(monkeypatch):
    """The site's clock stands at a Monday morning, so that a whole week lies ahead."""
    morning = datetime.datetime.combine(MONDAY, datetime.time(9), tzinfo=datetime.UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: morning)
    return MONDAY
