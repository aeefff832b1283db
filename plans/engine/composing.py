"""One session: which exercises fill its places, and how they are made to fit the minutes."""

from dataclasses import replace
from itertools import count

from exercises.facts import Dose, Effort, Kind
from plans.engine.dosing import block_seconds, floor_of, halved, minutes, seconds
from plans.engine.draft import Block
from plans.engine.frame import Chosen, Session, usual_dose, with_dose
from plans.engine.selection import ranked


def compose(frame, place, run):
    """The session of one day. `place` is its number in the week, `run` how many days before it follow closely."""
    rules = frame.rules.session
    slots = rules.adjacent_slots[run] if run is not None else rules.slots
    routine, empty, is_short = fit_routine(frame, slots, place)
    used = {one.candidate.slug for one in routine}
    warm_up = timed(frame, Block.WARM_UP, rules.warm_up_kinds, rules.warm_up_minutes, rules.warm_up_count, place, used)
    used |= {one.candidate.slug for one in warm_up}
    cool_down = timed(frame, Block.COOL_DOWN, rules.cool_down_kinds, rules.cool_down_minutes, 1, place, used)
    heart = heart_activity(frame, place)
    blocks = {Block.WARM_UP: warm_up, Block.HEART: heart, Block.COOL_DOWN: cool_down}
    empty = [*empty, *((block, block.value) for block, chosen in blocks.items() if not chosen)]
    order = list(Block)
    chosen = sorted((*warm_up, *heart, *routine, *cool_down), key=lambda one: order.index(one.block))
    return Session(tuple(chosen), tuple(sorted(empty, key=lambda gap: order.index(gap[0]))), is_short)


# Heart-raising --------------------------------------------------------------------------------------------------------


def heart_activity(frame, place):
    """The activity whose turn it is, in bouts of one slug. Light ones only if nothing that counts is left."""
    aerobic = frame.of_kind(Kind.AEROBIC)
    counting = [one for one in aerobic if one.exercise.counts_as_heart]
    pool = turn_taking(counting or [one for one in aerobic if one.exercise.effort is Effort.LIGHT], frame)
    if not pool:
        return []
    one = pool[frame.turns(place) % len(pool)]
    if not one.exercise.counts_as_heart:
        dose = usual_dose(frame, one)
        return [Chosen(Block.HEART, Block.HEART, one, dose, seconds(dose, frame.rules.timing, one.exercise.rep_s))]
    return [Chosen(Block.HEART, Block.HEART, one, Dose(minutes=bout), bout * 60) for bout in bouts(frame, one)]


def bouts(frame, one):
    """The day's minutes in goes: short ones at first, where a rule keeps the activity small or the goes short."""
    first = frame.rules.progression.heart.steps[0]
    step = first if one.reduced_by else frame.heart_step
    total = min(frame.heart_minutes, step.minutes)
    longest = min(step.bout_minutes, frame.longest_bout or step.bout_minutes)
    return [longest] * (total // longest) + ([total % longest] if total % longest else [])


def turn_taking(candidates, frame):
    """The few best, which take turns: of those with least against them, those that suit this person or are the heart
    of the library, else any."""
    least = min((len(one.reduced_by) for one in candidates), default=0)
    free = [one for one in candidates if len(one.reduced_by) == least]
    best = [one for one in free if one.preferred_by or one.exercise.is_core] or free
    best = sorted(best, key=lambda one: (not one.preferred_by, not one.exercise.is_core, one.exercise.load, one.slug))
    return best[: frame.rules.session.choices]


# Strength and stretch -------------------------------------------------------------------------------------------------


def fit_routine(frame, slots, place):
    """Strength and one stretch within the minutes, which slots stay empty, and whether a slot was given up.
    To fit: shorter exercises, fewer sets, fewer repeats, then fewer slots (they take turns)."""
    pools = {slot.name: strength_pool(frame, slot, place) for slot in slots}
    empty = [(Block.STRENGTH, name) for name, pool in pools.items() if not pool]
    stretches = stretch_pool(frame)
    if not stretches:
        empty.append((Block.STRETCH, Block.STRETCH.value))
    kept = [(Block.STRENGTH, name, pool) for name, pool in pools.items() if pool]
    for dropped in count():
        turn = _rotated(kept, place)  # by day, not by week: the core of a week stays
        some = [one for one in kept if one in turn[: len(kept) - dropped]]
        stretch = [(Block.STRETCH, Block.STRETCH.value, _rotated(stretches, frame.turns(place)))] if stretches else []
        routine = shrink(frame, [*some, *stretch])
        if routine is not None:
            return routine, empty, dropped > 0
        if dropped >= len(kept):
            return [], [*empty, (Block.STRETCH, Block.STRETCH.value)], True


def strength_pool(frame, slot, place):
    """Best first. Where two roles share a slot they take turns, day by day."""
    wanted = slot.roles[place % len(slot.roles)]
    roles = [wanted, *(role for role in slot.roles if role is not wanted)]
    pool = [one for role in roles for one in role_pool(frame, role)]
    return sorted(pool, key=lambda one: len(one.reduced_by))


def role_pool(frame, role):
    """One role, best first: what the person has locked, then whose turn it is. Every few weeks the turn goes to the
    next of the few that are as good, one role at a time; what has taken another's place stands there."""
    if role not in frame.pools:
        frame.pools[role] = _role_pool(frame, role)
    return frame.pools[role]


def _role_pool(frame, role):
    pool = ranked([one for one in frame.of_kind(Kind.STRENGTH) if one.exercise.role is role], frame.load)
    pool = in_place(pool, frame)
    locked = [one for one in pool if one.slug in frame.person.locked]
    free = [one for one in pool if one not in locked]
    alike = [one for one in free if _is_as_good(one, free[0], frame)][: frame.rules.session.choices]
    rest = [one for one in free if one not in alike]
    return [*locked, *_rotated(alike, frame.novelties(role)), *rest]


def in_place(pool, frame):
    """The pool with each exercise in the place of the one it replaces; what was replaced is gone."""
    instead = frame.progress.instead
    by_slug = {one.slug: one for one in pool}
    taking = {other for slug, other in instead.items() if slug in by_slug and other in by_slug}
    placed = [one for one in pool if one.slug not in taking]
    placed = [by_slug.get(instead.get(one.slug, one.slug)) for one in placed]
    return list({one.slug: one for one in placed if one}.values())


def _is_as_good(one, first, frame):
    return (
        len(one.reduced_by) == len(first.reduced_by)
        and bool(one.preferred_by) == bool(first.preferred_by)
        and one.exercise.load <= max(frame.load, first.exercise.load)
    )


def stretch_pool(frame):
    for kind in frame.rules.session.stretch_kinds:
        pool = turn_taking(frame.of_kind(kind), frame)
        if pool:
            return pool
    return []


def shrink(frame, places):
    """One exercise for each place (block, slot, best-first pool) within the routine's minutes; None if impossible."""
    attempt = [choose_first(frame, *place) for place in places]
    if fits(frame, attempt):
        return attempt
    attempt = [choose_shortest(frame, *place) for place in places]
    for smaller in (fewer_sets, fewer_repeats):
        while not fits(frame, attempt):
            options = [(one.seconds, number) for number, one in enumerate(attempt) if smaller(frame, one)]
            if not options:
                break
            _longest, number = max(options)
            attempt[number] = smaller(frame, attempt[number])
    return attempt if fits(frame, attempt) else None


def choose_first(frame, block, slot, pool):
    return with_dose(block, slot, pool[0], usual_dose(frame, pool[0]), frame)


def choose_shortest(frame, block, slot, pool):
    """The shortest of the few best that are as good for this person as the first."""
    alike = [one for one in pool if len(one.reduced_by) == len(pool[0].reduced_by)
             and bool(one.preferred_by) == bool(pool[0].preferred_by)]  # fmt: skip
    options = [choose_first(frame, block, slot, [one]) for one in alike[: frame.rules.session.choices]]
    return min(options, key=lambda one: one.seconds)


def fewer_sets(frame, one):
    if one.dose.sets < 2:
        return None
    return with_dose(one.block, one.slot, one.candidate, replace(one.dose, sets=one.dose.sets - 1), frame, True)


def fewer_repeats(frame, one):
    if one.dose.reps <= min(floor_of(one.candidate.exercise, usual_dose(frame, one.candidate)), one.dose.reps):
        return None
    return with_dose(one.block, one.slot, one.candidate, replace(one.dose, reps=one.dose.reps - 1), frame, True)


def fits(frame, routine):
    return routine_minutes(routine, frame.rules.timing) <= frame.routine_minutes


def routine_minutes(routine, timing):
    return sum(minutes(time) for time in block_times(routine, timing).values())


def block_times(chosen, timing):
    """block → seconds, the changes between its items included."""
    return {
        block: block_seconds([one.seconds for one in chosen if one.block is block], timing)
        for block in Block
        if any(one.block is block for one in chosen)
    }


# Warm-up and cool-down ------------------------------------------------------------------------------------------------


def timed(frame, block, kinds, limit_minutes, most, place, used):
    """Up to `most` exercises that fit the block's minutes, not those already used; in turn over the days."""
    limit = limit_minutes * 60
    for kind in kinds:
        pool = turn_taking([one for one in frame.of_kind(kind) if one.slug not in used], frame)
        chosen = []
        for one in _rotated(pool, frame.turns(place)):
            added = [*chosen, cut_to(frame, block, one, limit)]
            if len(added) <= most and block_seconds([item.seconds for item in added], frame.rules.timing) <= limit:
                chosen = added
        if chosen:
            return chosen
    return []


def cut_to(frame, block, one, limit):
    """The usual dose, with fewer sets and then halved until it fits."""
    chosen = with_dose(block, block, one, usual_dose(frame, one), frame)
    while chosen.seconds > limit:
        dose = replace(chosen.dose, sets=chosen.dose.sets - 1) if chosen.dose.sets > 1 else halved(chosen.dose)
        if dose == chosen.dose:
            break
        chosen = with_dose(block, block, one, dose, frame, True)
    return chosen


def _rotated(pool, turns):
    start = turns % len(pool) if pool else 0
    return [*pool[start:], *pool[:start]]
