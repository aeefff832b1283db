"""What we may know of a person, flags_*.toml: each rule is whole, and names only what the library holds."""

from collections.abc import Mapping
from typing import TypedDict

from plans.facts.flags import Finer, Firmness, FlagRule, FollowUp, LiftedBy, RuleClass, Unless
from plans.shapes import is_blank

DETAILS = ("pregnancy_weeks", "surgery", "joints", "bp_controlled", "firm_bed")
YES_OR_NO = ("true", "false")


class FlagsFile(TypedDict):
    group: str
    title: str
    flags: Mapping[str, FlagRule]


def read_flags(files):
    """Flag → rule, and group → its title."""
    flags, groups, places = {}, {}, {}
    for name in files.names("flags_*.toml"):
        file = files.read(name, FlagsFile)
        group = file.content.get("group", "")
        groups[group] = file.content.get("title", "")
        for flag, entry in file.content.get("flags", {}).items():
            if flag in flags:
                file.fault(flag, f"is also in {places[flag].name}")
            flags[flag] = _flag_rule(file, flag, {"flag": flag, "group": group, **entry})
            places[flag] = file
    for flag, rule in flags.items():
        _check_links(places[flag], flag, rule, flags)
    return flags, groups


def _flag_rule(file, flag, entry):
    for name, enum in (("cls", RuleClass), ("firmness", Firmness), ("lifted_by", LiftedBy)):
        if name in entry:
            entry[name] = file.choice(f"{flag}.{name}", enum, entry[name])
    entry["finer"] = [file.build(Finer, f"{flag}.finer", one) for one in entry.get("finer", [])]
    entry["unless"] = [file.build(Unless, f"{flag}.unless", one) for one in entry.get("unless", [])]
    if "follow_up" in entry:
        entry["follow_up"] = file.build(FollowUp, f"{flag}.follow_up", entry["follow_up"])
    _check_library(file, flag, entry)
    file.sourced(flag, entry.get("sources", []))
    if entry.get("bout_minutes", 1) > entry.get("heart_minutes", 1):
        file.fault(f"{flag}.bout_minutes", "needs heart_minutes, of which it is no more")
    if (entry.get("reduce_tags") or entry.get("reduce_slugs")) and not entry.get("how"):
        file.fault(f"{flag}.how", "is missing, though the rule makes exercises smaller")
    return file.build(FlagRule, flag, entry)


def _check_library(file, flag, entry):
    """All that the rule leaves out, allows or prefers is in the library."""
    library = file.library
    for name in ("exclude_tags", "reduce_tags"):
        file.known(f"{flag}.{name}", entry.get(name, []), library.tags, "tag")
    for name in ("exclude_slugs", "reduce_slugs", "allow_only", "until_cleared_only", "prefer"):
        file.known(f"{flag}.{name}", entry.get(name, []), library.exercises, "exercise")
    file.known(f"{flag}.last_positions", entry.get("last_positions", []), library.position_demands, "position")
    for unless in entry["unless"]:
        file.known(f"{flag}.unless.slugs", unless.slugs, library.exercises, "exercise")
        file.known(f"{flag}.unless.tags", unless.tags, library.tags, "tag")
        file.known(f"{flag}.unless.positions", unless.positions, library.position_demands, "position")
        file.known(f"{flag}.unless.details", unless.details, DETAILS, "detail")
        if not (unless.flags or unless.details):
            file.fault(f"{flag}.unless", "needs a flag or a detail that brings it about")


def _check_links(file, flag, rule, flags):
    """What one rule says of other flags, once all of them are read."""
    file.known(f"{flag}.finer", [finer.flag for finer in rule.finer], flags, "flag")
    for unless in rule.unless:
        file.known(f"{flag}.unless", [*unless.flags, *unless.without], flags, "flag")
    if rule.finer and not any(finer.is_strict for finer in rule.finer):
        file.fault(f"{flag}.finer", "needs one that holds while the question is open")
    if rule.finer and not rule.follow_up:
        file.fault(f"{flag}.follow_up", "is missing, though there are finer flags")
    if rule.follow_up:
        _check_follow_up(file, flag, rule)


def _check_follow_up(file, flag, rule):
    detail, choices = rule.follow_up.detail, rule.follow_up.choices
    if detail and detail not in DETAILS:
        file.fault(f"{flag}.follow_up.detail", f"{detail!r} is unknown")
    answers = choices or YES_OR_NO
    for finer in rule.finer:
        key = f"{flag}.finer.{finer.flag}"
        if bool(detail) != bool(finer.values or finer.at_least is not None or finer.at_most is not None):
            file.fault(key, "needs an answer where the question has a detail, and none where it has not")
        file.known(key, finer.values, answers, "answer to the question")
    for value, words in choices.items():
        if is_blank(words):
            file.fault(f"{flag}.follow_up.choices.{value}", "is empty")
