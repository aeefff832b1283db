"""What a note can be read with, and what reading it gives."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import accumulate

from plans.engine.notes.index import Index
from plans.engine.notes.patterns import Patterns


class Status(StrEnum):
    PRESENT = "present"
    DENIED = "denied"
    RESOLVED = "resolved"
    OTHER_PERSON = "other_person"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Finding:
    label: str
    quote: str
    start: int
    end: int
    status: Status
    because: str
    side: str = ""  # left, right or both, where the note says it of this
    lasting: str = ""  # "three weeks", "since March", in the note's words


@dataclass(frozen=True)
class Question:
    label: str
    text: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    flags: tuple[str, ...] = ()
    red_flags: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Scene:
    """Things that only together make a sign, told near each other in any order, over a full stop too.

    `parts`: one hit of each must be so, now and of this person; `given`: where and when, said nearby, denied or not;
    `unless`: said nearby, it explains them; `asks`: it is only a hint; `outright`: so plain together that its context
    seldom speaks against it."""

    parts: tuple = ()
    given: tuple = ()
    unless: Patterns = Patterns()
    near: int = 0  # words between; 0: anywhere in the note
    asks: bool = False
    outright: bool = False

    @cached_property
    def asked(self):
        return (*self.parts, *self.given)


@dataclass(frozen=True)
class Hint:
    """What speaks for a label (above 0) or against it, by word or family; together from `taken_from` on it is taken,
    and from `asks_from` on it is asked."""

    weights: Mapping[str, int]
    taken_from: int
    asks_from: int


@dataclass(frozen=True, eq=False)
class Context:
    """What speaks for a mention's counting (above 0) or against it. `weights`: label, or "" for any → (place, what) →
    weight; `steps`: place → (how far a sum is over, weight) pairs. Together from `taken_from` on it counts, from
    `overrules_from` on even if the rules say that it does not, and from `asks_from` on it is asked about."""

    weights: Mapping[str, Mapping]
    steps: Mapping[str, tuple[tuple[int, int], ...]]
    taken_from: int
    overrules_from: int
    asks_from: int

    @cached_property
    def _reached(self):
        """Place → (the steps in order, what all up to each of them weigh together, from none on)"""
        reached = {}
        for place, pairs in self.steps.items():
            steps, weights = zip(*sorted(pairs), strict=True)
            reached[place] = steps, tuple(accumulate(weights, initial=0))
        return reached

    def reached(self, place, over):
        """What the steps weigh that are not above `over`."""
        if place not in self._reached:
            return 0
        steps, sums = self._reached[place]
        return sums[bisect_right(steps, over)]


class Speaking:
    """How much each word or family speaks for or against every label, in one number: a label has some bits of it to
    itself, wide enough for all its words, so that one sum of what is said is the sum for each label. Half of what the
    bits hold stands for 0, so that what speaks against a label borrows nothing from its neighbour. The bit above them
    is free: what a label still lacks of being asked about is added, and sets that bit if enough is said."""

    def __init__(self, hints):
        most = max((sum(map(abs, hint.weights.values())) for hint in hints.values()), default=0)
        self._half = 1 << most.bit_length()
        width = (self._half + self._half).bit_length()
        self._starts = {name: number * width for number, name in enumerate(hints)}
        self._enough = {name: self._half + self._half << start for name, start in self._starts.items()}
        self._lacking = sum(max(0, self._half - hint.asks_from) << self._starts[name] for name, hint in hints.items())
        self._nothing = sum(self._half << start for start in self._starts.values())
        self._weights = {}
        for name, hint in hints.items():
            for one, weight in hint.weights.items():
                self._weights[one] = self._weights.get(one, 0) + (weight << self._starts[name])

    def sums_of(self, sentences, pieced, reach):
        """For all labels at once: of each run of sentences on end, by its length up to `pieced`, from each sentence on;
        and of each `reach` on end, or of all where there are fewer. What is said in several of them counts once."""
        weight = self._weights.__getitem__
        spoken = [said & self._weights.keys() for said in sentences]
        runs = {1: [self._nothing + sum(map(weight, said)) for said in spoken]}
        joined = spoken
        for length in range(2, min(pieced, len(spoken)) + 1):
            following = list(zip(joined, spoken[length - 1 :], runs[1][length - 1 :], strict=False))
            runs[length] = [
                before + alone - self._nothing - sum(map(weight, here & said))
                for before, (here, said, alone) in zip(runs[length - 1], following, strict=False)
            ]
            joined = [here | said for here, said, _ in following]
        return runs, list(self._together(spoken, reach))

    def _together(self, spoken, reach):
        weight = self._weights.__getitem__
        total, last = self._nothing, {}  # `last`: what is added up → the sentence that says it last
        for number, said in enumerate(spoken, 1):
            total += sum(map(weight, said.difference(last)))
            last.update(dict.fromkeys(said, number))
            if number < reach and number < len(spoken):
                continue
            yield total
            gone = number - reach + 1
            for one in spoken[gone - 1] if gone > 0 else ():
                if last[one] == gone:
                    del last[one]
                    total -= weight(one)

    def parts_of(self, name, totals):
        """The share of one label in each sum."""
        start, most, half = self._starts[name], self._half + self._half - 1, self._half
        return [(total >> start & most) - half for total in totals]

    def asked(self, totals):
        """The labels for which any of these sums is enough to ask about."""
        reached = 0
        for total in totals:
            reached |= total + self._lacking
        return {name for name, enough in self._enough.items() if reached & enough}


@dataclass(frozen=True)
class Label:
    """How one label is said. `phrases` can be denied; `with_no` hold their own "no"; `unless` are look-alikes;
    `unless_near` explain it from the sentence before or after, `unless_note` from anywhere; without any of `hints_need`
    in the note, hints only ask."""

    name: str
    ask: str = ""
    lifelong: bool = False
    recent: bool = False  # phrases of it say when: what is only added up, and years ago, is none
    plans_count: bool = True
    own_words: bool = False  # what it is said with says nothing of a movement beside it
    sided: bool = False  # has a left and a right
    pieced: bool = False  # its hints are added up over a few sentences too
    worries: bool = False  # it is a worry itself: "scared about bending"
    stays_if_fine: bool = False  # "the new hip is fine" denies no hip
    phrases: Patterns = Patterns()
    titles: Patterns = Patterns()  # what one is called; after an article it is somebody else
    callings: Patterns = Patterns()  # the same of words that mean other things too: only where they open a note
    outright: Patterns = Patterns()  # said so plainly that their context seldom speaks against them
    for_life: Patterns = Patterns()  # what stays so however long ago it began: "a kidney transplant in 2018"
    despite: Patterns = Patterns()  # what `unless_near` does not explain: "leaked since the twins, now I can't go"
    with_no: Patterns = Patterns()
    unless: Patterns = Patterns()
    unless_near: Patterns = Patterns()
    unless_note: Patterns = Patterns()
    hints_need: Patterns = Patterns()
    maybe: Patterns = Patterns()
    scenes: tuple = ()

    @cached_property
    def red(self):
        return self.name.startswith("rf_")

    @cached_property
    def traits(self):
        """What the judging of its status turns on."""
        return self.red, self.lifelong, self.plans_count, self.worries, self.stays_if_fine


@dataclass(frozen=True, eq=False)
class Movement:
    """One movement: its words, and what hurting or helping by it is called. Each is only itself: quick to compare."""

    name: str
    worse: str = ""
    helped: str = ""
    fine_helps: bool = False  # "with the trolley I'm fine" says that it helps
    alone_hurts: bool = False  # named in a bare list, it is what hurts
    still: bool = False  # a posture: named with how long, it is what hurts
    heads: tuple = ()
    remedies: tuple = ()  # heads that are done for no other reason than that they help
    places: tuple = ()  # heads that only tell where, beside another movement
    idle: tuple = ()


@dataclass(frozen=True)
class Reach:
    """How far words reach: counts of words, where not said otherwise."""

    note: int  # letters of a note that are read
    sentence: int  # what runs on is cut, so that work grows with length only
    item: int  # in one item of a list
    clause: int  # between what belongs together in one clause
    open_clause: int  # the same with no other movement between
    stretch: int  # from a "no", "years ago" or "still" to what it speaks of
    undone: int  # back to what undoes a look-alike
    parts: int  # parts of a sentence between a movement and its word of feeling
    following: int  # sentences on that may take back what is said
    together: int  # sentences on end whose hints are added up for a sign of danger
    pieced: int  # the same, at most, for what else is told in pieces
    weighed: int  # letters of a word that are weighed; shorter ones whole
    wondered: int  # movements that are asked about in one note
    tried: int  # things of a scene that are looked at, the nearest first
    corrected_from: int  # letters; shorter words are never corrected: "hip" is not "him"
    corrected_to: int
    stem_from: int  # letters of what may stand before an ending
    stem_to: int


@dataclass(frozen=True)
class Phrasebook:
    reach: Reach
    labels: Mapping[str, Label]
    movements: tuple[Movement, ...]
    words: Mapping[str, frozenset[str]]  # lists of single words, by what they do
    spelling: Mapping[str, str]
    written: Mapping[str, str]  # the same where capitals tell: "MS" is no "Ms"
    known: frozenset[str]
    vocabulary: frozenset[str]
    near: Mapping[str, tuple[str, ...]]
    stems: frozenset[str]
    units: Mapping[str, str]
    with_not: Mapping[str, str]
    joined: Mapping[str, str]  # two words on end → the one that says the same
    nouns: Mapping[str, str]  # words that are something else after an article: "the till"
    trailing: Mapping[str, str]  # words that are something else at the end of a clause: "flights, though"
    faces: Mapping[str, str]  # small pictures → the word of feeling they stand for
    reasons: Mapping[str, str]
    index: Index
    owners: Mapping[str, tuple[str, ...]]  # pattern text → labels it speaks for
    kinds: Mapping[str, tuple[str, ...]]  # pattern text → kinds of cue or head it is
    hints: Mapping[str, Hint]
    beside: Mapping[str, Mapping]  # "worse" or "helped" → movement, or "" for any → place → what → weight
    context: Mapping[str, Context]  # group of labels → what is weighed around its mentions
    families: frozenset[str]  # of words, that hints may weigh

    @cached_property
    def reason_keys(self):
        """What is told a person of a finding → its key."""
        return {text: key for key, text in self.reasons.items()}

    @cached_property
    def as_is(self):
        """Words that are written as the phrases know them: most words of a note, and known at a glance."""
        words = (self.vocabulary | self.known).difference(self.written, self.spelling)
        return frozenset(word for word in words if word.isalpha() and word.isascii() and word.islower())

    @cached_property
    def joining(self):
        """Words that may be one with the word before them, or another after it."""
        return frozenset(("not", *self.nouns, *(two.split()[1] for two in self.joined)))

    @cached_property
    def heads(self):
        """The kind of cue that names a movement → (which of them, the movement)."""
        return {"head " + movement.name: (number, movement) for number, movement in enumerate(self.movements)}

    @cached_property
    def worsened(self):
        """The labels of movements that hurt."""
        return frozenset(movement.worse for movement in self.movements if movement.worse)

    @cached_property
    def relieving(self):
        """The labels of movements that help."""
        return frozenset(movement.helped for movement in self.movements if movement.helped)

    @cached_property
    def moving(self):
        """Label of a movement → what is weighed beside it, on top of the hint of the label."""
        sides = {"worse": self.worsened, "helped": self.relieving}
        return (
            {name: self.beside.get(side, {}) for side, names in sides.items() for name in names} if self.beside else {}
        )

    @cached_property
    def runs(self):
        """Label → how many sentences on end are added up for it, shortest first."""
        pieced = tuple(range(1, self.reach.pieced + 1))
        return {
            name: (self.reach.together,) if label.red else pieced if label.pieced else (1,)
            for name, label in self.labels.items()
        }

    @cached_property
    def speaking(self):
        return Speaking(self.hints)

    @cached_property
    def scenes(self):
        """(label, scene) of each sign that is told in pieces."""
        return [(label, scene) for label in self.labels.values() for scene in label.scenes]

    @cached_property
    def played(self):
        """Pattern text → (number of the scene, number of the part) of each that it is asked for in; nothing of what
        only explains a scene."""
        parts = {}
        for number, (_, scene) in enumerate(self.scenes):
            for pattern in scene.unless:
                parts.setdefault(pattern.text, [])
            for part, patterns in enumerate(scene.asked):
                for text in patterns.by_text:
                    parts.setdefault(text, []).append((number, part))
        return parts
