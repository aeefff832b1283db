"""A note as it was understood: what of it is marked, asked about, or not counted."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext

from plans.engine.notes.facts import Status
from plans.engine.notes.reading import read_note
from plans.models import Profile
from plans.phrasebook import phrasebook
from plans.rulebook import rulebook
from plans.services.profile import HINTING, effective_facts, log_hints, note_hints, note_signs

# Underline of the words a flag was read in, by its group: easier, can’t; all else is worse.
MARKS = {"relief": "b", "body_limit": "c", "access": "c"}
ASKED_FOR = datetime.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the note; `mark` is the class of its underline, empty for plain text."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """A warning sign of the note that wants an answer. `ask` is the question where the note only hints at it;
    `elsewhere` says where its words stand if not in the note that is shown."""

    flag: str
    label: str
    quote: str
    ask: str = ""
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What is unsure, with `flag` to answer it by; `elsewhere` as of a sign."""

    flag: str
    text: str
    quote: str
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class NotCounted:
    """What words of the note might mean and what is left alone, for its reason."""

    flag: str
    label: str
    quote: str
    because: str
    is_taken_off: bool = False  # by the person
    is_sign: bool = False  # only the safety check takes it up again


@dataclass(frozen=True, slots=True)
class ReadBack:
    """The note as it was understood: marked pieces, warning signs to answer, what is unsure, what does not count."""

    pieces: tuple[Piece, ...]
    signs: tuple[Sign, ...]  # answered before anything is planned
    questions: tuple[Question, ...]
    not_counted: tuple[NotCounted, ...]
    is_unread: bool = False  # nothing of it was understood


def read_back(profile: Profile) -> ReadBack | None:
    """None without a note."""
    if not profile.pain_notes.strip() and not open_signs(profile) and not log_hints(profile):
        return None
    rules = rulebook()
    reading = read_note(profile.pain_notes, phrasebook())
    known, taken_off, signs = effective_facts(profile), _taken_off(profile), _signs(profile)
    asked = tuple(
        Question(one.label, one.text, one.quote)
        for one in reading.questions
        if one.label not in known and one.label not in rules.red_flags and (one.label, one.quote) not in taken_off
    )
    asked_here = {one.flag for one in asked}
    hints = {flag: quote for flag, quote in log_hints(profile).items() if flag not in asked_here}
    questions = asked + tuple(_asked_of(profile, hints))
    told = known.keys() | _ticked_signs(profile) | {one.flag for one in (*signs, *questions)}
    return ReadBack(
        pieces=pieces_of(profile.pain_notes, _standing(profile, reading.findings)),
        signs=signs,
        questions=questions,
        not_counted=_not_counted(profile, reading.findings, told),
        is_unread=bool(profile.pain_notes.strip()) and not reading.findings,
    )


def _taken_off(profile, log=None):
    """(flag, words) of what the person took off of the note about the back, or of that of a log, or said no to → the
    day they did."""
    said = [entry for entry in profile.removed if entry.get("log") == log]
    return {(entry["flag"], entry.get("words", "")): entry.get("date") for entry in said}


def _standing(profile, findings, log=None):
    """What is left of the findings without those that were taken off."""
    taken_off = _taken_off(profile, log)
    return [one for one in findings if (one.label, one.quote) not in taken_off]


def _not_counted(profile, findings, told):
    """Each once: what the person took off or said no to, then what is over or another's. `told` elsewhere is what
    counts or waits for an answer."""
    flags, red_flags, taken_off, rows = rulebook().flags, rulebook().red_flags, _taken_off(profile), {}
    left = [one for one in findings if one.label not in told and (one.label in flags or one.label in red_flags)]
    for one in left:
        may_count = one.status in (Status.PRESENT, Status.UNSURE) or one.label in red_flags and one.status in HINTING
        if may_count and (one.label, one.quote) in taken_off:
            rule = flags.get(one.label) or red_flags[one.label]
            because = _said_not_so(taken_off[one.label, one.quote])
            rows.setdefault(
                one.label,
                NotCounted(
                    one.label, rule.label, one.quote, because, is_taken_off=True, is_sign=one.label in red_flags
                ),
            )
    for one in left:
        if one.status in (Status.OTHER_PERSON, Status.RESOLVED) and one.label in flags:
            because = _without_heading(one.because)
            rows.setdefault(one.label, NotCounted(one.label, flags[one.label].label, one.quote, because))
    return tuple(rows.values())


def _said_not_so(day):
    if not day:
        return gettext("You said that this is not so.")
    day = date_format(datetime.date.fromisoformat(day), "j F")
    return gettext("You said on %(day)s that this is not so.") % {"day": day}


def _without_heading(because):
    """A reason as it reads under "Not counted"."""
    words = because.removeprefix("Not counted: ")
    return words[:1].upper() + words[1:]


def _ticked_signs(profile):
    """The signs of notes that the newest safety check says."""
    checks = list(profile.user.safety_checks.all())
    return rulebook().said_by(checks[0].red_flags) if checks else set()


def heard_in(profile: Profile, log) -> ReadBack:
    """The note of a log as it was understood, with what it asks for. Signs of other notes that wait for an answer are
    asked with it, last, in words that say where they stand."""
    return ReadBack(
        pieces=pieces_of(log.note, _standing(profile, read_note(log.note, phrasebook()).findings, log.pk)),
        signs=tuple(sorted(_signs(profile, log.pk), key=lambda sign: bool(sign.elsewhere))),
        questions=tuple(_asked_of(profile, log_hints(profile, log.pk), log.pk)),
        not_counted=(),
    )


def log_asks(profile: Profile, ticked: Sequence[str], *, today: datetime.date) -> bool:
    """Whether the note of a log waits for an answer, as one does that was sent later than it was written: a hint at a
    warning sign whenever it was read, another question for a week. `ticked`: the red flags of the newest safety check.
    """
    since = (today - ASKED_FOR).isoformat()
    fresh = {(one["label"], one["quote"]) for one in profile.read if "log" in one and (one.get("since") or "") >= since}
    return bool(note_hints(profile, ticked) or log_hints(profile).items() & fresh)


def _signs(profile, shown=None):
    """`shown` is the log whose note stands on the page, None for the note about the back."""
    rules, labels, said = rulebook().red_flags, phrasebook().labels, note_signs(profile)
    signs = open_signs(profile) | open_signs(profile, shown)
    return tuple(
        Sign(
            flag,
            rules[flag].label,
            quote,
            "" if flag in said or flag not in labels else labels[flag].ask,
            _elsewhere(profile, flag, quote, shown),
        )
        for flag, quote in signs.items()
    )


def _asked_of(profile, hints, shown=None):
    labels = phrasebook().labels
    return (
        Question(flag, labels[flag].ask, quote, _elsewhere(profile, flag, quote, shown))
        for flag, quote in hints.items()
        if flag in labels and labels[flag].ask
    )


def _elsewhere(profile, flag, quote, shown):
    """Where these words stand, if not in the note that is shown."""
    found = [one for one in profile.read if (one["label"], one["quote"]) == (flag, quote)]
    if any(one.get("log") == shown for one in found):
        return ""
    since = next((one["since"] for one in found if "log" in one and one.get("since")), None)
    if since:
        day = date_format(datetime.date.fromisoformat(since), "j F")
        return gettext("After a session, on %(day)s, you wrote:") % {"day": day}
    if any("log" in one for one in found):
        return gettext("After a session you wrote:")
    return gettext("About your back you wrote:")


def open_signs(profile: Profile, log: int | None = None) -> dict[str, str]:
    """Warning signs of the notes, or of that of a log, that still want an answer → the words they were read in."""
    checks = list(profile.user.safety_checks.all())
    hints = note_hints(profile, checks[0].red_flags if checks else (), log)
    return note_signs(profile, log) | hints


def pieces_of(note, findings):
    """The note cut at what counts, or is unsure and told nowhere else; of spans that overlap the first holds."""
    pieces, at = [], 0
    present = {one.label for one in findings if one.status is Status.PRESENT}
    for one in sorted(findings, key=lambda finding: (finding.start, -finding.end)):
        unsure = one.status is Status.UNSURE and one.label not in present
        if one.start < at or not (unsure or one.status is Status.PRESENT):
            continue
        pieces += [Piece(note[at : one.start]), Piece(one.quote, _mark(one))]
        at = one.end
    return tuple(piece for piece in (*pieces, Piece(note[at:])) if piece.text)


def _mark(finding):
    if finding.status is Status.UNSURE:
        return "q"
    rule = rulebook().flags.get(finding.label)
    return MARKS.get(rule.group if rule else "", "w")
