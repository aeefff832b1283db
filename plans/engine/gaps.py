"""Empty places of a session: what keeps them empty, and what would fill them."""

from exercises.facts import Kind
from plans.engine.draft import Block, Gap
from plans.engine.reading import firmest_first, joined, told_of
from plans.engine.selection import EQUIPMENT, NEVER, is_at_hand, is_within


def gap_of(frame, block, slot, left_out):
    """An empty place: which rules leave it empty, and what would change it."""
    words, rules = frame.rules.words, frame.rules
    blamed = _fewest(frame, block, slot, left_out)
    flags = firmest_first(_flags_of(blamed), rules)
    more = [*_missing(frame, block, slot, left_out), *_unwanted(frame, block, slot, left_out)]
    if not flags:
        because = words["gap_asked" if _unwanted(frame, block, slot, left_out) else "gap_equipment"]
        return Gap(block, slot, words["gap"].format(because=because), " ".join(more) or words["gap_change_none"], ())
    told = joined(told_of(flags, frame.facts, rules), rules)
    changes = dict.fromkeys(rules.flags[flag].change for flag in flags)
    is_any = any(_changes(row, frame) == 1 for row in blamed)
    key = "gap_change_one" if len(changes) == 1 else "gap_change" if is_any else "gap_change_all"
    change = " ".join([words[key].format(change=" ".join(changes)), *more])
    reason = words["gap"].format(because=words["gap_rules"].format(told=told))
    return Gap(block, slot, reason, change, tuple(flags))


def blamed_for(frame, block, slot, left_out):
    """The person's flags that keep this place empty: those that alone, or with the fewest others, would fill it."""
    return _flags_of(_fewest(frame, block, slot, left_out))


def _fewest(frame, block, slot, left_out):
    """Of what the person's flags left out here, and their level allows, that for which the least has to change."""
    rows = [row for row in _rows_for(frame, block, slot, left_out) if frame.facts.keys() >= set(row.rules)]
    level = frame.person.fitness_level
    rows = [row for row in rows if is_within(frame.exercises[row.exercise], level)] or rows
    least = min((_changes(row, frame) for row in rows), default=0)
    return [row for row in rows if _changes(row, frame) == least]


def _changes(row, frame):
    """How many things would have to change: answers, some of which narrow the same question, and things to get."""
    rules = [frame.rules.flags[flag] for flag in row.rules]
    equipment = frame.exercises[row.exercise].equipment
    missing = [word for word in equipment if not is_at_hand(word, frame.person, frame.rules)]
    return len({rule.change for rule in rules}) + sum(not _is_about(word, rules, frame) for word in missing)


def _is_about(word, rules, frame):
    """Whether one of the rules leaves out all that needs a thing: who has no bike need not be told to get one."""
    needing = {slug for slug, exercise in frame.exercises.items() if word in exercise.equipment}
    return any(needing <= rule.exclude_slugs for rule in rules)


def _flags_of(rows):
    return dict.fromkeys(flag for row in rows for flag in row.rules)


def _missing(frame, block, slot, left_out):
    """A sentence on the things each of which would let something safe fill this place; none if there is no such."""
    rules, things = frame.rules, {}
    for row in _rows_for(frame, block, slot, left_out):
        if row.rule == EQUIPMENT:
            equipment = frame.exercises[row.exercise].equipment
            missing = [word for word in equipment if not is_at_hand(word, frame.person, rules)]
            things |= dict.fromkeys(missing if len(missing) == 1 else ())
    labels = joined((rules.equipment[word].label for word in things), rules, "or")
    return [rules.words["gap_more"].format(equipment=labels)] if labels else []


def _unwanted(frame, block, slot, left_out):
    """A sentence on what would fill this place, had the person not asked never to have it."""
    rows = [row for row in _rows_for(frame, block, slot, left_out) if row.rule == NEVER]
    names = joined((in_a_list(frame.exercises[row.exercise].name) for row in rows), frame.rules, "or")
    return [frame.rules.words["gap_never"].format(exercises=names)] if names else []


def _rows_for(frame, block, slot, left_out):
    """What was left out of all that could have filled this place."""
    session = frame.rules.session
    if block is Block.STRENGTH:
        slots = (*session.slots, *(one for some in session.adjacent_slots for one in some))
        roles = {role for one in slots if one.name == slot for role in one.roles}
        return [row for row in left_out if frame.exercises[row.exercise].role in roles]
    kinds = {
        Block.WARM_UP: session.warm_up_kinds,
        Block.HEART: (Kind.AEROBIC,),
        Block.STRETCH: session.stretch_kinds,
        Block.COOL_DOWN: session.cool_down_kinds,
    }
    return [row for row in left_out if frame.exercises[row.exercise].kind in kinds[block]]


def in_a_list(name):
    """A name that brings no comma of its own."""
    first, _comma, rest = name.partition(", ")
    return f"{first} ({rest})" if rest else name
