"""The library's files: complete, sourced, and refused as a whole when anything is wrong."""

import shutil

import pytest

from exercises.catalogue import FOLDER, CatalogueError, catalogue, columns_of, facts_of, read_catalogue
from exercises.models import Exercise

HEART = {
    "Knee to Chest", "Child's Pose", "Bottom to Heel", "Knee Roll", "Cat/Cow", "Back Extension", "Pelvic Tilt",
    "Front-to-Back Shoulder Squeeze", "Brisk walk", "Swimming", "Water aerobics", "Water therapy", "Stationary cycling",
    "Outdoor cycling", "Yoga",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    for name in ("sources.toml", "positions.toml", "tags.toml", "equipment.toml"):
        shutil.copy(FOLDER / name, tmp_path)
    shutil.copytree(FOLDER / "library", tmp_path / "library")
    return tmp_path


def change(folder, slug, old, new):
    path = folder / "library" / f"{slug}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_all_78_exercises_are_there_with_the_heart_of_the_list():
    exercises = catalogue().exercises
    assert len(exercises) == 78
    assert {one.name.replace("’", "'") for one in exercises.values() if one.is_core} == HEART


@pytest.mark.parametrize("one", catalogue().exercises.values(), ids=lambda one: one.slug)
def test_each_exercise_is_complete_and_in_our_own_words(one):
    known = catalogue()
    texts = [one.purpose, one.steps.start, one.steps.movement, one.steps.breathing, one.steps.back]
    texts += [*one.cautions, *one.mistakes, one.evidence.summary]
    assert one.cautions
    assert one.works
    assert all(text.strip() and "RAW" not in text and "!" not in text for text in texts)
    assert all(key in known.sources for key in one.evidence.sources)
    if len(one.positions) > 1:
        assert set(one.position_steps) == set(one.positions)


def test_all_faults_are_told_at_once(folder):
    change(folder, "knee-to-chest", "load = 2", "load = 9")
    change(folder, "cat-cow", 'sources = ["', 'sources = ["no-such-paper", "')
    change(folder, "bird-dog", 'easier = ["bird-dog-leg"]', 'easier = ["no-such-exercise"]')
    change(folder, "brisk-walk", "minutes = 20", "minutes = 200")
    change(folder, "pelvic-tilt", "rep_s = 3", "rep_s = 3\nrep_sec = 3")
    with pytest.raises(CatalogueError) as caught:
        read_catalogue(folder)
    told = str(caught.value)
    for line in (
        "knee-to-chest.toml: load: 9 is outside 1-5",
        "cat-cow.toml: evidence.sources: 'no-such-paper' is unknown",
        "bird-dog.toml: easier: 'no-such-exercise' is unknown",
        "brisk-walk.toml: dose.beginner.minutes: 200 is outside 3-60",
        "pelvic-tilt.toml: rep_sec: is not known here",
    ):
        assert line in told


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('kind = "stretch"', 'kind = "dance"', "kind: 'dance' is none of"),
        ('positions = ["supine"]', "positions = []", "positions: needs at least one"),
        ('positions = ["supine"]', 'positions = ["upside_down"]', "'upside_down' is unknown"),
        ("hold_s = 20", "hold_s = 20\nhold_breaths = 3", "in seconds or in breaths, not both"),
        ("[dose.beginner]", "[dose.expert]", "dose.expert: is no level"),
        ('"supine_lying"', '"flying"', "demands: 'flying' is unknown"),
        ("load = 2", 'load = "two"', "load: must be a whole number"),
        ("sets = 1", "sets = true", "dose.beginner.sets: must be a whole number"),
        ("cautions = [", 'cautions = "Mind." # [', "cautions: must be a list of texts"),
        ("cautions = [", "cautions = [] # [", "cautions: needs at least one"),
        ("rep_s = 3", "rep_s = 0", "rep_s: 0 is outside 1-30"),
        ('kind = "stretch"', 'kind = "aerobic"', "effort: aerobic exercises have one"),
        ("[dose.beginner]", "[dose.expert]", "dose.beginner: is missing"),
        ('min_level = "beginner"', 'min_level = "advanced"', "dose.beginner: is below min_level"),
        ("[steps]", '[steps]\nbounce = "Up."', "steps.bounce: is not known here"),
        ('purpose = "', 'purpose = "RAW: ', "purpose: is not written yet"),
    ],
)
def test_one_fault_is_named_with_file_and_key(folder, old, new, words):
    change(folder, "knee-to-chest", old, new)
    with pytest.raises(CatalogueError, match="knee-to-chest.toml") as caught:
        read_catalogue(folder)
    assert words in str(caught.value)


def test_one_fault_does_not_hide_another_in_the_same_file(folder):
    change(folder, "knee-to-chest", "purpose", "purpse")
    change(folder, "knee-to-chest", "load = 2", "load = 9")
    change(folder, "knee-to-chest", 'harder = ["double-knee-to-chest"]', "harder = []")
    with pytest.raises(CatalogueError) as caught:
        read_catalogue(folder)
    assert caught.value.faults == (
        "knee-to-chest.toml: purpose: is missing",
        "knee-to-chest.toml: purpse: is not known here",
        "knee-to-chest.toml: load: 9 is outside 1-5",
        "double-knee-to-chest.toml: easier: knee-to-chest does not name it as harder",
    )


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("sources", "title = ", "titel = ", "sources.toml: seed.title: is missing"),
        ("sources", 'tier = "team"', 'tier = "Z"', "sources.toml: seed.tier: 'Z' is unknown"),
        ("sources", "checked = ", 'checked = "last week" #', "sources.toml: seed.checked: 'last week' is no date"),
        ("positions", '"supine_lying"', '"flying"', "positions.toml: supine.demands: 'flying' is unknown"),
        ("equipment", "label = ", "lable = ", "equipment.toml: mat.lable: is not known here"),
    ],
)
def test_the_words_that_files_share_are_checked_too(folder, name, old, new, words):
    path = folder / f"{name}.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        read_catalogue(folder)
    assert words in caught.value.faults


def test_a_link_must_point_both_ways(folder):
    change(folder, "knee-to-chest", 'harder = ["double-knee-to-chest"]', "harder = []")
    with pytest.raises(CatalogueError, match="double-knee-to-chest.toml: easier: knee-to-chest"):
        read_catalogue(folder)


def test_a_broken_file_is_named(folder):
    (folder / "library" / "yoga.toml").write_text("name = ", encoding="utf-8")
    with pytest.raises(CatalogueError, match="yoga.toml") as caught:
        read_catalogue(folder)
    assert len(caught.value.faults) <= 2  # the file itself, and the neighbour whose link can't be looked at


def test_facts_survive_the_way_to_a_row_and_back():
    for slug, one in catalogue().exercises.items():
        assert facts_of(Exercise(slug=slug, **columns_of(one))) == one


def test_what_an_admin_adds_makes_an_exercise_more_demanding():
    one = catalogue().exercises["pelvic-tilt"]
    row = Exercise(slug=one.slug, **columns_of(one), extra_demands=["kneeling"], extra_cautions=["Mind the cat."])
    facts = facts_of(row)
    assert facts.demands == one.demands | {"kneeling"}
    assert facts.cautions[-1] == "Mind the cat."
