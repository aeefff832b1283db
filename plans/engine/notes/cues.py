"""The words of feeling of a sentence: what hurts, helps, is fine or does nothing, and what turns that round."""

from typing import NamedTuple

from plans.engine.notes.heads import heads_of

WEAK = ("limit", "copes")  # count if nothing plainer is said
RANK = {kind: rank for rank, kind in enumerate(("limit", "copes", "worse", "helps", "fine", "none"))}
TURNED = {"worse": "fine", "helps": "none", "fine": "worse", "none": "none", "limit": "fine", "copes": "fine"}
FLIPPED = {"worse": "helps", "limit": "helps", "fine": "worse", "helps": "worse", "none": "helps"}
ISNT = FLIPPED | {
    "worse": "fine",
    "limit": "fine",
}  # "walking is bliss, sitting isn't": it hurts; but what isn't agony is no help


class Cue(NamedTuple):
    first: int
    end: int
    kind: str  # a key of TURNED


def cues_of(line, book, heads, owned, earlier=()):
    kept = _plain_cues(line, book, heads, owned)
    for first, end, turned in (
        *((*span, True) for span in line.said("opposite")),
        *((*span, False) for span in line.said("same")),
    ):
        said = [cue for cue in kept if cue.end <= first and cue.kind != "none"] or (
            _plain_cues(earlier[0], book, heads_of(earlier[0], book), ()) if earlier else []
        )
        if said:
            kept = [cue for cue in kept if cue.end <= first or end <= cue.first]
            kept.append(Cue(first, end, FLIPPED[said[-1].kind] if turned else said[-1].kind))
    return sorted(kept, key=lambda cue: cue.first)


def _plain_cues(line, book, heads, owned):
    found = [Cue(first, end, kind) for kind in TURNED for first, end in line.said(kind)]
    if not found:
        return []
    taken = [(first, end) for _, first, end in heads]
    named = {at for first, end in taken for at in range(first, end)}
    hurtful = [(first, end) for movement, first, end in heads if not movement.helped]
    found = [cue for cue in found if not (cue.kind == "helps" and _no_relief(line, cue, hurtful, book.words))]
    eased = {}  # where a word of ease begins → where it ends
    for cue in found:
        if cue.kind == "helps":
            eased[cue.first] = max(cue.end, eased.get(cue.first, 0))
    hurts = {cue.first for cue in found if cue.kind == "worse"}
    elsewhere = _elsewhere(line, book.words)
    found.sort(key=lambda cue: (cue.first, cue.first - cue.end))
    around = _by_word(found)
    kept = []
    for cue in found:
        if cue.first in named and not _verdict(line, cue, taken, book.words):
            continue
        if _within_longer(cue, around[cue.first]):
            continue
        if cue.kind == "worse" and _where(line, cue, book.words):
            continue
        if cue.kind == "worse" and any(at == cue.end or cue.first < at < cue.end < end for at, end in eased.items()):
            continue  # "the pain eases", "makes it go away"
        if cue.kind == "helps" and (line.inside("copes", cue.first) or _turns_out_bad(line, cue, hurts)):
            continue
        if cue.kind == "fine" and cue.first and line.words[cue.first - 1] in book.words["before_can"]:
            continue
        if (
            cue.kind == "fine"
            and line.words[cue.first] in book.words["epithets"]
            and _named(line, cue, taken, book.words)
        ):
            continue
        if cue.kind in ("worse", "limit") and elsewhere:
            continue
        if cue.kind == "fine" and _of_another_part(line, cue, taken, book.words):
            continue
        if cue.kind != "helps" and _owned(line, cue, owned, book.words):
            continue
        if cue.kind == "worse" and _cannot_else(line, cue, heads, book.words):
            continue
        if not (cue.kind in ("worse", *WEAK) and _condition(line, cue, taken, book.words)):
            kept.append(_turned(line, cue, taken, book))
    return kept


def _owned(line, cue, owned, words):
    """Whether it is said of a sign or another joint, and not of the back beside it: "back and neck both lock"."""
    spans = [(first, end) for first, end in owned if first < cue.end and cue.first < end]
    if not spans or not words["spine"].isdisjoint(line.words[cue.end : cue.end + 2]):
        return False
    both = not words["spine"].isdisjoint(line.words[cue.first : cue.end])
    return not (both and all(not words["joints"].isdisjoint(line.words[first:end]) for first, end in spans))


def _where(line, cue, words):
    """ "A wheat bag on the sore bit helps": tells where it hurts; "sitting is the sore bit" does say that it hurts."""
    spot = not words["spots"].isdisjoint(line.words[cue.end : cue.end + 1])
    return spot and words["verbs"].isdisjoint(line.words[max(0, cue.first - 2) : cue.first])


def _verdict(line, cue, taken, words):
    """Whether what stands within the words of a movement tells how it feels all the same: "sofa makes it bad"."""
    if line.words[cue.first] in words["plainly"]:
        return True
    told = cue.kind == "worse" and cue.end - cue.first > 1
    return told and all(first < cue.first and end <= cue.end for first, end in taken if first <= cue.first < end)


def _named(line, cue, taken, words):
    """ "A good stretch": belongs to the movement right after it, and is no verdict."""
    told = cue.first and line.words[cue.first - 1] in words["articles"]
    return told and any(cue.end <= first <= cue.end + 1 for first, _ in taken)


def _no_relief(line, cue, hurtful, words):
    """ "Pain when I lift": the lifting lifts no pain; "the pain is going from my waist down": it travels."""
    if any(cue.first < a < cue.end <= b for a, b in hurtful):
        return True
    return line.words[cue.end - 1] in words["goes"] and not words["onward"].isdisjoint(
        line.words[cue.end : cue.end + 1]
    )


def _turns_out_bad(line, cue, hurts):
    """ "The very thing that hurts": what begins well ends ill; "helps my wife": and no one else."""
    if any(start == cue.end for start, _ in line.said("others")):
        return True
    return cue.end + 1 in hurts and line.words[cue.end] in ("that", "which")


def _by_word(cues):
    """Word → the cues that reach over it."""
    around = {}
    for cue in cues:
        for at in range(cue.first, cue.end):
            around.setdefault(at, []).append(cue)
    return around


def _within_longer(cue, around):
    """Whether a longer or firmer cue takes it up; one of those that are weak takes up no other."""
    if len(around) == 1:
        return False
    size = cue.end - cue.first, RANK[cue.kind]
    return any(
        cue.end <= o.end and (o.end - o.first, RANK[o.kind]) > size and (o.kind not in WEAK or cue.kind in WEAK)
        for o in around
    )


def _elsewhere(line, words):
    """ "My chest goes tight when I push the bin": of another part, and none of the back or a leg named."""
    said = set(line.words)
    return not said.isdisjoint(words["elsewhere"]) and said.isdisjoint(words["hereabouts"])


def _of_another_part(line, cue, taken, words):
    """ "I mean the leaning, the knees are fine": of that part alone, with no movement beside it."""
    low = max(0, cue.first - line.reach.item)
    since = next((at + 1 for at in range(cue.first - 1, low - 1, -1) if line.words[at] == ","), None)
    if since is None or any(since <= a < cue.first for a, _ in taken):
        return False
    return not words["joints"].isdisjoint(line.words[since : cue.first])


def _cannot_else(line, cue, heads, words):
    """ "Can't even push up from the commode": what they cannot do is another thing than the movement far after it."""
    if cue.end - cue.first > 1 or line.words[cue.first] not in words["unable"]:
        return False
    if line.words[cue.end : cue.end + 1] in ((), (",",)):
        return False
    ahead = [first for _, first, end in heads if cue.end <= first]
    return bool(ahead) and all(
        "," in line.words[cue.end : first] or first - cue.end > line.reach.item for first in ahead
    )


def _condition(line, cue, taken, words):
    """ "When it hurts I walk": tells when, not what walking does."""
    low = max(0, cue.first - line.reach.item)
    since = next((at for at in range(cue.first - 1, low - 1, -1) if line.words[at] in words["occasions"]), None)
    if since is None or not any(cue.end <= a for a, _ in taken) or any(since < a < cue.first for a, _ in taken):
        return False
    return "i" not in line.words[since : cue.first] and "i" in line.words[cue.end : cue.end + 2]


def _turned(line, cue, heads, book):
    """ "Doesn't hurt" is fine; "never helps" is nothing; "not great" is worse; what the back loves helps it."""
    if line.words[cue.first] in book.words["adores"] and not book.words["spine"].isdisjoint(line.words[: cue.first]):
        cue = Cue(cue.first, cue.end, "helps")
    if cue.kind == "helps" and any(end == cue.first and line.words[a] in book.words["no"] for a, end in heads):
        return Cue(cue.first, cue.end, "none")  # "no way of lying eases it"
    for at in range(cue.first - 1, max(-1, cue.first - line.reach.item), -1):
        word = line.words[at]
        if word in book.words["parts"] or word in book.words["joins"] or word == ",":
            break
        if any(a <= at < b for a, b in heads):
            continue  # "no seat" is a movement, and no denial
        if cue.kind == "helps" and word in book.words["unable"]:
            return Cue(at, cue.end, "worse")
        if word in book.words["no"] and (word not in book.words["lacking"] or at == cue.first - 1):
            return Cue(at, cue.end, TURNED[cue.kind])
    return Cue(cue.first, cue.end, "limit") if cue.kind == "copes" else cue
