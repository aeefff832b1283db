"""The safety rules, swept. What is allowed for every triple of flags, level and kit, by set arithmetic; whole plans for
every single and pair of flags at the corners, and for a seeded sample of triples. Then each entry of each rule is taken
away once, and a test must go red. Prints how many were run.

Takes about ten minutes on one core. SHARD=2/4 runs the second quarter of each part, so that it can be done in slices
or side by side.
"""

import os
import random
from collections import Counter
from dataclasses import replace
from itertools import combinations, islice, product

import pytest

from exercises.catalogue import catalogue
from exercises.facts import Level
from plans.engine.draft import Block, Outcome
from plans.engine.person import Fact, Person
from plans.engine.planning import make_plan
from plans.engine.reading import effective_flags
from plans.engine.selection import Candidate, consider, is_within
from plans.rulebook import rulebook
from tests.cases.test_alone import flag_faults, sign_faults
from tests.cases.test_cases import CASES, check_case
from tests.plans.engine.test_laws import is_forbidden

RULES, EXERCISES = rulebook(), catalogue().exercises
FLAGS = sorted(RULES.flags)
CLEARED = frozenset(RULES.flags) | frozenset(RULES.red_flags)
DEFAULT = frozenset(word for word, thing in RULES.equipment.items() if thing.is_default)
KITS = (frozenset(), DEFAULT, frozenset(RULES.equipment))
# The corners of a whole plan: days and minutes, fewest and most; with nothing and with everything at hand.
CORNERS = ((3, 10), (4, 25))
SEED, TRIPLES, RECHECKED = 20261127, 4000, 1000
SHARD, SHARDS = (int(part) for part in os.environ.get("SHARD", "1/1").split("/"))
PLACES = [(slug, position) for slug, exercise in EXERCISES.items() for position in exercise.positions]
BIT = {place: 1 << number for number, place in enumerate(PLACES)}


def mine(entries):
    """Those of this shard."""
    return islice(entries, SHARD - 1, None, SHARDS)


def person_with(flags, level=Level.ADVANCED, kit=KITS[-1], days=3, minutes=15):
    return Person(
        fitness_level=level, age=50, facts={flag: Fact(flag) for flag in flags}, cleared=CLEARED, pain_nrs=3,
        days_per_week=days, routine_minutes=minutes, equipment=kit,
    )  # fmt: skip


# What is allowed ------------------------------------------------------------------------------------------------------


def forbids(flag, flags=frozenset(), details=None):
    """The (exercise, position) pairs a rule forbids, as bits."""
    return sum(BIT[place] for place in PLACES if is_forbidden(Item(*place), flag, flags, details))


class Item:
    def __init__(self, exercise, position):
        self.exercise, self.position = exercise, position


def allowed(person):
    """slug → position, as the engine has it."""
    facts = effective_flags(person, RULES)
    found = {slug: consider(one, person, facts, RULES) for slug, one in EXERCISES.items()}
    return {slug: one.position for slug, one in found.items() if isinstance(one, Candidate)}


def expected(forbidden, flags):
    """slug → its first position without a bit; those that come last with one of the flags after the others."""
    last = {position for flag in flags for position in RULES.flags[flag].last_positions}
    orders = {
        slug: [one for is_last in (False, True) for one in exercise.positions if (one in last) is is_last]
        for slug, exercise in EXERCISES.items()
    }
    found = {
        slug: next((one for one in order if not forbidden & BIT[slug, one]), None) for slug, order in orders.items()
    }
    return {slug: position for slug, position in found.items() if position}


def within(found, level, kit):
    """What of it is for that level and needs no other things."""
    there = kit | {word for word, thing in RULES.equipment.items() if thing.is_always_there}
    return {
        slug: position
        for slug, position in found.items()
        if is_within(EXERCISES[slug], level) and EXERCISES[slug].equipment <= there
    }


def test_every_triple_of_flags_allows_exactly_what_no_rule_forbids():
    """The engine against sets of bits, one for each rule; rules with exceptions are worked out for each triple. Level
    and kit are cut out of that by set arithmetic, and asked of the engine for singles, pairs and a sample."""
    plain = {flag: forbids(flag, frozenset({flag})) for flag in FLAGS if not RULES.flags[flag].unless}
    seen, counts, chance = {}, Counter(), random.Random(SEED)
    some = [flags for size in (1, 2, 3) for flags in combinations(FLAGS, size)]
    rechecked = set(chance.sample(some, RECHECKED)) | {flags for flags in some if len(flags) < 3}
    for flags in mine(some):
        person = person_with(flags)
        names = frozenset(effective_flags(person, RULES))
        if names not in seen:
            masks = [plain[one] if one in plain else forbids(one, names, person.details) for one in names]
            seen[names] = expected(sum_of(masks), names)
        found = seen[names]
        assert allowed(person) == found, flags
        counts[len(flags)] += 1
        for level, kit in product(Level, KITS) if flags in rechecked else ():
            assert allowed(person_with(flags, level, kit)) == within(found, level, kit), (flags, level, kit)
            counts["level and kit"] += 1
    print(
        f"\nallowed exactly: {counts[1]} singles, {counts[2]} pairs, {counts[3]} triples, each with {len(PLACES)} pairs"
        f" of exercise and position; {counts['level and kit']} answers at another level or kit"
    )


def sum_of(masks):
    whole = 0
    for mask in masks:
        whole |= mask
    return whole


# Whole plans ----------------------------------------------------------------------------------------------------------


def check_plan(person):
    draft = make_plan(person, EXERCISES, RULES)
    assert draft.screening.outcome is Outcome.PLAN
    names = frozenset(draft.flags)
    for session in draft.sessions:
        for item in session.items:
            assert not any(is_forbidden(item, flag, names, person.details) for flag in names), (names, item.exercise)
            assert item.reason
            assert item.sources
        routine = sum(item.seconds for item in session.items if item.block in (Block.STRENGTH, Block.STRETCH))
        assert routine <= person.routine_minutes * 60


def corners():
    for flags in (*combinations(FLAGS, 1), *combinations(FLAGS, 2)):
        for (days, minutes), kit in product(CORNERS, KITS[::2]):
            for level in Level if len(flags) == 1 else (Level.BEGINNER, Level.ADVANCED):
                yield flags, level, kit, days, minutes


def sample():
    chance = random.Random(SEED)
    for _number in range(TRIPLES):
        days, minutes = chance.choice(CORNERS)
        yield tuple(chance.sample(FLAGS, 3)), chance.choice(list(Level)), chance.choice(KITS), days, minutes


@pytest.mark.parametrize(("name", "people"), [("singles and pairs at the corners", corners), ("triples", sample)])
def test_whole_plans_keep_to_every_rule(name, people):
    plans = 0
    for one in mine(people()):
        check_plan(person_with(*one))
        plans += 1
    print(f"\n{plans} whole plans, {name}" + (f" drawn with seed {SEED}" if people is sample else ""))


# Rules broken on purpose ----------------------------------------------------------------------------------------------


def broken_rules():
    """(what is broken, the flag or sign it is about, the rules without it)."""
    for flag, rule in RULES.flags.items():
        for name in ("exclude_tags", "exclude_slugs"):
            for entry in sorted(getattr(rule, name)):
                yield f"{flag}.{name}.{entry}", flag, with_flag(rule, **{name: getattr(rule, name) - {entry}})
        for name in ("allow_only", "until_cleared_only"):
            if getattr(rule, name) is not None:
                yield f"{flag}.{name}", flag, with_flag(rule, **{name: None})
        if rule.gate:
            yield f"{flag}.gate", flag, with_flag(rule, gate=False)
    for sign, rule in RULES.red_flags.items():
        if rule.outcome != "advise":
            yield f"{sign}.outcome", sign, with_sign(rule, outcome="advise")
        for place in range(len(rule.raised)):
            yield f"{sign}.raised.{place}", sign, with_sign(rule, raised=rule.raised[:place] + rule.raised[place + 1 :])


def with_flag(rule, **changes):
    return replace(RULES, flags={**RULES.flags, rule.flag: replace(rule, **changes)})


def with_sign(rule, **changes):
    return replace(RULES, red_flags={**RULES.red_flags, rule.id: replace(rule, **changes)})


def by_what_it_is_noticed(about, rules):
    faults = flag_faults(about, rules) if about in rules.flags else sign_faults(about, rules)
    if faults:
        return "its list"
    for _file, case in CASES:
        try:
            check_case(case, rules)
        except (AssertionError, KeyError):
            return "a worked case"
    return ""


def changes_nothing(about, rules):
    """Whether what is left of a rule still forbids the same, in every position, with all that frees it or without."""
    if about not in rules.flags:
        return False
    frees = frozenset().union(*(one.flags | one.without for one in rules.flags[about].unless))
    for size in range(len(frees) + 1):
        for more in combinations(sorted(frees), size):
            people = [person_with((about, *more))]
            facts = effective_flags(people[0], RULES)
            whole, left = (
                {slug: consider(one, people[0], facts, some) for slug, one in EXERCISES.items()}
                for some in (RULES, rules)
            )
            places = [{slug: getattr(one, "position", "") for slug, one in found.items()} for found in (whole, left)]
            if places[0] != places[1]:
                return False
    return True


def test_each_entry_of_each_rule_taken_away_turns_a_test_red():
    noticed, same, lived = Counter(), [], []
    for name, about, rules in mine(broken_rules()):
        how = by_what_it_is_noticed(about, rules)
        if how:
            noticed[how] += 1
        else:
            (same if changes_nothing(about, rules) else lived).append(name)
    print(
        f"\n{sum(noticed.values())} broken rules noticed ({dict(noticed)}), {len(lived)} not; {len(same)} entries say"
        f" what another entry of their rule says as well: {', '.join(same)}"
    )
    assert lived == []
