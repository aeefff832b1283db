"""Warning signs, how they are asked, and what the stop page says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Raise:
    """A sign that weighs more beside another: with any of `flags` or `red_flags`, `outcome` holds."""

    outcome: str
    flags: frozenset[str] = frozenset()
    red_flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RedFlag:
    """A warning sign. `outcome` is emergency, same_day, clinician_first or advise; `maps_to` the note label (rf_…)
    it belongs to, empty if it stands on its own; `text` is said to the person when it counts, `say` by the person to
    whoever helps, where that is not the label."""

    id: str
    label: str
    outcome: str
    group: str
    why: str
    text: str
    sources: tuple[str, ...]
    maps_to: str = ""
    say: str = ""
    is_computed: bool = False
    raised: tuple[Raise, ...] = ()

    @property
    def reason(self):
        return self.why


@dataclass(frozen=True, slots=True)
class SafetyRow:
    """One row of the safety check. A tick stands for all `ids`; `group` is the outcome it leads to, at least."""

    row: str
    words: str
    group: str
    ids: tuple[str, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """What the stop page says for one outcome. `{emergency}` and `{urgent}` in the steps stand for numbers.
    `crisis_steps` are for thoughts of ending one's life and nothing else."""

    outcome: str
    title: str
    text: str
    steps: tuple[str, ...] = ()
    crisis_steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Numbers:
    """Whom to call in one country. `urgent` is for advice today, `crisis` for thoughts of ending one's life;
    either may be empty."""

    country: str
    name: str
    emergency: str
    urgent: str = ""
    urgent_name: str = ""
    crisis: str = ""
    crisis_name: str = ""
