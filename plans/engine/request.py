"""A plan asked for as JSON → Person. Every fault is told in words; nothing is guessed."""

from exercises.facts import Level
from plans.engine.person import Details, Fact, Origin, Person

KEYS = frozenset((
    "id", "age", "fitness_level", "flags", "red_flags", "cleared", "pain_now", "days_per_week", "weekdays",
    "routine_minutes", "equipment", "note", "week", "pregnancy_weeks", "surgery", "joints", "bp_controlled",
    "weeks_since_onset", "firm_bed", "lifted", "never",
))  # fmt: skip
DETAILS = ("pregnancy_weeks", "surgery", "joints", "bp_controlled", "weeks_since_onset", "firm_bed")
YES_NO = ("bp_controlled", "firm_bed")


class RequestError(ValueError):
    """What is wrong with a request, in one line."""


def read_request(entry, rules, exercises, read=()):
    """The Person and the week of one request. `read` are (flag, quote) pairs found in its note."""
    if not isinstance(entry, dict):
        raise RequestError("a line must hold one object")
    _known(entry, KEYS, "key")
    level = entry.get("fitness_level")
    if not isinstance(level, str) or level not in list(Level):
        raise RequestError(f"fitness_level must be one of {', '.join(Level)}")
    facts = {flag: Fact(flag) for flag in _words(entry, "flags", rules.flags)}
    for flag, quote in read:
        facts.setdefault(flag, Fact(flag, Origin.NOTE, quote))
    for flag in _meant(entry, rules):
        facts.setdefault(flag, Fact(flag))
    equipment, target = entry.get("equipment"), rules.target
    person = Person(
        fitness_level=Level(level),
        age=_number(entry, "age", target.minimum_age, target.age_most),
        facts=facts,
        red_flags=frozenset(_words(entry, "red_flags", rules.red_flags)),
        cleared=_gates(rules) if _yes(entry, "cleared") else frozenset(),
        lifted=frozenset(_words(entry, "lifted", rules.flags)),
        never=frozenset(_words(entry, "never", exercises)),
        details=Details(**{key: _detail(entry, key, rules) for key in DETAILS if entry.get(key) is not None}),
        pain_nrs=_number(entry, "pain_now", 0, target.pain_highest),
        days_per_week=_number(entry, "days_per_week", 1, 7) or target.days_default,
        weekdays=_weekdays(entry),
        routine_minutes=_number(entry, "routine_minutes", min(target.routine_choices), target.routine_most),
        equipment=None if equipment is None else frozenset(_words(entry, "equipment", rules.equipment)),
    )
    return person, _number(entry, "week", 0, target.weeks_most) or 0


def _gates(rules):
    """All a clinician's word can clear."""
    first = {flag for flag, rule in rules.flags.items() if rule.gate}
    return frozenset(first | rules.red_flags.keys())


def _meant(entry, rules):
    """Flags that an answer to their follow-up question says, named or not. A yes or no says nothing by itself."""
    given = {key for key in DETAILS if key not in YES_NO and entry.get(key) is not None}
    return [flag for flag, rule in rules.flags.items() if rule.follow_up and rule.follow_up.detail in given]


def _known(values, allowed, what):
    unknown = sorted(str(value) for value in values if value not in allowed)
    if unknown:
        raise RequestError(f"unknown {what}: {', '.join(unknown)}")


def _words(entry, key, allowed):
    values = _given(entry, key)
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise RequestError(f"{key} must be a list of words")
    _known(values, allowed, f"word in {key}")
    return values


def _given(entry, key):
    """A list as it was given; nothing given is an empty one, but 0 or false is a mistake to tell."""
    return [] if entry.get(key) is None else entry[key]


def _number(entry, key, least, most):
    value = entry.get(key)
    if value is None:
        return None
    if type(value) is not int or not least <= value <= most:
        raise RequestError(f"{key} must be a whole number from {least} to {most}")
    return value


def _yes(entry, key):
    value = entry.get(key)
    if value is not None and not isinstance(value, bool):
        raise RequestError(f"{key} must be true or false")
    return bool(value)


def _weekdays(entry):
    days = _given(entry, "weekdays")
    if not isinstance(days, list) or not all(type(day) is int and 0 <= day < 7 for day in days):
        raise RequestError("weekdays must be a list of numbers, 0 (Monday) to 6 (Sunday)")
    return tuple(sorted(set(days)))


def _detail(entry, key, rules):
    """One refining answer; it must be among the choices of the follow-up question it belongs to, or below its limit."""
    if key in YES_NO:
        return _yes(entry, key)
    asked = [rule.follow_up for rule in rules.flags.values() if rule.follow_up and rule.follow_up.detail == key]
    for question in asked:
        if question.choices:
            if not isinstance(entry[key], str):
                raise RequestError(f"{key} must be a word")
            _known([entry[key]], question.choices, f"word in {key}")
            return entry[key]
    return _number(entry, key, 0, next((one.most for one in asked if one.most), rules.target.weeks_most))
