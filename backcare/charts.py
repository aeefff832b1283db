"""Charts as SVG text: numbers and labels in, markup out; y points down. Colours come from classes, so that a chart
suits both themes and paper. Each stands beside a sentence and a table, and is hidden from assistive technology."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, LEFT = 640, 50
NARROW = 340  # for a column of three
TICK_STEPS = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
MOST_TICKS = 32
NARROW_LABELS = 8  # more labels than this would touch
WIDE_NUMBER = 1000  # and so would numbers this wide


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    minutes: int
    is_now: bool = False


def minutes_a_tick(minutes: Iterable[int]) -> int:
    """Five, or as many more as keep the tallest bar readable."""
    tallest = max([100, *minutes])
    return next((step for step in TICK_STEPS if tallest / step <= MOST_TICKS), TICK_STEPS[-1])


def minutes_chart(bars: Sequence[Bar], *, band: tuple[int, int] | None) -> str:
    """A bar for each week, made of ticks. `band` is the target, from and to."""
    floor, height = 264, 240
    tick = minutes_a_tick(bar.minutes for bar in bars)
    grid = tick * 4
    top = max(100, grid * -(-max([0, *(bar.minutes for bar in bars)]) // grid))
    slot = (WIDTH - LEFT) / max(1, len(bars))

    def y_of(minutes):
        return floor - height * minutes / top

    parts = []
    if band:
        low, high = band
        parts.append(
            f'<rect class="ch-band" x="{LEFT}" y="{y_of(high):.1f}" width="{WIDTH - LEFT}" '
            f'height="{y_of(low) - y_of(high):.1f}"/>'
        )
    parts += [_grid(LEFT, y_of(minutes), str(minutes)) for minutes in range(0, top + 1, grid)]
    pitch = height * tick / top
    is_narrow = len(bars) > NARROW_LABELS
    is_crowded = is_narrow and any(bar.minutes >= WIDE_NUMBER for bar in bars)
    for place, bar in enumerate(bars):
        is_named = (len(bars) - 1 - place) % 2 == 0
        middle = LEFT + (place + 0.5) * slot
        half = min(20, slot * 0.36)
        ticks = -(-bar.minutes // tick)
        path = "".join(
            f"M{middle - half:.1f} {floor - (index + 0.5) * pitch:.1f}h{2 * half:.1f}" for index in range(ticks)
        )
        if path:
            name = "ch-bar-now" if bar.is_now else "ch-bar"
            parts.append(f'<path class="{name}" stroke-width="{pitch / 2:.1f}" d="{path}"/>')
            if is_named or not is_crowded:
                parts.append(_text(middle, y_of(ticks * tick) - 8, str(bar.minutes), "num"))
        if is_named or not is_narrow:
            parts.append(_text(middle, 290, bar.label))
    parts.append(f'<path class="ch-axis" d="M{LEFT} {floor}H{WIDTH}"/>')
    return _svg(300, parts)


@dataclass(frozen=True, slots=True)
class Point:
    date: datetime.date
    before: float | None
    after: float | None


def pain_chart(
    points: Sequence[Point], *, label: Callable[[datetime.date], str], break_days: int, height: int = 260
) -> str:
    """Pain before (solid) and after (dashed) by date; a line stops where more than `break_days` lie between. `label`
    gives the words for the few dates that are named."""
    left, top, floor = 46, 14, height - 34
    days = [point.date for point in points]
    span = max(1, (days[-1] - days[0]).days) if days else 1

    def place(day, value):
        x = left + 10 + (WIDTH - left - 40) * (day - days[0]).days / span
        return f"{x:.1f}", f"{floor - (floor - top) * value / 10:.1f}"

    parts = [_grid(left, floor - (floor - top) * value / 10, str(value)) for value in range(0, 11, 2)]
    for name, radius in (("after", 4), ("before", 4.5)):
        values = [(point.date, getattr(point, name)) for point in points]
        marks = [(day, place(day, value)) for day, value in values if value is not None]
        parts += _line(name, marks, radius, break_days)
    for index in _label_places(len(points)):
        x, _y = place(points[index].date, 0)
        anchor = "start" if index == 0 else "end" if index == len(points) - 1 else "middle"
        parts.append(_text(float(x), height - 8, label(points[index].date), anchor=anchor))
    return _svg(height, parts)


def pain_before_chart(points: Sequence[tuple[datetime.date, float]], *, break_days: int) -> str:
    """Pain before a session by date, in a column: words beside it say when it began."""
    left, top, floor = 30, 10, 128
    first, last = points[0][0], points[-1][0]
    span = max(1, (last - first).days)

    def y_of(value):
        return floor - (floor - top) * value / 10

    marks = [
        (day, (f"{left + 10 + (NARROW - left - 20) * (day - first).days / span:.1f}", f"{y_of(value):.1f}"))
        for day, value in points
    ]
    parts = [_grid(left, y_of(value), str(value), right=NARROW) for value in (0, 5, 10)]
    return _svg(140, [*parts, *_line("before", marks, 4, break_days)], width=NARROW, name="chart chart-s")


def _line(name, marks, radius, break_days):
    """A dot for each (date, (x, y)), and lines between those that lie near each other."""
    lines = [" ".join(f"{x},{y}" for _day, (x, y) in run) for run in _runs(marks, break_days) if run[1:]]
    return [
        *(f'<polyline class="ch-{name}" points="{line}"/>' for line in lines),
        *(f'<circle class="dot-{name}" cx="{x}" cy="{y}" r="{radius}"/>' for _day, (x, y) in marks),
    ]


def _runs(values, break_days):
    """(date, mark), split where more than `break_days` passed in between."""
    runs = []
    for day, value in values:
        if runs and (day - runs[-1][-1][0]).days <= break_days:
            runs[-1].append((day, value))
        else:
            runs.append([(day, value)])
    return runs


def _label_places(count):
    if count < 3:
        return range(count)
    return (0, count // 2, count - 1)


MARK, STEP, COLUMN = (12, 7), 12, 19  # one mark; from one to the next above it, and beside it


def mark_row(heights: Sequence[int]) -> str:
    """Places with so many marks on each other, over a line. It says nothing: the words stand beside it."""
    width, floor = len(heights) * COLUMN, max(heights) * STEP
    marks = "".join(
        f"M{place * COLUMN + 3} {floor - STEP * up - MARK[1] - 2}h{MARK[0]}v{MARK[1]}h-{MARK[0]}z"
        for place, height in enumerate(heights)
        for up in range(height)
    )
    return (
        f'<svg class="marks" viewBox="0 0 {width} {floor + 1}" width="{width}" height="{floor + 1}" aria-hidden="true"'
        f' focusable="false"><path class="marks-floor" d="M0 {floor}H{width}"/><path d="{marks}"/></svg>'
    )


def score_rule(first: int, last: int) -> str:
    """An activity from its first score to its latest, on a rule from 0 to 10."""

    def x_of(score):
        return 8 + 30.4 * score

    ticks = "".join(f"M{x_of(score):.1f} {3 if score % 5 == 0 else 8}V22" for score in range(11))
    parts = [f'<path class="sc-t" d="{ticks}"/><path class="sc-l" d="M8 22H312"/>']
    if first != last:
        parts.append(f'<path class="sc-m" d="M{x_of(first):.1f} 30H{x_of(last):.1f}"/>')
        parts.append(f'<circle class="sc-a" cx="{x_of(first):.1f}" cy="30" r="5"/>')
    parts.append(f'<circle class="sc-b" cx="{x_of(last):.1f}" cy="30" r="7"/>')
    return f'<svg class="score" viewBox="0 0 320 40" aria-hidden="true" focusable="false">{"".join(parts)}</svg>'


def empty_minutes() -> str:
    """The first day: the band, and where bars will stand."""
    ghosts = "".join(f"M{x} {y}h40" for x in range(72, 600, 72) for y in (180, 172, 164))
    parts = [
        '<path class="ch-band" d="M46 50H640V84H46Z"/><path class="ch-axis" d="M46 186H640"/>',
        f'<path class="ghost" d="{ghosts}"/>',
    ]
    return _svg(200, parts)


def _grid(left, y, words, *, right=WIDTH):
    return f'<path class="ch-grid" d="M{left} {y:.1f}H{right}"/>{_text(left - 10, y + 5, words, "num", anchor="end")}'


def _text(x, y, words, name="", *, anchor="middle"):
    css = f' class="{name}"' if name else ""
    return f'<text{css} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _svg(height, parts, *, width=WIDTH, name="chart"):
    return (
        f'<svg class="{name}" viewBox="0 0 {width} {height}" aria-hidden="true" focusable="false">'
        f"{''.join(parts)}</svg>"
    )
