"""Reads the library's files, checks them, and turns rows back into facts. All faults are told at once."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from exercises.facts import Dose, Effort, Evidence, Exercise, Kind, Level, Role, Source, Steps, Strength

FOLDER = Path(__file__).resolve().parent
TIERS = {"A", "B", "C", "team"}
REQUIRED = {
    "name", "kind", "min_level", "load", "rep_s", "positions", "demands", "equipment", "easier", "harder",
    "substitutes", "purpose", "works", "cautions", "mistakes", "steps", "dose", "evidence",
}  # fmt: skip
OPTIONAL = {
    "role", "region", "effort", "counts_as_heart", "is_core", "position_steps", "is_retired", "is_library_only",
}  # fmt: skip
DOSE_LIMITS = {
    "sets": (1, 4), "reps": (1, 20), "hold_s": (1, 600), "hold_breaths": (1, 10), "rest_s": (0, 120),
    "minutes": (3, 60), "days_per_week": (1, 7),
}  # fmt: skip
STEP_KEYS = ("start", "movement", "breathing", "back")


class CatalogueError(Exception):
    """The library is not fit to plan with. `faults` are lines of `file: key: what is wrong`."""

    def __init__(self, faults):
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True, slots=True)
class Equipment:
    label: str
    always: bool = False


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All that is known of exercises. `position_demands`: position → tags it asks for; `position_words` and
    `tags` say them in words; `digest` changes with any fact."""

    exercises: Mapping[str, Exercise]
    sources: Mapping[str, Source]
    position_demands: Mapping[str, frozenset[str]]
    position_words: Mapping[str, str]
    tags: Mapping[str, str]
    equipment: Mapping[str, Equipment]
    digest: str


@cache
def catalogue():
    return read_catalogue(FOLDER)


def read_catalogue(folder):
    """The library in `folder`. Raises CatalogueError with every fault found."""
    faults = []
    sources = {
        key: Source(key=key, **{"limits": "", **entry}) for key, entry in _read(folder / "sources.toml", faults).items()
    }
    positions = _read(folder / "positions.toml", faults)
    tags = _read(folder / "tags.toml", faults)
    equipment = {key: Equipment(**entry) for key, entry in _read(folder / "equipment.toml", faults).items()}
    raw = {path.stem: _read(path, faults) for path in sorted((folder / "library").glob("*.toml"))}
    faults += [f"sources.toml: {s.key}: tier {s.tier!r} is unknown" for s in sources.values() if s.tier not in TIERS]
    known = _Known(frozenset(tags), frozenset(positions), frozenset(equipment), frozenset(sources), frozenset(raw))
    exercises = {}
    for slug, entry in raw.items():
        found = entry_faults(slug, entry, known)
        faults += found
        if not found:
            exercises[slug] = _exercise(slug, entry)
    faults += link_faults(exercises)
    if faults:
        raise CatalogueError(faults)
    return Catalogue(
        exercises=exercises,
        sources=sources,
        position_demands={key: frozenset(entry["demands"]) for key, entry in positions.items()},
        position_words={key: entry["label"] for key, entry in positions.items()},
        tags=tags,
        equipment=equipment,
        digest=_digest(folder),
    )


@dataclass(frozen=True, slots=True)
class _Known:
    tags: frozenset[str]
    positions: frozenset[str]
    equipment: frozenset[str]
    sources: frozenset[str]
    slugs: frozenset[str]


def entry_faults(slug, entry, known):
    """What is wrong with one file's content, as `file: key: what` lines. Links are looked at by `link_faults`."""
    where = f"{slug}.toml"
    keys = entry.keys()
    faults = [f"{where}: {key}: is missing" for key in sorted(REQUIRED - keys)]
    faults += [f"{where}: {key}: is not known here" for key in sorted(keys - REQUIRED - OPTIONAL)]
    if faults:
        return faults
    choices = {"kind": Kind, "min_level": Level, "role": Role, "effort": Effort}
    for key, enum in choices.items():
        if key in entry and entry[key] not in list(enum):
            faults.append(f"{where}: {key}: {entry[key]!r} is none of {', '.join(enum)}")
    if not 1 <= entry["load"] <= 5:
        faults.append(f"{where}: load: {entry['load']} is outside 1-5")
    lists = {
        "positions": known.positions, "demands": known.tags, "equipment": known.equipment,
        "easier": known.slugs, "harder": known.slugs, "substitutes": known.slugs,
    }  # fmt: skip
    for key, allowed in lists.items():
        faults += [f"{where}: {key}: {value!r} is unknown" for value in entry[key] if value not in allowed]
    if not entry["positions"]:
        faults.append(f"{where}: positions: needs at least one")
    if (entry["kind"] == Kind.STRENGTH) != ("role" in entry):
        faults.append(f"{where}: role: strength exercises have exactly one, others none")
    faults += [f"{where}: steps.{key}: is missing" for key in STEP_KEYS if not entry["steps"].get(key, "").strip()]
    faults += [f"{where}: {key}: is empty" for key in ("name", "purpose") if not entry[key].strip()]
    faults += [
        f"{where}: position_steps: {key!r} is none of its positions"
        for key in entry.get("position_steps", {})
        if key not in entry["positions"]
    ]
    return faults + _dose_faults(where, entry) + _evidence_faults(where, entry["evidence"], known.sources)


def _dose_faults(where, entry):
    faults = []
    if not entry["dose"]:
        faults.append(f"{where}: dose: needs at least one level")
    for level, dose in entry["dose"].items():
        if level not in list(Level):
            faults.append(f"{where}: dose.{level}: is no level")
        for key, value in dose.items():
            if key in DOSE_LIMITS and not DOSE_LIMITS[key][0] <= value <= DOSE_LIMITS[key][1]:
                low, high = DOSE_LIMITS[key]
                faults.append(f"{where}: dose.{level}.{key}: {value} is outside {low}-{high}")
            elif key not in DOSE_LIMITS and key not in {"per_side", "effort_cr10"}:
                faults.append(f"{where}: dose.{level}.{key}: is not known here")
        if entry["kind"] == Kind.AEROBIC and "minutes" not in dose:
            faults.append(f"{where}: dose.{level}.minutes: is missing")
        if entry["kind"] != Kind.AEROBIC and not {"sets", "reps"} <= dose.keys():
            faults.append(f"{where}: dose.{level}: needs sets and reps")
        if {"hold_s", "hold_breaths"} <= dose.keys():
            faults.append(f"{where}: dose.{level}: holds are in seconds or in breaths, not both")
    return faults


def _evidence_faults(where, evidence, sources):
    faults = [
        f"{where}: evidence.{key}: is missing" for key in ("summary", "strength", "sources") if key not in evidence
    ]
    if faults:
        return faults
    if evidence["strength"] not in list(Strength):
        faults.append(f"{where}: evidence.strength: {evidence['strength']!r} is unknown")
    if not evidence["sources"]:
        faults.append(f'{where}: evidence.sources: needs at least one; our own judgement is "team"')
    return faults + [
        f"{where}: evidence.sources: {key!r} is unknown" for key in evidence["sources"] if key not in sources
    ]


def link_faults(exercises):
    """`easier` and `harder` must point both ways, stay within one kind or role, and rise in load."""
    faults = []
    for slug, one in exercises.items():
        for other in (exercises[key] for key in one.harder if key in exercises):
            if slug not in other.easier:
                faults.append(f"{slug}.toml: harder: {other.slug} does not name it as easier")
            if other.load <= one.load:
                faults.append(f"{slug}.toml: harder: {other.slug} has no higher load")
            if (other.kind, other.role) != (one.kind, one.role):
                faults.append(f"{slug}.toml: harder: {other.slug} is of another kind or role")
        for other in (exercises[key] for key in one.easier if key in exercises):
            if slug not in other.harder:
                faults.append(f"{slug}.toml: easier: {other.slug} does not name it as harder")
    return faults


def _read(path, faults):
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        faults.append(f"{path.name}: {error}")
        return {}


def _digest(folder):
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.toml")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _exercise(slug, entry):
    return Exercise(
        slug=slug,
        name=entry["name"],
        kind=Kind(entry["kind"]),
        purpose=entry["purpose"],
        works=tuple(entry["works"]),
        positions=tuple(entry["positions"]),
        demands=frozenset(entry["demands"]),
        equipment=frozenset(entry["equipment"]),
        min_level=Level(entry["min_level"]),
        load=entry["load"],
        rep_s=entry["rep_s"],
        doses={Level(level): _dose(dose) for level, dose in entry["dose"].items()},
        steps=Steps(**{key: entry["steps"][key] for key in STEP_KEYS}),
        cautions=tuple(entry["cautions"]),
        mistakes=tuple(entry["mistakes"]),
        evidence=Evidence(
            summary=entry["evidence"]["summary"],
            strength=Strength(entry["evidence"]["strength"]),
            sources=tuple(entry["evidence"]["sources"]),
        ),
        role=Role(entry["role"]) if entry.get("role") else None,
        region=entry.get("region", ""),
        effort=Effort(entry["effort"]) if entry.get("effort") else None,
        counts_as_heart=entry.get("counts_as_heart", False),
        is_core=entry.get("is_core", False),
        easier=tuple(entry["easier"]),
        harder=tuple(entry["harder"]),
        substitutes=tuple(entry["substitutes"]),
        is_retired=entry.get("is_retired", False),
        is_library_only=entry.get("is_library_only", False),
        position_steps=dict(entry.get("position_steps", {})),
    )


def _dose(values):
    effort = values.get("effort_cr10")
    return Dose(**{**values, "effort_cr10": tuple(effort) if effort else None})


def entry_of(row):
    """A row in the shape of a file, so that both pass the same checks."""
    entry = {
        "name": row.name, "kind": row.kind, "min_level": row.min_level, "load": row.load, "rep_s": row.rep_s,
        "positions": row.positions, "demands": sorted({*row.demands, *row.extra_demands}),
        "equipment": row.equipment, "easier": row.easier, "harder": row.harder, "substitutes": row.substitutes,
        "purpose": row.purpose, "works": row.works, "cautions": [*row.cautions, *row.extra_cautions],
        "mistakes": row.mistakes, "dose": row.doses, "position_steps": row.position_steps,
        "region": row.region, "counts_as_heart": row.counts_as_heart, "is_core": row.is_core,
        "is_retired": row.is_retired, "is_library_only": row.is_library_only,
        "steps": {"start": row.step_start, "movement": row.step_movement, "breathing": row.step_breathing,
                  "back": row.step_back},
        "evidence": {"summary": row.evidence_summary, "strength": row.evidence_strength, "sources": row.sources},
    }  # fmt: skip
    return entry | {key: getattr(row, key) for key in ("role", "effort") if getattr(row, key)}


def facts_of(row):
    """The facts of an `Exercise` row; what an admin added to demands and cautions is in."""
    return _exercise(row.slug, entry_of(row))


def row_faults(row):
    """What keeps a row from being used, in the words of the file checks."""
    known = catalogue()
    return entry_faults(
        row.slug,
        entry_of(row),
        _Known(
            frozenset(known.tags), frozenset(known.position_words), frozenset(known.equipment),
            frozenset(known.sources), frozenset(known.exercises) | {row.slug},
        ),
    )  # fmt: skip


def columns_of(exercise):
    """The columns of a row for one exercise of the files, without slug and admin additions."""
    return {
        "name": exercise.name, "kind": exercise.kind.value, "role": exercise.role.value if exercise.role else "",
        "region": exercise.region, "min_level": exercise.min_level.value, "load": exercise.load,
        "rep_s": exercise.rep_s, "effort": exercise.effort.value if exercise.effort else "",
        "counts_as_heart": exercise.counts_as_heart, "is_core": exercise.is_core, "purpose": exercise.purpose,
        "works": list(exercise.works), "positions": list(exercise.positions),
        "equipment": sorted(exercise.equipment), "demands": sorted(exercise.demands),
        "doses": {level.value: _dose_columns(dose) for level, dose in exercise.doses.items()},
        "step_start": exercise.steps.start, "step_movement": exercise.steps.movement,
        "step_breathing": exercise.steps.breathing, "step_back": exercise.steps.back,
        "position_steps": dict(exercise.position_steps), "cautions": list(exercise.cautions),
        "mistakes": list(exercise.mistakes), "evidence_summary": exercise.evidence.summary,
        "evidence_strength": exercise.evidence.strength.value, "sources": list(exercise.evidence.sources),
        "easier": list(exercise.easier), "harder": list(exercise.harder), "substitutes": list(exercise.substitutes),
        "is_retired": exercise.is_retired, "is_library_only": exercise.is_library_only,
    }  # fmt: skip


def _dose_columns(dose):
    keys = ("sets", "reps", "hold_s", "hold_breaths", "rest_s", "minutes", "days_per_week")
    values = {key: getattr(dose, key) for key in keys if getattr(dose, key) is not None}
    if dose.per_side:
        values["per_side"] = True
    if dose.effort_cr10:
        values["effort_cr10"] = list(dose.effort_cr10)
    return values
