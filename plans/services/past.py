"""What earlier weeks and their logs tell the engine about the next one."""

import datetime
from itertools import groupby
from operator import itemgetter

from django.db.models import OuterRef, Subquery

from plans.engine import codec
from plans.engine.progress import Deed, Done, Morning, Past, Rating, Record, Talk
from plans.models import Profile, SessionLog, WeeklyPlan, monday_of

# Older logs can't change a step that has been held since: rules look at the last two or three sessions.
RECORDS_WEEKS = 8
CORE_BLOCKS = ("strength", "stretch")
LOG_COLUMNS = (
    "pk", "date", "heart_minutes", "talk_test", "pain_before", "pain_after", "next_morning", "hurts"
)  # fmt: skip


def past_of(profile: Profile, *, monday: datetime.date) -> Past:
    """All that was before the week of `monday`, in two queries however much there is."""
    before_it = SessionLog.objects.filter(user=OuterRef("user"), date__lt=monday).order_by("-date")
    plans = list(
        WeeklyPlan.objects.of(profile.user_id)
        .filter(monday__lte=monday)
        .annotate(last_logged=Subquery(before_it.values("date")[:1]))
        .order_by("-monday")[:2]
    )
    current = next((plan for plan in plans if plan.monday == monday), None)
    before = next((plan for plan in plans if plan.monday < monday), None)
    if not plans:
        return Past(monday=monday)
    earlier = codec.from_json(before.draft) if before else None
    values = {"progress": earlier.progress, "planned": _core(earlier)} if earlier else {}
    return Past(
        monday=monday,
        records=_records(profile, monday),
        weeks_away=_weeks_away(plans[0].last_logged, monday),
        granted=_granted(current),
        put_back=_put_back(current),
        refused=frozenset(entry["key"] for entry in current.inputs.get("refused", ())) if current else frozenset(),
        **values,
    )


def _core(draft):
    items = [item for session in draft.sessions for item in session.items if item.block in CORE_BLOCKS]
    return tuple(dict.fromkeys(item.exercise for item in items))


def _granted(plan):
    """What grew when the week was first planned; None for a week without a plan."""
    return frozenset(plan.inputs.get("granted", ())) if plan else None


def _put_back(plan):
    """slug → since when, for exercises the person has wanted back this week."""
    kept = plan.inputs.get("put_back", {}) if plan else {}
    return {slug: datetime.date.fromisoformat(day) for slug, day in kept.items()}


def grown(draft) -> list[str]:
    """Keys of the increases a draft holds, as a plan keeps them."""
    return [key_of(change) for change in draft.changes if change.deed in (Deed.MORE, Deed.HARDER)]


def key_of(change) -> str:
    """What names a change within its week: the exercise it began with; empty for the heart-raising part."""
    return change.instead_of or change.exercise


def _weeks_away(last, monday):
    return max(0, (monday - monday_of(last)).days // 7 - 1) if last else 0


def _records(profile, monday):
    """One for each log, oldest first: its row joined to each exercise of it."""
    since = monday - datetime.timedelta(weeks=RECORDS_WEEKS)
    rows = (
        SessionLog.objects.of(profile.user_id)
        .filter(date__gte=since, date__lt=monday + datetime.timedelta(days=7))
        .order_by("date", "pk", "exercises__pk")
        .values(*LOG_COLUMNS, "session__heart_minutes", "exercises__exercise_id", "exercises__rating")
    )
    return tuple(_record(list(some)) for _pk, some in groupby(rows, itemgetter("pk")))


def _record(rows):
    log = rows[0]
    hurts: dict[str, int] = {}
    for one in log["hurts"]:
        hurts[one["exercise"]] = max(hurts.get(one["exercise"], 0), one["pain_nrs"] or 0)
    return Record(
        log=log["pk"],
        date=log["date"],
        done=tuple(_dones(rows, hurts)),
        heart_minutes=log["heart_minutes"],
        planned_minutes=log["session__heart_minutes"] or 0,
        talk=Talk(log["talk_test"]) if log["talk_test"] else None,
        pain_before=log["pain_before"],
        pain_after=log["pain_after"],
        morning=Morning(log["next_morning"]) if log["next_morning"] else None,
    )


def _dones(rows, hurts):
    """What was done, and what was begun and hurt."""
    done = {row["exercises__exercise_id"]: row["exercises__rating"] for row in rows if row["exercises__exercise_id"]}
    for slug in sorted({*done, *hurts}):
        rating = done.get(slug)
        yield Done(slug, Rating(rating) if rating else None, hurts.get(slug))
