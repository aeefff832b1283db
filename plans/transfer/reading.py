"""A file → rows that may be kept. Everything is looked at before anything is written."""

import datetime
import re
import uuid
import zoneinfo
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from plans.models import ExerciseSession, FlareUp, Profile, WeeklyPlan, monday_of
from plans.rulebook import rulebook
from plans.transfer.archive import Refused
from plans.transfer.log_table import MOST_MINUTES
from plans.transfer.shapes import EARLIEST, SHAPES, Shapes, Slug, read_day
from plans.transfer.tables import FORMAT, TABLES, VERSION, columns, is_slug, points_at

MOST_ROWS = 200_000
MOST_SMALL_NUMBER = 32_767  # what PostgreSQL keeps; SQLite would keep more
CLOCKS_APART = datetime.timedelta(minutes=10)
LONGEST_FLARE = datetime.timedelta(days=60)  # from today to its next step
ISO_TIME = re.compile(r"\d\d:\d\d(:\d\d(\.\d{6})?)?", re.ASCII)
ISO_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]{8,15}(\+\d\d:\d\d|Z)", re.ASCII)


def read_tables(content) -> Mapping[str, list[dict]]:
    """Table → rows as `{"id": n, column: value}`, pointing at each other by id. Raises Refused at the first fault."""
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise Refused(_("This is not a Backcare export."))
    if content.get("version") != VERSION:
        raise Refused(
            _("This export was made by another version of Backcare (%(theirs)s; this one reads %(ours)s).")
            % {"theirs": str(content.get("version"))[:20], "ours": VERSION}
        )
    tables = content.get("tables")
    if not isinstance(tables, dict) or not all(isinstance(rows, list) for rows in tables.values()):
        raise Refused(_("This export holds no tables."))
    unknown = sorted(tables.keys() - {table.name for table in TABLES})
    if unknown:
        raise Refused(_("This export has a part that is not known here: %(name)s.") % {"name": unknown[0][:60]})
    if sum(len(rows) for rows in tables.values()) > MOST_ROWS:
        raise Refused(_("This export has too many rows."))
    return Reader(tables).read()


class Reader:
    def __init__(self, tables):
        self.tables = {table.name: tables.get(table.name, []) for table in TABLES}
        self.now = timezone.now()
        self.today = self.now.astimezone(self.zone()).date()
        self.shapes = Shapes(today=self.today)
        self.ids = {}

    def zone(self):
        profiles = self.tables["profile"]
        if len(profiles) > 1:
            raise Refused(_("This export holds more than one person."))
        name = profiles[0].get("time_zone", "UTC") if profiles and isinstance(profiles[0], dict) else "UTC"
        if not isinstance(name, str) or name not in zoneinfo.available_timezones():
            raise Refused(_("profile 1, time_zone: this is not known here."))
        return zoneinfo.ZoneInfo(name)

    def read(self):
        read = {}
        for table in TABLES:
            rows = [
                self.row(table, f"{table.name} {place}", row)
                for place, row in enumerate(self.tables[table.name], start=1)
            ]
            self.ids[table.name] = {row["id"]: row for row in rows}
            if len(self.ids[table.name]) < len(rows):
                raise Refused(_("%(where)s: an id stands twice.") % {"where": table.name})
            read[table.name] = rows
        return read

    def row(self, table, where, row):
        fields = {field.name: field for field in columns(table.model)}
        if not isinstance(row, dict) or type(row.get("id")) is not int:
            raise Refused(_("%(where)s: this is of the wrong kind.") % {"where": where})
        unknown = sorted(row.keys() - fields.keys() - {"id"})
        if unknown:
            raise Refused(_("%(where)s: %(what)s is not known here.") % {"where": where, "what": unknown[0][:60]})
        read = {"id": row["id"]}
        for name, field in fields.items():
            if name in row:
                read[name] = self.value(field, row[name], f"{where}, {name}")
            elif not field.has_default() and not field.null and not field.blank:
                raise Refused(_("%(where)s: %(what)s is missing.") % {"where": where, "what": name})
        self.check_row(table.model, read, where)
        return read

    def value(self, field, value, where):
        if value is None:
            self.shapes.need(field.null, where)
            return None
        if points_at(field):
            if type(value) is not int or value not in self.ids[points_at(field)]:
                raise Refused(_("%(where)s: it points at nothing.") % {"where": where})
            return value
        if is_slug(field):
            self.shapes.check_word(Slug, value, where)
            return value
        return self.plain(field, value, where)

    def plain(self, field, value, where):
        if isinstance(field, models.JSONField):
            self.shapes.check(SHAPES[str(field)], value, where)
            return value
        value = self.typed(field, value, where)
        try:
            return field.clean(value, None)
        except ValidationError as error:
            raise Refused(f"{where}: {' '.join(error.messages)}") from error

    def typed(self, field, value, where):
        """The value in the type of its column; no type is bent into another."""
        if isinstance(field, models.BooleanField):
            self.shapes.need(type(value) is bool, where)
        elif isinstance(field, models.IntegerField):
            most = MOST_MINUTES if field.name.endswith("minutes") else MOST_SMALL_NUMBER
            self.shapes.need(type(value) is int and value <= most, where)
        else:
            self.shapes.need(isinstance(value, str), where)
        try:
            if isinstance(field, models.DateTimeField):
                return self.moment(value, where)
            if isinstance(field, models.DateField):
                return read_day(value)
            if isinstance(field, models.TimeField):
                self.shapes.need(ISO_TIME.fullmatch(value), where)
                return datetime.time.fromisoformat(value)
            return uuid.UUID(value) if isinstance(field, models.UUIDField) else value
        except ValueError as error:
            raise Refused(_("%(where)s: this is of the wrong kind.") % {"where": where}) from error

    def moment(self, value, where):
        self.shapes.need(ISO_MOMENT.fullmatch(value) and value >= EARLIEST, where)
        moment = datetime.datetime.fromisoformat(value)
        if moment > self.now + CLOCKS_APART:
            raise Refused(_("%(where)s: that moment has not come yet.") % {"where": where})
        return moment

    def check_row(self, model, row, where):
        """What holds between the values of a row and outside it."""
        if model is Profile:
            self.check_profile(row, where)
        elif model is WeeklyPlan:
            self.shapes.need(row["monday"].weekday() == 0, where)
            if row["monday"] > monday_of(self.today):
                raise Refused(_("%(where)s: that week has not come yet.") % {"where": where})
        elif model is ExerciseSession:
            monday = self.ids["plans"][row["plan"]]["monday"]
            for day in (row["date"], row.get("moved_from")):
                self.shapes.need(day is None or monday_of(day) == monday, where)
        elif model is FlareUp:
            self.check_flare(row, where)
        else:
            for name, value in row.items():
                if type(value) is datetime.date and value > self.today:
                    raise Refused(_("%(where)s, %(what)s: that day has not come yet.") % {"where": where, "what": name})

    def check_flare(self, row, where):
        """Its steps follow each other from its first day on, each asking for minutes that a day can have."""
        begins, ended = [step["on"] for step in row["steps"]], row.get("ended_on")
        first, last = row["started_on"], ended or self.today
        self.shapes.need(begins and begins == sorted(begins), f"{where}, steps")
        self.shapes.need(begins[0] <= first.isoformat() and begins[-1] <= last.isoformat(), f"{where}, steps")
        minutes = [row["before"]["minutes"], *(step["minutes"] for step in row["steps"])]
        self.shapes.need(all(0 < one <= MOST_MINUTES for one in minutes), f"{where}, minutes")
        pain = row["before"]["pain_nrs"]
        self.shapes.need(pain is None or 0 <= pain <= 10, f"{where}, before")
        self.shapes.need(first <= last <= self.today, where)
        self.shapes.need(row["until"] <= self.today + LONGEST_FLARE, f"{where}, until")

    def check_profile(self, row, where):
        target = rulebook().target
        born, days, minutes = row.get("birth_year"), row.get("days_per_week"), row.get("routine_minutes")
        if born is not None and not target.minimum_age <= self.today.year - born <= 120:
            raise Refused(_("%(where)s: Backcare is only for adults.") % {"where": where})
        self.shapes.need(days is None or days in target.days_choices, f"{where}, days_per_week")
        self.shapes.need(minutes is None or minutes in target.routine_choices, f"{where}, routine_minutes")
        began = row.get("episode_started")
        self.shapes.need(began is None or began <= self.today, f"{where}, episode_started")
