"""How doses follow from what was logged, progression.toml."""

from typing import TypedDict

from exercises.facts import Level
from plans.facts.progression import (
    BreakRule,
    DecreaseRules,
    HarderRules,
    HeartRules,
    HeartStep,
    IncreaseRules,
    NoveltyRules,
    ProgressionRules,
)


class ProgressionFile(TypedDict):
    increase: IncreaseRules
    harder: HarderRules
    heart: HeartRules
    decrease: DecreaseRules
    breaks: tuple[BreakRule, ...]
    novelty: NoveltyRules


def read_progression(files, target):
    file = files.read("progression.toml", ProgressionFile)
    rules = ProgressionRules(
        increase=_part(file, "increase", IncreaseRules),
        harder=_part(file, "harder", HarderRules),
        heart=_heart(file, target),
        decrease=_part(file, "decrease", DecreaseRules),
        breaks=_breaks(file),
        novelty=_part(file, "novelty", NoveltyRules),
    )
    file.fills("increase.words", rules.increase.words, ("pain",))
    file.fills("heart.words_sore", rules.heart.words_sore, ("pain",))
    file.fills("decrease.words_pain", rules.decrease.words_pain, ("pain",))
    file.fills("decrease.words_tries", rules.decrease.words_tries, ("tries",))
    return rules


def _part(file, key, made, **read):
    """One table as a fact; `read` are values of it that are facts already."""
    entry = {**file.content.get(key, {}), **read}
    file.sourced(key, entry.get("sources", []))
    return file.build(made, key, entry)


def _heart(file, target):
    """The heart's first step asks what the target asks of a day."""
    content, daily = file.content.get("heart", {}), target.minutes_per_day
    steps = [file.build(HeartStep, "heart.steps", one) for one in content.get("steps", [])]
    if not steps or (steps[0].minutes != daily and not file.files.unread):
        file.fault("heart.steps", f"must begin at the {daily} minutes of the target")
    if steps != sorted(steps, key=lambda one: (one.minutes, one.bout_minutes)):
        file.fault("heart.steps", "must rise")
    if [one.on_request for one in steps] != sorted(one.on_request for one in steps):
        file.fault("heart.steps", "on request come last")
    read = {"steps": steps}
    if "request_level" in content:
        read["request_level"] = file.choice("heart.request_level", Level, content["request_level"])
    return _part(file, "heart", HeartRules, **read)


def _breaks(file):
    rows = tuple(file.build(BreakRule, "breaks", entry) for entry in file.content.get("breaks", []))
    for row in rows:
        file.sourced("breaks", row.sources)
        file.fills("breaks.words", row.words, ("weeks",))
        if not 0 < row.part <= 1:
            file.fault("breaks.part", "must be a part of what was done before")
    if [row.weeks for row in rows] != sorted({row.weeks for row in rows}):
        file.fault("breaks", "must rise by weeks")
    return rows
