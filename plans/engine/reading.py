"""What counts as true of a person: what they told us, what follows from it, and how to say so."""

from plans.engine.person import Fact, Origin


def effective_flags(person, rules):
    """flag → Fact for everything that counts: told, narrowed by the follow-up answers, worked out; less what was
    lifted. A finer flag carries the fact of the wide one it came from."""
    facts = {flag: fact for flag, fact in person.facts.items() if flag in rules.flags}
    for flag, fact in tuple(facts.items()):
        origin, quote = (Origin.ASSUMED, "") if is_open(flag, person, rules) else (fact.origin, fact.quote)
        for finer in finer_flags(flag, person, rules):
            facts.setdefault(finer, Fact(finer, origin, quote))
    for flag in derived_flags(person, rules):
        facts.setdefault(flag, Fact(flag, Origin.DERIVED))
    return {
        flag: fact
        for flag, fact in facts.items()
        if fact.origin is Origin.DERIVED or not _is_lifted(flag, person, rules)
    }


def finer_flags(flag, person, rules):
    """What a wide flag means for this person. Unanswered: whatever the strict rule says."""
    rule = rules.flags[flag]
    answer = _answer(rule, person)
    if answer is None:
        is_named = any(finer.flag in person.facts for finer in rule.finer)
        return () if is_named else tuple(finer.flag for finer in rule.finer if finer.is_strict)
    return tuple(finer.flag for finer in rule.finer if _means(finer, answer))


def is_open(flag, person, rules):
    """Whether the follow-up question of a flag still waits for its answer."""
    rule = rules.flags[flag]
    return bool(
        rule.follow_up
        and rule.finer
        and _answer(rule, person) is None
        and not any(finer.flag in person.facts for finer in rule.finer)
    )


def derived_flags(person, rules):
    flags = [stage.flag for stage in rules.stages if _in_stage(stage, person.details.weeks_since_onset)]
    band = pain_band(person.pain_nrs, rules)
    return [*flags, band.flag] if band.flag else flags


def pain_band(pain_nrs, rules):
    """The band a score falls in; no score counts as none."""
    return [band for band in rules.pain if band.from_nrs <= (pain_nrs or 0)][-1]


def outgrows(before, answered, rules):
    """Whether scores before sessions all lie on the same side of the band of the answered one."""
    own = pain_band(answered, rules).from_nrs
    bands = [pain_band(pain_nrs, rules).from_nrs for pain_nrs in before]
    return all(band > own for band in bands) or all(band < own for band in bands)


def because(flags, facts, rules):
    """'because you told us … and …', or in the person's own written words, for one flag or more. What is only assumed
    while a question is open is never said to have been told: 'until you answer …'."""
    told = [flag for flag in flags if facts[flag].origin is not Origin.ASSUMED]
    questions = dict.fromkeys(_question(flag, facts, rules) for flag in flags if flag not in told)
    strict = joined((rules.words["question"].format(question=one) for one in questions), rules)
    if not told:
        return rules.words["strict"].format(questions=strict)
    known = _because_told(told, facts, rules)
    return rules.words["strict_also"].format(because=known, questions=strict) if strict else known


def asked_otherwise(first, others, facts, rules):
    """`others` less those that wait for the same open question as `first`: one reason names it once."""
    if facts[first].origin is not Origin.ASSUMED:
        return others
    asked = _question(first, facts, rules)
    return [
        flag for flag in others if facts[flag].origin is not Origin.ASSUMED or _question(flag, facts, rules) != asked
    ]


def _question(flag, facts, rules):
    """The open question that an assumed flag waits for."""
    return rules.flags[wide_of(flag, facts, rules)].follow_up.question


def wide_of(flag, facts, rules):
    """The wide flag that a finer one was read from."""
    return next(wide for wide in facts if flag in {finer.flag for finer in rules.flags[wide].finer})


def told_of(flags, facts, rules):
    """What the person told us, in words, each once; for what is only assumed the wide thing they did tell."""
    said = (wide_of(flag, facts, rules) if facts[flag].origin is Origin.ASSUMED else flag for flag in flags)
    return list(dict.fromkeys(rules.flags[flag].told for flag in said))


def _because_told(flags, facts, rules):
    first, *others = flags
    fact = facts[first]
    if fact.quote:
        return rules.words["wrote"].format(quote=fact.quote)
    told = list(dict.fromkeys(rules.flags[flag].told for flag in without_wide(flags, rules)))
    if not others and fact.origin == Origin.DERIVED:
        return rules.words["worked_out"].format(told=told[0])
    if len(told) == 1:
        return rules.words["told"].format(told=told[0])
    return rules.words["told_also"].format(told=", ".join(told[:-1]), more=told[-1])


def without_wide(flags, rules):
    """Flags less those that a finer one among them already says."""
    return [flag for flag in flags if not {finer.flag for finer in rules.flags[flag].finer} & set(flags)]


def joined(parts, rules, last="and"):
    """'one, two and three'; `last` is the key of the word before the last."""
    parts = list(parts)
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {rules.words[last]} {parts[-1]}"


def firmest_first(flags, rules):
    """Flags with the firmest source first; safety before the person's own among equals."""
    flags = list(flags)
    if not flags[1:]:
        return flags
    return sorted(flags, key=lambda flag: (rules.flags[flag].firmness.rank, rules.flags[flag].cls.rank, flag))


def _answer(rule, person):
    if not (rule.follow_up and rule.follow_up.detail):
        return None
    return getattr(person.details, rule.follow_up.detail)


def _means(finer, answer):
    if finer.values:
        return str(answer).lower() in finer.values
    return (finer.at_least is None or answer >= finer.at_least) and (finer.at_most is None or answer <= finer.at_most)


def _is_lifted(flag, person, rules):
    rule = rules.flags[flag]
    return flag in person.lifted and (rule.cls.is_own or bool(rule.lifted_by))


def _in_stage(stage, weeks):
    if weeks is None:
        return False
    return stage.from_weeks <= weeks and (stage.below_weeks is None or weeks < stage.below_weeks)
