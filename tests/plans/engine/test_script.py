"""The course of a session in timed steps: as long as the doses and the plan say."""

import pytest

from exercises.catalogue import catalogue
from exercises.facts import Dose
from plans.engine.dosing import seconds
from plans.engine.draft import Block
from plans.engine.planning import make_plan
from plans.engine.script import Kind, Part, Step, course, steps_of
from plans.rulebook import rulebook
from tests.builders import a_person

TIMING = rulebook().timing
DOSES = [
    pytest.param(exercise.rep_s, dose, id=f"{slug}-{level}")
    for slug, exercise in catalogue().exercises.items()
    for level, dose in exercise.doses.items()
]


@pytest.mark.parametrize(("rep_s", "dose"), DOSES)
def test_steps_last_as_long_as_the_dose(rep_s, dose):
    assert sum(step.seconds for step in steps_of(dose, TIMING, rep_s)) == seconds(dose, TIMING, rep_s)


def test_two_sets_of_both_sides_turn_in_each_and_rest_between():
    dose = Dose(sets=2, reps=6, hold_s=3, rest_s=30, per_side=True)
    assert steps_of(dose, TIMING, 3) == (
        Step(Kind.WORK, 36, 1, 1, 6, 3, 3),
        Step(Kind.SIDE, 5, 1, 2),
        Step(Kind.WORK, 36, 1, 2, 6, 3, 3),
        Step(Kind.REST, 30, 1),
        Step(Kind.WORK, 36, 2, 1, 6, 3, 3),
        Step(Kind.SIDE, 5, 2, 2),
        Step(Kind.WORK, 36, 2, 2, 6, 3, 3),
    )


def test_one_set_rests_after_it():
    assert [step.kind for step in steps_of(Dose(sets=1, reps=8, rest_s=20), TIMING, 3)] == [Kind.WORK, Kind.REST]


def test_breaths_are_held_as_long_as_a_breath_lasts():
    (work, _rest) = steps_of(Dose(sets=1, reps=8, hold_breaths=1, rest_s=5), TIMING, 3)
    assert (work.hold_s, work.seconds) == (5, 64)


def test_an_activity_is_one_step_by_the_clock():
    assert steps_of(Dose(minutes=20), TIMING, 3) == (Step(Kind.WORK, 1200),)


def test_what_rounding_leaves_over_is_time_to_get_ready():
    walk, bridge = Dose(minutes=1), Dose(sets=1, reps=10)
    parts = [Part(Block.HEART, walk, 3), Part(Block.STRENGTH, bridge, 3), Part(Block.STRENGTH, bridge, 3)]
    leads = [lead for lead, _steps in course(parts, TIMING, 3)]
    # 60 + (30 + 20 + 30) seconds of 180: 40 left for two blocks.
    assert leads == [Step(Kind.READY, 20), Step(Kind.READY, 20), Step(Kind.CHANGE, 20)]


def test_without_time_left_there_is_no_step_of_no_length():
    assert course([Part(Block.HEART, Dose(minutes=2), 3)], TIMING, 2) == ((None, (Step(Kind.WORK, 120),)),)


@pytest.mark.parametrize("level", ["beginner", "intermediate", "advanced"])
@pytest.mark.parametrize("routine", [10, 15, 20, 25])
@pytest.mark.parametrize("flags", [(), ("flare_up",), ("knee_problem", "worse_sitting")])
def test_a_planned_session_lasts_its_minutes(level, routine, flags):
    exercises = catalogue().exercises
    draft = make_plan(a_person(fitness_level=level, routine_minutes=routine, flags=flags), exercises, rulebook())
    assert draft.sessions
    for session in draft.sessions:
        parts = [
            Part(
                item.block,
                Dose(
                    sets=item.sets, reps=item.reps, hold_s=item.hold_s, hold_breaths=item.hold_breaths,
                    rest_s=item.rest_s, per_side=item.per_side, minutes=item.minutes,
                ),
                exercises[item.exercise].rep_s,
            )
            for item in session.items
        ]  # fmt: skip
        led = course(parts, TIMING, session.total_minutes)
        steps = [step for lead, own in led for step in ([lead] if lead else []) + list(own)]
        assert sum(step.seconds for step in steps) == session.total_minutes * 60
