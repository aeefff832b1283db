"""Saves the answers of the start and everything edited later. What makes a plan more careful takes effect at once."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from exercises.catalogue import facts_of
from exercises.models import Exercise
from plans.engine.reading import effective_flags
from plans.engine.selection import excludes
from plans.models import ENDED, Clearance, Profile, SafetyCheck
from plans.rulebook import rulebook
from plans.services import answers
from plans.services.profile import details_of, read_words, words_of_log
from plans.services.revising import revise_week
from plans.services.week import load_profile, person_now


def profile_for(user) -> Profile:
    """The person's profile, made at the first answer."""
    return Profile.objects.get_or_create(user=user)[0]


def _careful(user, today):
    profile = load_profile(user)
    if profile is None:
        return frozenset()
    return careful_of(profile, map(facts_of, Exercise.objects.all()), today=today)


def careful_of(profile, exercises, *, today) -> frozenset:
    """All that makes a plan more careful: flags, red flags, and each (exercise, position) a rule leaves out. The
    last tells when an answer that freed something is taken back."""
    person, rules = person_now(profile, today=today), rulebook()
    facts = effective_flags(person, rules)
    return frozenset(facts) | person.red_flags | _ruled_out(person, facts, exercises, rules)


def ruled_out(profile, exercises, *, today) -> frozenset[tuple[str, str]]:
    """Each (exercise, position) that a rule leaves out for this person."""
    person = person_now(profile, today=today)
    return _ruled_out(person, effective_flags(person, rulebook()), exercises, rulebook())


def _ruled_out(person, facts, exercises, rules):
    return frozenset(
        (exercise.slug, position)
        for exercise in exercises
        for position in exercise.positions
        if _is_ruled_out(exercise, position, person, facts, rules)
    )


def _is_ruled_out(exercise, position, person, facts, rules):
    tags = exercise.demands | rules.position_demands.get(position, frozenset())
    return any(excludes(rules.flags[flag], exercise, position, tags, person, facts) for flag in facts)


def _saved(user, profile, before, *, fields, why):
    """Saves the columns; a new exclusion, gate or red flag remakes what is left of this week, in the same
    transaction. Anything else waits for next week or for `use_now`."""
    profile.save(update_fields=fields)
    today = profile.today()
    if profile.is_complete and _careful(user, today) - before:
        revise_week(user=user, today=today, why=why)
    return profile


@transaction.atomic
def save_safety(*, user, red_flags, examined, birth_year, country, time_zone) -> Profile:
    profile = profile_for(user)
    before = _careful(user, profile.today())
    SafetyCheck.objects.create(user=user, red_flags=sorted(red_flags), examined=examined)
    profile.birth_year, profile.country, profile.time_zone = birth_year, country, time_zone
    profile.safety_saved_at = timezone.now()
    fields = ["birth_year", "country", "time_zone", "safety_saved_at"]
    return _saved(user, profile, before, fields=fields, why=_("You answered the safety check anew."))


@transaction.atomic
def tell_signs(*, user, red_flags: Iterable[str]) -> None:
    """Warning signs told outside the safety check count as in it, beside those told before."""
    newest, profile = SafetyCheck.objects.of(user).first(), profile_for(user)
    save_safety(
        user=user,
        red_flags={*red_flags, *(newest.red_flags if newest else ())},
        examined=newest.examined if newest else "no",
        birth_year=profile.birth_year,
        country=profile.country,
        time_zone=profile.time_zone,
    )


@transaction.atomic
def save_person(*, user, **told) -> Profile:
    """Who and where someone is, of a safety check left half-way: it is not answered by that."""
    profile = profile_for(user)
    before = _careful(user, profile.today())
    for name, value in told.items():
        setattr(profile, name, value)
    return _saved(user, profile, before, fields=list(told), why=_("You answered the safety check anew."))


@transaction.atomic
def save_answers(*, user, step: str, flags, asked, not_so=(), is_whole: bool = True, **columns) -> Profile:
    """One step of the start. `asked` are the flags this step asks for, `flags` those that are true; the rest of
    what was ticked elsewhere stays, and what was lifted stays lifted. A flag ticked again is no longer removed or
    lifted. `not_so` are safety facts
    the person took off and said so twice; that is kept with its date. A step that is not whole is kept but not done;
    the day it was first done stays, as turns and the first week are counted from it."""
    profile = profile_for(user)
    before = _careful(user, profile.today())
    flags, asked = set(flags), set(asked)
    gone = asked - {entry["flag"] for entry in profile.lifted}
    profile.ticked = sorted((set(profile.ticked) - gone) | flags)
    profile.added = sorted(set(profile.added) - gone)
    today = profile.today().isoformat()
    profile.removed = [entry for entry in profile.removed if entry["flag"] not in flags | set(not_so)]
    profile.removed += [{"flag": flag, "words": "", "date": today} for flag in sorted(set(not_so) - flags)]
    profile.lifted = [entry for entry in profile.lifted if entry["flag"] not in flags]
    details = {**profile.details, **columns.pop("details", {})}
    if details.get("pregnancy_weeks") == details_of(profile, today=profile.today()).pregnancy_weeks:
        details["pregnancy_weeks"] = profile.details.get("pregnancy_weeks")
    else:
        details["pregnancy_told_on"] = profile.today().isoformat()
    profile.details = details
    if "pain_notes" in columns:
        of_logs = [one for one in profile.read if "log" in one]
        columns["read"] = read_words(columns["pain_notes"], before=profile.read, on=profile.today()) + of_logs
    for name, value in columns.items():
        setattr(profile, name, value)
    fields = ["ticked", "added", "removed", "lifted", "details", *columns]
    if is_whole and not getattr(profile, f"{step}_saved_at"):
        setattr(profile, f"{step}_saved_at", timezone.now())
        fields.append(f"{step}_saved_at")
    return _saved(user, profile, before, fields=fields, why=_("You changed your answers."))


@transaction.atomic
def hear_log(*, user, log: int, note: str) -> None:
    """Reads the note of a log, in place of what was read in it before. A warning sign in it counts at once, as in
    the safety check; an empty note takes none away that had been read."""
    profile = Profile.objects.filter(user=user).first()
    if profile is None:
        return
    signs = rulebook().red_flags if not note.strip() else ()
    others = [one for one in profile.read if one.get("log") != log or one["label"] in signs]
    found = words_of_log(note, log, before=profile.read, on=profile.today())
    if profile.read == others + found:
        return
    before = _careful(user, profile.today())
    profile.read = others + found
    _saved(user, profile, before, fields=["read"], why=_("You wrote of a warning sign after a session."))


@transaction.atomic
def add_to_note(*, user, words: str, today: datetime.date) -> Profile:
    """Words told on the way stand below the note about the back, under their date, and are read with it. The same
    words told twice in a day stand there once. A warning sign that was answered with a no before is told anew."""
    profile = profile_for(user)
    told = f"{date_format(today, 'j F Y')}\n{words}"
    if told in profile.pain_notes:
        return profile
    before = _careful(user, today)
    profile.pain_notes = f"{profile.pain_notes.rstrip()}\n\n{told}".lstrip()
    signs = {(one["label"], one["quote"]) for one in read_words(words) if one["label"] in rulebook().red_flags}
    profile.removed = [entry for entry in profile.removed if (entry["flag"], entry.get("words")) not in signs]
    of_logs = [one for one in profile.read if "log" in one]
    profile.read = read_words(profile.pain_notes, before=profile.read, on=today) + of_logs
    fields = ["pain_notes", "read", "removed"]
    return _saved(user, profile, before, fields=fields, why=_("You wrote something new."))


@transaction.atomic
def confirm_reading(*, user) -> Profile:
    """The person has seen what we know and says it is right."""
    profile = profile_for(user)
    profile.notes_saved_at = timezone.now()
    profile.save(update_fields=["notes_saved_at"])
    return profile


@transaction.atomic
def add_flag(*, user, flag: str) -> Profile:
    profile = profile_for(user)
    before = _careful(user, profile.today())
    answers.add(profile, flag)
    return _saved(
        user, profile, before, fields=["added", "removed", "lifted"], why=_("You added something about your back.")
    )


@transaction.atomic
def remove_flag(*, user, flag: str, today: datetime.date, words: Iterable[str] = ()) -> Profile:
    """Takes a flag or a warning sign of the note off, dated; `words` of the note are not asked about again."""
    profile = profile_for(user)
    before = _careful(user, today)
    answers.take_off(profile, flag, today, words)
    return _saved(
        user,
        profile,
        before,
        fields=["ticked", "added", "removed", "pain_areas"],
        why=_("You took off something that had helped."),
    )


@transaction.atomic
def deny_words(*, user, flag: str, today: datetime.date, words: str | None = None, log: int | None = None) -> Profile:
    """A no to what the notes say of a flag, dated: in these words, or in the note of that log."""
    profile = profile_for(user)
    before = _careful(user, today)
    found = [one for one in profile.read if one["label"] == flag and words in (None, one["quote"])]
    answers.deny(profile, [one for one in found if log in (None, one.get("log"))], today)
    return _saved(user, profile, before, fields=["removed"], why=_("You took off something that had helped."))


@transaction.atomic
def lift_flag(*, user, flag: str, today: datetime.date) -> Profile:
    """ "Not true any more", for what is the person's own to say."""
    profile = profile_for(user)
    before = _careful(user, today)
    answers.lift(profile, flag, today)
    return _saved(user, profile, before, fields=["lifted"], why=_("Something that had helped is not true any more."))


@transaction.atomic
def hold_flag(*, user, flag: str) -> Profile:
    """Takes "not true any more" back."""
    profile = profile_for(user)
    before = _careful(user, profile.today())
    answers.hold(profile, flag)
    return _saved(user, profile, before, fields=["lifted"], why=_("Something is true again."))


@transaction.atomic
def use_tried(*, user, tried: answers.Tried, today: datetime.date) -> Profile:
    """Keeps answers that were tried out first."""
    profile = Profile.objects.select_for_update().get(user=user)
    before = _careful(user, today)
    fields = answers.put_on(profile, tried, today)
    return _saved(user, profile, before, fields=fields, why=_("You changed your answers."))


@transaction.atomic
def record_clearance(*, user, flags, cleared_on: datetime.date, cleared_by: str, answer: str, said: str = "") -> None:
    """A clinician's word about each flag, as the person tells it. The plan follows at the next look."""
    Clearance.objects.bulk_create(
        Clearance(user=user, flag=flag, cleared_on=cleared_on, cleared_by=cleared_by, said=said, answer=answer)
        for flag in flags
    )
    revise_week(user=user, today=profile_for(user).today(), why=_("You recorded what a clinician said."))


@transaction.atomic
def record_ended(*, user, flag: str, cleared_on: datetime.date, cleared_by: str, answer: str) -> Clearance:
    """A clinician's word that something is over, dated. It frees what was left out for it from next week, as anything
    that makes a plan no more careful."""
    return Clearance.objects.create(
        user=user, flag=flag, cleared_on=cleared_on, cleared_by=cleared_by, said=ENDED, answer=answer
    )


@transaction.atomic
def undo_clearance(*, user, pk: int) -> None:
    Clearance.objects.of(user).filter(pk=pk, undone_at=None).update(undone_at=timezone.now())
    revise_week(user=user, today=profile_for(user).today(), why=_("You took back what a clinician said."))


@transaction.atomic
def choose_country(*, user, country: str) -> None:
    """Whose phone numbers the stop page shows."""
    Profile.objects.filter(user=user).update(country=country)


@transaction.atomic
def use_now(*, user) -> None:
    """Lets what was changed count for the rest of this week already."""
    revise_week(user=user, today=profile_for(user).today(), why=_("You asked for your new answers to count now."))
