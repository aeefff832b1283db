"""The phrase language of the note rules, matched word by word: no regular expression, so nothing can blow up.

`word`  `a|b`  `stem*`  `@class`  `two_words` (side by side)  `x?` (may be missing)  `..` (up to four words between)
`..7` (up to seven)  `,` (a comma, dash or bracket)  `~7`: up to seven words or commas between
`a &6 b`: both, in either order, up to six words or commas between.
"""

import re
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import NamedTuple

GAP = re.compile(r"(\.\.|~)(\d*)$")
EITHER = re.compile(r"&(\d*)$")
WORD = re.compile(r"[a-z0-9]+\*?(?:_[a-z0-9]+\*?)*$|,$")
USUAL_GAP = "4"


class Step(NamedTuple):
    """One element of a pattern: its choices by name, and how far after the last one it may stand."""

    element: str
    gap: int = 0
    commas: bool = True
    optional: bool = False


@dataclass(frozen=True, eq=False, slots=True)
class Pattern:
    text: str
    ways: tuple[tuple[Step, ...], ...]
    needs: frozenset[str]  # elements that the sentence must hold
    words: frozenset[str]  # what it may be said with, of single words
    pairs: frozenset[tuple[str, str]]  # words side by side within it: a "no" of theirs is its own
    elements: frozenset[str]  # all that it may be said with

    def find(self, line):
        return line.found.get(self.text, ())


class Patterns(tuple):
    """Patterns that are asked for together."""

    @cached_property
    def by_text(self):
        return {pattern.text: pattern for pattern in self}

    def said_in(self, found):
        """Those of them that are among what a line, or a note, was found to hold."""
        if self.none_in(found):
            return ()
        return [self.by_text[text] for text in sorted(found.keys() & self.by_text.keys())]

    def none_in(self, found):
        return found.keys().isdisjoint(self.by_text.keys())  # two views: it goes over the smaller of them


class PatternError(ValueError):
    pass


def compile_pattern(text, classes, elements):
    """`elements` gathers what each element may be: name → choices, each a tuple of words."""
    halves = text.split()
    either = [at for at, part in enumerate(halves) if EITHER.match(part)]
    if len(either) > 1:
        raise PatternError(f"{text!r} has more than one &")
    if either:
        at = either[0]
        between = "~" + (halves[at][1:] or USUAL_GAP)
        orders = ([*halves[:at], between, *halves[at + 1 :]], [*halves[at + 1 :], between, *halves[:at]])
    else:
        orders = (halves,)
    ways = tuple(_steps(text, parts, classes, elements) for parts in orders)
    needs = frozenset(step.element for step in ways[0] if not step.optional)
    said = [elements[step.element] for step in ways[0]]
    words = frozenset().union(*map(_single, said))
    pairs = frozenset().union(*map(_pairs, said))
    return Pattern(text, ways, needs, words, pairs, frozenset(step.element for step in ways[0]))


@cache
def _single(choices):
    return frozenset(choice[0] for choice in choices if len(choice) == 1)


@cache
def _pairs(choices):
    return frozenset(pair for choice in choices for pair in pairwise(choice))


def _steps(text, parts, classes, elements):
    steps, gap, commas = [], 0, True
    for part in parts:
        between = GAP.match(part)
        if between:
            gap, commas = int(between[2] or USUAL_GAP), between[1] == "~"
            continue
        name = part.removesuffix("?")
        if name not in elements:
            elements[name] = frozenset(tuple(choice.split("_")) for choice in choices(name, classes))
        steps.append(Step(name, gap, commas, part.endswith("?")))
        gap, commas = 0, True
    if all(step.optional for step in steps):
        raise PatternError(f"{text!r} asks for no word")
    return tuple(steps)


def choices(element, classes):
    for choice in element.split("|"):
        if choice.startswith("@"):
            if choice[1:] not in classes:
                raise PatternError(f"no class {choice}")
            for word in classes[choice[1:]]:
                yield from choices(word.replace(" ", "_"), classes)
        elif WORD.match(choice):
            yield choice
        else:
            raise PatternError(f"{choice!r} is no word")
