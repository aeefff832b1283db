"""Reads the rules once and checks them against the library. All faults are told at once."""

import hashlib
from functools import cache
from pathlib import Path
from types import MappingProxyType

from exercises.catalogue import catalogue
from exercises.facts import Kind, Level, Role
from plans.facts import (
    Action,
    BreakRule,
    DecreaseRules,
    EquipmentRule,
    Finer,
    Firmness,
    FlagRule,
    FlareRules,
    FollowUp,
    GentleRules,
    HarderRules,
    HeartRules,
    HeartStep,
    Hint,
    IncreaseRules,
    LevelRule,
    LiftedBy,
    NoveltyRules,
    Numbers,
    PainBand,
    ProgressionRules,
    Raise,
    RedFlag,
    Rulebook,
    RuleClass,
    SafetyRow,
    SessionRules,
    Slot,
    Stage,
    TargetRules,
    Timing,
    Unless,
)
from plans.rule_files import TEAM, VALUES, RuleFiles, unfilled
from plans.shapes import is_blank

FOLDER = Path(__file__).resolve().parent / "rules"
OUTCOMES = ("emergency", "same_day", "clinician_first", "advise")
DETAILS = ("pregnancy_weeks", "surgery", "joints", "bp_controlled", "firm_bed")
YES_OR_NO = ("true", "false")
ROW_KEYS = ("pain", "stages", "hints")


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
    return _Reader(folder, library).rulebook()


class _Reader(RuleFiles):
    """One pass over the files; gathers faults as it goes."""

    def __init__(self, folder, library):
        super().__init__(folder, library.sources)
        self.library = library

    def rulebook(self):
        flags, groups = self.flags()
        red_flags = self.red_flags(flags)
        session = self.file("session.toml")
        stop_page = self.file("stop_page.toml")
        values = {
            "flags": flags,
            "groups": groups,
            "red_flags": red_flags,
            "safety_rows": self.safety_rows(red_flags),
            "actions": {
                key: self.build(Action, "stop_page.toml", f"actions.{key}", {"outcome": key, **entry})
                for key, entry in stop_page.get("actions", {}).items()
            },
            "numbers": {
                key: self.build(Numbers, "stop_page.toml", f"numbers.{key}", {"country": key, **entry})
                for key, entry in stop_page.get("numbers", {}).items()
            },
            "default_country": stop_page.get("default_country", ""),
            "words": self.words(),
            "flare": self.flare(flags),
            **self.session(session, flags, red_flags),
            "progression": self.progression(session),
            "position_demands": self.library.position_demands,
            "digest": self.digest(),
        }
        for country, numbers in values["numbers"].items():
            if not (numbers.urgent or numbers.urgent_name):
                self.fault("stop_page.toml", f"numbers.{country}", "says nowhere to ask for advice today")
        if values["default_country"] not in values["numbers"]:
            self.fault("stop_page.toml", "default_country", "has no numbers")
        self.check_actions(values["actions"])
        if self.faults:
            raise RulebookError(self.faults)
        frozen = {key: MappingProxyType(value) if isinstance(value, dict) else value for key, value in values.items()}
        return Rulebook(**frozen)

    def digest(self):
        digest = hashlib.sha256(self.library.digest.encode())
        for path in sorted(self.folder.glob("*.toml")):
            digest.update(path.name.encode() + path.read_bytes())
        return digest.hexdigest()[:16]

    # What we know of a person -------------------------------------------------------------------------------------

    def flags(self):
        flags, groups, places = {}, {}, {}
        for path in sorted(self.folder.glob("flags_*.toml")):
            content = self.file(path.name)
            group = content.get("group", "")
            groups[group] = content.get("title", "")
            for flag, entry in content.get("flags", {}).items():
                if flag in flags:
                    self.fault(path.name, flag, f"is also in {places[flag]}")
                flags[flag] = self.flag(path.name, flag, {"group": group, **entry})
                places[flag] = path.name
        for flag, rule in flags.items():
            self.check_flag_links(places[flag], flag, rule, flags)
        return flags, groups

    def flag(self, file, flag, entry):
        entry = {"flag": flag, **entry}
        for name, enum in (("cls", RuleClass), ("firmness", Firmness), ("lifted_by", LiftedBy)):
            if name in entry:
                entry[name] = self.choice(file, f"{flag}.{name}", enum, entry[name])
        entry["finer"] = [self.build(Finer, file, f"{flag}.finer", one) for one in entry.get("finer", [])]
        entry["unless"] = [self.build(Unless, file, f"{flag}.unless", one) for one in entry.get("unless", [])]
        if "follow_up" in entry:
            entry["follow_up"] = self.build(FollowUp, file, f"{flag}.follow_up", entry["follow_up"])
        self.check_library(file, flag, entry)
        return self.build(FlagRule, file, flag, entry)

    def check_library(self, file, flag, entry):
        for name in ("exclude_tags", "reduce_tags"):
            self.known(file, f"{flag}.{name}", entry.get(name, []), self.library.tags, "tag")
        for name in ("exclude_slugs", "reduce_slugs", "allow_only", "until_cleared_only", "prefer"):
            self.known(file, f"{flag}.{name}", entry.get(name, []), self.library.exercises, "exercise")
        for unless in entry["unless"]:
            self.known(file, f"{flag}.unless.slugs", unless.slugs, self.library.exercises, "exercise")
            self.known(file, f"{flag}.unless.tags", unless.tags, self.library.tags, "tag")
            self.known(file, f"{flag}.unless.positions", unless.positions, self.library.position_demands, "position")
            self.known(file, f"{flag}.unless.details", unless.details, DETAILS, "detail")
            if not (unless.flags or unless.details):
                self.fault(file, f"{flag}.unless", "needs a flag or a detail that brings it about")
        self.sources(file, flag, entry.get("sources", []))
        if entry.get("bout_minutes", 1) > entry.get("heart_minutes", 1):
            self.fault(file, f"{flag}.bout_minutes", "needs heart_minutes, of which it is no more")
        if (entry.get("reduce_tags") or entry.get("reduce_slugs")) and not entry.get("how"):
            self.fault(file, f"{flag}.how", "is missing, though the rule makes exercises smaller")

    def check_flag_links(self, file, flag, rule, flags):
        self.known(file, f"{flag}.finer", [finer.flag for finer in rule.finer], flags, "flag")
        for unless in rule.unless:
            self.known(file, f"{flag}.unless", [*unless.flags, *unless.without], flags, "flag")
        if rule.finer and not any(finer.is_strict for finer in rule.finer):
            self.fault(file, f"{flag}.finer", "needs one that holds while the question is open")
        if rule.finer and not rule.follow_up:
            self.fault(file, f"{flag}.follow_up", "is missing, though there are finer flags")
        if rule.follow_up:
            self.check_follow_up(file, flag, rule)

    def check_follow_up(self, file, flag, rule):
        detail, choices = rule.follow_up.detail, rule.follow_up.choices
        if detail and detail not in DETAILS:
            self.fault(file, f"{flag}.follow_up.detail", f"{detail!r} is unknown")
        answers = choices or YES_OR_NO
        for finer in rule.finer:
            key = f"{flag}.finer.{finer.flag}"
            if bool(detail) != bool(finer.values or finer.at_least is not None or finer.at_most is not None):
                self.fault(file, key, "needs an answer where the question has a detail, and none where it has not")
            self.known(file, key, finer.values, answers, "answer to the question")
        for value, words in choices.items():
            if is_blank(words):
                self.fault(file, f"{flag}.follow_up.choices.{value}", "is empty")

    # Warning signs ------------------------------------------------------------------------------------------------

    def red_flags(self, flags):
        file, content, red_flags = "red_flags.toml", self.file("red_flags.toml"), {}
        for key, entry in content.items():
            raised = [self.build(Raise, file, f"{key}.raised", one) for one in entry.get("raised", [])]
            for one in raised:
                self.choice(file, f"{key}.raised.outcome", OUTCOMES, one.outcome)
                self.known(file, f"{key}.raised.flags", one.flags, flags, "flag")
                self.known(file, f"{key}.raised.red_flags", one.red_flags, content, "red flag")
            entry = {"id": key, "text": entry.get("why", ""), **entry, "raised": raised}
            self.choice(file, f"{key}.outcome", OUTCOMES, entry.get("outcome"))
            self.sources(file, key, entry.get("sources", []))
            self.known(file, f"{key}.maps_to", [entry["maps_to"]] if "maps_to" in entry else [], content, "red flag")
            red_flags[key] = self.build(RedFlag, file, key, entry)
        return red_flags

    def safety_rows(self, red_flags):
        file, asked = "safety_check.toml", []
        rows = tuple(
            self.build(SafetyRow, file, str(entry.get("row")), entry) for entry in self.file(file).get("rows", [])
        )
        for row in rows:
            self.known(file, row.row, row.ids, red_flags, "red flag")
            self.choice(file, f"{row.row}.group", OUTCOMES, row.group)
            asked += row.ids
        for key, red_flag in red_flags.items():
            if not red_flag.is_computed and key not in asked:
                self.fault(file, key, "is asked by no row")
        return rows

    def words(self):
        """The engine's sentences: all it says are there, and name nothing that it does not fill in."""
        file, words = "words.toml", self.file("words.toml")
        for key in VALUES.keys() - words.keys():
            self.fault(file, key, "is missing")
        for key, text in words.items():
            if key not in VALUES:
                self.fault(file, key, "is not known here")
            elif is_blank(text):
                self.fault(file, key, "is empty")
            else:
                self.fills(file, key, text, VALUES[key].split())
        return words

    def check_actions(self, actions):
        for outcome in OUTCOMES:
            if outcome not in actions:
                self.fault("stop_page.toml", f"actions.{outcome}", "is missing")
        for key, action in actions.items():
            self.choice("stop_page.toml", f"actions.{key}", OUTCOMES, key)
            if key != OUTCOMES[-1] and (not action.steps or any(map(is_blank, action.steps))):
                self.fault("stop_page.toml", f"actions.{key}.steps", "is empty, or has an empty line")
            for step in action.steps:
                self.fills("stop_page.toml", f"actions.{key}.steps", step, ("emergency", "urgent"))

    def fills(self, file, key, text, named):
        if wrong := unfilled(text, named):
            self.fault(file, key, wrong)

    def flare(self, flags):
        file, entry = "flare.toml", self.file("flare.toml")
        self.sources(file, "flare", entry.get("sources", []))
        self.known(file, "steps", entry.get("steps", []), flags, "flag")
        asked = [flags[flag].heart_minutes or 0 for flag in entry.get("steps", []) if flag in flags]
        if asked != sorted(set(asked)) or 0 in asked:
            self.fault(file, "steps", "must each ask for some minutes, and for more than the step before")
        return self.build(FlareRules, file, "flare", entry)

    # The session --------------------------------------------------------------------------------------------------

    def session(self, content, flags, red_flags):
        file = "session.toml"
        target, timing, session = (self.part(content, key) for key in ("target", "timing", "session"))
        self.check_target(target, content.get("levels", {}))
        defaults = session.pop("equipment_default", [])
        self.known(file, "session.equipment_default", defaults, self.library.equipment, "equipment")
        self.known(file, "session.meanwhile", session.get("meanwhile", []), self.library.exercises, "exercise")
        for name in ("warm_up_kinds", "stretch_kinds", "cool_down_kinds"):
            session[name] = [self.choice(file, f"session.{name}", Kind, kind) for kind in session.get(name, [])]
        session["slots"] = self.slots("session.slots", session.get("slots", []))
        session["adjacent_slots"] = [
            self.slots("session.adjacent_slots", one.get("slots", [])) for one in session.get("adjacent_slots", [])
        ]
        levels = {}
        for key, entry in content.get("levels", {}).items():
            self.sources(file, f"levels.{key}", [entry.get("source", "")])
            level = self.choice(file, f"levels.{key}", Level, key)
            levels[level] = self.build(LevelRule, file, f"levels.{key}", {"level": level, **entry})
        for level in Level:
            if level not in levels:
                self.fault(file, f"levels.{level}", "is missing")
        rows = {
            name: [self.sourced(f"{name}.{place}", entry) for place, entry in enumerate(content.get(name, []))]
            for name in ROW_KEYS
        }
        pain = [self.build(PainBand, file, "pain", entry) for entry in rows["pain"]]
        stages = [self.build(Stage, file, "stages", {"below_weeks": None, **entry}) for entry in rows["stages"]]
        hints = [self.build(Hint, file, "hints", entry) for entry in rows["hints"]]
        self.known(file, "pain.flag", [band.flag for band in pain if band.flag], flags, "flag")
        self.known(file, "stages.flag", [stage.flag for stage in stages], flags, "flag")
        self.known(file, "hints.red_flag", [hint.red_flag for hint in hints], red_flags, "red flag")
        self.known(file, "hints.flags", [flag for hint in hints for flag in hint.flags], flags, "flag")
        if [band.from_nrs for band in pain] != sorted({0, *(band.from_nrs for band in pain)}):
            self.fault(file, "pain", "bands must start at 0 and rise")
        for band in pain:
            self.fills(file, "pain.words", band.words, ("pain",))
        if any(hint.above_age is None and hint.below_age is None and not hint.flags for hint in hints):
            self.fault(file, "hints", "needs an age or a flag, or it would count for everybody")
        return {
            "target": self.build(TargetRules, file, "target", target),
            "gentle": self.gentle(content),
            "timing": self.build(Timing, file, "timing", timing),
            "session": self.build(SessionRules, file, "session", session),
            "levels": levels,
            "pain": tuple(pain),
            "stages": tuple(stages),
            "hints": tuple(hints),
            "equipment": {
                word: EquipmentRule(word, _within(thing.label), thing.label, thing.always, word in defaults)
                for word, thing in self.library.equipment.items()
            },
        }

    def check_target(self, target, levels):
        file = "session.toml"
        if target.get("days_default") not in target.get("days_choices", ()):
            self.fault(file, "target.days_default", "must be one of the days_choices")
        if not all(day < 7 for day in target.get("weekdays_default", ())):
            self.fault(file, "target.weekdays_default", "must be from 0 (Monday) to 6 (Sunday)")
        for key, level in levels.items():
            if level.get("routine_minutes") not in target.get("routine_choices", ()):
                self.fault(file, f"levels.{key}.routine_minutes", "must be one of the routine_choices")

    def gentle(self, content):
        """The session of a bad day."""
        file, gentle = "session.toml", self.part(content, "gentle")
        for name in ("move_kinds", "calm_kinds"):
            gentle[name] = [self.choice(file, f"gentle.{name}", Kind, kind) for kind in gentle.get(name, [])]
        self.known(file, "gentle.walks", gentle.get("walks", []), self.library.exercises, "exercise")
        return self.build(GentleRules, file, "gentle", gentle)

    def progression(self, session):
        """How doses follow from logs; the heart's first step asks what the target asks of a day."""
        file = "progression.toml"
        content = self.file(file)
        parts = (
            ("increase", IncreaseRules), ("harder", HarderRules), ("heart", HeartRules), ("decrease", DecreaseRules),
            ("novelty", NoveltyRules),
        )  # fmt: skip
        steps = [self.build(HeartStep, file, "heart.steps", one) for one in content.get("heart", {}).get("steps", [])]
        daily = session.get("target", {}).get("minutes_per_day")
        if not steps or (steps[0].minutes != daily and not self.unread):
            self.fault(file, "heart.steps", f"must begin at the {daily} minutes of the target")
        if steps != sorted(steps, key=lambda one: (one.minutes, one.bout_minutes)):
            self.fault(file, "heart.steps", "must rise")
        if [one.on_request for one in steps] != sorted(one.on_request for one in steps):
            self.fault(file, "heart.steps", "on request come last")
        values = {}
        for key, made in parts:
            entry = {**content.get(key, {})} | ({"steps": steps} if made is HeartRules else {})
            self.sources(file, key, entry.get("sources", []))
            if "request_level" in entry:
                entry["request_level"] = self.choice(file, f"{key}.request_level", Level, entry["request_level"])
            values[key] = self.build(made, file, key, entry)
        rows = [self.build(BreakRule, file, "breaks", entry) for entry in content.get("breaks", [])]
        for row in rows:
            self.sources(file, "breaks", row.sources)
            self.fills(file, "breaks.words", row.words, ("weeks",))
            if not 0 < row.part <= 1:
                self.fault(file, "breaks.part", "must be a part of what was done before")
        if [row.weeks for row in rows] != sorted({row.weeks for row in rows}):
            self.fault(file, "breaks", "must rise by weeks")
        self.fills(file, "increase.words", values["increase"].words, ("pain",))
        self.fills(file, "decrease.words_pain", values["decrease"].words_pain, ("pain",))
        self.fills(file, "decrease.words_tries", values["decrease"].words_tries, ("tries",))
        return ProgressionRules(**values, breaks=tuple(rows))

    def part(self, content, key):
        return self.sourced(key, content.get(key, {"source": TEAM}))

    def sourced(self, key, entry):
        self.sources("session.toml", key, [entry.get("source", "")])
        return dict(entry)

    def slots(self, key, entries):
        made = []
        for entry in entries:
            roles = [self.choice("session.toml", key, Role, role) for role in entry.get("roles", [])]
            made.append(self.build(Slot, "session.toml", key, {**entry, "roles": roles}))
            if f"slot_{made[-1].name}" not in VALUES:
                self.fault("session.toml", key, f"{made[-1].name!r} has no words in words.toml")
        if not made:
            self.fault("session.toml", key, "is empty")
        return tuple(made)


def _within(label):
    """A label as it reads inside a sentence."""
    return label[:1].lower() + label[1:]
