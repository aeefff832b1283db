"""Rows and values for tests: a sensible whole from few words; say only what the test is about."""

import datetime
import itertools

from django.contrib.auth import get_user_model
from django.utils import timezone

from exercises.facts import Level
from plans.engine.person import Fact, Person
from plans.models import Profile, SafetyCheck, SessionLog
from plans.services.week import plan_week

PASSWORD = "seven-quiet-otters"
MONDAY = datetime.date(2026, 11, 16)
_numbers = itertools.count(1)


def make_user(email="", **fields):
    return get_user_model().objects.create_user(email or f"person{next(_numbers)}@example.org", PASSWORD, **fields)


def make_profile(user, *, red_flags=(), **changes):
    """All four steps of the start answered, by someone of 50 who walks some, on Monday, Wednesday and Friday."""
    now = timezone.now()
    SafetyCheck.objects.create(user=user, red_flags=list(red_flags), examined="fine")
    values = {
        "birth_year": now.year - 50,
        "country": "GB",
        "time_zone": "UTC",
        "pain_nrs": 3,
        "pain_areas": ["lower_back"],
        "fitness_level": Level.INTERMEDIATE.value,
        "days_per_week": 3,
        "weekdays": [0, 2, 4],
        "routine_minutes": 15,
        "equipment": ["mat", "chair"],
        "safety_saved_at": now,
        "back_saved_at": now,
        "notes_saved_at": now,
        "week_saved_at": now,
        **changes,
    }
    profile, _made = Profile.objects.update_or_create(user=user, defaults=values)
    return profile


def make_plan(user, monday=MONDAY, today=None):
    """The week of `monday` as the site makes it, first looked at on `today` (that Monday)."""
    return plan_week(user=user, monday=monday, today=today or monday)


def make_log(user, date=MONDAY, **fields):
    """A brisk walk of 20 counted minutes."""
    values = {"heart_minutes": 20, "total_minutes": 40, "talk_test": "talk", **fields}
    return SessionLog.objects.create(user=user, date=date, **values)


def a_person(*, flags=(), **changes):
    """Someone of 50 who walks some and has a mat and a chair. `flags` become ticked facts."""
    values = {
        "fitness_level": Level.INTERMEDIATE,
        "age": 50,
        "facts": {flag: Fact(flag) for flag in flags},
        "pain_nrs": 3,
        "days_per_week": 3,
        "weekdays": (0, 2, 4),
        "routine_minutes": 15,
        "equipment": frozenset({"mat", "chair"}),
        **changes,
    }
    return Person(**values)
