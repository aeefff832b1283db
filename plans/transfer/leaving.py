"""One person → a zip: JSON that comes back as the same person, and the logs as a table for everything else."""

import datetime
import json
import uuid

from django.utils import timezone

from plans.models import SessionLog
from plans.transfer.archive import ABOUT, CONTENT, LOGS, pack
from plans.transfer.log_table import write_logs
from plans.transfer.logs_named import NAMING_LOGS, with_logs
from plans.transfer.tables import FORMAT, TABLES, VERSION, columns, is_slug, points_at, rows_of

WORDS = """What is in this file
====================

Everything Backcare keeps of {email}, as of {made_at}.

logs.csv       one line for each thing you logged, for a spreadsheet. Backcare reads it too.
backcare.json  all of it. To move to another Backcare: sign up there, open You, Your data, and send this zip.

How backcare.json is built (format "{format}", version {version})
-----------------------------------------------------------------

"format" and "version" say what it is, "made_at" when it was made, "account" whose it is. "tables" holds one list of
rows for each table. "id" counts the rows of a table; another table points at a row by it. Days are written
2026-11-24, moments 2026-11-24T18:30:00+00:00. Pain and effort go from 0 to 10. Exercises are named by the last part
of their address in the library. An empty value is null.

{tables}

Links to a report and the address of your calendar are secrets of one site, so they stay there. So do your password
and your e-mail address. How pages look and how big their text is are kept by each phone or computer, not by
Backcare; they are not in this file.
"""


def export_person(user) -> bytes:
    """A zip of everything kept of one person, secrets left out."""
    content = json.dumps(everything_of(user), ensure_ascii=False, indent=1).encode()
    logs = SessionLog.objects.of(user).select_related("session").order_by("date", "pk")
    return pack({ABOUT: _about(user).encode(), CONTENT: content, LOGS: write_logs(logs).encode("utf-8-sig")})


def everything_of(user) -> dict:
    ids, tables = {}, {}
    for table in TABLES:
        fields, rows = columns(table.model), []
        for number, row in enumerate(rows_of(table, user).iterator(), start=1):
            ids[table.name, row.pk] = number
            rows.append({"id": number, **{field.name: _plain(field, row, ids) for field in fields}})
        tables[table.name] = rows
    numbers = {pk: number for (name, pk), number in ids.items() if name == "logs"}
    for name, fields in NAMING_LOGS.items():
        for row in tables[name]:
            row |= {field: with_logs(row[field], numbers) for field in fields}
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": timezone.now().isoformat(),
        "account": {"email": user.email, "joined": user.date_joined.isoformat()},
        "tables": tables,
    }


def _plain(field, row, ids):
    value = getattr(row, field.attname)
    if value is not None and points_at(field):
        return ids[points_at(field), value]
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return str(value) if isinstance(value, uuid.UUID) else value


def _about(user):
    lines = [
        f"{table.name}\n    {', '.join(['id', *(_column(field) for field in columns(table.model))])}\n"
        for table in TABLES
    ]
    return WORDS.format(
        email=user.email,
        made_at=f"{timezone.now():%Y-%m-%d %H:%M} UTC",
        format=FORMAT,
        version=VERSION,
        tables="\n".join(lines),
    )


def _column(field):
    if points_at(field):
        return f"{field.name} (an id in {points_at(field)})"
    return f"{field.name} (an exercise)" if is_slug(field) else field.name
