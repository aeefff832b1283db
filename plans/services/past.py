"""What earlier weeks and their logs tell the engine about the next one."""

import datetime
from collections.abc import Iterable

from django.db.models import Max

from plans.engine import codec
from plans.engine.progress import Deed, Done, Morning, Past, Rating, Record, Talk
from plans.models import Profile, SessionLog, WeeklyPlan, monday_of

# Older logs can't change a step that has been held since: rules look at the last two or three sessions.
RECORDS_WEEKS = 8
CORE_BLOCKS = ("strength", "stretch")


def past_of(profile: Profile, *, monday: datetime.date) -> Past:
    """All that was before the week of `monday`, in at most four queries however much there is."""
    plans = list(WeeklyPlan.objects.of(profile.user_id).filter(monday__lte=monday).order_by("-monday")[:2])
    current = next((plan for plan in plans if plan.monday == monday), None)
    before = next((plan for plan in plans if plan.monday < monday), None)
    if not plans:
        return Past(monday=monday)
    since = monday - datetime.timedelta(weeks=RECORDS_WEEKS)
    logs = list(
        SessionLog.objects.of(profile.user_id)
        .filter(date__gte=since, date__lt=monday + datetime.timedelta(days=7))
        .select_related("session")
        .prefetch_related("exercises")
        .order_by("date", "pk")
    )
    earlier = codec.from_json(before.draft) if before else None
    values = {"progress": earlier.progress, "planned": _core(earlier)} if earlier else {}
    return Past(
        monday=monday,
        records=tuple(_record(log) for log in logs),
        weeks_away=_weeks_away(profile, logs, monday),
        granted=_granted(current),
        refused=frozenset(entry["key"] for entry in current.inputs.get("refused", ())) if current else frozenset(),
        **values,
    )


def _core(draft):
    items = [item for session in draft.sessions for item in session.items if item.block in CORE_BLOCKS]
    return tuple(dict.fromkeys(item.exercise for item in items))


def _granted(plan):
    """What grew when the week was first planned; None for a week without a plan."""
    return frozenset(plan.inputs.get("granted", ())) if plan else None


def grown(draft) -> list[str]:
    """Keys of the increases a draft holds, as a plan keeps them."""
    return [key_of(change) for change in draft.changes if change.deed in (Deed.MORE, Deed.HARDER)]


def key_of(change) -> str:
    """What names a change within its week: the exercise it began with; empty for the heart-raising part."""
    return change.instead_of or change.exercise


def _weeks_away(profile, logs, monday):
    last = max((log.date for log in logs if log.date < monday), default=None)
    if last is None:
        last = SessionLog.objects.of(profile.user_id).filter(date__lt=monday).aggregate(last=Max("date"))["last"]
    return max(0, (monday - monday_of(last)).days // 7 - 1) if last else 0


def _record(log):
    hurts: dict[str, int] = {}
    for one in log.hurts:
        hurts[one["exercise"]] = max(hurts.get(one["exercise"], 0), one["pain_nrs"] or 0)
    return Record(
        log=log.pk,
        date=log.date,
        done=tuple(_dones(log.exercises.all(), hurts)),
        heart_minutes=log.heart_minutes,
        planned_minutes=log.session.heart_minutes if log.session else 0,
        talk=Talk(log.talk_test) if log.talk_test else None,
        pain_before=log.pain_before,
        pain_after=log.pain_after,
        morning=Morning(log.next_morning) if log.next_morning else None,
    )


def _dones(rows: Iterable, hurts):
    """What was done, and what was begun and hurt."""
    done = {row.exercise_id: row.rating for row in rows}
    for slug in sorted({*done, *hurts}):
        rating = done.get(slug)
        yield Done(slug, Rating(rating) if rating else None, hurts.get(slug))
