"""Signs that are only hinted at: no phrase says them, but families of words nearby speak for them, and few against."""

from bisect import bisect_right

from plans.engine.notes.facts import Status
from plans.engine.notes.status import judge, of_other


def hints_in(lines, others, findings, book):
    """(line, first, end, label) of each sign worth asking about that is not found, nor in doubt, already."""
    told = {one.label for one in findings if one.status is not Status.DENIED}
    denied = _denied(lines, findings)
    said = [_said(line, spans, book) for line, spans in zip(lines, others, strict=True)]
    for name, hint in book.hints.items():
        if name in told:
            continue
        heard = [here & hint.weights.keys() if (name, at) not in denied else set() for at, here in enumerate(said)]
        weighed = ((_weight(heard[at : at + book.reach.together], hint), -at) for at in range(len(lines)))
        weight, at = max(weighed, default=(0, 0))
        if weight >= hint.asks_from:
            number, first, end = _anchor(lines, heard, hint, -at)
            if _may_be_so(lines, others, number, first, end, book.labels[name], book):
                yield lines[number], first, end, book.labels[name]


def doubted(lines, others, found, book):
    """Signs that a phrase says but the words nearby speak against more than for: in doubt, they are asked about."""
    signs = {one.label for one in found if one.status is Status.PRESENT} & book.hints.keys()
    if not signs:
        return set()
    said = [_said(line, spans, book) for line, spans in zip(lines, others, strict=True)]
    return {name for name in signs if _speaks_against(said, book.hints[name], book.reach.together)}


def _speaks_against(said, hint, together):
    """Whether even the sentences that speak most for it fall short, and something in them speaks against it."""
    heard = [here & hint.weights.keys() for here in said]
    windows = [heard[at : at + together] for at in range(len(heard))]
    most = max(windows, key=lambda window: _weight(window, hint))
    against = any(hint.weights[family] < 0 for family in set().union(*most))
    return against and _weight(most, hint) < hint.doubted_below


def _weight(heard, hint):
    return sum(hint.weights[family] for family in set().union(*heard))


def _said(line, spans, book):
    """Families of a sentence; those of which someone else is spoken are left out."""
    here = book.weighed & line.places.said
    if not spans:
        return here
    return {one for one in here if any(not of_other(spans, line, at, book.words) for at in line.places[one])}


def _denied(lines, findings):
    """(label, number of the sentence) of each denial."""
    starts = [line.spans[0][0] for line in lines]
    told = {(one.label, bisect_right(starts, one.start) - 1) for one in findings if one.status is Status.DENIED}
    return told | {(label, at + 1) for label, at in told}


def _anchor(lines, heard, hint, at):
    """The sentence that says most of it, from the first word to the last that speaks for the sign; a single word is
    quoted with those beside it."""
    window = range(at, min(at + lines[at].reach.together, len(lines)))
    number = max(window, key=lambda one: (_weight([_for(heard[one], hint)], hint), -one))
    places = [lines[number].places[family] for family in _for(heard[number], hint)]
    first, end = min(min(one) for one in places), max(max(map(max, one.values())) for one in places)
    return number, *(_beside(lines[number], first, end) if end - first == 1 else (first, end))


def _beside(line, first, end):
    words = line.words
    while first > 0 and words[first - 1] != "," and end - first <= 2:
        first -= 1
    while end < len(words) and words[end] != "," and end - first <= line.reach.item:
        end += 1
    return first, end


def _for(heard, hint):
    return {family for family in heard if hint.weights[family] > 0}


def _may_be_so(lines, others, number, first, end, label, book):
    line = lines[number]
    subject = of_other(others[number], line, first, book.words)
    following = lines[number + 1 : number + 1 + book.reach.following]
    status, _ = judge(line, first, end, book, label, subject, following, own_no=True)
    return status in (Status.PRESENT, Status.UNSURE)
