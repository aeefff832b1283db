"""What may stand in the library's files. Every fault is a line of `file: key: what is wrong`; none hides another."""

from dataclasses import dataclass
from datetime import date

from exercises.facts import Effort, Kind, Level, Role, Strength

TIERS = {"A", "B", "C", "team"}
TEXT, NUMBER, YES_NO, LIST, TABLE = "text", "a whole number", "true or false", "a list of texts", "a table"
REQUIRED = {
    "name": TEXT, "kind": TEXT, "min_level": TEXT, "load": NUMBER, "rep_s": NUMBER, "positions": LIST,
    "demands": LIST, "equipment": LIST, "easier": LIST, "harder": LIST, "substitutes": LIST, "purpose": TEXT,
    "works": LIST, "cautions": LIST, "mistakes": LIST, "steps": TABLE, "dose": TABLE, "evidence": TABLE,
}  # fmt: skip
OPTIONAL = {
    "role": TEXT, "region": TEXT, "effort": TEXT, "counts_as_heart": YES_NO, "is_core": YES_NO,
    "position_steps": TABLE, "is_retired": YES_NO, "is_library_only": YES_NO,
}  # fmt: skip
STEPS = dict.fromkeys(("start", "movement", "breathing", "back"), TEXT)
EVIDENCE = {"summary": TEXT, "strength": TEXT, "sources": LIST}
LIMITS = {
    "sets": (1, 4), "reps": (1, 20), "hold_s": (1, 600), "hold_breaths": (1, 10), "rest_s": (0, 120),
    "minutes": (3, 60), "days_per_week": (1, 7), "load": (1, 5), "rep_s": (1, 30),
}  # fmt: skip
DOSE = dict.fromkeys(LIMITS.keys() - {"load", "rep_s"}, NUMBER) | {"per_side": YES_NO}
SOURCE = {"title": TEXT, "address": TEXT, "tier": TEXT, "checked": TEXT}
NEVER_EMPTY = ("name", "purpose", "works", "cautions", "positions")
RAW = "RAW"  # marks words that nobody has written yet


@dataclass(frozen=True, slots=True)
class Known:
    """The keys that a file may name."""

    tags: frozenset[str]
    positions: frozenset[str]
    equipment: frozenset[str]
    sources: frozenset[str]
    slugs: frozenset[str]


def is_a(shape, value):
    if shape == LIST:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    # `type`, because True is an int to isinstance.
    return type(value) is {TEXT: str, NUMBER: int, YES_NO: bool, TABLE: dict}[shape]


def table_faults(where, prefix, table, required, optional=None):
    """Missing, unknown and wrongly shaped keys of one table."""
    shapes = {**required, **(optional or {})}
    faults = [f"{where}: {prefix}{key}: is missing" for key in sorted(required.keys() - table.keys())]
    for key, value in table.items():
        if key not in shapes:
            faults.append(f"{where}: {prefix}{key}: is not known here")
        elif not is_a(shapes[key], value):
            faults.append(f"{where}: {prefix}{key}: must be {shapes[key]}")
    return faults


def sound_part(table, required, optional=None):
    """What of a table has the right shape, to be looked at further."""
    shapes = {**required, **(optional or {})}
    return {key: value for key, value in table.items() if key in shapes and is_a(shapes[key], value)}


def entry_faults(slug, entry, known):
    """What is wrong with one exercise, links between two exercises apart."""
    where = f"{slug}.toml"
    sound = sound_part(entry, REQUIRED, OPTIONAL)
    return [
        *table_faults(where, "", entry, REQUIRED, OPTIONAL),
        *_choice_faults(where, sound),
        *_name_faults(where, sound, known),
        *_empty_faults(where, sound),
        *_range_faults(where, "", sound),
        *_kind_faults(where, sound),
        *_step_faults(where, sound),
        *_dose_faults(where, sound),
        *_evidence_faults(where, sound.get("evidence"), known.sources),
        *_unwritten_faults(where, sound),
    ]


def _choice_faults(where, sound):
    choices = {"kind": Kind, "min_level": Level, "role": Role, "effort": Effort}
    return [
        f"{where}: {key}: {sound[key]!r} is none of {', '.join(enum)}"
        for key, enum in choices.items()
        if key in sound and sound[key] not in list(enum)
    ]


def _name_faults(where, sound, known):
    lists = {
        "positions": known.positions, "demands": known.tags, "equipment": known.equipment,
        "easier": known.slugs, "harder": known.slugs, "substitutes": known.slugs,
    }  # fmt: skip
    return [
        f"{where}: {key}: {value!r} is unknown"
        for key, allowed in lists.items()
        for value in sound.get(key, [])
        if value not in allowed
    ]


def _empty_faults(where, sound):
    faults = [
        f"{where}: {key}: " + ("needs at least one" if is_a(LIST, sound[key]) else "is empty")
        for key in NEVER_EMPTY
        if key in sound and not (sound[key] if is_a(LIST, sound[key]) else sound[key].strip())
    ]
    lists = ("works", "cautions", "mistakes")
    return faults + [
        f"{where}: {key}: has an empty line" for key in lists if not all(map(str.strip, sound.get(key, [])))
    ]


def _range_faults(where, prefix, sound):
    return [
        f"{where}: {prefix}{key}: {sound[key]} is outside {low}-{high}"
        for key, (low, high) in LIMITS.items()
        if key in sound and not low <= sound[key] <= high
    ]


def _kind_faults(where, sound):
    kind, faults = sound.get("kind"), []
    if kind and (kind == Kind.STRENGTH) != ("role" in sound):
        faults.append(f"{where}: role: strength exercises have exactly one, others none")
    if kind and (kind == Kind.AEROBIC) != ("effort" in sound):
        faults.append(f"{where}: effort: aerobic exercises have one, others none")
    if sound.get("counts_as_heart") and sound.get("effort") != Effort.MODERATE:
        faults.append(f"{where}: counts_as_heart: only a moderate activity counts")
    return faults


def _step_faults(where, sound):
    steps, positions = sound.get("steps"), sound.get("position_steps", {})
    faults = []
    if steps is not None:
        faults += table_faults(where, "steps.", steps, STEPS)
        faults += [
            f"{where}: steps.{key}: is empty" for key, text in sound_part(steps, STEPS).items() if not text.strip()
        ]
    for key, text in positions.items():
        if key not in sound.get("positions", []):
            faults.append(f"{where}: position_steps: {key!r} is none of its positions")
        elif not is_a(TEXT, text) or not text.strip():
            faults.append(f"{where}: position_steps.{key}: must be text")
    return faults


def _dose_faults(where, sound):
    if "dose" not in sound:
        return []
    faults, levels = [], list(Level)
    for level, dose in sound["dose"].items():
        if level not in levels:
            faults.append(f"{where}: dose.{level}: is no level")
        elif not is_a(TABLE, dose):
            faults.append(f"{where}: dose.{level}: must be {TABLE}")
        else:
            faults += _one_dose_faults(where, f"dose.{level}", dose, sound.get("kind"))
    if sound.get("min_level") in levels:
        offered = levels[levels.index(sound["min_level"]) :]
        faults += [f"{where}: dose.{level}: is missing" for level in offered if level not in sound["dose"]]
        faults += [
            f"{where}: dose.{level}: is below min_level"
            for level in sound["dose"]
            if level in levels and level not in offered
        ]
    return faults


def _one_dose_faults(where, prefix, dose, kind):
    effort = dose.get("effort_cr10")
    faults = table_faults(where, f"{prefix}.", {key: dose[key] for key in dose if key != "effort_cr10"}, {}, DOSE)
    faults += _range_faults(where, f"{prefix}.", sound_part(dose, {}, DOSE))
    if effort is not None and not _is_effort(effort):
        faults.append(f"{where}: {prefix}.effort_cr10: must be two whole numbers, rising, within 0-10")
    if kind == Kind.AEROBIC and "minutes" not in dose:
        faults.append(f"{where}: {prefix}.minutes: is missing")
    if kind and kind != Kind.AEROBIC and not {"sets", "reps"} <= dose.keys():
        faults.append(f"{where}: {prefix}: needs sets and reps")
    if {"hold_s", "hold_breaths"} <= dose.keys():
        faults.append(f"{where}: {prefix}: holds are in seconds or in breaths, not both")
    return faults


def _is_effort(value):
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(is_a(NUMBER, one) for one in value)
        and 0 <= value[0] <= value[1] <= 10
    )


def _evidence_faults(where, evidence, sources):
    if evidence is None:
        return []
    faults, sound = table_faults(where, "evidence.", evidence, EVIDENCE), sound_part(evidence, EVIDENCE)
    if "strength" in sound and sound["strength"] not in list(Strength):
        faults.append(f"{where}: evidence.strength: {sound['strength']!r} is unknown")
    if not sound.get("summary", "-").strip():
        faults.append(f"{where}: evidence.summary: is empty")
    if sound.get("sources") == []:
        faults.append(f'{where}: evidence.sources: needs at least one; our own judgement is "team"')
    unknown = [key for key in sound.get("sources", []) if key not in sources]
    return faults + [f"{where}: evidence.sources: {key!r} is unknown" for key in unknown]


def _unwritten_faults(where, value, path=""):
    """Where the marker of words not yet written still stands, however deep."""
    if isinstance(value, dict):
        parts = [(f"{path}.{key}" if path else key, one) for key, one in value.items()]
    elif isinstance(value, list):
        parts = [(path, one) for one in value]
    else:
        is_raw = isinstance(value, str) and RAW in value
        return [f"{where}: {path}: is not written yet ({RAW})"] if is_raw else []
    return [fault for key, one in parts for fault in _unwritten_faults(where, one, key)]


def link_faults(entries):
    """`easier` and `harder` must point both ways, stay within one kind or role, and rise in load.
    Looks at what is sound of every entry, so that another fault in a file does not hide its links."""
    sound = {slug: sound_part(entry, REQUIRED, OPTIONAL) for slug, entry in entries.items()}
    faults = []
    for slug, one in sound.items():
        where = f"{slug}.toml"
        for other in (key for key in one.get("harder", []) if key in sound):
            theirs = sound[other]
            if slug not in theirs.get("easier", []):
                faults.append(f"{where}: harder: {other} does not name it as easier")
            if {"load"} <= one.keys() & theirs.keys() and theirs["load"] <= one["load"]:
                faults.append(f"{where}: harder: {other} has no higher load")
            if any(theirs.get(key) != one.get(key) for key in ("kind", "role")):
                faults.append(f"{where}: harder: {other} is of another kind or role")
        faults += [
            f"{where}: easier: {other} does not name it as harder"
            for other in one.get("easier", [])
            if other in sound and slug not in sound[other].get("harder", [])
        ]
    return faults


def vocabulary_faults(sources, positions, equipment, tags):
    """What is wrong in the four files that the exercises draw their keys from."""
    faults = [f"tags.toml: {key}: must be {TEXT}" for key, words in tags.items() if not is_a(TEXT, words)]
    tables = (
        ("sources.toml", sources, SOURCE, {"limits": TEXT}),
        ("positions.toml", positions, {"label": TEXT, "demands": LIST}, {}),
        ("equipment.toml", equipment, {"label": TEXT}, {"always": YES_NO}),
    )
    for where, entries, required, optional in tables:
        for key, entry in entries.items():
            if is_a(TABLE, entry):
                faults += table_faults(where, f"{key}.", entry, required, optional)
            else:
                faults.append(f"{where}: {key}: must be {TABLE}")
    for key, entry in positions.items():
        wanted = sound_part(entry, {"demands": LIST})["demands"] if _has_demands(entry) else []
        faults += [f"positions.toml: {key}.demands: {tag!r} is unknown" for tag in wanted if tag not in tags]
    for key, entry in sources.items():
        faults += _source_faults(key, sound_part(entry, SOURCE) if is_a(TABLE, entry) else {})
    return faults


def _has_demands(entry):
    return is_a(TABLE, entry) and is_a(LIST, entry.get("demands"))


def _source_faults(key, sound):
    faults = []
    if "tier" in sound and sound["tier"] not in TIERS:
        faults.append(f"sources.toml: {key}.tier: {sound['tier']!r} is unknown")
    if "checked" in sound:
        try:
            date.fromisoformat(sound["checked"])
        except ValueError:
            faults.append(f"sources.toml: {key}.checked: {sound['checked']!r} is no date")
    return faults
