"""What someone wants to do again, and how it has gone."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from plans.engine.statistics import Score, Verdict, activity_verdict, average_scores, is_due
from plans.measures import measures
from plans.models import ActivityScore, PersonalActivity


@dataclass(frozen=True, slots=True)
class ActivityCourse:
    """One activity with its scores, oldest first. `verdict` is None with fewer than two."""

    activity: PersonalActivity
    scores: tuple[Score, ...]
    verdict: Verdict | None

    @property
    def first(self):
        return self.scores[0]

    @property
    def latest(self):
        return self.scores[-1]

    @property
    def is_better(self):
        return self.latest.score > self.first.score


@dataclass(frozen=True, slots=True)
class Activities:
    """`average` is (first, latest, verdict) over those scored at least twice, or None."""

    courses: tuple[ActivityCourse, ...]
    average: tuple[float, float, Verdict] | None
    is_due: bool
    last_scored: datetime.date | None
    may_add: bool


def activities_of(user, *, today: datetime.date) -> Activities:
    """Those still asked about, in one query."""
    measure = measures().activities
    courses = courses_of(user, Q(activity__stopped_on=None))
    dates = [score.date for course in courses for score in course.scores]
    average = average_of(courses)
    return Activities(
        courses=courses,
        average=average,
        is_due=bool(courses) and is_due(dates, today=today, measure=measure),
        last_scored=max(dates, default=None),
        may_add=len(courses) < measure.most,
    )


def courses_of(user, when: Q) -> tuple[ActivityCourse, ...]:
    """Activities with their scores, in the order they were named. Each has at least the score it began with."""
    rows = {}
    for one in ActivityScore.objects.filter(when, activity__user=user).select_related("activity").order_by("date"):
        rows.setdefault(one.activity_id, (one.activity, []))[1].append(Score(one.date, one.score))
    return tuple(ActivityCourse(rows[pk][0], tuple(rows[pk][1]), _verdict(rows[pk][1])) for pk in sorted(rows))


def average_of(courses) -> tuple[float, float, Verdict] | None:
    """First and latest mean over those scored at least twice, and whether that matters."""
    average = average_scores({str(course.activity.pk): course.scores for course in courses})
    if average is None:
        return None
    return (*average, activity_verdict(*average, measure=measures().activities, is_average=True))


def _verdict(scores: Sequence[Score]):
    if len(scores) < 2:
        return None
    return activity_verdict(scores[0].score, scores[-1].score, measure=measures().activities)
