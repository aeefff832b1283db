"""What the player shows and follows: the session as timed steps, with all the words it says."""

import datetime
from dataclasses import asdict, dataclass

from backcare.instruments import Dial, dial
from exercises.catalogue import facts_of
from exercises.facts import Dose
from exercises.models import Exercise
from plans.engine.draft import Block, Target
from plans.engine.easing import easier_for
from plans.engine.script import Part, course, steps_of
from plans.engine.target import weigh
from plans.models import ExerciseSession, Profile, SessionLog
from plans.queries.week import RATED_BLOCKS
from plans.rulebook import rulebook
from plans.services.profile import person_of
from plans.templatetags.plan_words import block_plate, dose_words, start_words

NERVES = "nerves"


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing the player may show."""

    slug: str
    position: str
    plate: str
    moving: bool


@dataclass(frozen=True, slots=True)
class PlayPage:
    """`script` is what the player follows, as JSON. `exercises` maps slug → name of what was planned, `rated`
    those asked about at the end → item. `minutes` are those of the week so far."""

    script: dict
    figures: tuple[Figure, ...]
    exercises: dict[str, str]
    rated: dict
    minutes: int
    dial: Dial


@dataclass(frozen=True, slots=True)
class SignRow:
    """A question about nerves, as the safety check asks it."""

    row: str
    words: str
    more: str
    ids: tuple[str, ...]


def sign_rows() -> tuple[SignRow, ...]:
    """What is asked when pain goes down the leg or something is numb."""
    rules = rulebook()
    return tuple(
        SignRow(one.row, one.words, one.more, tuple(one.ids))
        for one in rules.safety_rows
        if all(rules.red_flags[flag].group == NERVES for flag in one.ids)
    )


def dose_of(item) -> Dose:
    return Dose(
        sets=item.sets, reps=item.reps, hold_s=item.hold_s, hold_breaths=item.hold_breaths, rest_s=item.rest_s,
        per_side=item.per_side, minutes=item.minutes,
    )  # fmt: skip


def play_page(session: ExerciseSession, profile: Profile, *, today: datetime.date) -> PlayPage:
    """In three queries: the items, their easier neighbours and the week's logs."""
    rules = rulebook()
    items = list(session.items.select_related("exercise").order_by("order"))
    easier = _easier(items, profile, today)
    parts = [Part(Block(item.block), dose_of(item), item.exercise.rep_s) for item in items]
    led = course(parts, rules.timing, session.total_minutes)
    plan = session.plan
    logs = SessionLog.objects.of(profile.user_id).filter(
        date__range=(plan.monday, plan.monday + datetime.timedelta(days=6))
    )
    target = Target(plan.target_days, plan.target_minutes, plan.target_waived)
    minutes = weigh(((log.date, log.counted_minutes) for log in logs), target).minutes
    days = max(plan.target_days, 1)
    return PlayPage(
        script={
            "session": session.pk,
            "revision": session.revision,
            "title": session.title,
            "items": [
                _item(item, lead, steps, easier.get(item.exercise_id))
                for item, (lead, steps) in zip(items, led, strict=True)
            ],
            "change_s": rules.timing.change_s,
            "week": {"minutes": minutes, "days": days, "minutes_per_day": plan.target_minutes},
        },
        figures=_figures(items, easier),
        exercises={item.exercise_id: item.exercise.name for item in items},
        rated={item.exercise_id: item for item in items if item.block in RATED_BLOCKS},
        minutes=minutes,
        dial=dial(minutes, days=days, minutes_per_day=plan.target_minutes),
    )


def _easier(items, profile, today):
    """slug → (row, candidate, dose) of the easier version this person may do."""
    wanted = {slug for item in items for slug in item.exercise.easier}
    rows = {row.slug: row for row in Exercise.objects.filter(slug__in=wanted)}
    facts = {slug: facts_of(row) for slug, row in rows.items()}
    person = person_of(profile, (), (), today=today)
    found = {}
    for item in items:
        answer = easier_for(item.exercise, person, facts, rulebook()) if not item.minutes else None
        if answer:
            candidate, dose = answer
            found[item.exercise_id] = (rows[candidate.slug], candidate, dose)
    return found


def _item(item, lead, steps, easier):
    row = item.exercise
    counts = item.block == Block.HEART and row.counts_as_heart
    return {
        "slug": row.slug,
        "name": row.name,
        "block": item.block,
        "block_name": str(item.get_block_display()),
        "dose": dose_words(item),
        "start": start_words(item),
        "cue": row.step_movement,
        "breathe": row.step_breathing,
        "how": item.how,
        "counts": counts,
        "end": row.step_back if counts else "",
        "sets": item.sets or 1,
        "lead": _step(lead) if lead else None,
        "steps": [_step(step) for step in steps],
        "easier": _easier_item(*easier) if easier else None,
    }


def _easier_item(row, candidate, dose):
    steps = steps_of(dose, rulebook().timing, row.rep_s)
    return {
        "slug": row.slug,
        "name": row.name,
        "dose": dose_words(dose),
        "start": row.position_steps.get(candidate.position) or row.step_start,
        "cue": row.step_movement,
        "breathe": row.step_breathing,
        "how": candidate.how,
        "sets": dose.sets or 1,
        "steps": [_step(step) for step in steps],
    }


def _step(step):
    return {key: value for key, value in asdict(step).items() if value}


def _figures(items, easier):
    figures = {
        item.exercise_id: Figure(item.exercise_id, item.position, block_plate(item.block), True) for item in items
    }
    for slug, (row, candidate, _dose) in easier.items():
        figures.setdefault(row.slug, Figure(row.slug, candidate.position, figures[slug].plate, False))
    return tuple(figures.values())
