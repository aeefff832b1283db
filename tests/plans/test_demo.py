"""The demonstration person: twelve weeks that the engine itself planned, and nothing left open."""

import datetime

import pytest

from plans.management.commands.demo import EMAIL, make_demo_person
from plans.models import Profile, SessionLog, WeeklyPlan
from plans.queries.read_back import log_asks


@pytest.mark.django_db
def test_a_believable_person_has_answered_what_her_notes_ask():
    today = datetime.date(2026, 11, 27)
    assert make_demo_person(password="x", today=today) == 27
    profile = Profile.objects.get(user__email=EMAIL)
    assert WeeklyPlan.objects.of(profile.user).count() == 12
    assert SessionLog.objects.of(profile.user).exclude(note="").count() == 4
    assert not log_asks(profile, [], today=today)
