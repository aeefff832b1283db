import re
import shutil
import signal
import socket
from urllib.error import HTTPError

import pytest

from tests.backcare.installation import Installation


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """An installation that has been started once."""
    installation = Installation(tmp_path_factory.mktemp("data"))
    first = installation.run("start", "--prepare-only")
    assert first.returncode == 0, first.stdout
    assert "Preparing the database" in first.stdout
    return installation


def test_the_first_start_prepares_and_serves_from_nothing(tmp_path):
    with Installation(tmp_path / "new").server() as server:
        assert "Loading the exercise library" in server.said
        assert server.get("/").status == 200
        assert server.get("/exercises/").status == 200


def test_a_second_start_prepares_nothing(prepared):
    with prepared.server() as server:
        assert len(server.said) == 1
        assert "Traceback" not in "".join(server.said)


def test_changed_library_files_are_noticed(prepared):
    (prepared.folder / "prepared").write_text("another version")
    assert "Preparing the database" in prepared.run("start", "--prepare-only").stdout
    assert prepared.run("start", "--prepare-only").stdout == ""


def test_a_lost_database_is_made_again(prepared, tmp_path):
    installation = Installation(tmp_path / "data")
    shutil.copytree(prepared.folder, installation.folder)
    for file in installation.folder.glob("db.sqlite3*"):
        file.unlink()
    assert "Preparing the database" in installation.run("start", "--prepare-only").stdout


def test_static_files_are_hashed_compressed_and_kept_by_browsers(prepared):
    with prepared.server() as server:
        page = server.get("/").read().decode()
        stylesheet = re.search(r'href="(/static/css/[\w-]+\.[0-9a-f]{12}\.css)"', page)[1]
        answer = server.get(stylesheet, **{"Accept-Encoding": "br"})
        assert answer.headers["Content-Encoding"] == "br"
        assert "immutable" in answer.headers["Cache-Control"]
        assert b"@layer" in server.get(stylesheet).read()


def test_ctrl_c_stops_without_a_word_of_error(prepared):
    with prepared.server() as server:
        server.get("/healthz")
        assert server.press_ctrl_c() == (0, "Stopped.\n")


def test_sigterm_stops_without_a_word_of_error(prepared):
    with prepared.server() as server:
        assert server.stop(signal.SIGTERM) == (0, "Stopped.\n")


def test_a_killed_server_leaves_nothing_in_the_way(prepared):
    with prepared.server() as server:
        server.stop(signal.SIGKILL)
    with prepared.server() as server:
        assert server.get("/healthz").status == 200


def test_two_starts_side_by_side_both_come_up(tmp_path):
    installation = Installation(tmp_path)
    with installation.server() as one, installation.server() as other:
        assert one.get("/").status == other.get("/").status == 200


def test_a_taken_port_is_said_in_one_line(prepared):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = prepared.run("start", "--port", port)
    assert answer.returncode == 1
    assert answer.stdout.startswith(f"CommandError: Can't serve on 127.0.0.1:{port}")
    assert answer.stdout.count("\n") == 1


def test_an_unreachable_database_is_said_in_one_line(tmp_path):
    installation = Installation(tmp_path, {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing"})
    answer = installation.run("start", "--prepare-only")
    assert answer.returncode == 1
    assert answer.stdout.startswith("CommandError: The database can't be used: connection failed")
    assert answer.stdout.count("\n") == 1


def test_of_two_starts_on_one_port_one_is_refused(prepared):
    with prepared.server() as server:
        answer = prepared.run("start", "--port", server.url.rpartition(":")[2])
    assert answer.returncode == 1
    assert "is being served on port" in answer.stdout


def test_without_its_redis_the_site_says_so_and_goes_on(prepared):
    lost = Installation(prepared.folder, {"CACHE_URL": "redis://127.0.0.1:1/0"})
    with lost.server() as server:
        assert server.get("/accounts/login/").status == 200
        with pytest.raises(HTTPError) as answer:
            server.get("/readyz")
        assert (answer.value.code, answer.value.read()) == (503, b"cache\n")


def test_a_strange_host_gets_our_page_and_no_line_in_the_log(prepared):
    with prepared.server() as server:
        with pytest.raises(HTTPError) as answer:
            server.get("/", Host="evil.example.org")
        assert answer.value.code == 400
        assert "That did not fit together." in answer.value.read().decode()
        assert server.stop(signal.SIGTERM) == (0, "Stopped.\n")
