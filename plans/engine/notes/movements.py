"""Which movements hurt, which help: every movement takes the nearest word of feeling that belongs to it."""

from dataclasses import dataclass

from plans.engine.notes.spelling import SHORT


@dataclass(frozen=True)
class Cue:
    first: int
    end: int
    kind: str  # worse, helps, fine, none


def movements_in(line, book, owned=()):
    """(label, first, end, kind) for each movement of the sentence that is said to hurt, help or be fine."""
    heads = _heads(line, book)
    if not heads:
        return
    cues = _cues(line, book, heads, owned)
    if not cues:
        yield from _uncued(line, heads, book.words)
        return
    parts = _parts(line, heads, cues, book.words)
    for movement, first, end in heads:
        cue = _fitting(line, movement, first, end, cues, parts, book.words)
        if cue is None:
            continue
        if movement.helped and (cue.kind == "helps" or (cue.kind == "fine" and movement.fine_helps)):
            yield movement.helped, min(first, cue.first), max(end, cue.end), "present"
        elif cue.kind in ("worse", "limit") and movement.worse:
            yield movement.worse, min(first, cue.first), max(end, cue.end), "present"
        elif cue.kind == "fine" and movement.worse:
            yield movement.worse, min(first, cue.first), max(end, cue.end), "denied"


def _fitting(line, movement, first, end, cues, parts, words):
    """The cue that speaks of this movement. A limit ("after ten minutes") counts if nothing plainer is said."""
    if first and line.words[first - 1] in words["than"]:
        return None
    if _cleft(line, first, words) and not any(end <= cue.first and parts[cue.first] == parts[first] for cue in cues):
        return Cue(first - 1, first, "worse")
    fit = [cue for cue in cues if movement.worse or movement.fine_helps or cue.kind != "fine"]
    found = _cue_of(line, first, end, [cue for cue in fit if cue.kind != "limit"], parts, words)
    if found is None or (found.kind == "helps" and not movement.helped):
        return _cue_of(line, first, end, [cue for cue in fit if cue.kind == "limit"], parts, words)
    return found


def _cleft(line, first, words):
    """ "It's the heaving": singled out, so it is what hurts."""
    return any(
        at >= 0 and line.words[at] in words["cleft"] and words["opinion"].isdisjoint(line.words[:at])
        for at in (first - 1, first - 2)
    )


def _uncued(line, heads, words):
    """No word of feeling, and yet it is plain which movement is meant: "the drive home does", or a bare list."""
    echo = line.words[-1] in words["echo"] and len(line.words) <= 2 * SHORT
    bare = heads[0][1] <= 1 and words["verbs"].isdisjoint(line.words) and not line.asks
    for movement, first, end in heads:
        if movement.worse and (echo or (bare and movement.alone_hurts) or _cleft(line, first, words)):
            yield movement.worse, first, end, "present"


def _heads(line, book):
    found = []
    for movement in book.movements:
        idle = line.said("idle " + movement.name)
        for first, end in line.said("head " + movement.name):
            if not any(a < end and first < b for a, b in idle):
                found.append((movement, first, end))
    found.sort(key=lambda head: (head[1], head[1] - head[2]))
    kept = []
    for head in found:
        if not any(o[1] <= head[1] and head[2] <= o[2] and (o[1], o[2]) != (head[1], head[2]) for o in found):
            kept.append(head)
    return kept


def _cues(line, book, heads, owned):
    taken = [(first, end) for _, first, end in heads]
    found = [Cue(first, end, kind) for kind in TURNED for first, end in line.said(kind)]
    found.sort(key=lambda cue: (cue.first, cue.first - cue.end))
    kept = []
    for cue in found:
        longer = (o for o in found if o is not cue and o.first <= cue.first and cue.end <= o.end)
        if any((o.end - o.first, RANK[o.kind]) > (cue.end - cue.first, RANK[cue.kind]) for o in longer):
            continue
        if any(a <= cue.first and cue.end <= b for a, b in taken):
            continue
        if cue.kind != "helps" and any(a < cue.end and cue.first < b for a, b in owned):
            continue
        kept.append(_turned(line, cue, book))
    return kept


FAR = 2 * SHORT  # words to a cue in another part of the sentence
RANK = {"none": 4, "fine": 3, "helps": 2, "worse": 1, "limit": 0}
TURNED = {"worse": "fine", "helps": "none", "fine": "worse", "none": "none", "limit": "fine"}


def _turned(line, cue, book):
    """ "Doesn't hurt" is fine; "never helps" is nothing; "not great" is worse."""
    for at in range(cue.first - 1, max(-1, cue.first - SHORT), -1):
        word = line.words[at]
        if word in book.words["parts"] or word in book.words["joins"] or word == ",":
            break
        if cue.kind == "helps" and word in book.words["unable"]:
            return Cue(at, cue.end, "worse")
        if word in book.words["no"] and (word not in book.words["lacking"] or at == cue.first - 1):
            return Cue(at, cue.end, TURNED[cue.kind])
    return cue


def _parts(line, heads, cues, words):
    """Word → number of its part; parts end at commas, contrasts, and at "and" between two full statements."""
    part, numbers = 0, []
    for at, word in enumerate(line.words):
        ends = word == "," or (word in words["parts"] and not "".join(line.words[at + 1 : at + 2]).isdigit())
        if ends or (word in words["joins"] and _both_sides(line, at, heads, cues)):
            part += 1
        numbers.append(part)
    return numbers


def _both_sides(line, at, heads, cues):
    def side(low, high):
        return any(low <= h[1] < high for h in heads) and any(low <= c.first < high for c in cues)

    return side(0, at) and side(at + 1, len(line.words))


def _cue_of(line, first, end, cues, parts, words):
    here = [cue for cue in cues if parts[cue.first] == parts[first]]
    if here:
        after = [cue for cue in here if cue.first >= end]
        before = [cue for cue in here if cue.end <= first]
        across = [cue for cue in here if cue not in after and cue not in before]
        if across:
            return across[0]
        if before and after:
            if "and" in line.words[before[-1].end : first]:
                return after[0]
            return before[-1] if first - before[-1].end <= after[0].first - end else after[0]
        return before[-1] if before else after[0]
    size = parts.count(parts[first])
    before = [cue for cue in cues if cue.end <= first]
    after = [cue for cue in cues if cue.first >= end]
    last = before[-1] if before else None
    following = after[0] if after else None
    if (
        last
        and first - last.end <= FAR
        and parts[first] - parts[last.first] <= 2 + 1
        and not _contrast(line, last.end, first, words)
    ):
        return last
    if (
        following
        and following.first - end <= FAR
        and parts[following.first] - parts[first] <= 2 + 1
        and not _contrast(line, end, following.first, words)
        and size <= 2 * 2 * SHORT
    ):
        return following
    return None


def _contrast(line, first, end, words):
    return not words["parts"].isdisjoint(line.words[first:end])
