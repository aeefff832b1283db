"""The rules in words, as `/how-plans-are-made/` shows them: what, then what follows, and what it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exercises.catalogue import catalogue
from exercises.facts import Source
from plans.engine.gaps import in_a_list
from plans.engine.reading import effective_flags
from plans.facts.flags import FlagRule
from plans.facts.safety import Action, SafetyRow
from plans.models import Profile
from plans.rulebook import rulebook
from plans.rulebook.files import TEAM
from plans.services.week import person_now

MINE, ALL = "mine", "all"


@dataclass
class Cited:
    """The sources a page names, numbered in the order it names them."""

    sources: dict[str, Source]
    numbers: dict[str, int] = field(default_factory=dict)

    def of(self, keys: Sequence[str]) -> tuple[int, ...]:
        known = [key for key in dict.fromkeys(keys) if not self.is_ours(key)]
        return tuple(self.numbers.setdefault(key, len(self.numbers) + 1) for key in known)

    def is_ours(self, key: str) -> bool:
        return self.sources[key].tier == TEAM

    @property
    def listed(self) -> list[Source]:
        return [self.sources[key] for key in self.numbers]


@dataclass(frozen=True, slots=True)
class Row:
    what: str
    then: tuple[str, ...]
    cited: tuple[int, ...]
    is_ours: bool


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule with the movements and exercises it touches, in words."""

    rule: FlagRule
    never: tuple[str, ...]
    unless: tuple[str, ...]
    only: tuple[str, ...]
    less: tuple[str, ...]
    first: tuple[str, ...]
    last_positions: tuple[str, ...]
    cited: tuple[int, ...]
    is_ours: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One filter: `about` in the address, its label, how many rules it shows."""

    about: str
    label: str
    count: int
    is_on: bool


@dataclass(frozen=True, slots=True)
class RulesPage:
    week: tuple[Row, ...]
    signs: tuple[tuple[Action, tuple[tuple[SafetyRow, tuple[int, ...]], ...]], ...]
    change: tuple[Row, ...]
    choices: tuple[Choice, ...]
    groups: tuple[tuple[str, tuple[RuleRow, ...]], ...]
    shown: int
    of: int
    is_open: bool
    cited: tuple[Source, ...]
    sources_count: int


def rules_page(profile: Profile | None, about: str, *, today) -> RulesPage:
    """`about`: "mine", "all" or a group of rules; anything else is the one that fits the reader best."""
    rules, sources = rulebook(), catalogue().sources
    cited = Cited(sources)
    week, signs, change = _week_rows(rules, cited), _signs(rules, cited), _change_rows(rules, cited)
    mine = set(effective_flags(person_now(profile, today=today), rules)) if profile else set()
    wanted = {MINE: mine, ALL: set(rules.flags)}
    for rule in rules.flags.values():
        wanted.setdefault(rule.group, set()).add(rule.flag)
    if about not in wanted or not wanted[about]:
        about = MINE if mine else ALL
    labels = {MINE: _("Mine"), **rules.groups, ALL: _("All")}
    choices = tuple(
        Choice(key, labels[key], len(wanted[key]), key == about) for key in labels if key in wanted and wanted[key]
    )
    shown = {flag: _rule_row(rules.flags[flag], cited) for flag in rules.flags if flag in wanted[about]}
    groups = tuple(
        (title, rows)
        for group, title in rules.groups.items()
        if (rows := tuple(row for row in shown.values() if row.rule.group == group))
    )
    listed = tuple(cited.listed)
    return RulesPage(
        week, signs, change, choices, groups, len(shown), len(rules.flags), about != ALL, listed, len(sources)
    )


def _row(what, then, sources, cited):
    return Row(
        what, tuple(line for line in then if line), cited.of(sources), any(cited.is_ours(key) for key in sources)
    )


def _week_rows(rules, cited):
    target, session = rules.target, rules.session
    heart = _(
        "%(days)s days with %(minutes)s minutes each, at a pace where you can talk but not sing. Minutes of one day "
        "add up; a fourth day is welcome."
    )
    built = _(
        "An easy warm-up, one heart-raising activity, three strengthening exercises and one stretch, a short "
        "cool-down. Strengthening is in every session: stretching alone does little."
    )
    edges = _(
        "At most %(warm)s minutes to warm up and %(cool)s to cool down. When time is short, %(few)s strengthening "
        "exercises and the stretch."
    )
    rows = [
        (_("Heart-raising"), [heart % {"days": target.days, "minutes": target.minutes_per_day}], (target.source,)),
        (_("Every session"), [built], (target.source,)),
        (
            _("How long"),
            [
                edges
                % {"warm": session.warm_up_minutes, "cool": session.cool_down_minutes, "few": session.short_strength}
            ],
            (session.source,),
        ),
        (
            _("Ruled out"),
            [_("Stays out, always. If nothing safe fits a place, it stays empty and the page says so.")],
            (session.source,),
        ),
        (
            _("Rest"),
            [_("Days are spread so that rest lies between them, as far as your days allow.")],
            (session.source,),
        ),
        *((level.label, [level.words + "."], (level.source,)) for level in rules.levels.values()),
    ]  # fmt: skip
    return tuple(_row(*row, cited) for row in rows)


def _signs(rules, cited):
    """Each outcome of the safety check with the rows that lead to it."""
    return tuple(
        (action, rows)
        for outcome, action in rules.actions.items()
        if (
            rows := tuple(
                (row, cited.of([key for sign in row.ids for key in rules.red_flags[sign].sources]))
                for row in rules.safety_rows
                if row.group == outcome
            )
        )
    )


def _longest(rules):
    heart = rules.progression.heart
    return _("It stops at %(usual)d minutes; at the level “%(level)s” it goes on to %(most)d for those who ask.") % {
        "usual": max(step.minutes for step in heart.steps if not step.on_request),
        "level": rules.levels[heart.request_level].label,
        "most": heart.steps[-1].minutes,
    }


def _change_rows(rules, cited):
    """How doses follow from pain and logs, in the words the plans use."""
    progression, flare = rules.progression, rules.flare
    increase, heart, less = progression.increase, progression.heart, progression.decrease
    rows = [
        *_pain_rows(rules.pain),
        (_("A little more"), [increase.words.format(pain=increase.pain_most_nrs)], increase.sources),
        (_("A harder exercise"), [progression.harder.words], progression.harder.sources),
        (
            _("Longer heart-raising"),
            [
                heart.words_bouts, heart.words, heart.words_less, heart.words_sore.format(pain=less.pain_from_nrs),
                _longest(rules),
            ],
            heart.sources,
        ),
        (
            _("A little less"),
            [
                less.words_pain.format(pain=less.pain_from_nrs), less.words_morning, less.words_hard,
                less.words_tries.format(tries=less.tries),
            ],
            less.sources,
        ),
        (
            _("A flare-up"),
            [
                _("%(days)s gentle days or more; then the way back in steps, each ended by a morning “as usual”.")
                % {"days": flare.days}
            ],
            flare.sources,
        ),
        *_break_rows(progression.breaks),
        (_("Something new"), [progression.novelty.words], progression.novelty.sources),
    ]  # fmt: skip
    return tuple(_row(*row, cited) for row in rows)


def _pain_rows(bands):
    for band in bands:
        if band.words:
            title = _("Pain of %(pain)s or more") % {"pain": band.from_nrs}
            yield title, [band.words.format(pain=band.from_nrs)], (band.source,)


def _break_rows(breaks):
    for rule in breaks:
        title = ngettext("After %(n)s week away", "After %(n)s weeks away", rule.weeks) % {"n": rule.weeks}
        yield title, [_("%(percent)s %% of the work done before.") % {"percent": round(rule.part * 100)}], rule.sources


def _rule_row(rule, cited):
    library = catalogue()
    tags, names = library.tags, library.exercises
    return RuleRow(
        rule,
        (
            *(tags[tag] for tag in sorted(rule.exclude_tags)),
            *(names[slug].name for slug in sorted(rule.exclude_slugs)),
        ),
        tuple(_unless(one, library) for one in rule.unless),
        tuple(in_a_list(names[slug].name) for slug in sorted(rule.allow_only or ())),
        (
            *(tags[tag] for tag in sorted(rule.reduce_tags)),
            *(names[slug].name for slug in sorted(rule.reduce_slugs)),
        ),
        tuple(in_a_list(names[slug].name) for slug in rule.prefer),
        tuple(library.position_words[position] for position in sorted(rule.last_positions)),
        cited.of(rule.sources),
        any(cited.is_ours(key) for key in rule.sources),
    )


def _unless(one, library):
    """What an exception frees, and when."""
    flags = rulebook().flags
    freed = [library.exercises[slug].name for slug in sorted(one.slugs)]
    freed += [library.tags[tag] for tag in sorted(one.tags)]
    values = {
        "what": "; ".join(freed),
        "when": ", ".join(flags[flag].label for flag in sorted(one.flags)),
        "never": ", ".join(flags[flag].label for flag in sorted(one.without)),
        "how": one.how,
    }
    if not one.flags:
        return _("%(what)s. %(how)s") % values
    if one.without:
        return _("%(what)s, with “%(when)s” and without “%(never)s”.") % values
    return _("%(what)s, with “%(when)s”.") % values
