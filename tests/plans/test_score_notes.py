import json
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

NOTES, WORD = Path(__file__).parents[1] / "notes", re.compile(r"\w+")
ROWS = (
    {"id": "a", "note": "Sitting hurts. Secret words.", "flags": ["worse_sitting"], "difficulty": "easy"},
    {"id": "b", "note": "Standing hurts.", "flags": ["worse_lying"], "not": ["worse_standing"], "difficulty": "hard"},
    {"id": "c", "note": "Walking hurts.", "optional": ["worse_walking"], "difficulty": "hard"},
    {"id": "d", "note": "My stars.", "red_flags": ["rf_trauma"], "difficulty": "hard"},
)


def score(tmp_path, capsys, *options, rows=ROWS):
    path = tmp_path / "notes.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    call_command("score_notes", path, *options)
    return capsys.readouterr().out


def line(out, start):
    return next(line.split() for line in out.splitlines() if line.strip().startswith(start))


def test_figures_count_right_wrong_missed_and_leave_optional_out(tmp_path, capsys):
    out = score(tmp_path, capsys)
    assert line(out, "all") == ["all", "4", "0.500", "0.500", "0.500", "1", "1"]
    assert line(out, "easy")[2:5] == ["1.000"] * 3
    assert line(out, "rf_trauma") == ["rf_trauma", "0", "1.000", "0.000", "0.000", "0", "1"]
    assert "traps sprung: 1 of 1" in out


def test_words_of_a_note_are_printed_with_misses_only(tmp_path, capsys):
    assert "hurts" not in score(tmp_path, capsys)
    shown = score(tmp_path, capsys, "--misses", "1")
    assert "My stars." in shown
    assert "missed: rf_trauma" in shown
    assert "Standing" not in shown


@pytest.mark.parametrize("command", ["score_notes", "fit_hints"])
def test_a_broken_line_is_named_without_its_words(tmp_path, command):
    path = tmp_path / "notes.jsonl"
    path.write_text('{"note": "secret"\n', encoding="utf-8")
    with pytest.raises(CommandError, match=r"^notes.jsonl:1: not JSON$"):
        call_command(command, path)


def test_a_sign_asked_about_is_heard_and_a_needless_question_is_counted(tmp_path, capsys):
    rows = (
        {"id": "a", "note": "My left leg is wobbly.", "red_flags": ["rf_bilateral_leg_weakness"], "difficulty": "hard"},
        {"id": "b", "note": "What if it's cancer?", "difficulty": "hard"},
        {"id": "c", "note": "Mum had breast cancer.", "difficulty": "easy"},
        {"id": "d", "note": "My stars.", "red_flags": ["rf_trauma"], "difficulty": "easy"},
    )
    asked = score(tmp_path, capsys, rows=rows).partition("found or asked")[2]
    assert line(asked, "all") == ["all", "4", "0.500", "1", "2", "0.500"]
    assert line(asked, "hard") == ["hard", "2", "1.000", "0", "1", "0.500"]


def test_no_note_that_is_kept_away_teaches():
    """Word for word, but for capitals and stops."""
    teaching = [path for path in NOTES.rglob("*.jsonl") if path.parent.name != "held_out"]
    kept = _said(sorted((NOTES / "held_out").glob("*.jsonl")))
    assert len(teaching) > 1
    assert [place for said, place in _said(teaching).items() if said in kept] == []


def _said(paths):
    """What a note says → (file, line)."""
    return {
        " ".join(WORD.findall(json.loads(row)["note"].lower())): (path.name, number)
        for path in paths
        for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    }
