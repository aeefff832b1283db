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
        if found.keys().isdisjoint(self.by_text):
            return ()
        return [self.by_text[text] for text in sorted(found.keys() & self.by_text.keys())]


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
    return Pattern(text, ways, needs, words, pairs, frozenset(step.element for step in ways[0]))


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

    alone: frozenset[str] = frozenset()  # of those that longer patterns ask for
    longer: dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]] = field(default_factory=dict)
    stems: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()  # longer ones whose second word is a stem
    families: frozenset[str] = frozenset()  # of those said by it alone
    texts: tuple[str, ...] = ()  # patterns that are said by it alone


@dataclass(frozen=True)
class Index:
    words: dict[str, Begun]  # a stem that a word begins with is among what may begin at it
    stems: dict[str, Begun]
    single: dict[str, tuple[str, ...]]  # element → the patterns that ask for it alone
    patterns: dict[str, tuple[tuple[Pattern, frozenset[str]], ...]]  # element → what to try, and what else each needs
    families: frozenset[str]
    lengths: tuple[int, ...]  # of the stems


def index_of(patterns, elements, common, families=frozenset()):
    """`common`: words that most sentences hold; a pattern is looked up by what most sentences lack."""
    said, single, tried = {}, {}, {}
    for name, found in elements.items():
        for choice in found:
            said.setdefault(choice, []).append(name)
    weight = {name: (len({first for first, *_ in found} & common), len(found)) for name, found in elements.items()}
    for pattern in {pattern.text: pattern for pattern in patterns}.values():
        rare = min(sorted(pattern.needs), key=weight.get)
        if len(pattern.ways) == len(pattern.ways[0]) == 1:
            single.setdefault(rare, []).append(pattern.text)
        else:
            tried.setdefault(rare, []).append((pattern, pattern.needs - {rare}))
    asked = frozenset(name for found in tried.values() for pattern, _ in found for name in pattern.elements)
    words, stems = {}, {}
    for choice, names in said.items():
        table, key = (stems, choice[0][:-1]) if choice[0].endswith("*") else (words, choice[0])
        table.setdefault(key, {})[choice[1:]] = tuple(names)
    lengths = tuple(sorted({len(stem) for stem in stems}))
    for word, rests in words.items():
        for stem in _stems_of(word, stems, lengths):
            for rest, names in stems[stem].items():
                rests[rest] = (*rests.get(rest, ()), *names)
    return Index(
        words={key: _begun(rests, families, single, asked) for key, rests in words.items()},
        stems={key: _begun(rests, families, single, asked) for key, rests in stems.items()},
        single={name: tuple(found) for name, found in single.items()},
        patterns={name: tuple(found) for name, found in tried.items()},
        families=families,
        lengths=lengths,
    )


def _begun(rests, families, single, asked):
    longer, stems = {}, []
    for rest, names in rests.items():
        if rest and rest[0].endswith("*"):
            stems.append((rest, names))
        elif rest:
            longer.setdefault(rest[0], []).append((rest[1:], names))
    alone = frozenset(rests.get((), ()))
    return Begun(
        alone & asked,
        {key: tuple(found) for key, found in longer.items()},
        tuple(stems),
        families=alone & families,
        texts=tuple(text for name in sorted(alone & single.keys()) for text in single[name]),
    )


def _stems_of(word, stems, lengths):
    return [word[:length] for length in lengths if length <= len(word) and word[:length] in stems]


def search(words, index):
    """Pattern text → where it is said: (first, end) pairs, left to right, none within another. And the places of each
    element that is said."""
    places = Places(words, index)
    said = places.said
    tried = [
        pattern
        for element in index.patterns.keys() & said
        for pattern, others in index.patterns[element]
        if others <= said
    ]
    places.look_up(frozenset().union(*(pattern.elements for pattern in tried)))
    found = _said_alone(places, index)
    for pattern in tried:
        spans = _found(pattern, places, words)
        if spans:
            found[pattern.text] = spans
    return found, places


def _said_alone(places, index):
    """The patterns that ask for one element."""
    found = {}
    for at, begun in places.begun:
        span = (at, at + 1)
        for text in begun.texts:
            if text in found:
                found[text].append(span)
            else:
                found[text] = [span]
    for element in places.longer.keys() & index.single.keys():
        longer = [(first, max(ends)) for first, ends in places.longer[element].items()]
        for text in index.single[element]:
            ends = dict(sorted((*found.get(text, ()), *longer)))  # the longest from each word
            found[text] = _apart(ends.items())
    return found


class Places(dict):
    """Element → {first word: ends}, of those that were looked up; `said`: every element that is said."""

    def __init__(self, words, index):
        self.families = index.families
        self.begun, self.longer = [], {}
        for at, word in enumerate(words):
            following = words[at + 1] if at + 1 < len(words) else ""
            for begun in _begins(word, index):
                self.begun.append((at, begun))
                if following in begun.longer:
                    for rest, names in begun.longer[following]:
                        _add(self.longer, words, at, at + 2, rest, names)
                for rest, names in begun.stems:
                    _add(self.longer, words, at, at + 1, rest, names)
        self.said = set(self.longer).union(*(begun.alone for _, begun in self.begun))

    def look_up(self, names):
        for at, begun in self.begun:
            ends = (at + 1,)
            for name in begun.alone & names:
                if name in self:
                    self[name][at] = ends
                else:
                    self[name] = {at: ends}
        for name in self.longer.keys() & names:
            here = self.setdefault(name, {})
            for at, ends in self.longer[name].items():
                here[at] = here.get(at, ()) + ends

    def __missing__(self, name):
        return {}

    def families_said(self):
        longer = self.longer.keys() & self.families
        return longer.union(*(begun.families for _, begun in self.begun))

    def of_family(self, name):
        """Where words of this family are said: (first, end) pairs."""
        alone = [(at, at + 1) for at, begun in self.begun if name in begun.families]
        return alone + [(at, max(ends)) for at, ends in self.longer.get(name, {}).items()]


def _begins(word, index):
    if word in index.words:
        return (index.words[word],)
    return [index.stems[stem] for stem in _stems_of(word, index.stems, index.lengths)]


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
        here = [places[step.element] for step in steps]
        for first in _starts(steps, here):
            end = _end(steps, here, words, first)
            if end:
                spans.append((first, end))
    return _apart(sorted(spans)) if len(spans) > 1 else spans


def _apart(spans):
    kept, reached = [], 0
    for first, end in spans:
        if first >= reached:
            kept.append((first, end))
            reached = end
    return kept


def _starts(steps, here):
    if not steps[0].optional:
        return here[0]
    found = set()
    for step, places in zip(steps, here, strict=True):
        found.update(places)
        if not step.optional:
            break
    return found


def _end(steps, here, words, first):
    """The end of the match that begins at `first`: its last element stands nearest, and is the longest there."""
    reached, last = {*here[0].get(first, ())}, steps[-1]
    if steps[0].optional:
        reached.add(first)
    for step, places in zip(steps[1:], here[1:], strict=True):
        found = {start for at in reached for start in _within(at, step, places, words)}
        if found and step is last:
            return max(places[min(found)])
        following = {end for start in found for end in places[start]}
        if step.optional:
            following.update(reached)
        if not following:
            return None
        reached = following
    return min((at for at in reached if at != first), default=None)


def _within(at, step, places, words):
    """The places of a step as far on from `at` as it may stand, with no comma between if it wants none."""
    if not step.gap:
        return (at,) if at in places else ()
    stop = at + step.gap + 1
    if not step.commas and "," in words[at : stop - 1]:
        stop = words.index(",", at) + 1
    return [start for start in places if at <= start < stop]
