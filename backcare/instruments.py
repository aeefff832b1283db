"""The dial: minutes of a week as ticks on a half circle. Numbers in, SVG paths out; y points down."""

from dataclasses import dataclass
from math import cos, pi, sin

CENTRE = (200, 196)
OUTER, INNER, INNER_FIFTH, SCALE, LABEL = 176, 150, 142, 184, 203
MARGIN = 1.1 * pi / 180
MOST_SEGMENTS = 7


@dataclass(frozen=True, slots=True)
class Label:
    x: str
    y: str
    text: int


@dataclass(frozen=True, slots=True)
class Dial:
    """`on`, `off` and `extra` are paths of ticks: done, to do, and beyond the target. `needle` is empty at zero."""

    on: str
    off: str
    extra: str
    scales: tuple[str, ...]
    labels: tuple[Label, ...]
    needle: str


def dial(minutes: int, *, days: int, minutes_per_day: int) -> Dial:
    """One segment of `minutes_per_day` ticks for each planned day. A plan of three days shows a fourth, extra."""
    segments = min(MOST_SEGMENTS, max(1, days))
    shown = segments + 1 if segments == 3 else segments
    total = shown * minutes_per_day
    goal = segments * minutes_per_day
    parts = {"on": [], "off": [], "extra": []}
    for minute in range(total):
        kind = "on" if minute < minutes else "off" if minute < goal else "extra"
        parts[kind].append(_tick(_angle(minute, shown, minutes_per_day), is_fifth=minute % 5 == 0))
    return Dial(
        on="".join(parts["on"]),
        off="".join(parts["off"]),
        extra="".join(parts["extra"]),
        scales=tuple(_scale(index, shown) for index in range(shown)),
        labels=tuple(_label(index, shown, minutes_per_day) for index in range(shown + 1)),
        needle=_needle(min(minutes, total), total) if minutes else "",
    )


def _angle(minute, segments, per_segment):
    """Of the middle of a tick, from 0 at the left end to pi at the right; segments stand a little apart."""
    width = pi / segments
    index, place = divmod(minute, per_segment)
    return index * width + MARGIN + (place + 0.5) * (width - 2 * MARGIN) / per_segment


def _point(angle, radius):
    return f"{CENTRE[0] - radius * cos(angle):.1f} {CENTRE[1] - radius * sin(angle):.1f}"


def _tick(angle, *, is_fifth):
    return f"M{_point(angle, INNER_FIFTH if is_fifth else INNER)}L{_point(angle, OUTER)}"


def _scale(index, segments):
    width = pi / segments
    start, end = index * width + 2 * MARGIN, (index + 1) * width - 2 * MARGIN
    return f"M{_point(start, SCALE)}A{SCALE} {SCALE} 0 0 1 {_point(end, SCALE)}"


def _label(index, segments, per_segment):
    x, y = _point(index * pi / segments, LABEL).split()
    return Label(x, f"{min(200.0, float(y) + 8):.0f}", index * per_segment)


def _needle(minutes, total):
    angle = pi * minutes / total
    tip, left, right = _point(angle, 138), _point(angle - 0.05, 120), _point(angle + 0.05, 120)
    return f"M{tip}L{left}L{right}Z"
