"""Hand-worked examples, the edges of weeks, and laws over any logs."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.engine.draft import Target
from plans.engine.exercise_history import Agrees, DoseRow, Sums, dose_histories, what_agrees
from plans.engine.statistics import (
    Adherence,
    Break,
    Day,
    Milestone,
    Peak,
    PlannedWeek,
    Score,
    Verdict,
    activity_verdict,
    adherence,
    average_scores,
    break_of,
    is_due,
    milestones,
    pain_trend,
    peak,
    session_change,
    weeks_of,
)
from plans.measures import MeasuresError, measures, read_measures

MONDAY = datetime.date(2026, 11, 16)
USUAL = Target(3, 20)
RULES = measures()
BACK = RULES.looking_back
DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2028, 12, 31))
PAIN = st.integers(0, 10)


def on(days, month=11, year=2026):
    return datetime.date(year, month, days)


def after(count, day=MONDAY):
    return day + datetime.timedelta(days=count)


def every_other_day(values, day=MONDAY):
    return [(after(2 * place, day), value) for place, value in enumerate(values)]


# Weeks


def test_a_week_worked_by_hand():
    days = [Day(on(16), 20), Day(on(18), 25), Day(on(20), 10), Day(on(22), 40, sessions=2)]
    plan = PlannedWeek(MONDAY, USUAL, ((on(16), True), (on(18), True), (on(20), False), (on(21), False)))
    (week,) = weeks_of(days, [plan], usual=USUAL, first=on(16), today=on(21))
    assert (week.standing.minutes, week.standing.counted_days) == (95, (on(16), on(18), on(22)))
    assert week.standing.is_met
    assert (week.planned, week.done, week.sessions) == (3, 2, 5)  # today's own session is not due yet


def test_empty_weeks_between_logs_are_weeks_too():
    weeks = weeks_of([Day(on(2), 20), Day(on(23), 20)], [], usual=USUAL, first=on(4), today=on(24))
    assert [week.monday for week in weeks] == [on(2), on(9), on(16), on(23)]
    assert [week.is_empty for week in weeks] == [False, True, True, False]


@pytest.mark.parametrize(
    ("day", "monday"),
    [
        (on(31, 12, 2026), on(28, 12, 2026)),  # 2026 has 53 weeks
        (on(3, 1, 2027), on(28, 12, 2026)),
        (on(4, 1, 2027), on(4, 1, 2027)),
        (on(1, 1, 2021), on(28, 12, 2020)),  # so had 2020
        (on(29, 2, 2028), on(28, 2, 2028)),
    ],
)
def test_days_at_a_turn_of_the_year_stay_in_their_iso_week(day, monday):
    (week,) = weeks_of([Day(day, 20)], [], usual=USUAL, first=day, today=day)
    assert week.monday == monday
    assert week.monday.isocalendar()[:2] == day.isocalendar()[:2]


def test_a_log_dated_after_today_keeps_its_week():
    # Logged on Monday in Auckland, looked at on Sunday in Honolulu.
    weeks = weeks_of([Day(on(23), 20)], [], usual=USUAL, first=on(16), today=on(22))
    assert [(week.monday, week.standing.minutes) for week in weeks] == [(on(16), 0), (on(23), 20)]


@settings(deadline=None)
@given(st.dictionaries(DAYS, st.integers(0, 600), min_size=1, max_size=30), st.integers(0, 400))
def test_no_minute_is_lost_and_every_week_follows_the_last(minutes, wait):
    days = [Day(day, count) for day, count in minutes.items()]
    first, today = min(minutes), max(minutes) + datetime.timedelta(days=wait)
    weeks = weeks_of(days, [], usual=USUAL, first=first, today=today)
    assert sum(week.standing.minutes for week in weeks) == sum(minutes.values())
    assert all(week.monday.weekday() == 0 for week in weeks)
    gaps = {(b.monday - a.monday).days for a, b in zip(weeks, weeks[1:], strict=False)}
    assert gaps <= {7}
    assert weeks[0].monday <= first
    assert weeks[-1].monday + datetime.timedelta(days=7) > today


@settings(deadline=None)
@given(st.lists(st.booleans(), max_size=7), st.integers(0, 10))
def test_adherence_stays_between_nothing_and_all(done, passed):
    sessions = tuple((after(place), is_done) for place, is_done in enumerate(done))
    weeks = weeks_of([], [PlannedWeek(MONDAY, USUAL, sessions)], usual=USUAL, first=MONDAY, today=after(passed))
    found = adherence(weeks)
    assert found.done == sum(done)
    assert found.share is None or 0 <= found.share <= 1
    assert (found.share is None) == (found.planned == 0)


def test_adherence_of_nothing_planned_has_no_share():
    assert adherence([]) == Adherence(0, 0)
    assert Adherence(0, 0).share is None


# Pain


@pytest.mark.parametrize(
    ("values", "verdict", "ends"),
    [
        ([6, 6, 5, 7, 4, 4, 4, 4], Verdict.IMPORTANT, (6, 4)),  # 2 points
        ([6, 6, 5, 7, 5, 4, 4, 4], Verdict.NOISE, (6, 4.25)),  # 1.75 points, 29 %
        ([4, 4, 4, 4, 3, 3, 3, 2], Verdict.IMPORTANT, (4, 2.75)),  # 1.25 points, 31 %
        ([1, 1, 1, 1, 0, 1, 0, 1], Verdict.STEADY, (1, 0.5)),  # half of very little
        ([2, 2, 2, 2, 1, 1, 1, 1], Verdict.IMPORTANT, (2, 1)),
        ([5, 5, 5, 5, 5, 5, 5, 5], Verdict.STEADY, (5, 5)),
        ([2, 2, 2, 2, 4, 4, 4, 4], Verdict.IMPORTANT, (2, 4)),  # for the worse
        ([0, 0, 0, 0, 1, 1, 1, 1], Verdict.NOISE, (0, 1)),  # no share of nothing
        ([0] * 4 + [10] * 4, Verdict.IMPORTANT, (0, 10)),
    ],
)
def test_a_trend_says_whether_it_is_important(values, verdict, ends):
    trend = pain_trend(every_other_day(values), RULES)
    assert (trend.verdict, trend.first, trend.last) == (verdict, *ends)


def test_too_few_or_too_close_answers_say_nothing():
    assert pain_trend([], RULES).missing == 8
    seven = pain_trend(every_other_day([6] * 7), RULES)
    assert (seven.verdict, seven.missing, seven.change) == (Verdict.TOO_EARLY, 1, None)
    close = pain_trend([(after(place), 5) for place in range(8)], RULES)
    assert (close.verdict, close.missing, close.missing_days) == (Verdict.TOO_EARLY, 0, 7)
    assert pain_trend([(after(2 * place), 5) for place in range(8)], RULES).verdict is Verdict.STEADY


@settings(deadline=None)
@given(st.lists(PAIN, min_size=8, max_size=60))
def test_pain_turned_round_is_the_same_change_the_other_way(values):
    there, back = (pain_trend(every_other_day(row), RULES) for row in (values, values[::-1]))
    assert there.change == pytest.approx(-back.change)
    assert 0 <= there.first <= 10
    if abs(there.change) < RULES.trend.least_points:
        assert there.verdict is not Verdict.IMPORTANT
    if abs(there.change) >= RULES.pain.important_points:
        assert there.verdict is Verdict.IMPORTANT


@settings(deadline=None)
@given(st.lists(PAIN, min_size=8, max_size=20), st.randoms())
def test_the_order_of_logs_does_not_matter(values, random):
    points = every_other_day(values)
    shuffled = random.sample(points, len(points))
    assert pain_trend(shuffled, RULES) == pain_trend(points, RULES)
    assert peak(shuffled, RULES) == peak(points, RULES)


def test_a_peak_stands_out_and_says_when_it_was_usual_again():
    points = every_other_day([4, 4, 5, 8, 6, 4, 4])
    assert peak(points, RULES) == Peak(after(6), 8, after(10))
    assert peak(points[:4], RULES) == Peak(after(6), 8, None)
    assert peak(every_other_day([4, 5, 4, 5, 5]), RULES) is None
    assert peak([(MONDAY, 9)], RULES) is None


def test_change_over_a_session_takes_only_whole_answers():
    days = [Day(on(1), 0, 1, 5, 4), Day(on(2), 0, 1, 6, None), Day(on(3), 0, 1, None, 2), Day(on(4), 0, 1, 3, 4)]
    assert session_change(days) == (2, 0)
    assert session_change([]) == (0, None)


# Exercises


def sums(changes):
    return Sums(len(changes), sum(changes), sum(one * one for one in changes))


def dose_row(exercise="a", changes=(), dose=(2, 8, None, None), first=MONDAY, last=None):
    return DoseRow(exercise, dose, first, last or first, len(changes), sums(changes))


def agreement(with_it, without):
    return what_agrees([dose_row(changes=with_it)], sums([*with_it, *without]), RULES.agreement)


def test_below_eight_sessions_nothing_is_said():
    assert agreement([-2] * 7, [0] * 20) == ()
    assert len(agreement([-2] * 8, [0] * 20)) == 1


def test_an_exercise_that_clearly_goes_with_less_pain():
    (one,) = agreement([-2] * 10, [0] * 10)
    assert (one.sessions, one.change, one.others, one.others_change, one.agrees) == (10, -2, 10, 0, Agrees.BETTER)
    assert agreement([1] * 10, [-1] * 10)[0].agrees is Agrees.WORSE


def test_a_small_or_scattered_difference_may_be_chance():
    assert agreement([-1, 0] * 8, [0] * 16)[0].agrees is Agrees.CHANCE  # half a point
    assert agreement([-6, 4] * 4, [0] * 8)[0].agrees is Agrees.CHANCE  # one point, all over the place


def test_an_exercise_of_nearly_every_session_stands_alone():
    (one,) = agreement([-1] * 20, [0] * 7)
    assert (one.agrees, one.others_change) == (Agrees.ALONE, None)


@settings(deadline=None)
@given(st.lists(st.integers(-10, 10), min_size=8, max_size=40), st.lists(st.integers(-10, 10), max_size=40))
def test_agreement_keeps_to_its_limits(with_it, without):
    (one,) = agreement(with_it, without)
    assert one.sessions == len(with_it)
    assert -10 <= one.change <= 10
    if one.agrees in (Agrees.BETTER, Agrees.WORSE):
        assert abs(one.change - one.others_change) >= RULES.agreement.least_points
    if len(without) < 8:
        assert one.agrees is Agrees.ALONE


def test_one_exercise_at_two_doses_is_taken_together_and_told_in_order():
    rows = [
        dose_row("a", [-1] * 4, (3, 8, None, None), after(20), after(30)),
        dose_row("a", [-1] * 5, (2, 8, None, None), MONDAY, after(18)),
        dose_row("b", [0] * 3),
    ]
    first, second = dose_histories(rows)
    assert (first.exercise, first.times, first.last) == ("a", 9, after(30))
    assert [(step.dose[0], step.since, step.times) for step in first.steps] == [(2, MONDAY, 5), (3, after(20), 4)]
    assert second.exercise == "b"
    assert [one.exercise for one in what_agrees(rows, sums([-1] * 9 + [0] * 3), RULES.agreement)] == ["a"]


# Breaks, milestones, activities


def test_a_break_is_seen_while_it_lasts_and_a_week_after():
    dates = [MONDAY, after(2)]
    assert break_of(dates, today=after(15), rules=BACK) is None
    assert break_of(dates, today=after(16), rules=BACK) == Break(14)
    back = [*dates, after(40), after(42)]
    assert break_of(back, today=after(47), rules=BACK) == Break(38, after(40))
    assert break_of(back, today=after(48), rules=BACK) is None
    assert break_of([], today=MONDAY, rules=BACK) is None
    assert break_of([after(1)], today=MONDAY, rules=BACK) is None  # dated tomorrow, seen from the west


def test_milestones_count_from_the_very_first_session():
    days = [Day(after(place), 20) for place in range(4)]
    assert milestones(days, total=4, rules=BACK) == (Milestone(MONDAY, 1),)
    assert milestones(days, total=21, rules=BACK) == (Milestone(after(2), 20),)
    assert milestones([Day(MONDAY, 0, sessions=12)], total=12, rules=BACK) == (
        Milestone(MONDAY, 10), Milestone(MONDAY, 5), Milestone(MONDAY, 1),
    )  # fmt: skip
    assert milestones([], total=0, rules=BACK) == ()


@pytest.mark.parametrize(
    ("first", "last", "is_average", "verdict"),
    [
        (3, 6, False, Verdict.IMPORTANT), (3, 5, False, Verdict.NOISE), (3, 5, True, Verdict.IMPORTANT),
        (3, 4.9, True, Verdict.NOISE), (3, 3, False, Verdict.STEADY), (8, 4, False, Verdict.IMPORTANT),
    ],
)  # fmt: skip
def test_an_activity_changes_by_its_own_measure(first, last, is_average, verdict):
    assert activity_verdict(first, last, measure=RULES.activities, is_average=is_average) is verdict


def test_average_of_activities_leaves_out_what_was_scored_once():
    scores = {"socks": [Score(MONDAY, 3), Score(after(28), 7)], "film": [Score(after(28), 4)]}
    assert average_scores(scores) == (3, 7)
    assert average_scores({"film": [Score(MONDAY, 4)]}) is None


def test_activities_are_asked_again_after_four_weeks():
    assert is_due([], today=MONDAY, measure=RULES.activities)
    assert not is_due([MONDAY], today=after(27), measure=RULES.activities)
    assert is_due([MONDAY], today=after(28), measure=RULES.activities)
    assert not is_due([MONDAY, after(20)], today=after(30), measure=RULES.activities)


# The numbers themselves


def test_what_research_calls_important_is_in_the_file_with_its_source():
    assert RULES.pain == replace(RULES.pain, important_points=2, important_share=0.3, source="ostelo")
    assert RULES.agreement.least_sessions == 8
    assert RULES.activities.again_days == 28


def test_every_fault_of_the_file_is_told():
    with pytest.raises(MeasuresError) as error:
        read_measures('[pain]\nimportant_points = 0\nfine = 1\nsource = "nobody"\n[other]\n', {"team"})
    assert {line.split(": ")[1] for line in error.value.faults} >= {
        "other", "pain.fine", "pain.important_share", "pain.important_points", "pain.source", "trend.end_sessions",
    }  # fmt: skip
