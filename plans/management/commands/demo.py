"""A believable person with twelve weeks behind them, planned by the engine itself."""

import datetime
import secrets
import uuid

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from plans.models import Profile, SafetyCheck, SessionLog, monday_of
from plans.queries.read_back import heard_in
from plans.services.activities import add_activity, score_activities
from plans.services.logs import Entry, log_session
from plans.services.profile import read_words
from plans.services.start import remove_flag
from plans.services.week import load_profile, plan_week

EMAIL = "demo@backcare.invalid"
WEEKS = 12
# Week by week: how many sessions were done, and pain before one. The fifth week was a bad one, the ninth a holiday.
DONE = (3, 3, 2, 3, 1, 2, 3, 3, 0, 2, 3, 3)
PAIN = (6, 6, 5, 5, 7, 6, 5, 4, 4, 3, 3, 3)
MORNINGS = ("usual", "sore", "usual")
# What she wants to do again, and its score every fourth week.
AGAIN = {"Put on my socks": (3, 5, 7), "Sit through a film": (2, 2, 4), "Carry the shopping home": (5, 6, 8)}
NOTES = {
    0: "First week. Stiff the next day, but it went.",
    4: "Moved the sofa on Saturday. Sore for days.",
    6: "Walked with my sister and forgot the clock.",
    11: "Put my socks on without thinking about it.",
}
WRITTEN = (
    "Bending forward to put on socks is the worst. Sitting more than half an hour too. Walking makes it easier. "
    "I can’t kneel because of my left knee."
)


class Command(BaseCommand):
    help = "Adds a demonstration person with 12 weeks of history and prints the log-in. Run again, it starts afresh."

    def handle(self, *args, **options):
        password = secrets.token_urlsafe(12)
        logs = make_demo_person(password=password, today=timezone.localdate())
        self.stdout.write(f"A demonstration person with {logs} logged sessions is ready.")
        self.stdout.write(f"Log in with {EMAIL} and the password {password}")


@transaction.atomic
def make_demo_person(*, password: str, today: datetime.date) -> int:
    """Makes the person anew and answers how many sessions were logged. Same `today`, same history."""
    users = get_user_model()
    users.objects.filter(email=EMAIL).delete()
    user = users.objects.create_user(EMAIL, password)
    first_monday = monday_of(today) - datetime.timedelta(weeks=WEEKS - 1)
    _answer_all(user, first_monday)
    for number in range(WEEKS):
        monday = first_monday + datetime.timedelta(weeks=number)
        plan = plan_week(user=user, monday=monday, today=monday)
        for place, session in enumerate(list(plan.sessions.filter(date__lt=today))[: DONE[number]]):
            _log(user, session, number, is_first=place == 0)
    _score(user, first_monday)
    return SessionLog.objects.of(user).count()


def _answer_all(user, first_monday):
    at = datetime.datetime.combine(first_monday, datetime.time(8), tzinfo=datetime.UTC)
    SafetyCheck.objects.create(user=user, red_flags=[], examined="fine", answered_at=at)
    Profile.objects.create(
        user=user,
        display_name="Ruth",
        birth_year=first_monday.year - 58,
        country="GB",
        time_zone="Europe/London",
        pain_areas=["lower_left", "lower_middle"],
        pain_nrs=3,
        episode_started=first_monday - datetime.timedelta(weeks=30),
        pain_notes=WRITTEN,
        read=read_words(WRITTEN),
        ticked=["worse_bending_forward", "worse_sitting", "helped_by_walking", "knee_problem", "cannot_kneel"],
        fitness_level="beginner",
        days_per_week=3,
        weekdays=[0, 2, 4],
        routine_minutes=15,
        equipment=["mat", "chair", "bike", "band"],
        safety_saved_at=at,
        back_saved_at=at,
        notes_saved_at=at,
        week_saved_at=at,
    )


def _score(user, first_monday):
    for words, scores in AGAIN.items():
        activity = add_activity(user=user, words=words, score=scores[0], today=first_monday)
        for place, score in enumerate(scores[1:], 1):
            day = first_monday + datetime.timedelta(weeks=4 * place)
            score_activities(user=user, scores={activity.pk: score}, today=day)


def _log(user, session, number, *, is_first):
    slugs = dict.fromkeys(session.items.values_list("exercise_id", flat=True))
    rating = "hard" if number == WEEKS // 3 else "easy" if number > WEEKS // 2 else "right"
    entry = Entry(
        date=session.date,
        heart_minutes=session.heart_minutes,
        total_minutes=session.total_minutes,
        talk_test="talk",
        pain_before=PAIN[number],
        pain_after=max(0, PAIN[number] - is_first),
        note=NOTES.get(number, "") if is_first else "",
        ratings=dict.fromkeys(slugs, rating),
    )
    key = uuid.uuid5(uuid.NAMESPACE_URL, f"{EMAIL}/{session.date}")
    log = log_session(user=user, entry=entry, client_key=key, session=session).log
    log.next_morning = MORNINGS[session.date.weekday() % len(MORNINGS)]
    log.save(update_fields=["next_morning"])
    for flag in [one.flag for one in heard_in(load_profile(user), log).questions] if log.note else ():
        remove_flag(user=user, flag=flag, today=session.date)  # once was not what sets it off: "No, leave it out"
