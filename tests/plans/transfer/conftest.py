"""Ruth, of whom there is something of every kind to take along."""

import datetime
import json
import uuid

import pytest
from django.utils import timezone

from plans.models import Clearance, ExerciseSession, FlareUp, LessonRead, PersonalActivity, monday_of
from plans.services.contents import contents_of
from plans.services.exchanges import note_exchange
from plans.services.logs import Entry, log_session
from plans.services.profile import read_words
from plans.services.reminders import save_reminders
from plans.transfer.leaving import everything_of
from tests.builders import make_log, make_plan, make_profile, make_user
from tests.plans.transfer.bringing import NOTE, a_while_ago, today


@pytest.fixture
def ruth():
    """Three weeks of someone with a note, a clinician's word, ratings, pain on the way and a swim."""
    user = make_user("ruth@example.org")
    make_profile(
        user,
        display_name="Ruth",
        pain_notes=NOTE,
        read=read_words(NOTE, on=today()),
        ticked=["worse_sitting", "high_blood_pressure"],
        details={"bp_controlled": True},
        removed=[{"flag": "cannot_kneel", "words": "can’t kneel", "date": today().isoformat()}],
        lifted=[{"flag": "worse_sitting", "date": today().isoformat()}],
        never=[{"exercise": "knee-to-chest", "why": "dislike", "date": today().isoformat()}],
        weekdays=sorted((today().weekday() + days) % 7 for days in (0, 2, 4)),
        week_saved_at=timezone.now() - datetime.timedelta(days=21),
        when_where="after breakfast",
        if_not="if it rains, the bike",
    )
    save_reminders(user=user, is_on=True, days=[0, 2, 4], time=datetime.time(7, 15))
    Clearance.objects.create(
        user=user, flag="high_blood_pressure", cleared_on=today(), cleared_by="my doctor", said="fine", answer="Go on."
    )
    for weeks in (2, 1, 0):
        plan = make_plan(user, monday_of(today()) - datetime.timedelta(weeks=weeks))
        for session in plan.sessions.filter(date__lt=today())[:2]:
            entry = Entry(
                session.date, 20, 40, "talk", pain_before=4, pain_after=3, note="=Fine, “really”.",
                ratings=dict.fromkeys(session.items.values_list("exercise_id", flat=True), "right"),
                hurts=[{"exercise": "bird-dog", "where": "back", "pain_nrs": 5, "then": "easier"}],
            )  # fmt: skip
            log_session(user=user, entry=entry, client_key=uuid.uuid4(), session=session)
    session = ExerciseSession.objects.filter(plan__user=user, log=None).first()
    note_exchange(session, "left_out", "bird-dog", "", today(), contents_of(session))
    note_exchange(session, "extra", "", "", today(), {})
    session.save()
    activity = PersonalActivity.objects.create(user=user, words="Put on socks")
    activity.scores.create(date=today(), score=4)
    FlareUp.objects.create(
        user=user, started_on=a_while_ago(20), until=a_while_ago(16), ended_on=a_while_ago(14), areas=["lower_back"],
        pain_nrs=6, before={"added": [], "ticked": ["worse_sitting"], "pain_nrs": 3, "minutes": 20},
        steps=[{"flag": "flare_up", "minutes": 10, "on": a_while_ago(20).isoformat()}],
    )  # fmt: skip
    LessonRead.objects.create(user=user, lesson="what-water-does")
    make_log(user, today() - datetime.timedelta(days=3), activity="Swim", heart_minutes=30, next_morning="sore")
    return user


_LEFT = []


@pytest.fixture
def left_by_ruth(request):
    """What Ruth takes along, as JSON. Her weeks are lived once for all tests, not once for each."""
    if not _LEFT:
        _LEFT.append(json.dumps(everything_of(request.getfixturevalue("ruth"))))
    return _LEFT[0]
