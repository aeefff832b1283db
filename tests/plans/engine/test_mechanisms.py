"""One mechanism each, at both sides of its limit. Start from a person and change one thing."""

import pytest

from exercises.facts import Dose, Level
from plans.engine import codec
from plans.engine.dosing import halved, seconds
from plans.engine.draft import Block, Outcome
from plans.engine.ladder import column_below, dose_at, ladder, step_of
from plans.engine.person import Details, Fact, Origin
from plans.engine.scheduling import choose_days, follows_closely
from plans.engine.screening import screen
from tests.builders import a_person


def slugs(draft):
    return {item.exercise for session in draft.sessions for item in session.items}


def row(draft, slug):
    return next(row for row in draft.left_out if row.exercise == slug)


def heart(session):
    return [item.minutes for item in session.items if item.block is Block.HEART]


@pytest.mark.parametrize(
    ("red_flags", "flags", "outcome"),
    [
        (set(), (), Outcome.PLAN),
        ({"cough_strain_worse"}, (), Outcome.PLAN),
        ({"cancer_history"}, (), Outcome.CLINICIAN_FIRST),
        ({"rf_cancer_history"}, ("leg_pain",), Outcome.SAME_DAY),
        ({"steroids", "cough_strain_worse"}, (), Outcome.SAME_DAY),
        ({"rf_fever_infection"}, (), Outcome.SAME_DAY),
        ({"rf_trauma", "rf_weight_loss"}, ("heart_condition",), Outcome.EMERGENCY),
        (set(), ("heart_condition",), Outcome.CLINICIAN_FIRST),
    ],
)
def test_the_worst_sign_wins(rules, red_flags, flags, outcome):
    assert screen(a_person(flags=flags, red_flags=frozenset(red_flags)), rules).outcome is outcome


def test_a_clearance_opens_the_gate_and_keeps_the_exclusions(plan_for):
    person = a_person(flags=["heart_condition"])
    assert plan_for(person).sessions == ()
    cleared = plan_for(a_person(flags=["heart_condition"], cleared=frozenset({"heart_condition"})))
    assert cleared.sessions
    assert row(cleared, "wall-squat").rule == "heart_condition"


@pytest.mark.parametrize("red_flag", ["rf_saddle_numbness", "rf_fever_infection", "despair"])
def test_no_clearance_lifts_an_emergency_or_the_same_day(plan_for, red_flag):
    draft = plan_for(a_person(red_flags=frozenset({red_flag}), cleared=frozenset({red_flag})))
    assert draft.screening.outcome in (Outcome.EMERGENCY, Outcome.SAME_DAY)
    assert draft.sessions == draft.meanwhile == ()


def test_while_a_clinician_is_asked_there_is_a_gentle_list(plan_for):
    draft = plan_for(a_person(flags=["vertebral_fracture", "worse_walking"]))
    assert [item.exercise for item in draft.meanwhile] == ["diaphragmatic-breathing", "muscle-relaxation"]


@pytest.mark.parametrize(("age", "outcome"), [(17, Outcome.CLINICIAN_FIRST), (18, Outcome.PLAN)])
def test_children_are_sent_to_a_clinician(rules, age, outcome):
    assert screen(a_person(age=age), rules).outcome is outcome


@pytest.mark.parametrize(
    ("weeks", "finer"),
    [
        (12, {"pregnancy_t1"}),
        (13, {"pregnancy_t2"}),
        (27, {"pregnancy_t2"}),
        (28, {"pregnancy_t3"}),
        (None, {"pregnancy_t2", "pregnancy_t3"}),
    ],
)
def test_the_week_of_pregnancy_chooses_the_rule(plan_for, weeks, finer):
    draft = plan_for(a_person(flags=["pregnancy"], details=Details(pregnancy_weeks=weeks)))
    assert set(draft.flags) == {"pregnancy"} | finer


def test_nothing_is_done_lying_on_the_back_from_week_13(plan_for):
    cleared = frozenset({"pregnancy"})
    draft = plan_for(a_person(flags=["pregnancy"], details=Details(pregnancy_weeks=13), cleared=cleared))
    assert "supine" not in {item.position for session in draft.sessions for item in session.items}


@pytest.mark.parametrize(
    ("flags", "details", "is_out"),
    [
        (["disc_herniation"], Details(), True),
        (["disc_herniation", "helped_by_bending_forward"], Details(), False),
        (["disc_herniation", "helped_by_bending_forward", "leg_pain"], Details(), True),
    ],
)
def test_knee_to_chest_with_a_disc_only_if_bending_helps_and_no_leg_hurts(plan_for, flags, details, is_out):
    draft = plan_for(a_person(flags=flags, details=details))
    assert ("knee-to-chest" in {row.exercise for row in draft.left_out}) is is_out


@pytest.mark.parametrize(("firm_bed", "is_out"), [(False, True), (True, False)])
def test_a_firm_bed_opens_what_is_done_lying(plan_for, firm_bed, is_out):
    draft = plan_for(a_person(flags=["cannot_get_to_floor"], details=Details(firm_bed=firm_bed)))
    out = {row.exercise for row in draft.left_out}
    assert ("glute-bridge" in out) is is_out
    assert "bird-dog-leg" in out


@pytest.mark.parametrize(("flag", "is_out"), [("worse_sitting", False), ("osteoporosis", True)])
def test_a_tap_lifts_ones_own_rule_and_no_safety_rule(plan_for, flag, is_out):
    draft = plan_for(a_person(flags=[flag], lifted=frozenset({flag})))
    assert (flag in draft.flags) is is_out


def test_a_left_out_exercise_names_every_rule_with_the_firmest_first(plan_for):
    draft = plan_for(a_person(flags=["cannot_kneel", "osteoporosis"]))
    found = row(draft, "childs-pose")
    assert (found.rule, found.rules) == ("osteoporosis", ("osteoporosis", "cannot_kneel"))
    assert "you have osteoporosis" in found.reason
    assert "you cannot kneel" in found.reason


def test_a_reason_uses_the_persons_own_words(plan_for):
    facts = {"cannot_kneel": Fact("cannot_kneel", Origin.NOTE, "my knees are shot")}
    assert "because you wrote “my knees are shot”" in row(plan_for(a_person(facts=facts)), "cat-cow").reason


@pytest.mark.parametrize(("level", "bouts"), [(Level.BEGINNER, [10, 10]), (Level.INTERMEDIATE, [20])])
def test_beginners_reach_twenty_minutes_in_two_goes(plan_for, level, bouts):
    for session in plan_for(a_person(fitness_level=level)).sessions:
        assert heart(session) == bouts
        assert session.heart_minutes == 20


@pytest.mark.parametrize(("pain", "minutes"), [(6, 20), (7, 10)])
def test_severe_pain_lowers_the_heart_minutes(plan_for, pain, minutes):
    draft = plan_for(a_person(pain_nrs=pain))
    assert {session.heart_minutes for session in draft.sessions} == {minutes}
    assert draft.target.minutes_per_day == minutes


def test_heart_activities_take_turns_over_days_and_weeks(plan_for):
    person = a_person(equipment=frozenset({"mat", "chair", "bike", "pool"}))

    def activities(week):
        return [next(i.exercise for i in s.items if i.block is Block.HEART) for s in plan_for(person, week).sessions]

    assert len(set(activities(0))) > 1
    assert activities(0) != activities(1)


def test_a_light_activity_stands_in_only_when_nothing_else_is_left(plan_for):
    flag = "recent_spine_surgery"
    draft = plan_for(a_person(flags=[flag], cleared=frozenset({flag})))
    assert {session.heart_minutes for session in draft.sessions} == {0}
    assert "short-bout-walk" in slugs(draft)
    assert draft.target.waived
    assert "operation" in draft.target.reason


def test_an_empty_place_is_said_with_its_rule(plan_for):
    draft = plan_for(a_person(flags=["fatigue_pem"], cleared=frozenset({"fatigue_pem"})))
    gap = draft.sessions[0].gaps[0]
    assert (gap.block, gap.rules) == (Block.HEART, ("fatigue_pem",))
    assert gap.change


@pytest.mark.parametrize(("minutes", "strength"), [(4, 2), (25, 3)])
def test_three_strengthening_exercises_or_two_when_short(plan_for, minutes, strength):
    draft = plan_for(a_person(fitness_level=Level.INTERMEDIATE, routine_minutes=minutes))
    counts = {sum(item.block is Block.STRENGTH for item in session.items) for session in draft.sessions}
    assert max(counts) == strength
    assert any("which two changes" in notice for notice in draft.notices) is (strength == 2)


@pytest.mark.parametrize(
    ("weekdays", "wanted", "days"),
    [
        (range(7), 3, (0, 2, 4)),
        (range(7), 4, (0, 2, 4, 6)),
        ((0, 1, 5, 6), 3, (0, 1, 5)),
        ((1, 3, 5), 3, (1, 3, 5)),
        ((2, 5), 3, (2, 5)),
    ],
)
def test_days_lie_as_far_apart_as_they_can(weekdays, wanted, days):
    assert choose_days(weekdays, wanted) == days


def test_days_that_follow_each_other_take_turns(plan_for):
    draft = plan_for(a_person(weekdays=(0, 1, 2)))
    assert any("follow each other" in notice for notice in draft.notices)
    assert draft.sessions[0].title != draft.sessions[1].title


def test_seconds_of_a_dose(rules):
    plank = Dose(sets=2, reps=3, hold_s=10, rest_s=20, per_side=True)
    assert seconds(plank, rules.timing, 3) == 2 * (2 * 3 * 13 + 5) + 20
    assert seconds(Dose(sets=1, reps=8, hold_breaths=1, rest_s=10), rules.timing, 3) == 8 * 8 + 10
    assert seconds(Dose(minutes=20), rules.timing, 3) == 1200


def test_a_lower_dose_is_the_next_column_then_half(exercises, rules):
    bridge, increase = exercises["glute-bridge"], rules.progression.increase
    at = step_of(bridge, Level.INTERMEDIATE, increase)
    below = column_below(bridge, at, increase)
    lowest = ladder(bridge, increase).columns[Level.BEGINNER]
    assert dose_at(bridge, below, increase) == lowest
    assert dose_at(bridge, column_below(bridge, below, increase), increase) == halved(lowest)
    assert halved(Dose(sets=1, reps=5)).reps == 3


def test_what_is_stored_reads_back_the_same(plan_for):
    person = a_person(flags=["osteoporosis"], details=Details(joints="both"), never=frozenset({"yoga"}))
    assert codec.person_from_json(codec.to_json(person)) == person
    assert codec.from_json(codec.to_json(plan_for(person))) == plan_for(person)
    waiting = plan_for(a_person(flags=["hernia"]))
    assert codec.from_json(codec.to_json(waiting)) == waiting


@pytest.mark.parametrize(
    ("days", "runs"),
    [
        ((0, 2, 4), (0, 0, 0)),
        ((1, 2, 4), (0, 1, 0)),
        ((0, 3, 6), (1, 0, 0)),
        ((0, 1, 5, 6), (2, 3, 0, 1)),
        ((0, 1, 2, 3, 4, 5, 6), (0, 1, 2, 3, 4, 5, 6)),
        ((3,), (0,)),
        ((), ()),
    ],
)
def test_monday_follows_closely_on_sunday(days, runs):
    assert follows_closely(days) == runs


@pytest.mark.parametrize("weekdays", [(0, 6), (0, 3, 6), (0, 2, 6), (0, 1, 5, 6)])
def test_sessions_of_sunday_and_monday_load_other_regions(plan_for, exercises, weekdays):
    draft = plan_for(a_person(weekdays=weekdays, days_per_week=len(weekdays)))
    roles = {
        session.weekday: {exercises[item.exercise].role for item in session.items if item.block is Block.STRENGTH}
        for session in draft.sessions
    }
    assert roles[6]
    assert roles[0]
    assert not roles[6] & roles[0]
    assert any("follow each other" in notice for notice in draft.notices)


@pytest.mark.parametrize(
    ("weekdays", "said"),
    [
        ((0, 2, 4), ""),
        ((1, 3), "2 sessions are planned; one more active day of your own completes the week."),
        ((1,), "1 session is planned; 2 more active days of your own complete the week."),
    ],
)
def test_fewer_days_than_the_target_leave_it_at_three_and_say_so(plan_for, weekdays, said):
    target = plan_for(a_person(weekdays=weekdays)).target
    assert (target.days, target.reason) == (3, said)


def test_one_of_a_thing_is_told_as_one(plan_for):
    why = " ".join(plan_for(a_person(weekdays=(1,))).why)
    assert why.startswith("1 session a week, on Tuesday")


def test_what_is_only_assumed_is_not_said_to_have_been_told(plan_for):
    draft = plan_for(a_person(flags=["worse_lying"]))
    reasons = [one.reason for one in draft.left_out if one.rule in ("worse_lying_on_front", "worse_lying_on_back")]
    assert reasons
    assert all("until you answer “Which way of lying makes it worse?”" in one for one in reasons)
    assert not any("you told us lying on your" in one for one in reasons)


def test_an_answer_turns_the_assumed_into_the_told(plan_for):
    draft = plan_for(a_person(flags=["worse_lying", "worse_lying_on_front"]))
    assert not any("until you answer" in one.reason for one in draft.left_out)


def test_a_told_thing_and_an_assumed_one_are_kept_apart(plan_for):
    draft = plan_for(a_person(flags=["cannot_kneel", "osteoarthritis"]))
    (why,) = [line for line in draft.why if "left out" in line]
    assert "because you told us" in why
    assert "and until you answer “Which joints is it in?”" in why


def test_an_empty_place_is_named(plan_for, exercises):
    never = frozenset(slug for slug, one in exercises.items() if one.role == "hip")
    draft = plan_for(a_person(never=never))
    assert [one for one in draft.notices if "stays empty" in one] == [
        "We found no strengthening exercise for your hips and legs that fits what you have and what you asked us to "
        "leave out, so that place stays empty."
    ]
    gap = draft.sessions[0].gaps[0]
    assert "on your “never” list" in gap.reason
    assert "if you took" in gap.change
    assert "Glute bridge" in gap.change


HARD_TO_RAISE = ("hip_replacement", "cannot_get_to_floor", "worse_standing", "worse_walking")


@pytest.mark.parametrize(("equipment", "heart_minutes"), [(None, 0), (frozenset({"mat", "chair", "pool"}), 20)])
def test_an_empty_place_names_the_thing_that_would_fill_it_and_sends_to_someone(plan_for, equipment, heart_minutes):
    person = a_person(flags=HARD_TO_RAISE, cleared=frozenset(HARD_TO_RAISE), equipment=equipment)
    draft = plan_for(person)
    assert {session.heart_minutes for session in draft.sessions} == {heart_minutes}
    gaps = [gap for session in draft.sessions for gap in session.gaps if gap.block is Block.HEART]
    assert all("if you had a pool you can get to." in gap.change for gap in gaps)
    assert bool(gaps) is any("physiotherapist can look at you" in notice for notice in draft.notices)
    assert bool(gaps) is not heart_minutes


def test_what_eases_it_is_the_first_reason_for_what_it_brings(plan_for):
    quotes = {"worse_bending_forward": "socks are murder", "helped_by_walking": "a stroll sets me right"}
    facts = {flag: Fact(flag, Origin.NOTE, quote) for flag, quote in quotes.items()}
    draft = plan_for(a_person(facts=facts, details=Details(weeks_since_onset=30)))
    walk = next(item for item in draft.sessions[0].items if item.exercise == "brisk-walk")
    assert walk.reason.endswith("It comes first because you wrote “a stroll sets me right”.")
    first = next(one for one in draft.why if "come first" in one)
    assert first.endswith("because you wrote “socks are murder”.")
    assert "Bird dog (leg only)" in first


def test_a_halved_dose_is_not_asked_to_be_halved_again(rules):
    halving = [rule for rule in rules.flags.values() if rule.halves_dose]
    assert halving
    assert all("halved already" in rule.how for rule in halving)


def test_one_question_that_is_open_is_named_once_and_one_change_asked_for_once(plan_for):
    draft = plan_for(a_person(flags=["pregnancy", "hernia"], cleared=frozenset({"pregnancy", "hernia"})))
    (row,) = [row for row in draft.left_out if row.exercise == "curl-up"]
    assert {"pregnancy_t2", "pregnancy_t3", "hernia"} <= set(row.rules)
    assert row.reason.count("How many weeks pregnant are you?") == 1
    assert row.change.count("when your pregnancy is over") == 1


def test_balance_is_called_balance(plan_for):
    draft = plan_for(a_person(weekdays=(0, 1)))
    session = draft.sessions[1]
    (item,) = [item for item in session.items if item.exercise == "tandem-stand"]
    assert item.reason.startswith("Trains your balance")
    assert session.title.endswith("hips and balance")
