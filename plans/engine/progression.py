"""How it went → the same or easier, at once, with the log that led to it. What may grow is in `rising`."""

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum

from plans.engine.dosing import COLUMNS
from plans.engine.ladder import column_below, dose_at, step_at_most, step_of
from plans.engine.progress import Change, Deed, Morning, Progress, Rating, Stage, Talk

A_DAY = timedelta(days=1)


class Light(Enum):
    """The traffic light of one exercise in one session. Unknown: no pain figure was given."""

    GREEN = "green"
    UNKNOWN = "unknown"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Step:
    """What the records say: where someone stands now, and what changed on the way."""

    progress: Progress
    changes: tuple[Change, ...]


# Reading one session --------------------------------------------------------------------------------------------------


def light_of(record, done, rules):
    """Pain during is the worse of pain after and "This hurts". Red names this exercise only if it hurt itself, was
    rated hard, or nothing else in that session was."""
    less, more = rules.decrease, rules.increase
    pains = [pain for pain in (record.pain_after, done.hurt_nrs) if pain is not None]
    rise = rise_of(record)
    if _is_red_session(record, less) and _is_to_blame(record, done) or _hurts(done, less):
        return Light.RED
    if not pains:
        return Light.UNKNOWN
    if max(pains) > more.pain_most_nrs or rise >= more.rise_below_nrs or record.morning in (
        Morning.SORE, Morning.WORSE
    ) or done.hurt_nrs:  # fmt: skip
        return Light.AMBER
    return Light.GREEN


def _is_red_session(record, less):
    after, before = record.pain_after, record.pain_before
    is_strong = after is not None and after >= less.pain_from_nrs and (before is None or after > before)
    return is_strong or record.morning is Morning.WORSE


def _hurts(done, less):
    return done.hurt_nrs is not None and done.hurt_nrs >= less.pain_from_nrs


def _is_to_blame(record, done):
    blamed = _blamed(record)
    return not blamed or done.exercise in blamed


def _blamed(record):
    return {one.exercise for one in record.done if one.rating is Rating.HARD or one.hurt_nrs}


def rise_of(record):
    if record.pain_after is None or record.pain_before is None:
        return 0
    return record.pain_after - record.pain_before


# Down: at once --------------------------------------------------------------------------------------------------------


def settle(past, level, candidates, rules):
    """Progress after all that calls for less, oldest log first, and what came down. `candidates` maps slug → the
    exercises this person may do."""
    progress = past.progress if past.progress.level in (None, level) else Progress()
    progress = replace(progress, level=level)
    changes = []
    for slug in sorted({done.exercise for record in past.records for done in record.done} & candidates.keys()):
        progress, change = _settle_one(slug, candidates[slug], past, progress, candidates, rules)
        changes += change
    progress, change = _settle_heart(past, progress, level, rules)
    return Step(progress, (*changes, *change))


def stage_of(progress, exercise, level, rules):
    """Where someone stands with an exercise: as logged, or at the column of their level."""
    known = progress.stages.get(exercise.slug)
    return known or Stage(step_of(exercise, level, rules.progression.increase))


def records_since(past, stage, slug):
    """(record, done) of one exercise that speak for its next step, oldest first."""
    return [
        (record, done)
        for record in past.records
        if stage.since is None or record.date >= stage.since
        for done in record.done
        if done.exercise == slug
    ]


def _settle_one(slug, exercise, past, progress, candidates, rules):
    stage = before = stage_of(progress, exercise, progress.level, rules)
    found, reason, logs, hard = records_since(past, stage, slug), "", [], []
    is_refused, is_red = slug in past.refused, False
    for record, done in found:
        light = light_of(record, done, rules.progression)
        hard = [*hard, record] if done.rating is Rating.HARD else []
        if light is Light.RED:
            stage = Stage(
                column_below(exercise, stage.step, rules.progression.increase),
                record.date + A_DAY,
                stage.hurts + int(_hurts(done, rules.progression.decrease)),
            )
            reason, logs, hard, is_red = _red_words(record, rules), [*logs, record], [], True
        elif not is_refused and len(hard) >= rules.progression.decrease.hard_sessions:
            stage = replace(stage, step=max(stage.step - 1, -1), since=record.date + A_DAY)
            reason, logs, hard = rules.progression.decrease.words_hard, [*logs, *hard], []
    if stage == before:
        stages = _restarted(progress.stages, slug, stage, found) if is_refused else progress.stages
        return replace(progress, stages=stages), ()
    if stage.hurts >= rules.progression.decrease.tries or (before.step < 0 and stage.step < 0):
        return _give_way(exercise, before, stage, logs, reason, progress, candidates, rules)
    progress = replace(progress, stages={**progress.stages, slug: stage})
    change = change_of(Deed.LESS, exercise, before, stage, reason, logs, rules.progression.decrease.sources, rules)
    return progress, (replace(change, may_refuse=not is_red),)


def _restarted(stages, slug, stage, found):
    """A refused change leaves the step; what was logged up to now no longer speaks for it."""
    return {**stages, slug: replace(stage, since=found[-1][0].date + A_DAY)} if found else stages


def _red_words(record, rules):
    less = rules.progression.decrease
    if record.morning is Morning.WORSE:
        return less.words_morning
    return less.words_pain.format(pain=less.pain_from_nrs)


def _give_way(exercise, before, stage, logs, reason, progress, candidates, rules):
    """An exercise that hurt too often, or is too much at its smallest: the kinder one it came from, else its easier
    neighbour, else nothing."""
    less = rules.progression.decrease
    came_from = [slug for slug, other in progress.instead.items() if other == exercise.slug]
    kinder = [slug for slug in (*came_from, *exercise.easier) if slug in candidates]
    if stage.hurts >= less.tries:
        reason = less.words_tries.format(tries=less.tries)
    elif not kinder:
        return replace(progress, stages={**progress.stages, exercise.slug: stage}), ()
    instead = {slug: other for slug, other in progress.instead.items() if other != exercise.slug}
    instead[exercise.slug] = kinder[0] if kinder else ""
    if kinder:
        instead.pop(kinder[0], None)
    stages = {**progress.stages, exercise.slug: replace(stage, hurts=0)}
    change = Change(
        deed=Deed.EASIER if kinder else Deed.OUT,
        exercise=kinder[0] if kinder else exercise.slug,
        reason=reason,
        instead_of=exercise.slug if kinder else "",
        before=dose_at(exercise, before.step, rules.progression.increase),
        logs=tuple(record.log for record in logs),
        sources=less.sources,
        on=logs[-1].date,
    )
    return replace(progress, stages=stages, instead=instead), (change,)


def change_of(deed, exercise, before, after, reason, logs, sources, rules):
    increase = rules.progression.increase
    return Change(
        deed=deed,
        exercise=exercise.slug,
        reason=reason,
        before=dose_at(exercise, before.step, increase),
        after=dose_at(exercise, after.step, increase),
        logs=tuple(dict.fromkeys(record.log for record in logs)),
        sources=sources,
        on=logs[-1].date if logs else after.since,
        may_refuse=True,
    )


# The heart-raising part -----------------------------------------------------------------------------------------------


def heart_stage(progress, level, rules):
    """Where someone stands: as logged, or where their level begins."""
    if progress.heart:
        return progress.heart
    bout = rules.levels[level].bout_minutes
    steps = rules.progression.heart.steps
    return Stage(next(place for place, one in enumerate(steps) if one.bout_minutes >= bout))


def heart_steps(person, rules):
    """The steps open to someone: those on request only if asked for, and from some level on."""
    heart = rules.progression.heart
    is_open = person.longer_heart and COLUMNS.index(person.fitness_level) >= COLUMNS.index(heart.request_level)
    return [one for one in heart.steps if is_open or not one.on_request]


def heart_records(past, stage):
    return [
        record
        for record in past.records
        if record.planned_minutes and (stage.since is None or record.date >= stage.since)
    ]


def _settle_heart(past, progress, level, rules):
    """One step back when the talk test failed twice running, or pain rose to red: at once if the back was worse the
    morning after or nothing else is to blame, else when it did so twice running."""
    heart, stage, less = rules.progression.heart, heart_stage(progress, level, rules), rules.progression.decrease
    before, reason, logs, hard, sore, is_red = stage, "", [], [], [], False
    found, is_refused = heart_records(past, stage), HEART in past.refused
    for record in found:
        hard = [*hard, record] if record.talk is Talk.WORDS else []
        sore = [*sore, record] if _is_red_session(record, less) else []
        is_sore = bool(sore) and (
            record.morning is Morning.WORSE or not _blamed(record) or len(sore) >= heart.sore_sessions
        )
        if is_sore or (not is_refused and len(hard) >= heart.hard_sessions):
            is_red = is_red or is_sore
            reason = _red_heart_words(record, rules) if is_sore else heart.words_less
            stage = Stage(max(stage.step - 1, 0), record.date + A_DAY)
            logs, hard, sore = [*logs, *(sore if is_sore else [record])], [], []
    if stage.step == before.step:
        is_heard = is_refused and found
        return (replace(progress, heart=Stage(stage.step, found[-1].date + A_DAY)) if is_heard else progress), ()
    change = heart_change(Deed.LESS, before, stage, reason, logs, rules)
    return replace(progress, heart=stage), (replace(change, may_refuse=not is_red),)


def _red_heart_words(record, rules):
    less = rules.progression.decrease
    if record.morning is Morning.WORSE:
        return less.words_morning
    return rules.progression.heart.words_sore.format(pain=less.pain_from_nrs)


def heart_change(deed, before, after, reason, logs, rules):
    steps = rules.progression.heart.steps
    return Change(
        deed=deed,
        exercise=HEART,
        reason=reason,
        before_minutes=_bouts(steps[before.step]),
        after_minutes=_bouts(steps[after.step]),
        logs=tuple(record.log for record in logs),
        sources=rules.progression.heart.sources,
        on=logs[-1].date if logs else after.since,
        may_refuse=True,
    )


def _bouts(step):
    """Minutes of each go."""
    whole, rest = divmod(step.minutes, step.bout_minutes)
    return (*[step.bout_minutes] * whole, *([rest] if rest else []))


HEART = ""  # the heart-raising part among changes: no one exercise


# Back after a break ---------------------------------------------------------------------------------------------------


def ease(past, progress, level, candidates, rules):
    """An easier return after weeks without a session; once for each length of break."""
    fitting = [rule for rule in rules.progression.breaks if rule.weeks <= past.weeks_away]
    if not fitting:
        return Step(replace(progress, eased_weeks=0), ())
    rule = fitting[-1]
    if progress.eased_weeks >= rule.weeks:
        return Step(progress, ())
    increase, stages = rules.progression.increase, {}
    for slug, exercise in candidates.items():
        stage = stage_of(progress, exercise, level, rules)
        stages[slug] = replace(stage, step=step_at_most(exercise, stage.step, rule.part, increase), since=past.monday)
    heart, steps = heart_stage(progress, level, rules), rules.progression.heart.steps
    lower = [place for place, one in enumerate(steps[: heart.step])
             if one.minutes <= steps[heart.step].minutes * rule.part]  # fmt: skip
    heart = Stage(max(lower, default=0), past.monday)
    words = rule.words.format(weeks=_weeks(past.weeks_away, rules))
    change = Change(deed=Deed.RETURN, exercise=HEART, reason=words, sources=rule.sources, on=past.monday)
    stages = {**progress.stages, **stages}
    return Step(replace(progress, stages=stages, heart=heart, eased_weeks=rule.weeks), (change,))


def _weeks(count, rules):
    return rules.words["one_week" if count == 1 else "some_weeks"].format(count=count)
