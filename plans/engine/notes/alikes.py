"""Look-alikes: what only seems to say a label, or explains it away."""


def look_alikes(patterns, line, words):
    """Where look-alikes stand; "not dieting" is no diet, and "legs aren't strong" is no "legs strong"."""
    return [span for pattern in patterns.said_in(line.found) for span in really_said(pattern, line, words)]


def explains_near(label, line, around, words):
    """Whether a sentence nearby tells another reason for what is said of a label in `line`."""
    return (
        bool(label.unless_near)
        and explains(label.unless_near, around, words)
        and not look_alikes(label.despite, line, words)
    )


def explains(patterns, lines, words):
    """Whether one of these sentences on end tells a reason, and neither it nor the next says that it is none: "I'd love
    to say it's the gym, but it isn't"."""
    return any(look_alikes(patterns, line, words) and not disclaimed(lines, at) for at, line in enumerate(lines))


def disclaimed(lines, at):
    return any(
        line.words[stop : stop + 1] in ((), (",",)) for line in lines[at : at + 2] for _, stop in line.said("disclaims")
    )


def really_said(pattern, line, words):
    return [
        (first, end)
        for first, end in pattern.find(line)
        if _of_one_half(pattern, line, first, end, words)
        if not pattern.words.isdisjoint(words["no"])
        or not any(
            _negates(line, at, words) and not (at >= first and own_pair(pattern, line, at))
            for at in range(max(0, first - line.reach.undone), end)
        )
    ]


def _of_one_half(pattern, line, first, end, words):
    """ "Brittle bones but walking is fine": what is fine is the movement after the contrast, and nothing before it."""
    at = next((at for at in range(first + 1, end - 1) if line.words[at] in words["parts"]), None)
    if at is None or line.words[at] in pattern.words or not words["it"].isdisjoint(line.words[at:end]):
        return True
    named = any(kind.startswith("head ") and line.touches(kind, at, end) for kind in line.kinds)
    return not (named and line.touches("fine", end - 1, end))


def own_pair(pattern, line, at):
    """A "no" within the match that is asked for: that of "no_harm"."""
    return line.words[at : at + 2] in pattern.pairs or line.words[at - 1 : at + 1] in pattern.pairs


def _negates(line, at, words):
    if line.words[at] in words["undoes"]:
        return True
    return line.words[at] in words["no"] and words["troubles"].isdisjoint(line.words[at + 1 : at + 2])
