"""Next week as it stands beside what tried answers would make of it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exercises.catalogue import catalogue
from plans.engine.draft import Block, ItemDraft, Outcome, PlanDraft, SessionDraft
from plans.services.trying import Preview
from plans.templatetags.plan_words import heart_words

CORE = (Block.STRENGTH, Block.STRETCH)
TICK_MINUTES, TICK_WIDTH = 5, 9


@dataclass(frozen=True, slots=True)
class Part:
    """One exercise of a day; `is_new`: it was not in that day before."""

    name: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A day: its heart-raising part, the exercises for the back, and all its minutes."""

    heart: str
    parts: tuple[Part, ...]
    minutes: int
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    date: datetime.date
    now: Cell | None
    then: Cell | None

    @property
    def differs(self):
        return self.now is not self.then and (self.then is None or self.now is None or self.then.is_new)


@dataclass(frozen=True, slots=True)
class Sum:
    """Heart-raising minutes and sessions of a week, as ticks of five minutes out of `scale`."""

    minutes: int
    days: int
    ticks: Sequence[int]
    rest: Sequence[int]


@dataclass(frozen=True, slots=True)
class Move:
    """An exercise that comes in, goes out, or (strength and stretch) is done in another amount, and why."""

    slug: str
    name: str
    reason: str
    change: str = ""
    before: ItemDraft | None = None
    after: ItemDraft | None = None


@dataclass(frozen=True, slots=True)
class Closed:
    """Exercises a reason newly leaves out of what may be planned."""

    reason: str
    change: str
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TryPage:
    monday: datetime.date
    sunday: datetime.date
    sentence: str
    days: tuple[Day, ...]
    sums: tuple[Sum, ...]
    width: int
    comes: tuple[Move, ...]
    goes: tuple[Move, ...]
    amounts: tuple[Move, ...]
    closed: tuple[Closed, ...]
    opened: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]
    more_minutes: int
    is_stopped: bool
    stops: tuple
    counts_now: bool


def try_page(seen: Preview, *, monday: datetime.date) -> TryPage:
    """Plain values only: what is compared has been drafted already."""
    now, then = seen.now, seen.then or seen.now
    is_stopped = then.screening.outcome is not Outcome.PLAN
    comes, goes, amounts = ((), (), ()) if is_stopped else _moves(now, then)
    minutes = [sum(one.heart_minutes for one in draft.sessions) for draft in (now, then)]
    days = tuple(_day(now, then, monday, weekday) for weekday in range(7))
    return TryPage(
        monday=monday,
        sunday=monday + datetime.timedelta(days=6),
        sentence=_sentence(seen, comes, goes, amounts, days),
        days=days,
        sums=tuple(_sum(draft, max(minutes)) for draft in (now, then)),
        width=max(minutes) // TICK_MINUTES * TICK_WIDTH,
        comes=comes,
        goes=goes,
        amounts=amounts,
        closed=() if is_stopped else _closed(now, then),
        opened=() if is_stopped else _opened(now, then),
        notices=tuple(words for words in then.notices if seen.then and words not in now.notices),
        more_minutes=max(0, minutes[1] - minutes[0]),
        is_stopped=is_stopped,
        stops=then.screening.stops if is_stopped else (),
        counts_now=seen.counts_now,
    )


# Day by day -----------------------------------------------------------------------------------------------------------


def _day(now, then, monday, weekday):
    before, after = (_session(draft, weekday) for draft in (now, then))
    known = {item.exercise for item in before.items} if before else set()
    differs = _shape(before) != _shape(after)
    cells = _cell(before, known, False), _cell(after, known, differs)
    return Day(monday + datetime.timedelta(days=weekday), *cells)


def _session(draft, weekday) -> SessionDraft | None:
    return next((one for one in draft.sessions if one.weekday == weekday), None)


def _shape(session):
    """What makes a day the same to do: exercises and amounts, not the words about them."""
    return [_amount(item) for item in session.items if item.block in (Block.HEART, *CORE)] if session else None


def _amount(item):
    return (
        item.exercise, item.position, item.minutes, item.sets, item.reps, item.hold_s, item.hold_breaths, item.per_side
    )  # fmt: skip


def _cell(session, known, is_new):
    if session is None:
        return None
    core = dict.fromkeys(item.exercise for item in session.items if item.block in CORE)
    return Cell(
        heart=heart_words(session),
        parts=tuple(Part(_name(slug), is_new and slug not in known) for slug in core),
        minutes=session.total_minutes,
        is_new=is_new,
    )


def _sum(draft: PlanDraft, most):
    minutes = sum(one.heart_minutes for one in draft.sessions)
    on, of = minutes // TICK_MINUTES, most // TICK_MINUTES
    places = [place * TICK_WIDTH for place in range(of)]
    return Sum(minutes, len(draft.sessions), places[:on], places[on:])


# What comes and goes --------------------------------------------------------------------------------------------------


def _moves(now, then):
    before, after = (_items(draft) for draft in (now, then))
    out = {row.exercise: row for row in then.left_out}
    comes = tuple(Move(slug, _name(slug), item.reason) for slug, item in after.items() if slug not in before)
    goes = tuple(_gone(slug, out.get(slug)) for slug in before if slug not in after)
    amounts = tuple(
        Move(slug, _name(slug), "", before=before[slug], after=item)
        for slug, item in after.items()
        if slug in before and item.block in CORE and _amount(item) != _amount(before[slug])
    )
    return comes, goes, amounts


def _items(draft):
    """slug → its first item of the week, for all that is not to warm up or cool down."""
    items = [item for one in draft.sessions for item in one.items if item.block in (Block.HEART, *CORE)]
    return {item.exercise: item for item in reversed(items)}


def _gone(slug, row):
    if row:
        return Move(slug, _name(slug), row.reason, row.change)
    return Move(slug, _name(slug), _("Still fine for you. Others fit these answers or the minutes better."))


def _closed(now, then):
    before = {row.exercise for row in now.left_out}
    groups: dict[tuple[str, str], list] = {}
    for row in then.left_out:
        if row.exercise not in before:
            groups.setdefault((row.reason, row.change), []).append((row.exercise, _name(row.exercise)))
    ordered = sorted(groups.items(), key=lambda pair: -len(pair[1]))
    return tuple(Closed(reason, change, tuple(sorted(names, key=_by_name))) for (reason, change), names in ordered)


def _opened(now, then):
    after = {row.exercise for row in then.left_out}
    names = [(row.exercise, _name(row.exercise)) for row in now.left_out if row.exercise not in after]
    return tuple(sorted(names, key=_by_name))


def _by_name(pair):
    return pair[1]


def _name(slug):
    known = catalogue().exercises
    return known[slug].name if slug in known else slug


# In one sentence ------------------------------------------------------------------------------------------------------


def _sentence(seen, comes, goes, amounts, days):
    if seen.then is None:
        return _("This is how it stands. Change an answer and look again.")
    if seen.then.screening.outcome is not Outcome.PLAN:
        return _("With these answers there would be no exercises for now.")
    now, then = (len(draft.sessions) for draft in (seen.now, seen.then))
    parts = []
    if now != then:
        parts.append(ngettext("%(then)s day instead of %(now)s", "%(then)s days instead of %(now)s", then))
    elif {day.date for day in days if day.now} != {day.date for day in days if day.then}:
        parts.append(_("other days"))
    if comes:
        parts.append(ngettext("%(in)s exercise comes in", "%(in)s exercises come in", len(comes)))
    if goes:
        parts.append(ngettext("%(out)s goes out", "%(out)s go out", len(goes)))
    if amounts:
        parts.append(ngettext("%(amounts)s has another amount", "%(amounts)s have another amount", len(amounts)))
    if not parts:
        return _("Nothing in your days would change.")
    counts = {"now": now, "then": then, "in": len(comes), "out": len(goes), "amounts": len(amounts)}
    words = ", ".join(parts) % counts
    return _("What would change: %(parts)s.") % {"parts": words}
