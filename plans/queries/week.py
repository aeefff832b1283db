"""What the week's pages show. Rows in, small frozen values out; the number of queries never grows with the logs."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backcare.instruments import Dial, dial
from exercises.catalogue import catalogue
from plans.engine.dosing import block_seconds, minutes
from plans.engine.draft import Block, Target
from plans.engine.target import Standing, weigh
from plans.models import ExerciseSession, PlannedExercise, SessionLog, WeeklyPlan, monday_of
from plans.queries.flare import FlareNote, flares_near, measure_of, note_of
from plans.rulebook import rulebook

A_WEEK = datetime.timedelta(days=7)
# Blocks whose doses follow from how each exercise felt.
RATED_BLOCKS = frozenset({Block.HEART, Block.STRENGTH, Block.STRETCH})
# Blocks that each have a picture in the strip of today's session, and how long it is.
STRIP_BLOCKS = (Block.HEART, Block.STRENGTH, Block.STRETCH)
STRIP_LENGTH = 4


class State(StrEnum):
    DONE = "done"
    TODAY = "today"
    COMING = "coming"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Line:
    """One planned session and how it stands. `move_to`: a free day it can still be moved to, for a missed one."""

    session: ExerciseSession
    log: SessionLog | None
    state: State
    move_to: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class LeftOutGroup:
    reason: str
    change: str
    names: tuple[tuple[str, str], ...]  # (slug, name)


@dataclass(frozen=True, slots=True)
class Segment:
    day: datetime.date
    words: str
    is_now: bool


@dataclass(frozen=True, slots=True)
class WeekPage:
    plan: WeeklyPlan
    monday: datetime.date
    sunday: datetime.date
    is_current: bool
    standing: Standing
    dial: Dial
    read: int
    dial_words: str
    sentence: str
    segments: tuple[Segment, ...]
    focus: Line | None
    strip: tuple[PlannedExercise, ...]  # what the focus looks like, in pictures
    is_rest_day: bool
    others: tuple[Line, ...]
    extra_logs: tuple[SessionLog, ...]
    asked: frozenset[int]  # keys of those that may have been logged twice
    why: Sequence[str]
    notices: Sequence[str]
    left_out: tuple[LeftOutGroup, ...]
    left_out_count: int
    revisions: Sequence[dict]  # newest first
    previous: datetime.date
    following: datetime.date | None
    may_be_gentle: bool
    flare: FlareNote | None
    lately: tuple[SessionLog, ...]  # the week's logs and those since, with their sessions, oldest first


def week_page(plan: WeeklyPlan, *, today: datetime.date, since: datetime.date | None = None) -> WeekPage:
    """In three queries: sessions with their logs, the week's logs, and what the session in focus holds. `since`: from
    when on logs are read, if earlier than the week before."""
    sessions = list(plan.sessions.select_related("log", "plan").order_by("date"))
    sunday = plan.monday + datetime.timedelta(days=6)
    lately = _logs(plan.user_id, since or plan.monday - A_WEEK, sunday)
    logs = [log for log in lately if log.date >= plan.monday]
    target = Target(plan.target_days, plan.target_minutes, plan.target_waived)
    flares = flares_near(plan.user_id, plan.monday, sunday)
    measure = measure_of(flares, target, plan.monday)
    standing = weigh(((log.date, log.counted_minutes) for log in logs), target, day_minutes=measure)
    planned_days = max(plan.target_days, sum(not session.is_extra for session in sessions))
    lines = _lines(sessions, today, sunday)
    focus = _focus(lines, today)
    draft = plan.draft
    return WeekPage(
        plan=plan,
        monday=plan.monday,
        sunday=sunday,
        is_current=plan.monday == monday_of(today),
        standing=standing,
        dial=dial(standing.minutes, days=planned_days, minutes_per_day=plan.target_minutes),
        read=standing.minutes,
        dial_words=_dial_words(plan, planned_days, flares),
        sentence=target_sentence(standing, planned_days),
        segments=_segments(lines, standing, today),
        focus=focus,
        strip=_strip(focus.session) if focus else (),
        is_rest_day=bool(focus) and focus.state != State.TODAY,
        others=tuple(line for line in lines if line is not focus),
        extra_logs=tuple(log for log in logs if log.session not in sessions),
        asked=frozenset(log.pk for log in logs if not log.is_another and any(map(log.looks_like, logs))),
        why=draft.get("why", []),
        notices=[*_own_days(plan, sum(not session.is_extra for session in sessions)), *draft.get("notices", [])],
        left_out=_grouped(draft.get("left_out", [])),
        left_out_count=len(draft.get("left_out", [])),
        revisions=plan.inputs.get("revisions", [])[::-1],
        previous=plan.monday - A_WEEK,
        following=plan.monday + A_WEEK if plan.monday <= today else None,
        lately=tuple(lately),
        flare=note_of(flares, today=today) if plan.monday == monday_of(today) else None,
        may_be_gentle=plan.monday == monday_of(today) and not any(_is_set(line, today) for line in lines),
    )


def _own_days(plan, planned):
    """Said when fewer sessions are planned than the target has days."""
    left = plan.target_days - planned
    if left <= 0 or plan.target_waived:
        return []
    sessions = ngettext("%(planned)s session is planned", "%(planned)s sessions are planned", planned)
    days = ngettext(
        "one more active day of your own completes the week.",
        "%(left)s more active days of your own complete the week.",
        left,
    )
    return [f"{sessions}; {days}" % {"planned": planned, "left": left}]


def _is_set(line, today):
    """Whether a day has its session, done or gentle already."""
    return line.session.date == today and (line.log is not None or line.session.is_gentle)


def _logs(user, first, last):
    logs = SessionLog.objects.of(user).filter(date__range=(first, last)).select_related("session")
    return list(logs.order_by("date", "pk"))


def _dial_words(plan, planned_days, flares):
    if plan.target_waived:
        return _("minutes, no target")
    if any(one.ended_on is None for one in flares):
        return _("of %(goal)s gentle minutes") % {"goal": planned_days * plan.target_minutes}
    return _("of %(goal)s heart-raising minutes") % {"goal": planned_days * plan.target_minutes}


def _lines(sessions, today, sunday):
    taken = {session.date for session in sessions}
    free = [
        day
        for day in (today + datetime.timedelta(days=step) for step in range(7))
        if day <= sunday and day not in taken
    ]
    lines = []
    for session in sessions:
        log = getattr(session, "log", None)
        if log:
            lines.append(Line(session, log, State.DONE))
        elif session.date == today:
            lines.append(Line(session, None, State.TODAY))
        elif session.date > today:
            lines.append(Line(session, None, State.COMING))
        else:
            lines.append(Line(session, None, State.MISSED, free[0] if free else None))
    return tuple(lines)


def _focus(lines, today):
    """Today's session, else the next one; a session that was missed stays in the list."""
    for state in (State.TODAY, State.COMING):
        for line in lines:
            if line.state == state:
                return line
    return None


def _strip(session):
    """Up to four items for pictures, in the order they are done: one of each block, the heart first, then others."""
    items = list(session.items.all())
    firsts = [next((item for item in items if item.block == block), None) for block in STRIP_BLOCKS]
    shown = {}
    for item in [*filter(None, firsts), *items]:
        if len(shown) < STRIP_LENGTH:
            shown.setdefault(item.exercise_id, item)
    return tuple(sorted(shown.values(), key=lambda item: item.order))


def _segments(lines, standing, today):
    """One for each day of a session or a log. A day's minutes stand there once, however many logs they came from. A
    session that was done in another week keeps its own day here; its minutes stand in that week."""
    in_week = [line for line in lines if line.log and line.log.date in standing.by_date]
    days = {line.session.date: line for line in lines if line not in in_week}
    days |= {line.log.date: line for line in in_week}
    return tuple(_segment(day, days.get(day), standing, today) for day in sorted({*days, *standing.by_date}))


def _segment(day, line, standing, today):
    words = {State.TODAY: _("today"), State.COMING: "", State.MISSED: _("not done")}
    if day not in standing.by_date and line.log:
        parts = [_("done in another week")]
    elif day not in standing.by_date:
        parts = [words[line.state], str(line.session.heart_minutes)]
    elif line and line.state == State.TODAY:
        parts = [words[State.TODAY], str(standing.by_date[day])]
    else:
        parts = [str(standing.by_date[day]), _("done")]
    return Segment(day, ", ".join(filter(None, parts)), day == today)


def target_sentence(standing: Standing, planned_days: int) -> str:
    """How the week stands against its target, said from days. A fourth planned day completes the plan."""
    target = standing.target
    if target.waived:
        return _("No minutes are asked of you this week. What you do is kept all the same.")
    counted = len(standing.counted_days)
    if standing.is_past and counted > planned_days:
        return _("Past your target: %(days)s days. The rest is extra.") % {"days": counted}
    if standing.is_past and counted == planned_days:
        return _("All %(days)s days done. That’s your whole plan.") % {"days": counted}
    if standing.is_met and counted < planned_days:
        return _("Target met: %(days)s. One more completes your plan.") % {"days": _days_of(counted, target.days)}
    if standing.is_met:
        return _("That’s your week: %(days)s.") % {"days": _days_of(counted, target.days)}
    if not standing.minutes and target.days == 1:
        return _("Nothing logged yet. One day of %(minutes)s minutes completes the week.") % {
            "minutes": target.minutes_per_day
        }
    if not standing.minutes:
        return _("Nothing logged yet. Each day of %(minutes)s minutes counts as one of %(goal)s.") % {
            "minutes": target.minutes_per_day,
            "goal": target.days,
        }
    left = target.days - counted
    return ngettext(
        "%(days)s done. One more day of %(minutes)s minutes completes it.",
        "%(days)s done. %(left)s more days of %(minutes)s minutes complete it.",
        left,
    ) % {"days": _days_of(counted, target.days), "left": left, "minutes": target.minutes_per_day}


def _days_of(counted, goal):
    return ngettext("%(counted)s of %(goal)s day", "%(counted)s of %(goal)s days", goal) % {
        "counted": counted,
        "goal": goal,
    }


def _grouped(left_out):
    known = catalogue().exercises
    groups = {}
    for row in left_out:
        name = known[row["exercise"]].name if row["exercise"] in known else row["exercise"]
        groups.setdefault((row["reason"], row["change"]), []).append((row["exercise"], name))
    return tuple(
        LeftOutGroup(reason, change, tuple(sorted(names, key=lambda pair: pair[1])))
        for (reason, change), names in sorted(groups.items(), key=lambda pair: -len(pair[1]))
    )


@dataclass(frozen=True, slots=True)
class BlockPart:
    """One block of a session: its items and whole minutes."""

    block: str
    label: str
    minutes: int
    items: tuple


def session_blocks(session: ExerciseSession) -> tuple[BlockPart, ...]:
    """Blocks in the order they are done, in one query."""
    blocks = {}
    for item in session.items.select_related("exercise").order_by("order"):
        blocks.setdefault(item.block, []).append(item)
    return tuple(
        BlockPart(block, items[0].get_block_display(), _minutes_of(items), tuple(items))
        for block, items in blocks.items()
    )


def _minutes_of(items):
    """Whole minutes of a block, the changes between its items included, as the plan counts them."""
    return minutes(block_seconds([item.seconds for item in items], rulebook().timing))
