"""Which movements hurt, which help: every movement takes the nearest word of feeling that belongs to it."""

from plans.engine.notes.cues import FLIPPED, WEAK, Cue, cues_of
from plans.engine.notes.echoes import answered, echoed, replied
from plans.engine.notes.fitting import cleft, fitting, list_head, parts_of
from plans.engine.notes.heads import heads_of


def movements_in(line, book, owned=(), earlier=(), following=None, alone=True):
    """(label, first, end, kind) for each movement of the sentence that is said to hurt, help or be fine. `earlier`: the
    sentences before it, the nearest first. `alone`: it tells of nothing else that may be what is meant."""
    heads = heads_of(line, book)
    if not heads:
        return
    cues = cues_of(line, book, heads, owned, earlier)
    told = (
        list(_told_here(line, heads, cues, earlier, following, book))
        or _told_beside(line, heads, earlier, following, book)
        or ([] if cues else list(_uncued(line, heads, book.words, alone)))
    )
    yield from told
    if not _pointing(following, book, line.asks):
        yield from _remedies(line, heads, cues, {label for label, *_ in told}, book.words)


def _told_here(line, heads, cues, earlier, following, book):
    words, parts = book.words, parts_of(line, heads, cues, book.words)
    for movement, first, end in heads:
        cue = (
            answered(line, (movement, first, end), cues, earlier, book)
            or echoed(line, (movement, first, end), cues, earlier, book)
            or fitting(line, (movement, first, end), heads, cues, parts, words)
        )
        if line.asks and (kind := replied(line, cue, earlier, following, book)):
            yield from _replied(movement, first, end, kind)
            continue
        if cue is None or _done_because(line, (first, end), cue, words):
            continue
        cue = _in_the_end(line, (movement, first, end), cue, heads, cues, words)
        if movement.helped and (
            cue.kind == "helps" or (cue.kind == "fine" and _meant_to_help(line, movement, first, end, cue, words))
        ):
            yield movement.helped, min(first, cue.first), max(end, cue.end), "helps"
        elif movement.worse and (cue.kind in ("worse", "limit") or _no_help(line, cue, heads, cues, words)):
            yield movement.worse, min(first, cue.first), max(end, cue.end), "present"
        elif cue.kind == "fine" and movement.worse:
            yield movement.worse, min(first, cue.first), max(end, cue.end), "denied"


def _no_help(line, cue, heads, cues, words):
    """ "Sitting all day at work doesn't help": of what nobody would do for relief, that is to say that it hurts."""
    said = line.words[cue.first : cue.end]
    return (
        cue.kind == "none"
        and not words["helping"].isdisjoint(said)
        and not words["no"].isdisjoint(said)
        and not any(movement.helped for movement, _, _ in heads)
        and sum(one.kind == "none" for one in cues) == sum(one.first == cue.first for one in cues)
    )


def _replied(movement, first, end, kind):
    if kind == "helps" and movement.helped:
        yield movement.helped, first, end, "replied"
    elif movement.worse and kind in ("worse", "fine"):
        yield movement.worse, first, end, "replied" if kind == "worse" else "denied"


def _meant_to_help(line, movement, first, end, cue, words):
    """ "With the trolley I'm fine": done only for the ease of it; "walk = good": rated."""
    rated = line.words[end : end + 1] == (",",) and cue.first == end + 1 and line.words[cue.first] in words["epithets"]
    alone = rated and line.words[cue.end : cue.end + 1] in ((), (",",))
    return alone or movement.fine_helps or line.touches("remedy " + movement.name, first, end)


def _in_the_end(line, head, cue, heads, cues, words):
    """ "Fine for one song, then it grips", "I can drive twenty minutes before it starts": what it comes to in the end;
    "without my walk I seize up": what is missed helps."""
    movement, first, end = head
    if cue.kind == "fine" and (after := _then_hurts(line, max(end, cue.end), heads, cues, words)):
        return Cue(cue.first, after.end, "worse")
    if cue.kind == "fine" and line.words[cue.end - 1] == "can" and (limit := _can_no_longer(line, end, cues, words)):
        return Cue(cue.first, limit, "limit")
    if cue.kind in ("worse", "limit") and movement.helped and any(b <= first <= b + 2 for _, b in line.said("missed")):
        return Cue(cue.first, cue.end, "helps")
    return cue


def _then_hurts(line, low, heads, cues, words):
    """The first word of pain after `low` that is how it ends, with no other movement between."""
    until = next((first for _, first, _ in heads if first >= low), len(line.words))
    far = min(until, low + line.reach.open_clause)
    said = (at for at in range(low, far) if line.words[at] in words["in_the_end"])
    turns = next((at for at in said if line.words[at : at + 2] != ("then", "i")), far)  # "then I go on": does another
    return next((one for one in cues if turns <= one.first < far and one.kind in ("worse", "limit")), None)


def _can_no_longer(line, end, cues, words):
    """Where it ends that what one "can" do is told to be little: "I can sit for about five minutes", "can walk ten
    minutes max"; None where it is not, or goes well: "I can stand twenty minutes no problem"."""
    if any(end <= cue.first and cue.kind in ("fine", "helps", "none") for cue in cues):
        return None
    far = min(len(line.words), end + line.reach.clause)
    told = next((at + 1 for at in range(end, far) if line.words[at] in words["brief"]), None)
    if told and line.words[told : told + 1] and line.words[told] not in words["no_further"]:
        told = None
    limits = (cue.end for cue in cues if cue.kind == "limit" and end <= cue.first < far)
    return told or next(limits, None)


def _done_because(line, head, cue, words):
    """ "Ten minutes and I'm hurting, so I eat stood up": what is done for that reason is not what hurts."""
    first, _ = head
    if cue.kind not in FLIPPED or cue.kind == "helps" or cue.end > first:
        return False
    return any(
        line.words[at] in words["therefore"] and line.words[at + 1] in words["mine"] for at in range(cue.end, first - 1)
    )


def _told_beside(line, heads, earlier, following, book):
    """ "Hoovering. That kills me.", "What hurts? Sitting.": the sentence beside it tells how it feels."""
    kind = _pointing(following, book, line.asks) or _asked_for(line, heads, next(iter(earlier), None), book)
    bare = (
        line.asks and following is not None and len(following.words) <= line.reach.item
    )  # "Sitting at a desk? Agony."
    return [
        (label, first, end, "replied" if bare else "present")
        for movement, first, end in heads
        for label in (movement.worse if kind in ("worse", "limit") else movement.helped if kind == "helps" else "",)
        if label
    ]


def _pointing(line, book, asked):
    if line is None or heads_of(line, book):
        return ""
    cue = min(cues_of(line, book, (), ()), key=lambda cue: (cue.kind in WEAK, cue.first), default=None)
    pointed = line.words[0] in book.words["points"]
    if cue is None or line.asks or not book.words["occasions"].isdisjoint(line.words[2 if pointed else 0 :]):
        return ""  # "that's when it goes" points all the same
    if asked or pointed:
        return cue.kind if cue.first <= line.reach.clause else ""
    if cue.kind == "helps":
        return cue.kind if cue.first <= line.reach.item else ""
    own = book.words["verbs"] | book.words["mine"] | book.words["spine"]
    all_of_it = len(line.words) <= line.reach.item and cue.end == len(line.words) and cue.first <= 1
    plain = own.isdisjoint(line.words) and cue.kind not in WEAK and not line.said("still")  # "Still aches."
    return cue.kind if all_of_it and plain else ""


def _asked_for(line, heads, before, book):
    if before is None or not before.asks or not book.words["verbs"].isdisjoint(line.words) or heads_of(before, book):
        return ""
    return next((cue.kind for cue in cues_of(before, book, (), ())), "")


def _uncued(line, heads, words, alone):
    """No word of feeling, and yet it is plain which movement is meant: "the drive home does", or a bare list."""
    echo = line.words[-1] in words["echo"] and len(line.words) <= line.reach.clause
    bare = heads[0][1] <= 1 and words["verbs"].isdisjoint(line.words) and not line.asks
    bare = bare and words["no"].isdisjoint(line.words[-2:])  # "hugging my knees, nothing"
    for movement, first, end in heads:
        listed = list_head(line, (movement, first, end), heads, words)
        meant = echo or (bare and movement.alone_hurts) or cleft(line, listed, words)
        if movement.worse and (meant or (alone and _brought_on(line, (movement, first, end), words))):
            yield movement.worse, first, end, "present"


def wondered_at(line, book, told):
    """Movements named beside the back with no word of feeling: (label, first, end) of what may be meant and is not
    `told` already."""
    if line.asks or book.words["spine"].isdisjoint(line.words):
        return
    heads = heads_of(line, book)
    near = [
        (movement.worse, first, end)
        for movement, first, end in heads
        if movement.worse and movement.worse not in told and _beside_the_back(line, first, end, book.words)
    ]
    if near and not cues_of(line, book, heads, ()):
        yield from near


def _beside_the_back(line, first, end, words):
    low, high = max(0, first - line.reach.open_clause), end + line.reach.open_clause
    return not words["spine"].isdisjoint((*line.words[low:first], *line.words[end:high]))


def _brought_on(line, head, words):
    """ "40 minutes on that hard seat and ...", "when I lug the bins out": how long, or that it is each time."""
    movement, first, end = head
    eased = movement.helped and line.said("remedy " + movement.name)  # "on the rug, calves on a chair"
    if movement.still and not eased and any(_beside(line, span, first, end) for span in line.said("spell")):
        return True
    each = any(start < first <= stop + 2 for start, stop in line.said("each_time"))
    blamed = not movement.helped and any(
        end <= start <= end + line.reach.item and words["clause"].isdisjoint(line.words[end:start])
        for start, _ in line.said("blamed")
    )
    return (each or blamed) and words["no"].isdisjoint(line.words[end : end + line.reach.item])


def _beside(line, span, first, end):
    """Right before or after it, with hardly a word between and no comma; "I drive an hour to work" is no complaint."""
    low, high = (span[1], first) if span[0] < first else (end, span[0])
    between = line.words[low:high]
    plain = span[0] > first and "and" not in between and line.words[first - 1 : first] == ("i",)
    return len(between) <= 2 and "," not in between and not plain


def _remedies(line, heads, cues, told, words):
    """ "Hottie one side, cat the other": done for no other reason than that it helps."""
    parts = parts_of(line, heads, cues, words)
    for movement, first, end in heads:
        if movement.helped in told or movement.worse in told or not line.touches("remedy " + movement.name, first, end):
            continue
        denied = not words["no"].isdisjoint(line.words[max(0, first - line.reach.item) : first]) or line.said("untried")
        if not denied and fitting(line, (movement, first, end), heads, cues, parts, words) is None:
            yield movement.helped, first, end, "present"
