"""Every pattern is looked for at once: each word of a sentence knows which patterns are worth a try where it stands."""

from dataclasses import dataclass
from functools import cache, reduce
from itertools import pairwise
from operator import or_
from typing import NamedTuple

from plans.engine.notes.patterns import Pattern

NOTHING = {}  # one for all: most words begin nothing longer


class Trial(NamedTuple):
    """A pattern to try where the rarest of its elements stands, and the bits of what else it needs: before it and after
    it nearby, or, if the pattern may reach further than that, anywhere in the sentence."""

    pattern: Pattern
    before: int
    after: int
    anywhere: int


@dataclass(frozen=True, eq=False, slots=True)
class Choice:
    """What elements can be said with: a word, a stem or words on end, and all others that say just the same elements.
    Each is only itself: quick to look up."""

    size: int  # of how many words
    elements: int  # bits of the elements that it says
    tried: tuple[Trial, ...]  # what to try where it stands
    families: frozenset[str]
    texts: tuple[str, ...]  # patterns that are said by it alone


@dataclass(frozen=True, eq=False, slots=True)
class Begun:
    """What may begin with a word or a few: what is said by them alone, and what else by the next word, or a stem of
    it."""

    alone: Choice | None
    words: dict[str, "Begun"]
    stems: tuple[tuple[str, "Begun"], ...]


@dataclass(frozen=True)
class Index:
    words: dict[str, Begun]  # a stem that a word begins with is among what may begin at it
    stems: dict[str, Begun]
    saying: dict[str, frozenset[Choice]]  # element → what says it; of those in longer patterns
    lengths: tuple[int, ...]  # of the stems
    near: int  # how many words on end are nearby


def index_of(patterns, elements, common, near, families=frozenset()):
    """`common`: words that notes hold, the commonest first; a pattern is looked up by what most sentences lack."""
    single, several = {}, {}
    often = _often(elements, common)
    for pattern in {pattern.text: pattern for pattern in patterns}.values():
        rare = min(sorted(pattern.needs), key=often.get)
        if len(pattern.ways) == len(pattern.ways[0]) == 1:
            single.setdefault(rare, []).append(pattern.text)
        else:
            several.setdefault(rare, []).append(pattern)
    asked = {name for found in several.values() for pattern in found for name in pattern.elements}
    others = {name for rare, found in several.items() for pattern in found for name in pattern.needs - {rare}}
    commonest = sorted(others, key=lambda name: (often[name], name), reverse=True)
    bits = {name: 1 << number for number, name in enumerate(commonest)}  # the fewer and lower, the quicker to compare
    sizes = {name: max(map(len, choices)) for name, choices in elements.items()}
    tried = {
        rare: tuple(_trial(pattern, steps, rare, bits, sizes, near) for pattern in found for steps in pattern.ways)
        for rare, found in several.items()
    }
    words, stems = _rests(elements)
    begun = _Beginnings(single, tried, bits, families, asked)
    return Index(
        words={word: begun.of(rests) for word, rests in words.items()},
        stems={stem: begun.of(rests) for stem, rests in stems.items()},
        saying={name: frozenset(found) for name, found in begun.saying.items()},
        lengths=_lengths(stems),
        near=near,
    )


def _trial(pattern, steps, rare, bits, sizes, near):
    at = next(number for number, step in enumerate(steps) if step.element == rare and not step.optional)
    before, after = (_needed(part, rare, bits) for part in (steps[:at], steps[at + 1 :]))
    if max(_extent(part, sizes) for part in (steps[: at + 1], steps[at:])) > near:
        return Trial(pattern, 0, 0, before | after)
    return Trial(pattern, before, after, 0)


def _needed(steps, rare, bits):
    return sum(bits[name] for name in {step.element for step in steps if not step.optional} - {rare})


def _extent(steps, sizes):
    """How many words lie at most from where the first of the steps begins to where the last does."""
    return sum(sizes[one.element] + following.gap for one, following in pairwise(steps))


def _often(elements, common):
    """Element → about how often it is said. The second commonest word is said half as often as the first, the third a
    third as often (Zipf's law)."""
    ranked = {word: 1 / rank for rank, word in enumerate(common, 1)}
    seldom = 1 / (1 + len(ranked))

    def of(word):
        if not word.endswith("*"):
            return ranked.get(word, seldom)
        return sum(share for one, share in ranked.items() if one.startswith(word[:-1])) or seldom

    of = cache(of)
    return {name: sum(min(map(of, choice)) for choice in choices) for name, choices in elements.items()}


def _rests(elements):
    """First word → the words that may follow → the elements said then; and the same of stems."""
    said, words, stems = {}, {}, {}
    for name, found in elements.items():
        for choice in found:
            said.setdefault(choice, []).append(name)
    for (first, *rest), names in said.items():
        table, key = (stems, first[:-1]) if first.endswith("*") else (words, first)
        table.setdefault(key, {})[tuple(rest)] = names
    lengths = _lengths(stems)
    for word, rests in words.items():
        for stem in _stems_of(word, stems, lengths):
            for rest, names in stems[stem].items():
                rests[rest] = [*rests.get(rest, ()), *names]
    return words, stems


class _Beginnings:
    def __init__(self, single, tried, bits, families, asked):
        self.single, self.tried, self.bits, self.families = single, tried, bits, families
        self.saying = {name: [] for name in asked}
        self.choices = {}  # (size, names) → what says them: one for all words that say the same
        self.ends = {}  # choice → what begins no more than that

    def of(self, rests, size=1):
        """`rests`: the words that may follow → what is said then."""
        if len(rests) == 1 and () in rests:
            choice = self.choice(size, frozenset(rests[()]))
            if choice not in self.ends:
                self.ends[choice] = Begun(choice, NOTHING, ())
            return self.ends[choice]
        words, stems = {}, {}
        for rest, names in rests.items():
            if rest:
                table, key = (stems, rest[0][:-1]) if rest[0].endswith("*") else (words, rest[0])
                table.setdefault(key, {})[rest[1:]] = names
        return Begun(
            self.choice(size, frozenset(rests[()])) if () in rests else None,
            {word: self.of(rest, size + 1) for word, rest in words.items()} or NOTHING,
            tuple((stem, self.of(rest, size + 1)) for stem, rest in stems.items()),
        )

    def choice(self, size, names):
        if (size, names) not in self.choices:
            self.choices[size, names] = self.new_choice(size, names)
        return self.choices[size, names]

    def new_choice(self, size, names):
        choice = Choice(
            size,
            sum(self.bits[name] for name in names & self.bits.keys()),
            tuple(one for name in names & self.tried.keys() for one in self.tried[name]),
            self.families & names,
            tuple(text for name in names & self.single.keys() for text in self.single[name]),
        )
        for name in names & self.saying.keys():
            self.saying[name].append(choice)
        return choice


def _lengths(stems):
    return tuple(sorted({len(stem) for stem in stems}))


def _stems_of(word, stems, lengths):
    return [word[:length] for length in lengths if length <= len(word) and word[:length] in stems]


def search(words, index):
    """Pattern text → where it is said: (first, end) pairs, left to right, none within another. And the places of each
    element that is said."""
    places = Places(words, index)
    found = places.said_alone()
    for pattern in places.worth_a_try():
        spans = _found(pattern, places)
        if spans:
            found[pattern.text] = spans
    return found, places


class Places(dict):
    """Element → where it is said, as (count of words, bits of the words that it begins at) pairs; looked up when first
    asked for."""

    def __init__(self, words, index):
        self.saying, self.near = index.saying, index.near
        self.count, commas = len(words), 0
        self.said, self.where = [], {}  # (word, choice) pairs; choice → bits of the words that it begins at
        for at, word in enumerate(words):
            if word == ",":
                commas |= 1 << at
            for begun in _begins(word, index):
                if begun.alone:
                    self.said.append((at, begun.alone))
                if begun.words or begun.stems:
                    self.said += [(at, choice) for choice in _longer(begun, words, at + 1)]
        for at, choice in self.said:
            self.where[choice] = self.where.get(choice, 0) | 1 << at
        self.choices, self.open = set(self.where), ~commas

    def __missing__(self, name):
        sizes = {}
        for choice in self.saying[name] & self.choices:  # of two sets, it goes over the smaller
            sizes[choice.size] = sizes.get(choice.size, 0) | self.where[choice]
        self[name] = places = tuple(sizes.items())
        return places

    def worth_a_try(self):
        """The patterns that what stands beside the rarest of their elements leaves possible."""
        here = [0] * self.count
        for at, choice in self.said:
            here[at] |= choice.elements
        behind, ahead = _before(here, self.near), _before(here[::-1], self.near)[::-1]
        whole, worth = reduce(or_, here), set()
        for at, choice in self.said:
            before_it, after_it = behind[at], ahead[at]
            for pattern, before, after, anywhere in choice.tried:
                if before & before_it == before and after & after_it == after and anywhere & whole == anywhere:
                    worth.add(pattern)
        return worth

    def said_alone(self):
        """The patterns that ask for one element."""
        found = {}
        for choice, here in self.where.items():
            if choice.texts:
                spans = [(at, at + choice.size) for at in _numbers(here)]
                for text in choice.texts:
                    found[text] = found[text] + spans if text in found else spans
        for text, spans in found.items():
            if len(spans) > 1:
                found[text] = _apart(dict(sorted(spans)).items())  # the longest from each word
        return found

    def families_at(self):
        """(first, end, name) of each family that is said."""
        return [(at, at + choice.size, name) for at, choice in self.said for name in choice.families]


def _before(bits, near):
    """For each word, the bits of those before it: of at least as many as are near, and of less than twice as many."""
    found, own, beside = [], 0, 0
    for number, here in enumerate(bits, 1):
        found.append(own | beside)
        own |= here
        if not number % near:
            own, beside = 0, own
    return found


def _longer(begun, words, at):
    """What goes on from what has begun with the word at `at`."""
    if at == len(words):
        return
    word = words[at]
    following = [more for stem, more in begun.stems if word.startswith(stem)]
    if word in begun.words:
        following.append(begun.words[word])
    for more in following:
        if more.alone:
            yield more.alone
        if more.words or more.stems:
            yield from _longer(more, words, at + 1)


def _begins(word, index):
    if word in index.words:
        return (index.words[word],)
    return [index.stems[stem] for stem in _stems_of(word, index.stems, index.lengths)]


def _numbers(bits):
    """The numbers of the bits that are set, lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _apart(spans):
    kept, reached = [], 0
    for first, end in spans:
        if first >= reached:
            kept.append((first, end))
            reached = end
    return kept


def _found(pattern, places):
    spans = []
    for steps in pattern.ways:
        starts = _starts(steps, places)
        if starts & (starts - 1) and not _end(steps, places, starts):
            continue  # of several, none has an end
        while starts:
            first = starts & -starts  # the lowest
            starts ^= first
            end = _end(steps, places, first)
            if end:
                spans.append((first.bit_length() - 1, end))
    return _apart(sorted(spans)) if len(spans) > 1 else spans


def _starts(steps, places):
    starts = 0
    for step in steps:
        for _, begins in places[step.element]:
            starts |= begins
        if not step.optional:
            break
    return starts


def _end(steps, places, start):
    """The end of the match that begins at the bit `start`: its last element stands nearest, and is the longest there.
    Words are bits, so that all that is reached goes on at once; from many starts at once, whether any has an end."""
    reached, last = start, steps[-1]
    for step in steps:
        element, gap, commas, optional = step
        within = reached
        for _ in range(gap):
            within |= (within if commas else within & places.open) << 1
        following = 0
        here = places[element]
        for size, begins in here:
            following |= (begins & within) << size
        if following and step is last:
            return _longest_of_nearest(here, within)
        if optional:
            following |= reached
        if not following:
            return None
        reached = following
    return (reached & -reached).bit_length() - 1


def _longest_of_nearest(places, within):
    if len(places) == 1:
        size, begins = places[0]
        nearest = begins & within
        return (nearest & -nearest).bit_length() - 1 + size
    said = [(size, begins & within) for size, begins in places if begins & within]
    nearest = min(begins & -begins for _, begins in said)
    return nearest.bit_length() - 1 + max(size for size, begins in said if begins & nearest)
