"""A note → sentences of plain words, each word knowing where it stands in the note."""

import re
from dataclasses import dataclass, field

from plans.engine.notes.facts import Reach
from plans.engine.notes.patterns import Places, search
from plans.engine.notes.spelling import plain

PIECE = re.compile(
    r"(?P<word>[^\W_]+(?:['’‘`´][^\W_]+)*|[↓↑])|(?P<stop>[.!?;\n\r…]+)|(?P<comma>[,:()\[\]\"“”|<>]|[-–—]+|(?<=\s)=>?(?=\s))|(?P<plus>[&+])"
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

    def read_with(self, book):
        """Looks for every pattern once, and keeps the cues by their kind."""
        found, places = search(self.words, book.index)
        self.found.update(found)
        object.__setattr__(self, "places", places)
        for text, spans in self.found.items():
            for kind in book.kinds.get(text, ()):
                self.kinds.setdefault(kind, []).extend(spans)
        for spans in self.kinds.values():
            spans.sort()

    def said(self, kind):
        """(first, end) of each cue of this kind, in order."""
        return self.kinds.get(kind, ())

    def touches(self, kind, first, end):
        return any(start < end and first < stop for start, stop in self.said(kind))

    def inside(self, kind, at):
        return any(first <= at < end for first, end in self.said(kind))


def lines_of(note, book):
    lines, words, spans, asides = [], [], [], []
    known, heading, opened = {}, "", None

    def close(asks):
        nonlocal heading, opened
        if words:
            _trail(words, book)
            if len(words) == 1 and len(words[0]) == 2 and words[0].isdigit():
                words[:0] = book.words["aged"]  # "84. Sneezed." tells an age
                spans[:0] = spans[:1] * len(book.words["aged"])
            line = Line(tuple(words), tuple(spans), asks, book.reach, tuple(asides))
            line.read_with(book)
            lines.append(line)
            words.clear()
            spans.clear()
            asides.clear()
        heading, opened = "", None

    for piece in PIECE.finditer(note):
        if len(words) >= book.reach.sentence:
            close(False)
        if piece["word"]:
            written = piece["word"]
            if written not in known:
                known[written] = plain(written, book).split()
            for word in known[written]:
                if word == "not" and words and words[-1] in book.with_not:
                    words[-1] = book.with_not[words[-1]]
                    spans[-1] = (spans[-1][0], piece.end())
                elif word in book.nouns and words and words[-1] in book.words["articles"]:
                    words.append(book.nouns[word])
                    spans.append(piece.span())
                else:
                    words.append(word)
                    spans.append(piece.span())
        elif piece["stop"]:
            if "?" in piece["stop"] and 0 < len(words) < book.reach.item and words[0] not in book.words["questions"]:
                words.append(",")  # "Yoga? No thanks": asked only to be answered
                spans.append(piece.span())
            elif not _inside_number(note, piece):
                close("?" in piece["stop"])
        elif piece["plus"]:
            words.append("and")
            spans.append(piece.span())
        elif piece["face"]:
            if piece["face"] in book.faces:
                _trail(words, book)
                words.append(book.faces[piece["face"]])
                spans.append(piece.span())
        elif words and not _inside_word(note, piece):
            if piece[0] == ")" and opened is not None:
                asides.append((opened, len(words)))
                opened = None
            if piece[0] == ":" and len(words) == 1 and words[0] in book.words["headings"]:
                heading = words[0]
                continue
            if words[-1] != ",":
                _trail(words, book)
                words.append(",")
                spans.append(piece.span())
            if piece[0] == "(":
                opened = len(words)
            elif heading and opened is None and piece[0] == ",":
                words.append(heading)  # "Can't: swim, get down on a mat" heads each item
                spans.append((piece.end(), piece.end()))
    close(False)
    return tuple(lines)


def _trail(words, book):
    """ "Flights, though": at the end of a clause it opens no other."""
    if words and words[-1] in book.trailing:
        words[-1] = book.trailing[words[-1]]


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
