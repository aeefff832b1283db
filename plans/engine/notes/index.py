"""Every pattern is looked for at once: each word of a sentence knows which patterns are worth a try where it stands."""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from plans.engine.notes.patterns import Pattern

NOTHING = {}  # one for all: most words begin nothing longer


class Trial(NamedTuple):
    """A pattern to try where the rarest of its elements stands, if the next rarest begins near it: from so many words
    before it to so many after it."""

    pattern: Pattern
    before: int
    near: int  # a bit for each of those words
    needs: int  # the bits of what else it needs


@dataclass(frozen=True, eq=False, slots=True)
class Choice:
    """What elements can be said with: a word, a stem or words on end, and all others that say just the same elements.
    Each is only itself: quick to look up."""

    size: int  # of how many words
    tried: dict[int, tuple[Trial, ...]]  # number of the next rarest element → what to try where this stands
    wants: int  # the bits of those numbers
    says: int  # the bits of the elements it says, of those that are the next rarest of some pattern
    families: frozenset[str]
    texts: tuple[str, ...]  # patterns that are said by it alone


@dataclass(frozen=True, eq=False, slots=True)
class Begun:
    """What may begin with a word or a few: what is said by them alone, and what else by the next word, or a stem of
    it."""

    alone: Choice | None
    words: dict[str, "Begun"]
    stems: tuple[tuple[str, "Begun"], ...]
    goes_on: bool


@dataclass(frozen=True)
class Index:
    words: dict[str, Begun]  # a stem that a word begins with is among what may begin at it
    stems: dict[str, Begun]
    saying: dict[str, frozenset[Choice]]  # element → what says it; of those in longer patterns
    lengths: tuple[int, ...]  # of the stems


def index_of(patterns, elements, common, families=frozenset()):
    """`common`: words that notes hold, the commonest first; a pattern is looked up by what most sentences lack."""
    single, tried, longer = {}, {}, {}
    often = _often(elements, common)
    sizes = {name: max(map(len, choices)) for name, choices in elements.items()}
    for pattern in {pattern.text: pattern for pattern in patterns}.values():
        rare, other = _rarest(pattern, often)
        if len(pattern.ways) == len(pattern.ways[0]) == 1:
            single.setdefault(rare, []).append(pattern.text)
        else:
            longer[pattern] = rare, other
    commonest = sorted({other for _, other in longer.values()}, key=lambda name: (-often[name], name))
    numbers = {name: number for number, name in enumerate(commonest)}  # the commonest lowest: short numbers add up fast
    for pattern, (rare, other) in longer.items():
        needs = sum(1 << numbers[name] for name in numbers.keys() & (pattern.needs - {rare, other}))
        trial = Trial(pattern, *_near(pattern, rare, other, sizes), needs)
        tried.setdefault(rare, {}).setdefault(numbers[other], []).append(trial)
    words, stems = _rests(elements)
    begun = _Beginnings(single, tried, numbers, families, frozenset().union(*(pattern.elements for pattern in longer)))
    return Index(
        words={word: begun.of(rests) for word, rests in words.items()},
        stems={stem: begun.of(rests) for stem, rests in stems.items()},
        saying={name: frozenset(found) for name, found in begun.saying.items()},
        lengths=_lengths(stems),
    )


def _rarest(pattern, often):
    """The rarest of the elements that it needs, and the next rarest; the same where it needs but one."""
    ranked = sorted(sorted(pattern.needs), key=often.get)
    return ranked[0], ranked[:2][-1]


def _near(pattern, rare, other, sizes):
    """How many words before the rarest the next rarest may begin, and a bit for each word from there on."""
    before = after = 0
    for steps in pattern.ways:
        places = [number for number, step in enumerate(steps) if step.element == other]
        for at in (number for number, step in enumerate(steps) if step.element == rare):
            before = max(before, *(_extent(steps[place : at + 1], sizes) for place in places))
            after = max(after, *(_extent(steps[at : place + 1], sizes) for place in places))
    return before, (2 << before + after) - 1


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
    def __init__(self, single, tried, numbers, families, asked):
        self.single, self.tried, self.numbers, self.families = single, tried, numbers, families
        self.saying = {name: [] for name in asked}
        self.choices = {}  # (size, names) → what says them: one for all words that say the same
        self.ends = {}  # choice → what begins no more than that

    def of(self, rests, size=1):
        """`rests`: the words that may follow → what is said then."""
        if len(rests) == 1 and () in rests:
            choice = self.choice(size, frozenset(rests[()]))
            if choice not in self.ends:
                self.ends[choice] = Begun(choice, NOTHING, (), goes_on=False)
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
            goes_on=True,
        )

    def choice(self, size, names):
        if (size, names) not in self.choices:
            self.choices[size, names] = self.new_choice(size, names)
        return self.choices[size, names]

    def new_choice(self, size, names):
        tried = {}
        for name in names & self.tried.keys():
            for number, trials in self.tried[name].items():
                tried.setdefault(number, []).extend(trials)
        choice = Choice(
            size,
            {number: tuple(trials) for number, trials in tried.items()} or NOTHING,
            sum(1 << number for number in tried),
            sum(1 << self.numbers[name] for name in names & self.numbers.keys()),
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
        spans = spans_of(pattern, places)
        if spans:
            found[pattern.text] = spans
    return found, places


class Places(dict):
    """Element → where it is said, as (count of words, bits of the words that it begins at) pairs; looked up when first
    asked for."""

    def __init__(self, words, index):
        self.saying, self.commas = index.saying, 0
        self.said = said = []  # (word, choice) pairs
        for at, word in enumerate(words):
            if word == ",":
                self.commas |= 1 << at
            begun, reached = _begins(word, index), at
            while begun:
                further = []
                for one in begun:
                    if one.alone:
                        said.append((at, one.alone))
                    if one.goes_on:
                        further.append(one)
                reached += 1
                begun = _going_on(further, words[reached]) if further and reached < len(words) else ()
        self.where = where = {}  # choice → bits of the words that it begins at
        for at, choice in said:
            where[choice] = where.get(choice, 0) | 1 << at
        self.choices = set(where)

    def __missing__(self, name):
        said = self.saying[name] & self.choices  # of two sets, it goes over the smaller
        if len(said) == 1:
            (choice,) = said
            self[name] = places = ((choice.size, self.where[choice]),)
            return places
        sizes = {}
        for choice in said:
            sizes[choice.size] = sizes.get(choice.size, 0) | self.where[choice]
        self[name] = places = tuple(sizes.items())
        return places

    def worth_a_try(self):
        """The patterns whose two rarest elements are said near each other, and the others somewhere."""
        spoken = wanted = 0
        for choice in self.choices:
            spoken |= choice.says
            wanted |= choice.wants
        both, begins, worth = spoken & wanted, {}, set()  # number of an element → bits of the words that it begins at
        for choice, here in self.where.items():
            for number in _numbers(choice.says & both):
                begins[number] = begins.get(number, 0) | here
        for at, choice in self.said:
            for number in _numbers(choice.wants & both):
                here = begins[number]
                for pattern, before, near, needs in choice.tried[number]:
                    if here << before >> at & near and needs & spoken == needs:
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


def _going_on(begun, word):
    """What goes on with this word of what has begun."""
    further = []
    for one in begun:
        if word in one.words:
            further.append(one.words[word])
        if one.stems:
            further += [more for stem, more in one.stems if word.startswith(stem)]
    return further


def _begins(word, index):
    if word in index.words:
        return (index.words[word],)
    return [index.stems[stem] for stem in _stems_of(word, index.stems, index.lengths)]


def _numbers(bits):
    """The numbers of the bits that are set, highest first."""
    while bits:
        number = bits.bit_length() - 1
        yield number
        bits ^= 1 << number


def _apart(spans):
    kept, reached = [], 0
    for first, end in spans:
        if first >= reached:
            kept.append((first, end))
            reached = end
    return kept


def spans_of(pattern, places):
    """(first, end) of each match of a pattern, whatever stands near what."""
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
        within = _onwards(reached, gap, 0 if commas else places.commas) if gap else reached
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


def _onwards(bits, gap, commas):
    """The words up to `gap` words on from some, over no comma of these."""
    if bits & (bits - 1):
        for _ in range(gap):
            bits |= (bits & ~commas) << 1
        return bits
    bits *= (2 << gap) - 1  # from one word, all at once
    crossed = bits & commas
    return bits & ((crossed & -crossed) << 1) - 1 if crossed else bits


def _longest_of_nearest(places, within):
    if len(places) == 1:
        size, begins = places[0]
        nearest = begins & within
        return (nearest & -nearest).bit_length() - 1 + size
    said = [(size, begins & within) for size, begins in places if begins & within]
    nearest = min(begins & -begins for _, begins in said)
    return nearest.bit_length() - 1 + max(size for size, begins in said if begins & nearest)
