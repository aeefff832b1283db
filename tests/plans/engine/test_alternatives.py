"""What may stand in for an exercise: the same purpose, screened, in the minutes, easiest first."""

from hypothesis import given, settings
from hypothesis import strategies as some

from exercises.catalogue import catalogue
from plans.engine.alternatives import Part, alternatives, in_place_of
from plans.engine.draft import Block
from plans.rulebook import rulebook
from tests.builders import a_person
from tests.plans.engine.test_laws import is_forbidden, people, plan_of

RULES, LIBRARY = rulebook(), catalogue()


def swaps_for(person, session, item, week=0):
    parts = [Part(one.block, one.exercise, one.seconds) for one in session.items]
    return alternatives(person, LIBRARY.exercises, RULES, parts=parts, out=(item.block, item.exercise), week=week)


def routine_minutes(items):
    minutes = 0
    for block in (Block.STRENGTH, Block.STRETCH):
        times = [item.seconds for item in items if item.block is block]
        minutes += -(-(sum(times) + 20 * max(len(times) - 1, 0)) // 60)
    return minutes


def first_of(session, block):
    return next(item for item in session.items if item.block is block)


def test_three_for_the_same_role_come_easiest_first():
    person = a_person()
    session = plan_of(person).sessions[0]
    item = first_of(session, Block.STRENGTH)
    found = swaps_for(person, session, item)
    exercises = [LIBRARY.exercises[one.exercise] for one in found]
    assert len(found) == 3
    assert {one.role for one in exercises} == {LIBRARY.exercises[item.exercise].role}
    assert [one.load for one in exercises] == sorted(one.load for one in exercises)
    assert item.exercise not in [one.exercise for one in found]


def test_what_is_swapped_in_says_what_it_stands_for():
    person = a_person()
    session = plan_of(person).sessions[0]
    item = first_of(session, Block.STRENGTH)
    name = LIBRARY.exercises[item.exercise].name
    for one in swaps_for(person, session, item):
        today, always = (in_place_of(one, name, RULES, today=value)[0].reason for value in (True, False))
        assert today.endswith(f"In place of “{name}” today.")
        assert "never to plan it again" in always
        assert one.reason.startswith("The same job")


def test_the_heart_raising_part_keeps_its_minutes():
    person = a_person()
    session = plan_of(person).sessions[0]
    for one in swaps_for(person, session, first_of(session, Block.HEART)):
        assert sum(item.minutes for item in one.items) == session.heart_minutes


def test_nobody_who_is_stopped_is_offered_anything():
    person = a_person()
    session = plan_of(person).sessions[0]
    stopped = a_person(red_flags=frozenset({"rf_fever_infection"}))
    assert swaps_for(stopped, session, session.items[0]) == ()


@settings(max_examples=120, deadline=None)
@given(people(), some.integers(0, 3), some.data())
def test_a_swap_never_offers_what_is_left_out_or_takes_more_minutes(person, week, data):
    draft = plan_of(person, week)
    out = {row.exercise for row in draft.left_out}
    flags = frozenset(draft.flags)
    session = data.draw(some.sampled_from(draft.sessions)) if draft.sessions else None
    if session is None or not session.items:
        return
    item = data.draw(some.sampled_from(session.items))
    others = [one for one in session.items if (one.block, one.exercise) != (item.block, item.exercise)]
    limit = max(person.routine_minutes or RULES.levels[person.fitness_level].routine_minutes, 1)
    for one in swaps_for(person, session, item, week):
        assert one.exercise not in out
        assert one.exercise not in {part.exercise for part in session.items}
        assert not [flag for made in one.items for flag in flags if is_forbidden(made, flag, flags, person.details)]
        assert all(made.reason and made.sources for made in one.items)
        if item.block in (Block.STRENGTH, Block.STRETCH):
            assert routine_minutes([*others, *one.items]) <= limit
