"""How plans are made, written out from the rules themselves."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from exercises.catalogue import catalogue
from plans.rulebook import rulebook


@login_not_required
@require_safe
def how_plans_are_made(request):
    rules, library = rulebook(), catalogue()
    sources = library.sources
    groups = [
        (title, [_rule_row(rule, library) for rule in rules.flags.values() if rule.group == group])
        for group, title in rules.groups.items()
    ]
    outcomes = [
        (action, [row for row in rules.safety_rows if row.group == outcome])
        for outcome, action in rules.actions.items()
    ]
    context = {
        "rules": rules,
        "groups": [(title, rows) for title, rows in groups if rows],
        "outcomes": outcomes,
        "progression": _progression_rows(rules.progression, sources),
        "levels": rules.levels.values(),
        "sources": sources,
        "digest": rules.digest,
    }
    return render(request, "plans/how_plans_are_made.html", context)


def _progression_rows(progression, sources):
    """How doses follow from logs, in the words the plans use."""
    increase, heart, less = progression.increase, progression.heart, progression.decrease
    parts = [
        (_("A little more"), [increase.words.format(pain=increase.pain_most_nrs)], increase),
        (_("A harder exercise"), [progression.harder.words], progression.harder),
        (_("Longer heart-raising"), [heart.words_bouts, heart.words, heart.words_less], heart),
        (
            _("A little less"),
            [
                less.words_pain.format(pain=less.pain_from_nrs), less.words_morning, less.words_hard,
                less.words_tries.format(tries=less.tries),
            ],
            less,
        ),
        *(
            (
                ngettext("After %(n)s week away", "After %(n)s weeks away", rule.weeks) % {"n": rule.weeks},
                [_("%(percent)s %% of the work done before.") % {"percent": round(rule.part * 100)}],
                rule,
            )
            for rule in progression.breaks
        ),
        (_("Something new"), [progression.novelty.words], progression.novelty),
    ]  # fmt: skip
    return [
        {
            "title": title,
            "lines": lines,
            "sources": [sources[key] for key in part.sources if key in sources],
            "is_ours": "team" in part.sources,
        }
        for title, lines, part in parts
    ]


def _rule_row(rule, library):
    """A rule with the tags and exercises it touches, in words."""
    names = library.exercises
    return {
        "rule": rule,
        "never": [library.tags[tag] for tag in sorted(rule.exclude_tags)],
        "never_names": [names[slug].name for slug in sorted(rule.exclude_slugs)],
        "only": [names[slug].name for slug in sorted(rule.allow_only or ())],
        "less": [library.tags[tag] for tag in sorted(rule.reduce_tags)],
        "first": [names[slug].name for slug in rule.prefer],
        "sources": [library.sources[key] for key in rule.sources if key in library.sources],
        "is_ours": "team" in rule.sources,
    }
