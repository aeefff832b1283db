"""Whether what a data file says has the shape its facts want: text, a whole number, a list of words, a table."""

import math
from collections.abc import Mapping
from dataclasses import is_dataclass
from enum import Enum
from functools import cache
from types import UnionType
from typing import get_args, get_origin, get_type_hints, is_typeddict

WANTED = {
    str: "must be text",
    int: "must be a whole number, 0 or more",
    float: "must be a number, 0 or more",
    bool: "must be true or false",
}
LISTS = (tuple, frozenset)


class Misfit(Exception):
    """A value that is not what its key wants; its words say what is."""


def sound(content, wanted, fault):
    """A whole file as `wanted` has it; `fault(key, what)` is told of all that is unknown, missing, empty or amiss."""
    for key, what in part_faults(content, wanted):
        fault(key, what)
    return fitted(content, wanted, "", fault)


def part_faults(content, wanted):
    """(key, what is wrong) of every part of a file that is unknown, missing or holds nothing."""
    if get_origin(wanted) is Mapping:
        return [] if content else [("file", "is empty")]
    hints = _hints(wanted)
    return [
        *((key, "is not known here") for key in content if key not in hints),
        *((key, "is missing") for key in hints if key not in content),
        *((key, "is empty") for key in hints if key in content and is_blank(content[key])),
    ]


def is_blank(value):
    return not value.strip() if isinstance(value, str) else isinstance(value, (*LISTS, list, dict)) and not value


def fitted(value, wanted, key, fault):
    """`value` as `wanted` has it, a type as facts write it. `fault(key, what)` is told of every misfit, however deep,
    and an empty value stands in its place, so that the rest can be looked at. Unknown keys stay as they are."""
    try:
        return _fitted(value, wanted, key, fault)
    except Misfit as misfit:
        fault(key, str(misfit))
        return nothing(wanted)


def nothing(wanted):
    """The empty value of a type."""
    wanted = _without_none(wanted)
    if _is_table(wanted):
        return {}
    return [] if get_origin(wanted) in LISTS else "" if issubclass(wanted, Enum) else wanted()


def _fitted(value, wanted, key, fault):
    wanted = _without_none(wanted)
    if _is_table(wanted):
        if not isinstance(value, dict):
            raise Misfit("must be a table")
        return {name: _part(one, wanted, name, f"{key}.{name}".lstrip("."), fault) for name, one in value.items()}
    if get_origin(wanted) in LISTS:
        if not isinstance(value, list):
            raise Misfit("must be a list")
        if Ellipsis not in get_args(wanted)[1:2] and len(get_args(wanted)) not in (1, len(value)):
            raise Misfit(f"must hold {len(get_args(wanted))}")
        return _list(value, get_args(wanted)[0], key, fault)
    plain = str if issubclass(wanted, Enum) else wanted
    if not _is_a(plain, value):
        raise Misfit(WANTED[plain])
    return value


def _part(value, wanted, name, key, fault):
    hint = get_args(wanted)[1] if get_origin(wanted) is Mapping else _hints(wanted).get(name)
    return value if hint is None else fitted(value, hint, key, fault)


def _list(values, wanted, key, fault):
    if wanted is str and {str}.issuperset(map(type, values)):
        return values  # hundreds of thousands of words: looked at all at once
    found = []
    for place, value in enumerate(values, start=1):
        try:
            found.append(_fitted(value, wanted, key, fault))
        except Misfit as misfit:
            fault(f"{key}.{place}", str(misfit))
    return found


def _is_table(wanted):
    return is_dataclass(wanted) or is_typeddict(wanted) or get_origin(wanted) is Mapping


def _without_none(wanted):
    if not isinstance(wanted, UnionType):
        return wanted
    return next(one for one in get_args(wanted) if one is not type(None))


@cache
def _hints(wanted):
    return get_type_hints(wanted)


def _is_a(plain, value):
    if plain is bool or isinstance(value, bool):  # True is an int to Python
        return plain is bool and isinstance(value, bool)
    if plain is int:
        return isinstance(value, int) and value >= 0
    if plain is float:
        return isinstance(value, int | float) and math.isfinite(value) and value >= 0
    return isinstance(value, str)
