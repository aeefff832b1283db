"""Reads the phrases that notes are read with, once. All faults are told at once."""

import gc
import json
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypedDict

from plans.engine.notes.beside import parts_of_text
from plans.engine.notes.context import GROUPS, OVER
from plans.engine.notes.facts import Context, Hint, Label, Movement, Phrasebook, Reach, Scene
from plans.engine.notes.index import index_of
from plans.engine.notes.patterns import PatternError, Patterns, compile_pattern
from plans.shapes import sound

FOLDER = Path(__file__).resolve().parent / "rules"
FILES = (
    "notes_words.toml", "notes_flags.toml", "notes_red_flags.toml", "notes_movements.toml", "notes_lexicon.toml",
    "notes_hint_words.toml", "notes_hints.json",
)  # fmt: skip
SWITCHES = ("lifelong", "recent", "plans_count", "own_words", "sided", "pieced", "stays_if_fine", "worries")
LISTS = (
    "phrases", "titles", "callings", "outright", "for_life", "with_no", "unless", "unless_near", "unless_note",
    "hints_need", "maybe", "despite",
)  # fmt: skip
REASONS = (
    "present", "outright", "together", "unsure", "explained", "denied", "resolved", "other_person", "planned", "worry",
)  # fmt: skip
CUES = (
    "no_before", "no_mistaken", "no_after", "no_answer", "deny_all", "resolved", "resolved_mistaken",
    "resolved_all", "resolved_back", "gone", "still", "returned", "used_to", "planned", "planned_mistaken", "worry",
    "firm",
    "others", "others_first", "others_he", "others_with", "others_mistaken", "whose", "forebear", "of_oneself",
    "other_cause", "writes_for", "worse", "limit", "copes", "simile", "helps", "fine", "none", "left", "right", "both",
    "lasting", "still_mistaken", "worry_mistaken", "supposed", "spell", "each_time", "blamed", "untried", "excepts",
    "opposite", "same", "once_done", "relief_over", "missed", "no_own", "taken_back", "taken_back_next", "over_last",
    "over_now", "over_next", "better_now", "taken_back_at_once", "taken_back_mistaken", "not_so_far",
    "not_this", "not_so", "confirmed", "came_true", "disclaims", "feared",
    "presupposed", "asked_with", "after_all", "deny_all_mistaken", "named", "writers_own", "asked_of", "age",
)  # fmt: skip
WORDS = (
    "ruling_out", "therefore", "contrast", "parts", "joins", "opens", "no", "denies", "negative", "questions", "mine",
    "theirs", "lacking", "passers", "first_words", "echo", "cleft", "owners", "contracted", "troubles", "unable",
    "verbs", "than", "lackable", "opinion", "spine", "articles", "aged", "undoes", "anew", "flips", "points",
    "clause", "occasions", "prepositions", "refuses", "echo_not", "lately", "alternatives", "amid", "amid_no",
    "headings", "purpose", "before_can", "dating", "elsewhere", "hereabouts", "goes", "onward", "singling", "it",
    "plainly", "spots", "lists", "everything", "tells", "former", "epithets", "in_the_end", "bygone", "disproved",
    "timid", "bare", "agrees", "acts", "nowadays", "adores", "joints", "tried", "beside", "also",
    "being", "helping", "seldom", "brief", "no_further",
    "after_calling", "no_calling", "introduces", "lacks", "presumes", "own_or_this", "relatives",
)  # fmt: skip
PAIRS = ("spelling", "written", "units", "with_not", "joined", "nouns", "trailing", "faces", "reasons")
Texts = tuple[str, ...]


class WordsFile(TypedDict):
    reach: Reach
    common: Texts
    known: Texts
    classes: Mapping[str, Texts]
    cues: Mapping[str, Texts]
    words: Mapping[str, Texts]
    spelling: Mapping[str, str]
    written: Mapping[str, str]
    units: Mapping[str, str]
    with_not: Mapping[str, str]
    joined: Mapping[str, str]
    nouns: Mapping[str, str]
    trailing: Mapping[str, str]
    faces: Mapping[str, str]
    reasons: Mapping[str, str]


class SceneEntry(TypedDict):
    parts: tuple[Texts, ...]
    given: tuple[Texts, ...]
    unless: Texts
    near: int
    asks: bool
    outright: bool
    note: str


class LabelEntry(TypedDict):
    phrases: Texts
    titles: Texts
    callings: Texts
    outright: Texts
    for_life: Texts
    with_no: Texts
    unless: Texts
    unless_near: Texts
    unless_note: Texts
    hints_need: Texts
    maybe: Texts
    despite: Texts
    scenes: tuple[SceneEntry, ...]
    ask: str
    lifelong: bool
    recent: bool
    plans_count: bool
    own_words: bool
    sided: bool
    pieced: bool
    stays_if_fine: bool
    worries: bool
    note: str


class MovementEntry(TypedDict):
    worse: str
    helped: str
    heads: Texts
    remedies: Texts
    idle: Texts
    places: Texts
    fine_helps: bool
    alone_hurts: bool
    still: bool


class FamilyEntry(TypedDict):
    words: Texts
    note: str


class HintEntry(TypedDict):
    taken_from: int
    asks_from: int
    speaks_for: Mapping[str, Texts]
    speaks_against: Mapping[str, Texts]


class ContextEntry(HintEntry):
    overrules_from: int


class BesideEntry(TypedDict):
    speaks_for: Mapping[str, Texts]
    speaks_against: Mapping[str, Texts]


class HintsFile(TypedDict):
    note: str
    hints: Mapping[str, HintEntry]
    beside: Mapping[str, BesideEntry]
    context: Mapping[str, ContextEntry]


ENTRIES = (LabelEntry, LabelEntry, MovementEntry, FamilyEntry, FamilyEntry)
SHAPES = {
    FILES[0]: WordsFile,
    **{name: Mapping[str, one] for name, one in zip(FILES[1:-1], ENTRIES, strict=True)},
    FILES[-1]: HintsFile,
}


class PhrasebookError(Exception):
    """The phrases are not fit to read with. `faults` are lines of `file: key: what is wrong`."""

    def __init__(self, faults):
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


@cache
def phrasebook():
    gc.disable()  # hundreds of thousands of things that stay: the collector need not walk them, now or later
    try:
        return read_phrasebook(FOLDER)
    finally:
        gc.freeze()
        gc.enable()


def read_phrasebook(folder):
    return _Reader(folder).phrasebook()


class _Reader:
    def __init__(self, folder):
        self.folder = folder
        self.faults = []
        self.patterns = []
        self.elements = {}

    def phrasebook(self):
        words, flags, red, moves, families, more, weighed = (self.file(name) for name in FILES)
        self.faults += [f"{FILES[5]}: {name}: is a family already" for name in sorted(families.keys() & more.keys())]
        for file, entries in ((FILES[4], families), (FILES[5], more)):
            for name, entry in entries.items():
                self.known(file, name, entry, FamilyEntry.__annotations__)
        families = families | more
        self.classes = words.get("classes", {}) | {name: one.get("words", ()) for name, one in families.items()}
        self.families = frozenset("@" + name for name in self.classes)
        labels = {
            **{name: self.label(FILES[1], name, entry) for name, entry in flags.items()},
            **{name: self.label(FILES[2], name, entry) for name, entry in red.items()},
        }
        movements = tuple(self.movement(name, entry, labels) for name, entry in moves.items())
        said, reach = words.get("cues", {}), words.get("reach", {})
        cues = {key: self.compiled(FILES[0], f"cues.{key}", said.get(key, ())) for key in CUES}
        for family in sorted(self.families):
            self.compiled(FILES[4], family, (family,), keep=False)
        hints = {name: self.hint(name, entry, labels) for name, entry in weighed.get("hints", {}).items()}
        beside = {name: self.beside(name, entry) for name, entry in weighed.get("beside", {}).items()}
        context = {name: self.context(name, entry) for name, entry in weighed.get("context", {}).items()}
        lists = {key: self.words(words, key) for key in WORDS}
        wanted = {"reach": Reach.__annotations__, "cues": CUES, "words": WORDS, "reasons": REASONS}
        for table, keys in wanted.items():
            self.known(FILES[0], table, words.get(table, {}), keys)
            missing = sorted(set(keys) - words.get(table, {}).keys())
            self.faults += [f"{FILES[0]}: {table}.{key}: is missing" for key in missing]
        if self.faults:
            raise PhrasebookError(self.faults)
        vocabulary = self.vocabulary()
        return Phrasebook(
            reach=Reach(**reach),
            labels=MappingProxyType(labels),
            movements=movements,
            words=MappingProxyType(lists),
            known=frozenset(words.get("known", ())),
            vocabulary=vocabulary,
            near=MappingProxyType(neighbours(vocabulary, shortest=reach["corrected_from"] - 1)),
            stems=frozenset(self.stems()),
            index=index_of(self.patterns, self.elements, words.get("common", ()), self.families),
            owners=MappingProxyType(owners(labels)),
            kinds=MappingProxyType(kinds(cues, movements)),
            hints=MappingProxyType(hints),
            beside=MappingProxyType(beside),
            context=MappingProxyType(context),
            families=self.families,
            **{key: MappingProxyType(words.get(key, {})) for key in PAIRS},
        )

    def file(self, name):
        try:
            text = (self.folder / name).read_text(encoding="utf-8")
            content = json.loads(text) if name.endswith(".json") else tomllib.loads(text)
        except (OSError, ValueError) as error:
            self.faults.append(f"{name}: file: {error}")
            return {}
        return sound(content, SHAPES[name], lambda key, what: self.faults.append(f"{name}: {key}: {what}"))

    def compiled(self, file, key, texts, keep=True):
        made = []
        for text in texts:
            try:
                made.append(compile_pattern(text, self.classes, self.elements))
            except PatternError as error:
                self.faults.append(f"{file}: {key}: {error}")
        self.patterns += made if keep else ()
        return Patterns(made)

    def known(self, file, key, entry, wanted):
        self.faults += [f"{file}: {key}.{other}: is no key" for other in sorted(entry.keys() - set(wanted))]

    def label(self, file, name, entry):
        self.known(file, name, entry, LabelEntry.__annotations__)
        lists = {key: self.compiled(file, f"{name}.{key}", entry.get(key, ())) for key in LISTS}
        scenes = tuple(self.scene(file, f"{name}.scenes", one) for one in entry.get("scenes", ()))
        plain = {key: entry[key] for key in ("ask", *SWITCHES) if key in entry}
        return Label(name, scenes=scenes, **lists, **plain)

    def scene(self, file, key, entry):
        self.known(file, key, entry, SceneEntry.__annotations__)
        if not entry.get("parts") or len((*entry["parts"], *entry.get("given", ()))) < 2:
            self.faults.append(f"{file}: {key}.parts: one, and another one or something given, are needed")
        return Scene(
            parts=tuple(self.compiled(file, f"{key}.parts", texts) for texts in entry.get("parts", ())),
            given=tuple(self.compiled(file, f"{key}.given", texts) for texts in entry.get("given", ())),
            unless=self.compiled(file, f"{key}.unless", entry.get("unless", ())),
            near=entry.get("near", 0),
            asks=entry.get("asks", False),
            outright=entry.get("outright", False),
        )

    def hint(self, name, entry, labels):
        if name not in labels:
            self.faults.append(f"{FILES[6]}: {name}: is no label")
        for key in ("taken_from", "asks_from"):
            if not entry.get(key):
                self.faults.append(f"{FILES[6]}: {name}.{key}: must be above 0")
        weights = self.weights(name, entry)
        unknown = [one for one in weights if one.startswith("@") and one not in self.families]
        self.faults += [f"{FILES[6]}: {name}: no family {one}" for one in unknown]
        return Hint(
            MappingProxyType(weights),
            taken_from=entry.get("taken_from", 1),
            asks_from=entry.get("asks_from", 1),
        )

    def beside(self, name, entry):
        if name not in ("worse", "helped"):
            self.faults.append(f"{FILES[6]}: beside.{name}: is neither worse nor helped")
        told = {}
        for text, weight in self.weights(f"beside.{name}", entry).items():
            movement, place, what = parts_of_text(text)
            told.setdefault(movement, {}).setdefault(place, {})[what] = weight
        return MappingProxyType(told)

    def context(self, name, entry):
        if name not in GROUPS:
            self.faults.append(f"{FILES[6]}: context.{name}: is no group of labels")
        told, steps = {}, {}
        for text, weight in self.weights(f"context.{name}", entry).items():
            named, place, what = parts_of_text(text)
            if not place.startswith(OVER):
                told.setdefault(named, {})[place, what] = weight
            elif what.removeprefix("-").isdigit():
                steps.setdefault(place, []).append((int(what), weight))
            else:
                self.faults.append(f"{FILES[6]}: context.{name}.{place}: {what}: is no whole number")
        levels = (entry.get(key, 0) for key in ("taken_from", "overrules_from", "asks_from"))
        return Context(MappingProxyType(told), steps, *levels)

    def weights(self, name, entry):
        weights = {}
        for key, sign in (("speaks_for", 1), ("speaks_against", -1)):
            for weight, told in entry.get(key, {}).items():
                if not weight.isdigit():
                    self.faults.append(f"{FILES[6]}: {name}.{key}.{weight}: is no weight")
                    continue
                weights |= {one: sign * int(weight) for one in told}
        return weights

    def movement(self, name, entry, labels):
        self.known(FILES[3], name, entry, MovementEntry.__annotations__)
        for key in ("worse", "helped"):
            if entry.get(key) and entry[key] not in labels:
                self.faults.append(f"{FILES[3]}: {name}.{key}: no label {entry[key]}")
        heads = self.compiled(FILES[3], f"{name}.heads", entry.get("heads", ()))
        idle = self.compiled(FILES[3], f"{name}.idle", entry.get("idle", ()))
        places = self.compiled(FILES[3], f"{name}.places", entry.get("places", ()))
        remedies = self.compiled(FILES[3], f"{name}.remedies", entry.get("remedies", ()))
        switches = {key: entry[key] for key in ("fine_helps", "alone_hurts", "still") if key in entry}
        return Movement(
            name,
            entry.get("worse", ""),
            entry.get("helped", ""),
            heads=(*remedies, *heads),
            remedies=remedies,
            places=places,
            idle=idle,
            **switches,
        )

    def words(self, file, key):
        return frozenset(file.get("words", {}).get(key, ()))

    def said(self):
        return {word for choices in self.elements.values() for choice in choices for word in choice if word != ","}

    def stems(self):
        return {word.removesuffix("*") for word in self.said() if word.endswith("*")}

    def vocabulary(self):
        return frozenset(word.removesuffix("*") for word in self.said())


def owners(labels):
    """Pattern text → the labels it speaks for."""
    said = {}
    for label in labels.values():
        lists = label.phrases, label.titles, label.callings, label.outright, label.for_life, label.with_no, label.maybe
        for pattern in (pattern for patterns in lists for pattern in patterns):
            said.setdefault(pattern.text, set()).add(label.name)
    return {text: tuple(sorted(names)) for text, names in said.items()}


def kinds(cues, movements):
    """Pattern text → the kinds of cue it is, or the movements it names ("head ...", "idle ...")."""
    found = {}
    parts = ("head", "heads"), ("place", "places"), ("idle", "idle"), ("remedy", "remedies")
    heads = {f"{kind} {one.name}": getattr(one, key) for one in movements for kind, key in parts}
    for kind, patterns in (cues | heads).items():
        for pattern in patterns:
            found.setdefault(pattern.text, set()).add(kind)
    return {text: tuple(sorted(names)) for text, names in found.items()}


def neighbours(vocabulary, shortest):
    """Every word of `shortest` letters or more, less one letter → the words it may have been."""
    near = {}
    for word in vocabulary:
        if len(word) >= shortest:
            for shorter in {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}:
                near.setdefault(shorter, []).append(word)
    return {key: tuple(sorted(words)) for key, words in near.items()}
