"""Logs as a table that a spreadsheet opens, and back again line by line."""

import csv
import datetime
import io
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from plans.models import MORNING_CHOICES, TALK_TEST_CHOICES

COLUMNS = (
    "date", "activity", "heart_minutes", "total_minutes", "talk_test", "pain_before", "pain_after", "effort_cr10",
    "next_morning", "note", "client_key",
)  # fmt: skip
NEEDED = ("date", "heart_minutes")
MOST_LINES = 5_000
MOST_MINUTES = 600
MOST_LETTERS = {"activity": 80, "note": 2000}
FIRST_YEAR = 1990
OURS = uuid.UUID("6f0d3c1e-6b39-5c5b-9a2e-0f3f5d1c7a44")  # names lines that bring no key of their own
FORMULA = re.compile(r"^[=+\-@\t\r]")  # a spreadsheet would work it out
EXCEL = re.compile(r"\Asep=.\n")  # says what stands between the cells, to Excel alone
GUARDED = re.compile(r"^'(?=[=+\-@\t\r'])")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its number in the file, and either what it says (columns of SessionLog) or what is wrong."""

    number: int
    says: Mapping[str, object] | None = None
    faults: tuple[str, ...] = ()

    @property
    def client_key(self):
        return self.says["client_key"]


def write_logs(logs) -> str:
    """A table of SessionLogs, one a line. A planned session goes by its title."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for log in logs:
        writer.writerow([_cell(_value(log, name)) for name in COLUMNS])
    return text.getvalue()


def _value(log, name):
    if name == "activity" and not log.activity and log.session:
        return log.session.title
    return getattr(log, name)


def _cell(value):
    text = "" if value is None else str(value)
    return f"'{text}" if FORMULA.match(text) or text.startswith("'") else text


def read_logs(text: str, *, today: datetime.date) -> list[Line]:
    """Each line of the table that is not empty. Raises ValueError, in words, if it is no such table at all."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text, skipped = EXCEL.subn("", text)
    reader = csv.reader(io.StringIO(text), delimiter=_delimiter(text), strict=True)
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        _check_names(names)
        lines, seen = [], {}
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append(_line(reader.line_num + skipped, names, cells, seen, today))
            if len(lines) > MOST_LINES:
                raise ValueError(_("At most %(most)s lines at a time.") % {"most": MOST_LINES})
    except csv.Error as error:
        raise ValueError(_("Line %(number)s can’t be read.") % {"number": reader.line_num + skipped}) from error
    if not lines:
        raise ValueError(_("There is no line under the first one."))
    return lines


def _delimiter(text):
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _check_names(names):
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise ValueError(_("The first line must name the columns. Missing: %(names)s.") % {"names": ", ".join(missing)})
    unknown = [name for name in names if name not in COLUMNS]
    if unknown:
        raise ValueError(_("Not a column of ours: %(names)s.") % {"names": ", ".join(unknown) or "?"})
    if len(set(names)) < len(names):
        raise ValueError(_("A column stands twice in the first line."))


def _line(number, names, cells, seen, today):
    if len(cells) > len(names):
        return Line(number, faults=(_("More cells than columns."),))
    told = dict.fromkeys(COLUMNS, "") | dict(zip(names, (_bare(cell) for cell in cells), strict=False))
    faults = []
    values = {name: _read(name, told[name], faults, today) for name in COLUMNS}
    heart, total = values["heart_minutes"], values["total_minutes"]
    if heart is not None and total is not None and total < heart:
        faults.append(_("total_minutes can’t be less than heart_minutes."))
    if faults:
        return Line(number, faults=tuple(faults))
    same = tuple(told[name] for name in COLUMNS if name != "client_key")
    seen[same] = seen.get(same, 0) + 1
    key = values["client_key"] or uuid.uuid5(OURS, "\x1f".join((*same, str(seen[same]))))
    return Line(number, values | {"client_key": key, "total_minutes": heart if total is None else total})


def _bare(cell):
    return GUARDED.sub("", cell.strip())


def _read(name, text, faults, today):
    """One cell as a value; what is wrong with it is added to `faults`."""
    if not text and name in NEEDED:
        faults.append(_("%(column)s is empty.") % {"column": name})
    if not text:
        return "" if name in ("activity", "note", "talk_test", "next_morning") else None
    try:
        return READERS.get(name, _number)(name, text, today)
    except ValueError as error:
        faults.append(str(error))
        return None


def _day(name, text, today):
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(_("“%(text)s” is not a day. Write it as 2026-11-24.") % {"text": text[:40]}) from error
    if day > today:
        raise ValueError(_("%(text)s has not come yet.") % {"text": text})
    if day.year < FIRST_YEAR:
        raise ValueError(_("%(text)s is too long ago.") % {"text": text})
    return day


def _number(name, text, today):
    most = MOST_MINUTES if name.endswith("minutes") else 10
    if not re.fullmatch(r"[0-9]{1,3}", text) or int(text) > most:
        raise ValueError(
            _("%(column)s must be a whole number from 0 to %(most)s, not “%(text)s”.")
            % {"column": name, "most": most, "text": text[:40]}
        )
    return int(text)


def _words(name, text, today):
    if "\x00" in text:
        raise ValueError(_("%(column)s holds a sign that can’t be kept.") % {"column": name})
    if len(text) > MOST_LETTERS[name]:
        raise ValueError(
            _("%(column)s is longer than %(most)s characters.") % {"column": name, "most": MOST_LETTERS[name]}
        )
    return text


def _choice(name, text, today):
    words = [value for value, _label in CHOICES[name]]
    if text not in words:
        raise ValueError(
            _("%(column)s must be one of %(words)s, not “%(text)s”.")
            % {"column": name, "words": ", ".join(words), "text": text[:40]}
        )
    return text


def _key(name, text, today):
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise ValueError(_("client_key must stay as it was, or be empty.")) from error


CHOICES = {"talk_test": TALK_TEST_CHOICES, "next_morning": MORNING_CHOICES}
READERS = {
    "date": _day,
    "activity": _words,
    "note": _words,
    "talk_test": _choice,
    "next_morning": _choice,
    "client_key": _key,
}
