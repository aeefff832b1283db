"""What may stand in for one exercise of a session, today or from now on."""

from dataclasses import dataclass, replace

from exercises.facts import Kind
from plans.engine.composing import bouts, fewer_repeats, fewer_sets
from plans.engine.dosing import block_seconds, minutes
from plans.engine.draft import Block, ItemDraft, Outcome
from plans.engine.frame import Chosen, Frame, usual_dose, with_dose
from plans.engine.planning import item_of
from plans.engine.progress import Progress
from plans.engine.reading import effective_flags
from plans.engine.screening import screen
from plans.engine.selection import choose, ranked


@dataclass(frozen=True, slots=True)
class Part:
    """What a session holds in one place: enough of an item to know its time and its purpose."""

    block: Block
    exercise: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Alternative:
    """An exercise for the same purpose, with its dose; the heart-raising part may come in several goes. `reason`
    says how it differs from what it stands in for, and why it suits this person."""

    exercise: str
    items: tuple[ItemDraft, ...]
    reason: str


def alternatives(person, exercises, rules, *, parts, out, week=0, progress=None, wanted=""):
    """Up to `rules.session.choices` exercises, or only the one `wanted`, for the place that `out` (block, slug) has in
    a session of `parts`, easiest first. All are of those this person may do, as much as they have come to do
    (`progress`), and fit in the minutes. Empty when screening stops."""
    if screen(person, rules).outcome is not Outcome.PLAN:
        return ()
    facts = effective_flags(person, rules)
    frame = Frame(
        person,
        rules,
        facts,
        choose(person, facts, exercises, rules).candidates,
        week,
        exercises,
        progress or Progress(),
    )
    block, slug = out
    taken = {part.exercise for part in parts}
    pool = [one for one in _same_purpose(frame, block, exercises[slug]) if one.slug not in taken]
    pool = [one for one in pool if wanted in ("", one.slug)]
    found = []
    for one in ranked(pool, max(exercises[slug].load - 1, 1)):
        chosen = _fitting(frame, one, parts, block, slug)
        if chosen and len(found) < rules.session.choices:
            found.append(chosen)
    found.sort(key=lambda some: (some[0].candidate.exercise.load, some[0].candidate.slug))
    return tuple(_alternative(frame, some, exercises[slug]) for some in found)


def _same_purpose(frame, block, exercise):
    """Candidates for the same role, or for the same part of a session where there are no roles."""
    session = frame.rules.session
    if block is Block.STRENGTH:
        slots = [slot.roles for slot in session.slots if exercise.role in slot.roles] or [(exercise.role,)]
        return [one for one in frame.of_kind(Kind.STRENGTH) if one.exercise.role in slots[0]]
    if block is Block.HEART:
        counts = exercise.counts_as_heart
        return [one for one in frame.of_kind(Kind.AEROBIC) if one.exercise.counts_as_heart is counts]
    kinds = {
        Block.WARM_UP: session.warm_up_kinds,
        Block.STRETCH: session.stretch_kinds,
        Block.COOL_DOWN: session.cool_down_kinds,
    }[block]
    return [one for one in frame.candidates if one.exercise.kind in kinds]


# Fitting in -----------------------------------------------------------------------------------------------------------


def _fitting(frame, one, parts, block, slug):
    """The exercise in its place, made smaller until the session keeps within its minutes; empty if it never does."""
    others = [part for part in parts if (part.block, part.exercise) != (block, slug)]
    if block is Block.HEART and one.exercise.counts_as_heart:
        goes = bouts(frame, one)
        dose = usual_dose(frame, one)
        made = (with_dose(block, block, one, replace(dose, minutes=go), frame) for go in goes)
        return tuple(made)
    attempt = with_dose(block, block, one, usual_dose(frame, one), frame)
    limit = max(_minutes_at_hand(frame, block), _minutes_of(frame, parts, block))
    while attempt and _minutes_of(frame, [*others, _part(attempt)], block) > limit:
        attempt = _smaller(frame, attempt)
    return (attempt,) if attempt else ()


def _smaller(frame, attempt):
    if attempt.dose.minutes or not attempt.dose.sets or not attempt.dose.reps:
        return None
    return fewer_sets(frame, attempt) or fewer_repeats(frame, attempt)


def _part(chosen: Chosen):
    return Part(chosen.block, chosen.candidate.slug, chosen.seconds)


def _minutes_at_hand(frame, block):
    session = frame.rules.session
    limits = {Block.WARM_UP: session.warm_up_minutes, Block.COOL_DOWN: session.cool_down_minutes}
    return limits.get(block, 0 if block is Block.HEART else frame.routine_minutes)


def _minutes_of(frame, parts, block):
    """Whole minutes of the blocks that share their minutes with this one."""
    together = (Block.STRENGTH, Block.STRETCH) if block in (Block.STRENGTH, Block.STRETCH) else (block,)
    times = [[part.seconds for part in parts if part.block is one] for one in together]
    return sum(minutes(block_seconds(some, frame.rules.timing)) for some in times)


# In words -------------------------------------------------------------------------------------------------------------


def _alternative(frame, some, instead_of):
    words, one = frame.rules.words, some[0].candidate.exercise
    if one.load < instead_of.load:
        how_hard = words["swap_easier"]
    else:
        how_hard = words["swap_harder"] if one.load > instead_of.load else words["swap_same"]
    items = tuple(item_of(frame, chosen, how_hard) for chosen in some)
    return Alternative(one.slug, items, items[0].reason)


def in_place_of(alternative, name, rules, *, today):
    """The items of an alternative, their reasons saying what they stand in for, and for how long."""
    place = rules.words["swap_today" if today else "swap_never"].format(name=name)
    return tuple(replace(item, reason=f"{item.reason} {place}") for item in alternative.items)


def nearest(exercise, candidates):
    """The candidate that does the job of an exercise best; None if there is none."""
    alike = [one for one in candidates if one.exercise.kind is exercise.kind and one.exercise.role is exercise.role]
    return next(iter(ranked(alike, exercise.load)), None)
