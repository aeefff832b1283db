"""read_note(): what a note says of the person the plan is for. Start reading here."""

from plans.engine.notes.facts import Finding, Label, Question, Reading, Status
from plans.engine.notes.movements import movements_in
from plans.engine.notes.status import judge, subjects
from plans.engine.notes.text import lines_of

LONGEST = 20_000


def read_note(note, book):
    lines = lines_of(note[:LONGEST], book)
    others = subjects(lines, book)
    found = {}
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else None
        for one in _labels(note, line, following, book, others[number]):
            found.setdefault((one.label, one.start, one.end), one)
        for one in _movements(note, line, following, book, others[number]):
            found.setdefault((one.label, one.start, one.end), one)
    for one in _together(note, lines, book):
        found.setdefault((one.label, one.start, one.end), one)
    findings = _settled(found.values())
    present = {one.label for one in findings if one.status is Status.PRESENT}
    return Reading(
        flags=tuple(sorted(label for label in present if not label.startswith("rf_"))),
        red_flags=tuple(sorted(label for label in present if label.startswith("rf_"))),
        findings=tuple(findings),
        questions=_questions(findings, present, book),
    )


def _finding(note, line, first, end, label, status, because, book):
    start, stop = line.spans[first][0], line.spans[end - 1][1]
    return Finding(label, note[start:stop], start, stop, status, book.reasons.get(because, because))


def _of_other(spans, first):
    return any(a <= first < b for a, b in spans)


def _hits(patterns, line):
    return [span for pattern in patterns for span in pattern.find(line)]


def _labels(note, line, following, book, spans):
    told = {name for text in line.found for name in book.owners.get(text, ())}
    for label in (book.labels[name] for name in sorted(told)):
        unless = None
        for own_no, patterns in ((False, label.phrases), (True, label.with_no), (None, label.maybe)):
            for first, end in _hits(patterns, line):
                if unless is None:
                    unless = _hits(label.unless, line)
                if any(a < end and first < b for a, b in unless):
                    continue
                status, because = judge(
                    line, first, end, book, label, _of_other(spans, first), following, own_no=bool(own_no)
                )
                if own_no is None and status is Status.PRESENT:
                    status, because = Status.UNSURE, "unsure"
                yield _finding(note, line, first, end, label.name, status, because, book)


def _movements(note, line, following, book, spans):
    for name, first, end, kind in movements_in(line, book):
        label = book.labels.get(name) or Label(name)
        if any(a < end and first < b for a, b in _hits(label.unless, line)):
            continue
        if kind == "denied":
            yield _finding(note, line, first, end, name, Status.DENIED, "denied", book)
            continue
        status, because = judge(line, first, end, book, label, _of_other(spans, first), following, own_no=True)
        if status is Status.PRESENT and line.said("used_to"):
            status, because = Status.RESOLVED, "resolved"
        yield _finding(note, line, first, end, name, status, because, book)


def _together(note, lines, book):
    """Labels that only several things said together make."""
    for label in book.labels.values():
        for groups in label.together:
            where = []
            for patterns in groups:
                hit = next(((line, *span) for line in lines for span in _hits(patterns, line)), None)
                if hit is None:
                    break
                where.append(hit)
            else:
                line, first, end = where[0]
                if not any(_hits(label.unless_note, one) for one in lines):
                    yield _finding(note, line, first, end, label.name, Status.PRESENT, "together", book)


def _settled(findings):
    """One finding per label, status and place: the longest."""
    kept, reached = [], {}
    for one in sorted(findings, key=lambda one: (one.start, -one.end)):
        if one.end > reached.get((one.label, one.status), -1):
            reached[one.label, one.status] = one.end
            kept.append(one)
    return sorted(kept, key=lambda one: (one.start, one.end, one.label))


def _questions(findings, present, book):
    asked, questions = set(present), []
    for one in findings:
        label = book.labels.get(one.label)
        if one.status is Status.UNSURE and one.label not in asked and label and label.ask:
            asked.add(one.label)
            questions.append(Question(one.label, label.ask, one.quote, one.start, one.end))
    return tuple(questions)
