"""`2026-W47` in an address ↔ the Monday of that week."""

import datetime

from plans.models import iso_week


class IsoWeek:
    regex = r"\d{4}-W\d{2}"

    def to_python(self, value):
        year, week = value.split("-W")
        return datetime.date.fromisocalendar(int(year), int(week), 1)

    def to_url(self, value):
        return value if isinstance(value, str) else iso_week(value)
