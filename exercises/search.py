"""Finds exercises by what people call them. Plain text in, slugs out."""

import difflib
import re
from collections.abc import Iterable

# What people say → what the library says. source = "team"
SAME = {
    "pool": "swimming water aqua",
    "swim": "swimming water",
    "bike": "cycling",
    "biking": "cycling",
    "cycle": "cycling",
    "walk": "walk",
    "walking": "walk",
    "tummy": "tummy abdominal",
    "abs": "tummy abdominal plank",
    "core": "tummy trunk plank",
    "bum": "bottom buttock gluteus",
    "glutes": "buttock gluteus",
    "bottom": "buttock bottom",
    "sit": "seated chair",
    "sitting": "seated chair",
    "chair": "seated chair",
    "stand": "standing",
    "floor": "lying mat",
    "hip": "hip",
    "calm": "breathing relaxation",
    "relax": "relaxation breathing",
    "breath": "breathing",
    "neck": "shoulder",
    "bridge": "bridge",
    "sciatica": "leg",
}
CLOSE_ENOUGH = 0.8


def words_of(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower().replace("’", "").replace("'", ""))


def matches(query: str, text: str) -> bool:
    """Whether every word of `query`, or what it stands for, or something spelt nearly like it, is in `text`."""
    haystack = words_of(text)
    asked = words_of(query)
    return bool(asked) and all(_is_in(word, haystack) for word in asked)


def _is_in(word, haystack):
    wanted = {word, *SAME.get(word, "").split()}
    if any(have.startswith(want) for want in wanted for have in haystack):
        return True
    if len(word) <= 3:
        return False
    # Swapped letters ("wlak") look far apart to difflib.
    is_swapped = any(sorted(word) == sorted(have) for have in haystack)
    return is_swapped or bool(difflib.get_close_matches(word, haystack, n=1, cutoff=CLOSE_ENOUGH))


def find(query: str, rows: Iterable) -> list:
    """Rows whose name, purpose, muscles or positions fit, those whose name fits first."""
    found = [row for row in rows if matches(query, searchable(row))]
    return sorted(found, key=lambda row: (not matches(query, row.name), row.name))


def searchable(row) -> str:
    return " ".join([row.name, row.slug, row.purpose, row.kind, *row.works, *row.positions, *row.equipment])
