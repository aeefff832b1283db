"""Half a year of scripted people, drawn as one chart for each: minutes of strength and stretch, and heart-raising
minutes, week by week. Writes them to `.data/proof/`."""

from pathlib import Path

import pytest

from exercises.facts import Level
from plans.engine.draft import Block
from tests.builders import a_person
from tests.plans.engine.life import CORE, live
from tests.plans.engine.test_progression import LIVES

FOLDER = Path(__file__).resolve().parent.parent.parent / ".data" / "proof"
WIDE, HIGH, LEFT, STEP = 720, 260, 40, 25


def chart(name, weeks):
    """Bars of work (minutes of a mean session), a line of heart-raising minutes, both against 0 to 40."""
    bars, points = [], []
    for week in weeks:
        sessions = week.draft.sessions
        work = sum(item.seconds for one in sessions for item in one.items if item.block in CORE) / 60 / len(sessions)
        heart = sum(item.minutes for one in sessions for item in one.items if item.block is Block.HEART) / len(sessions)
        x = LEFT + week.number * STEP
        shade = "#7a9a8a" if week.logged else "#d8d8d0"
        bars.append(f'<rect x="{x}" y="{HIGH - 20 - work * 5:.1f}" width="18" height="{work * 5:.1f}" fill="{shade}"/>')
        points.append(f"{x + 9},{HIGH - 20 - heart * 5:.1f}")
    scale = "".join(f'<text x="8" y="{HIGH - 16 - at * 5}" font-size="11">{at}</text>' for at in (0, 10, 20, 30, 40))
    line = f'<polyline points="{" ".join(points)}" fill="none" stroke="#c27b1a" stroke-width="2"/>'
    title = f'<text x="{LEFT}" y="16" font-size="14">{name}: bars work, line heart-raising minutes, 26 weeks</text>'
    view = f"0 0 {WIDE} {HIGH}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}">{title}{scale}{"".join(bars)}{line}</svg>'


@pytest.mark.parametrize("name", LIVES)
def test_a_life_is_drawn_for_a_reader_to_judge(name):
    FOLDER.mkdir(parents=True, exist_ok=True)
    weeks = live(a_person(fitness_level=Level.BEGINNER, routine_minutes=20), LIVES[name], 26)
    path = FOLDER / f"{name}.svg"
    path.write_text(chart(name, weeks), encoding="utf-8")
    print(f"\n{name}: {sum(len(week.draft.changes) for week in weeks)} changes in 26 weeks, {path.name}")
    assert len(weeks) == 26
