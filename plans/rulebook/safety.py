"""Warning signs, the safety check that asks for them, and the stop page they lead to."""

from collections.abc import Mapping
from typing import TypedDict

from plans.facts.safety import Action, Numbers, Raise, RedFlag, SafetyRow
from plans.shapes import is_blank

OUTCOMES = ("emergency", "same_day", "clinician_first", "advise")


class SafetyCheckFile(TypedDict):
    rows: tuple[SafetyRow, ...]


class StopPageFile(TypedDict):
    default_country: str
    actions: Mapping[str, Action]
    numbers: Mapping[str, Numbers]


def read_red_flags(files, flags):
    """Red flag → rule."""
    file, red_flags = files.read("red_flags.toml", Mapping[str, RedFlag]), {}
    for key, entry in file.content.items():
        raised = [file.build(Raise, f"{key}.raised", one) for one in entry.get("raised", [])]
        for one in raised:
            file.choice(f"{key}.raised.outcome", OUTCOMES, one.outcome)
            file.known(f"{key}.raised.flags", one.flags, flags, "flag")
            file.known(f"{key}.raised.red_flags", one.red_flags, file.content, "red flag")
        file.choice(f"{key}.outcome", OUTCOMES, entry.get("outcome"))
        file.sourced(key, entry.get("sources", []))
        file.known(f"{key}.maps_to", [entry["maps_to"]] if "maps_to" in entry else [], file.content, "red flag")
        red_flags[key] = file.build(RedFlag, key, {"id": key, "text": entry.get("why", ""), **entry, "raised": raised})
    return red_flags


def read_safety_rows(files, red_flags):
    """The rows of the safety check, as they are asked."""
    file = files.read("safety_check.toml", SafetyCheckFile)
    rows = tuple(file.build(SafetyRow, str(entry.get("row")), entry) for entry in file.content.get("rows", []))
    for row in rows:
        file.known(row.row, row.ids, red_flags, "red flag")
        file.choice(f"{row.row}.group", OUTCOMES, row.group)
    asked = {key for row in rows for key in row.ids}
    for key, red_flag in red_flags.items():
        if not red_flag.is_computed and key not in asked:
            file.fault(key, "is asked by no row")
    return rows


def read_stop_page(files):
    """What stop_page.toml says, by field of the Rulebook."""
    file = files.read("stop_page.toml", StopPageFile)
    default_country = file.content.get("default_country", "")
    actions = {
        key: file.build(Action, f"actions.{key}", {"outcome": key, **entry})
        for key, entry in file.content.get("actions", {}).items()
    }
    numbers = {
        key: file.build(Numbers, f"numbers.{key}", {"country": key, **entry})
        for key, entry in file.content.get("numbers", {}).items()
    }
    _check_actions(file, actions)
    for key, one in numbers.items():
        if not (one.urgent or one.urgent_name):
            file.fault(f"numbers.{key}", "says nowhere to ask for advice today")
    if default_country not in numbers:
        file.fault("default_country", "has no numbers")
    return {"actions": actions, "numbers": numbers, "default_country": default_country}


def _check_actions(file, actions):
    for outcome in OUTCOMES:
        if outcome not in actions:
            file.fault(f"actions.{outcome}", "is missing")
    for key, action in actions.items():
        file.choice(f"actions.{key}", OUTCOMES, key)
        if key != OUTCOMES[-1] and (not action.steps or any(map(is_blank, action.steps))):
            file.fault(f"actions.{key}.steps", "is empty, or has an empty line")
        for step in (*action.steps, *action.crisis_steps):
            file.fills(f"actions.{key}.steps", step, ("emergency", "urgent"))
