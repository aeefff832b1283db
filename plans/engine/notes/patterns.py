"""The phrase language of the note rules, matched word by word: no regular expression, so nothing can blow up.

`word`  `a|b`  `stem*`  `@class`  `two_words` (side by side)  `x?` (may be missing)  `..` (up to four words between)
`..7` (up to seven)  `,` (a comma, dash or bracket)  `~7`: up to seven words or commas between
`a &6 b`: both, in either order, up to six words or commas between.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

GAP = re.compile(r"(\.\.|~)(\d*)$")
EITHER = re.compile(r"&(\d*)$")
WORD = re.compile(r"[a-z0-9]+\*?(?:_[a-z0-9]+\*?)*$|,$")
USUAL_GAP = "4"
COMMA = (",",)


@dataclass(frozen=True)
class Step:
    """One element of a pattern: its choices by name, and how far after the last one it may stand."""

    element: str
    gap: int = 0
    commas: bool = True
    optional: bool = False


@dataclass(frozen=True)
class Pattern:
    text: str
    ways: tuple[tuple[Step, ...], ...]
    needs: frozenset[str]  # elements that the sentence must hold
    words: frozenset[str]  # what it may be said with, of single words
    pairs: frozenset[tuple[str, str]]  # words side by side within it: a "no" of theirs is its own

    def find(self, line):
        return line.found.get(self.text, ())


class Patterns(tuple):
    """Patterns that are asked for together."""

    @cached_property
    def texts(self):
        return frozenset(pattern.text for pattern in self)

    def said_in(self, found):
        """Whether any of them is among what a line, or a note, was found to hold."""
        return not found.keys().isdisjoint(self.texts)


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
    words = frozenset(choice[0] for step in ways[0] for choice in elements[step.element] if len(choice) == 1)
    pairs = frozenset(pair for step in ways[0] for choice in elements[step.element] for pair in pairwise(choice))
    return Pattern(text, ways, needs, words, pairs)


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


@dataclass(frozen=True)
class Begun:
    """What may begin at one word: elements said by it alone, and longer choices by their second word."""

    alone: frozenset[str] = frozenset()
    longer: dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]] = field(default_factory=dict)
    stems: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()  # longer ones whose second word is a stem


@dataclass(frozen=True)
class Index:
    words: dict[str, Begun]
    stems: dict[str, Begun]
    patterns: dict[str, dict[str, tuple[Pattern, ...]]]  # element → another → the patterns to try where both are said
    lengths: tuple[int, ...]  # of the stems


def index_of(patterns, elements, common):
    """`common`: words that most sentences hold; a pattern is looked up by what most sentences lack."""
    said, tried = {}, {}
    for name, found in elements.items():
        for choice in found:
            said.setdefault(choice, []).append(name)
    weight = {name: (len({first for first, *_ in found} & common), len(found)) for name, found in elements.items()}
    for pattern in {pattern.text: pattern for pattern in patterns}.values():
        rare, *others = sorted(sorted(pattern.needs), key=weight.get)
        tried.setdefault(rare, {}).setdefault(next(iter(others), rare), []).append(pattern)
    words, stems = {}, {}
    for choice, names in said.items():
        table, key = (stems, choice[0][:-1]) if choice[0].endswith("*") else (words, choice[0])
        table.setdefault(key, {})[choice[1:]] = tuple(names)
    return Index(
        words={key: _begun(rests) for key, rests in words.items()},
        stems={key: _begun(rests) for key, rests in stems.items()},
        patterns={rare: {other: tuple(found) for other, found in others.items()} for rare, others in tried.items()},
        lengths=tuple(sorted({len(stem) for stem in stems})),
    )


def _begun(rests):
    longer, stems = {}, []
    for rest, names in rests.items():
        if rest and rest[0].endswith("*"):
            stems.append((rest, names))
        elif rest:
            longer.setdefault(rest[0], []).append((rest[1:], names))
    return Begun(frozenset(rests.get((), ())), {key: tuple(found) for key, found in longer.items()}, tuple(stems))


def search(words, index):
    """Pattern text → where it is said: (first, end) pairs, left to right, none within another. And the places of each
    element that is said."""
    places = Places(words, index)
    found = {}
    for element in index.patterns.keys() & places.said:
        tried = index.patterns[element]
        for other in tried.keys() & places.said:
            for pattern in tried[other]:
                if pattern.needs <= places.said:
                    spans = _found(pattern, places, words)
                    if spans:
                        found[pattern.text] = spans
    return found, places


class Places(dict):
    """Element → {first word: ends}, looked up only for what is asked for; `said`: every element that is said."""

    def __init__(self, words, index):
        self.alone, self.longer = [], {}
        for at, word in enumerate(words):
            following = words[at + 1] if at + 1 < len(words) else ""
            for begun in _begins(word, index):
                if begun.alone:
                    self.alone.append((at, begun.alone))
                for rest, names in begun.longer.get(following, ()):
                    _add(self.longer, words, at, at + 2, rest, names)
                for rest, names in begun.stems:
                    _add(self.longer, words, at, at + 1, rest, names)
        self.said = set(self.longer).union(*(names for _, names in self.alone))

    def of(self, names):
        """Each of these elements that is said → its (first, end) pairs."""
        found = {}
        for at, said in self.alone:
            for name in said & names:
                found.setdefault(name, []).append((at, at + 1))
        for name in self.longer.keys() & names:
            found.setdefault(name, []).extend((at, max(ends)) for at, ends in self.longer[name].items())
        return found

    def __missing__(self, name):
        places = {at: (at + 1,) for at, names in self.alone if name in names}
        for at, ends in self.longer.get(name, {}).items():
            places[at] = places.get(at, ()) + ends
        self[name] = places
        return places


def _begins(word, index):
    if word in index.words:
        yield index.words[word]
    for length in index.lengths:
        if length > len(word):
            break
        if word[:length] in index.stems:
            yield index.stems[word[:length]]


def _add(places, words, first, at, rest, names):
    for expected in rest:
        if at >= len(words):
            return
        if not (words[at].startswith(expected[:-1]) if expected.endswith("*") else words[at] == expected):
            return
        at += 1
    for name in names:
        here = places.setdefault(name, {})
        here[first] = (*here.get(first, ()), at)


def _found(pattern, places, words):
    spans = []
    for steps in pattern.ways:
        if len(steps) == 1:
            spans.extend((first, max(ends)) for first, ends in places[steps[0].element].items())
            continue
        for first in _starts(steps, places):
            end = _end(steps, places, words, first)
            if end:
                spans.append((first, end))
    spans.sort()
    kept = []
    for first, end in spans:
        if not kept or first >= kept[-1][1]:
            kept.append((first, end))
    return tuple(kept)


def _starts(steps, places):
    found = set()
    for step in steps:
        found.update(places[step.element])
        if not step.optional:
            break
    return sorted(found)


def _end(steps, places, words, first):
    """The end of the match that begins at `first`: its last element stands nearest, and is the longest there."""
    reached, last = {first}, len(steps) - 1
    for number, step in enumerate(steps):
        here = places[step.element]
        following = set(reached) if step.optional else set()
        nearest = None
        for at in reached:
            for start in range(at, at + step.gap + 1) if number else (at,):
                if start in here:
                    following.update(here[start])
                    nearest = start if nearest is None else min(nearest, start)
                if not step.commas and words[start : start + 1] == COMMA:
                    break
        if number == last and nearest is not None:
            return max(here[nearest])
        if not following:
            return None
        reached = following
    return min(reached - {first}, default=None)
