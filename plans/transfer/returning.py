"""A zip → the same person in this account. What is here already stays, so the same file twice doubles nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from exercises.catalogue import facts_of
from exercises.models import Exercise
from plans.models import FlareUp, PlannedExercise, Profile, ReminderSettings, SessionLog, WeeklyPlan, monday_of
from plans.rulebook import rulebook
from plans.services.profile import read_words, words_of_log
from plans.services.revising import revise_week
from plans.services.start import ruled_out
from plans.services.week import draft_week, load_profile
from plans.transfer.archive import Refused, unpack
from plans.transfer.log_table import Line
from plans.transfer.logs_named import GONE, with_logs
from plans.transfer.reading import read_tables
from plans.transfer.tables import TABLES, columns, parent_of, points_at, rows_of


@dataclass(frozen=True, slots=True)
class Brought:
    """What came in: logs and weeks that were not here before, and whether the file's answers were taken."""

    logs: int
    plans: int
    has_answers: bool


def import_person(user, file, *, size: int) -> Brought:
    """All of a zip, or nothing of it. Answers are taken only by someone who has not finished answering here. Raises
    Refused with what is wrong."""
    tables = read_tables(unpack(file, size=size))
    try:
        with transaction.atomic():
            return _bring(user, tables)
    except (DatabaseError, RecursionError) as error:
        raise Refused(_("Something stands in this export twice, or does not fit together.")) from error


def _bring(user, tables):
    here = Profile.objects.select_for_update().filter(user=user).first()
    takes_answers = bool(tables["profile"]) and not (here and here.is_complete)
    if takes_answers and here:
        _more_careful(tables["profile"][0], here)
        here.delete()
    if takes_answers and tables["reminders"]:
        ReminderSettings.objects.filter(user=user).delete()
    if takes_answers:
        FlareUp.objects.of(user).filter(ended_on=None).delete()
    else:  # one that still goes on belongs to the answers
        tables["flare_ups"] = [row for row in tables["flare_ups"] if row.get("ended_on")]
    counts, known = {}, {}
    for table in TABLES:
        if table.is_answer and not takes_answers:
            continue
        counts[table.name] = _bring_table(table, user, tables[table.name], known)
    logs = {number: log for (name, number), (log, _is_new) in known.items() if name == "logs" and log}
    _name_logs_in_plans(known, logs)
    if takes_answers:
        _read_notes_anew(user, logs)
    _screen_this_week(user)
    return Brought(counts["logs"], counts["plans"], takes_answers)


def _more_careful(row, here):
    """What was ticked here since signing up counts on, and is no longer taken off."""
    row["ticked"] = sorted({*row.get("ticked", ()), *here.ticked})
    row["removed"] = [entry for entry in row.get("removed", ()) if entry["flag"] not in here.ticked]
    row["lifted"] = [entry for entry in row.get("lifted", ()) if entry["flag"] not in here.ticked]


def _bring_table(table, user, rows, known) -> int:
    """Adds what is new of one table and answers how many that were. `known` maps (table, id in the file) → (row here
    or None, whether it is new)."""
    parent = parent_of(table.model)
    here = {_key(table, row): row for row in rows_of(table, user)} if table.key else {}
    fresh = []
    for row in rows:
        whole, whole_is_new = known[points_at(parent), row[parent.name]] if parent else (user, True)
        made = _make(table, row, known, user) if whole else None
        same = here.get(_key(table, made)) if table.key and made else None
        known[table.name, row["id"]] = (same, False)
        if made and not same and whole_is_new:
            known[table.name, row["id"]] = (made, True)
            fresh.append(made)
    if table.model is SessionLog:
        _let_go_of_logged_sessions(fresh, here.values())
    table.model._base_manager.bulk_create(fresh, batch_size=500)
    return len(fresh)


def _make(table, row, known, user):
    made = table.model() if parent_of(table.model) else table.model(user=user)
    for field in columns(table.model):
        if field.name not in row:
            continue
        value = row[field.name]
        if points_at(field) and value is not None:
            pointed, _is_new = known[points_at(field), value]
            value = pointed.pk if pointed else None
        setattr(made, field.attname, value)
    return made


def _key(table, row):
    names = {field.name: field.attname for field in columns(table.model)}
    return tuple(getattr(row, names[name]) for name in table.key)


def _let_go_of_logged_sessions(fresh, here):
    """A session has one log. A second one, made elsewhere, is kept without it."""
    logged = {log.session_id for log in here} - {None}
    for log in fresh:
        if log.session_id in logged:
            log.session_id = None


def _name_logs_in_plans(known, logs):
    numbers = {number: log.pk for number, log in logs.items()}
    plans = [plan for (name, _number), (plan, is_new) in known.items() if name == "plans" and is_new]
    for plan in plans:
        plan.inputs, plan.draft = with_logs(plan.inputs, numbers), with_logs(plan.draft, numbers)
    WeeklyPlan.objects.bulk_update(plans, ["inputs", "draft"], batch_size=100)


def _read_notes_anew(user, logs):
    """What a file says that a note says is not taken on trust: the notes are here, and are read. Of those of logs, the
    ones in which something was found; a warning sign counts on even where its words are gone, as it did there."""
    profile = Profile.objects.get(user=user)
    today, before = profile.today(), profile.read
    found, signs = read_words(profile.pain_notes, before=before, on=today), rulebook().red_flags
    of_logs = [one for one in before if one.get("log") is not None]
    for number in dict.fromkeys(one["log"] for one in of_logs):
        own = words_of_log(logs[number].note, logs[number].pk, before=before, on=today) if number in logs else []
        again = {(one["label"], one["quote"]) for one in own}
        gone = [one for one in of_logs if one["log"] == number and (one["label"], one["quote"]) not in again]
        log = logs[number].pk if number in logs else GONE
        found += [{**one, "log": log} for one in gone if one["label"] in signs] + own
    profile.read = found
    profile.removed = with_logs(profile.removed, {number: log.pk for number, log in logs.items()})
    profile.save(update_fields=["read", "removed"])


def _screen_this_week(user):
    """A week that comes from a file goes through today's screening: what it holds and may not is planned anew."""
    profile = load_profile(user)
    if profile is None or not profile.is_complete:
        return
    today = profile.today()
    plan = WeeklyPlan.objects.of(user).filter(monday=monday_of(today)).first()
    if plan is None:
        return
    outcome = draft_week(profile=profile, monday=plan.monday, today=today).screening.outcome
    not_logged = PlannedExercise.objects.filter(session__plan=plan, session__log=None, session__date__gte=today)
    held = set(not_logged.values_list("exercise_id", "position"))
    for swaps in plan.sessions.filter(log=None).values_list("swaps", flat=True):  # what taking one back would bring
        kept = [item for swap in swaps if swap.get("before") for item in swap["before"]["items"]]
        held |= {(item["exercise_id"], item["position"]) for item in kept}
    exercises = [facts_of(row) for row in Exercise.objects.all()]
    may = {(one.slug, position) for one in exercises for position in one.positions}
    may -= ruled_out(profile, exercises, today=today)
    if plan.outcome != outcome or held - may:
        revise_week(user=user, today=today, why=_("You brought your data from elsewhere, and the rules here differ."))


@transaction.atomic
def import_logs(*, user, lines: Sequence[Line]) -> int:
    """Keeps the lines of a table as logs and answers how many were new. A line that came before is passed over."""
    here = set(SessionLog.objects.select_for_update().of(user).values_list("client_key", flat=True))
    new = {line.client_key: line for line in lines if line.client_key not in here}
    SessionLog.objects.bulk_create([SessionLog(user=user, **line.says) for line in new.values()], batch_size=500)
    return len(new)
