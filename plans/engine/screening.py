"""A person → go, ask a clinician first, or get help; with reasons. Worst wins."""

from plans.engine.draft import Outcome, Screening, Stop
from plans.engine.reading import effective_flags, is_open

WORST_FIRST = tuple(reversed(Outcome))


def screen(person, rules):
    """Who may go on. A recorded clearance lifts what asks for a clinician first; never emergency or same day."""
    facts = effective_flags(person, rules)
    stops = [*_age(person, rules), *_warning_stops(person, facts, rules), *_gate_stops(person, facts, rules)]
    stops.sort(key=lambda stop: WORST_FIRST.index(stop.outcome))
    outcome = stops[0].outcome if stops else Outcome.PLAN
    return Screening(outcome, tuple(stops), (*_advice(person, facts, rules), *_open_questions(facts, person, rules)))


def _age(person, rules):
    if person.age is None or person.age >= rules.target.minimum_age:
        return []
    words = rules.words["under_age"]
    return [Stop("under_age", Outcome.CLINICIAN_FIRST, words, words)]


def _warning_stops(person, facts, rules):
    stops = []
    for key in sorted(person.red_flags & rules.red_flags.keys()):
        red_flag = rules.red_flags[key]
        outcome = _outcome(red_flag, person, facts)
        if outcome is None or (outcome is Outcome.CLINICIAN_FIRST and key in person.cleared):
            continue
        stops.append(Stop(key, outcome, red_flag.label, red_flag.why, red_flag.sources))
    return stops


def _outcome(red_flag, person, facts):
    """What one sign leads to, beside the others; None if it only brings advice."""
    found = [red_flag.outcome]
    for raised in () if red_flag.id in person.rechecked else red_flag.raised:
        if raised.flags & facts.keys() or raised.red_flags & person.red_flags:
            found.append(raised.outcome)
    stopping = [Outcome(one) for one in found if one in WORST_FIRST]
    return min(stopping, key=WORST_FIRST.index) if stopping else None


def _gate_stops(person, facts, rules):
    """Gated flags nobody has cleared. A wide flag's gate is that of its finer flags, where they have any."""
    stops = []
    for flag in facts:
        rule = rules.flags[flag]
        wider = [wide for wide in facts if flag in {finer.flag for finer in rules.flags[wide].finer}]
        narrower = [finer.flag for finer in rule.finer if finer.flag in facts and rules.flags[finer.flag].gate]
        if rule.gate and not narrower and not person.cleared & {flag, *wider}:
            stops.append(Stop(flag, Outcome.CLINICIAN_FIRST, rule.label, rule.why, rule.sources))
    return stops


def _advice(person, facts, rules):
    told = {
        key
        for key in person.red_flags & rules.red_flags.keys()
        if _outcome(rules.red_flags[key], person, facts) is None
    }
    hinted = {hint.red_flag for hint in rules.hints if _fits(hint, person.age, facts)}
    return [rules.red_flags[key].text for key in sorted(told | hinted)]


def _fits(hint, age, facts):
    if not hint.flags <= facts.keys() or hint.without & facts.keys():
        return False
    if hint.above_age is not None and (age is None or age <= hint.above_age):
        return False
    return hint.below_age is None or (age is not None and age < hint.below_age)


def _open_questions(facts, person, rules):
    return [
        rules.words["notice_strict"].format(told=rules.flags[flag].told, question=rules.flags[flag].follow_up.question)
        for flag in facts
        if is_open(flag, person, rules)
    ]
