"""Reads the rules once and checks them against the library. All faults are told at once."""

from functools import cache
from pathlib import Path
from types import MappingProxyType

from exercises.catalogue import catalogue
from plans.facts.rulebook import Rulebook
from plans.rulebook.files import RuleFiles
from plans.rulebook.flags import read_flags
from plans.rulebook.progression import read_progression
from plans.rulebook.safety import read_red_flags, read_safety_rows, read_stop_page
from plans.rulebook.session import read_flare, read_session
from plans.rulebook.words import read_words

FOLDER = Path(__file__).resolve().parent.parent / "rules"


class RulebookError(Exception):
    """The rules are not fit to plan with. `faults` are lines of `file: key: what is wrong`."""

    def __init__(self, faults):
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


@cache
def rulebook():
    return read_rulebook(FOLDER, catalogue())


def read_rulebook(folder, library):
    """The rules in `folder`, checked against `library`. Raises RulebookError with every fault found."""
    files = RuleFiles(folder, library)
    flags, groups = read_flags(files)
    red_flags = read_red_flags(files, flags)
    session = read_session(files, flags, red_flags)
    values = {
        "flags": flags,
        "groups": groups,
        "red_flags": red_flags,
        "safety_rows": read_safety_rows(files, red_flags),
        **read_stop_page(files),
        "words": read_words(files),
        **session,
        "flare": read_flare(files, flags),
        "progression": read_progression(files, session["target"]),
        "position_demands": library.position_demands,
        "digest": files.digest(),
    }
    if files.faults:
        raise RulebookError(files.faults)
    return Rulebook(
        **{key: MappingProxyType(value) if isinstance(value, dict) else value for key, value in values.items()}
    )
