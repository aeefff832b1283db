"""The rules are read whole or not at all, and every fault is told at once."""

import shutil
import tomllib
from dataclasses import replace

import pytest

from exercises.catalogue import FOLDER as LIBRARY
from exercises.catalogue import catalogue, read_catalogue
from plans.apps import BOOKS, check_data, unruled
from plans.phrasebook import FILES as NOTES
from plans.phrasebook import phrasebook
from plans.rulebook import FOLDER, RulebookError, read_rulebook, rulebook

OTHER_BOOKS = ("measures.toml", *NOTES)
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
    (
        "session.toml",
        "minutes_per_day = 20",
        'minutes_per_day = "20"',
        "minutes_per_day: must be a whole number",
    ),
    (
        "session.toml",
        "routine_minutes = 15",
        "routine_minutes = 17",
        "must be one of the routine_choices",
    ),
    (
        "session.toml",
        "{pain} out of 10, so the",
        "{pian} out of 10, so the",
        "pain.words: names {pian}, which nothing fills",
    ),
    ("progression.toml", "part = 0.75", "part = 7.5", "breaks.part: must be a part of what was done before"),
    ("progression.toml", "easy_sessions = 2", "easy_sessions = -2", "increase.easy_sessions: must be a whole number"),
    ("flags_medical.toml", "gate = true", 'gate = "yes"', "gate: must be true or false"),
    (
        "flags_diagnosis.toml",
        'hip_knee = "My hips',
        'knee = "My hips',
        "'hip_knee' is no answer to the question",
    ),
    ("flags_surgery.toml", 'title = "', 'name = "', "flags_surgery.toml: title: is missing"),
    ("words.toml", "{count} exercises are left out", "{number} exercises are left out", "why_rules: names {number}"),
    ("words.toml", 'waived = "', 'waved = "', "words.toml: waived: is missing"),
    ("stop_page.toml", "Call {urgent} today.", " ", "actions.same_day.steps: is empty, or has an empty line"),
    ("stop_page.toml", 'default_country = "XX"', 'default_country = "ZZ"', "default_country: has no numbers"),
    ("stop_page.toml", 'urgent_name = "a doctor or an out-of-hours service"', "", "says nowhere to ask for advice"),
    ("session.toml", 'slots = [{ name = "hip"', 'slots = []\n# [{ name = "hip"', "session.adjacent_slots: is empty"),
    ("session.toml", 'above_age = 55\nflags = ["acute"]', "", "hints: needs an age or a flag"),
    ("flare.toml", '"flare_up", "flare_return"', '"flare_return", "flare_up"', "steps: must each ask for some minutes"),
    ("progression.toml", "minutes = 25\n", "minutes = 45\n", "heart.steps: must rise"),
    (
        "progression.toml",
        "bout_minutes = 40\non_request = true",
        "bout_minutes = 40",
        "heart.steps: on request come last",
    ),
    (
        "flags_severity.toml",
        "heart_minutes = 10\nbout_minutes = 5\n",
        "bout_minutes = 5\n",
        "bout_minutes: needs heart",
    ),
    ("flags_body_limit.toml", 'details = ["firm_bed"]\n', "", "unless: needs a flag or a detail that brings it"),
    ("flags_diagnosis.toml", "[flags.osteoarthritis", "[flags.hernia", "hernia: is also in flags_body_limit.toml"),
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


@pytest.mark.parametrize("content", [b"not toml at all", b"a = 1\na = 2", b"\xff\xfe", b"\xef\xbb\xbfgroup = 1"])
def test_a_broken_file_is_one_fault_and_hides_no_other(folder, content):
    (folder / "flags_surgery.toml").write_bytes(content)
    slip(folder, "words.toml", "{count} sessions", "{number} sessions")
    with pytest.raises(RulebookError) as error:
        read_rulebook(folder, catalogue())
    assert [line.split(": ")[:2] for line in error.value.faults] == [
        ["flags_surgery.toml", "file"],
        ["words.toml", "sessions_count"],
    ]


@pytest.mark.parametrize("file", [path.name for path in sorted(FOLDER.glob("*.toml")) if path.name not in OTHER_BOOKS])
def test_every_value_of_the_wrong_kind_is_told_at_once(monkeypatch, file):
    loads, text = tomllib.loads, (FOLDER / file).read_text(encoding="utf-8")
    monkeypatch.setattr(tomllib, "loads", lambda read: misshapen(loads(read)) if read == text else loads(read))
    with pytest.raises(RulebookError) as error:
        read_rulebook(FOLDER, catalogue())
    told = {tuple(line.split(": ")[:2]) for line in error.value.faults}
    assert {(file, key) for key in keys_of(loads(text))} <= told


def misshapen(value):
    if isinstance(value, dict):
        return {key: misshapen(one) for key, one in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [misshapen(one) for one in value]
    return 7 if isinstance(value, str | list) else "seven"


def keys_of(value, path=()):
    """The path of every value, without the places in a list of tables."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return {key for one in value for key in keys_of(one, path)}
    if isinstance(value, dict):
        return {key for name, one in value.items() for key in keys_of(one, (*path, name))}
    return {".".join(path).removeprefix("flags.")}


def test_an_empty_file_is_told_by_its_parts(folder):
    for file in ("flags_medical.toml", "progression.toml"):
        (folder / file).write_text("", encoding="utf-8")
    with pytest.raises(RulebookError) as error:
        read_rulebook(folder, catalogue())
    assert {"flags_medical.toml: flags: is missing", "progression.toml: breaks: is missing"} <= {*error.value.faults}


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


def test_a_label_of_notes_that_no_rule_knows_stops_the_start():
    rules = rulebook()
    fewer = replace(rules, flags={flag: rule for flag, rule in rules.flags.items() if flag != "hernia"})
    assert unruled(phrasebook().labels, fewer) == ["notes_flags.toml: hernia: no rule goes by this name"]


def test_a_fault_in_the_library_hides_none_in_the_rules(monkeypatch, folder, tmp_path):
    library = shutil.copytree(LIBRARY, tmp_path / "exercises", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    (library / "library" / "bird-dog.toml").write_text('name = "Bird dog"', encoding="utf-8")
    slip(folder, "session.toml", "breath_s = 5", "")

    def unfit():
        return read_catalogue(library)

    monkeypatch.setattr("plans.apps.BOOKS", (unfit, phrasebook))
    monkeypatch.setattr("plans.apps.FOLDER", folder)
    told = [fault.msg for fault in check_data(None)]
    assert "bird-dog.toml: kind: is missing" in told
    assert "session.toml: timing.breath_s: is missing" in told
    assert not [line for line in told if "bird-dog" not in line and "breath_s" not in line]
