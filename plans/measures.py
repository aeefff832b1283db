"""Reads what progress is judged by, once. All faults are told at once."""

import tomllib
from dataclasses import fields
from functools import cache
from pathlib import Path

from exercises.catalogue import catalogue
from plans.engine.measures import (
    ActivityMeasure,
    Agreement,
    LookingBack,
    Measures,
    PainAgainRules,
    PainMeasure,
    ReportRules,
    TrendRules,
    WorthShowing,
)
from plans.shapes import sound

FILE = Path(__file__).resolve().parent / "rules" / "measures.toml"
PARTS = {
    "pain": PainMeasure,
    "trend": TrendRules,
    "activities": ActivityMeasure,
    "agreement": Agreement,
    "looking_back": LookingBack,
    "worth_showing": WorthShowing,
    "pain_again": PainAgainRules,
    "report": ReportRules,
}


class MeasuresError(Exception):
    """`faults` are lines of `measures.toml: key: what is wrong`."""

    def __init__(self, faults):
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


@cache
def measures() -> Measures:
    return read_measures(FILE.read_text(encoding="utf-8"), catalogue().sources)


def read_measures(text, sources) -> Measures:
    """The measures in `text`, checked. Raises MeasuresError with every fault found."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MeasuresError([f"measures.toml: file: {error}"]) from error
    faults = []
    content = sound(content, Measures, lambda key, what: faults.append(f"{key}: {what}"))
    for part, made in PARTS.items():
        entry = content.get(part, {})
        known = {one.name for one in fields(made)}
        faults += [f"{part}.{key}: is not known here" for key in sorted(entry.keys() - known)]
        faults += [f"{part}.{key}: is missing" for key in sorted(known - entry.keys())]
        faults += [
            f"{part}.{key}: must be above 0" for key in sorted(entry.keys() & known) if not _is_positive(entry[key])
        ]
        if entry.get("source") not in sources:
            faults.append(f"{part}.source: {entry.get('source')!r} is no source we know")
    if faults:
        raise MeasuresError([f"measures.toml: {fault}" for fault in faults])
    return Measures(
        **{
            part: made(
                **{key: tuple(value) if isinstance(value, list) else value for key, value in content[part].items()}
            )
            for part, made in PARTS.items()
        }
    )


def _is_positive(value):
    if isinstance(value, list):
        return bool(value) and value == sorted(value) and all(_is_positive(one) for one in value)
    return isinstance(value, str) or value > 0
