"""The rules are read whole or not at all, and every fault is told at once."""

import shutil

import pytest

from exercises.catalogue import catalogue
from plans.apps import BOOKS, check_data
from plans.phrasebook import phrasebook
from plans.rulebook import FOLDER, RulebookError, read_rulebook, rulebook

# file, what stands there, what a slip would make of it, the fault expected
FAULTS = [
    (
        "flags_movement.toml",
        '"trunk_forward_lean"]',
        '"trunk_lean"]',
        "worse_bending_forward.exclude_tags: 'trunk_lean'",
    ),
    ("flags_movement.toml", '"recumbent-cycling"]', '"cycling"]', "'cycling' is no exercise we know"),
    ("flags_movement.toml", 'cls = "own"', 'cls = "mine"', "cls: 'mine' is none of safety, own"),
    ("flags_diagnosis.toml", 'firmness = "consensus"', 'firmness = "sure"', "firmness: 'sure' is none of"),
    ("flags_diagnosis.toml", '"ros_bend"', '"ros_bent"', "osteoporosis.sources: 'ros_bent' is no source we know"),
    ("flags_diagnosis.toml", "exclude_tags", "excluded_tags", "is not known here"),
    ("flags_diagnosis.toml", 'without = ["leg_pain"]', 'without = ["leg"]', "'leg' is no flag we know"),
    ("flags_life_stage.toml", 'flag = "pregnancy_t2"', 'flag = "pregnancy_2"', "'pregnancy_2' is no flag we know"),
    ("flags_life_stage.toml", "is_strict = true", "is_strict = false", "holds while the question is open"),
    ("flags_body_limit.toml", 'details = ["firm_bed"]', 'details = ["bed"]', "'bed' is no detail we know"),
    ("flags_body_limit.toml", 'how = "Keep knee bends shallow."', "", "knee_problem.how: is missing"),
    ("red_flags.toml", 'outcome = "same_day"', 'outcome = "soon"', "outcome: 'soon' is none of"),
    ("red_flags.toml", 'maps_to = "rf_trauma"', 'maps_to = "rf_fall"', "'rf_fall' is no red flag we know"),
    ("safety_check.toml", 'ids = ["dvt"]', "ids = []", "safety_check.toml: dvt: is asked by no row"),
    ("session.toml", '"muscle-relaxation"', '"sleep"', "session.meanwhile: 'sleep' is no exercise we know"),
    ("session.toml", "breath_s = 5", "", "timing.breath_s: is missing"),
    ("session.toml", "from_nrs = 4", "from_nrs = 9", "bands must start at 0 and rise"),
    ("session.toml", 'roles = ["hip"]', 'roles = ["hips"]', "'hips' is none of"),
    ("stop_page.toml", 'default_country = "XX"', 'default_country = "ZZ"', "default_country: has no numbers"),
]


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(FOLDER, tmp_path / "rules")


def slip(folder, file, old, new):
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text, f"{file} no longer holds {old}"
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(("file", "old", "new", "fault"), FAULTS, ids=[f"{row[0]}-{row[2]}" for row in FAULTS])
def test_a_slip_is_told_with_file_and_key(folder, file, old, new, fault):
    slip(folder, file, old, new)
    with pytest.raises(RulebookError) as error:
        read_rulebook(folder, catalogue())
    assert [line for line in error.value.faults if fault in line and line.startswith(file)]


def test_all_faults_are_told_at_once(folder):
    for file, old, new, _fault in FAULTS[:1] + FAULTS[4:5] + FAULTS[13:14]:
        slip(folder, file, old, new)
    with pytest.raises(RulebookError) as error:
        read_rulebook(folder, catalogue())
    assert {line.split(":")[0] for line in error.value.faults} == {
        "flags_movement.toml",
        "flags_diagnosis.toml",
        "safety_check.toml",
    }


def test_a_broken_file_is_a_fault_too(folder):
    (folder / "stop_page.toml").write_text("not toml at all", encoding="utf-8")
    with pytest.raises(RulebookError, match="stop_page.toml: file"):
        read_rulebook(folder, catalogue())


def test_the_digest_follows_every_word(folder):
    before = read_rulebook(folder, catalogue()).digest
    assert before == rulebook().digest
    slip(folder, "words.toml", "Loosens you up", "Warms you up")
    assert read_rulebook(folder, catalogue()).digest != before


def test_every_warning_sign_is_asked_in_about_fourteen_rows():
    asked = [key for row in rulebook().safety_rows for key in row.ids]
    assert len(asked) == len(set(asked))
    assert 12 <= len(rulebook().safety_rows) <= 16
    assert len(asked) == 23  # all 25, less the two that are worked out from age and duration


def test_faults_in_the_rules_stop_the_start(monkeypatch):
    def unfit():
        raise RulebookError(["flags_medical.toml: hernia.sources: 'nowhere' is no source we know"])

    assert check_data(None) == []
    assert {catalogue, rulebook, phrasebook} <= set(BOOKS)
    monkeypatch.setattr("plans.apps.BOOKS", (unfit, unfit))
    assert [fault.msg for fault in check_data(None)] == [
        "flags_medical.toml: hernia.sources: 'nowhere' is no source we know"
    ]
