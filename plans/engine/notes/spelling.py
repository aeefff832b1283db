"""A word as it is written → the word that the phrases know."""

import re
import unicodedata

APOSTROPHES = re.compile(r"['’‘`´]")
OWNED = re.compile(r"(\w+)['’‘`´][sS]$")
COUNTED = re.compile(r"(\d+)([a-z]+)$")


def plain(word, book):
    if word in book.as_is:
        return word
    if word in book.written:
        return book.written[word]
    owned = OWNED.match(word)
    if owned and owned[1].lower() in book.vocabulary and owned[1].lower() not in book.words["contracted"]:
        word = owned[1]
    word = APOSTROPHES.sub("", word).lower()
    if word in book.spelling:
        return book.spelling[word]
    if not word.isascii():
        word = "".join(mark for mark in unicodedata.normalize("NFKD", word) if mark.isalnum() and mark.isascii()) or "x"
    if word in book.spelling:
        return book.spelling[word]
    counted = COUNTED.match(word)
    if counted and counted[2] in book.units:
        return f"{counted[1]} {book.units[counted[2]]}"
    if not word.isalpha() or word in book.vocabulary or word in book.known:
        return word
    if word.endswith("in") and word + "g" in book.vocabulary:
        return word + "g"
    reach = book.reach
    sizes = range(reach.stem_from, min(reach.stem_to, len(word) - 1) + 1)
    stem = next((word[:size] for size in sizes if word[:size] in book.stems), "")
    if stem:
        may_slip = reach.corrected_from <= len(word) <= reach.corrected_to and len(stem) > reach.item
        near = corrected(word, book) if may_slip else word
        return near if near.startswith(stem) else word
    return corrected(word, book) if reach.corrected_from <= len(word) <= reach.corrected_to else word


def corrected(word, book):
    """The one rule word that differs by one slip of the finger and starts alike; else the word as it is. Another
    ending is no slip: "ruptured" is not "rupture", nor "developed" a "developer"."""
    found = {
        near
        for shorter in (word, *(word[:at] + word[at + 1 :] for at in range(len(word))))
        for near in book.near.get(shorter, ())
        if near[0] == word[0] and word[-1] == near[-1] and one_slip(word, near)
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


def joined_anew(words, at, book_words):
    """Whether a new statement begins here: "... and I ..."."""
    return words[at] in book_words["joins"] and not book_words["opens"].isdisjoint(words[at + 1 : at + 1 + 2])
