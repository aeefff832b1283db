"""Lessons read."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from plans.models.owned import OwnedQuerySet


class LessonRead(models.Model):
    """That someone has read a lesson. `lesson` is its slug."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="lessons_read")
    lesson = models.SlugField(max_length=60)
    read_at = models.DateTimeField(default=timezone.now)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "lesson"], name="one_mark_per_person_and_lesson")]

    def __str__(self):
        return self.lesson
