"""A session as a course of timed steps, for whoever leads someone through it. Its time is the session's."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from exercises.facts import Dose
from plans.engine.dosing import block_seconds, seconds
from plans.engine.draft import Block


class Kind(StrEnum):
    """What a step asks: get ready for a block, change to the next exercise, do it, turn to the other side, rest."""

    READY = "ready"
    CHANGE = "change"
    WORK = "work"
    SIDE = "side"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Part:
    """One planned item, as far as time goes. `rep_s` is one repeat's movement."""

    block: Block
    dose: Dose
    rep_s: int


@dataclass(frozen=True, slots=True)
class Step:
    """`seconds` of one thing. Work is one set of one side: `reps` repeats of `move_s` there and back with `hold_s`
    in between; none of them for an activity done by the clock. `set_number` and `side` count from 1; 0: not so."""

    kind: Kind
    seconds: int
    set_number: int = 0
    side: int = 0
    reps: int = 0
    move_s: int = 0
    hold_s: int = 0


def steps_of(dose, timing, rep_s) -> tuple[Step, ...]:
    """From the first repeat to the end of the rest after it: together as long as `dosing.seconds` says."""
    if dose.minutes:
        return (Step(Kind.WORK, dose.minutes * 60),)
    hold = dose.hold_s or (dose.hold_breaths or 0) * timing.breath_s
    work = Step(Kind.WORK, dose.reps * (rep_s + hold), reps=dose.reps, move_s=rep_s, hold_s=hold)
    steps = []
    for number in range(1, dose.sets + 1):
        one = replace(work, set_number=number)
        if dose.per_side:
            turn = Step(Kind.SIDE, timing.change_side_s, number, 2)
            steps += [replace(one, side=1), *([turn] if turn.seconds else []), replace(one, side=2)]
        else:
            steps.append(one)
        if dose.rest_s and (number < dose.sets or dose.sets == 1):
            steps.append(Step(Kind.REST, dose.rest_s, number))
    return tuple(steps)


def course(parts: Sequence[Part], timing, total_minutes: int) -> tuple[tuple[Step | None, tuple[Step, ...]], ...]:
    """For each part the step that leads up to it, or None, and its own. What rounding up to whole minutes leaves
    over is the time to get ready, the same before each block; so all steps together last the session's minutes."""
    blocks = [list(group) for _block, group in groupby(parts, key=lambda part: part.block)]
    ready = _shares(total_minutes * 60 - sum(_seconds(block, timing) for block in blocks), len(blocks))
    led = []
    for block, share in zip(blocks, ready, strict=True):
        for place, part in enumerate(block):
            lead = Step(Kind.CHANGE, timing.change_s) if place else Step(Kind.READY, share)
            led.append((lead if lead.seconds else None, steps_of(part.dose, timing, part.rep_s)))
    return tuple(led)


def _seconds(block, timing):
    return block_seconds([seconds(part.dose, timing, part.rep_s) for part in block], timing)


def _shares(left, count):
    """`left` seconds in `count` shares, as even as whole seconds are; the later ones get what is over."""
    share, over = divmod(max(left, 0), max(count, 1))
    return [share + (1 if place >= count - over else 0) for place in range(count)]
