"""Signs told in pieces: no one phrase says them, but things said near each other do."""

from bisect import bisect_left
from collections import Counter
from typing import NamedTuple

from plans.engine.notes.alikes import disclaimed, explains_near, look_alikes, really_said
from plans.engine.notes.facts import Status
from plans.engine.notes.status import judge
from plans.engine.notes.whose import of_other

WORST = (Status.OTHER_PERSON, Status.DENIED, Status.RESOLVED, Status.UNSURE)


class Hit(NamedTuple):
    """Words first:end of a line; `at` and `stop` count from the beginning of the note."""

    at: int
    stop: int
    number: int
    first: int
    end: int

    def gap(self, other):
        return max(other.at - self.stop, self.at - other.stop)


def scenes_in(lines, others, book):
    """(line, first, end, label, status, because) of each sign that is told in pieces, now and of this person, or asked
    for."""
    told = _Told(lines, others, book)
    parts = {part for text in told.hits for part in book.played[text]}
    said = Counter(number for number, _ in parts)
    for number in sorted(said):
        label, scene = book.scenes[number]
        if said[number] == len(scene.asked):
            yield from told.played(label, scene)


class _Hits(dict):
    """Pattern text → the (number, line, words before it) that hold it; the hits themselves only when asked for."""

    def __init__(self, lines, book):
        self.made, before = {}, 0
        for number, line in enumerate(lines):
            for text in line.found.keys() & book.played.keys():
                self.setdefault(text, []).append((number, line, before))
            before += len(line.words) + 1

    def of(self, text):
        if text not in self.made:
            self.made[text] = [
                Hit(before + first, before + end, number, first, end)
                for number, line, before in self[text]
                for first, end in line.found[text]
            ]
        return self.made[text]


class _Told:
    def __init__(self, lines, others, book):
        self.lines, self.others, self.book = lines, others, book
        self.hits, self.alike, self.near, self.judged, self.really = _Hits(lines, book), {}, {}, {}, {}

    def played(self, label, scene):
        anchors, *others = (
            [hit for hit in self.said(patterns) if not self.mistaken(label, hit)] for patterns in scene.asked
        )
        unless = scene.unless.said_in(self.hits)
        if not all((anchors, *others)) or (not scene.near and self.explained(unless, scene.near, anchors[0])):
            return  # near or far, what explains it anywhere explains it for every anchor
        for anchor in anchors:
            near = [_within(part, anchor, scene.near, self.book.reach) for part in others]
            if not all(near) or (scene.near and self.explained(unless, scene.near, anchor)):
                continue
            status, first, end = self.together(label, scene, anchor, near)
            if status is Status.PRESENT and scene.asks:
                status = Status.UNSURE
            if status:
                _, why = self.judgement(label, anchor)
                yield self.lines[anchor.number], first, end, label, status, _because(scene, status, why)

    def said(self, patterns):
        """Hits of the patterns in order."""
        return sorted({hit for pattern in patterns.said_in(self.hits) for hit in self.hits.of(pattern.text)})

    def mistaken(self, label, hit):
        """Whether it is part of a look-alike of the label."""
        key = label.name, hit.number
        if key not in self.alike:
            self.alike[key] = look_alikes(label.unless, self.lines[hit.number], self.book.words)
        return any(a < hit.end and hit.first < b for a, b in self.alike[key])

    def together(self, label, scene, anchor, parts):
        """Status of the whole (None if it is no scene), and the words of the anchor's sentence that it rests on.
        `parts`: for each part but the anchor's, what is said of it near the anchor."""
        none = None, anchor.first, anchor.end
        found, taken = [self.status(label, anchor)], [anchor]
        for number, part in enumerate(parts, 1):
            near = _nearest(part, anchor, taken, self.book.reach)
            if not near:
                return none
            given = number >= len(scene.parts)
            told = {hit: self.status(label, hit) for hit in near}
            fits = [hit for hit in told if _counts(told[hit]) or (given and self.fits(anchor, hit, told[hit]))]
            hit = next((hit for hit in fits if told[hit] is Status.PRESENT), (*fits, *told)[0])
            if hit not in fits and told[hit] is Status.DENIED and found[0] is not Status.DENIED:
                return none  # a "no" of one of its pieces takes back nothing of the others
            taken.append(hit)
            if not given or not fits:
                found.append(told[hit])
        here = [hit for hit in taken if hit.number == anchor.number]
        if self.explained_near(label, anchor):
            found.append(Status.UNSURE)
        status = next((one for one in WORST if one in found), Status.PRESENT)
        if len(here) < len(taken) and not _counts(status):
            return none
        return status, min(hit.first for hit in here), max(hit.end for hit in here)

    def explained_near(self, label, hit):
        key = label.name, hit.number
        if key not in self.near:
            around = self.lines[max(0, hit.number - 1) : hit.number + 2]
            self.near[key] = explains_near(label, self.lines[hit.number], around, self.book.words)
        return self.near[key]

    def fits(self, anchor, hit, status):
        """Whether something given may stand: its "no" is that of the sign itself ("no longer feel the seat")."""
        if status is not Status.DENIED:
            return status is not Status.OTHER_PERSON
        return hit.number == anchor.number and self.says_no(anchor)

    def says_no(self, hit):
        said = self.lines[hit.number].words[hit.first : hit.end]
        return not (self.book.words["no"] | self.book.words["negative"]).isdisjoint(said)

    def explained(self, unless, near, anchor):
        return any(
            (hit.first, hit.end) in self.really_said(pattern, hit.number) and not disclaimed(self.lines, hit.number)
            for pattern in unless
            for hit in _within(self.hits.of(pattern.text), anchor, near, self.book.reach)
        )

    def really_said(self, pattern, number):
        key = pattern.text, number
        if key not in self.really:
            self.really[key] = set(really_said(pattern, self.lines[number], self.book.words))
        return self.really[key]

    def status(self, label, hit):
        return self.judgement(label, hit)[0]

    def judgement(self, label, hit):
        """(status, why) of one of its pieces."""
        key = label.name, hit
        if key not in self.judged:
            line = self.lines[hit.number]
            self.judged[key] = judge(
                line,
                hit.first,
                hit.end,
                self.book,
                label,
                of_other(self.others[hit.number], line, hit.first, self.book.words),
                self.lines[hit.number + 1 : hit.number + 1 + self.book.reach.following],
                own_no=self.says_no(hit),
            )
        return self.judged[key]


def _because(scene, status, why):
    """`why` its anchor is judged so: what is only feared stays so."""
    if scene.outright and status is Status.PRESENT:
        return "outright"
    if status is Status.UNSURE and why == "worry":
        return why
    return "together" if _counts(status) else status.value


def _counts(status):
    return status in (Status.PRESENT, Status.UNSURE)


def _within(hits, anchor, near, reach):
    """Those at most `near` words away; all of them where it is 0."""
    if not near:
        return hits
    first = bisect_left(hits, anchor.at - near - reach.clause, key=lambda hit: hit.at)
    found = []
    for hit in hits[first:]:
        if hit.at > anchor.stop + near:
            break
        if hit.gap(anchor) <= near:
            found.append(hit)
    return found


def _nearest(hits, anchor, taken, reach):
    """Those nearest to the anchor that lie apart from all that is taken, as many as are tried, the nearest first. They
    are looked for ever wider: in a long note most are far."""
    far, longest = reach.clause, max((hit.stop - hit.at for hit in hits), default=0)
    while True:
        low = bisect_left(hits, anchor.at - far - longest, key=lambda hit: hit.at)
        high = bisect_left(hits, anchor.stop + far + 1, key=lambda hit: hit.at)
        whole = high - low == len(hits)
        near = [
            hit
            for hit in hits[low:high]
            if (whole or hit.gap(anchor) <= far) and all(hit.gap(one) >= 0 for one in taken)
        ]
        if whole or len(near) >= reach.tried:
            return sorted(near, key=anchor.gap)[: reach.tried]
        far += far
