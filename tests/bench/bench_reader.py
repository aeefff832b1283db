"""The note reader, measured: twice the note must cost about twice the time, whatever the note.

Run it by hand: `.venv/bin/pytest -s tests/bench/bench_reader.py`. Prints milliseconds; only the ratio can fail.
"""

import json
import sys
import time
import tomllib
from pathlib import Path
from statistics import median

import pytest

from plans.engine.notes.reading import read_note
from plans.phrasebook import phrasebook

PLAIN = "Sitting hurts and walking helps, no numbness in my left leg since the fall. My knees are bad, I can't kneel. "
FOLDER = Path(__file__).parents[1] / "notes"
OPEN = sorted((FOLDER / "open").glob("voices_*.jsonl"))
REAL = " ".join(json.loads(line)["note"] for path in OPEN for line in path.read_text(encoding="utf-8").splitlines())
SIGNS = tomllib.loads((FOLDER / "red_flags.toml").read_text(encoding="utf-8"))
NOTES = {
    "plain": PLAIN,
    "as people write": REAL,
    "no full stops": REAL.replace(".", "").replace(",", ""),
    "full of signs": " ".join(note for sign in SIGNS.values() for note in sign["fires"]),
    "run on": "leg numb and back hurts when i sit ",
    "one word": "numb ",
    "no": "no not never ",
    "commas": "sore, ",
    "list": "sitting, standing, walking, bending, lifting, driving, stairs, ",
    "letters": "a" * 40,
    "explained": "new pain lost cm no diet ",
    "far apart": "pop bag dxa. ",
    "stiff": "stiff sit ",
    "verdicts": "sit bad stand ok walk good bend bad lift bad drive bad lie ok run bad ",
    "one help": "walking helps ",
    "height": "Osteoporosis on DEXA, fell and heard a pop, new pain, lost height 4 cm. Not on a diet. ",
}
SHORT, LONG = 2_000, 16_000
WORST = 2.0  # times the cost of each character in the longer note
APART = 3.0  # times the usual cost in the slice that costs most


@pytest.mark.parametrize("text", NOTES.values(), ids=NOTES)
def test_cost_of_a_character_does_not_grow(text):
    short, long = cost(text, SHORT), cost(text, LONG)
    sys.stdout.write(f"\n{short * 1000:.1f} ms for {SHORT}, {long * 1000:.1f} ms for {LONG}\n")
    assert long / LONG <= WORST * short / SHORT


@pytest.mark.parametrize("name", ["as people write", "no full stops", "full of signs"])
def test_no_slice_costs_far_more_than_another(name):
    """Of notes joined and cut anew: what one writer piles up is not much dearer than what others do."""
    text = NOTES[name]
    costs = [cost(text[at : at + SHORT], SHORT) for at in range(0, min(len(text), 20 * SHORT) - SHORT + 1, SHORT)]
    sys.stdout.write(f"\n{median(costs) * 1000:.1f} ms for {SHORT}, {max(costs) * 1000:.1f} ms at most\n")
    assert max(costs) <= APART * median(costs)


def cost(text, length):
    note, book, best = (text * (length // len(text) + 1))[:length], phrasebook(), float("inf")
    for _ in range(5):
        start = time.process_time()
        read_note(note, book)
        best = min(best, time.process_time() - start)
    return best
