"""Ten minutes for a bad day: breathing, easy movement and a short walk, from what this person may do."""

from dataclasses import replace

from plans.engine.composing import block_times, timed
from plans.engine.dosing import minutes
from plans.engine.draft import Block, Outcome, SessionDraft
from plans.engine.frame import Frame, usual_dose, with_dose
from plans.engine.planning import item_of
from plans.engine.reading import effective_flags
from plans.engine.screening import screen
from plans.engine.selection import choose


def gentle_session(person, exercises, rules, *, weekday, week=0):
    """A session of at most `rules.gentle.minutes`; None when screening stops, or nothing is left."""
    if screen(person, rules).outcome is not Outcome.PLAN:
        return None
    facts = effective_flags(person, rules)
    gentle = rules.gentle
    easy = [
        one
        for one in choose(person, facts, exercises, rules).candidates
        if one.exercise.load <= gentle.load and not one.reduced_by
    ]
    frame = Frame(person, rules, facts, tuple(easy), week, exercises)
    move = timed(frame, Block.WARM_UP, gentle.move_kinds, gentle.move_minutes, gentle.moves, weekday, set())
    calm = timed(frame, Block.COOL_DOWN, gentle.calm_kinds, gentle.calm_minutes, 1, weekday, set())
    chosen = [*move, *_walk(frame), *calm]
    if not chosen:
        return None
    return SessionDraft(
        weekday=weekday,
        title=rules.words["gentle_title"],
        items=tuple(item_of(frame, one, rules.words["gentle"]) for one in chosen),
        heart_minutes=sum(one.dose.minutes for one in chosen if one.candidate.exercise.counts_as_heart),
        total_minutes=sum(minutes(time) for time in block_times(chosen, rules.timing).values()),
    )


def _walk(frame):
    """One short go of the first walk that suits; nothing if none does."""
    gentle = frame.rules.gentle
    fitting = [one for slug in gentle.walks for one in frame.candidates if one.slug == slug]
    return [
        with_dose(
            Block.HEART, Block.HEART, one, replace(usual_dose(frame, one), minutes=gentle.walk_minutes), frame, True
        )
        for one in fitting[:1]
    ]
