"""One page for a clinician: what was known, planned, done and said in a stretch of time."""

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Case, FilteredRelation, Q, When
from django.db.models.fields.json import KT

from exercises.catalogue import catalogue
from plans.engine import codec
from plans.engine.statistics import (
    Adherence,
    Day,
    Trend,
    Verdict,
    Worth,
    adherence,
    pain_trend,
    session_change,
    weeks_of,
)
from plans.measures import measures
from plans.models import FlareUp, Profile, ShareLink, WeeklyPlan, monday_of
from plans.queries.activities import ActivityCourse, average_of, courses_of
from plans.queries.changes import Row
from plans.queries.flare import FLARE, with_flares
from plans.queries.history import Weeks, logged_days, usual_target, worth_of
from plans.queries.start import known_chips
from plans.rulebook import rulebook
from plans.services.report import hash_of

MOST_CHANGES = 5
MOST_SCORES = 5
MOST_DOSES, DOSE_WEEKS = 5, 12


@dataclass(frozen=True, slots=True)
class KnownRow:
    title: str
    labels: tuple[str, ...]
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    date: datetime.date
    why: str


@dataclass(frozen=True, slots=True)
class ItemNow:
    """An exercise of the week the report ends in, with what `dose_words` reads."""

    name: str
    minutes: int | None
    sets: int | None
    reps: int | None
    hold_s: int | None
    hold_breaths: int | None
    per_side: bool


@dataclass(frozen=True, slots=True)
class Report:
    """`changes` are the newest first, so are `doses`: what grew, shrank or was replaced from the Monday given on; and
    `flares`. `score_dates` head the table of activities; each course has a score or None
    for each of them."""

    name: str
    birth_year: int | None
    since: datetime.date
    until: datetime.date
    known: tuple[KnownRow, ...]
    red_flags: tuple[str, ...]
    asked_on: datetime.date | None
    clearances: tuple[tuple[str, object], ...]
    shows_quotes: bool
    adherence: Adherence
    sessions: int
    minutes_a_week: int
    weeks: int
    days: tuple[Day, ...]
    pain: Trend
    over_session: tuple[int, float | None]
    worth: Worth | None
    mornings: tuple[int, ...]
    courses: tuple[tuple[ActivityCourse, tuple], ...]
    score_dates: tuple[datetime.date, ...]
    average: tuple[float, float, Verdict] | None
    changes: tuple[Change, ...]
    more_changes: int
    doses: tuple[tuple[datetime.date, Row], ...]
    flares: tuple[FlareUp, ...]
    now: tuple[ItemNow, ...]
    questions: str


def report_of(
    profile: Profile, *, since: datetime.date, until: datetime.date, today: datetime.date, shows_quotes: bool
) -> Report:
    """`profile` as `load_profile` gives it. Three more queries."""
    user = profile.user
    rules, measure = rulebook(), measures()
    planned, changes, doses, flares, now = _plans(user, since, until)
    logged = logged_days(user, Q(date__range=(since, until)))
    days = tuple(one.day for one in logged)
    weeks = weeks_of(days, planned, usual=usual_target(), first=since, today=min(until, today))
    due = [replace(one, sessions=tuple(pair for pair in one.sessions if since <= pair[0] <= until)) for one in planned]
    in_period = weeks_of(days, due, usual=usual_target(), first=since, today=min(until + datetime.timedelta(1), today))
    courses = courses_of(user, Q(stopped_on=None) | Q(stopped_on__gt=since), until=until)
    dates = sorted({score.date for course in courses for score in course.scores})
    shown = tuple(dict.fromkeys([*dates[:1], *dates[1 - MOST_SCORES :]]))
    check = next(iter(user.safety_checks.all()), None)
    labels = {flag: rule.label for flag, rule in rules.flags.items()}
    labels |= {flag: one.label for flag, one in rules.red_flags.items()}
    return Report(
        name=profile.display_name,
        birth_year=profile.birth_year,
        since=since,
        until=until,
        known=_known(profile, today, shows_quotes),
        red_flags=tuple(labels.get(flag, flag) for flag in check.red_flags) if check else (),
        asked_on=check.answered_at.astimezone(profile.zone).date() if check else None,
        clearances=tuple((labels.get(one.flag, one.flag), one) for one in user.clearances.all() if not one.undone_at),
        shows_quotes=shows_quotes,
        adherence=adherence(in_period),
        sessions=sum(day.sessions for day in days),
        minutes_a_week=round(sum(day.minutes for day in days) * 7 / max(7, (min(until, today) - since).days + 1)),
        weeks=len(weeks),
        days=days,
        pain=pain_trend([(day.date, day.pain_before) for day in days if day.pain_before is not None], measure),
        over_session=session_change(days),
        worth=worth_of(logged, today=min(until, today)),
        mornings=tuple(sum(column) for column in zip(*(one.mornings for one in logged), strict=True)) or (0, 0, 0),
        courses=tuple((course, _row(course, shown)) for course in courses),
        score_dates=shown,
        average=average_of(courses),
        changes=changes[:MOST_CHANGES],
        more_changes=max(0, len(changes) - MOST_CHANGES),
        doses=doses[:MOST_DOSES],
        flares=flares,
        now=now,
        questions=profile.clinician_questions,
    )


def _row(course, dates: Sequence[datetime.date]):
    scores = {score.date: score.score for score in course.scores}
    return tuple(scores.get(day) for day in dates)


def _known(profile, today, shows_quotes):
    rows = []
    for group in known_chips(profile, today=today):
        quotes = tuple(dict.fromkeys(chip.quote for chip in group.chips if chip.quote)) if shows_quotes else ()
        rows.append(KnownRow(group.title, tuple(chip.label for chip in group.chips), quotes))
    return tuple(rows)


ITEM = ("exercise_id", "minutes", "sets", "reps", "hold_s", "hold_breaths", "per_side")


def _plans(user, since, until):
    """Weeks, what changed in them, the flare-ups they saw, and the exercises of the last one, in one query: its items
    are joined for the week the report ends in only, and changes of dose looked up for the last weeks only."""
    last = monday_of(until)
    lately = When(monday__gt=last - datetime.timedelta(weeks=DOSE_WEEKS), then=KT("draft__changes"))
    rows = (
        with_flares(WeeklyPlan.objects.of(user), monday_of(since), until)
        .filter(monday__range=(monday_of(since), until))
        .annotate(doses=Case(lately, default=None))
        .annotate(now=FilteredRelation("sessions__items", condition=Q(monday=last)))
        .order_by("monday", "sessions__date", "now__order")
        .values_list(
            "monday", "target_days", "target_minutes", "target_waived", "inputs__revisions", "doses",
            "sessions__date", "sessions__log", *FLARE, "now__order", *(f"now__{name}" for name in ITEM),
        )
    )  # fmt: skip
    weeks, revised, grown, items = Weeks(), {}, {}, {}
    for monday, days, minutes, waived, revisions, doses, date, log, *joined in rows:
        flare, (order, *item) = joined[: len(FLARE)], joined[len(FLARE) :]
        weeks.take(monday, (days, minutes, waived), date, log, flare)
        revised[monday] = revisions or []
        grown[monday] = doses
        if item[0]:
            items.setdefault((item[0], date), {})[order] = item  # once, however many flare-ups are joined
    known = catalogue().exercises
    return (
        weeks.planned(),
        tuple(
            Change(datetime.date.fromisoformat(one["on"]), one["why"])
            for monday in sorted(revised, reverse=True)
            for one in reversed(revised[monday])
            if since.isoformat() <= one["on"] <= until.isoformat()
        ),
        tuple((monday, row) for monday in sorted(grown, reverse=True) for row in _doses(grown[monday], known)),
        _flares(weeks, since),
        _now(items, known),
    )


def _doses(changes, known):
    """Rows of a week's changes; a first week has none to speak of."""
    changes = [codec.change_from_json(one) for one in (json.loads(changes) if changes else ())]
    names = [
        [known[slug].name if slug in known else slug for slug in (one.exercise, one.instead_of)] for one in changes
    ]
    return [Row("", one, *both, (), False) for one, both in zip(changes, names, strict=True)]


def _flares(weeks, since):
    seen = {pk: one for some in weeks.flares.values() for pk, one in some.items()}
    touching = [one for one in seen.values() if one.ended_on is None or one.ended_on >= since]
    return tuple(sorted(touching, key=lambda one: one.started_on, reverse=True))


def _now(items, known):
    """Each exercise once, as on the first day it stands on; goes of one activity add up their minutes."""
    first = {}
    for (slug, _date), goes in items.items():
        first.setdefault(slug, list(goes.values()))
    return tuple(
        ItemNow(
            known[slug].name if slug in known else slug,
            sum(minutes for _slug, minutes, *_rest in goes) if goes[0][1] else None,
            *goes[0][2:],
        )
        for slug, goes in first.items()
    )


def links_of(user):
    """All links, newest first, with their readings; two queries."""
    return list(ShareLink.objects.of(user).prefetch_related("visits"))


def link_by(secret: str) -> ShareLink | None:
    """The open link with this secret. None for a wrong one, and for one of someone who may not log in."""
    links = ShareLink.objects.select_related("user").filter(secret_hash=hash_of(secret), user__is_active=True)
    link = links.first()
    return link if link and link.is_open else None
