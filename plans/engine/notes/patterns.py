"""The phrase language of the note rules, compiled to regular expressions that can't blow up.

`word`  `a|b`  `stem*`  `@class`  `two_words` (side by side)  `x?` (may be missing)  `..` (up to four words between)
`..7` (up to seven)  `,` (a comma, dash or bracket).  `~7`: up to seven words or commas between.
"""

import re
from dataclasses import dataclass

GAP = re.compile(r"(\.\.|~)(\d*)$")
WORD = re.compile(r"[a-z0-9]+\*?(?:_[a-z0-9]+\*?)*$|,$")
USUAL_GAP = "4"


@dataclass(frozen=True)
class Pattern:
    text: str
    regex: re.Pattern
    needs: tuple[frozenset[str], ...]  # of each, the note must hold one (words, or stems ending in *)

    def rarest(self, common):
        """Of what it needs, that which most sentences lack."""
        return min(self.needs, key=lambda need: (len(need & common), len(need)))

    def find(self, line):
        return line.found.get(self.text, ())


def index_of(patterns, common):
    """Word or stem → the patterns that a sentence with it may hold, so that the rest are never tried."""
    index = {}
    for pattern in {pattern.text: pattern for pattern in patterns}.values():
        for key in pattern.rarest(common):
            index.setdefault(key, []).append(pattern)
    return {key: tuple(found) for key, found in index.items()}


def search(line, index):
    """Pattern text → its matches in a sentence."""
    keys, text, found = line.keys, line.text, {}
    for key in keys & index.keys():
        for pattern in index[key]:
            if pattern.text in found:
                continue
            for need in pattern.needs:
                if keys.isdisjoint(need):
                    break
            else:
                matches = tuple(pattern.regex.finditer(text))
                if matches:
                    found[pattern.text] = matches
    return found


class PatternError(ValueError):
    pass


def compile_pattern(text, classes):
    parts, needs = [], []
    for element in text.split():
        gap = GAP.match(element)
        if gap:
            what = r"[^ ,]+" if gap[1] == ".." else r"[^ ]+"
            parts.append(f"(?:{what} ){{0,{gap[2] or USUAL_GAP}}}?")
            continue
        optional = element.endswith("?")
        choices = tuple(_choices(element.removesuffix("?"), classes))
        said = "|".join(sorted((_regex(choice) for choice in choices), key=len, reverse=True))
        parts.append(f"(?:(?:{said}) )" + ("?" if optional else ""))
        if not optional:
            needs.append(frozenset(choice.split("_")[0] for choice in choices))
    if not needs:
        raise PatternError(f"{text!r} asks for no word")
    return Pattern(text, re.compile("(?<= )" + "".join(parts)), tuple(needs))


def _choices(element, classes):
    for choice in element.split("|"):
        if choice.startswith("@"):
            if choice[1:] not in classes:
                raise PatternError(f"no class {choice}")
            yield from (word.replace(" ", "_") for word in classes[choice[1:]])
        elif WORD.match(choice):
            yield choice
        else:
            raise PatternError(f"{choice!r} is no word")


def _regex(choice):
    return " ".join(
        re.escape(word[:-1]) + "[^ ,]*" if word.endswith("*") else re.escape(word) for word in choice.split("_")
    )
