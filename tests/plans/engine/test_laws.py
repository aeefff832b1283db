"""What must hold for anyone. People are drawn at random; the laws are worked out from the data, not the engine."""

from collections import Counter
from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as some

from exercises.catalogue import catalogue
from exercises.facts import Level
from plans.engine.draft import Block, Outcome
from plans.engine.person import Details, Fact, Person
from plans.engine.planning import make_plan
from plans.engine.scheduling import choose_days, smallest_gap
from plans.rulebook import rulebook

RULES, LIBRARY = rulebook(), catalogue()
ALL_CLEARED = frozenset(RULES.flags) | frozenset(RULES.red_flags)


@some.composite
def people(draw, pain=None):
    flags = draw(some.lists(some.sampled_from(sorted(RULES.flags)), max_size=4, unique=True))
    return Person(
        fitness_level=draw(some.sampled_from(list(Level))),
        age=draw(some.none() | some.integers(18, 90)),
        facts={flag: Fact(flag) for flag in flags},
        cleared=ALL_CLEARED,
        details=Details(
            pregnancy_weeks=draw(some.none() | some.integers(0, 41)),
            surgery=draw(some.sampled_from([None, "spine", "abdominal", "other"])),
            joints=draw(some.sampled_from([None, "spine", "hip_knee", "both"])),
            bp_controlled=draw(some.none() | some.booleans()),
            weeks_since_onset=draw(some.none() | some.integers(0, 60)),
            firm_bed=draw(some.booleans()),
        ),
        pain_nrs=draw(some.none() | some.integers(0, 10)) if pain is None else pain,
        days_per_week=draw(some.integers(3, 4)),
        weekdays=tuple(draw(some.sets(some.integers(0, 6), max_size=7))),
        routine_minutes=draw(some.sampled_from([None, 10, 15, 20, 25])),
        equipment=draw(some.none() | some.frozensets(some.sampled_from(sorted(RULES.equipment)))),
        never=draw(some.frozensets(some.sampled_from(sorted(LIBRARY.exercises)), max_size=3)),
    )


def plan_of(person, week=0):
    return make_plan(person, LIBRARY.exercises, RULES, week=week)


def items(draft):
    return [item for session in draft.sessions for item in session.items]


def is_forbidden(item, flag, flags, details):
    """By set arithmetic on the rule's own data, with its written exceptions."""
    rule, exercise = RULES.flags[flag], LIBRARY.exercises[item.exercise]
    if rule.allow_only is not None and item.exercise not in rule.allow_only:
        return True
    tags = (exercise.demands | RULES.position_demands[item.position]) & rule.exclude_tags
    named = item.exercise in rule.exclude_slugs
    for unless in rule.unless:
        holds = (
            unless.flags <= flags and not unless.without & flags and all(getattr(details, d) for d in unless.details)
        )
        if holds and (not unless.positions or item.position in unless.positions):
            if unless.slugs and item.exercise not in unless.slugs:
                continue
            tags = tags - unless.tags if unless.tags else frozenset()
            named = named and item.exercise not in unless.slugs
    return named or bool(tags)


@settings(max_examples=250, deadline=None)
@given(people(), some.integers(0, 5))
def test_nobody_gets_a_contraindicated_exercise(person, week):
    draft = plan_of(person, week)
    assert draft.screening.outcome is Outcome.PLAN
    flags = frozenset(draft.flags)
    for item in [*items(draft), *draft.meanwhile]:
        assert not [flag for flag in flags if is_forbidden(item, flag, flags, person.details)]
        assert item.exercise not in person.never


@settings(max_examples=150, deadline=None)
@given(people())
def test_nobody_gets_more_minutes_than_asked_for(person):
    wanted = person.routine_minutes or RULES.levels[person.fitness_level].routine_minutes
    for session in plan_of(person).sessions:
        minutes = Counter()
        for item in session.items:
            minutes[item.block] += item.seconds
        changes = Counter(item.block for item in session.items)
        ceil = {block: -(-(time + 20 * (changes[block] - 1)) // 60) for block, time in minutes.items()}
        assert ceil.get(Block.STRENGTH, 0) + ceil.get(Block.STRETCH, 0) <= wanted
        assert ceil.get(Block.WARM_UP, 0) <= 4
        assert ceil.get(Block.COOL_DOWN, 0) <= 3


@settings(max_examples=150, deadline=None)
@given(people())
def test_every_day_raises_the_heartbeat_enough_or_says_why_not(person):
    draft = plan_of(person)
    for session in draft.sessions:
        enough = session.heart_minutes >= draft.target.minutes_per_day
        assert enough or (draft.target.waived and draft.target.reason)
        assert any(item.block is Block.HEART for item in session.items) or session.gaps


@settings(max_examples=80, deadline=None)
@given(people(), some.integers(0, 9))
def test_more_pain_never_brings_more_load(person, pain):
    def load_at(nrs):
        changed = Person(**{name: getattr(person, name) for name in Person.__slots__} | {"pain_nrs": nrs})
        draft = plan_of(changed)
        doses = {}
        for item in items(draft):
            if item.block in (Block.STRENGTH, Block.STRETCH):
                work = item.sets * item.reps * ((item.hold_s or 0) + 1)
                doses[item.exercise] = max(doses.get(item.exercise, 0), work)
        return doses, max(session.heart_minutes for session in draft.sessions)

    less, more = load_at(pain), load_at(pain + 1)
    assert more[1] <= less[1]
    if person.routine_minutes == 25:  # with room for all, no dose is cut to fit
        assert all(dose <= less[0].get(slug, dose) for slug, dose in more[0].items())


@settings(max_examples=150, deadline=None)
@given(people(), some.sampled_from(sorted(RULES.flags)))
def test_one_more_rule_never_lets_in_what_another_left_out(person, flag):
    """But for what a written exception frees, or a wide flag read strictly that is narrower now."""
    frees = {one for rule in RULES.flags.values() for unless in rule.unless for one in unless.flags}
    narrows = {finer.flag for rule in RULES.flags.values() for finer in rule.finer}
    if flag in frees | narrows:
        return
    before, after = (plan_of(one) for one in (person, replace(person, facts={**person.facts, flag: Fact(flag)})))
    ruled_out = {row.exercise for row in before.left_out if row.rule in RULES.flags}
    assert ruled_out <= {row.exercise for row in after.left_out if row.rule in RULES.flags}


@settings(max_examples=50, deadline=None)
@given(people(), some.integers(0, 5))
def test_the_same_person_gets_the_same_plan(person, week):
    assert plan_of(person, week) == plan_of(person, week)


@settings(max_examples=100, deadline=None)
@given(some.sets(some.integers(0, 6), min_size=3, max_size=7), some.integers(3, 4))
def test_days_have_the_best_achievable_gap(weekdays, wanted):
    days = choose_days(weekdays, wanted)
    if len(weekdays) > wanted:
        assert smallest_gap(days) == max(
            smallest_gap(some_days) for some_days in combinations(sorted(weekdays), wanted)
        )
    assert set(days) <= weekdays


@settings(max_examples=150, deadline=None)
@given(people())
def test_every_exercise_is_possible_or_left_out_once_with_a_reason(person):
    draft = plan_of(person)
    rows = Counter(row.exercise for row in draft.left_out)
    assert not [slug for slug, times in rows.items() if times > 1]
    assert not {item.exercise for item in items(draft)} & rows.keys()
    assert all(item.reason and item.sources for item in items(draft))
    assert all(row.reason and row.change and row.rule == row.rules[0] for row in draft.left_out)


def test_every_single_rule_keeps_its_exclusions():
    for flag, rule in RULES.flags.items():
        draft = plan_of(Person(Level.ADVANCED, facts={flag: Fact(flag)}, cleared=ALL_CLEARED,
                               equipment=frozenset(RULES.equipment)))  # fmt: skip
        out = {row.exercise for row in draft.left_out}
        freed = {slug for unless in rule.unless for slug in unless.slugs}
        assert rule.exclude_slugs - freed <= out, flag
