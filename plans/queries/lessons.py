"""Which lesson fits this week, and why."""

import datetime
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from plans.lessonbook import Lesson, Offer, lessonbook
from plans.models import LessonRead, Profile, SessionLog, WeeklyPlan, monday_of

A_WEEK = datetime.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class OfferedLesson:
    lesson: Lesson
    reason: str


def read_by(user) -> frozenset[str]:
    """Slugs; empty for someone not logged in."""
    if not user.is_authenticated:
        return frozenset()
    return frozenset(LessonRead.objects.of(user).values_list("lesson", flat=True))


def with_lessons_read(profiles: QuerySet) -> QuerySet:
    """Says with each profile which of the lessons that can be offered its person has read, for pages that have no
    query to spare; `read_with` takes it from there."""
    read = LessonRead.objects.filter(user=OuterRef("user"))
    return profiles.annotate(**{name: Exists(read.filter(lesson=slug)) for name, slug in _columns().items()})


def read_with(profile: Profile) -> frozenset[str]:
    return frozenset(slug for name, slug in _columns().items() if getattr(profile, name))


def _columns():
    offered = [lesson.slug for lesson in lessonbook().lessons.values() if lesson.offers]
    return {f"has_read_{slug.replace('-', '_')}": slug for slug in offered}


def offered_lesson(
    user, *, today: datetime.date, profile: Profile, read=None, logs=None, has_flare=False
) -> OfferedLesson | None:
    """The first unread lesson of the weightiest moment this week. `logs`, if given, must reach back to the Monday
    before and hold their session; else they are asked for. `has_flare`: a flare-up goes on."""
    if logs is None:
        logs = SessionLog.objects.of(user).filter(date__gte=monday_of(today) - A_WEEK).select_related("session")
    moments = _moments(list(logs), profile, today, has_flare)
    if not moments:
        return None
    read = read_by(user) if read is None else read
    for offer, reason in moments.items():
        for lesson in lessonbook().offered(offer):
            if lesson.slug not in read:
                return OfferedLesson(lesson, reason)
    return None


def _moments(logs, profile, today, has_flare):
    """Moments of the last seven days, weightiest first → the reason in words. A week counts as missed when someone
    had a plan before it began and nothing was logged in it."""
    monday, words = monday_of(today), lessonbook().bad_night
    lately = [log for log in logs if log.date >= today - A_WEEK]
    began = profile.week_saved_at.astimezone(profile.zone).date() if profile.week_saved_at else today
    found = {
        Offer.FIRST_FLARE: has_flare or any(log.session_id and log.session.is_gentle for log in lately),
        Offer.SORE_AFTER: any(log.next_morning in ("sore", "worse") for log in lately),
        Offer.SLEPT_BADLY: any(word in log.note.casefold() for log in lately for word in words),
        Offer.MISSED_WEEK: began <= monday - A_WEEK and not any(monday - A_WEEK <= log.date < monday for log in logs),
    }
    reasons = {
        Offer.FIRST_FLARE: _("For you this week, because of your flare-up")
        if has_flare
        else _("For you this week, because you had a gentle day"),
        Offer.SORE_AFTER: _("For you this week, because a morning after was sore"),
        Offer.SLEPT_BADLY: _("For you this week, because you wrote of a bad night"),
        Offer.MISSED_WEEK: _("For you this week, because last week went by without a session"),
    }
    return {offer: reasons[offer] for offer in Offer if found[offer]}


def suits(user, slug: str) -> bool:
    """Whether the newest plan of someone logged in would let them do it; nobody unknown is told to wait."""
    if not user.is_authenticated:
        return True
    plan = WeeklyPlan.objects.of(user).order_by("-monday").only("draft", "outcome").first()
    if plan is None or plan.outcome != "plan":
        return False
    return all(row["exercise"] != slug for row in plan.draft.get("left_out", []))
