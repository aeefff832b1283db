"""Which word of feeling belongs to a movement: the nearest that speaks of it, or its opposite."""

from plans.engine.notes.cues import FLIPPED, ISNT, TURNED, WEAK, Cue
from plans.engine.notes.heads import done_to_ease


def fitting(line, head, heads, cues, parts, words):
    """The cue that speaks of this movement. A limit ("after ten minutes") counts if nothing plainer is said."""
    movement, first, end = head
    left_out = _left_out(line, first, cues, words)
    if left_out:
        return left_out
    if _ruled_out(line, first, cues, words):
        return None
    flipped = _flipped(line, head, heads, cues, parts, words)
    if flipped:
        return flipped
    refused = _refused(line, end, heads, cues, words) or _only_this(line, first, cues, words)
    if refused:
        return refused
    listed = list_head(line, head, heads, words)
    told = any(end <= cue.first and parts[cue.first] == parts[first] and cue.kind != "limit" for cue in cues)
    if not told and cleft(line, listed, words):
        return Cue(listed - 1, listed, "worse")
    if movement.helped and done_to_ease(line, head, words):
        cues = [cue for cue in cues if cue.kind == "helps"]
    fit = [cue for cue in cues if cue.kind != "fine" or movement.worse or movement.fine_helps or cue.first == end + 1]
    found = _cue_of(line, head, heads, [cue for cue in fit if cue.kind != "limit"], parts, words)
    if found and not movement.worse and found.kind == "worse" and parts[found.first] != parts[first]:
        found = _cue_of(line, head, heads, [cue for cue in fit if cue.kind not in ("worse", "limit")], parts, words)
    if found is None or (found.kind == "helps" and not movement.helped):
        if found and parts[found.first] == parts[first]:
            return found
        near = [cue for cue in fit if cue.kind == "limit" and abs(parts[cue.first] - parts[first]) <= 2]
        return _cue_of(line, head, heads, near, parts, words)
    return found


def _ruled_out(line, first, cues, words):
    """ "Worse than sitting", "on the drive home, never after a sleep": only compared with, or ruled out."""
    if first and line.words[first - (2 if line.words[first - 1] == "to" else 1)] in words["than"]:
        return True  # "harder to stand than to walk"
    return any(
        line.words[at] in words["ruling_out"]
        and line.words[at - 1] == ","
        and not any(cue.first <= at < cue.end for cue in cues)
        for at in range(max(1, first - line.reach.undone), first)
    )


def _left_out(line, first, cues, words):
    """ "I can manage standing but not sitting", "fine with standing, not with sitting": left out of the fine."""
    for at in range(first - 1, max(0, first - line.reach.undone), -1):
        if line.words[at] in words["ruling_out"] and line.words[at - 1] in words["parts"] | words["lists"]:
            before = [cue for cue in cues if cue.end < at and cue.kind not in WEAK]
            if not before or before[-1].kind != "fine" or any(cue.first < first and at < cue.end for cue in cues):
                return None
            denied = not words["no"].isdisjoint(line.words[before[-1].first : before[-1].end])
            return None if denied else Cue(at, first, "worse")  # "doesn't hurt, not mopping, not sweeping"
        if line.words[at] in words["clause"]:
            break
    return None


def _flipped(line, head, heads, cues, parts, words):
    """ "Fine until I bend", "fine apart from sitting and driving", "what hurts isn't sitting but standing": what comes
    after is the opposite of what was said before it."""
    movement, first, end = head
    apart = {stop - 1: start for start, stop in line.said("excepts")}
    for at in range(first - 1, max(-1, first - line.reach.clause), -1):
        word = line.words[at]
        rather = word == "but" and any(stop <= at <= stop + line.reach.item for _, stop in line.said("not_this"))
        if rather or at in apart or word in words["flips"]:
            return _opposite(line, apart.get(at, at), first, cues, words, at in apart)
        if word == "and" and line.words[at - 1] in words["goes"]:
            continue  # "it hurts until I go and walk"
        if word == "," or word in words["clause"]:
            listed = list_head(line, head, heads, words)
            if listed == first or any(end <= cue.first and parts[cue.first] == parts[first] for cue in cues):
                return None
            return _flipped(line, (movement, listed, end), (), cues, parts, words)
    return None


def _opposite(line, at, first, cues, words, excepted):
    """What is said before word `at`, turned round; of all things but one, or of none, if no word of feeling is."""
    said = [cue for cue in cues if cue.end <= at and at - cue.end <= line.reach.clause]
    said = said[-1:] or ([cue for cue in cues if cue.first >= first] if not at else [])
    if said:
        kind = said[0].kind
        return Cue(at, first, "fine" if excepted and kind in ("worse", "limit") else FLIPPED[kind])
    before = line.words[max(0, at - line.reach.clause) : at]
    all_but = excepted and not words["everything"].isdisjoint(before) and words["no"].isdisjoint(before)
    return Cue(at, first, "worse") if all_but or (not at and not cues) else None


def _only_this(line, first, cues, words):
    """ "Can't get comfortable sitting, only flat", "it doesn't hurt, only when I bend"."""
    at = next((at for at in range(first - 1, max(0, first - line.reach.item), -1) if line.words[at] == "only"), 0)
    if not at or line.words[at - 1] != "," or any(at <= cue.first for cue in cues):
        return None
    said = [cue for cue in cues if cue.end < at and at - cue.end <= line.reach.clause]
    denied = said and not (words["no"] | words["negative"]).isdisjoint(line.words[said[-1].first : said[-1].end])
    return Cue(at, first, FLIPPED[said[-1].kind]) if denied else None


def _list_end(line, end, heads, words):
    """Where the list ends that a movement is in: "walking hurts, sitting and standing don't"."""
    for _ in range(line.reach.parts):
        if line.words[end : end + 1] not in (("and",), ("or",)):
            break
        end = next((stop for _, first, stop in heads if first == end + 1), None) or end
        if line.words[end : end + 1] in (("and",), ("or",)):
            break
    return end


def _refused(line, end, heads, cues, words):
    """ "Standing's fine, sitting not", "standing's no trouble, walking round the shop is", "sat on it I'm ok, stood on
    it I am not": a bare word after a movement is the opposite of what was said before it."""
    end, refusals = _list_end(line, end, heads, words), words["echo_not"] | words["seldom"]
    for at in range(end, min(len(line.words), end + line.reach.clause)):
        word = line.words[at]
        near = at < end + line.reach.item
        if line.words[at + 1 : at + 2] in ((), (",",)) and (
            (word in words["refuses"] | refusals and (at == end or line.words[at - 1] in words["being"]))
            or (near and word in words["echo"])
        ):
            said = [cue for cue in cues if cue.end <= end and cue.kind not in WEAK] or [
                cue for cue in cues if cue.end <= end
            ]
            turned = FLIPPED if word in words["echo"] else TURNED if word in refusals else ISNT
            return Cue(at, at + 1, turned[said[-1].kind]) if said else None
        if word in words["clause"] or any(cue.first <= at < cue.end for cue in cues):
            return None
    return None


def list_head(line, head, heads, words):
    """Where the list begins that the movement ends: "it's the sitting and standing"."""
    _, first, _ = head
    for _ in range(line.reach.parts):
        before = None
        if first and line.words[first - 1] in words["lists"]:
            before = next((one for one in heads if one[2] == first - 1), None)
        if before is None:
            break
        first = before[1]
    return first


def cleft(line, first, words):
    """ "It's the heaving", "it's only in the queue": singled out, so it is what hurts."""
    at = next((at for at in (first - 1, first - 2) if at >= 0 and line.words[at] in words["cleft"]), first - 1)
    while at > 0 and first - at <= line.reach.item and line.words[at] in words["singling"]:
        at -= 1
    if at < 0 or line.words[at] not in words["cleft"] or not words["no"].isdisjoint(line.words[at:first]):
        return False  # "it's not lifting that does it"
    since = next((before for before in range(at - 1, -1, -1) if line.words[before] in words["parts"]), 0)
    return words["opinion"].isdisjoint(line.words[since:at])  # "he said don't sit, but it's standing"


def parts_of(line, heads, cues, words):
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

    since = next((before + 1 for before in range(at - 1, -1, -1) if line.words[before] == ","), 0)
    return side(since, at) and side(at + 1, len(line.words))


def _cue_of(line, head, heads, cues, parts, words):
    movement, first, end = head
    if "because" in line.words:
        cues = [cue for cue in cues if cue.first < end or not _of_the_reason(line, end, cue, heads)]
    here = [cue for cue in cues if parts[cue.first] == parts[first]]
    following = next((cue for cue in cues if cue.first >= end), None)
    if here and movement.helped and following and following.kind == "helps":
        last = here[-1] if here[-1].end <= first else None
        if last and last.kind == "worse" and _told_next(line, head, following, None, heads, parts, words):
            return following  # "can only lie on the floor, that takes the edge off"
    if here:
        return _nearest_here(line, head, here, cues, heads, parts, words)
    return _nearest_beyond(line, head, cues, heads, parts, words)


def _nearest_here(line, head, here, cues, heads, parts, words):
    """Of those in its own clause."""
    _, first, end = head
    here = [cue for cue in here if cue.kind != "none"] if _hurts_all_the_same(head, here) else here
    after = [cue for cue in here if cue.first >= end]
    before = [cue for cue in here if cue.end <= first]
    across = [cue for cue in here if cue.first < end and first < cue.end]
    if across:
        return across[0]
    worse = _worse_instead(line, head, here, cues, heads, parts, words)
    if worse:
        return worse
    if before and after:
        told = line.words[end : after[0].first]
        if "and" in line.words[before[-1].end : first] or (told and len(told) <= 2 and told[0] in words["tells"]):
            return after[0]
        near, far = first - before[-1].end, after[0].first - end
        if near == far and _named_first(first, here, heads, parts):
            return after[0]
        return before[-1] if near <= far else after[0]
    return before[-1] if before else after[0]


def _nearest_beyond(line, head, cues, heads, parts, words):
    """Of those in other clauses, where its own holds none."""
    _, first, end = head
    size = parts.count(parts[first])
    before = [cue for cue in cues if cue.end <= first]
    after = [cue for cue in cues if cue.first >= end]
    last = before[-1] if before else None
    following = after[0] if after else None
    if following and _told_next(line, head, following, last, heads, parts, words):
        return following
    if (
        last
        and _reaches(line, last.end, first, heads)
        and parts[first] - parts[last.first] <= line.reach.parts
        and not _contrast(line, last.end, first, words)
    ):
        return last
    if last and not last.first and line.words[last.end : last.end + 1] == (",",) and last is cues[-1]:
        return last  # "Bad: bending, lifting, sitting on the bus home, stairs" heads them all
    if (
        following
        and _reaches(line, end, following.first, heads)
        and parts[following.first] - parts[first] <= line.reach.parts
        and not _contrast(line, end, following.first, words, words["flips"])
        and size <= line.reach.stretch
        and not _done_plainly(line, first, following, heads, parts, words)
    ):
        return following
    return None


def _told_next(line, head, following, last, heads, parts, words):
    """ "Bath no use, lying on the floor, now that works": what points back to a movement is said of it, when what was
    said before it has a movement of its own."""
    movement, first, end = head
    between = line.words[end : following.first + 1]
    others = (a for one, a, _ in heads if movement.helped == "" or one.helped != movement.helped)
    if following.kind in WEAK or between.count(",") != 1 or any(first < a < following.first for a in others):
        return False
    since = end + between.index(",") + 1
    points = not words["it"].isdisjoint(line.words[since : since + 2])
    return points and (last is None or any(parts[a] == parts[last.first] for _, a, _ in heads))


def _done_plainly(line, first, following, heads, parts, words):
    """ "I do my emails standing, sitting's no good": a statement by itself, before one with a movement of its own."""
    since = next(at for at in range(first + 1) if parts[at] == parts[first])
    own = any(parts[a] == parts[following.first] for _, a, _ in heads)
    return own and not words["mine"].isdisjoint(line.words[since:first])


def _of_the_reason(line, end, cue, heads):
    """ "I stand because sitting gives me a stab": what is named as the reason is what hurts."""
    since = next((at for at in range(end, cue.first) if line.words[at] == "because"), None)
    return since is not None and any(since < first < cue.first for _, first, _ in heads)


def _named_first(first, here, heads, parts):
    """ "Stand ok walk ok lift not ok": each is named, and then told of."""
    return any(parts[a] == parts[first] and a < here[0].first for _, a, _ in heads)


def _worse_instead(line, head, here, cues, heads, parts, words):
    """ "Sitting doesn't help, it makes it worse": what does nothing yields to the worse that is said of it next."""
    _, first, end = head
    if any(cue.kind != "none" for cue in here):
        return None
    after = next((cue for cue in cues if cue.first >= end and parts[cue.first] == parts[first] + 1), None)
    if after is None or any(end <= a < after.first for _, a, _ in heads):
        return None
    if after.kind in ("worse", "helps") and words["tried"].issuperset(line.words[here[-1].first : here[-1].end]):
        return after  # "tried touching my toes - worse for two days"
    if after.kind != "worse":
        return None
    own = line.words[here[-1].end : after.end]
    return None if words["it"].isdisjoint(own) else after


def _hurts_all_the_same(head, here):
    """ "To settle the baby gives me backache": what does not help may hurt all the same."""
    return head[0].worse and not head[0].helped and any(cue.kind == "worse" for cue in here)


def _reaches(line, low, high, heads):
    if high - low <= line.reach.clause:
        return True
    return high - low <= line.reach.open_clause and not any(low <= first < high for _, first, _ in heads)


def _contrast(line, first, end, words, but=frozenset()):
    return not (words["parts"] - but).isdisjoint(line.words[first:end])
