"""What stands right beside a movement: whether it hurts or helps is told much the same of every movement, so what is
learned of one ("lifting does me in") is known of all.

The weights are learned from labelled notes (`manage.py fit_hints`) and kept in rules/notes_hints.json."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from plans.engine.notes.heads import heads_of

FELT = frozenset(("worse", "helps", "fine", "none", "limit"))
TURNING = FELT | {
    "copes", "excepts", "opposite", "same", "used_to", "each_time", "once_done", "relief_over", "still", "missed",
    "spell", "blamed", "untried",
}  # fmt: skip
EDGE = "nothing"  # stands for what is beyond the first and the last word
ANOTHER = "another"  # stands for the words of any other movement
ANY = ""  # stands for the movement where what is told is weighed alike of all
NOT_NAMED = ("movement", "not named")  # what is told of a movement that the note does not name
KNOWN = ("found", "opposite", "in all")  # places of what phrases make of the movement
AROUND = "around"
NOTHING = MappingProxyType({})
SHARED = ("felt", "opposite", "in all", "last two", "next two")  # places that mean the same of any movement


class Told(NamedTuple):
    """What is told beside one movement. `said`: (first, end, place, what) of each thing that can be weighed; `around`:
    what the sentences before and after it tell, the same for all that are named in one."""

    label: str
    movement: str
    number: int  # of the sentence
    first: int
    end: int
    said: list
    around: tuple

    def texts(self):
        """The same as it is written in rules/notes_hints.json."""
        yield from (text_of(ANY, AROUND, what) for what in self.around)
        for _, _, place, what in self.said:
            yield text_of(ANY, place, what)
            if place not in SHARED:
                yield text_of(self.movement, place, what)

    def weights(self, beside):
        """What each of `said` weighs; `beside`: movement, or `ANY` → place → what → weight."""
        of_any, of_one = beside.get(ANY, NOTHING), beside.get(self.movement, NOTHING)
        return [
            of_any.get(place, NOTHING).get(what, 0) + of_one.get(place, NOTHING).get(what, 0)
            for _, _, place, what in self.said
        ]


class Most(NamedTuple):
    """The movement beside which most is told for a label."""

    weight: int
    told: Told
    beside: Mapping

    def quoted(self, loose):
        """(number of the sentence, first, end): the movement, and the words by it that weigh at least half of what the
        weightiest does; no words that hang `loose` at an end of it."""
        spoken = list(zip(self.told.weights(self.beside), self.told.said, strict=True))
        most = max(weight for weight, _ in spoken)
        strong = [
            (first, end)
            for weight, (first, end, _, what) in spoken
            if weight > 0 and weight + weight >= most and first < end and what not in loose
        ]
        first = min((self.told.first, *(first for first, _ in strong)))
        return self.told.number, first, max((self.told.end, *(end for _, end in strong)))


def most_beside(lines, findings, book):
    """Label → Most of each movement that is named."""
    most, around = {}, {}
    for told in told_beside(lines, findings, book) if book.moving else ():
        beside = book.moving[told.label]
        key = told.around, id(beside)
        if key not in around:
            of_any = beside.get(ANY, NOTHING).get(AROUND, NOTHING)
            around[key] = sum(of_any.get(what, 0) for what in told.around)
        weight = sum(told.weights(beside)) + around[key]
        if told.label not in most or weight > most[told.label].weight:
            most[told.label] = Most(weight, told, beside)
    return most


def not_named(beside):
    """What it weighs that the note does not name the movement."""
    place, what = NOT_NAMED
    return beside.get(ANY, {}).get(place, {}).get(what, 0)


def text_of(movement, place, what):
    return f"{movement}/{place}: {what}" if movement else f"{place}: {what}"


def parts_of_text(text):
    """(movement, place, what)"""
    where, _, what = text.partition(": ")
    movement, _, place = where.rpartition("/")
    return movement, place, what


def told_beside(lines, findings, book):
    """A Told for each label that a movement named in the note can have."""
    starts, found, here = [line.spans[0][0] for line in lines], {}, {}
    for one in findings:
        found.setdefault(one.label, []).append(one)
        here.setdefault((one.label, bisect_right(starts, one.start) - 1), []).append(one)
    in_all = {label: _states(of_it) for label, of_it in found.items()}
    for number, line in enumerate(lines):
        heads = heads_of(line, book)
        if heads:
            sentence = _Sentence(lines, number, heads, book)
        for movement, first, end in heads:
            span = line.spans[first][0], line.spans[end - 1][1]
            said = list(sentence.beside(movement, first, end))
            for label, other in ((movement.worse, movement.helped), (movement.helped, movement.worse)):
                if label:
                    states = (_states(here.get((name, number), ()), span) for name in (label, other))
                    known = _known(first, end, *states, in_all.get(label, EDGE))
                    yield Told(label, movement.name, number, first, end, [*said, *known], sentence.around)


def _known(first, end, here, there, in_all):
    """What the phrases make of this movement already, here and in all the note, and here of its opposite."""
    yield first, end, "found", here
    yield first, end, "opposite", there
    yield first, end, "opposite", f"{there} of {here}"
    yield first, end, "in all", in_all


def _states(findings, span=None):
    met = {one.status for one in findings if span is None or (one.start < span[1] and span[0] < one.end)}
    return "+".join(sorted(met)) or EDGE


class _Sentence:
    """One sentence, and what is the same for all movements it names."""

    def __init__(self, lines, number, heads, book):
        self.line, self.reach, self.parts = lines[number], book.reach, book.words["parts"]
        self.taken = {at for _, first, end in heads for at in range(first, end)}
        self.stems = [stem_of(word, book) for word in self.line.words]
        kinds = self.line.kinds
        self.cues = [(start, stop, kind) for kind in kinds.keys() & TURNING for start, stop in kinds[kind]]
        self.around = tuple(_around(lines, number, book))
        self.places = {side: [f"{side} {n + 1}" for n in range(book.reach.undone)] for side in ("last", "next")}

    def beside(self, movement, first, end):
        """(first, end, place, what): the words of the movement, those next to it in their order, those of its clause,
        and which word of feeling is nearest."""
        yield first, end, "movement", movement.name
        yield from ((at, at + 1, "own", self.stems[at]) for at in range(first, end))
        far = self.reach.stretch
        before = list(self._outwards(range(first - 1, max(-1, first - 1 - far), -1)))
        after = list(self._outwards(range(end, min(len(self.stems), end + far))))
        for side, clause, words, edge in (("last", "before", before, first), ("next", "after", after, end)):
            yield from self._in_order(side, words, edge)
            yield from self._in_clause(clause, words)
        yield from self._felt(first, end)

    def _outwards(self, places):
        """(place, beginning of the word); any other movement counts as one word."""
        within = False
        for at in places:
            if at not in self.taken:
                yield at, self.stems[at]
            elif not within:
                yield at, ANOTHER
            within = at in self.taken

    def _in_order(self, side, words, edge):
        places = self.places[side]
        for place, (at, word) in zip(places, words, strict=False):
            yield at, at + 1, place, word
        for place in places[len(words) :]:
            yield edge, edge, place, EDGE
        two = [word for _, word in words[:2]]
        yield edge, edge, f"{side} two", " ".join((two + [EDGE, EDGE])[:2])

    def _in_clause(self, side, words):
        for at, word in words:
            if self.line.words[at] == "," or self.line.words[at] in self.parts:
                return
            yield at, at + 1, side, word

    def _felt(self, first, end):
        low, high = first - self.reach.stretch, end + self.reach.stretch
        last = following = None
        for start, stop, kind in self.cues:
            if first <= start and stop <= end:
                yield start, stop, "own", f"is {kind}"
            elif kind in FELT and low <= start and stop <= high:
                if stop <= first:
                    last = min(last or (first, ""), (first - stop, kind))
                elif start >= end:
                    following = min(following or (high, ""), (start - end, kind))
        for side, one in (("last", last), ("next", following)):
            if one:
                yield first, end, f"{side} felt", f"{one[1]} {self._far(one[0])}"
        yield first, end, "felt", " ".join(one[1] if one else EDGE for one in (last, following))

    def _far(self, words):
        return bisect_left((1, self.reach.item, self.reach.open_clause), words)


def _around(lines, number, book):
    """What the sentences before and after it feel like, and how the next one begins."""
    for side, at in (("before it", number - 1), ("after it", number + 1)):
        if not 0 <= at < len(lines):
            continue
        line = lines[at]
        yield f"{side} {'moves' if heads_of(line, book) else 'stays'}"
        yield from (f"{side} is {kind}" for kind in line.kinds.keys() & TURNING)
        if at > number:
            yield f"{side} {stem_of(line.words[0], book)}"
            yield f"{side} {' '.join(line.words[:2])}"


def stem_of(word, book):
    letters = book.reach.weighed
    return word if len(word) < letters else word[:letters] + "*"
