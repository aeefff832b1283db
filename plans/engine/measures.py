"""What progress is judged by: numbers with their source. Read from a file by `plans.measures`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PainMeasure:
    important_points: float
    important_share: float
    source: str


@dataclass(frozen=True, slots=True)
class TrendRules:
    """`end_sessions` at either end are compared once the ends lie `least_days` apart. A day stands out as a peak
    when it is `peak_points` above the usual."""

    end_sessions: int
    least_days: int
    least_points: float
    peak_points: float
    source: str


@dataclass(frozen=True, slots=True)
class ActivityMeasure:
    most: int
    again_days: int
    important_average: float
    important_single: float
    source: str


@dataclass(frozen=True, slots=True)
class Agreement:
    least_sessions: int
    chance_errors: float
    least_points: float
    least_spread: float
    source: str


@dataclass(frozen=True, slots=True)
class LookingBack:
    """`band_days`: the days of the weekly target that the band on the chart spans."""

    weeks: int
    gap_days: int
    welcome_days: int
    milestones: tuple[int, ...]
    band_days: tuple[int, int]
    source: str


@dataclass(frozen=True, slots=True)
class WorthShowing:
    """Pain of `severe_nrs` on average in `bad_weeks` of the last `weeks`, or the last `mornings` all worse."""

    severe_nrs: int
    weeks: int
    bad_weeks: int
    mornings: int
    source: str


@dataclass(frozen=True, slots=True)
class PainAgainRules:
    """Someone is asked how their back is now after `sessions` in a row, within the last `days`, before which their pain
    would have made another plan than their answer did."""

    sessions: int
    days: int
    source: str


@dataclass(frozen=True, slots=True)
class ReportRules:
    """`share_days`: how long a link may be open. Readings within `visit_minutes` of each other are kept as one."""

    weeks: tuple[int, ...]
    usual_weeks: int
    most_days: int
    share_days: tuple[int, ...]
    usual_share_days: int
    visit_minutes: int
    source: str


@dataclass(frozen=True, slots=True)
class Measures:
    pain: PainMeasure
    trend: TrendRules
    activities: ActivityMeasure
    agreement: Agreement
    looking_back: LookingBack
    worth_showing: WorthShowing
    pain_again: PainAgainRules
    report: ReportRules
