"""Reads the files of the rules: what parts each has, in which shape, and which values its sentences may name."""

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import TypedDict

from plans.facts import (
    Action,
    BreakRule,
    DecreaseRules,
    FlagRule,
    FlareRules,
    GentleRules,
    HarderRules,
    HeartRules,
    Hint,
    IncreaseRules,
    LevelRule,
    NoveltyRules,
    Numbers,
    PainBand,
    RedFlag,
    SafetyRow,
    SessionRules,
    Slot,
    Stage,
    TargetRules,
    Timing,
)
from plans.shapes import is_blank, nothing, sound

TEAM = "team"
# Sentences of words.toml: key → the values it may name.
WORDS = {
    "told": "told", "told_also": "told more", "wrote": "quote", "worked_out": "told", "strict": "questions",
    "strict_also": "because questions", "question": "question", "heart_bouts": "goes minutes",
    "heart_have": "equipment", "preferred": "because", "reduced": "because", "left_out": "because why",
    "left_out_more": "because", "level": "level needed", "level_change": "needed", "equipment": "equipment",
    "equipment_change": "equipment", "swap_today": "name", "swap_never": "name", "gap": "because",
    "gap_rules": "told", "gap_more": "equipment", "gap_never": "exercises", "gap_change": "change",
    "notice_gap": "place", "notice_gap_asked": "place",
    "notice_light": "minutes",
    "notice_few_days": "days wanted planned", "notice_strict": "told question", "notice_short": "minutes",
    "waived": "because", "lower_target": "minutes because", "own_sessions": "planned", "own_days": "left",
    "why_pattern": "sessions weekdays heart", "why_pattern_light": "sessions weekdays", "sessions_count": "count",
    "why_rules_one": "because", "why_rules": "count because", "why_prefer_one": "exercises because",
    "why_prefer": "exercises because", "why_answer": "days minutes level", "some_weeks": "count",
}  # fmt: skip
PLAIN = (
    "warm_up", "cool_down", "stretch", "stretch_mobility", "slot_abdominal", "slot_back", "slot_hip", "slot_upper",
    "heart", "heart_light", "meanwhile", "easier_dose", "never", "never_change", "gentle", "gentle_title",
    "swap_easier", "swap_same", "swap_harder", "gap_asked", "gap_equipment", "gap_change_none", "gap_block_warm_up",
    "gap_block_heart", "gap_slot_abdominal", "gap_slot_back", "gap_slot_hip", "gap_slot_upper", "gap_block_stretch",
    "gap_block_cool_down", "notice_adjacent", "notice_ask", "waived_nothing", "own_session", "own_day", "session_count",
    "under_age", "title_rest", "title_joint", "and", "or", "weekday_0", "weekday_1", "weekday_2", "weekday_3",
    "weekday_4", "weekday_5", "weekday_6", "title_abdominal", "title_back", "title_hip", "title_upper", "one_week",
    "new_this_week", "put_back", "out_now",
)  # fmt: skip
VALUES = {**dict.fromkeys(PLAIN, ""), **WORDS}


class FlagsFile(TypedDict):
    group: str
    title: str
    flags: Mapping[str, FlagRule]


class SafetyCheckFile(TypedDict):
    rows: tuple[SafetyRow, ...]


class StopPageFile(TypedDict):
    default_country: str
    actions: Mapping[str, Action]
    numbers: Mapping[str, Numbers]


class SlotsOfADay(TypedDict):
    slots: tuple[Slot, ...]


class SessionPart(SessionRules):
    """With the two keys that the file writes otherwise than the fact."""

    adjacent_slots: tuple[SlotsOfADay, ...]
    equipment_default: tuple[str, ...]


class SessionFile(TypedDict):
    target: TargetRules
    timing: Timing
    session: SessionPart
    gentle: GentleRules
    levels: Mapping[str, LevelRule]
    pain: tuple[PainBand, ...]
    stages: tuple[Stage, ...]
    hints: tuple[Hint, ...]


class ProgressionFile(TypedDict):
    increase: IncreaseRules
    harder: HarderRules
    heart: HeartRules
    decrease: DecreaseRules
    breaks: tuple[BreakRule, ...]
    novelty: NoveltyRules


FILES = {
    "red_flags.toml": Mapping[str, RedFlag],
    "safety_check.toml": SafetyCheckFile,
    "stop_page.toml": StopPageFile,
    "session.toml": SessionFile,
    "progression.toml": ProgressionFile,
    "flare.toml": FlareRules,
    "words.toml": Mapping[str, str],
}


def shape_of(name):
    return FILES.get(name, FlagsFile)


def unfilled(text, named):
    """What keeps the values `named` from filling the braces of `text`, in words; empty if nothing does."""
    try:
        text.format(**dict.fromkeys(named, ""))
    except (KeyError, IndexError) as error:
        return f"names {{{error.args[0]}}}, which nothing fills" if isinstance(error, KeyError) else "has empty braces"
    except (ValueError, AttributeError) as error:
        return f"can't be filled: {error}"
    return ""


class RuleFiles:
    """The files of one folder; gathers faults as they are read and turned into facts."""

    def __init__(self, folder, sources):
        self.folder = folder
        self.known_sources = {*sources, TEAM}
        self.faults = []
        self.unread = set()  # files; what follows from their silence is no fault of its own
        self.misfits = set()  # (file, key) told already

    def fault(self, file, key, what):
        if file not in self.unread and (file, key) not in self.misfits:
            self.faults.append(f"{file}: {key}: {what}")

    def file(self, name):
        """What stands in a file; an empty value wherever something of the wrong shape does."""
        try:
            content = tomllib.loads((self.folder / name).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            self.fault(name, "file", error)
            self.unread.add(name)
            return {}
        misfits = []
        content = sound(content, shape_of(name), lambda *misfit: misfits.append(misfit))
        for key, what in misfits:
            key = key.removeprefix("flags.")
            self.fault(name, key, what)
            self.misfits.add((name, key))
        return content

    def build(self, made, file, key, entry):
        """A fact from a table; keys that are unknown, missing or empty are faults, and lists become tuples or sets."""
        known = {one.name: one for one in fields(made)}
        values = {}
        for name, value in entry.items():
            if name not in known:
                self.fault(file, f"{key}.{name}", "is not known here")
            elif isinstance(value, list):
                values[name] = (frozenset if "frozenset" in str(known[name].type) else tuple)(value)
            else:
                values[name] = value
        for name, one in known.items():
            if one.default is MISSING and one.default_factory is MISSING:
                if is_blank(values.get(name)):
                    self.fault(file, f"{key}.{name}", "is empty")
                elif name not in values:
                    self.fault(file, f"{key}.{name}", "is missing")
                values.setdefault(name, nothing(one.type))
        return made(**values)

    def known(self, file, key, values, allowed, what):
        if what in ("flag", "red flag") and self.unread:
            return  # it may stand in a file that can't be read
        for value in sorted(values):
            if value not in allowed:
                self.fault(file, key, f"{value!r} is no {what} we know")

    def choice(self, file, key, allowed, value):
        if value not in list(allowed):
            self.fault(file, key, f"{value!r} is none of {', '.join(allowed)}")
            return value
        return allowed(value) if isinstance(allowed, type) else value

    def sources(self, file, key, sources):
        if not sources:
            self.fault(file, f"{key}.sources", f'is missing; our own judgement is "{TEAM}"')
        self.known(file, f"{key}.sources", sources, self.known_sources, "source")
