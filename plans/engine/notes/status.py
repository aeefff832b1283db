"""Whether what was found is so, and now."""

from plans.engine.notes.denial import all_denied, asks, bare_no, confirmed, negated_after, negated_before, says_no
from plans.engine.notes.facts import Status
from plans.engine.notes.spelling import joined_anew


def judge(line, first, end, book, label, subject, following=(), own_no=False):
    """Status and reason key of words[first:end] of a sentence."""
    key = first, end, label.traits, subject, bool(following), own_no
    if key not in line.judged:  # labels that are judged alike, and hints, ask for the same words again
        line.judged[key] = _judged(line, first, end, book, label, subject, following, own_no)
    return line.judged[key]


def _judged(line, first, end, book, label, subject, following, own_no):
    words = book.words
    if subject:
        if _hers_or_mine(line, first, words):
            return Status.UNSURE, "unsure"
        return Status.OTHER_PERSON, "other_person"
    own_no = own_no or not words["negative"].isdisjoint(line.words[first:end]) or _lacks(line, first, end, words)
    if not own_no:
        excepted = any(stop <= first <= stop + line.reach.undone for _, stop in line.said("excepts"))
        after = not excepted and (negated_after(line, end, words, label.stays_if_fine) or all_denied(line, end, words))
        if after or negated_before(line, first, end, words):
            asked = label.red and not after and _asked_of(line, first, words)
            answered = asked and (not words["no"].isdisjoint(line.words[end:]) or _answered_no(following))
            return (Status.UNSURE, "unsure") if asked and not answered else (Status.DENIED, "denied")
        if denied_next(line, following, words):
            return Status.DENIED, "denied"
        disproved = not (label.red or words["disproved"].isdisjoint(line.words[first + 1 : end]))
        if disproved or bare_no(line, end, words) or _misnamed(line, first, end, words):
            return Status.DENIED, "denied"
        if _taken_back(line, first, end, following, words):
            return (Status.UNSURE, "unsure") if label.red else (Status.DENIED, "denied")
    elif _after_all(following):
        return Status.DENIED, "denied"
    over = not label.lifelong and not own_no and said_near("resolved", line, first, end, words)
    over = over or (not label.lifelong and (_gone(line, end) or _over_later(line, end, following)))
    if over and not (said_near("still", line, first, end, words) or any(end <= at for at, _ in line.said("returned"))):
        return Status.RESOLVED, "resolved"
    if not (label.lifelong or label.stays_if_fine) and _over_by_now(line, first, end, following, label, words):
        return Status.RESOLVED, "resolved"
    if not label.plans_count and said_near("planned", line, first, end, words, wide=True):
        return Status.DENIED, "planned"
    if label.red and _feared(line, first) and not confirmed(line, end):
        return Status.UNSURE, "worry"
    worried = not label.worries and _worry(line, first, words, label.red)
    if worried and not _firm(line, first, end, words) and not confirmed(line, end):
        return (Status.UNSURE if label.red else Status.DENIED), "worry"
    if label.red and _said_before("supposed", line, first, words) and not confirmed(line, end):
        return Status.UNSURE, "worry"
    return Status.PRESENT, "present"


def _asked_of(line, first, words):
    """ "He asked about my bladder": asked of, and not yet denied."""
    return any(
        stop <= first <= stop + line.reach.undone and words["no"].isdisjoint(line.words[start:first])
        for start, stop in line.said("asked_of")
    )


def _answered_no(following):
    return bool(following) and (says_no(following[0]) or any(not start for start, _ in following[0].said("no_before")))


def _hers_or_mine(line, first, words):
    """ "Mum had osteoporosis, can't kneel since the op": hers or the writer's."""
    since = next((at for at in range(min(first + 1, len(line.words) - 1), 0, -1) if line.words[at - 1] == ","), 0)
    return since > 0 and line.words[since] in words["unable"] and words["theirs"].isdisjoint(line.words[since:first])


def _lacks(line, first, end, words):
    """ "No strength": the "no" is part of what is wrong."""
    return not words["no"].isdisjoint(line.words[first:end]) and any(
        line.words[at] in words["lacks"] and not words["lackable"].isdisjoint(line.words[at + 1 : at + 1 + 1])
        for at in range(first, end)
    )


def _gone(line, end):
    """ "The numbness has gone": said of what stands right before it, and not that it has gone numb."""
    said = line.said("gone")
    return bool(said) and any(
        end <= start <= end + 2
        and "," not in line.words[end:start]
        and not line.touches("resolved_mistaken", start, stop)
        for start, stop in said
    )


def _closing(kind, line, end, words):
    """Whether it is said after word `end`, at the end of a clause."""
    said = line.said(kind)
    return bool(said) and any(
        end <= start <= end + line.reach.stretch
        and not (kind == "over_now" and line.inside("resolved_mistaken", start))
        and not line.touches(kind + "_mistaken", start, stop)
        and "," not in line.words[start + 1 : stop]
        and (stop == len(line.words) or line.words[stop] in (",", "and") or line.words[stop] in words["contrast"])
        for start, stop in said
    )


def _opening(kind, following, *, on=False):
    """Whether the next sentence is no more than that; with `on`, more may follow after a comma."""
    said = following[0].said(kind) if following else ()
    return bool(said) and any(
        start <= 1 and (stop == len(following[0].words) or (on and following[0].words[stop] == ","))
        for start, stop in said
    )


def _after_all(following):
    """ "I don't cycle. I could, I just prefer running." """
    return _opening("after_all", following, on=True)


def denied_next(line, following, words):
    """ "Any fevers? No.", "Weak legs, numbness. None of these.": the next sentence denies all of this one."""
    return bool(following) and (_denies_all(following[0]) or (asks(line, words) and says_no(following[0])))


def _denies_all(line):
    """ "None of these."; but not "none of it stops me"."""
    return any(not line.touches("deny_all_mistaken", *span) for span in line.said("deny_all"))


def _misnamed(line, first, end, words):
    """ "My angina was never angina": named again only to be denied; but not "knee trouble, no hip trouble"."""
    name = line.words[end - 1 - (line.words[end - 1] in words["troubles"] and end - first > 1) : end]
    return any(
        line.words[at] in words["no"] and line.words[start : start + len(name)] == name
        for at in range(end, min(len(line.words), end + line.reach.undone))
        for start in range(at + 1, at + 1 + line.reach.undone)
    )


def _enclosed(line, first, end, words):
    """ "They thought it was sciatica and it was only wind"."""
    return any(
        start < first
        and end < stop
        and not (words["joins"] | words["contrast"] | {","}).isdisjoint(line.words[end:stop])
        for start, stop in line.said("taken_back")
    )


def _taken_back(line, first, end, following, words):
    return (
        _closing("taken_back", line, end, words)
        or _enclosed(line, first, end, words)
        or _opening("taken_back", following)
        or _opening("taken_back_next", following)
        or _opening("taken_back_at_once", following, on=True)
    )


def _over_by_now(line, first, end, following, label, words):
    """ "Couldn't get down to the floor, now it's easy", "it was awful in August, that's gone": what was, is no more."""
    if any(
        not (
            line.touches("better_now", *span)
            or line.touches("over_now", *span)
            or line.inside("still_mistaken", span[0])
        )
        for span in line.said("still")
    ):
        return False
    if _closing("over_now", line, end, words):
        return True
    over = (
        _closing("over_last", line, end, words)
        or _opening("over_last", following)
        or _opening("over_next", following)
        or (not label.red and _opening("over_now", following))
        or (not label.red and _better_now(line, end, following, words))
    )
    if not over:
        return False
    a, _ = _clause(line, first, end, words, wide=False)
    return not words["bygone"].isdisjoint(line.words[a : end + line.reach.item])


def _better_now(line, end, following, words):
    return any(end <= span[0] and _well(line, span, words) for span in line.said("better_now")) or any(
        span[0] <= 2 and _well(one, span, words) for one in following[:1] for span in one.said("better_now")
    )


def _well(line, span, words):
    first, end = span
    return (words["no"] | words["unable"] | words["timid"]).isdisjoint(line.words[max(0, first - 2) : end])


def _over_later(line, end, following):
    """ "Never since." says of the sentence before it that it is over; "that was in 2020" of all before it."""
    back = line.said("resolved_back")
    if back and back[-1][0] >= end and not _of_a_cause(line, end, back[-1][0]):
        return True
    said_so = (
        following
        and len(following[0].words) <= line.reach.clause
        and not following[0].said("still")
        and following[0].said("resolved_all")
    )
    if said_so and said_so[0][0] <= 1:
        return True
    return any("resolved_back" in line.kinds and line.begins_with("resolved_back") for line in following)


def _of_a_cause(line, end, at):
    """ "Soaked every night, it's not the change, that was ten years ago": what is said at `at` is told of what it is
    not."""
    return any(end <= start and stop <= at <= stop + line.reach.clause for start, stop in line.said("not_this"))


def _clause(line, first, end, words, wide):
    """Up to the next contrast, or "and I ..."; `wide` goes on over the latter."""

    def goes_on(at):
        return line.words[at] not in words["contrast"] and (wide or not joined_anew(line.words, at, words))

    a, b = first, end
    while a > 0 and goes_on(a - 1) and (wide or a > first - line.reach.stretch):
        a -= 1
    while b < len(line.words) and goes_on(b) and (wide or b < end + line.reach.stretch):
        b += 1
    return a, b


def said_near(kind, line, first, end, words, wide=False):
    if not line.said(kind):
        return False
    a, b = _clause(line, first, end, words, wide)
    return any(
        a <= start
        and (stop <= b or start == b < len(line.words) and line.words[b] == kind)
        and not line.touches(kind + "_mistaken", start, stop)
        and not (kind == "resolved" and start < first and _has_changed(line.words[stop:first], start, words))
        and not (kind == "resolved" and _of_a_cause(line, end, start))
        for start, stop in line.said(kind)
    )


def changed(line, start, first, words):
    """ "Ceilings used to get me but now being folded over is worse": what comes after it is told of today."""
    return any(
        (line.words[at] == "," or line.words[at] in words["parts"]) and line.words[at + 1] in words["nowadays"]
        for at in range(start, first - 1)
    )


def _has_changed(between, start, words):
    """ "Used to lay bricks, now I do the estimates": the latter is not over."""
    if "," not in between:
        return False
    return start > 0 or not words["nowadays"].isdisjoint(between[between.index(",") :])


def _worry(line, first, words, red):
    """But what is asked or worried about as one's own is there: "this fever", "is it normal that my foot drags?"."""
    before = line.words[max(0, first - 2) : first]
    if red and (not words["own_or_this"].isdisjoint(before) or _said_before("presupposed", line, first, words)):
        return False
    if _said_before("worry", line, first, words):
        return True
    if "my" in before or (not red and _asked_with(line, first)):
        return False  # "Is my pacemaker a problem?"
    return line.asks and (line.words[0] in words["questions"] or len(line.words) <= line.reach.item)


def _asked_with(line, first):
    """ "Can I swim with a slipped disc?": asked is what one may do, and not whether one has it."""
    return any(stop <= first <= stop + line.reach.undone for _, stop in line.said("asked_with"))


def _feared(line, first):
    """ "Terrified of losing control of my bladder": feared, and not said to have come."""
    return any(
        stop <= first <= stop + line.reach.undone and "," not in line.words[stop:first]
        for _, stop in line.said("feared")
    )


def _firm(line, first, end, words):
    """Somebody is sure of it, and not of something else: "scared it's a disc but the doctor says muscle"."""
    return any(start < first or words["contrast"].isdisjoint(line.words[end:start]) for start, _ in line.said("firm"))


def _said_before(kind, line, first, words):
    return any(
        start <= first
        and words["contrast"].isdisjoint(line.words[stop:first])
        and not line.touches(kind + "_mistaken", start, stop)
        for start, stop in line.said(kind)
    )


def came_to_nothing(line, end, following, words):
    """ "Leaning back might hurt it, they said, but it never has", "... So far neither has, I'm glad to say"."""
    if _opening("not_so_far", following, on=True):
        return True
    close = words["contrast"] | {",", "and"}
    return any(
        end <= start and line.words[start] in words["parts"] and (stop == len(line.words) or line.words[stop] in close)
        for start, stop in line.said("taken_back")
    )
