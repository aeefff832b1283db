"""Time of every page with ten years of plans and logs (4 a week) against one month of them, as ratios of processor time
measured in turns. Run from the root of the repository: python -m tests.bench.pages [ADDRESS ...]"""

import copy
import datetime
import os
import statistics
import sys
import tempfile
import time

os.environ["BACKCARE_DATA_DIR"] = tempfile.mkdtemp()
os.environ["DJANGO_SETTINGS_MODULE"] = "backcare.settings"

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from plans.models import (  # noqa: E402
    ActivityScore,
    ExerciseLog,
    ExerciseSession,
    PersonalActivity,
    PlannedExercise,
    SessionLog,
    WeeklyPlan,
    iso_week,
    monday_of,
)
from plans.services.calendar import open_calendar  # noqa: E402
from tests.addresses import FILES, POST_ONLY, ROUTES, fill  # noqa: E402
from tests.builders import make_plan, make_profile, make_user  # noqa: E402

MONTH, YEARS = 4, 520
ROUNDS, CLOSER = 11, 61
LIMIT, NEAR = 1.15, 1.08
A_DAY, A_WEEK = datetime.timedelta(days=1), datetime.timedelta(weeks=1)


class Someone:
    """A person of so many weeks, this one included, with a plan and four logs in each: eight exercises a log, pain
    that goes up and down, three things they want to do again."""

    def __init__(self, weeks):
        self.user = make_user()
        profile = make_profile(
            self.user, days_per_week=4, weekdays=[0, 1, 3, 5], pain_notes="Sitting is worse.", ticked=["worse_sitting"]
        )
        self.monday = monday_of(profile.today())
        self.client = Client(HTTP_HOST="localhost")
        self.client.force_login(self.user)
        # As long ago for everybody: the plan rotates with the weeks since, and the same pages are to be compared.
        profile.week_saved_at = profile.back_saved_at = profile.week_saved_at - YEARS * A_WEEK
        profile.save()
        self.feed = open_calendar(user=self.user)
        plan = make_plan(self.user, self.monday, self.monday)
        days = list(plan.sessions.prefetch_related("items"))
        self.session, self.item = days[-1], days[-1].items.filter(block="strength").first()
        self._past(plan, days, weeks)
        log = SessionLog(user=self.user, date=self.monday, heart_minutes=20, pain_before=4, pain_after=3, note="Fine.")
        log.session = days[0]
        log.save()
        self.log = log
        for words in ("Socks", "A film", "Shopping"):
            activity = PersonalActivity.objects.create(user=self.user, words=words)
            dates = [self.monday - 4 * number * A_WEEK for number in range(weeks // 4 + 1)]
            ActivityScore.objects.bulk_create(ActivityScore(activity=activity, date=day, score=5) for day in dates)

    def _past(self, plan, days, weeks):
        mondays = [self.monday - number * A_WEEK for number in range(1, weeks)]
        plans = WeeklyPlan.objects.bulk_create(_copy(plan, monday=monday) for monday in mondays)
        sessions = ExerciseSession.objects.bulk_create(
            _copy(day, plan=one, date=day.date - (self.monday - one.monday)) for one in plans for day in days
        )
        items = [list(day.items.all()) for day in days]
        PlannedExercise.objects.bulk_create(
            [
                _copy(item, session=session)
                for number, session in enumerate(sessions)
                for item in items[number % len(days)]
            ],
            batch_size=2000,
        )
        logs = SessionLog.objects.bulk_create(
            SessionLog(
                user=self.user, session=session, date=session.date, heart_minutes=20, total_minutes=40,
                talk_test="talk", pain_before=3 + number % 3, pain_after=2 + number % 3, next_morning="usual",
            )
            for number, session in enumerate(sessions)
        )  # fmt: skip
        ExerciseLog.objects.bulk_create(
            [
                ExerciseLog(log=log, exercise_id=slug, sets=2, reps=8, rating="right")
                for number, log in enumerate(logs)
                for slug in {item.exercise_id for item in items[number % len(days)]}
            ],
            batch_size=2000,
        )

    def address(self, route):
        world = {"log": self.log.pk, "session": self.session.pk, "item": self.item}
        if route.startswith("calendar/"):
            return self.feed.get_absolute_url()
        return fill(route, world).replace("2026-W47", iso_week(self.monday))


def _copy(row, **changes):
    made = copy.copy(row)
    made._state = copy.copy(row._state)
    made.pk, made._prefetched_objects_cache = None, {}
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def measured(people, route, rounds):
    """Medians of one page's time for each of `people`, who take turns."""
    times = [[] for _someone in people]
    for _round in range(rounds):
        for someone, own in zip(people, times, strict=True):
            begin = time.process_time()
            someone.client.get(someone.address(route))
            own.append(time.process_time() - begin)
    return [statistics.median(own) for own in times]


def main():
    for command in ("migrate", "createcachetable", "load_library", "collectstatic"):
        call_command(command, verbosity=0, **({"interactive": False} if command == "collectstatic" else {}))
    people = [Someone(MONTH), Someone(YEARS)]
    routes = [route for route in ROUTES if route not in POST_ONLY + FILES and "accounts" not in route]
    routes.append("progress/?month=2020-02")
    wanted = [route for route in routes if not sys.argv[1:] or f"/{route}" in sys.argv[1:]]
    found = {}
    for route in wanted:
        measured(people, route, 2)
        month, years = measured(people, route, CLOSER if sys.argv[1:] else ROUNDS)
        if years / month > NEAR and not sys.argv[1:]:
            month, years = measured(people, route, CLOSER)
        found[route] = (years / month, month, years)
    over = 0
    for route, (ratio, month, years) in sorted(found.items(), key=lambda pair: -pair[1][0]):
        over += ratio > LIMIT
        if ratio > NEAR or sys.argv[1:]:
            sys.stdout.write(
                f"/{route}: one month {month * 1000:.1f} ms, ten years {years * 1000:.1f} ms: {ratio:.2f}\n"
            )
    sys.stdout.write(f"{len(found)} pages with ten years against one month; {over} above {LIMIT}\n")
    return over


if __name__ == "__main__":
    sys.exit(bool(main()))
