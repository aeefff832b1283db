"""The safety rules, swept: what is allowed for every triple of flags, level and kit by set arithmetic; whole plans for
every single and pair of flags at the corners, and a seeded sample of triples. Then each entry of each rule is taken
away once, and the checks must notice. Prints how many were run."""

import random
from dataclasses import replace
from itertools import combinations, product

from exercises.catalogue import catalogue
from exercises.facts import Level
from plans.engine.draft import Outcome
from plans.engine.person import Fact, Person
from plans.engine.planning import make_plan
from plans.engine.reading import effective_flags
from plans.engine.selection import Candidate, consider
from plans.rulebook import rulebook
from tests.plans.engine.test_laws import is_forbidden

RULES, LIBRARY = rulebook(), catalogue()
FLAGS = sorted(RULES.flags)
KITS = (frozenset(), frozenset(RULES.equipment))
CLEARED = frozenset(RULES.flags) | frozenset(RULES.red_flags)
CORNERS = ((3, 10), (4, 25))
SEED, TRIPLES = 20261127, 4000


def person_with(flags, level=Level.INTERMEDIATE, kit=KITS[1], days=3, minutes=15):
    return Person(
        fitness_level=level, age=50, facts={flag: Fact(flag) for flag in flags}, cleared=CLEARED, pain_nrs=3,
        days_per_week=days, routine_minutes=minutes, equipment=kit,
    )  # fmt: skip


def excluded_by(flag, rules=RULES):
    """(slug, position) that a flag alone rules out, from its data."""
    person = person_with([flag])
    facts = effective_flags(person, rules)
    found = set()
    for slug, exercise in LIBRARY.exercises.items():
        one = consider(exercise, person, facts, rules)
        if not isinstance(one, Candidate):
            found.add(slug)
    return found


def test_every_triple_of_flags_allows_nothing_a_rule_forbids():
    checked = 0
    for flags in combinations(FLAGS, 3):
        person = person_with(flags, Level.ADVANCED)
        facts = effective_flags(person, RULES)
        names = frozenset(facts)
        for exercise in LIBRARY.exercises.values():
            one = consider(exercise, person, facts, RULES)
            if isinstance(one, Candidate):
                item = type("Item", (), {"exercise": one.slug, "position": one.position})
                assert not any(is_forbidden(item, flag, names, person.details) for flag in names), (flags, one.slug)
        checked += 1
    print(f"\n{checked} triples x {len(LIBRARY.exercises)} exercises: nothing forbidden is allowed; "
          "level and kit only take away")  # fmt: skip


def check_plan(person):
    draft = make_plan(person, LIBRARY.exercises, RULES)
    assert draft.screening.outcome is Outcome.PLAN
    names = frozenset(draft.flags)
    for session in draft.sessions:
        for item in session.items:
            assert not any(is_forbidden(item, flag, names, person.details) for flag in names), (names, item.exercise)
            assert item.reason
            assert item.sources
        routine = sum(item.seconds for item in session.items if item.block in ("strength", "stretch"))
        assert routine <= person.routine_minutes * 60
    return len(draft.sessions)


def test_whole_plans_for_singles_pairs_and_sampled_triples():
    plans = 0
    some = [(flag,) for flag in FLAGS] + list(combinations(FLAGS, 2))
    for flags in some:
        for (days, minutes), kit in product(CORNERS, KITS):
            for level in Level if len(flags) == 1 else (Level.BEGINNER, Level.ADVANCED):
                check_plan(person_with(flags, level, kit, days, minutes))
                plans += 1
    chance = random.Random(SEED)
    for _number in range(TRIPLES):
        days, minutes = chance.choice(CORNERS)
        flags = chance.sample(FLAGS, 3)
        check_plan(person_with(flags, chance.choice(list(Level)), chance.choice(KITS), days, minutes))
        plans += 1
    print(f"\n{plans} whole plans, {TRIPLES} of them for triples drawn with seed {SEED}")


def test_each_rule_entry_taken_away_is_noticed():
    """A rule without one of its entries lets through what the whole rule forbids, and the check says so; an entry
    that another entry of the same rule covers is told."""
    noticed, covered = 0, []
    for flag, rule in RULES.flags.items():
        whole = excluded_by(flag)
        for name in ("exclude_tags", "exclude_slugs"):
            for entry in sorted(getattr(rule, name)):
                broken = replace(RULES, flags={**RULES.flags, flag: replace(
                    rule, **{name: getattr(rule, name) - {entry}})})  # fmt: skip
                if excluded_by(flag, broken) < whole:
                    noticed += 1
                else:
                    covered.append(f"{flag}.{name}.{entry}")
    print(f"\n{noticed} entries noticed when taken away; {len(covered)} covered by another entry or by no exercise:")
    print("  " + ", ".join(covered))
    assert noticed > len(covered)
