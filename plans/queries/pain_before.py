"""How pain before a session went lately, for the week."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from statistics import fmean

from plans.engine.statistics import Peak, Trend, Verdict, pain_trend, peak
from plans.measures import measures
from plans.models import SessionLog


@dataclass(frozen=True, slots=True)
class PainBefore:
    """`points` are (date, mean of the day), oldest first."""

    points: Sequence[tuple[datetime.date, float]]
    trend: Trend
    peak: Peak | None

    @property
    def since(self) -> datetime.date:
        return self.points[0][0]


def pain_before(logs: Iterable[SessionLog]) -> PainBefore | None:
    """None while it is too early to say which way it goes. `logs` by date, oldest first."""
    scored = [log for log in logs if log.pain_before is not None]
    points = [(day, fmean(log.pain_before for log in own)) for day, own in groupby(scored, attrgetter("date"))]
    trend = pain_trend(points, measures())
    if trend.verdict is Verdict.TOO_EARLY:
        return None
    return PainBefore(points, trend, peak(points, measures()))
