"""read_note(): what a note says of the person the plan is for. Start reading here."""

from dataclasses import replace
from typing import NamedTuple

from plans.engine.notes.alikes import explains, look_alikes
from plans.engine.notes.context import SUMMED, group_of, mentions
from plans.engine.notes.detail import rounded
from plans.engine.notes.facts import Question, Reading, Status
from plans.engine.notes.finding import add, finding_of, found_in, hits
from plans.engine.notes.hints import Heard, hints_in, needed
from plans.engine.notes.text import lines_of
from plans.engine.notes.whose import subjects


def read_note(note, book):
    lines = lines_of(note[: book.reach.note], book)
    others = subjects(lines, book)
    told = mentions_in(note, lines, others, book)
    weighed = ((key, one) for key in told.found if (one := _weighed(key, told, book)))
    findings = _settled(_quoted(key, one, told, note, book) for key, one in weighed)
    present = {one.label for one in findings if one.status is Status.PRESENT}
    return Reading(
        flags=tuple(sorted(label for label in present if not label.startswith("rf_"))),
        red_flags=tuple(sorted(label for label in present if label.startswith("rf_"))),
        findings=tuple(findings),
        questions=_questions(findings, present, book),
    )


class Told(NamedTuple):
    """What a note tells before it is weighed in its context: key → Finding; key → its Mention; the labels for which it
    tells another reason; and those that it does not say enough of to be more than asked."""

    found: dict
    mentions: dict
    explained: set
    lacking: set


def mentions_in(note, lines, others, book):
    """What the rules and the sums find, each with its context: a Told."""
    found = found_in(note, lines, others, book)
    said, heard = dict(found), Heard(lines, others, tuple(found.values()), book)
    for line, first, end, label, status in hints_in(lines, heard, others, tuple(found.values()), book):
        if status is Status.PRESENT and _only_alike(line, label, book):
            status = Status.UNSURE
        because = "together" if status is Status.PRESENT else "unsure"
        add(finding_of(note, line, first, end, label.name, status, because, book), found)
    summed = {key for key, one in found.items() if said.get(key) is not one}
    labels = {one.label for one in found.values()}
    explained = {name for name in labels if _explained(lines, book, name)}
    lacking = {name for name in labels if not needed(lines, book.labels[name], book)}
    return Told(found, dict(mentions(lines, heard, others, found, summed, explained, book)), explained, lacking)


def _explained(lines, book, name):
    """Whether something in the note, wherever it stands, tells another reason for it."""
    patterns = book.labels[name].unless_note
    return bool(patterns) and explains(patterns, lines, book.words)


def _only_alike(line, label, book):
    """ "Giddy with gin": where all that a sentence says of a fact is a look-alike of it, hints only ask."""
    if label.red or label.name in book.moving:
        return False
    alike = look_alikes(label.unless, line, book.words)
    said = [span for patterns in (label.outright, label.phrases, label.with_no) for span in hits(patterns, line)]
    return bool(said) and all(any(a < end and first < b for a, b in alike) for first, end in said)


def _weighed(key, told, book):
    """A finding as it stands in its context, or None. What the rules rule out is taken only where its context overrules
    them, and what is told too little of only asked about; and what is only added up and hardly speaks for itself is let
    go."""
    one, mention = told.found[key], told.mentions[key]
    present, explained = one.status is Status.PRESENT, one.label in told.explained
    context = book.context.get(group_of(one.label, book))
    weight = mention.weight(context) if context else 0
    enough = context and weight >= context.taken_from
    counts = enough and (not _ruled_out(mention, book) or _overruled(mention, weight, context, book))
    if counts and (present or one.label not in told.lacking):
        return one if present else replace(one, status=Status.PRESENT, because=book.reasons["together"])
    if present and explained:
        return replace(one, status=Status.DENIED, because=book.reasons["explained"])
    if not context:
        return one
    if present or (enough and one.status not in (Status.UNSURE, Status.OTHER_PERSON)):
        return replace(one, status=Status.UNSURE, because=book.reasons["unsure"])
    return None if mention.source == SUMMED and weight < context.asks_from else one


def _quoted(key, one, told, note, book):
    """What rests on words here and there is quoted as a person would, not from the middle of a phrase. Only once it is
    weighed, as its place is."""
    mention = told.mentions[key]
    if mention.source != SUMMED and mention.finding.because != book.reasons["together"]:
        return one
    line = mention.sentence.line
    first, end = rounded(line, *mention.place, book.words)
    start, stop = line.spans[first][0], line.spans[end - 1][1]
    return replace(one, quote=note[start:stop], start=start, end=stop)


def _ruled_out(mention, book):
    """Whether the rules say that it is denied, over, another's, only feared or asked of, or explained."""
    one, label = mention.finding, book.labels[mention.finding.label]
    doubted = one.because in (book.reasons["worry"], book.reasons["explained"])
    if doubted or one.status not in (Status.PRESENT, Status.UNSURE):
        return True
    if label.red and mention.sentence.only_asks(one):
        return True
    passing = mention.source == SUMMED and (label.recent or not label.lifelong)
    return passing and mention.sentence.says_over(one)


def _overruled(mention, weight, context, book):
    """Whether its context says more than the rules do. A no that is an answer stands in any, and so does a plain one
    right before a sign: "I haven't got a fever"."""
    one, sentence = mention.finding, mention.sentence
    if one.status is Status.DENIED and (
        sentence.answers_no(one) or (book.labels[one.label].red and sentence.says_no(one))
    ):
        return False
    return weight >= context.overrules_from


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
        ask = book.labels[one.label].ask
        if one.status is Status.UNSURE and one.label not in asked and ask:
            asked.add(one.label)
            questions.append(Question(one.label, ask, one.quote, one.start, one.end))
    return tuple(questions)
