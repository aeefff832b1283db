"""How doses follow from logs: each rule on both sides of its limit, then lives of half a year."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from exercises.catalogue import catalogue
from exercises.facts import Level
from plans.engine.draft import Block
from plans.engine.ladder import dose_at, ladder, step_at_most, work
from plans.engine.person import Fact
from plans.engine.planning import make_plan
from plans.engine.progress import Deed, Done, Morning, Past, Progress, Rating, Record, Stage, Talk
from plans.engine.progression import HEART, Light, light_of
from plans.engine.putting_back import gave_way, with_put_back
from plans.rulebook import rulebook
from tests.builders import a_person
from tests.plans.engine.life import CORE, FIRST_MONDAY, dose_of, live

RULES, EXERCISES = rulebook(), catalogue().exercises
MONDAY = FIRST_MONDAY + timedelta(weeks=1)
INCREASE = RULES.progression.increase
DOSED = [one for one in EXERCISES.values() if one.kind != "aerobic"]


PLAIN = {"heart_minutes": 20, "planned_minutes": 20, "talk": Talk.TALK, "pain_before": 2, "pain_after": 2}


def someone(*flags, **changes):
    """Whose week holds the bridge, the heel taps and the standing bird dog."""
    return a_person(flags=("worse_bending_forward", "knee_problem", *flags), **changes)


def record(day=0, *, done=(), **changes):
    values = {**PLAIN, **changes}
    return Record(log=day + 1, date=FIRST_MONDAY + timedelta(days=day), done=tuple(done), **values)


def easy(*slugs, days=(0, 2), **changes):
    return tuple(record(day, done=[Done(slug, Rating.EASY) for slug in slugs], **changes) for day in days)


def plan(records=(), *, person=None, week=1, **past):
    return make_plan(
        person or someone(), EXERCISES, RULES, week=week, past=Past(monday=MONDAY, records=tuple(records), **past)
    )


def deeds(draft):
    return [(change.deed, change.exercise) for change in draft.changes]


# The ladder -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("exercise", DOSED, ids=lambda one: one.slug)
def test_a_ladder_rises_by_small_steps_through_every_column(exercise):
    columns, steps = ladder(exercise, INCREASE).columns, ladder(exercise, INCREASE).steps
    amounts = [work(dose, exercise.rep_s) for dose in steps]
    assert amounts == sorted(set(amounts))
    assert steps[0] == next(iter(columns.values()))
    for level in exercise.doses:
        assert work(columns[level], exercise.rep_s) in amounts
    for lower, upper in zip(steps, steps[1:], strict=False):
        assert (upper.reps or 0) - (lower.reps or 0) <= INCREASE.reps_most
        assert (upper.hold_s or 0) - (lower.hold_s or 0) <= INCREASE.hold_s
        assert upper.sets - lower.sets in (0, 1)


@pytest.mark.parametrize("exercise", DOSED, ids=lambda one: one.slug)
def test_a_ladder_stays_within_the_published_range(exercise):
    columns = ladder(exercise, INCREASE).columns.values()
    for dose in ladder(exercise, INCREASE).steps:
        for field in ("sets", "reps", "hold_s"):
            known = [getattr(one, field) or 0 for one in columns]
            assert min(known) <= (getattr(dose, field) or 0) <= max(known)


def test_three_quarters_is_at_most_three_quarters():
    bridge = EXERCISES["glute-bridge"]
    top = len(ladder(bridge, INCREASE).steps) - 1
    lower = step_at_most(bridge, top, 0.75, INCREASE)
    amounts = [work(dose_at(bridge, step, INCREASE), bridge.rep_s) for step in (lower, lower + 1, top)]
    assert amounts[0] <= 0.75 * amounts[2] < amounts[1]
    assert step_at_most(bridge, 0, 0.5, INCREASE) == 0


# The traffic light ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "done", "light"),
    [
        ({"pain_before": 2, "pain_after": 3}, {}, Light.GREEN),
        ({"pain_before": 3, "pain_after": 4}, {}, Light.AMBER),
        ({"pain_before": 1, "pain_after": 3}, {}, Light.AMBER),
        ({"pain_before": 3, "pain_after": 6}, {}, Light.RED),
        ({"pain_before": 6, "pain_after": 6}, {}, Light.AMBER),
        ({"morning": Morning.SORE}, {}, Light.AMBER),
        ({"morning": Morning.WORSE}, {}, Light.RED),
        ({"pain_after": None}, {}, Light.UNKNOWN),
        ({}, {"hurt_nrs": 5}, Light.AMBER),
        ({}, {"hurt_nrs": 6}, Light.RED),
    ],
)
def test_the_traffic_light_reads_pain_during_its_rise_and_the_morning_after(changes, done, light):
    one = Done("glute-bridge", **done)
    assert light_of(record(done=[one], **changes), one, RULES.progression) is light


def test_red_is_put_on_what_was_hard_if_anything_was():
    hard, right = Done("glute-bridge", Rating.HARD), Done("heel-slide", Rating.RIGHT)
    session = record(done=[hard, right], pain_before=2, pain_after=6)
    assert light_of(session, hard, RULES.progression) is Light.RED
    assert light_of(session, right, RULES.progression) is Light.AMBER


# More -----------------------------------------------------------------------------------------------------------------


def test_two_easy_sessions_bring_a_little_more_with_the_logs_that_led_to_it():
    draft = plan(easy("glute-bridge"))
    (change,) = [one for one in draft.changes if one.deed is Deed.MORE]
    assert (change.exercise, change.before.reps, change.after.reps) == ("glute-bridge", 10, 11)
    assert change.logs == (1, 3)
    assert change.sources
    assert dose_of(draft, "glute-bridge") == (2, 11, 3)


@pytest.mark.parametrize(
    "records",
    [
        easy("glute-bridge", days=(0,)),
        easy("glute-bridge", pain_after=4),
        easy("glute-bridge", pain_after=None),
        easy("glute-bridge", morning=Morning.SORE),
        easy("glute-bridge")[:1] + (record(2, done=[Done("glute-bridge", Rating.RIGHT)]),),
        easy("glute-bridge")[:1] + (record(2, done=[Done("glute-bridge")]),),
    ],
    ids=["one session", "pain 4", "no pain figure", "sore next morning", "then right", "no rating"],
)
def test_short_of_that_nothing_grows(records):
    assert [change for change in plan(records).changes if change.deed is Deed.MORE] == []


@pytest.mark.parametrize(
    "person",
    [someone(pain_nrs=4), someone("fatigue_pem"), someone(locked=frozenset({"glute-bridge"}))],
    ids=["pain 4 today", "energy limits", "locked"],
)
def test_some_people_and_things_never_grow(person):
    assert [one for one in plan(easy("glute-bridge"), person=person).changes if one.deed is Deed.MORE] == []


def test_a_session_never_gets_two_increases():
    draft = plan(easy("glute-bridge", "dead-bug-heel-tap", "standing-bird-dog", "shoulder-squeeze"))
    grown = {change.exercise for change in draft.changes if change.deed is Deed.MORE}
    assert grown
    for session in draft.sessions:
        assert len(grown & {item.exercise for item in session.items}) <= 1


def test_the_one_that_waited_longest_grows_first():
    progress = Progress(
        Level.INTERMEDIATE,
        {"glute-bridge": Stage(6, FIRST_MONDAY - timedelta(weeks=3)), "dead-bug-heel-tap": Stage(0, FIRST_MONDAY)},
    )
    draft = plan(easy("glute-bridge", "dead-bug-heel-tap"), progress=progress)
    assert (Deed.MORE, "glute-bridge") in deeds(draft)
    assert (Deed.MORE, "dead-bug-heel-tap") not in deeds(draft)


def test_a_refused_change_leaves_the_amount_and_starts_the_count_afresh():
    draft = plan(easy("glute-bridge"), refused=frozenset({"glute-bridge"}))
    assert dose_of(draft, "glute-bridge") == (2, 10, 3)
    assert draft.progress.stages["glute-bridge"].since == FIRST_MONDAY + timedelta(days=3)


def test_pain_counts_whatever_was_refused():
    session = record(7, done=[Done("glute-bridge", Rating.RIGHT)], morning=Morning.WORSE)
    draft = plan([*easy("glute-bridge"), session], refused=frozenset({"glute-bridge", HEART}))
    assert dose_of(draft, "glute-bridge") == (1, 8, 2)
    assert heart(draft) == [10, 10]
    assert [one.may_refuse for one in draft.changes if one.deed is Deed.LESS] == [False, False]


def test_less_because_it_was_hard_may_be_refused():
    hard = [record(day, done=[Done("glute-bridge", Rating.HARD)]) for day in (0, 2)]
    (change,) = [one for one in plan(hard).changes if one.deed is Deed.LESS]
    assert change.may_refuse
    assert dose_of(plan(hard, refused=frozenset({"glute-bridge"})), "glute-bridge") == (2, 10, 3)


def test_a_week_planned_anew_grows_no_more_than_when_it_was_made():
    assert [one for one in plan(easy("glute-bridge"), granted=frozenset()).changes if one.deed is Deed.MORE] == []
    assert (Deed.MORE, "glute-bridge") in deeds(plan(easy("glute-bridge"), granted=frozenset({"glute-bridge"})))


def test_easy_for_two_weeks_at_the_top_leads_to_the_harder_exercise_at_its_smallest():
    top = len(ladder(EXERCISES["glute-bridge"], INCREASE).steps) - 1
    progress = Progress(Level.INTERMEDIATE, {"glute-bridge": Stage(top, MONDAY - timedelta(weeks=2))})
    draft = plan(easy("glute-bridge"), progress=progress, person=someone(routine_minutes=25))
    assert (Deed.HARDER, "single-leg-bridge") in deeds(draft)
    assert dose_of(draft, "single-leg-bridge") == (3, 8, 2)
    assert dose_of(draft, "glute-bridge") is None
    held = replace(progress, stages={"glute-bridge": Stage(top, MONDAY - timedelta(days=13))})
    assert (Deed.HARDER, "single-leg-bridge") not in deeds(plan(easy("glute-bridge"), progress=held))


def test_a_harder_exercise_is_screened_like_any_other():
    top = len(ladder(EXERCISES["glute-bridge"], INCREASE).steps) - 1
    progress = Progress(Level.INTERMEDIATE, {"glute-bridge": Stage(top, MONDAY - timedelta(weeks=2))})
    person = someone(never=frozenset({"single-leg-bridge"}), routine_minutes=25)
    assert Deed.HARDER not in [
        deed for deed, _slug in deeds(plan(easy("glute-bridge"), progress=progress, person=person))
    ]


# Less -----------------------------------------------------------------------------------------------------------------


def test_worse_next_morning_steps_back_a_column_at_once():
    session = record(7, done=[Done("glute-bridge", Rating.RIGHT)], morning=Morning.WORSE)
    draft = plan([session], granted=frozenset())
    assert dose_of(draft, "glute-bridge") == (1, 8, 2)
    (change,) = [one for one in draft.changes if one.exercise == "glute-bridge"]
    assert (change.deed, change.reason, change.logs) == (Deed.LESS, RULES.progression.decrease.words_morning, (8,))


def test_hard_twice_is_one_step_less_and_hard_once_is_not():
    hard = [record(day, done=[Done("glute-bridge", Rating.HARD)]) for day in (0, 2)]
    assert dose_of(plan(hard), "glute-bridge") == (2, 9, 3)
    assert dose_of(plan(hard[:1]), "glute-bridge") == (2, 10, 3)


def test_below_the_lowest_column_repeats_are_halved():
    progress = Progress(Level.INTERMEDIATE, {"glute-bridge": Stage(0, FIRST_MONDAY)})
    hurt = record(0, done=[Done("glute-bridge", Rating.HARD, hurt_nrs=7)])
    assert dose_of(plan([hurt], progress=progress), "glute-bridge") == (1, 4, 2)


def test_what_hurt_three_times_makes_room_for_the_easier_one():
    hurts = [record(day, done=[Done("glute-bridge", hurt_nrs=6)]) for day in (0, 2, 4)]
    draft = plan(hurts)
    assert (Deed.EASIER, "glute-squeeze") in deeds(draft)
    assert dose_of(draft, "glute-bridge") is None
    assert "glute-bridge" not in {item.exercise for session in draft.sessions for item in session.items}


def test_what_gave_way_can_be_tried_again_at_its_smallest_and_may_give_way_anew():
    hurts = [record(day, done=[Done("glute-bridge", hurt_nrs=6)]) for day in (0, 2, 4)]
    after = plan(hurts).progress
    assert gave_way(after, EXERCISES) == {"glute-bridge": "glute-squeeze"}
    back = {"glute-bridge": MONDAY}
    draft = plan(hurts, progress=after, put_back=back, planned=("glute-squeeze",))
    assert dose_of(draft, "glute-bridge") == (1, 8, 2)
    assert {change.reason for change in draft.changes if change.exercise == "glute-bridge"} == {RULES.words["put_back"]}
    this_week = plan(hurts, put_back={"glute-bridge": FIRST_MONDAY + timedelta(days=5)})
    assert dose_of(this_week, "glute-bridge") is not None
    again = [record(day, done=[Done("glute-bridge", hurt_nrs=6)]) for day in (7, 9, 11)]
    assert dose_of(plan(again, progress=after, put_back=back), "glute-bridge") is None


def test_one_above_the_level_comes_back_where_the_easier_one_stood():
    progress = Progress(Level.BEGINNER, instead={"single-leg-bridge": "glute-bridge"})
    past = with_put_back(Past(progress=progress, put_back={"single-leg-bridge": MONDAY}), EXERCISES, Level.BEGINNER)
    assert past.progress.instead == {"glute-bridge": "single-leg-bridge"}


def test_another_level_starts_afresh():
    progress = Progress(Level.BEGINNER, {"glute-bridge": Stage(2, FIRST_MONDAY)})
    assert dose_of(plan(progress=progress), "glute-bridge") == (2, 10, 3)


# The heart-raising part, breaks, something new ------------------------------------------------------------------------


def heart(draft):
    return [item.minutes for item in draft.sessions[0].items if item.block is Block.HEART]


def test_three_steady_sessions_make_the_goes_longer_then_the_minutes():
    beginner = someone(fitness_level=Level.BEGINNER)
    days = [record(day) for day in (0, 2, 4)]
    assert heart(plan(person=beginner)) == [10, 10]
    assert heart(plan(days, person=beginner)) == [20]
    assert heart(plan(days[:2], person=beginner)) == [10, 10]
    assert heart(plan(days)) == [25]
    assert plan(days).target.minutes_per_day == 20
    breathless = [replace(one, talk=Talk.WORDS) for one in days]
    assert heart(plan(breathless)) == [10, 10]


@pytest.mark.parametrize(
    ("sessions", "rating", "minutes"),
    [(1, Rating.RIGHT, [10, 10]), (1, Rating.HARD, [20]), (2, Rating.HARD, [10, 10])],
    ids=["nothing else to blame", "a hard exercise to blame", "twice running"],
)
def test_pain_that_rises_to_red_takes_the_heart_raising_part_back_too(sessions, rating, minutes):
    sore = {"pain_after": 6, "done": [Done("glute-bridge", rating)]}
    draft = plan([record(day, **sore) for day in (0, 2)[:sessions]])
    assert heart(draft) == minutes
    changes = [one for one in draft.changes if one.exercise == HEART]
    assert [(one.deed, one.logs, one.may_refuse) for one in changes] == (
        [(Deed.LESS, (1, 3)[:sessions], False)] if minutes == [10, 10] else []
    )


@pytest.mark.parametrize(
    ("level", "asked", "most"),
    [(Level.ADVANCED, True, 40), (Level.ADVANCED, False, 30), (Level.INTERMEDIATE, True, 30)],
)
def test_forty_minutes_are_for_the_most_active_who_ask(level, asked, most):
    person = a_person(fitness_level=level, longer_heart=asked, routine_minutes=20)
    weeks = live(person, LIVES["easy_rater"], 16)
    assert max(minutes for week in weeks for minutes in heart(week.draft)) == most
    one_less = replace(person, longer_heart=False)
    assert max(heart(make_plan(one_less, EXERCISES, RULES, week=15, past=weeks[-1].past))) <= 30


@pytest.mark.parametrize(("weeks", "minutes"), [(0, [30]), (1, [20]), (3, [10, 10])])
def test_after_a_break_the_return_is_easier(weeks, minutes):
    progress = Progress(Level.INTERMEDIATE, {"glute-bridge": Stage(12, FIRST_MONDAY)}, heart=Stage(3, FIRST_MONDAY))
    draft = plan(progress=progress, weeks_away=weeks, person=someone(routine_minutes=25))
    assert heart(draft) == minutes
    assert (Deed.RETURN in [deed for deed, _slug in deeds(draft)]) is bool(weeks)


def test_a_break_is_eased_once():
    progress = Progress(Level.INTERMEDIATE, heart=Stage(3, FIRST_MONDAY), eased_weeks=1)
    assert heart(plan(progress=progress, weeks_away=2)) == [30]


def test_the_core_stays_for_three_weeks_and_then_one_exercise_changes():
    weeks = [{item.exercise for s in plan(week=week).sessions for item in s.items if item.block is Block.STRENGTH}
             for week in range(7)]  # fmt: skip
    assert weeks[0] == weeks[1] == weeks[2] != weeks[3] == weeks[4] == weeks[5]
    assert len(weeks[0] - weeks[3]) == 1


def test_what_is_new_says_what_it_stands_for():
    before = plan(week=2)
    planned = tuple(dict.fromkeys(i.exercise for s in before.sessions for i in s.items if i.block in CORE))
    (change,) = [one for one in plan(week=3, planned=planned).changes if one.deed is Deed.NEW and one.instead_of]
    assert EXERCISES[change.exercise].role is EXERCISES[change.instead_of].role


def test_a_locked_exercise_stays_when_others_change():
    person = someone(locked=frozenset({"dead-bug-heel-tap"}))
    for week in range(0, 24, 3):
        assert dose_of(plan(week=week, person=person), "dead-bug-heel-tap") is not None


# Lives ----------------------------------------------------------------------------------------------------------------


def improver(week, place, session):
    """Pain falls from 4 to 1; every other week feels easy, the rest right."""
    pain = max(4 - week // 5, 1)
    return {"rating": "easy" if week % 2 else "right", "before": pain, "after": pain}


def easy_rater(week, place, session):
    return {"rating": "easy"}


def flarer(week, place, session):
    """A flare-up every sixth week, said so, and after it the way back."""
    return {"rating": "hard", "before": 6, "after": 6, "morning": "sore"} if week % 6 == 5 else {"rating": "easy"}


def in_a_flare_up(week, person):
    step = {5: "flare_up", 0: "flare_return" if week else ""}.get(week % 6)
    return replace(person, facts={**person.facts, step: Fact(step)}) if step else person


flarer.person = in_a_flare_up


def misser(week, place, session):
    return {"rating": "easy"} if place % 2 else None


def worsener(week, place, session):
    return {"rating": "right" if week < 4 else "hard", "before": min(2 + week // 3, 8), "after": min(3 + week // 2, 10)}


def stopper(week, place, session):
    return None if 10 <= week < 14 else {"rating": "easy"}


LIVES = {one.__name__: one for one in (improver, easy_rater, flarer, misser, worsener, stopper)}


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("script", LIVES.values(), ids=LIVES)
def test_half_a_year_stays_within_published_doses_and_one_increase_a_session(script, level):
    person = a_person(fitness_level=level, routine_minutes=20)
    for week in live(person, script, 26):
        raised = [one for one in week.draft.changes if one.deed in (Deed.MORE, Deed.HARDER)]
        for session in week.draft.sessions:
            slugs = Counter(item.exercise for item in session.items)
            assert sum(1 for one in raised if one.exercise == HEART or one.exercise in slugs) <= 1
            assert week.draft.target.minutes_per_day <= session.heart_minutes <= 30
            for item in session.items:
                if item.block in CORE:
                    doses = ladder(EXERCISES[item.exercise], INCREASE).steps
                    assert item.sets <= max(one.sets for one in doses)
                    assert item.reps <= max(one.reps for one in doses)
                    assert (item.hold_s or 0) <= max(one.hold_s or 0 for one in doses)


def total(draft):
    return sum(item.seconds for session in draft.sessions for item in session.items if item.block in CORE)


def test_lives_go_where_their_logs_point():
    person = a_person(fitness_level=Level.BEGINNER, routine_minutes=25)
    weeks = {name: live(person, script, 26) for name, script in LIVES.items()}
    assert total(weeks["easy_rater"][25].draft) > 1.4 * total(weeks["easy_rater"][0].draft)
    assert heart(weeks["easy_rater"][25].draft) == [30]
    assert total(weeks["easy_rater"][25].draft) > total(weeks["improver"][25].draft) > total(weeks["improver"][0].draft)
    assert total(weeks["worsener"][25].draft) < total(weeks["worsener"][0].draft)
    assert total(weeks["stopper"][14].draft) < total(weeks["stopper"][9].draft)
    assert total(weeks["flarer"][11].draft) < total(weeks["flarer"][10].draft)
    assert [heart(weeks["flarer"][week].draft) for week in (11, 12)] == [[5, 5], [5, 5, 5]]


@settings(max_examples=60, deadline=None)
@given(some.data())
def test_more_pain_in_the_logs_never_means_more_load(data):
    slugs = ["glute-bridge", "dead-bug-heel-tap", "standing-bird-dog"]
    days = data.draw(some.lists(some.integers(0, 6), min_size=1, max_size=3, unique=True))
    ratings = some.sampled_from(list(Rating))
    records = [
        record(day, done=[Done(slug, data.draw(ratings)) for slug in slugs], pain_after=data.draw(some.integers(0, 10)))
        for day in sorted(days)
    ]
    worse = [replace(one, pain_after=min(10, one.pain_after + data.draw(some.integers(0, 4)))) for one in records]

    def load(draft, slug):
        stage = draft.progress.stages.get(slug)
        return stage.step if stage else 99

    base = {slug: Stage(3, FIRST_MONDAY) for slug in slugs}
    progress = Progress(Level.INTERMEDIATE, base)
    light, heavy = (plan(some_records, progress=progress, granted=frozenset()) for some_records in (records, worse))
    blamed = [slug for slug in slugs if load(heavy, slug) > load(light, slug)]
    assert not blamed
