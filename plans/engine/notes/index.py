"""Every pattern is looked for at once: each word of a sentence knows which patterns are worth a try where it stands."""

from dataclasses import dataclass, field
from functools import cache

from plans.engine.notes.patterns import Pattern

Longer = tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]  # the words that must follow, and the elements said then
Tried = tuple[tuple[Pattern, int], ...]  # patterns, and the bits of what else each of them needs


@dataclass(frozen=True, eq=False, slots=True)
class Begun:
    """What may begin at one word: elements said by it alone, and longer choices by their second word."""

    key: str  # the word, or a stem of it
    alone: int = 0  # bits of the elements that it says alone
    tried: Tried = ()  # what to try where it stands
    longer: dict[str, Longer] = field(default_factory=dict)
    stems: tuple[tuple[str, Longer], ...] = ()  # longer ones whose second word is a stem, by that
    families: frozenset[str] = frozenset()  # of those said by it alone
    texts: tuple[str, ...] = ()  # patterns that are said by it alone


@dataclass(frozen=True)
class Index:
    words: dict[str, Begun]  # a stem that a word begins with is among what may begin at it
    stems: dict[str, Begun]
    single: dict[str, tuple[str, ...]]  # element → the patterns that ask for it alone
    tried: dict[str, Tried]  # element → the patterns that ask for more, tried where it is said: the rarest of theirs
    bits: dict[str, int]  # element → its bit, low for what most sentences say; of those that are needed besides
    keys: dict[str, frozenset[str]]  # element → keys of the words that say it alone; of those in longer patterns
    families: frozenset[str]
    lengths: tuple[int, ...]  # of the stems


def index_of(patterns, elements, common, families=frozenset()):
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
    tried = {
        rare: tuple((pattern, sum(bits[name] for name in pattern.needs - {rare})) for pattern in found)
        for rare, found in several.items()
    }
    words, stems = _rests(elements)
    begun = _Beginnings(single, tried, bits, families, asked)
    return Index(
        words={word: begun.of(word, rests) for word, rests in words.items()},
        stems={stem: begun.of(stem + "*", rests) for stem, rests in stems.items()},
        single={name: tuple(found) for name, found in single.items()},
        tried=tried,
        bits=bits,
        keys={name: frozenset(found) for name, found in begun.keys.items()},
        families=families,
        lengths=_lengths(stems),
    )


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
        self.keys = {name: [] for name in asked}

    def of(self, key, rests):
        longer, stems = {}, {}
        for rest, names in rests.items():
            if rest and rest[0].endswith("*"):
                stems.setdefault(rest[0][:-1], []).append((rest[1:], tuple(names)))
            elif rest:
                longer.setdefault(rest[0], []).append((rest[1:], tuple(names)))
        alone = frozenset(rests.get((), ()))
        for name in alone & self.keys.keys():
            self.keys[name].append(key)
        return Begun(
            key,
            sum(self.bits[name] for name in alone & self.bits.keys()),
            tuple(one for name in alone & self.tried.keys() for one in self.tried[name]),
            {second: tuple(found) for second, found in longer.items()},
            tuple((stem, tuple(found)) for stem, found in stems.items()),
            families=self.families & alone,
            texts=tuple(text for name in alone & self.single.keys() for text in self.single[name]),
        )


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
        self.index, self.words = index, words
        self.begun, self.where, self.longer = [], {}, {}
        for at, word in enumerate(words):
            following = words[at + 1] if at + 1 < len(words) else ""
            for begun in _begins(word, index):
                self.begun.append((at, begun))
                self.where[begun.key] = self.where.get(begun.key, 0) | 1 << at
                if following in begun.longer:
                    for rest, names in begun.longer[following]:
                        self._add(at, at + 2, rest, names)
                for stem, longer in begun.stems:
                    if following.startswith(stem):
                        for rest, names in longer:
                            self._add(at, at + 2, rest, names)
        self.keys_said = set(self.where)
        self.parted = sum(1 << at for at, word in enumerate(words) if word == ",")

    def _add(self, first, at, rest, names):
        for expected in rest:
            if at >= len(self.words):
                return
            word = self.words[at]
            if not (word.startswith(expected[:-1]) if expected.endswith("*") else word == expected):
                return
            at += 1
        for name in names:
            here = self.longer.setdefault(name, {})
            here[at - first] = here.get(at - first, 0) | 1 << first

    def worth_a_try(self):
        """The patterns all of whose elements are said."""
        said = 0
        for _, begun in self.begun:
            said |= begun.alone
        for name in self.longer.keys() & self.index.bits.keys():
            said |= self.index.bits[name]
        tried = {begun.key: begun.tried for _, begun in self.begun if begun.tried}
        tried |= {name: self.index.tried[name] for name in self.longer.keys() & self.index.tried.keys()}
        return {pattern for found in tried.values() for pattern, needs in found if needs & said == needs}

    def __missing__(self, name):
        here = 0
        for key in self.index.keys[name] & self.keys_said:  # of two sets, it goes over the smaller
            here |= self.where[key]
        self[name] = places = [(1, here)] if here else []
        if name in self.longer:
            places += self.longer[name].items()
        return places

    def said_alone(self):
        """The patterns that ask for one element."""
        found = {}
        for at, begun in self.begun:
            span = (at, at + 1)
            for text in begun.texts:
                if text in found:
                    found[text].append(span)
                else:
                    found[text] = [span]
        for element in self.longer.keys() & self.index.single.keys():
            longer = self._spans(element)
            for text in self.index.single[element]:
                ends = dict(sorted((*found.get(text, ()), *longer)))  # the longest from each word
                found[text] = _apart(ends.items())
        return found

    def _spans(self, element):
        return [(first, first + size) for size, here in self.longer[element].items() for first in _numbers(here)]

    def families_at(self):
        """(first, end, name) of each family that is said."""
        alone = [(at, at + 1, name) for at, begun in self.begun for name in begun.families]
        longer = self.index.families.intersection(self.longer)
        return alone + [(first, end, name) for name in longer for first, end in self._spans(name)]


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
        if not starts or not _end(steps, places, starts):
            continue
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
    reached, last, parted = start, steps[-1], places.parted
    for step in steps:
        within = reached
        for _ in range(step.gap):
            within |= (within if step.commas else within & ~parted) << 1
        following = 0
        here = places[step.element]
        for size, begins in here:
            following |= (begins & within) << size
        if following and step is last:
            return _longest_of_nearest(here, within)
        if step.optional:
            following |= reached
        if not following:
            return None
        reached = following
    return (reached & -reached).bit_length() - 1


def _longest_of_nearest(places, within):
    said = [(size, begins & within) for size, begins in places if begins & within]
    nearest = min(begins & -begins for _, begins in said)
    return nearest.bit_length() - 1 + max(size for size, begins in said if begins & nearest)
