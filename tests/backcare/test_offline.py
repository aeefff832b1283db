"""The worker, the manifest and the pages for a device without a connection."""

import re
import zlib

import pytest
from django.urls import reverse

from backcare import icons, offline
from backcare.accounts.owner import owner_of
from tests.builders import MONDAY, make_plan, make_profile, make_user

pytestmark = pytest.mark.django_db


def test_the_worker_is_public_and_asked_for_anew(client):
    response = client.get("/sw.js")
    assert response["Content-Type"].startswith("text/javascript")
    assert response["Cache-Control"] == "no-cache"
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_the_shell_is_all_that_pages_load(client):
    script = client.get("/sw.js").content.decode()
    page = client.get("/exercises/").content.decode()
    loaded = set(re.findall(r'(?:src|href)="(/static/[^"]+\.(?:js|css|woff2|svg))"', page))
    assert loaded
    assert loaded <= set(re.findall(r'"(/static/[^"]+)"', script))


def test_a_changed_shell_is_another_version(monkeypatch):
    before = offline.worker_script()[1]
    monkeypatch.setattr(offline, "shell", lambda: ["/static/css/app.new.css"])
    assert offline.worker_script.__wrapped__()[1] != before


def test_the_manifest_names_icons_that_exist(client):
    response = client.get("/manifest.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    facts = response.json()
    assert {icon["sizes"] for icon in facts["icons"]} == {"192x192", "512x512"}
    assert any(icon["purpose"] == "maskable" for icon in facts["icons"])
    assert (facts["display"], facts["start_url"], facts["scope"]) == ("standalone", "/week/", "/")
    assert len(facts["shortcuts"]) >= 2


def rows_of(data):
    """The decompressed picture of a PNG with one IDAT."""
    start = data.index(b"IDAT")
    length = int.from_bytes(data[start - 4 : start])
    return zlib.decompress(data[start + 4 : start + 4 + length])


@pytest.mark.parametrize("name", icons.ICONS)
def test_icons_are_drawn_from_the_mark(settings, name):
    kept = (settings.STATICFILES_DIRS[0] / "img" / f"{name}.png").read_bytes()
    assert rows_of(kept) == rows_of(icons.png(*icons.ICONS[name]))


def test_the_mark_of_the_icons_is_the_mark(settings):
    mark = (settings.STATICFILES_DIRS[0] / "img" / "mark.svg").read_text()
    bars = re.findall(r'd="M([\d.]+) ([\d.]+)H([\d.]+)" stroke-width="([\d.]+)"', mark)
    assert [tuple(map(float, (x1, x2, y, w))) for x1, y, x2, w in bars] == [
        tuple(map(float, bar)) for bar in icons.MARK
    ]


@pytest.mark.parametrize("address", ["/outbox/", "/home-screen/", "/offline/pages/"])
def test_own_pages_need_a_login(client, address):
    assert client.get(address).status_code == 302
    client.force_login(make_user())
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/sw.js", "/manifest.webmanifest", "/offline/", "/outbox/", "/offline/pages/"])
def test_they_take_no_post(client, address):
    client.force_login(make_user())
    assert client.post(address).status_code == 405


def test_the_keep_list_has_the_week_and_its_sessions_only(client, time_machine):
    time_machine.move_to(f"{MONDAY}T10:00:00Z", tick=False)
    user, other = make_user(), make_user()
    for one in (user, other):
        make_profile(one)
    session, *_rest = make_plan(user).sessions.all()
    stranger = make_plan(other).sessions.first()
    client.force_login(user)
    said = client.get("/offline/pages/").json()
    assert said["owner"] == owner_of(user)
    assert {"/week/", "/log/", "/outbox/", reverse("plans:stop")} <= set(said["pages"])
    assert session.get_absolute_url() in said["pages"]
    assert stranger.get_absolute_url() not in said["pages"]
    assert client.get("/offline/pages/").json()["stamp"] == said["stamp"]
    session.revision += 1
    session.save()
    assert client.get("/offline/pages/").json()["stamp"] != said["stamp"]


def test_the_keep_list_takes_few_queries(client, django_assert_max_num_queries):
    user = make_user()
    make_profile(user)
    client.force_login(user)
    with django_assert_max_num_queries(8):
        client.get("/offline/pages/")


def test_pages_name_their_owner_to_the_device(client):
    user = make_user()
    assert "X-Owner" not in client.get("/exercises/").headers
    client.force_login(user)
    response = client.get("/exercises/")
    assert response["X-Owner"] == owner_of(user)
    assert f'<meta name="owner" content="{owner_of(user)}">' in response.content.decode()
