"""Whether what was found is so: now, and of the person the plan is for."""

import re

from plans.engine.notes.facts import Status

SHORT = 4  # words in one item of a list
YEAR = re.compile(r"(?:19|20)\d\d$")
OPEN = frozenset(
    (
        "i",
        "im",
        "ive",
        "it",
        "its",
        "my",
        "is",
        "was",
        "are",
        "when",
        "have",
        "had",
        "has",
        "get",
        "gets",
        "got",
        "feel",
        "on",
    )
)


def judge(line, first, end, book, label, subject, next_line=None, own_no=False):
    """Status and reason key of words[first:end] of a sentence."""
    cues = book.cues
    left = _left(line, first)
    if subject:
        return Status.OTHER_PERSON, "other_person"
    if not own_no:
        if _negated_before(line, left, first, end, cues) or _negated_after(line, end, cues):
            return Status.DENIED, "denied"
        if next_line is not None and _hit(cues["deny_all"], next_line):
            return Status.DENIED, "denied"
    over = not label.lifelong and not own_no and _hit_near(cues["resolved"], line, first, end)
    if over and not _hit_near(cues["still"], line, first, end):
        return Status.RESOLVED, "resolved"
    if not label.plans_count and _hit_near(cues["planned"], line, first, end, wide=True):
        return Status.DENIED, "planned"
    if _worry(line, first, cues) and not _hit(cues["firm"], line):
        return (Status.UNSURE if label.red else Status.DENIED), "worry"
    return Status.PRESENT, "present"


def _left(line, first):
    """Where the clause of `first` begins: after a contrast word, or a comma that doesn't part a list."""
    at = first
    while at > 0:
        word = line.words[at - 1]
        if word in CONTRAST:
            break
        if word == "," and not _list_part(line, at, first):
            break
        at -= 1
    return at


CONTRAST = frozenset(
    (
        "but",
        "though",
        "although",
        "however",
        "except",
        "yet",
        "whereas",
        "just",
        "only",
        "because",
        "cos",
        "so",
        "then",
        "until",
        "unless",
        "still",
    )
)


def _list_part(line, at, first):
    words = line.words[at:first]
    before = line.words[max(0, at - 1 - SHORT) : at - 1]
    return not OPEN.intersection(words) and len(words) <= 2 * SHORT and len(before) > 0


def _negated_before(line, left, first, end, cues):
    if line.words[end : end + 1] == ("yes",):
        return False
    ends = []
    for pattern in cues["no_before"]:
        for match in pattern.find(line):
            start, stop = line.tokens(match)
            if left <= start < first and start >= first - 4 * SHORT:
                ends.append((start, stop))
    if not ends:
        return False
    start, stop = max(ends)
    for pattern in cues["no_mistaken"]:
        for match in pattern.find(line):
            a, b = line.tokens(match)
            if a <= start < b:
                return False
    between = line.words[stop:first]
    joined = [i for i, word in enumerate(between) if word == "and"]
    return not any(OPEN.intersection(between[i + 1 : i + 3]) for i in joined)


def _negated_after(line, end, cues):
    for pattern in cues["no_after"]:
        for match in pattern.find(line):
            start, _ = line.tokens(match)
            if end <= start <= end + SHORT and not CONTRAST.intersection(line.words[end:start]):
                between = line.words[end:start]
                if "," not in between or start - end <= 1:
                    return True
    return False


def _hit(patterns, line):
    return any(True for pattern in patterns for _ in pattern.find(line))


def _clause(line, first, end, wide):
    a, b = first, end
    while a > 0 and line.words[a - 1] not in CONTRAST and (wide or a > first - 4 * SHORT):
        a -= 1
    while b < len(line.words) and line.words[b] not in CONTRAST and (wide or b < end + 4 * SHORT):
        b += 1
    return a, b


def _hit_near(patterns, line, first, end, wide=False):
    a, b = _clause(line, first, end, wide)
    for pattern in patterns:
        for match in pattern.find(line):
            start, stop = line.tokens(match)
            if a <= start and stop <= b:
                return True
    return False


def _worry(line, first, cues):
    for pattern in cues["worry"]:
        for match in pattern.find(line):
            start, stop = line.tokens(match)
            if start <= first and not CONTRAST.intersection(line.words[stop:first]):
                return True
    return line.asks and line.words[0] in QUESTION_STARTS


QUESTION_STARTS = frozenset(
    ("is", "could", "can", "am", "does", "do", "should", "would", "might", "will", "what", "are")
)


def subjects(lines, book):
    """For each sentence, the words ranges spoken of someone else: (first, end) pairs."""
    cues = book.cues
    everyone_else = not any(_hit(cues["writes_for"], line) for line in lines)
    carried, result = False, []
    for line in lines:
        spans = []
        if everyone_else:
            mine = [i for i, word in enumerate(line.words) if word in MINE]
            for pattern in cues["others"]:
                for match in pattern.find(line):
                    start, stop = line.tokens(match)
                    if not any(line.tokens(m)[0] == start for p in cues["others_mistaken"] for m in p.find(line)):
                        after = [i for i in mine if i >= stop]
                        spans.append((start, min(after) if after else len(line.words)))
            if not spans and carried and line.words[0] in THEIRS:
                after = [i for i in mine if i > 0]
                spans.append((0, min(after) if after else len(line.words)))
            carried = bool(spans) and spans[-1][1] == len(line.words)
        result.append(tuple(spans))
    return result


MINE = frozenset(("i", "im", "ive", "me", "my", "mine", "myself"))
THEIRS = frozenset(("she", "he", "her", "his", "shes", "hes", "they", "their"))
