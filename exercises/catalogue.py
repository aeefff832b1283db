"""Reads the library's files, checks them, and turns rows back into facts. All faults are told at once."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from exercises.checking import STEPS, Known, entry_faults, link_faults, vocabulary_faults
from exercises.facts import Dose, Effort, Evidence, Exercise, Kind, Level, Role, Source, Steps, Strength

FOLDER = Path(__file__).resolve().parent


class CatalogueError(Exception):
    """The library is not fit to plan with. `faults` are lines of `file: key: what is wrong`; `sketch` is a Catalogue
    with all its keys and no facts, to check other files against."""

    def __init__(self, faults, sketch=None):
        self.faults = tuple(faults)
        self.sketch = sketch
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
    sources, positions, equipment, tags = (
        _read(folder / f"{name}.toml", faults) for name in ("sources", "positions", "equipment", "tags")
    )
    paths = sorted((folder / "library").glob("*.toml"))
    # A file that can't be read is one fault; its slug stays known, so that links to it are not faults too.
    entries = {path.stem: entry for path in paths if (entry := _read(path, faults))}
    slugs = [path.stem for path in paths]
    known = Known(*map(frozenset, (tags, positions, equipment, sources, slugs)))
    faults += vocabulary_faults(sources, positions, equipment, tags)
    for slug, entry in entries.items():
        faults += entry_faults(slug, entry, known)
    faults += link_faults(entries)
    if faults:
        raise CatalogueError(faults, _sketch(known))
    return Catalogue(
        exercises={slug: _exercise(slug, entry) for slug, entry in entries.items()},
        sources={key: Source(key=key, **{"limits": "", **entry}) for key, entry in sources.items()},
        position_demands={key: frozenset(entry["demands"]) for key, entry in positions.items()},
        position_words={key: entry["label"] for key, entry in positions.items()},
        tags=tags,
        equipment={key: Equipment(**entry) for key, entry in equipment.items()},
        digest=_digest(folder),
    )


def _sketch(known):
    return Catalogue(
        exercises=dict.fromkeys(known.slugs),
        sources=dict.fromkeys(known.sources),
        position_demands=dict.fromkeys(known.positions, frozenset()),
        position_words=dict.fromkeys(known.positions, ""),
        tags=dict.fromkeys(known.tags, ""),
        equipment={key: Equipment("") for key in known.equipment},
        digest="",
    )


def _read(path, faults):
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        faults.append(f"{path.name}: {error}")
        return {}


def _digest(folder):
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*.toml") if path.parent.name != "poses"):
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
        steps=Steps(**{key: entry["steps"][key] for key in STEPS}),
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
        Known(
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
