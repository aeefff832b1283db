"""Whoever most tests of plans are about. A module with a person of its own makes its own `user`."""

import datetime

import pytest
import time_machine

from tests.builders import make_profile, make_user


@pytest.fixture
def on_monday():
    """It is the Monday of `MONDAY`, at ten in the morning."""
    with time_machine.travel(datetime.datetime(2026, 11, 16, 10, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def user():
    user = make_user()
    make_profile(user)
    return user


@pytest.fixture
def signed_in(client, user):
    """The test client, logged in as `user`."""
    client.force_login(user)
    return client
