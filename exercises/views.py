"""The library: browse, search, read. Open to everybody."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from exercises.catalogue import catalogue
from exercises.facts import Dose
from exercises.models import KIND_CHOICES, LEVEL_CHOICES, Exercise
from exercises.planned import planned_for
from exercises.search import find
from exercises.svg import has_work

A_PAGE = 24
MINE = [("mine", _("In my plan"))]
FLOOR = {"supine", "prone", "side_lying", "quadruped", "kneeling", "half_kneeling"}
PLACES = [
    ("chair", _("On a chair"), lambda row: "seated" in row.positions),
    ("standing", _("Standing"), lambda row: "standing" in row.positions),
    ("no-floor", _("Not on the floor"), lambda row: not set(row.positions) <= FLOOR),
    ("water", _("In water"), lambda row: "water" in row.positions),
    ("no-kit", _("Nothing to buy"), lambda row: all(catalogue().equipment[thing].always for thing in row.equipment)),
]


@dataclass(frozen=True, slots=True)
class Pill:
    """One filter as a link to `address`: with it, or without it if it is on."""

    key: str
    label: str
    is_on: bool
    address: str


@login_not_required
@require_safe
def library(request):
    asked = {key: request.GET.get(key, "").strip()[:80] for key in ("q", "plan", "kind", "level", "where")}
    offered = list(Exercise.objects.offered())
    planned = planned_for(request.user) & {row.slug for row in offered}
    if not planned:
        asked["plan"] = ""
    rows = _found(offered, asked, planned)
    filters = [
        (_("Kind"), [*(_pills("plan", MINE, asked) if planned else []), *_pills("kind", KIND_CHOICES, asked)]),
        (_("Where and how"), _pills("where", [(key, label) for key, label, _test in PLACES], asked)),
        (_("Level"), _pills("level", LEVEL_CHOICES, asked)),
    ]
    chosen = [pill for _label, pills in filters for pill in pills if pill.is_on]
    pages = Paginator(rows, A_PAGE)
    context = {
        "q": asked["q"],
        "filters": filters,
        "chosen": chosen,
        "ways_out": [] if rows else _ways_out(offered, asked, planned, chosen),
        "kept": [(key, value) for key, value in asked.items() if value and key != "q"],
        "pages": pages.get_page(request.GET.get("page")),
        "total": pages.count,
        "place": "library",
    }
    return render(request, "exercises/library.html", context)


def _found(offered, asked, planned):
    rows = [row for row in offered if _fits(row, asked, planned)]
    return find(asked["q"], rows) if asked["q"] else sorted(rows, key=lambda row: (not row.is_core, row.name))


def _ways_out(offered, asked, planned, chosen):
    """Each filter that alone stands between the person and a result, with how many there would be without it."""
    counts = [(pill, len(_found(offered, {**asked, pill.key: ""}, planned))) for pill in chosen]
    return [(pill, count) for pill, count in counts if count]


def _fits(row, asked, planned):
    tests = {key: test for key, _label, test in PLACES}
    levels = [value for value, _label in LEVEL_CHOICES]
    return (
        (asked["plan"] not in dict(MINE) or row.slug in planned)
        and (asked["kind"] not in dict(KIND_CHOICES) or row.kind == asked["kind"])
        and (asked["level"] not in levels or levels.index(row.min_level) <= levels.index(asked["level"]))
        and (asked["where"] not in tests or tests[asked["where"]](row))
    )


def _pills(key, choices, asked):
    return [
        Pill(key, label, asked[key] == value, _address({**asked, key: "" if asked[key] == value else value}))
        for value, label in choices
    ]


def _address(asked):
    query = urlencode({key: value for key, value in asked.items() if value})
    return reverse("exercises:library") + (f"?{query}" if query else "")


@login_not_required
@require_safe
def exercise(request, slug):
    row = get_object_or_404(Exercise, slug=slug)
    linked = Exercise.objects.in_bulk({*row.easier, *row.harder, *row.substitutes})
    known = catalogue()
    is_other_side = request.GET.get("side") == "other"
    context = {
        "exercise": row,
        "is_other_side": is_other_side,
        "other_side": _turned(row, is_other_side),
        "has_work": has_work(slug),
        "doses": [
            (level, label, Dose(**{**row.doses[level], "effort_cr10": None}))
            for level, label in LEVEL_CHOICES
            if level in row.doses
        ],
        "easier": [linked[one] for one in row.easier if one in linked],
        "harder": [linked[one] for one in row.harder if one in linked],
        "substitutes": [linked[one] for one in row.substitutes if one in linked],
        "needs": [known.equipment[thing].label for thing in row.equipment if not known.equipment[thing].always],
        "sources": [known.sources[key] for key in row.sources if key in known.sources],
        "position_starts": [(known.position_words[key], text) for key, text in row.position_steps.items()],
        "place": "library",
    }
    return render(request, "exercises/exercise.html", context)


def _turned(row, is_other_side):
    """The address of the same page with the drawing of the other side; empty where no side is meant."""
    if not any(dose.get("per_side") for dose in row.doses.values()):
        return ""
    return row.get_absolute_url() if is_other_side else f"{row.get_absolute_url()}?side=other"


@login_not_required
@require_safe
def sources(request):
    known = catalogue()
    used = {}
    for one in known.exercises.values():
        for key in one.evidence.sources:
            used.setdefault(key, []).append(one)
    tiers = {
        "A": _("Guidelines, reviews and trials"),
        "B": _("Health services, professional bodies and charities"),
        "C": _("Clinics and other pages, the weakest"),
        "team": _("Our own judgement"),
    }
    groups = [
        (label, [(one, used.get(one.key, [])) for one in known.sources.values() if one.tier == tier])
        for tier, label in tiers.items()
    ]
    return render(request, "exercises/sources.html", {"groups": groups})
