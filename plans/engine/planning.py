"""A person, the library and the rules → a week. Start reading here."""

from dataclasses import replace

from exercises.facts import Kind, Role
from plans.engine.adapting import adapt
from plans.engine.composing import block_times
from plans.engine.dosing import minutes
from plans.engine.draft import Block, ItemDraft, Outcome, PlanDraft, SessionDraft, Target
from plans.engine.frame import Frame, usual_dose, with_dose
from plans.engine.gaps import blamed_for, gap_of, in_a_list
from plans.engine.person import Origin
from plans.engine.progress import Past
from plans.engine.reading import because, effective_flags, firmest_first, joined, pain_band
from plans.engine.scheduling import follows_closely
from plans.engine.screening import screen
from plans.engine.selection import Candidate, consider
from plans.facts.flags import Firmness

NO_PAST = Past()


def make_plan(person, exercises, rules, *, week=0, past=NO_PAST):
    """The week of one person; the same for the same input. `exercises` maps slug → facts; `week` counts the plans
    so far and only changes whose turn it is; `past` is what was done before."""
    screening = screen(person, rules)
    facts = effective_flags(person, rules)
    if screening.outcome is not Outcome.PLAN:
        return _no_plan(person, facts, exercises, rules, screening, past)
    grown = adapt(person, facts, exercises, rules, week, past)
    frame, choice, days = grown.frame, grown.choice, grown.days
    sessions = tuple(_session(frame, day, one, choice.left_out) for day, one in zip(days, grown.sessions, strict=True))
    notices = _notices(frame, days, grown.sessions, sessions, choice.left_out)
    return PlanDraft(
        screening=screening,
        flags=tuple(sorted(facts)),
        red_flags=tuple(sorted(person.red_flags)),
        sessions=sessions,
        left_out=choice.left_out,
        notices=(*screening.notices, *notices),
        target=_target(frame, sessions),
        why=_why(frame, sessions, choice.left_out),
        ruleset=rules.digest,
        progress=frame.progress,
        changes=grown.changes,
    )


def _no_plan(person, facts, exercises, rules, screening, past):
    return PlanDraft(
        screening=screening,
        flags=tuple(sorted(facts)),
        red_flags=tuple(sorted(person.red_flags)),
        sessions=(),
        left_out=(),
        notices=screening.notices,
        target=Target(0, 0),
        why=(),
        ruleset=rules.digest,
        meanwhile=_meanwhile(person, facts, exercises, rules, screening),
        progress=past.progress,
    )


def _meanwhile(person, facts, exercises, rules, screening):
    """What is safe while a clinician is asked; nothing for an emergency or the same day, or for a child."""
    if screening.outcome is not Outcome.CLINICIAN_FIRST or _is_child(person, rules):
        return ()
    waiting = frozenset(facts) - person.cleared
    found = [
        consider(exercises[slug], person, facts, rules, waiting)
        for slug in rules.session.meanwhile
        if slug in exercises and not exercises[slug].is_retired
    ]
    frame = Frame(person, rules, facts, tuple(one for one in found if isinstance(one, Candidate)), 0, exercises)
    chosen = [
        with_dose(_meanwhile_block(one), Block.HEART, one, usual_dose(frame, one), frame) for one in frame.candidates
    ]
    return tuple(replace(item_of(frame, one, ""), reason=rules.words["meanwhile"]) for one in chosen)


def _meanwhile_block(one):
    return Block.HEART if one.exercise.kind is Kind.AEROBIC else Block.COOL_DOWN


def _is_child(person, rules):
    return person.age is not None and person.age < rules.target.minimum_age


# One session, in words ------------------------------------------------------------------------------------------------


def _session(frame, day, made, left_out):
    rules = frame.rules
    times = block_times(made.chosen, rules.timing)
    return SessionDraft(
        weekday=day,
        title=_title(frame, made),
        items=tuple(item_of(frame, one, _purpose(frame, one, made)) for one in made.chosen),
        heart_minutes=sum(
            one.dose.minutes
            for one in made.chosen
            if one.block is Block.HEART and one.candidate.exercise.counts_as_heart
        ),
        total_minutes=sum(minutes(time) for time in times.values()),
        gaps=tuple(gap_of(frame, block, slot, left_out) for block, slot in made.empty),
    )


def _counts(one):
    return one.block is Block.HEART and one.candidate.exercise.counts_as_heart


def _title(frame, made):
    words = frame.rules.words
    heart = [one.candidate.exercise.name for one in made.chosen if one.block is Block.HEART]
    slots = [words[f"title_{_part(one)}"] for one in made.chosen if one.block is Block.STRENGTH]
    parts = [*heart[:1], joined(slots, frame.rules)]
    title = ", ".join(part for part in parts if part) or words["title_rest"]
    return title[:1].upper() + title[1:]


def item_of(frame, one, purpose):
    exercise, dose = one.candidate.exercise, one.dose
    flags = tuple(dict.fromkeys((*one.candidate.preferred_by, *one.candidate.reduced_by)))
    sources = dict.fromkeys(
        (*exercise.evidence.sources, *(key for flag in flags for key in frame.rules.flags[flag].sources))
    )
    return ItemDraft(
        block=one.block,
        exercise=exercise.slug,
        position=one.candidate.position,
        reason=_reason(frame, one, purpose),
        sources=tuple(sources),
        seconds=one.seconds,
        minutes=dose.minutes,
        sets=dose.sets,
        reps=dose.reps,
        hold_s=dose.hold_s,
        hold_breaths=dose.hold_breaths,
        rest_s=dose.rest_s,
        per_side=dose.per_side,
        how=one.candidate.how,
        rules=flags,
    )


def _reason(frame, one, purpose):
    words, rules = frame.rules.words, frame.rules
    parts = [purpose]
    if one.candidate.preferred_by:
        main = _told_first(one.candidate.preferred_by, frame.facts)
        main = sorted(main, key=lambda flag: not rules.flags[flag].is_relief)[:2]
        parts.append(words["preferred"].format(because=because(main, frame.facts, rules)))
    if one.candidate.reduced_by:
        parts.append(words["reduced"].format(because=because(one.candidate.reduced_by, frame.facts, rules)))
    return " ".join(parts)


def _told_first(flags, facts):
    """What the person told us; what we worked out only when there is nothing else."""
    return [flag for flag in flags if facts[flag].origin not in (Origin.DERIVED, Origin.ASSUMED)] or list(flags)


def _part(one):
    """The key of what a strength exercise trains: its slot, but balance where it fills that of the upper back."""
    role = one.candidate.exercise.role
    return role.value if role is Role.BALANCE else one.slot


def _purpose(frame, one, made):
    words = frame.rules.words
    if one.block is Block.STRENGTH:
        return words[f"slot_{_part(one)}"]
    if one.block is Block.STRETCH and one.candidate.exercise.kind is not Kind.STRETCH:
        return words["stretch_mobility"]
    if one.block is not Block.HEART:
        return words[one.block]
    return _heart_purpose(frame, one, made)


def _heart_purpose(frame, one, made):
    words, rules = frame.rules.words, frame.rules
    if not one.candidate.exercise.counts_as_heart:
        return words["heart_light"]
    things = [
        rules.equipment[word].label
        for word in sorted(one.candidate.exercise.equipment)
        if not rules.equipment[word].is_always_there
    ]
    parts = [words["heart"]]
    goes = [other.dose.minutes for other in made.chosen if other.block is Block.HEART]
    if len(goes) > 1:
        parts.append(words["heart_bouts"].format(goes=len(goes), minutes=max(goes)))
    if things and frame.person.equipment is not None:
        parts.append(words["heart_have"].format(equipment=joined(things, rules)))
    return " ".join(parts)


# The week, in words ---------------------------------------------------------------------------------------------------


def _target(frame, sessions):
    """Always the full number of days: fewer sessions leave the rest to days of the person's own, and say so."""
    rules, words = frame.rules, frame.rules.words
    days = rules.target.days
    waiving = [flag for flag in frame.facts if rules.flags[flag].waives_target]
    if waiving:
        reason = words["waived"].format(because=because(firmest_first(waiving, rules), frame.facts, rules))
        return Target(days, frame.target_minutes, True, reason)
    if not any(one.heart_minutes for one in sessions):
        return Target(days, frame.target_minutes, True, words["waived_nothing"])
    reasons = []
    lowering = [flag for flag in frame.facts if rules.flags[flag].heart_minutes == frame.target_minutes]
    if lowering:
        told = because(firmest_first(lowering, rules), frame.facts, rules)
        reasons.append(words["lower_target"].format(minutes=frame.target_minutes, because=told))
    if len(sessions) < days:
        reasons.append(_days_of_ones_own(len(sessions), days, words))
    return Target(days, frame.target_minutes, False, " ".join(reasons))


def _days_of_ones_own(planned, days, words):
    """What the plan leaves to the person: the sessions there are, and the days that are missing."""
    sessions = words["own_session" if planned == 1 else "own_sessions"].format(planned=planned)
    left = words["own_day" if days - planned == 1 else "own_days"].format(left=days - planned)
    return f"{sessions}; {left}"


def _notices(frame, days, made, sessions, left_out):
    rules, words, person = frame.rules, frame.rules.words, frame.person
    band = pain_band(person.pain_nrs, rules)
    found = [band.words.format(pain=person.pain_nrs)] if band.words else []
    if len(days) < frame.wanted_days:
        found.append(words["notice_few_days"].format(
            days=joined((words[f"weekday_{day}"] for day in days), rules), wanted=frame.wanted_days,
            planned=len(days),
        ))  # fmt: skip
    if any(follows_closely(days)):
        found.append(words["notice_adjacent"])
    if any(one.is_short for one in made):
        found.append(words["notice_short"].format(minutes=frame.routine_minutes))
    is_light = any(item.block is Block.HEART for one in sessions for item in one.items) and not any(
        one.heart_minutes for one in sessions
    )
    if is_light:
        found.append(words["notice_light"].format(minutes=rules.target.minutes_per_day))
    empty = {
        words[f"gap_slot_{gap.role}" if gap.block is Block.STRENGTH else f"gap_block_{gap.block}"]: gap
        for one in sessions
        for gap in one.gaps
    }
    for place, gap in empty.items():
        found.append(words["notice_gap" if gap.rules else "notice_gap_asked"].format(place=place))
    blamed = {flag for one in sessions for gap in one.gaps for flag in gap.rules}
    blamed |= blamed_for(frame, Block.HEART, Block.HEART, left_out).keys() if is_light else set()
    if any(rules.flags[flag].firmness is not Firmness.PREFERENCE for flag in blamed):
        found.append(words["notice_ask"])
    return tuple(found)


def _why(frame, sessions, left_out):
    """Two to four plain sentences for "Why this plan"."""
    rules, words = frame.rules, frame.rules.words
    days = joined((words[f"weekday_{one.weekday}"] for one in sessions), rules)
    heart = max(one.heart_minutes for one in sessions)
    pattern = words["why_pattern"] if heart else words["why_pattern_light"]
    count = words["session_count" if len(sessions) == 1 else "sessions_count"].format(count=len(sessions))
    found = [pattern.format(sessions=count, weekdays=days, heart=heart)]
    leaving = firmest_first(dict.fromkeys(row.rule for row in left_out if row.rule in frame.facts), rules)
    if leaving:
        out = sum(row.rule in frame.facts for row in left_out)
        found.append(
            words["why_rules_one" if out == 1 else "why_rules"].format(
                count=out, because=because(leaving[: rules.session.choices], frame.facts, rules)
            )
        )
    items = [item for one in sessions for item in one.items]
    preferring = dict.fromkeys(
        flag for item in items for flag in item.rules if item.exercise in rules.flags[flag].prefer
    )
    if preferring:
        flags = _told_first(firmest_first(preferring, rules), frame.facts)
        slugs = dict.fromkeys(item.exercise for item in items if item.exercise in rules.flags[flags[0]].prefer)
        names = {one.slug: in_a_list(one.exercise.name) for one in frame.candidates}
        found.append(words["why_prefer_one" if len(slugs) == 1 else "why_prefer"].format(
            exercises=joined((names[slug] for slug in slugs), rules),
            because=because(flags[:1], frame.facts, rules),
        ))  # fmt: skip
    found.append(words["why_answer"].format(
        days=frame.wanted_days, minutes=frame.routine_minutes,
        level=rules.levels[frame.person.fitness_level].label,
    ))  # fmt: skip
    return tuple(found)
