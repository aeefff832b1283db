"""Keeps which lessons someone has read."""

from plans.models import LessonRead


def mark_read(*, user, lesson: str) -> None:
    LessonRead.objects.get_or_create(user=user, lesson=lesson)


def mark_unread(*, user, lesson: str) -> None:
    LessonRead.objects.of(user).filter(lesson=lesson).delete()
