"""What a week and its sessions are made of, session.toml, and the gentle days of flare.toml."""

from collections.abc import Mapping
from typing import TypedDict

from exercises.facts import Kind, Level, Role
from plans.facts.session import (
    EquipmentRule,
    FlareRules,
    GentleRules,
    Hint,
    LevelRule,
    PainBand,
    SessionRules,
    Slot,
    Stage,
    TargetRules,
    Timing,
)
from plans.rulebook.files import TEAM
from plans.rulebook.words import VALUES


class SlotsOfADay(TypedDict):
    slots: tuple[Slot, ...]


class SessionPart(SessionRules):
    """With the two keys that the file writes otherwise than the fact."""

    adjacent_slots: tuple[SlotsOfADay, ...]
    equipment_default: tuple[str, ...]


class SessionFile(TypedDict):
    target: TargetRules
    timing: Timing
    session: SessionPart
    gentle: GentleRules
    levels: Mapping[str, LevelRule]
    pain: tuple[PainBand, ...]
    stages: tuple[Stage, ...]
    hints: tuple[Hint, ...]


def read_session(files, flags, red_flags):
    """What session.toml says, by field of the Rulebook."""
    file = files.read("session.toml", SessionFile)
    return {
        "target": _target(file),
        "timing": file.build(Timing, "timing", _part(file, "timing")),
        **_session_and_equipment(file),
        "gentle": _gentle(file),
        "levels": _levels(file),
        "pain": _pain_bands(file, flags),
        "stages": _stages(file, flags),
        "hints": _hints(file, flags, red_flags),
    }


def _part(file, key):
    return _with_source(file, key, file.content.get(key, {"source": TEAM}))


def _rows(file, key):
    return [_with_source(file, f"{key}.{place}", entry) for place, entry in enumerate(file.content.get(key, []))]


def _with_source(file, key, entry):
    file.sourced(key, [entry.get("source", "")])
    return dict(entry)


def _target(file):
    target = _part(file, "target")
    if target.get("days_default") not in target.get("days_choices", ()):
        file.fault("target.days_default", "must be one of the days_choices")
    if not all(day < 7 for day in target.get("weekdays_default", ())):
        file.fault("target.weekdays_default", "must be from 0 (Monday) to 6 (Sunday)")
    for key, level in file.content.get("levels", {}).items():
        if level.get("routine_minutes") not in target.get("routine_choices", ()):
            file.fault(f"levels.{key}.routine_minutes", "must be one of the routine_choices")
    return file.build(TargetRules, "target", target)


def _session_and_equipment(file):
    session = _part(file, "session")
    defaults = session.pop("equipment_default", [])
    file.known("session.equipment_default", defaults, file.library.equipment, "equipment")
    file.known("session.meanwhile", session.get("meanwhile", []), file.library.exercises, "exercise")
    for name in ("warm_up_kinds", "stretch_kinds", "cool_down_kinds"):
        session[name] = file.choices(f"session.{name}", Kind, session.get(name, []))
    session["slots"] = _slots(file, "session.slots", session.get("slots", []))
    session["adjacent_slots"] = [
        _slots(file, "session.adjacent_slots", day.get("slots", [])) for day in session.get("adjacent_slots", [])
    ]
    equipment = {
        word: EquipmentRule(word, _within(thing.label), thing.label, thing.always, word in defaults)
        for word, thing in file.library.equipment.items()
    }
    return {"session": file.build(SessionRules, "session", session), "equipment": equipment}


def _slots(file, key, entries):
    slots = []
    for entry in entries:
        slots.append(file.build(Slot, key, {**entry, "roles": file.choices(key, Role, entry.get("roles", []))}))
        if f"slot_{slots[-1].name}" not in VALUES:
            file.fault(key, f"{slots[-1].name!r} has no words in words.toml")
    if not slots:
        file.fault(key, "is empty")
    return tuple(slots)


def _within(label):
    """A label as it reads inside a sentence."""
    return label[:1].lower() + label[1:]


def _gentle(file):
    """The session of a bad day."""
    gentle = _part(file, "gentle")
    for name in ("move_kinds", "calm_kinds"):
        gentle[name] = file.choices(f"gentle.{name}", Kind, gentle.get(name, []))
    file.known("gentle.walks", gentle.get("walks", []), file.library.exercises, "exercise")
    return file.build(GentleRules, "gentle", gentle)


def _levels(file):
    levels = {}
    for key, entry in file.content.get("levels", {}).items():
        file.sourced(f"levels.{key}", [entry.get("source", "")])
        level = file.choice(f"levels.{key}", Level, key)
        levels[level] = file.build(LevelRule, f"levels.{key}", {"level": level, **entry})
    for level in Level:
        if level not in levels:
            file.fault(f"levels.{level}", "is missing")
    return levels


def _pain_bands(file, flags):
    bands = tuple(file.build(PainBand, "pain", entry) for entry in _rows(file, "pain"))
    file.known("pain.flag", [band.flag for band in bands if band.flag], flags, "flag")
    if [band.from_nrs for band in bands] != sorted({0, *(band.from_nrs for band in bands)}):
        file.fault("pain", "bands must start at 0 and rise")
    for band in bands:
        file.fills("pain.words", band.words, ("pain",))
    return bands


def _stages(file, flags):
    stages = tuple(file.build(Stage, "stages", {"below_weeks": None, **entry}) for entry in _rows(file, "stages"))
    file.known("stages.flag", [stage.flag for stage in stages], flags, "flag")
    return stages


def _hints(file, flags, red_flags):
    hints = tuple(file.build(Hint, "hints", entry) for entry in _rows(file, "hints"))
    file.known("hints.red_flag", [hint.red_flag for hint in hints], red_flags, "red flag")
    file.known("hints.flags", [flag for hint in hints for flag in (*hint.flags, *hint.without)], flags, "flag")
    if any(hint.above_age is None and hint.below_age is None and not hint.flags for hint in hints):
        file.fault("hints", "needs an age or a flag, or it would count for everybody")
    return hints


def read_flare(files, flags):
    file = files.read("flare.toml", FlareRules)
    entry = file.content
    steps = entry.get("steps", [])
    file.sourced("flare", entry.get("sources", []))
    file.known("steps", steps, flags, "flag")
    asked = [flags[flag].heart_minutes or 0 for flag in steps if flag in flags]
    if asked != sorted(set(asked)) or 0 in asked:
        file.fault("steps", "must each ask for some minutes, and for more than the step before")
    return file.build(FlareRules, "flare", entry)
