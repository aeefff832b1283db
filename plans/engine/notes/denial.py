"""What a "no" takes back, before it or after it."""

from bisect import bisect_left

from plans.engine.notes.spelling import joined_anew


def _left(line, first, words, low):
    """Where the clause of `first` begins, from `low` on: after a contrast word, or a comma that doesn't part a list."""
    at = first
    while at > low:
        word = line.words[at - 1]
        if word in words["contrast"]:
            break
        if word == "," and not _list_part(line, at, first, words):
            break
        at -= 1
    return at


def _list_part(line, at, first, words):
    between = line.words[at:first]
    before = line.words[max(0, at - 1 - line.reach.item) : at - 1]
    if first and line.words[first - 1] in words["alternatives"]:
        return len(before) > 0
    if line.words[at] in words["anew"]:
        return False  # "no appetite, a stone gone"
    return words["opens"].isdisjoint(between) and len(between) <= line.reach.clause and len(before) > 0


def negated_before(line, first, end, words):
    if not line.said("no_before") or line.words[end : end + 1] == ("yes",):
        return False
    before = line.noes[: bisect_left(line.noes, (first,))]
    reaching = (
        no
        for no in reversed(before)
        if not (_ends(line, no[0], first) or _bare_answer(line, no, words) or _rather(line, no, first, words))
    )
    start, stop = next(reaching, (-1, 0))
    if start < max(0, first - line.reach.stretch) or start < _left(line, first, words, start):
        return False
    if any(_begins_anew(line.words, at, words) for at in range(first + 1, end - 1)):
        return False  # "no pain in the legs but they've gone like jelly"
    if line.words[first - 1] == "," and line.words[first] in words["mine"]:
        return False  # "no desk job, I'm a roofer"
    if not words["presumes"].isdisjoint(line.words[stop:first]):
        return False  # "no lifting after the bypass": there was one
    if confirmed(line, end) or _corrects(line, stop, first, end, words):
        return False
    return not any(joined_anew(line.words, at, words) for at in range(stop, first))


def _bare_answer(line, no, words):
    """ "No, lower, from lifting patients.": answers what was asked before, and takes nothing back of what follows."""
    return no == (0, 1) and line.words[0] in words["bare"] and line.words[1:2] == (",",)


def confirmed(line, end):
    """ "They asked if I was numb down there, and I am", "... came true"."""
    return any(start >= end for start, _ in line.said("came_true")) or any(
        end <= start <= end + line.reach.clause and line.words[stop : stop + 1] in ((), (",",))
        for start, stop in line.said("confirmed")
    )


def _corrects(line, stop, first, end, words):
    """ "Not tired legs, weak legs": the same thing is named again after a comma, to be put right."""
    at = next((at for at in range(first - 1, stop, -1) if line.words[at] == ","), stop)
    return at - stop <= line.reach.undone and any(
        word in line.words[first : end + line.reach.undone]
        for word in line.words[stop + 1 : at]
        if word not in words["prepositions"]
    )


def _rather(line, no, first, words):
    """ "Not sciatica, stenosis." sets the one right by the other; "not dizzy, not faint" and lists go on."""
    return (
        no == (0, 1)
        and line.words[0] == "not"
        and line.words.count(",") == 1
        and line.words.index(",") < first
        and words["alternatives"].isdisjoint(line.words)
    )


def _ends(line, at, first):
    """ "Not dieting, a stone gone": said of the dieting alone."""
    return any(start <= at < stop <= first for start, stop in line.said("no_own"))


def _begins_anew(said, at, words):
    """Whether a contrast, or a comma and a statement of its own, begins there: "at all, it's lost its strength"."""
    return said[at] in words["contrast"] or (said[at] == "," and said[at + 1] in words["opens"])


def negated_after(line, end, words, stays_if_fine):
    for start, stop in line.said("no_after"):
        said = line.words[start:stop]
        if line.inside("no_mistaken", start):
            continue  # "on the pills for good"
        fine = words["no"].isdisjoint(said) or not words["troubles"].isdisjoint(said)
        if stays_if_fine and fine and words["disproved"].isdisjoint(said):
            continue
        if end <= start <= end + line.reach.item and words["contrast"].isdisjoint(line.words[end:start]):
            between, closes = line.words[end:start], line.words[stop : stop + 1] in ((), (",",))
            anew = any(joined_anew(line.words, at, words) for at in range(end, start))
            if anew and not closes:
                continue  # "wear and tear in my back and I don't have a pool"
            if "," not in between or (start - end <= 1 and closes):
                return True
    return answered_no(line, end, words, stays_if_fine)


def answered_no(line, end, words, stays_if_fine=False):
    """ "Fever: none", "Weight loss, unexplained? No": a no by itself comes after it."""
    return any(
        _answers(line, end, start)
        and (not stays_if_fine or line.words[start] in words["bare"] | words["no"])
        and line.words[stop : stop + 1] in ((), (",",), ("and",), ("but",))
        for start, stop in line.said("no_answer")
    )


def asks(line, words):
    """ "Do I leak. No." needs no question mark."""
    return line.asks or line.words[0] in words["questions"] and line.words[1:2] == ("i",)


def bare_no(line, end, words):
    """ "My back's bad, my neck isn't": a bare word after it."""
    said = set(line.words[end : end + 1])
    refused = "not" in said or not said.isdisjoint(words["refuses"] & words["negative"])
    return refused and line.words[end + 1 : end + 2] in ((), (",",), ("but",))


def says_no(line):
    """ "Loss of feeling there? No, none." """
    return any(not start and line.words[stop : stop + 1] in ((), (",",)) for start, stop in line.said("no_answer"))


def all_denied(line, end, words):
    """ "Fever, sweats, weight loss: none": a bare list, and one answer to all of it."""
    for start, stop in line.said("no_answer"):
        if start < end or stop < len(line.words) or words["no"].isdisjoint(line.words[start:stop]):
            continue
        items = " ".join(line.words[:start]).split(",")
        bare = (words["opens"] | words["mine"] | words["contrast"]).isdisjoint(line.words[:start])
        if bare and len(items) > 1 and all(len(item.split()) <= line.reach.item for item in items):
            return True
    return False


def _answers(line, end, start):
    """A bare word right after it, or after the next comma."""
    if start == end:
        return True
    between = line.words[end:start]
    return 0 < len(between) <= line.reach.clause and between[-1] == "," and "," not in between[:-1]
