import threading

import pytest
from django.core.cache import cache
from fakeredis import TcpFakeServer

from backcare.preparation import digest
from tests.builders import PASSWORD, make_user

NEW = {"email": "rosa@example.org", "password1": PASSWORD, "is_adult": "on"}


@pytest.fixture
def redis(settings):
    """A server that speaks Redis over a real port, and is this site's cache."""
    server = TcpFakeServer(("127.0.0.1", 0), bind_and_activate=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    location = f"redis://127.0.0.1:{server.server_address[1]}/0"
    settings.CACHES = {"default": {"BACKEND": "backcare.caching.RedisCache", "LOCATION": location}}
    yield server
    server.shutdown()
    server.server_close()


def test_the_cache_keeps_what_it_is_given(redis):
    cache.set("one", [1])
    assert (cache.get("one"), cache.get("two", []), cache.get("two", default=2)) == ([1], [], 2)
    assert (cache.add("one", 2), cache.touch("one"), cache.delete("one")) == (False, True, True)
    assert cache.get("one") is None


def test_signing_up_and_counting_wrong_passwords_with_redis(client, db, redis):
    assert client.post("/accounts/signup/", NEW).status_code == 302
    client.post("/accounts/logout/")
    wrong = {"login": "rosa@example.org", "password": "not the one"}
    answers = [client.post("/accounts/login/", wrong).content.decode() for _ in range(12)]
    assert "Too many" in answers[-1]
    assert "Too many" not in answers[0]


def test_logging_in_while_redis_is_away(client, db, settings):
    make_user("rosa@example.org")
    nowhere = {"BACKEND": "backcare.caching.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": nowhere}
    answer = client.post("/accounts/login/", {"login": "rosa@example.org", "password": PASSWORD})
    assert answer.status_code == 302


def test_going_back_from_redis_prepares_the_table_of_the_cache(settings):
    before = digest()
    settings.CACHES = {"default": {"BACKEND": "backcare.caching.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}}
    assert digest() != before
