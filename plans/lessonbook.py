"""Reads the lessons of a minute, once. All faults are told at once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypedDict

from exercises.catalogue import catalogue
from plans.shapes import is_blank, sound

FILE = Path(__file__).resolve().parent / "lessons.toml"
LONGEST = 140  # words; a minute of slow reading
HIGHEST = 10  # marks on each other


class Offer(StrEnum):
    """The moments in which a lesson is offered, the weightiest first."""

    FIRST_FLARE = "first_flare"
    SORE_AFTER = "sore_after"
    SLEPT_BADLY = "slept_badly"
    MISSED_WEEK = "missed_week"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a drawing: `marks` says how many stand on each other at each place."""

    words: str
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """`text` is its paragraphs; `drawing` a sketch of its thought, or of a number if it `counts`; `movement` an
    exercise to begin with, shown only to someone it suits."""

    slug: str
    title: str
    short: str
    sources: tuple[str, ...]
    offers: tuple[str, ...]
    text: tuple[str, ...]
    drawing: tuple[Row, ...]
    movement: str = ""
    movement_words: str = ""
    counts: bool = False


class LessonsFile(TypedDict):
    bad_night: tuple[str, ...]
    lessons: tuple[Lesson, ...]


@dataclass(frozen=True, slots=True)
class Lessonbook:
    lessons: Mapping[str, Lesson]
    bad_night: tuple[str, ...]

    def offered(self, offer: Offer):
        return [lesson for lesson in self.lessons.values() if offer in lesson.offers]


class LessonbookError(Exception):
    """`faults` are lines of `lessons.toml: lesson: what is wrong`."""

    def __init__(self, faults):
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


@cache
def lessonbook() -> Lessonbook:
    return read_lessonbook(FILE.read_text(encoding="utf-8"), catalogue())


def read_lessonbook(text, library) -> Lessonbook:
    """The lessons in `text`, checked against `library`. Raises LessonbookError with every fault found."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LessonbookError([f"lessons.toml: file: {error}"]) from error
    faults, lessons = [], {}
    content = sound(content, LessonsFile, lambda key, what: faults.append(f"lessons.toml: {key}: {what}"))
    for place, entry in enumerate(content.get("lessons", [])):
        name = entry.get("slug", f"number {place + 1}")
        own = list(_faults(entry, library))
        if name in lessons:
            own.append("is there twice")
        faults += [f"lessons.toml: {name}: {fault}" for fault in own]
        if not own:
            frozen = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
            drawing = tuple(Row(row["words"], tuple(row["marks"])) for row in entry["drawing"])
            lessons[name] = Lesson(**{**frozen, "drawing": drawing})
    faults += [
        f"lessons.toml: {offer}: no lesson is offered then"
        for offer in Offer
        if not any(offer in lesson.offers for lesson in lessons.values())
    ]
    if faults:
        raise LessonbookError(faults)
    return Lessonbook(MappingProxyType(lessons), tuple(content.get("bad_night", ())))


def _faults(entry, library):
    known = {one.name for one in fields(Lesson)}
    yield from (f"{key} is not known here" for key in sorted(entry.keys() - known))
    yield from (f"{key} is missing" for key in sorted(known - entry.keys() - {"movement", "movement_words", "counts"}))
    yield from (f"{key} is empty" for key in ("slug", "title", "short") if is_blank(entry.get(key, "-")))
    yield from ("text has an empty paragraph" for one in entry.get("text", ()) if is_blank(one))
    yield from (f"{key!r} is no source we know" for key in entry.get("sources", ()) if key not in library.sources)
    yield from (f"{key!r} is no moment we know" for key in entry.get("offers", ()) if key not in list(Offer))
    yield from (f"drawing: {fault}" for row in entry.get("drawing", ()) for fault in _row_faults(row))
    if not entry.get("drawing", ["-"]):
        yield "drawing is empty"
    if not entry.get("sources"):
        yield "needs a source"
    if entry.get("movement") and entry["movement"] not in library.exercises:
        yield f"{entry['movement']!r} is no exercise we know"
    if bool(entry.get("movement")) != bool(entry.get("movement_words")):
        yield "movement and movement_words go together"
    words = sum(len(paragraph.split()) for paragraph in entry.get("text", ()))
    if not 0 < words <= LONGEST:
        yield f"has {words} words, not 1 to {LONGEST}"


def _row_faults(row):
    if row.keys() != {"words", "marks"} or is_blank(row["words"]) or not any(row["marks"]):
        yield "a row wants words and marks"
    elif max(row["marks"]) > HIGHEST:
        yield f"{row['words']}: has a mark above {HIGHEST}"
