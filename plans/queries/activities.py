"""What someone wants to do again, and how it has gone."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from plans.engine.statistics import Score, Verdict, activity_verdict, average_scores, is_due
from plans.measures import measures
from plans.models import ActivityScore, PersonalActivity

SCORES_SHOWN = 5
NOT_STOPPED = Q(stopped_on=None)
ACTIVITY = ("id", "user_id", "words", "stopped_on", "created_at")


@dataclass(frozen=True, slots=True)
class ActivityCourse:
    """One activity with the score it began with and its newest ones, oldest first. `verdict` is None with fewer than
    two."""

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
    """Those still asked about, each with its first and its latest score, in one query."""
    rows = PersonalActivity.objects.of(user).filter(NOT_STOPPED).annotate(**_ends()).order_by("pk")
    return _activities(tuple(_course(row) for row in rows if row.first_date), today)


def activities_with_scores(user, *, today: datetime.date) -> Activities:
    """The same with the newest scores of each."""
    return _activities(courses_of(user), today)


def _ends():
    scores = ActivityScore.objects.filter(activity=OuterRef("pk"))
    ends = {"first": scores.order_by("date"), "latest": scores.order_by("-date")}
    return {f"{end}_{name}": Subquery(own.values(name)[:1]) for end, own in ends.items() for name in ("date", "score")}


def _course(row):
    ends = (Score(row.first_date, row.first_score), Score(row.latest_date, row.latest_score))
    scores = ends if row.first_date < row.latest_date else ends[:1]
    return ActivityCourse(row, scores, _verdict(scores))


def _activities(courses, today):
    measure = measures().activities
    dates = [score.date for course in courses for score in course.scores]
    average = average_of(courses)
    return Activities(
        courses=courses,
        average=average,
        is_due=bool(courses) and is_due(dates, today=today, measure=measure),
        last_scored=max(dates, default=None),
        may_add=len(courses) < measure.most,
    )


def courses_of(user, which: Q = NOT_STOPPED, *, until: datetime.date = datetime.date.max) -> tuple[ActivityCourse, ...]:
    """Activities with their first score and the newest SCORES_SHOWN up to `until`, in the order they were named; in one
    query that reads no other score of them."""
    scores = ActivityScore.objects.filter(activity=OuterRef("pk"), date__lte=until).values("date")
    first, newest = scores.order_by("date"), scores.order_by("-date")
    shown_from = Coalesce(Subquery(newest[SCORES_SHOWN - 1 : SCORES_SHOWN]), Subquery(first[:1]))
    ends = {"first_date": Subquery(first[:1]), "first_score": Subquery(first.values("score")[:1])}
    own = PersonalActivity.objects.of(user).filter(which).annotate(**ends)
    own = own.filter(scores__date__gte=shown_from, scores__date__lte=until).order_by("pk", "scores__date")
    rows = {}
    for *columns, date, score in own.values_list(*ACTIVITY, *ends, "scores__date", "scores__score"):
        *activity, first_date, first_score = columns
        if activity[0] not in rows:
            made = PersonalActivity(**dict(zip(ACTIVITY, activity, strict=True)))
            rows[activity[0]] = made, [Score(first_date, first_score)]
        if date > first_date:
            rows[activity[0]][1].append(Score(date, score))
    return tuple(ActivityCourse(activity, tuple(own), _verdict(own)) for activity, own in rows.values())


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
