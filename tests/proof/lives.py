"""Half a year of scripted people, drawn as one chart for each: heart-raising minutes, minutes of strength and stretch,
and pain after a session, week by week. Writes them to `.data/proof/`."""

from pathlib import Path

import pytest

from exercises.facts import Level
from plans.engine.draft import Block
from tests.builders import a_person
from tests.plans.engine.life import CORE, live
from tests.plans.engine.test_progression import LIVES

FOLDER = Path(__file__).resolve().parent.parent.parent / ".data" / "proof"
WEEKS, LEFT, STEP, TALL, APART = 26, 64, 25, 96, 40
DONE, MISSED, LINE, PAIN = "#7a9a8a", "#d8d8d0", "#c27b1a", "#9c3d2e"


def minutes(draft, blocks):
    """Of a mean session."""
    items = [item for session in draft.sessions for item in session.items if item.block in blocks]
    return sum(item.seconds for item in items) / 60 / len(draft.sessions)


def pain_after(week):
    """The mean of a week; None without a log."""
    told = [record.pain_after for record in week.logged if record.pain_after is not None]
    return sum(told) / len(told) if told else None


def panel(top, title, most, ticks, marks):
    """One quantity over the weeks: its scale from 0 to `most`, and what `marks(height_of)` draws."""

    def height_of(value):
        return top + TALL - value / most * TALL

    lines = "".join(
        f'<path d="M{LEFT} {height_of(tick):.1f}h{WEEKS * STEP}" stroke="#e4e2da"/>'
        f'<text x="{LEFT - 8}" y="{height_of(tick) + 4:.1f}" text-anchor="end">{tick}</text>'
        for tick in ticks
    )
    return f'<text x="{LEFT}" y="{top - 8}">{title}</text>{lines}{marks(height_of)}'


def line(weeks, values, colour, height_of):
    """A line over the weeks that have a value, a dot at each."""
    at = [(LEFT + week.number * STEP + 9, height_of(value)) for week, value in zip(weeks, values, strict=True)
          if value is not None]  # fmt: skip
    dots = "".join(f'<circle cx="{x}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in at)
    points = " ".join(f"{x},{y:.1f}" for x, y in at)
    return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>{dots}'


def bars(weeks, values, height_of):
    """One bar a week, pale where nothing was logged."""
    return "".join(
        f'<rect x="{LEFT + week.number * STEP}" y="{height_of(value):.1f}" width="18" '
        f'height="{height_of(0) - height_of(value):.1f}" fill="{DONE if week.logged else MISSED}"/>'
        for week, value in zip(weeks, values, strict=True)
    )


def chart(name, weeks):
    heart = [minutes(week.draft, (Block.HEART,)) for week in weeks]
    work = [minutes(week.draft, CORE) for week in weeks]
    pain = [pain_after(week) for week in weeks]
    tops = [60 + place * (TALL + APART) for place in range(3)]
    panels = [
        panel(tops[0], "Heart-raising minutes of a session", 40, (0, 10, 20, 30, 40),
              lambda height_of: line(weeks, heart, LINE, height_of)),
        panel(tops[1], "Minutes of strength and stretch in a session (pale: nothing logged)", 12, (0, 4, 8, 12),
              lambda height_of: bars(weeks, work, height_of)),
        panel(tops[2], "Pain after a session, 0 to 10", 10, (0, 3, 6, 10),
              lambda height_of: line(weeks, pain, PAIN, height_of)),
    ]  # fmt: skip
    under = f'y="{tops[2] + TALL + 18}" text-anchor="middle"'
    numbers = "".join(f'<text x="{LEFT + week.number * STEP + 9}" {under}>{week.number + 1}</text>' for week in weeks)
    changes = sum(len(week.draft.changes) for week in weeks)
    title = f'<text x="{LEFT}" y="24" font-size="16">{name}: 26 weeks, {changes} changes</text>'
    size = f'viewBox="0 0 {LEFT + WEEKS * STEP + 16} {tops[2] + TALL + 32}" font-size="11" font-family="sans-serif"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{title}{"".join(panels)}{numbers}</svg>'


@pytest.mark.parametrize("name", LIVES)
def test_a_life_is_drawn_for_a_reader_to_judge(name):
    FOLDER.mkdir(parents=True, exist_ok=True)
    weeks = live(a_person(fitness_level=Level.BEGINNER, routine_minutes=20), LIVES[name], WEEKS)
    path = FOLDER / f"{name}.svg"
    path.write_text(chart(name, weeks), encoding="utf-8")
    print(f"\n{name}: {sum(len(week.draft.changes) for week in weeks)} changes in {WEEKS} weeks, {path.name}")
    assert len(weeks) == WEEKS
