"""Weeks and logs looked back on."""

import datetime
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count

from plans.engine.draft import Target
from plans.engine.target import Standing, weigh
from plans.models import SessionLog, WeeklyPlan, monday_of

WEEKS = 12
LOGS_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class WeekRow:
    monday: datetime.date
    standing: Standing
    has_plan: bool


@dataclass(frozen=True, slots=True)
class ProgressPage:
    weeks: tuple[WeekRow, ...]
    met: int
    logs: object
    total: int


def progress_page(user, *, today, page) -> ProgressPage:
    """The last twelve weeks that have anything in them, newest first, and one page of logs."""
    first = monday_of(today) - datetime.timedelta(weeks=WEEKS - 1)
    plans = {
        plan.monday: plan for plan in WeeklyPlan.objects.of(user).filter(monday__gte=first).defer("draft", "inputs")
    }
    done = {}
    for log in SessionLog.objects.of(user).filter(date__gte=first).only("date", "heart_minutes", "talk_test"):
        done.setdefault(monday_of(log.date), []).append((log.date, log.counted_minutes))
    weeks = tuple(
        WeekRow(monday, weigh(done.get(monday, ()), _target(plans.get(monday))), monday in plans)
        for monday in sorted({*plans, *done}, reverse=True)
    )
    logs = SessionLog.objects.of(user).select_related("session").annotate(exercise_count=Count("exercises"))
    paginator = Paginator(logs.order_by("-date", "-pk"), LOGS_A_PAGE)
    shown = paginator.get_page(page)
    return ProgressPage(weeks, sum(week.standing.is_met for week in weeks), shown, paginator.count)


def _target(plan):
    if plan is None:
        return Target(3, 20)
    return Target(plan.target_days, plan.target_minutes, plan.target_waived)
