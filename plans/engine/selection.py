"""Which exercises this person may do, in which position, and which come first."""

from dataclasses import dataclass, field

from exercises.facts import Exercise, Level
from plans.engine.draft import LeftOut
from plans.engine.reading import asked_otherwise, because, firmest_first, joined

COLUMNS = tuple(Level)
LEVEL, EQUIPMENT, NEVER = "level", "equipment", "never"  # what leaves an exercise out besides a flag


@dataclass(frozen=True, slots=True)
class Candidate:
    """An exercise this person may do. `reduced_by` keep it last and small, `preferred_by` bring it to the front;
    both hold flags, firmest first. `how` is the care to take."""

    exercise: Exercise
    position: str
    how: str = ""
    reduced_by: tuple[str, ...] = ()
    preferred_by: tuple[str, ...] = ()

    @property
    def slug(self):
        return self.exercise.slug


@dataclass(frozen=True, slots=True)
class Choice:
    """The library, sorted for one person: what may be planned, and one row for all that may not."""

    candidates: tuple[Candidate, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class _Asking:
    """What is asked of every exercise for one person. `words` keeps what the rules say once it is written: flags →
    (reason, change)."""

    person: object
    facts: object
    rules: object
    until_cleared: frozenset[str]
    opened: frozenset[str]
    words: dict = field(default_factory=dict)


def choose(person, facts, exercises, rules, *, until_cleared=frozenset(), opened=frozenset()):
    """Every exercise of `exercises`, once: as a candidate or as left out. `until_cleared` are flags whose
    clinician has not been asked yet; what they allow meanwhile then limits the choice. `opened` are exercises the
    person has worked up to, whatever their level."""
    asking = _Asking(person, facts, rules, until_cleared, opened)
    candidates, left_out = [], []
    for slug in sorted(exercises):
        exercise = exercises[slug]
        if exercise.is_retired or exercise.is_library_only:
            continue
        found = _consider(exercise, asking)
        (candidates if isinstance(found, Candidate) else left_out).append(found)
    return Choice(tuple(candidates), tuple(left_out))


def consider(exercise, person, facts, rules, until_cleared=frozenset(), opened=frozenset()):
    """A Candidate in the first position nothing excludes, or the LeftOut that says why there is none."""
    return _consider(exercise, _Asking(person, facts, rules, until_cleared, opened))


def _consider(exercise, asking):
    person, facts, rules, until_cleared = asking.person, asking.facts, asking.rules, asking.until_cleared
    blame = []
    for position in _positions(exercise, facts, rules):
        tags = exercise.demands | rules.position_demands.get(position, frozenset())
        excluding = [flag for flag in facts if excludes(rules.flags[flag], exercise, position, tags, person, facts)]
        excluding += [flag for flag in facts if flag in until_cleared and _waits(rules.flags[flag], exercise)]
        if not excluding:
            break
        blame += excluding
    else:
        return _excluded(exercise, tuple(firmest_first(dict.fromkeys(blame), rules)), asking)
    other = _not_offered(exercise, person, rules, asking.opened)
    return other or _candidate(exercise, position, tags, person, facts, rules)


def _positions(exercise, facts, rules):
    """Those of the exercise in its own order, but last what makes the back worse."""
    if not exercise.positions[1:]:
        return exercise.positions
    last = [rules.flags[flag].last_positions for flag in facts]
    return sorted(exercise.positions, key=lambda position: any(position in some for some in last))


def excludes(rule, exercise, position, tags, person, facts):
    """Whether a rule leaves an exercise out in this position, after what the data frees from it."""
    if rule.allow_only is not None and exercise.slug not in rule.allow_only:
        return True
    named = exercise.slug in rule.exclude_slugs
    forbidden = tags & rule.exclude_tags
    if not (named or forbidden):
        return False
    for unless in _freeing(rule, exercise, position, person, facts):
        forbidden -= unless.tags or forbidden
        named = named and exercise.slug not in unless.slugs
    return named or bool(forbidden)


def _freeing(rule, exercise, position, person, facts):
    return [
        unless
        for unless in rule.unless
        if unless.flags <= facts.keys()
        and not unless.without & facts.keys()
        and all(getattr(person.details, detail) for detail in unless.details)
        and (not unless.slugs or exercise.slug in unless.slugs)
        and (not unless.positions or position in unless.positions)
    ]


def _waits(rule, exercise):
    return rule.until_cleared_only is not None and exercise.slug not in rule.until_cleared_only


def _excluded(exercise, flags, asking):
    if flags not in asking.words:
        asking.words[flags] = _why_excluded(flags, asking.facts, asking.rules)
    reason, change = asking.words[flags]
    return LeftOut(exercise.slug, flags[0], reason, change, flags)


def _why_excluded(flags, facts, rules):
    """The reason, and what would have to change."""
    words, first = rules.words, flags[0]
    others = asked_otherwise(first, flags[1:], facts, rules)
    reason = words["left_out"].format(because=because([first], facts, rules), why=rules.flags[first].why)
    if others:
        reason += " " + words["left_out_more"].format(because=because(others, facts, rules))
    return reason, " ".join(dict.fromkeys(rules.flags[flag].change for flag in flags))


def _not_offered(exercise, person, rules, opened):
    """A LeftOut for what is not a matter of safety: never wanted, too hard for now, or nothing to do it with."""
    words = rules.words
    if exercise.slug in person.never:
        return LeftOut(exercise.slug, NEVER, words["never"], words["never_change"], (NEVER,))
    if exercise.slug not in opened and not is_within(exercise, person.fitness_level):
        level, needed = (rules.levels[one].label for one in (person.fitness_level, first_level(exercise)))
        reason = words["level"].format(level=level, needed=needed)
        return LeftOut(exercise.slug, LEVEL, reason, words["level_change"].format(needed=needed), (LEVEL,))
    missing = [word for word in exercise.equipment if not is_at_hand(word, person, rules)]
    if missing:
        things = joined((rules.equipment[word].label for word in sorted(missing)), rules)
        reason, change = (words[key].format(equipment=things) for key in ("equipment", "equipment_change"))
        return LeftOut(exercise.slug, EQUIPMENT, reason, change, (EQUIPMENT,))
    return None


def is_within(exercise, level):
    return COLUMNS.index(first_level(exercise)) <= COLUMNS.index(level)


def first_level(exercise):
    """The lowest level at which an exercise is offered: it needs a dose there as well."""
    columns = COLUMNS[COLUMNS.index(exercise.min_level) :]
    return next(column for column in columns if column in exercise.doses)


def is_at_hand(word, person, rules):
    """Whether the person has a thing: they said so, it is always there, or, not asked yet, most people have it."""
    thing = rules.equipment[word]
    if thing.is_always_there:
        return True
    return thing.is_default if person.equipment is None else word in person.equipment


def _candidate(exercise, position, tags, person, facts, rules):
    reducing = [flag for flag in facts if _reduces(rules.flags[flag], exercise, tags)]
    preferring = [flag for flag in facts if exercise.slug in rules.flags[flag].prefer]
    cares = [rules.flags[flag].how for flag in firmest_first(reducing, rules)]
    for rule in (rules.flags[flag] for flag in facts if rules.flags[flag].unless):
        freeing = _freeing(rule, exercise, position, person, facts)
        cares += [unless.how for unless in freeing if unless.tags & tags]
    return Candidate(
        exercise,
        position,
        " ".join(dict.fromkeys(care for care in cares if care)),
        tuple(firmest_first(reducing, rules)),
        tuple(firmest_first(preferring, rules)),
    )


def _reduces(rule, exercise, tags):
    return exercise.slug in rule.reduce_slugs or bool(tags & rule.reduce_tags)


def ranked(candidates, load):
    """Best first: least against it, most for it, near the load that suits, the heart of the library."""
    return sorted(
        candidates,
        key=lambda one: (
            len(one.reduced_by),
            not one.preferred_by,
            abs(one.exercise.load - load),
            not one.exercise.is_core,
            one.slug,
        ),
    )
