"""Backup and restore of the whole database, on SQLite and on PostgreSQL."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient
from django.utils import timezone

from backcare.preparation import forget_preparation, only_one

OURS = "plans_weeklyplan"  # a table that only a database of this site has


class Refused(Exception):
    """Nothing was changed; the message says why, for the person at the keyboard."""


def new_name(stem):
    suffix = "sqlite3" if connection.vendor == "sqlite" else "dump"
    return settings.DATA_DIR / "backups" / f"{stem}-{timezone.now():%Y%m%d-%H%M%S-%f}.{suffix}"


def backup(file):
    """Writes the database to `file`, which appears only when it is whole. Returns the path."""
    with only_one("backup"):
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_name(f"{file.name}.{os.getpid()}.part")
        try:
            with open(unfinished, "wb", opener=lambda name, flags: os.open(name, flags, mode=0o600)):
                pass  # people's health data: readable by the owner alone, from the first byte
            write = sqlite_backup if connection.vendor == "sqlite" else postgresql_backup
            write(unfinished)
            unfinished.replace(file)
        finally:
            unfinished.unlink(missing_ok=True)
    return file


def restore(file):
    """Puts the backup `file` in place, brings it to this version, and returns where the old database was kept."""
    if not file.is_file():
        raise Refused(f"There is no file {file}.")
    check, put = (
        (sqlite_check, sqlite_restore) if connection.vendor == "sqlite" else (postgresql_check, postgresql_restore)
    )
    check(file)
    aside = backup(new_name("before-restore"))
    with only_one("prepare"):
        forget_preparation()
        put(file)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        call_command("load_library", verbosity=0)
    return aside


def sqlite_backup(target):
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
        # One file, without a write-ahead log beside it.
        copy.execute("PRAGMA journal_mode=DELETE")


def sqlite_check(file):
    try:
        with contextlib.closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as copy:
            whole = copy.execute("PRAGMA quick_check").fetchone() == ("ok",)
            tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.DatabaseError as error:
        raise Refused(f"{file} is not a backup of an SQLite database ({error}).") from error
    if not whole or OURS not in tables:
        raise Refused(f"{file} is not a whole backup of this site.")


def sqlite_restore(file):
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as copy:
        copy.backup(connection.connection)
    connection.close()


def postgresql_backup(target):
    run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def postgresql_check(file):
    if OURS not in run("pg_restore", "--list", str(file), connect=False):
        raise Refused(f"{file} is not a whole backup of this site.")


def postgresql_restore(file):
    connection.close()
    options = ("--clean", "--if-exists", "--single-transaction", "--no-owner", "--no-privileges")
    name = connection.settings_dict["NAME"]
    run("pg_restore", *options, f"--dbname={name}", str(Path(file)))


def run(tool, *arguments, connect=True):
    """What PostgreSQL's own `tool` printed. The password goes by environment, never by command line."""
    if not shutil.which(tool):
        raise Refused(f"{tool} is not on this machine: install PostgreSQL's client programs.")
    target, environment = [], {}
    if connect:
        (_psql, *target), environment = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
        if tool == "pg_restore":
            target = target[:-1]  # its database is named by --dbname
    done = subprocess.run(
        [tool, *arguments[:-1], *target, arguments[-1]] if tool == "pg_restore" else [tool, *arguments, *target],
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise Refused(
            f"{tool} failed: {done.stderr.strip().splitlines()[0] if done.stderr.strip() else 'no reason given'}"
        )
    return done.stdout
