"""Which side, and for how long: what a note says beside a finding, in the same stretch between commas; and where to
begin and end its quote."""

SIDES = ("left", "right", "both")


def side_of(line, first, end):
    """The side told nearest to the words; "left and right" is both."""
    said = {side: _nearest(line, side, first, end) for side in SIDES}
    near = {side: span for side, span in said.items() if span}
    if not near:
        return ""
    if "both" in near or len(near) > 1:
        return "both" if "both" in near or _joined(line, near["left"], near["right"]) else _closest(near, first, end)
    return next(iter(near))


def lasting_of(line, first, end):
    """The stretch of words that says how long, as (first, end); it may follow a comma: "bad knee, ten years"."""
    if not line.said("lasting"):
        return None
    after = [span for span in line.said("lasting") if end < span[0] and line.words[end : span[0]] == (",",)]
    return _nearest(line, "lasting", first, end) or min(after, default=None)


def _nearest(line, kind, first, end):
    spans = line.said(kind) and [
        span
        for span in line.said(kind)
        if _distance(span, first, end) <= line.reach.clause and _together(line, span, first, end)
    ]
    return min(spans, key=lambda span: (_distance(span, first, end), span), default=None)


def _distance(span, first, end):
    return max(0, span[0] - end, first - span[1])


def _together(line, span, first, end):
    return "," not in line.words[min(span[1], end) : max(span[0], first)]


def _joined(line, a, b):
    low, high = sorted((a, b))
    return line.words[low[1] : high[0]] in ((), ("and",), ("or",), ("then",))


def _closest(near, first, end):
    return min(near, key=lambda side: (_distance(near[side], first, end), side))


def rounded(line, first, end, words):
    """(first, end) of the words to quote where some were picked out: on to both ends of their clause where these are
    near ("[Eleven] pounds since Advent"), less what hangs loose at an end ("one breast [and]")."""
    said, near, apart = line.words, line.reach.item, words["parts"] | {","}
    begins = next(at for at in range(first, -1, -1) if not at or said[at - 1] in apart)
    ends = next((at for at in range(end, len(said)) if said[at] in apart), len(said))
    joining = words["joins"] | apart
    loose = joining | words["contrast"] | words["articles"] | words["prepositions"]
    first = begins if first - begins <= near else first
    first = next((at for at in range(first, end) if said[at] not in joining), first)
    if ends - end <= near:
        return first, ends
    return first, next((at for at in range(end, first, -1) if said[at - 1] not in loose), end)
