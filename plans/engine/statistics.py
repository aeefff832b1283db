"""What logs add up to: weeks, adherence, how pain and activities go, breaks and milestones.

Dates are the person's own, as their logs carry them; nothing here asks where they were. A week is an ISO week and is
named by its Monday.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from plans.engine.draft import Target
from plans.engine.measures import ActivityMeasure, LookingBack, Measures, WorthShowing
from plans.engine.target import Standing, weigh

A_WEEK = timedelta(days=7)


# Weeks -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Day:
    """One date with logs. `minutes` are counted heart-raising minutes; pain is the mean of that day's answers."""

    date: date
    minutes: int
    sessions: int = 1
    pain_before: float | None = None
    pain_after: float | None = None


@dataclass(frozen=True, slots=True)
class PlannedWeek:
    """`sessions` are (date, was it done); `day_minutes` gives dates a lower measure of their own (a flare-up's).
    `flares` are first and last days of those that touch it; None while one goes on."""

    monday: date
    target: Target
    sessions: tuple[tuple[date, bool], ...] = ()
    day_minutes: Mapping[date, int] = field(default_factory=dict)
    flares: tuple[tuple[date, date | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Week:
    """`planned` counts sessions that are due: their day has passed, or they are done. `sessions` counts all logs."""

    monday: date
    standing: Standing
    has_plan: bool
    planned: int
    done: int
    sessions: int

    @property
    def is_empty(self):
        return not self.sessions


def monday_before(day: date) -> date:
    return day - timedelta(days=day.weekday())


def weeks_of(
    days: Iterable[Day], planned: Iterable[PlannedWeek], *, usual: Target, first: date, today: date
) -> tuple[Week, ...]:
    """Every week from that of `first` to this one, empty ones too, oldest first. A log dated after `today` (someone
    who has flown west) still has its week. `usual` is the target of a week without a plan."""
    days = [day for day in days if day.date >= monday_before(first)]
    plans = {one.monday: one for one in planned}
    by_week = {}
    for day in days:
        by_week.setdefault(monday_before(day.date), []).append(day)
    last = max([monday_before(today), *by_week])
    weeks, monday = [], monday_before(first)
    while monday <= last:
        weeks.append(_week(monday, by_week.get(monday, ()), plans.get(monday), usual, today))
        monday += A_WEEK
    return tuple(weeks)


def _week(monday, days, plan, usual, today):
    due = [is_done for day, is_done in plan.sessions if is_done or day < today] if plan else []
    done = [(day.date, day.minutes) for day in days]
    standing = weigh(done, plan.target, day_minutes=plan.day_minutes) if plan else weigh(done, usual)
    return Week(monday, standing, plan is not None, len(due), sum(due), sum(day.sessions for day in days))


@dataclass(frozen=True, slots=True)
class Adherence:
    """Planned sessions that were due, and how many were done. `share` is None when none was due."""

    done: int
    planned: int

    @property
    def share(self):
        return self.done / self.planned if self.planned else None


def adherence(weeks: Iterable[Week]) -> Adherence:
    weeks = tuple(weeks)
    return Adherence(sum(week.done for week in weeks), sum(week.planned for week in weeks))


# Trends ----------------------------------------------------------------------------------------------------------


class Verdict(StrEnum):
    """`TOO_EARLY`: nothing can be said yet. `STEADY`: no change to speak of. `NOISE`: a change that may be chance.
    `IMPORTANT`: a change of the size that research calls important."""

    TOO_EARLY = "too_early"
    STEADY = "steady"
    NOISE = "noise"
    IMPORTANT = "important"


@dataclass(frozen=True, slots=True)
class Trend:
    """How a 0-10 answer went from its first to its last answers. `missing` sessions and `missing_days` are what it
    takes until something can be said; `first` and `last` are means, None while it is too early."""

    verdict: Verdict
    answers: int
    first: float | None = None
    last: float | None = None
    missing: int = 0
    missing_days: int = 0

    @property
    def change(self):
        return None if self.first is None else self.last - self.first


def pain_trend(points: Sequence[tuple[date, float]], measures: Measures) -> Trend:
    """The first answers of `points` (by date) against the last. Falling is better."""
    rules, points = measures.trend, sorted(points)
    missing = max(0, 2 * rules.end_sessions - len(points))
    span = (points[-1][0] - points[0][0]).days if points else 0
    missing_days = max(0, rules.least_days - span)
    if missing or missing_days:
        return Trend(Verdict.TOO_EARLY, len(points), missing=missing, missing_days=missing_days)
    first = _mean([value for _day, value in points[: rules.end_sessions]])
    last = _mean([value for _day, value in points[-rules.end_sessions :]])
    return Trend(_pain_verdict(first, last, measures), len(points), first, last)


def _pain_verdict(first, last, measures):
    change = abs(last - first)
    if change >= measures.pain.important_points:
        return Verdict.IMPORTANT
    if change >= measures.trend.least_points and change >= measures.pain.important_share * first:
        return Verdict.IMPORTANT if first else Verdict.NOISE
    return Verdict.NOISE if round(change) else Verdict.STEADY


def activity_verdict(first: float, last: float, *, measure: ActivityMeasure, is_average: bool = False) -> Verdict:
    """How far an activity's score, or the average of all, has come. Rising is better."""
    change = abs(last - first)
    if change >= (measure.important_average if is_average else measure.important_single):
        return Verdict.IMPORTANT
    return Verdict.NOISE if round(change) else Verdict.STEADY


@dataclass(frozen=True, slots=True)
class Peak:
    """A day well above the usual. `usual_by` is the first day after it that was no more than usual, if any."""

    date: date
    value: float
    usual_by: date | None


def peak(points: Sequence[tuple[date, float]], measures: Measures) -> Peak | None:
    """The worst day, if it stands out from the median by `peak_points`; of equals the latest."""
    points = sorted(points)
    if len(points) < measures.trend.end_sessions:
        return None
    usual = sorted(value for _day, value in points)[len(points) // 2]
    day, value = max(points, key=lambda point: (point[1], point[0]))
    if value - usual < measures.trend.peak_points:
        return None
    return Peak(day, value, next((later for later, level in points if later > day and level <= usual), None))


class Worth(StrEnum):
    """What is worth showing to a clinician: severe pain week after week, or mornings that were all worse."""

    PAIN = "pain"
    MORNINGS = "mornings"


def worth_showing(
    days: Sequence[Day], mornings: Sequence[tuple[date, bool]], *, today: date, rules: WorthShowing
) -> Worth | None:
    """`mornings` are (date, was it worse), one for each answer, oldest first. Only the last weeks speak."""
    since = today - rules.weeks * A_WEEK
    by_week = {}
    for day in days:
        if since < day.date and day.pain_before is not None:
            by_week.setdefault(max(0, (today - day.date).days) // 7, []).append(day.pain_before)
    if sum(_mean(scores) >= rules.severe_nrs for scores in by_week.values()) >= rules.bad_weeks:
        return Worth.PAIN
    answers = [is_worse for day, is_worse in mornings if since < day][-rules.mornings :]
    return Worth.MORNINGS if len(answers) == rules.mornings and all(answers) else None


def session_change(days: Iterable[Day]) -> tuple[int, float | None]:
    """How many days have both answers, and the mean of pain after less pain before."""
    changes = [
        day.pain_after - day.pain_before for day in days if day.pain_before is not None and day.pain_after is not None
    ]
    return len(changes), _mean(changes) if changes else None


def _mean(values):
    return sum(values) / len(values)


# Milestones and breaks -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Break:
    """A time without logs. `back_on` is None while it lasts."""

    days: int
    back_on: date | None = None


def break_of(dates: Iterable[date], *, today: date, rules: LookingBack) -> Break | None:
    """The break someone is in, or has come back from within the last `welcome_days`."""
    dates = sorted(set(dates))
    if not dates:
        return None
    if (today - dates[-1]).days >= rules.gap_days:
        return Break((today - dates[-1]).days)
    for before, after in zip(reversed(dates[:-1]), reversed(dates[1:]), strict=True):
        if (today - after).days > rules.welcome_days:
            return None
        if (after - before).days >= rules.gap_days:
            return Break((after - before).days, after)
    return None


@dataclass(frozen=True, slots=True)
class Milestone:
    date: date
    sessions: int


def milestones(days: Sequence[Day], *, total: int, rules: LookingBack) -> tuple[Milestone, ...]:
    """Round numbers of sessions reached within `days`, newest first. `total` counts every log there is."""
    days = sorted(days, key=lambda day: day.date)
    count = total - sum(day.sessions for day in days)
    found = []
    for day in days:
        reached = [number for number in rules.milestones if count < number <= count + day.sessions]
        found += [Milestone(day.date, number) for number in reached]
        count += day.sessions
    return tuple(reversed(found))


@dataclass(frozen=True, slots=True)
class Score:
    date: date
    score: int


def average_scores(scores: Mapping[str, Sequence[Score]]) -> tuple[float, float] | None:
    """Mean of the first and of the latest scores over all activities that have at least two; None if none has."""
    pairs = [
        (own[0].score, own[-1].score)
        for own in (sorted(one, key=lambda s: s.date) for one in scores.values())
        if own[1:]
    ]
    return (_mean([first for first, _ in pairs]), _mean([last for _, last in pairs])) if pairs else None


def is_due(dates: Iterable[date], *, today: date, measure: ActivityMeasure) -> bool:
    """Whether an activity wants a new score: never scored, or last `again_days` ago."""
    return all((today - day).days >= measure.again_days for day in dates)
