"""Exercises that hurt too often and gave way to a kinder one, and how a person has one back to try again."""

from dataclasses import replace

from plans.engine.progress import Stage
from plans.engine.selection import is_within


def gave_way(progress, exercises):
    """slug → what stands in for it ("": nothing), for what hurt too often or was too much at its smallest. What a
    harder exercise has taken the place of is none of it."""
    return {
        slug: other
        for slug, other in progress.instead.items()
        if slug in exercises and (not other or other in exercises[slug].easier)
    }


def with_put_back(past, exercises, level):
    """The past with what the person has back: at its smallest amount, and what was logged of it before no longer
    speaks. One above the level stands again where the easier one stood that had led to it."""
    progress = past.progress
    for slug, day in past.put_back.items():
        if slug not in exercises:
            continue
        other = gave_way(progress, exercises).get(slug)
        instead = {one: heir for one, heir in progress.instead.items() if other is None or one != slug}
        if other and not is_within(exercises[slug], level):
            instead[other] = slug
        progress = replace(progress, instead=instead, stages={**progress.stages, slug: Stage(0, since=day)})
    return replace(past, progress=progress)
