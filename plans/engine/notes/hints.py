"""What is told by many words together, which no phrase says: what speaks for a label, and what against it, is added up.

A movement is told in one sentence, a sign of danger often in pieces, over a few on end, and some facts in either way.
The weights are learned from labelled notes (`manage.py fit_hints`) and kept in rules/notes_hints.json."""

from bisect import bisect_right
from itertools import pairwise

from plans.engine.notes.alikes import look_alikes
from plans.engine.notes.beside import most_beside, not_named, stem_of
from plans.engine.notes.denial import negated_before
from plans.engine.notes.facts import Status
from plans.engine.notes.status import judge
from plans.engine.notes.whose import of_other


class Heard:
    """What each sentence of a note says that can be weighed, and what it weighs for all labels at once, by itself and
    with those that follow; and what is told beside its movements."""

    def __init__(self, lines, others, findings, book):
        self.book = book
        self.beside = most_beside(lines, findings, book)
        self.spoken = [_spoken(line, spans, book) for line, spans in zip(lines, others, strict=True)]
        self.said = [_said_of(*spoken) for spoken in self.spoken]
        self.ordered = {}  # number of a sentence → the same of it in order, once it is asked for
        runs, together = book.speaking.sums_of(self.said, book.reach.pieced, book.reach.together)
        self.sums = {**runs, book.reach.together: together}
        self.asked = {
            name
            for length, sums in self.sums.items()
            for name in book.speaking.asked(sums)
            if length in book.runs[name]
        }

    def places(self, number):
        """(first, end, what) of all that a sentence says, in order."""
        if number not in self.ordered:
            self.ordered[number] = sorted(_places_of(*self.spoken[number]))
        return self.ordered[number]

    def most(self, name, without=frozenset()):
        """(weight, first, end) of the sentences on end that speak most for the label; those numbered do not count."""
        best = None
        for length in self.book.runs[name]:
            weights = self.book.speaking.parts_of(name, self.sums.get(length, ()))
            for first in _touched(len(weights), length, without):
                weights[first] = sum(_joined(self.told(name, first, first + length, without)).values())
            if weights and (best is None or max(weights) > best[0]):
                first = weights.index(max(weights))
                best = weights[first], first, first + length
        return best or (0, 0, 0)

    def moved(self, name):
        """All that is weighed of a movement: the sentence that speaks most for it, and what stands beside it."""
        beside = self.beside[name].weight if name in self.beside else not_named(self.book.moving[name])
        return self.most(name)[0] + beside

    def over(self, name):
        """How far the sum of a label is above what it is taken from."""
        if name not in self.book.hints:
            return 0
        weight = self.moved(name) if name in self.book.moving else self.most(name)[0]
        return weight - self.book.hints[name].taken_from

    def told(self, name, first, end, without=()):
        """For each of these sentences, what of it speaks for the label or against it → how much; nothing of those
        numbered."""
        weights = self.book.hints[name].weights
        return [
            {} if number in without else {one: weights[one] for one in here & weights.keys()}
            for number, here in enumerate(self.said[first:end], first)
        ]


def hints_in(lines, heard, others, findings, book):
    """(line, first, end, label, status) of each label that is not found, nor in doubt, already: present if enough
    speaks for it, else unsure. What its pieces only ask about is still taken then, unless something explains it."""
    open_to_more = (book.reasons["unsure"], book.reasons["together"])
    explained = {one.label for one in findings if one.because == book.reasons["explained"]}
    asked = {one.label for one in findings if one.status is Status.UNSURE and one.because in open_to_more} - explained
    told = {one.label for one in findings if one.status is not Status.DENIED and one.label not in asked}
    denied = _denied(lines, findings)
    for name, hint in book.hints.items():
        numbers = denied.get(name, frozenset())
        if name in told:
            continue
        if name in book.moving:
            yield from _moved(lines, heard, others, name, name in asked, book)
            continue
        if not (numbers or name in heard.asked):
            continue
        weight, at, stop = heard.most(name, numbers)
        if weight >= hint.asks_from:
            number, first, end = _anchor(lines, heard, heard.told(name, at, stop, numbers), at)
            label = book.labels[name]
            enough = weight >= hint.taken_from and needed(lines, label, book)
            status = _judged(lines, others, number, first, end, label, book, sure=enough)
            if status is Status.PRESENT and not enough:
                status = Status.UNSURE
            if status is Status.PRESENT or (status is Status.UNSURE and name not in asked):
                yield lines[number], first, end, label, status


def _moved(lines, heard, others, name, asked, book):
    """The movement that most is told beside of, with the words there that weigh most."""
    hint, weight = book.hints[name], heard.moved(name)
    if weight < hint.asks_from:
        return
    label = book.labels[name]
    if name in heard.beside:
        number, first, end = heard.beside[name].quoted({","} | book.words["prepositions"] | book.words["articles"])
    else:
        _, at, stop = heard.most(name)
        number, first, end = _anchor(lines, heard, heard.told(name, at, stop), at)
    status = _judged(lines, others, number, first, end, label, book, sure=weight >= hint.taken_from)
    if status is Status.PRESENT and weight < hint.taken_from:
        status = Status.UNSURE
    if status is Status.PRESENT or (status is Status.UNSURE and not asked):
        yield lines[number], first, end, label, status


def needed(lines, label, book):
    """Whether the note says what hints are not enough without: "thin bones, I'm 70" tells no fracture."""
    return not label.hints_need or any(look_alikes(label.hints_need, line, book.words) for line in lines)


def said_in(lines, others, book):
    """What can be weighed of each sentence: what weights are learned from."""
    return [_said_of(*_spoken(line, spans, book)) for line, spans in zip(lines, others, strict=True)]


def _said_of(heads, families):
    pairs = {f"{one} {two}" for one, two in pairwise(heads) if one and two}
    return pairs.union(heads, [name for _, _, name in families]) - {""}


def _places_of(heads, families):
    """(first, end, what) is weighed of a sentence."""
    words = [(at, at + 1, head) for at, head in enumerate(heads) if head]
    pairs = [(at, at + 2, f"{one} {two}") for at, (one, two) in enumerate(pairwise(heads)) if one and two]
    return words + pairs + families


def _spoken(line, spans, book):
    """Words by their beginning, to be weighed with those next to them, and (first, end, name) of families; each with a
    "!" before it where a "no" takes it back. What is spoken of someone else is left out."""
    denied = _denied_words(line, book)
    heads = _heads(line, spans, book, denied)
    families = [
        (first, end, "!" + name if first in denied else name)
        for first, end, name in line.places.families_at()
        if heads[first]
    ]
    return heads, families


def _heads(line, spans, book, denied):
    """ "Urinate" is weighed as "urina*", with "urinating" and "urination"; commas and what is said of others as "", and
    so is an age that could be a temperature."""
    heads = [stem_of(word, book) for word in line.words]
    heads = [
        "" if head == "," or (spans and of_other(spans, line, at, book.words)) else "!" + head if at in denied else head
        for at, head in enumerate(heads)
    ]
    for at in (at for span in line.said("age") for at in range(*span)):
        goes_on = "".join(line.words[at + 1 : at + 2]).isdigit()  # "I'm 38.5"
        if line.words[at].isdigit() and not goes_on:
            heads[at] = ""
    return heads


def _denied_words(line, book):
    """Where words stand that a "no" takes back: "no numbness" speaks against what "numbness" speaks for."""
    ends = len(line.words)
    near = {at for start, _ in line.noes for at in range(start + 1, min(ends, start + 1 + line.reach.stretch))}
    return {at for at in near if negated_before(line, at, at + 1, book.words)}


def _touched(count, length, without):
    """Where those of `count` runs begin that hold one of the sentences numbered."""
    return [first for first in range(count) if not without.isdisjoint(range(first, first + length))]


def _joined(window):
    """What is said in any of them counts once."""
    joined = {}
    for here in window:
        joined |= here
    return joined


def _denied(lines, findings):
    """Label → numbers of the sentences that deny it, and of those after them."""
    starts, denied = [line.spans[0][0] for line in lines], {}
    for one in findings:
        if one.status is Status.DENIED:
            number = bisect_right(starts, one.start) - 1
            denied.setdefault(one.label, set()).update((number, number + 1))
    return denied


def _anchor(lines, heard, own, at):
    """The sentence that says most of it, from the first to the last of the words that weigh most; a single word is
    quoted with those beside it."""
    speaking = {
        number: {word: weight for word, weight in here.items() if weight > 0} for number, here in enumerate(own, at)
    }
    number = max(speaking, key=lambda one: (sum(speaking[one].values()), -one))
    most = max(speaking[number].values())
    strong = {word for word, weight in speaking[number].items() if 2 * weight >= most}
    places = [(first, end) for first, end, told in heard.places(number) if told in strong]
    first, end = min(first for first, _ in places), max(end for _, end in places)
    return number, *(_beside(lines[number], first, end) if end - first == 1 else (first, end))


def _beside(line, first, end):
    words = line.words
    while first > 0 and words[first - 1] != "," and end - first <= 2:
        first -= 1
    while end < len(words) and words[end] != "," and end - first <= line.reach.item:
        end += 1
    return first, end


def _judged(lines, others, number, first, end, label, book, *, sure):
    """A plain "no" of it, "no cancer", denies it. Unless the words weigh enough, its own sentence may also only seem to
    say it, or one beside it explain it, and a "no" before it may be part of it: all of these are asked about."""
    line = lines[number]
    alike = [(a, b) for a, b in look_alikes(label.unless, line, book.words) if a < end and first < b]
    if any(not book.words["no"].isdisjoint(line.words[a:b]) for a, b in alike):
        return Status.DENIED
    subject = of_other(others[number], line, first, book.words)
    following = lines[number + 1 : number + 1 + book.reach.following]
    status, _ = judge(line, first, end, book, label, subject, following, own_no=True)
    if status is Status.PRESENT and _felt_otherwise(line, label.name, book):
        return Status.UNSURE
    near = any(look_alikes(label.unless_near, one, book.words) for one in lines[max(0, number - 1) : number + 2])
    if (
        status is Status.PRESENT
        and not sure
        and (
            alike
            or near
            or negated_before(line, first, first + 1, book.words)
            or judge(line, first, end, book, label, subject)[0] is Status.DENIED
        )
    ):
        return Status.UNSURE
    return status


def _felt_otherwise(line, name, book):
    """What the sentence says of how a movement feels speaks against it: "up on my feet I'm grand"."""
    if name in book.worsened:
        return bool(line.said("fine")) and not (line.said("worse") or line.said("limit"))
    return name in book.relieving and bool(line.said("none"))
