"""Words for what stands in a plan."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exercises.catalogue import catalogue
from plans.engine.draft import Block
from plans.models import WeeklyPlan

register = template.Library()

PLATES = {
    Block.WARM_UP: "plate-ease", Block.HEART: "plate-heart", Block.STRENGTH: "plate-strong",
    Block.STRETCH: "plate-stretch", Block.COOL_DOWN: "plate-ease",
}  # fmt: skip


@register.filter
def block_plate(block):
    """The plate's colour class for one block of a session."""
    return PLATES[Block(block)]


@register.filter
def dose_words(item):
    """ "2 sets of 8, hold 10 seconds, each side" for a planned exercise or anything with its dose."""
    if item.minutes:
        return ngettext("%(n)s minute", "%(n)s minutes", item.minutes) % {"n": item.minutes}
    parts = []
    if item.reps and item.reps > 1:
        times = ngettext("%(n)s time", "%(n)s times", item.reps) % {"n": item.reps}
        sets = ngettext("%(n)s set of", "%(n)s sets of", item.sets or 1) % {"n": item.sets}
        parts.append(f"{sets} {item.reps}" if item.sets and item.sets > 1 else times)
    elif item.sets and item.sets > 1:
        parts.append(ngettext("%(n)s time", "%(n)s times", item.sets) % {"n": item.sets})
    if item.hold_s:
        parts.append(_hold(item.hold_s))
    if item.hold_breaths:
        parts.append(
            ngettext("hold for %(n)s breath", "hold for %(n)s breaths", item.hold_breaths) % {"n": item.hold_breaths}
        )
    if item.per_side:
        parts.append(_("each side"))
    words = ", ".join(parts) or _("once")
    return words[0].upper() + words[1:]


def _hold(seconds):
    if seconds >= 60:
        minutes, rest = divmod(seconds, 60)
        words = ngettext("for %(n)s minute", "for %(n)s minutes", minutes) % {"n": minutes}
        return f"{words} {rest} s" if rest else words
    return ngettext("hold %(n)s second", "hold %(n)s seconds", seconds) % {"n": seconds}


@register.filter
def start_words(item):
    """How to begin, in the position that this person gets."""
    return item.exercise.position_steps.get(item.position) or item.exercise.step_start


@register.inclusion_tag("plans/personal_exercise.html", takes_context=True)
def personal_exercise(context, slug):
    """Whether an exercise is in the signed-in person's newest plan, with its dose and reason, or why not."""
    user = context["request"].user
    if not user.is_authenticated:
        return {}
    plan = WeeklyPlan.objects.of(user).only("draft").first()
    if plan is None:
        return {}
    for session in plan.draft.get("sessions", []):
        for item in session["items"]:
            if item["exercise"] == slug:
                return {"item": item, "position": catalogue().position_words.get(item["position"], "")}
    for row in plan.draft.get("left_out", []):
        if row["exercise"] == slug:
            return {"left_out": row}
    return {"first": _first_in_its_place(plan, slug)}


def _first_in_its_place(plan, slug):
    """Names of what the plan has for the same job; empty when it has nothing of that kind."""
    known = catalogue().exercises
    if slug not in known:
        return ()
    items = (item["exercise"] for session in plan.draft.get("sessions", []) for item in session["items"])
    alike = (known[one] for one in dict.fromkeys(items) if one in known)
    return [one.name for one in alike if (one.kind, one.role) == (known[slug].kind, known[slug].role)]


@register.filter
def exercise_name(slug):
    known = catalogue().exercises
    return known[slug].name if slug in known else slug
