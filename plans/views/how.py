"""How plans are made, written out from the rules themselves."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
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
        "levels": rules.levels.values(),
        "sources": sources,
        "digest": rules.digest,
    }
    return render(request, "plans/how_plans_are_made.html", context)


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
