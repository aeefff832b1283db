"""All that the rules say, in one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from exercises.facts import Level
from plans.facts.flags import FlagRule
from plans.facts.progression import ProgressionRules
from plans.facts.safety import Action, Numbers, RedFlag, SafetyRow
from plans.facts.session import (
    EquipmentRule,
    FlareRules,
    GentleRules,
    Hint,
    LevelRule,
    PainBand,
    SessionRules,
    Stage,
    TargetRules,
    Timing,
)


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules, checked. `digest` names this set of rules together with the library it was checked against."""

    flags: Mapping[str, FlagRule]
    red_flags: Mapping[str, RedFlag]
    safety_rows: tuple[SafetyRow, ...]
    actions: Mapping[str, Action]
    numbers: Mapping[str, Numbers]
    levels: Mapping[Level, LevelRule]
    equipment: Mapping[str, EquipmentRule]
    pain: tuple[PainBand, ...]
    stages: tuple[Stage, ...]
    hints: tuple[Hint, ...]
    timing: Timing
    session: SessionRules
    target: TargetRules
    gentle: GentleRules
    progression: ProgressionRules
    flare: FlareRules
    groups: Mapping[str, str]
    words: Mapping[str, str]
    position_demands: Mapping[str, frozenset[str]]
    digest: str
    default_country: str = ""

    def said_by(self, red_flags: Iterable[str]) -> set[str]:
        """These signs of the safety check, and the labels of the note reader that they belong to."""
        return {*red_flags} | {self.red_flags[one].maps_to for one in red_flags if one in self.red_flags} - {""}
