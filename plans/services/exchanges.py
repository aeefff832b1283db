"""What a person changes in a session by hand, kept with it so that it can be undone, and chosen again when the session
is made anew."""

import datetime
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from exercises.catalogue import catalogue, facts_of
from exercises.models import Exercise
from plans.engine import codec
from plans.engine.alternatives import Alternative, Part, alternatives, in_place_of
from plans.engine.draft import Block, SessionDraft
from plans.engine.gentle import gentle_session
from plans.models import ExerciseSession, Profile, WeeklyPlan
from plans.rulebook import rulebook
from plans.services.contents import contents_of, fill
from plans.services.week import item_row, load_profile, person_now, turn_of

TODAY, NEVER, LEFT_OUT, GENTLE, EXTRA = "today", "never", "left_out", "gentle", "extra"


def alternatives_for(
    session: ExerciseSession,
    block: str,
    slug: str,
    *,
    today: datetime.date,
    profile: Profile | None = None,
    wanted: str = "",
) -> tuple[Alternative, ...]:
    """What may stand in for an exercise of this session, easiest first; at most three, or only the one `wanted`."""
    profile = profile or load_profile(session.plan.user)
    parts = [Part(Block(item.block), item.exercise_id, item.seconds) for item in session.items.all()]
    exercises = {row.slug: facts_of(row) for row in Exercise.objects.all()}
    return alternatives(
        person_now(profile, today=today),
        exercises,
        rulebook(),
        parts=parts,
        out=(Block(block), slug),
        week=turn_of(profile, monday=session.plan.monday, today=today),
        progress=codec.from_json(session.plan.draft).progress,
        wanted=wanted,
    )


def gentle_draft(profile: Profile, plan: WeeklyPlan, today: datetime.date) -> SessionDraft | None:
    return gentle_session(
        person_now(profile, today=today),
        {row.slug: facts_of(row) for row in Exercise.objects.all()},
        rulebook(),
        weekday=today.weekday(),
        week=turn_of(profile, monday=plan.monday, today=today),
    )


def note_exchange(session, kind, out, into, today, before):
    session.swaps = [
        *session.swaps, {"kind": kind, "out": out, "into": into, "on": today.isoformat(), "before": before}
    ]  # fmt: skip


def exchange(session: ExerciseSession, block: str, slug: str, one: Alternative, *, instead_of: str = "", today=True):
    """Puts an alternative in the place of `slug`; its reason names that, or what it stood in for before."""
    items = in_place_of(one, name_of(instead_of or slug), rulebook(), today=today)
    rows, put = [], False
    for row in session.items.order_by("order"):
        if (row.block, row.exercise_id) != (block, slug):
            rows.append(row)
        elif not put:
            rows += [item_row(session, 0, item) for item in items]
            put = True
    old, new = name_of(slug), name_of(items[0].exercise)
    if session.title.startswith(old):
        session.title = new + session.title[len(old) :]
    fill(session, rows)


def leave_out(session: ExerciseSession, block: str, slug: str) -> bool:
    """Takes an exercise out; not the last one of a session."""
    rows = list(session.items.order_by("order"))
    left = [row for row in rows if (row.block, row.exercise_id) != (block, slug)]
    if left and len(left) < len(rows):
        fill(session, left)
    return bool(left)


def make_gentle(session: ExerciseSession, draft: SessionDraft) -> None:
    session.is_gentle, session.title, session.gaps = True, draft.title, []
    fill(session, [item_row(session, order, item) for order, item in enumerate(draft.items)])


def name_of(slug: str) -> str:
    known = catalogue().exercises
    return known[slug].name if slug in known else slug


# Again, after a session has been made anew ----------------------------------------------------------------------------


def choose_again(
    plan: WeeklyPlan, session: ExerciseSession, swaps: Sequence[Mapping], profile: Profile, today: datetime.date
) -> list[str]:
    """Does to a session made anew what the person had chosen for it, in the same order. Returns a sentence for what
    could not stay; what the new session holds or lacks anyway needs no choice any more."""
    session = ExerciseSession.objects.filter(pk=session.pk).first()
    if session is None:
        return []
    session.plan, session.swaps, lost = plan, [], []
    ways = {GENTLE: _gentle_again, EXTRA: _gentle_again, LEFT_OUT: _out_again}
    for one in ({**one, "out": one.get("out") or "", "into": one.get("into") or ""} for one in swaps):
        lost.append(ways.get(one["kind"], _swapped_again)(session, one, profile, today))
        if session.pk is None:  # the extra session it was about is gone
            break
    else:
        session.save(update_fields=["swaps"])
    return [words for words in lost if words]


def _keep(session, one, before):
    session.swaps = [*session.swaps, {**one, "before": before}]


def _gentle_again(session, one, profile, today):
    draft = gentle_draft(profile, session.plan, today) if session.date.isoformat() == one["on"] else None
    if draft is None and session.is_extra:
        session.delete()
    if draft is None:
        return _("The gentle session you had chosen could not stay.")
    _keep(session, one, {} if session.is_extra else contents_of(session))
    make_gentle(session, draft)
    return ""


def _out_again(session, one, profile, today):
    places = [row.block for row in session.items.all() if row.exercise_id == one["out"]]
    before = contents_of(session)
    if places and leave_out(session, places[0], one["out"]):
        _keep(session, one, before)
    return ""


def _swapped_again(session, one, profile, today):
    is_today = one["kind"] == TODAY
    if not is_today and one["out"] not in {entry["exercise"] for entry in profile.never}:
        return ""
    before = contents_of(session) if is_today else {}
    if one["into"] in [row.exercise_id for row in session.items.all()]:
        if not is_today:
            _keep(session, one, before)
        return ""
    if not one["into"] or _put_in(session, one, profile, today):
        _keep(session, one, before)
        return ""
    if not is_today:
        _keep(session, {**one, "into": ""}, before)
    return _("“%(name)s”, which you had chosen, could not stay.") % {"name": name_of(one["into"])}


def _put_in(session, one, profile, today):
    """In the place of what was swapped out, else of another that does the same job."""
    rows = sorted(session.items.order_by("order"), key=lambda row: row.exercise_id != one["out"])
    for block, slug in dict.fromkeys((row.block, row.exercise_id) for row in rows):
        found = alternatives_for(session, block, slug, today=today, profile=profile, wanted=one["into"])
        if found:
            exchange(session, block, slug, found[0], instead_of=one["out"], today=one["kind"] == TODAY)
            return True
    return False
