"""What each rule does by itself, against lists that were made apart from the engine (`alone/`)."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from exercises.catalogue import catalogue
from exercises.facts import Level
from plans.engine.draft import Outcome
from plans.engine.person import Fact, Person
from plans.engine.reading import effective_flags
from plans.engine.screening import screen
from plans.engine.selection import Candidate, consider
from plans.rulebook import rulebook

FOLDER = Path(__file__).parent / "alone"
ALONE, LEADS = (
    tomllib.loads((FOLDER / name).read_text(encoding="utf-8")) for name in ("left_out.toml", "leads_to.toml")
)
WITH = LEADS.pop("same_day_with")
RULES, EXERCISES = rulebook(), catalogue().exercises


def someone(rules, *, flags=(), red_flags=(), cleared=frozenset()):
    """At the highest level and with every thing at hand, so that rules alone leave anything out."""
    return Person(
        fitness_level=Level.ADVANCED, age=50, facts={flag: Fact(flag) for flag in flags}, cleared=cleared,
        red_flags=frozenset(red_flags), equipment=frozenset(rules.equipment),
    )  # fmt: skip


def left_out(person, rules, *, until_cleared=frozenset()):
    facts = effective_flags(person, rules)
    found = {slug: consider(one, person, facts, rules, until_cleared) for slug, one in EXERCISES.items()}
    return {slug for slug, one in found.items() if not isinstance(one, Candidate)}


def left_out_with(tag, person, rules):
    """What leaves out an exercise of the library if it asked for one movement more; None if nothing does."""
    plain = next(one for one in EXERCISES.values() if not one.equipment and one.slug not in left_out(person, rules))
    one = consider(replace(plain, demands=plain.demands | {tag}), person, effective_flags(person, rules), rules)
    return None if isinstance(one, Candidate) else one


def flag_faults(flag, rules):
    """How a rule differs from its list, in words; empty when it does not."""
    row, person = ALONE.get(flag, {}), someone(rules, flags=[flag])
    out, wanted = left_out(person, rules), set(row.get("left_out", ()))
    faults = [f"{slug} is left out" for slug in sorted(out - wanted)]
    faults += [f"{slug} is not left out" for slug in sorted(wanted - out)]
    faults += [
        f"{tag} is not left out" for tag in row.get("movements", ()) if left_out_with(tag, person, rules) is None
    ]
    if row.get("ask_first") and screen(person, rules).outcome is not Outcome.CLINICIAN_FIRST:
        faults.append("nobody is asked first")
    if "meanwhile_only" in row:
        allowed = EXERCISES.keys() - left_out(person, rules, until_cleared=frozenset({flag}))
        faults += [f"{slug} is allowed meanwhile" for slug in sorted(allowed - set(row["meanwhile_only"]))]
        faults += [f"{slug} is not allowed meanwhile" for slug in sorted(set(row["meanwhile_only"]) - wanted - allowed)]
    return faults


def sign_faults(sign, rules):
    """Where a warning sign leads by itself, and beside each thing that makes it one for the same day."""
    alone = next(outcome for outcome, signs in LEADS.items() if sign in signs)
    wanted = Outcome.PLAN if alone == "advise" else Outcome(alone)
    faults = [] if screen(someone(rules, red_flags=[sign]), rules).outcome is wanted else [f"does not lead to {alone}"]
    for other in WITH.get(sign, ()):
        flags, signs = ([other], [sign]) if other in rules.flags else ((), [sign, other])
        found = screen(someone(rules, flags=flags, red_flags=signs, cleared=frozenset({other})), rules)
        if Outcome.SAME_DAY not in [stop.outcome for stop in found.stops if stop.flag == sign]:
            faults.append(f"does not lead to the same day with {other}")
    return faults


@pytest.mark.parametrize("flag", RULES.flags)
def test_a_rule_leaves_out_what_its_list_says(flag):
    assert flag_faults(flag, RULES) == []


@pytest.mark.parametrize("sign", RULES.red_flags)
def test_a_warning_sign_leads_where_its_list_says(sign):
    assert sign_faults(sign, RULES) == []


def test_the_lists_name_only_what_there_is():
    assert ALONE.keys() <= RULES.flags.keys()
    assert {sign for signs in LEADS.values() for sign in signs} == RULES.red_flags.keys()
