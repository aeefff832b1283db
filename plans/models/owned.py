"""What the rows of all topics share."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

PAIN_VALIDATORS = [MinValueValidator(0), MaxValueValidator(10)]


class OwnedQuerySet(models.QuerySet):
    """Rows that belong to one user."""

    def of(self, user):
        return self.filter(user=user)
