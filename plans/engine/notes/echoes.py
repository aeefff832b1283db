"""What a bare answer or an echo says of a movement: how it feels is told in a sentence beside it."""

from typing import NamedTuple

from plans.engine.notes.cues import ISNT, TURNED, WEAK, Cue, cues_of
from plans.engine.notes.heads import heads_of

AFTER_ALL = {"worse": "fine", "helps": "none", "fine": "worse", "none": "helps"}


class Felt(NamedTuple):
    kind: str
    denied: bool  # said with a "no": "doesn't hurt"
    moving: bool  # said of a movement


def felt_before(earlier, book):
    """What goes on from the nearest sentence that tells how a thing feels, over those that only echo it: "Standing's
    fine. Walking too. Sitting isn't." """
    for line in earlier:
        heads = heads_of(line, book)
        said = _own(line, cues_of(line, book, heads, ()), book.words)
        if said:
            _, end, kind = last = said[-1]
            return Felt(kind, not book.words["no"].isdisjoint(line.words[last.first : end]), bool(heads))
        if len(line.words) > line.reach.clause or not (book.words["verbs"] - book.words["no"]).isdisjoint(line.words):
            break
    return None


def _own(line, cues, words):
    """Words of feeling that are neither weak nor themselves no more than an echo."""
    return [
        cue
        for cue in cues
        if cue.kind not in WEAK
        and not line.touches("not_so", cue.first, cue.end)
        and not (words["bare"] | words["refuses"]).issuperset(line.words[cue.first : cue.end])
    ]


def echoed(line, head, cues, earlier, book):
    """ "Standing is fine. Sitting isn't.", "Ice doesn't help. Heat does.", "Bending hurts. Lifting too.": no more than
    the movement, and whether it is like the one before."""
    _, first, end = head
    if line.asks or not earlier or earlier[0].asks:
        return None
    likeness = _likeness(line, first, end, book.words)
    felt = felt_before(earlier, book) if likeness and not _own(line, cues, book.words) else None
    if felt is None or (likeness == "also" and not felt.moving):
        return None
    alike = likeness == "also" or felt.denied == (likeness == "not")
    isnt = line.words[-1] in book.words["refuses"]
    kind = felt.kind if alike else ISNT[felt.kind] if isnt else AFTER_ALL[felt.kind]
    return None if cues and kind == "none" else Cue(len(line.words) - 1, len(line.words), kind)


def _likeness(line, first, end, words):
    """Whether it is told to be "also" so, "not" so, or simply so ("is")."""
    last, size = line.words[-1], len(line.words)
    if first > line.reach.item or size - end > line.reach.item:
        return ""
    if any(not start and stop <= first or end <= start and stop == size for start, stop in line.said("not_so")):
        return "not"
    if size == end:
        return ""
    if last in words["refuses"] | words["echo_not"]:
        return "not"
    if last in words["echo"]:
        return "is"
    return "also" if last in words["also"] and words["verbs"].isdisjoint(line.words) else ""


def answered(line, head, cues, earlier, book):
    """ "Hoovering, no. Stairs, yes.", "ice no, heat yes", "pain in bed, no": a bare word that was not asked for."""
    movement, first, end = head
    words, felt = book.words, [cue for cue in cues if cue.kind in ("worse", "helps")]
    if line.asks or (earlier and earlier[0].asks) or any(cue.first >= end for cue in felt):
        return None
    for at in range(end, min(len(line.words), end + line.reach.item)):
        word = line.words[at]
        if word in words["bare"] and line.words[at + 1 : at + 2] in ((), (",",)):
            before = None if felt else felt_before(earlier, book)
            if felt or (before and before.moving and before.kind != "none"):
                kind = (felt[-1] if felt else before).kind
                kind = kind if word in words["agrees"] else TURNED[kind]
            elif word in words["agrees"]:
                kind = "fine" if movement.worse else "helps"
            else:
                kind = "worse"
            return Cue(at, at + 1, kind)
        told = word == "," and words["bare"].isdisjoint(line.words[at + 1 : at + 2])
        if told or any(cue.first <= at < cue.end for cue in cues):
            return None
    return None


def replied(line, cue, earlier, following, book):
    """How a movement feels that is asked about: "Does it hurt to bend? Yes. To stand? No. To walk? Not really." """
    agrees = _agrees(following, book.words) if following else None
    felt = None if agrees is None else cue or felt_before(earlier, book)
    return "" if felt is None else felt.kind if agrees else TURNED[felt.kind]


def _agrees(line, words):
    """Whether a sentence that begins with no more than a yes or a no says yes; None if it begins otherwise."""
    first, after = line.words[0], line.words[1:2]
    if first in words["bare"] and after in ((), (",",)):
        return first in words["agrees"]
    if first in words["it"] and len(line.words) == 2 and line.words[1] in words["echo"] | words["echo_not"]:
        return line.words[1] in words["echo"]
    return False if any(not start and stop == len(line.words) for start, stop in line.said("not_so")) else None
