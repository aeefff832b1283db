"""A note → sentences of plain words, each word knowing where it stands in the note."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field

from plans.engine.notes.patterns import search

PIECE = re.compile(
    r"(?P<word>[^\W_]+(?:['’‘`´][^\W_]+)*)|(?P<stop>[.!?;\n\r…]+)|(?P<comma>[,:()\[\]\"“”|<>]|[-–—]+)|(?P<plus>[&+])"
)
BETWEEN = re.compile(r"[-–—]+$")
APOSTROPHES = re.compile(r"['’‘`´]")
CLOSE = 7  # shorter words are never corrected: "hip" is not "him"
STEMS = range(3, 16)


@dataclass(frozen=True)
class Line:
    """One sentence. `words[i]` stands at `spans[i]` in the note; a comma is a word of its own."""

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    asks: bool
    text: str = field(init=False)
    starts: tuple[int, ...] = field(init=False)
    keys: frozenset[str] = field(init=False)
    found: dict = field(init=False, default_factory=dict, compare=False)

    def __post_init__(self):
        starts, at = [], 1
        for word in self.words:
            starts.append(at)
            at += len(word) + 1
        keys = set(self.words)
        keys.update(word[:n] + "*" for word in set(self.words) for n in STEMS if n <= len(word))
        object.__setattr__(self, "text", " " + " ".join(self.words) + " ")
        object.__setattr__(self, "starts", tuple(starts))
        object.__setattr__(self, "keys", frozenset(keys))

    def tokens(self, match):
        """The first word of a match, and the one after its last."""
        first = bisect_right(self.starts, match.start()) - 1
        last = bisect_right(self.starts, match.end() - 1) - 1
        while last > first and self.words[last] == ",":
            last -= 1
        return first, last + 1


def lines_of(note, book):
    lines, words, spans = [], [], []

    def close(asks):
        if words:
            line = Line(tuple(words), tuple(spans), asks)
            line.found.update(search(line, book.index))
            lines.append(line)
            words.clear()
            spans.clear()

    for piece in PIECE.finditer(note):
        if piece["word"]:
            for word in plain(piece["word"], book).split():
                words.append(word)
                spans.append(piece.span())
        elif piece["stop"]:
            if not _inside_number(note, piece):
                close("?" in piece["stop"])
        elif piece["plus"]:
            words.append("and")
            spans.append(piece.span())
        elif words and words[-1] != "," and not _inside_word(note, piece):
            words.append(",")
            spans.append(piece.span())
    close(False)
    return tuple(lines)


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


def plain(word, book):
    word = APOSTROPHES.sub("", word).lower()
    if not word.isascii():
        word = "".join(mark for mark in unicodedata.normalize("NFKD", word) if mark.isalnum()) or "x"
    if word in book.spelling:
        return book.spelling[word]
    if len(word) < CLOSE or word in book.vocabulary or word in book.known or not word.isalpha():
        return word
    return corrected(word, book)


def corrected(word, book):
    """The one rule word that differs by one slip of the finger and starts alike; else the word as it is."""
    found = {
        near
        for shorter in (word, *(word[:at] + word[at + 1 :] for at in range(len(word))))
        for near in book.near.get(shorter, ())
        if near[0] == word[0] and one_slip(word, near)
    }
    return found.pop() if len(found) == 1 else word


def one_slip(a, b):
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1:
        return False
    same = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(a) < len(b):
        return a[same:] == b[same + 1 :]
    return a[same + 1 :] == b[same + 1 :] or (
        a[same : same + 2] == b[same : same + 2][::-1] and a[same + 2 :] == b[same + 2 :]
    )
