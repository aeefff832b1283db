"""A note → sentences of plain words, each word knowing where it stands in the note."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from plans.engine.notes.facts import Reach
from plans.engine.notes.index import Places, search
from plans.engine.notes.spelling import plain

PIECE = re.compile(
    r"(?P<fraction>(?<![\w/])(?!24/7)\d{1,2}/(?:7|52|12)(?![\w/]))|(?P<word>[^\W_]+(?:['’‘`´][^\W_]+)*|[↓↑])|(?P<stop>[.!?;\n\r…]+)|(?P<comma>[,:()\[\]\"“”|<>]|[-–—]+|(?<=\s)(?:=>?|/)(?=\s))|(?P<plus>[&+])"
    r"|(?P<face>[\u2600-\u27bf\U0001f300-\U0001faff])"
)
BETWEEN = re.compile(r"[-–—]+$")


@dataclass(frozen=True)
class Line:
    """One sentence. `words[i]` stands at `spans[i]` in the note; a comma is a word of its own."""

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    asks: bool
    reach: Reach
    asides: tuple[tuple[int, int], ...] = ()  # (first, end) of what stands in brackets
    found: dict = field(init=False, default_factory=dict, compare=False)
    kinds: dict = field(init=False, default_factory=dict, compare=False)
    places: Places | None = field(init=False, default=None, compare=False)
    heads: list | None = field(init=False, default=None, compare=False)  # the movements it names
    judged: dict = field(init=False, default_factory=dict, compare=False)  # what was judged of its words

    def read_with(self, book, looked_up):
        """Looks for every pattern once, and keeps the cues by their kind. `looked_up`: what sentences of the same words
        were found to hold."""
        if self.words not in looked_up:
            looked_up[self.words] = search(self.words, book.index)
        found, places = looked_up[self.words]
        object.__setattr__(self, "found", found)
        object.__setattr__(self, "places", places)
        for text in found.keys() & book.kinds.keys():
            for kind in book.kinds[text]:
                self.kinds.setdefault(kind, []).extend(found[text])
        for spans in self.kinds.values():
            spans.sort()

    def said(self, kind):
        """(first, end) of each cue of this kind, in order."""
        return self.kinds.get(kind, ())

    @cached_property
    def noes(self):
        """Where a "no" stands that may take back what follows."""
        return [(start, stop) for start, stop in self.said("no_before") if not self.inside("no_mistaken", start)]

    def begins_with(self, kind):
        said = self.said(kind)
        return bool(said) and not said[0][0]

    def touches(self, kind, first, end):
        return any(start < end and first < stop for start, stop in self.said(kind))

    def inside(self, kind, at):
        return any(first <= at < end for first, end in self.said(kind))


def lines_of(note, book):
    """The sentences of a note, in order."""
    reader = _LineReader(note, book)
    for piece in PIECE.finditer(note):
        reader.take(piece)
    reader.close()
    return tuple(reader.lines)


class _LineReader:
    """Takes a note piece by piece: each named group of `PIECE` has the method of its name. `heading` is what heads each
    item of a list ("can't: ..."), `opened` the word after a bracket that is still open."""

    def __init__(self, note, book):
        self.note = note
        self.book = book
        self.lines = []
        self.known = {}  # a word as written → its plain words
        self.looked_up = {}  # the words of a sentence → what they were found to hold
        self.takers = {kind: getattr(self, "_" + kind) for kind in PIECE.groupindex}
        self._begin()

    def _begin(self):
        self.words, self.spans, self.asides = [], [], []
        self.heading, self.opened = "", None

    def take(self, piece):
        if len(self.words) >= self.book.reach.sentence:
            self.close()
        self.takers[piece.lastgroup](piece)

    def close(self, asks=False):
        """The sentence is over."""
        if self.words:
            self._trail()
            self._say_age()
            line = Line(tuple(self.words), tuple(self.spans), asks, self.book.reach, tuple(self.asides))
            line.read_with(self.book, self.looked_up)
            self.lines.append(line)
        self._begin()

    def _add(self, word, span):
        self.words.append(word)
        self.spans.append(span)

    def _word(self, piece):
        written, book = piece[0], self.book
        if written in book.as_is and written not in book.joining:
            self.words.append(written)
            self.spans.append(piece.span())
            return
        if written not in self.known:
            self.known[written] = plain(written, book).split()
        for word in self.known[written]:
            if word not in book.joining or not self._joins(word, piece):
                self._add(word, piece.span())

    def _joins(self, word, piece):
        """ "Do not", "apart from": one with the word before it."""
        book, words = self.book, self.words
        if not words:
            return False
        if word == "not" and words[-1] in book.with_not:
            words[-1] = book.with_not[words[-1]]
        elif joined := book.joined.get(f"{words[-1]} {word}"):
            words[-1] = joined
        elif word in book.nouns and words[-1] in book.words["articles"]:
            self._add(book.nouns[word], piece.span())
            return True
        else:
            return False
        self.spans[-1] = (self.spans[-1][0], piece.end())
        return True

    def _fraction(self, piece):
        """ "3/52": three weeks, as clinicians write; after "on" it is a date."""
        count, unit = piece[0].split("/")
        dated = bool(self.words) and self.words[-1] in self.book.words["dating"]
        for word in (count, unit if dated else self.book.units[unit]):
            self._add(word, piece.span())

    def _stop(self, piece):
        asks, words = "?" in piece[0], self.words
        if asks and 0 < len(words) < self.book.reach.item and words[0] not in self.book.words["questions"]:
            self._add(",", piece.span())  # "Yoga? No thanks": asked only to be answered
        elif not (_inside_number(self.note, piece) or _abbreviates(self.note, piece)):
            self.close(asks)

    def _plus(self, piece):
        self._add("and", piece.span())

    def _face(self, piece):
        if piece[0] in self.book.faces:
            self._trail()
            self._add(self.book.faces[piece[0]], piece.span())

    def _comma(self, piece):
        mark, words = piece[0], self.words
        if not words or _inside_word(self.note, piece):
            return
        if mark == ")" and self.opened is not None:
            self.asides.append((self.opened, len(words)))
            self.opened = None
        if mark == ":" and len(words) == 1 and words[0] in self.book.words["headings"]:
            self.heading = words[0]
            return
        if mark == ":" and len(words) <= 2 and words[-1] in self.book.words["relatives"]:
            self._add("has", piece.span())  # "Mum: arthritis. Me: nothing."
            return
        if words[-1] != ",":
            self._trail()
            self._add(",", piece.span())
        if mark == "(":
            self.opened = len(words)
        elif mark == "," and self.heading and self.opened is None:
            self._add(self.heading, (piece.end(), piece.end()))  # "Can't: swim, get down on a mat" heads each item

    def _trail(self):
        """ "Flights, though": at the end of a clause it opens no other."""
        if self.words and self.words[-1] in self.book.trailing:
            self.words[-1] = self.book.trailing[self.words[-1]]

    def _say_age(self):
        """ "84. Sneezed." tells an age."""
        if len(self.words) == 1 and len(self.words[0]) == 2 and self.words[0].isdigit():
            self.words[:0] = self.book.words["aged"]
            self.spans[:0] = self.spans[:1] * len(self.book.words["aged"])


def _inside_word(note, piece):
    start, end = piece.span()
    return (
        bool(BETWEEN.match(piece[0]))
        and note[start - 1 : start].isalnum()
        and note[end : end + 1].isalnum()
        and end - start == 1
    )


def _inside_number(note, piece):
    start, end = piece.span()
    return piece[0] == "." and note[start - 1 : start].isalnum() and note[end : end + 1].isalnum()


def _abbreviates(note, piece):
    """ "Six a.m., and it bites": the sentence goes on after letters with a stop to each."""
    start, end = piece.span()
    goes_on = note[end : end + 1] == "," or note[end : end + 2].strip().islower()
    return piece[0] == "." and note[max(0, start - 2) : start - 1] == "." and note[start - 1].isalpha() and goes_on
