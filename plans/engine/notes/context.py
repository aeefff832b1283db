"""Whether a mention of a label counts, from its context: what the rules and the sums make of it, and what stands around
it. A "no", somebody else or a "years ago" is told much the same of every label, so what is learned of one is known of
all.

The weights are learned from labelled notes (`manage.py fit_hints`) and kept in rules/notes_hints.json."""

from bisect import bisect_left, bisect_right
from functools import cache
from itertools import accumulate, repeat
from typing import NamedTuple

from plans.engine.notes.beside import ANY, EDGE, NOTHING, stem_of, text_of
from plans.engine.notes.denial import all_denied, answered_no, confirmed
from plans.engine.notes.facts import Finding
from plans.engine.notes.status import denied_next, said_near

FACTS, SIGNS, MOVEMENTS = GROUPS = "facts", "signs", "movements"
SAID, SUMMED = "said", "summed"  # where a mention comes from: phrases and rules, or what is added up
OVER = "over"  # place of how far a sum is above what its label is taken from
OWN = "own"  # the words of the mention itself
EXPLAINED = "explained", "so"
MENTIONED = "mention", "any"  # weighed of every mention: what speaks for one before anything is known of it
OF_LABEL = frozenset(
    (
        "rule",
        OWN,
        "last 1",
        "last 2",
        "next 1",
        "next 2",
        "before",
        "after",
        "explained",
        "cue before",
        "cue after",
        "cue in",
    )
)  # places that mean something else of each label


class Mention(NamedTuple):
    """One place where a note may tell a label. `over`: how far the sum of the label is above what it is taken from;
    `made`: (place, what) of what the rules make of it."""

    finding: Finding
    source: str
    over: int
    made: tuple
    sentence: "_Sentence"

    def weight(self, context):
        """How much its context speaks for its counting."""
        told, around = self.told(), self.sentence.around
        own = sum(_added(told, context.weights.get(named, NOTHING)) for named in (ANY, self.finding.label))
        return own + around.weight(context) + sum(context.reached(place, self.over) for place in self.sums)

    def told(self):
        """(place, what) of all that can be weighed of it, each once, beside that of its whole sentence."""
        return [*self.made, *self.sentence.told_of(self.finding)]

    @property
    def place(self):
        """(first, end) of its words in its sentence."""
        return self.sentence.place(self.finding)

    @property
    def sums(self):
        """Places of what its sum weighs: whatever the rules make of it, and beside that."""
        return OVER, f"{OVER} {self.source} {self.finding.status}"

    def texts(self, steps):
        """The same as it is written in rules/notes_hints.json. `steps`: how far over is told apart."""
        for place, what in (*self.told(), *self.sentence.around.told):
            if place != OWN:
                yield text_of(ANY, place, what)
            if place in OF_LABEL:
                yield text_of(self.finding.label, place, what)
        yield from (text_of(ANY, place, step) for place in self.sums for step in steps if step <= self.over)


def group_of(label, book):
    if label in book.worsened or label in book.relieving:
        return MOVEMENTS
    return SIGNS if book.labels[label].red else FACTS


def mentions(lines, heard, others, found, summed, explained, book):
    """(key, Mention) of each finding. `found`: key → Finding; `summed`: keys of those that are only
    added up; `explained`: labels for which the note tells another reason."""
    starts, sentences, over = [line.spans[0][0] for line in lines], {}, {}
    for key, one in found.items():
        number = bisect_right(starts, one.start) - 1
        if number not in sentences:
            sentences[number] = _Sentence(lines, number, others, book)
        if one.label not in over:
            over[one.label] = heard.over(one.label)
        source = SUMMED if key in summed else SAID
        rule = f"{source} {one.status} {book.reason_keys.get(one.because, EDGE)}"
        made = (MENTIONED, ("rule", rule), *((EXPLAINED,) if one.label in explained else ()))
        yield key, Mention(one, source, over[one.label], made, sentences[number])


def _added(told, weights):
    return sum(map(weights.get, told, repeat(0))) if weights else 0


class _Around:
    """(place, what) of all that a sentence, and those beside it, tell of whatever is mentioned in it: each once."""

    def __init__(self, told):
        self.told = set(told)
        self.weights = {}  # Context → the sum of what it weighs

    def weight(self, context):
        if context not in self.weights:
            self.weights[context] = _added(self.told, context.weights.get(ANY, NOTHING))
        return self.weights[context]


class _Sentence:
    """One sentence, and what is the same for all that it mentions."""

    def __init__(self, lines, number, others, book):
        self.line, self.reach = lines[number], book.reach
        words, kinds, parts = self.line.words, self.line.kinds, book.words["parts"]
        self.starts = [start for start, _ in self.line.spans]
        near = range(1, self.reach.item + 1)
        self.edge = [EDGE for _ in near]
        self.last, self.next = [f"last {n}" for n in near], [f"next {n}" for n in near]
        self.stems = [stem_of(word, book) for word in words]
        self.ends = [at for at, word in enumerate(words) if word == "," or word in parts]  # of clauses
        self.commas = list(accumulate((word == "," for word in words), initial=0))  # before each word
        self.cues = [(*span, _told_by(kind)) for kind in kinds if _is_cue(kind) for span in kinds[kind]]
        self.book, self.following = book, lines[number + 1 : number + 2]
        self.around = _Around(_told_around(lines, number, others))

    def answers_no(self, one):
        """ "Breast cancer? Never.": whether a no by itself comes after it, or is all that the next sentence says."""
        (_, end), words = self.place(one), self.book.words
        return (
            answered_no(self.line, end, words)
            or all_denied(self.line, end, words)
            or denied_next(self.line, self.following, words)
        )

    def says_no(self, one):
        """ "No fever": whether a plain no stands right before it."""
        (first, _), line, words = self.place(one), self.line, self.book.words
        return any(stop == first and line.words[start] in words["no"] | words["denies"] for start, stop in line.noes)

    def only_asks(self, one):
        """ "He asked if it is numb.": whether somebody asked of it, and no more is told."""
        _, end = self.place(one)
        return any(start < end for start, _ in self.line.said("asked_of")) and not confirmed(self.line, end)

    def says_over(self, one):
        """ "Thrown by a horse 20 years ago." """
        return said_near("resolved", self.line, *self.place(one), self.book.words)

    def told_of(self, one):
        """(place, what): its own words, those next to it in their order, those of its clause, and the cues near it."""
        first, end = self.place(one)
        stems, near = self.stems, self.reach.item
        last = [*stems[max(0, first - near) : first][::-1], *self.edge]
        following = [*stems[end : end + near], *self.edge]
        before, after = self._clause(first, end)
        return [
            *zip(repeat(OWN), set(stems[first:end])),
            *zip(self.last, last, strict=False),
            *zip(self.next, following, strict=False),
            ("last two", f"{last[1]} {last[0]}"),
            ("next two", f"{following[0]} {following[1]}"),
            ("both", f"{last[0]} {following[0]}"),
            *zip(repeat("before"), before),
            *zip(repeat("after"), after),
            *set(self._cues_by(first, end)),
        ]

    def place(self, one):
        """(first, end) of its words."""
        return bisect_right(self.starts, one.start) - 1, bisect_right(self.starts, one.end - 1)

    def _clause(self, first, end):
        """The words before it and after it, as far as its clause reaches."""
        far, at, stop = self.reach.clause, bisect_left(self.ends, first), bisect_left(self.ends, end)
        since = max(first - far, self.ends[at - 1] + 1 if at else 0)
        until = min(end + far, self.ends[stop] if stop < len(self.ends) else len(self.stems))
        return set(self.stems[since:first]), set(self.stems[end:until])

    def _cues_by(self, first, end):
        commas, near, far = self.commas, self.reach.undone, self.reach.stretch
        for start, stop, (within, before, after) in self.cues:
            if stop <= first:
                if first - stop <= far:
                    yield before[first - stop > near][commas[stop] < commas[first]]
            elif start < end:
                yield within
            elif start - end <= far:
                yield after[start - end > near][commas[end] < commas[start]]


@cache
def _told_by(kind):
    """(place, what) of a cue of this kind within a mention, and before and after one: near, then far, each in one
    clause, then over a comma."""
    apart = ((f"{kind} near", f"{kind} near over a comma"), (f"{kind} far", f"{kind} far over a comma"))
    before, after = ([[(place, what) for what in told] for told in apart] for place in ("cue before", "cue after"))
    return ("cue in", kind), before, after


def _is_cue(kind):
    return not kind.startswith("head ")


def _told_around(lines, number, others):
    """Of the sentence as a whole, and of those before and after it."""
    yield "sentence", f"{min(number, 7)} of {min(len(lines), 7)}"
    yield "of", "another" if others[number] is None else "some other" if others[number] else "oneself"
    if lines[number].asks:
        yield "sentence", "asks"
    for side, at in (("before it", number - 1), ("after it", number + 1)):
        if not 0 <= at < len(lines):
            yield side, EDGE
            continue
        words = lines[at].words
        yield from ((side, f"is {kind}") for kind in lines[at].kinds if _is_cue(kind))
        yield side, f"begins {words[0]}"
        yield side, f"begins {' '.join(words[:2])}"
        yield side, f"ends {words[-1]}"
        if len(words) <= lines[at].reach.undone:
            yield side, f"says {' '.join(words)}"
        if lines[at].asks:
            yield side, "asks"
