"""Which movements a sentence names: not those only compared with, done because of it, or told as a place."""

from bisect import bisect_left, bisect_right

STRONG = ("helps", "fine", "worse")


def heads_of(line, book):
    """(movement, first, end) of each, in order; looked for once in a line."""
    if line.heads is None:
        object.__setattr__(line, "heads", _looked_for(line, book))
    return line.heads


def _looked_for(line, book):
    found = [
        (movement, first, end)
        for _, movement in sorted(book.heads[kind] for kind in line.kinds.keys() & book.heads.keys())
        for first, end in line.said("head " + movement.name)
        if not any(a < end and first < b for a, b in line.said("idle " + movement.name))
    ]
    found = [head for head in found if not _unreal(line, head, book.words)]
    found = [head for head in found if not _spans_feeling(line, head, found)]
    found.sort(key=lambda head: (head[1], head[1] - head[2]))
    places = {head for head in found if _within(head, line.said("place " + head[0].name))}
    kept, far = [], line.reach.open_clause
    starts, longest = [head[1] for head in found], max((head[2] - head[1] for head in found), default=0)
    for head in found:
        low, high = bisect_left(starts, head[1] - far - longest), bisect_right(starts, head[2] + far)
        near = [o for o in found[low:high] if head[1] - far <= o[2]]
        within = any(_swallows(o, head) for o in near)
        where = head in places or _after_preposition(line, head, book.words)
        merely = where and any(_place_of(line, head, o, book.words) for o in near if o not in places)
        if not within and not merely:
            kept.append(head)
    return kept


def _swallows(outer, head):
    """A longer head takes up what is within it, but not what hurts within what only helps: "hunched over a bonnet"."""
    return (
        outer[1] <= head[1]
        and head[2] <= outer[2]
        and (outer[1], outer[2]) != (head[1], head[2])
        and not (outer[0].fine_helps and head[0].worse and head[0].helped == outer[0].helped)
    )


def _spans_feeling(line, head, heads):
    """ "To the shop, free it up": what reaches over a word of feeling is no movement, where another one is."""
    return any(o[1] <= head[1] and o[2] < head[2] for o in heads) and any(
        head[1] < first < end - 1 and end < head[2] for kind in STRONG for first, end in line.said(kind)
    )


def _within(head, spans):
    return any(a <= head[1] and head[2] <= b for a, b in spans)


def done_to_ease(line, head, words):
    """ "I have to lie down to settle it": what one must do, and yet it helps."""
    last = head[2] + line.reach.clause
    return any(head[2] <= first <= last and line.words[first] in words["purpose"] for first, _ in line.said("helps"))


def _unreal(line, head, words):
    """Named in what one must do because of it, or only compared with: "like a man carrying a piano"."""
    for first, end in line.said("copes"):
        if first <= head[1] and head[2] <= end and (not first or line.words[first - 1] not in words["occasions"]):
            return not done_to_ease(line, head, words)
        if end <= head[1] <= end + 1 and line.words[end] in words["beside"] and head[0].worse and head[0].still:
            return True  # "have to perch on the bench by the tills": only tells where that is
    return any(
        b <= head[1] <= b + line.reach.item
        and words["clause"].isdisjoint(line.words[b : head[1]])
        and words["no"].isdisjoint(line.words[max(0, a - line.reach.parts) : a])  # "nothing like a hot bath" is meant
        for a, b in line.said("simile")
    )


def _after_preposition(line, head, words):
    """ "Carrying books between lectures": where, and not what; "on my front, pushing up" is what is done."""
    first = head[1]
    if line.touches("remedy " + head[0].name, first, head[2]):
        return False
    return not words["prepositions"].isdisjoint(line.words[max(0, first - 2) : first + 1])


def _place_of(line, head, other, words):
    """ "Changing nappies on the bed": a place beside another movement only tells where that is."""
    if head[0] is other[0] or (other[0].still and not head[0].worse):
        return False  # "lying on a heat mat": what only eases is done there
    if head[1] < other[1] and not _within(head, line.said("place " + head[0].name)):
        return False
    low, high = min(head[2], other[2]), max(head[1], other[1])
    far = line.reach.open_clause if head[1] > other[1] else line.reach.item
    apart = any(low <= first and end <= high for kind in STRONG for first, end in line.said(kind))
    return low <= high and high - low <= far and not apart and words["clause"].isdisjoint(line.words[low:high])
