"""found_in(): what phrases, movements and signs in pieces tell, sentence by sentence, before anything is weighed."""

from dataclasses import replace
from itertools import islice

from plans.engine.notes.alikes import explains_near, look_alikes, own_pair
from plans.engine.notes.detail import lasting_of, side_of
from plans.engine.notes.facts import Finding, Status
from plans.engine.notes.movements import movements_in, wondered_at
from plans.engine.notes.scenes import scenes_in
from plans.engine.notes.status import came_to_nothing, changed, judge
from plans.engine.notes.whose import blames_another, of_other

COUNTS = (Status.PRESENT, Status.UNSURE)


def found_in(note, lines, others, book):
    """(label, start, end) → what phrases and signs in pieces tell, before anything is weighed."""
    found = _found_outright(note, lines, others, book)
    for line, first, end, label, status, because in scenes_in(lines, others, book):
        add(finding_of(note, line, first, end, label.name, status, because, book), found, because == "outright")
    for one in islice(_wondered(note, lines, others, tuple(found.values()), book), book.reach.wondered):
        found[one.label, one.start, one.end] = one
    return found


def add(one, found, outright=False):
    """Of two of the same words, the first stands; but what is said outweighs what only hints."""
    before = found.setdefault((one.label, one.start, one.end), one)
    if one.status is Status.PRESENT and (before.status is Status.UNSURE or outright):
        found[one.label, one.start, one.end] = one


def _found_outright(note, lines, others, book):
    """(label, start, end) → what each sentence says by itself."""
    found = {}
    labels = [
        _whole_names(
            _labels(line, lines[max(0, at - 1) : at + 2], _following(lines, at, book), book, others[at]),
            line,
            book.words,
        )
        for at, line in enumerate(lines)
    ]
    signs = any(label.red and status in COUNTS for told in labels for label, _, _, status, _ in told)
    for number, line in enumerate(lines):
        following = _following(lines, number, book)
        said = labels[number]
        owned = _owned(said, line, book.words)
        earlier = lines[max(0, number - book.reach.parts) : number][::-1]
        alone = not (signs or any(status in COUNTS for _, _, _, status, _ in said))
        moves = tuple(_movements(line, earlier, following, book, others[number], owned, alone=alone))
        said = (one for one in said if not _told_fine(line, one, moves, book))
        for label, first, end, status, because in (*said, *moves):
            if (label.name, line.spans[first][0], line.spans[end - 1][1]) not in found:
                one = finding_of(note, line, first, end, label.name, status, because, book)
                found[one.label, one.start, one.end] = one
    return found


def _whole_names(said, line, words):
    """ "Carpal tunnel no": what is denied of the whole name is not left standing of its first word."""
    said = list(said)
    denied = {
        (label.name, first, end - 1)
        for label, first, end, status, _ in said
        if status is Status.DENIED and not label.red and line.words[end - 1] not in words["prepositions"]
    }
    return [
        (label, first, end, status, because)
        for label, first, end, status, because in said
        if status is not Status.PRESENT or (label.name, first, end) not in denied
    ]


def _told_fine(line, one, moves, book):
    """ "Lifting doesn't hurt": a phrase ("lifting ... hurt") with a no in it yields to what is told of the movement."""
    (label, first, end, _, because), words = one, book.words
    moving = label.name in book.worsened
    parted = words["no"] | words["parts"] | {","}  # "sitting hurts, laces don't": no phrase of laces that hurt
    if because != "present" or parted.isdisjoint(line.words[max(0, first - 1) : end]):
        return False
    told = {status for other, a, b, status, _ in moves if other.name == label.name and a < end and first < b}
    ruled_out = not told and moving and not words["than"].isdisjoint(line.words[max(0, first - 1) : first])
    return ruled_out or told == {Status.DENIED}  # "it's not lifting that does it"; "lifting doesn't hurt"


def _following(lines, number, book):
    return lines[number + 1 : number + 1 + book.reach.following]


def _owned(said, line, words):
    """Where words speak of a sign or of another joint: none of a movement beside them, unless the back is named too."""
    return tuple(
        (first, end)
        for label, first, end, *_ in said
        if (label.red or label.own_words) and words["spine"].isdisjoint(line.words[first:end])
    )


def finding_of(note, line, first, end, label, status, because, book):
    start, stop = line.spans[first][0], line.spans[end - 1][1]
    side = side_of(line, first, end) if book.labels[label].sided else ""
    span = lasting_of(line, first, end)
    lasting = note[line.spans[span[0]][0] : line.spans[span[1] - 1][1]] if span else ""
    return Finding(label, note[start:stop], start, stop, status, book.reasons.get(because, because), side, lasting)


def hits(patterns, line):
    return [span for pattern in patterns.said_in(line.found) for span in pattern.find(line)]


def _labels(line, around, following, book, spans):
    """(label, first, end, status, because) of each label's words in a sentence."""
    told = {name for text in line.found.keys() & book.owners.keys() for name in book.owners[text]}
    for label in (book.labels[name] for name in sorted(told)):
        unless = None
        explained = explains_near(label, line, around, book.words)
        plain = _whole(label, label.phrases, line, book.words["amid"], book.words)
        yield from _explained_titles(label, line, book.words)
        said = (
            ("for_life", hits(label.for_life, line)),
            ("calling", _callings(label, line, book.words)),
            ("outright", _whole(label, label.outright, line, book.words["amid"], book.words)),
            ("plain", (*plain, *_titles(label, line, book.words))),
            ("with_no", _whole(label, label.with_no, line, book.words["amid_no"], book.words)),
            ("maybe", hits(label.maybe, line)),
        )
        for kind, spans_said in said:
            for first, end in spans_said:
                if unless is None:
                    unless = look_alikes(label.unless, line, book.words)
                plainer = kind == "outright" and not label.red
                if any(a < end and first < b and not (plainer and a == first and b < end) for a, b in unless):
                    continue  # so plain a phrase that goes on after it says more: "pressure is fine on the tablets"
                status, because = judge(
                    line,
                    first,
                    end,
                    book,
                    replace(label, lifelong=True) if kind == "for_life" else label,
                    of_other(spans, line, first, book.words, 0 if label.red else end),
                    () if kind == "calling" else following,
                    own_no=kind == "with_no",
                )
                if kind in ("calling", "outright") and status is Status.PRESENT:
                    because = "outright"
                if status is Status.PRESENT and label.name in book.worsened and blames_another(line, end, book.words):
                    status, because = Status.DENIED, "explained"
                if (
                    status is Status.PRESENT
                    and label.name in book.relieving
                    and _relieves_no_more(line, first, end, book)
                ):
                    status, because = Status.RESOLVED, "resolved"
                if explained and status is Status.PRESENT:
                    status, because = (Status.UNSURE if label.red else Status.DENIED), "explained"
                if kind == "maybe" and status is Status.PRESENT:
                    status, because = Status.UNSURE, "unsure"
                yield label, first, end, status, because


def _whole(label, patterns, line, amid, words):
    """Hits of its phrases that no "no" of another thing stands amid: "legs are clear, no pain"."""
    return [
        (first, end)
        for pattern in patterns.said_in(line.found)
        for first, end in pattern.find(line)
        if label.red
        or not any(
            line.words[at] in amid and line.words[at] not in pattern.words and not own_pair(pattern, line, at)
            for at in range(first + 1, end - 1)
        )
    ]


def _titles(label, line, words):
    """ "The plumber came", "nurse took it": whom an article names so, or who does a thing, is somebody else."""
    return [
        (first, end)
        for first, end in hits(label.titles, line)
        if words["articles"].isdisjoint(line.words[max(0, first - 2) : first])
        and words["acts"].isdisjoint(line.words[end : end + 1])
        and not _writer_for(line, first)
    ]


def _explained_titles(label, line, words):
    """ "Retired plumber": what one is called is named and a look-alike with it. Told so that no hints take it again."""
    if label.titles.none_in(line.found) and label.callings.none_in(line.found):
        return
    unless = look_alikes(label.unless, line, words)
    for first, end in (*hits(label.titles, line), *hits(label.callings, line)):
        if any(a < end and first < b for a, b in unless):
            yield label, first, end, Status.DENIED, "explained"


def _callings(label, line, words):
    """ "Hospital porter, 41", "Welder at the yard": what one is called opens a sentence by itself, with few words
    before it and no verb after it. The writer's own, said outright."""
    return [
        (first, end)
        for first, end in (*hits(label.titles, line), *hits(label.callings, line))
        if _introduced(line, first, words) and _named_alone(line, end, words) and not _writer_for(line, first)
    ]


def _introduced(line, first, words):
    """Whether a sentence begins with it: after an age, a name or an "I'm a", with what kind it is."""
    start = next((at for at in range(first, 0, -1) if line.words[at - 1] == ","), 0)
    before = line.words[start:first]
    while before and before[0] in words["introduces"]:
        before = before[1:]
    plain = words["no_calling"].isdisjoint(before) and words["no_calling"].isdisjoint(line.words[:start])
    return plain and len(before) <= line.reach.undone and start <= line.reach.item


def _named_alone(line, end, words):
    after = line.words[end] if end < len(line.words) else ","
    return after in words["after_calling"] or after.isdigit()


def _writer_for(line, first):
    """ "Carer writing for Joan": what the writer is called is not the person the plan is for."""
    return any(first < start for start, _ in line.said("writes_for"))


def _movements(line, earlier, following, book, spans, owned, *, alone):
    parts = book.words["clause"]
    for name, first, end, kind in movements_in(line, book, owned, earlier, next(iter(following), None), alone):
        label = book.labels[name]
        if any(a < end and first < b for a, b in look_alikes(label.unless, line, book.words)):
            continue
        if kind == "denied":
            yield label, first, end, Status.DENIED, "denied"
            continue
        mine = not book.words["mine"].isdisjoint(line.words[first : _stop(line, end, parts)])
        other = not mine and of_other(spans, line, first, book.words)
        if kind == "replied" and not other:
            yield label, first, end, Status.PRESENT, "present"
            continue
        status, because = judge(line, first, end, book, label, other, following, own_no=True)
        if status is Status.PRESENT and (
            any(
                not changed(line, start, first, book.words) and not line.inside("worse", start)
                for start, _ in line.said("used_to")
            )
            or _used_to(line, first, end, book.words)
            or (kind == "helps" and (_eases_no_more(line, first, following) or _was_done(line, first, book.words)))
        ):
            status, because = Status.RESOLVED, "resolved"
        if status is Status.PRESENT and kind != "helps":
            if blames_another(line, end, book.words):
                status, because = Status.DENIED, "explained"
            elif came_to_nothing(line, end, following, book.words):
                status, because = Status.DENIED, "denied"
        if status is Status.PRESENT and line.touches("once_done", first, end) and not line.said("each_time"):
            status, because = Status.UNSURE, "unsure"
        yield label, first, end, status, because


def _used_to(line, first, end, words):
    """ "Long drives used to ruin me", "a stroll used to ease it"."""
    felt = {at for kind in ("worse", "helps", "none") for span in line.said(kind) for at in range(*span)}
    return not line.said("still") and any(
        line.words[at : at + 2] == ("used", "to") and not line.inside("worse", at) and at + 2 in felt
        for at in range(first, end - 1)
    )


def _relieves_no_more(line, first, end, book):
    """ "I lean on the trolley as I'm bored, it makes no odds", "hugging my knees used to ease it"."""
    nothing = any(
        (start <= first and end <= stop)  # "no way of lying eases it"
        or (end - 1 <= start <= end + line.reach.open_clause and _of_the_same(line, end, start, book.words))
        for start, stop in line.said("none")
    )
    nothing = nothing or line.words[first - 1 : first] in (("nor",), ("neither",))
    nothing = nothing or any(start == end for start, _ in line.said("others"))  # "walking helps my wife"
    return nothing or _used_to(line, max(0, first - line.reach.undone), end + line.reach.item, book.words)


def _of_the_same(line, end, start, words):
    """Whether no comma parts them, or what comes after it stands for what was before."""
    since = max((at for at in range(end, start) if line.words[at] == ","), default=None)
    return since is None or not words["it"].isdisjoint(line.words[since + 1 : start + 1])


def _eases_no_more(line, first, following):
    """ "A stroll did the trick till June.", "Heat worked for a week and then quit on me." """
    return any(first <= at for at, _ in line.said("relief_over")) or any(
        at <= 2 for at, _ in (following[0].said("relief_over") if following else ())
    )


def _was_done(line, first, words):
    """ "I always used to walk it off" """
    before = line.words[max(0, first - line.reach.undone) : first]
    return words["former"] <= set(before) and not line.said("still")


def _wondered(note, lines, others, findings, book):
    """A movement that nothing else is said of, once: it is asked about."""
    told = {one.label for one in findings}
    for number, line in enumerate(lines):
        for name, first, end in wondered_at(line, book, told):
            label = book.labels[name]
            if name in told or look_alikes(label.unless, line, book.words):
                continue
            other = of_other(others[number], line, first, book.words)
            status, _ = judge(line, first, end, book, label, other, _following(lines, number, book))
            if status is Status.PRESENT:
                told.add(name)
                yield finding_of(note, line, first, end, name, Status.UNSURE, "unsure", book)


def _stop(line, end, parts):
    """A little further than `end`, to the next comma or "and" at most: "pulls across the bottom of my spine"."""
    return next(
        (at for at in range(end, min(len(line.words), end + line.reach.clause)) if line.words[at] in parts),
        end + line.reach.clause,
    )
