"""One person's week with what their logs have earned: less at once, more where no session gets two increases."""

from dataclasses import dataclass, replace

from exercises.facts import Kind
from plans.engine.composing import compose
from plans.engine.draft import Block
from plans.engine.frame import Frame, Session
from plans.engine.progress import Change, Deed
from plans.engine.progression import HEART, ease, settle
from plans.engine.putting_back import with_put_back
from plans.engine.rising import increases
from plans.engine.scheduling import choose_days, follows_closely
from plans.engine.selection import Candidate, Choice, choose, consider, first_level

CORE = (Block.STRENGTH, Block.STRETCH)


@dataclass(frozen=True, slots=True)
class Grown:
    """A week before words: what it was chosen from, its days and sessions, and what is different from before."""

    frame: Frame
    choice: Choice
    days: tuple[int, ...]
    sessions: tuple[Session, ...]
    changes: tuple[Change, ...]


def adapt(person, facts, exercises, rules, week, past):
    """The week composed with all that calls for less, then with each increase that leaves every session at most one;
    the longest waiting first."""
    past = with_put_back(past, exercises, person.fitness_level)
    opened = frozenset(past.progress.instead.values())
    choice = choose(person, facts, exercises, rules, opened=opened)
    allowed = {
        one.slug: one.exercise for one in choice.candidates if one.exercise.kind in (Kind.STRENGTH, Kind.STRETCH)
    }
    settled = settle(past, person.fitness_level, allowed, rules)
    eased = ease(past, settled.progress, person.fitness_level, allowed, rules)
    frame = Frame(person, rules, facts, choice.candidates, week, exercises, eased.progress)
    days = choose_days(person.weekdays or rules.target.weekdays_default, frame.wanted_days)
    grown = Grown(frame, choice, days, _sessions(frame, days), (*eased.changes, *settled.changes))
    if frame.may_increase and not eased.changes:
        for one in _earned(grown, person, exercises, past):
            grown = _with_increase(grown, one) or grown
    return replace(grown, changes=(*grown.changes, *_exchanged(grown, past)))


def _sessions(frame, days):
    return tuple(compose(frame, place, run) for place, run in enumerate(_runs(days, frame.rules)))


def _runs(days, rules):
    """For each day, which of the adjacent sessions it is; None if no day follows closely on another. They take turns
    from a rested day on, Sunday to Monday included."""
    runs = follows_closely(days)
    if not any(runs):
        return [None] * len(days)
    start = runs.index(0)
    return [(place - start) % len(days) % len(rules.session.adjacent_slots) for place in range(len(days))]


def core_of(session):
    """Slugs of strength and stretch."""
    return [one.candidate.slug for one in session.chosen if one.block in CORE]


# More -----------------------------------------------------------------------------------------------------------------


def _earned(grown, person, exercises, past):
    """Increases that the logs allow, of what this week holds. Without logs there is nothing to look for."""
    if not past.records:
        return []
    frame = grown.frame
    planned = {slug: exercises[slug] for session in grown.sessions for slug in core_of(session)}
    reduced = {one.slug for one in frame.candidates if one.reduced_by}
    free = {slug: exercise for slug, exercise in planned.items() if slug not in reduced}
    opened = {slug: _open_harder(exercise, frame, exercises) for slug, exercise in free.items()}
    return increases(past, person, frame.progress, free, opened, frame.rules)


def _open_harder(exercise, frame, exercises):
    """Harder neighbours for the same use that screening allows and that are within reach of the person's level."""
    person, found = frame.person, []
    for slug in exercise.harder:
        harder = exercises.get(slug)
        if harder is None or harder.is_retired or harder.is_library_only or harder.role is not exercise.role:
            continue
        is_near = first_level(harder) in frame.levels_in_reach
        one = consider(harder, person, frame.facts, frame.rules, opened=frozenset({slug}))
        if is_near and isinstance(one, Candidate) and not one.reduced_by:
            found.append(harder)
    return found


def _with_increase(grown, one):
    """The week with one increase more; None where a session would get two, or where it would not be seen."""
    frame = grown.frame
    progress = one.given_to(frame.progress)
    candidates = frame.candidates
    if one.instead:
        opened = frozenset(progress.instead.values())
        choice = choose(frame.person, frame.facts, frame.exercises, frame.rules, opened=opened)
        candidates = choice.candidates
    else:
        choice = grown.choice
    bigger = replace(frame, progress=progress, candidates=candidates)
    sessions = _sessions(bigger, grown.days)
    if not _is_seen(one, grown.sessions, sessions):
        return None
    raised = [*(change for change in grown.changes if change.deed in (Deed.MORE, Deed.HARDER)), one.change]
    if any(_increases_in(session, raised) > 1 for session in sessions):
        return None
    return replace(grown, frame=bigger, choice=choice, sessions=sessions, changes=(*grown.changes, one.change))


def _is_seen(one, before, after):
    """Whether the increase is all that differs: the minutes may leave no room for it, and then it waits."""
    if one.exercise == HEART:
        return [_minutes(session) for session in before] != [_minutes(session) for session in after]
    same = [set(core_of(session)) - {one.exercise, one.change.exercise} for session in before]
    then = [set(core_of(session)) - {one.exercise, one.change.exercise} for session in after]
    shown = {
        chosen.dose for session in after for chosen in session.chosen if chosen.candidate.slug == one.change.exercise
    }
    return same == then and one.change.after in shown


def _minutes(session):
    return [one.dose.minutes for one in session.chosen if one.block is Block.HEART]


def _increases_in(session, raised):
    slugs = {one.candidate.slug for one in session.chosen}
    return sum(change.exercise == HEART or change.exercise in slugs for change in raised)


# What came and went ---------------------------------------------------------------------------------------------------


def _exchanged(grown, past):
    """Exercises that were not in the week before, or are no longer, where nothing else has told it."""
    if not past.planned:
        return ()
    rules, now = grown.frame.rules, [slug for session in grown.sessions for slug in core_of(session)]
    told = {slug for change in grown.changes for slug in (change.exercise, change.instead_of)}
    known = {*past.planned} - past.put_back.keys() | told
    came = [slug for slug in dict.fromkeys(now) if slug not in known]
    went = [slug for slug in past.planned if slug not in now and slug not in told]
    reasons = {row.exercise: row for row in grown.choice.left_out}
    changes = []
    for slug in went:
        row = reasons.get(slug)
        heir = next((one for one in came if _does_the_same(one, slug, grown.frame)), "")
        came = [one for one in came if one != heir]
        reason = row.reason if row else _why_exchanged(heir, past, grown.frame)
        changes.append(
            Change(Deed.NEW if heir else Deed.OUT, heir or slug, reason, instead_of=slug if heir else "",
                   sources=() if row else rules.progression.novelty.sources, on=past.monday)
        )  # fmt: skip
    words = {slug: "put_back" if slug in past.put_back else "new_this_week" for slug in came}
    changes += [Change(Deed.NEW, slug, rules.words[words[slug]], on=past.monday) for slug in came]
    return tuple(changes)


def _why_exchanged(heir, past, frame):
    rules = frame.rules
    if heir in past.put_back:
        return rules.words["put_back"]
    if heir and frame.load < rules.levels[frame.person.fitness_level].load:
        return rules.words["gentler_now"]
    return rules.progression.novelty.words if heir else rules.words["out_now"]


def _does_the_same(one, other, frame):
    first, second = (frame.exercises.get(slug) for slug in (one, other))
    return bool(first and second) and (first.kind, first.role) == (second.kind, second.role)
