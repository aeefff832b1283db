"""Words for what stands in a plan."""

from django import template
from django.utils.dateformat import format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from exercises.catalogue import catalogue
from plans.engine.draft import Block
from plans.engine.gaps import in_a_list
from plans.engine.progress import Deed
from plans.engine.selection import EQUIPMENT, LEVEL
from plans.models import PlannedExercise, Profile, WeeklyPlan
from plans.rulebook import rulebook

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
def days_until(first, last):
    """ "23 to 29 November", or "30 Nov to 6 Dec" over the end of a month: short enough for a phone's heading."""
    one_month = (first.year, first.month) == (last.year, last.month)
    forms = ("j", "j F") if one_month else ("j M", "j M")
    return _("%(first)s to %(last)s") % {"first": format(first, forms[0]), "last": format(last, forms[1])}


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
        more = ngettext("%(n)s second", "%(n)s seconds", rest) % {"n": rest}
        return f"{words} {more}" if rest else words
    return ngettext("hold %(n)s second", "hold %(n)s seconds", seconds) % {"n": seconds}


@register.filter
def heart_words(session):
    """ "Brisk walk, 2 × 10 min" for the heart-raising part of a drafted session; empty without one."""
    items = [item for item in session.items if item.block is Block.HEART]
    goes = [item.minutes for item in items if item.minutes]
    if not goes:
        return exercise_name(items[0].exercise) if items else ""
    is_even = len(goes) > 1 and len(set(goes)) == 1
    minutes = f"{len(goes)} × {goes[0]}" if is_even else " + ".join(map(str, goes))
    return _("%(name)s, %(minutes)s min") % {"name": exercise_name(items[0].exercise), "minutes": minutes}


CHANGE_TITLES = {
    Deed.MORE: gettext_lazy("%(name)s, a little more"),
    Deed.LESS: gettext_lazy("%(name)s, a little less"),
    Deed.HARDER: gettext_lazy("%(name)s in place of %(other)s, one step harder"),
    Deed.EASIER: gettext_lazy("%(name)s in place of %(other)s, one step easier"),
    Deed.OUT: gettext_lazy("%(name)s is out"),
    Deed.RETURN: gettext_lazy("An easier return"),
}


@register.filter
def change_title(row):
    """What one change does, in a few words, for a row of `changes_page`."""
    name = row.name or _("Heart-raising minutes")
    if row.change.deed is Deed.NEW:
        title = _("%(name)s in place of %(other)s") if row.instead_of else _("New: %(name)s")
    else:
        title = CHANGE_TITLES[row.change.deed]
    return title % {"name": name, "other": row.instead_of}


@register.filter
def amounts(change, which):
    """The amount `before` or `after` a change, in words; empty where there is none."""
    minutes = getattr(change, f"{which}_minutes")
    if minutes:
        goes = f"{len(minutes)} × {minutes[0]}" if len(minutes) > 1 else minutes[0]
        return ngettext("%(n)s minute", "%(n)s minutes", sum(minutes)) % {"n": goes}
    dose = getattr(change, which)
    return dose_words(dose) if dose else ""


@register.filter
def one_number(change):
    """(before, after, the words of both) where one exercise stays and only the first number of its amount is another;
    None otherwise."""
    before, after = (amounts(change, which).partition(" ") for which in ("before", "after"))
    is_same = not change.instead_of and before[2] == after[2] != ""
    return (before[0], after[0], after[2]) if is_same and before[0].isdigit() and after[0].isdigit() else None


@register.filter
def evidence_words(one):
    """ "easy, pain 2, as usual next morning" for a session that a change rests on."""
    log = one.log
    parts = [one.rating.lower()]
    if log.pain_after is not None:
        parts.append(_("pain %(pain)s") % {"pain": log.pain_after})
    if log.next_morning:
        parts.append(_("next morning: %(how)s") % {"how": log.get_next_morning_display().lower()})
    if not one.rating and log.heart_minutes:
        parts.append(ngettext("%(n)s minute", "%(n)s minutes", log.heart_minutes) % {"n": log.heart_minutes})
    return ", ".join(part for part in parts if part)


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
    item = PlannedExercise.objects.filter(session__plan=plan, exercise=slug).first()
    if item:
        return {"item": item}
    for row in plan.draft.get("left_out", []):
        if row["exercise"] == slug:
            return {"left_out": row}
    return {"first": _first_in_its_place(plan, slug)}


@register.simple_tag(takes_context=True)
def plan_marks(context):
    """What the signed-in person's newest plan says of each exercise it speaks of: slug → (is it in, words)."""
    user = context["request"].user
    plan = WeeklyPlan.objects.of(user).only("draft").first() if user.is_authenticated else None
    if plan is None:
        return {}
    marks = {row["exercise"]: (False, _why_out(row["rule"])) for row in plan.draft.get("left_out", [])}
    return marks | dict.fromkeys(plan.planned_slugs, (True, _("In your plan")))


@register.simple_tag(takes_context=True)
def your_level(context):
    """The level the signed-in person chose; empty for anybody else."""
    user = context["request"].user
    if not user.is_authenticated:
        return ""
    return Profile.objects.filter(user=user).values_list("fitness_level", flat=True).first() or ""


def _why_out(rule):
    """In a few words; the page of the exercise says it in full."""
    if rule in rulebook().flags:
        return _("Left out: %(why)s") % {"why": rulebook().flags[rule].label.lower()}
    return {LEVEL: _("For a later level"), EQUIPMENT: _("Left out: needs a thing or place")}.get(rule, _("Left out"))


@register.filter
def of_slug(marks, slug):
    return marks.get(slug)


def _first_in_its_place(plan, slug):
    """Names of what the plan has for the same job; empty when it has nothing of that kind."""
    known = catalogue().exercises
    if slug not in known:
        return ()
    alike = (known[one] for one in sorted(plan.planned_slugs) if one in known)
    return [in_a_list(one.name) for one in alike if (one.kind, one.role) == (known[slug].kind, known[slug].role)]


@register.filter
def exercise_name(slug):
    known = catalogue().exercises
    return known[slug].name if slug in known else slug
