"""How it went → what has earned more, in a new week, with the logs that led to it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from plans.engine.dosing import COLUMNS
from plans.engine.ladder import dose_at, ladder, step_of
from plans.engine.progress import Change, Deed, Morning, Rating, Stage, Talk
from plans.engine.progression import (
    HEART,
    Light,
    change_of,
    heart_change,
    heart_records,
    heart_stage,
    heart_steps,
    light_of,
    records_since,
    rise_of,
    stage_of,
)


@dataclass(frozen=True, slots=True)
class Increase:
    """One thing that may grow. `exercise` is HEART or the slug whose place grows; `makes` the Progress with it;
    `since` how long it has waited."""

    exercise: str
    change: Change
    progress_stages: Mapping[str, Stage]
    instead: Mapping[str, str]
    heart: Stage | None = None
    since: object = None

    def given_to(self, progress):
        return replace(
            progress,
            stages={**progress.stages, **self.progress_stages},
            instead={**progress.instead, **self.instead},
            heart=self.heart or progress.heart,
        )


def increases(past, person, progress, planned, opened, rules):
    """All that has earned more, longest waiting first. `planned` maps slug → the exercises of the week; `opened`
    maps slug → the harder exercises this person may do."""
    found, level = [], person.fitness_level
    for slug, exercise in planned.items():
        stage = stage_of(progress, exercise, level, rules)
        easy = _easy_records(past, stage, slug, rules)
        if not easy or slug in person.locked or slug in past.refused:
            continue
        found += _more(exercise, stage, easy, past, level, rules) or _harder(exercise, stage, easy, past, opened, rules)
    if HEART not in past.refused:
        found += _more_heart(past, progress, person, rules)
    if past.granted is not None:
        found = [one for one in found if one.exercise in past.granted]
    return sorted(found, key=lambda one: (one.since is not None, str(one.since or ""), one.exercise))


def _easy_records(past, stage, slug, rules):
    """The last sessions, if all were easy and green; else none."""
    before = [pair for pair in records_since(past, stage, slug) if pair[0].date < past.monday]
    latest = before[-rules.progression.increase.easy_sessions :]
    is_earned = len(latest) == rules.progression.increase.easy_sessions and all(
        done.rating is Rating.EASY and light_of(record, done, rules.progression) is Light.GREEN
        for record, done in latest
    )
    return [record for record, _done in latest] if is_earned else []


def top_of(exercise, level, rules):
    """The last step of someone's range: some columns above their level."""
    place = min(COLUMNS.index(level) + rules.progression.harder.columns_above, len(COLUMNS) - 1)
    return step_of(exercise, COLUMNS[place], rules.progression.increase)


def _more(exercise, stage, easy, past, level, rules):
    increase = rules.progression.increase
    if stage.step >= min(top_of(exercise, level, rules), len(ladder(exercise, increase).steps) - 1):
        return []
    after = replace(stage, step=stage.step + 1, since=past.monday)
    words = increase.words.format(pain=increase.pain_most_nrs)
    change = change_of(Deed.MORE, exercise, stage, after, words, easy, increase.sources, rules)
    return [Increase(exercise.slug, change, {exercise.slug: after}, {}, since=stage.since)]


def _harder(exercise, stage, easy, past, opened, rules):
    harder = rules.progression.harder
    has_waited = stage.since is None or stage.since + timedelta(weeks=harder.weeks_at_top) <= past.monday
    if not has_waited or not opened.get(exercise.slug):
        return []
    first = min(opened[exercise.slug], key=lambda one: (one.load, one.slug))
    start = Stage(0, past.monday)
    change = replace(
        change_of(Deed.HARDER, first, start, start, harder.words, easy, harder.sources, rules),
        before=dose_at(exercise, stage.step, rules.progression.increase),
        instead_of=exercise.slug,
    )
    return [Increase(exercise.slug, change, {first.slug: start}, {exercise.slug: first.slug}, since=stage.since)]


def _more_heart(past, progress, person, rules):
    heart, stage = rules.progression.heart, heart_stage(progress, person.fitness_level, rules)
    steps = heart_steps(person, rules)
    latest = [one for one in heart_records(past, stage) if one.date < past.monday][-heart.sessions :]
    if stage.step >= len(steps) - 1 or len(latest) < heart.sessions:
        return []
    least = steps[stage.step].minutes
    if not all(_is_steady(record, least, rules.progression.increase) for record in latest):
        return []
    after = Stage(stage.step + 1, past.monday)
    is_longer = steps[after.step].minutes > steps[stage.step].minutes
    words = heart.words if is_longer else heart.words_bouts
    change = heart_change(Deed.MORE, stage, after, words, latest, rules)
    return [Increase(HEART, change, {}, {}, heart=after, since=stage.since)]


def _is_steady(record, least, increase):
    """All minutes done at talking pace, with the pain settled. A day that asked for fewer says nothing."""
    return (
        record.heart_minutes >= record.planned_minutes >= least
        and record.talk is Talk.TALK
        and record.pain_after is not None
        and record.pain_after <= increase.pain_most_nrs
        and rise_of(record) < increase.rise_below_nrs
        and record.morning in (None, Morning.USUAL)
    )
