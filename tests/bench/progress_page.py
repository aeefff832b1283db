"""Time of the progress page with ten years of logs (4 a week) against one month, as a ratio. Run from the root of the
repository: python -m tests.bench.progress_page"""

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

from exercises.models import Exercise  # noqa: E402
from plans.models import ExerciseLog, SessionLog  # noqa: E402
from tests.builders import make_profile, make_user  # noqa: E402

ROUNDS = 60


def person(weeks):
    user = make_user()
    today = make_profile(user).today()
    days = [today - datetime.timedelta(days=7 * week + step) for week in range(weeks) for step in (0, 2, 4, 6)]
    logs = SessionLog.objects.bulk_create(
        SessionLog(user=user, date=day, heart_minutes=20, pain_before=5, pain_after=4) for day in days
    )
    exercises = list(Exercise.objects.all()[:8])
    ExerciseLog.objects.bulk_create(
        [ExerciseLog(log=log, exercise=one, sets=2, reps=8) for log in logs for one in exercises], batch_size=2000
    )
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    return client


def main():
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_library", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    clients = {"one month": person(4), "ten years": person(520)}
    times = {name: [] for name in clients}
    for _round in range(ROUNDS):
        for name, client in clients.items():
            begin = time.perf_counter()
            client.get("/progress/")
            times[name].append(time.perf_counter() - begin)
    month, years = (statistics.median(times[name]) for name in ("one month", "ten years"))
    sys.stdout.write(f"one month {month * 1000:.1f} ms, ten years {years * 1000:.1f} ms, ratio {years / month:.2f}\n")


if __name__ == "__main__":
    main()
