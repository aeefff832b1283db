import os
import shutil
import uuid
from contextlib import contextmanager

import psycopg
import pytest

from tests.backcare.installation import Installation

pytestmark = pytest.mark.django_db  # one of those that run on both databases
POSTGRESQL = os.environ.get("DATABASE_URL", "") if os.environ.get("DATABASE_URL", "").startswith("postgres") else ""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A folder, and on PostgreSQL the name of a database, as a first start leaves them: copied for each test."""
    folder, name = tmp_path_factory.mktemp("prepared") / "data", f"prepared_{uuid.uuid4().hex}"
    with database(name):
        made = Installation(folder, {"DATABASE_URL": address(name)} if POSTGRESQL else {})
        answer = made.run("start", "--prepare-only")
        assert answer.returncode == 0, answer.stdout
        yield folder, name


@pytest.fixture
def installation(prepared, tmp_path):
    """Prepared, on the kind of database the tests run on, and never in that one."""
    folder, template = prepared
    shutil.copytree(folder, tmp_path / "data")
    name = f"backup_{uuid.uuid4().hex}"
    with database(name, template):
        yield Installation(tmp_path / "data", {"DATABASE_URL": address(name)} if POSTGRESQL else {})


def address(name):
    return f"{POSTGRESQL.rpartition('/')[0]}/{name}"


@contextmanager
def database(name, template="template1"):
    if not POSTGRESQL:
        yield
        return
    with psycopg.connect(POSTGRESQL, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def add_person(installation, email):
    answer = installation.run(
        "createsuperuser", "--noinput", "--email", email, DJANGO_SUPERUSER_PASSWORD="quiet-otters"
    )
    assert answer.returncode == 0, answer.stdout


def people(installation):
    answer = installation.run("dumpdata", "accounts.user", "--verbosity", "0")
    return {part.split('"')[0] for part in answer.stdout.split('"email": "')[1:]}


def test_a_restored_backup_has_what_was_there_and_keeps_what_came_since(installation, tmp_path):
    add_person(installation, "early@example.org")
    kept = tmp_path / "kept.backup"
    assert installation.run("backup", kept).returncode == 0
    add_person(installation, "late@example.org")

    answer = installation.run("restore", kept)
    assert answer.returncode == 0, answer.stdout
    assert people(installation) == {"early@example.org"}

    aside = answer.stdout.strip().rpartition(": ")[2]
    assert installation.run("restore", aside).returncode == 0
    assert people(installation) == {"early@example.org", "late@example.org"}


def test_backing_up_twice_to_one_name_leaves_one_whole_file(installation, tmp_path):
    kept = tmp_path / "kept.backup"
    assert installation.run("backup", kept).returncode == installation.run("backup", kept).returncode == 0
    assert [path.name for path in tmp_path.iterdir() if path.name != "data"] == ["kept.backup"]
    assert kept.stat().st_mode & 0o077 == 0


def test_restoring_something_else_is_refused_and_changes_nothing(installation, tmp_path):
    add_person(installation, "early@example.org")
    wrong = tmp_path / "holiday.jpg"
    wrong.write_bytes(b"\xff\xd8 not a database")
    answer = installation.run("restore", wrong)
    assert answer.returncode == 1
    assert answer.stdout.startswith("CommandError: ")
    assert "Traceback" not in answer.stdout
    assert people(installation) == {"early@example.org"}
    assert not list((installation.folder / "backups").glob("*"))


def test_restoring_a_missing_file_says_so(installation, tmp_path):
    answer = installation.run("restore", tmp_path / "nothing")
    assert (answer.returncode, answer.stdout) == (1, f"CommandError: There is no file {tmp_path / 'nothing'}.\n")
