"""Who is spoken of: the person the plan is for, or someone else; and whether the back is to blame."""

PARTS = ("spine", "hereabouts", "elsewhere")  # of a body


def subjects(lines, book):
    """For each sentence, the words ranges spoken of someone else: (first, end) pairs. None if the whole is written for
    someone else, who then is the subject, and a sentence is not of the writer."""
    if any(_written_for(line, book.words) for line in lines) or _told_of_another(lines, book.words):
        return tuple(((0, len(line.words)),) if line.said("writers_own") else None for line in lines)
    carried, result = False, []
    kinds = ("others_first", "others_he") if _own_note(lines, book.words) else ("others_first",)
    for number, line in enumerate(lines):
        mine = [at for at, word in enumerate(line.words) if word in book.words["mine"]]
        spans = [*_of_people(line, mine), *_owned_by_another(line, book.words), *_named_in_brackets(line)]
        for start, stop in sorted((*line.said("others"), *_at_first(line, kinds, book.words))):
            if start and line.words[start - 1] in book.words["passers"]:
                continue
            if not _mistaken_for_another(line, start, stop):
                aside = (end for first, end in line.asides if first <= start < end)
                spans.append((start, next(aside, None) or _mine_again(line, start, stop, mine, book.words)))
        if not spans and carried and line.words[0] in book.words["theirs"]:
            spans.append((0, next((at for at in mine if at > 0), len(line.words))))
        carried = any(end == len(line.words) for _, end in spans)
        if line.asks and _answered_by_another(lines[number + 1 : number + 2]):
            spans.append((0, len(line.words)))
        result.append(tuple(spans))
    return tuple(result)


def _mistaken_for_another(line, start, stop):
    """ "Dad had angina and now I have"; but a fear of it is not yet one's own: "and I'm terrified I've got it too"."""
    return any(
        first < stop and start < end and not any(first < at < end for at, _ in line.said("worry"))
        for first, end in line.said("others_mistaken")
    )


def _written_for(line, words):
    """ "For my dad, he's 80" opens a sentence; "grab rails for my dad, he's the one" is about rails."""
    return any(start <= 1 or line.words[start] not in words["passers"] for start, _ in line.said("writes_for"))


def _own_note(lines, words):
    """Whether the writer speaks of oneself no less than of a "he" or "she"."""
    said = [word for line in lines for word in line.words]
    mine = sum(word in words["mine"] for word in said)
    return mine > 0 and mine >= sum(word in words["theirs"] for word in said)


def _of_people(line, mine):
    """ "A charity for people with brittle bones": up to the next comma, or the writer."""
    for start, stop in line.said("others_with"):
        if line.touches("others_mistaken", start, stop):
            continue
        ends = (at for at in range(stop, len(line.words)) if line.words[at] == "," or at in mine)
        yield start, next(ends, len(line.words))


def _owned_by_another(line, words):
    """ "The stenosis is my husband's": from the comma before it, or the contrast."""
    for start, stop in line.said("whose"):
        after, before = line.words[stop : stop + 1], line.words[start - 1 : start]
        passing = words["passers"] | words["prepositions"] | words["articles"]
        if not before or before[0] in passing or (after and after[0] not in words["contrast"] | words["no"] | {","}):
            continue
        begins = (
            at for at in range(start - 1, 0, -1) if line.words[at - 1] == "," or line.words[at - 1] in words["contrast"]
        )
        yield 0 if line.words[start] in words["it"] else next(begins, 0), stop


def _named_in_brackets(line):
    """ "Stents (wife), pacemaker (wife's mum)": whom brackets name has what stands before them, from the comma on."""
    for first, end in line.asides:
        if any(first <= start <= first + 1 and stop == end for start, stop in line.said("named")):
            begins = (at for at in range(first - 1, 0, -1) if line.words[at - 1] == ",")
            yield next(begins, 0), end


def _answered_by_another(following):
    """ "Do I get short of breath? That's my husband." """
    return any(not start for line in following for start, _ in line.said("whose"))


def _mine_again(line, start, stop, mine, words):
    """Where the writer speaks of oneself again: "mum's deaf, I limp", and, who began with oneself, without a word for
    it: "my leg hurts, mum's deaf, can't kneel"."""
    began = any(at < start for at in mine)
    return next(
        (
            at
            for at in range(stop, len(line.words))
            if at in mine or (began and line.words[at - 1] == "," and line.words[at] in words["unable"])
        ),
        len(line.words),
    )


def _at_first(line, kinds, words):
    return [
        (start, stop)
        for kind in kinds
        for start, stop in line.said(kind)
        if not start or line.words[start - 1] in words["first_words"]
    ]


def _told_of_another(lines, words):
    """A note that begins with someone and goes on of them, hardly of oneself, is written for them."""
    if not any(line.said("others") or line.said("others_first") for line in lines[:2]):
        return False
    if any(line.said("of_oneself") for line in lines):
        return False
    said = [word for line in lines for word in line.words]
    mine = sum(word in words["mine"] for word in said) - sum(_owning(line, words) for line in lines)
    theirs = sum(word in words["theirs"] for word in said)
    if mine <= 0 and not any(line.said("forebear") for line in lines):
        theirs += sum(word in words["lately"] for word in said)
        if (theirs > 1 or _ails(lines, words)) and all(_speaks_of_another(line, words) for line in lines):
            return True
    return theirs > 2 and theirs >= 2 * mine


def _ails(lines, words):
    """ "Dad's a farmer, carrying feed hurts him": whom it hurts is who the plan is for; "my son has a bad back too" is
    only told beside one's own."""
    return any(line.said("worse") and _of_a_back(line, words) for line in lines) and all(
        words["also"].isdisjoint(line.words) for line in lines
    )


def _of_a_back(line, words):
    moving = any(kind.startswith("head ") for kind in line.kinds)
    return not words["spine"].isdisjoint(line.words) or (moving and not words["theirs"].isdisjoint(line.words))


def _speaks_of_another(line, words):
    """ "Nan went over on Monday and hasn't been right since.", and all that is said goes on of her."""
    named = (*line.said("others"), *line.said("others_first"))
    return any(start <= 1 for start, _ in named) or not words["theirs"].isdisjoint(line.words)


def _owning(line, words):
    """How often a "my" belongs to someone who is named: "my dad"."""
    return sum(line.words[start] in words["mine"] for start, _ in line.said("others"))


def of_other(spans, line, first, words, end=0):
    """Whether words[first:end] are spoken of someone else: "her knee", "the curve in his spine"."""
    if spans is None:
        return False
    if any(a <= first < b for a, b in spans) or (first > 0 and line.words[first - 1] in words["owners"]):
        return True
    return any(
        line.words[at] in words["owners"] and any(line.words[at + 1] in words[kind] for kind in PARTS)
        for at in range(first + 1, end - 1)
    )


def blames_another(line, end, words):
    """ "Can't walk far, that's my lungs": another part than the back is at the bottom of it."""
    return any(
        end <= start <= end + line.reach.item
        and words["spine"].isdisjoint(line.words[start : stop + line.reach.item])
        and words["joins"].isdisjoint(line.words[end:start])
        for start, stop in line.said("other_cause")
    )
