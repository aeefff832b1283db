"""`2026-W47` in an address ↔ the Monday of that week."""

import datetime

from plans.models import iso_week

FIRST_YEAR, LAST_YEAR = 2000, 2999


class IsoWeek:
    regex = r"[0-9]{4}-W[0-9]{2}"

    def to_python(self, value):
        """Raises ValueError for a week that no year has, and for years nobody plans in."""
        year, week = value.split("-W")
        if not FIRST_YEAR <= int(year) <= LAST_YEAR:
            raise ValueError(value)
        return datetime.date.fromisocalendar(int(year), int(week), 1)

    def to_url(self, value):
        return value if isinstance(value, str) else iso_week(value)
