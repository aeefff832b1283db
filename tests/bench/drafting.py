"""One plan, drafted: how long it takes beside the set arithmetic that no engine could do without, and whether memory
stays flat. Run from the root of the repository: python -m tests.bench.drafting [plans, 5000 unless said]"""

import gc
import random
import resource
import statistics
import sys
import time
from pathlib import Path

from exercises.catalogue import catalogue
from exercises.facts import Level
from plans.engine.person import Fact, Person
from plans.engine.planning import make_plan
from plans.rulebook import rulebook

SEED, PEOPLE, WARM = 20261127, 400, 500
RULES, EXERCISES = rulebook(), catalogue().exercises
FLAGS, KITS = sorted(RULES.flags), (frozenset(), frozenset(RULES.equipment))


def people(chance, count):
    """Cleared, so that each gets a whole week: one to four flags, any level, kit, days and minutes."""
    for _number in range(count):
        yield Person(
            fitness_level=chance.choice(list(Level)),
            age=chance.randint(20, 80),
            facts={flag: Fact(flag) for flag in chance.sample(FLAGS, chance.randint(1, 4))},
            cleared=frozenset(FLAGS),
            pain_nrs=chance.randint(0, 8),
            days_per_week=chance.choice(RULES.target.days_choices),
            routine_minutes=chance.choice(RULES.target.routine_choices),
            equipment=chance.choice(KITS),
        )


def set_arithmetic(person):
    """What a rule forbids of each exercise in each position, and nothing more."""
    rules = [RULES.flags[flag] for flag in person.facts]
    for exercise in EXERCISES.values():
        for position in exercise.positions:
            tags = exercise.demands | RULES.position_demands.get(position, frozenset())
            for rule in rules:
                exercise.slug in rule.exclude_slugs or tags & rule.exclude_tags  # noqa: B018


def milliseconds(deed, person):
    begin = time.process_time_ns()
    deed(person)
    return (time.process_time_ns() - begin) / 1_000_000


def resident_kb():
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() // 1024
    except OSError:  # no Linux: the most there has been
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def memory():
    gc.collect()
    return resident_kb(), len(gc.get_objects())


def main(plans):
    chance = random.Random(SEED)
    draft = lambda person: make_plan(person, EXERCISES, RULES)  # noqa: E731
    for person in people(chance, WARM):
        draft(person)
    some = list(people(chance, PEOPLE))
    floor, times = zip(*((milliseconds(set_arithmetic, one), milliseconds(draft, one)) for one in some), strict=True)
    median, least = statistics.median(times), statistics.median(floor)
    late = statistics.quantiles(times, n=20)[-1]
    say(f"one plan: {median:.2f} ms median, {late:.2f} ms for the slowest twentieth (processor time, {PEOPLE} people)")
    say(f"the set arithmetic alone: {least:.3f} ms, so a plan is {median / least:.0f} times that")
    (kb, objects), begin = memory(), time.process_time()
    for person in people(chance, plans):
        draft(person)
    (kb_then, objects_then), took = memory(), time.process_time() - begin
    more = f"{kb_then - kb:+} kB, {objects_then - objects:+} objects"
    say(f"{plans} plans more in {took:.0f} s of processor time: memory {kb} kB before, {more} after")


def say(words):
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 5000)
