"""Engine values ↔ dicts of JSON, for what a plan keeps of its inputs and its answer."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Union, get_args, get_origin, get_type_hints

from plans.engine.draft import PlanDraft
from plans.engine.person import Person
from plans.engine.progress import Change, Past


def to_json(value):
    """Dataclasses and mappings become dicts, sets become sorted lists, enums their values."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {one.name: to_json(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): to_json(one) for key, one in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(to_json(one) for one in value)
    if isinstance(value, (list, tuple)):
        return [to_json(one) for one in value]
    return value


def from_json(data):
    """The PlanDraft that `to_json` took apart."""
    return _build(PlanDraft, data)


def person_from_json(data):
    return _build(Person, data)


def change_from_json(data):
    return _build(Change, data)


def past_from_json(data):
    return _build(Past, data)


def _build(hint, value):
    origin, inner = get_origin(hint), get_args(hint)
    if value is None:
        return None
    if origin in (types.UnionType, Union):
        return _build(next(one for one in inner if one is not type(None)), value)
    if origin is tuple:
        return tuple(_build(inner[0], one) for one in value)
    if origin is frozenset:
        return frozenset(_build(inner[0], one) for one in value)
    if origin is Mapping:
        return {key: _build(inner[1], one) for key, one in value.items()}
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return hint(**{key: _build(hints[key], one) for key, one in value.items() if key in hints})
    if hint is date:
        return date.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    return value
