"""The drawings of the library: complete, sound, small, and fit for a strict policy."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import call_command
from django.template import Context, Template
from django.test import override_settings
from django.urls import reverse
from django.utils.translation import override

from backcare.staticfiles import whole_sheet
from exercises import svg
from exercises.catalogue import catalogue
from exercises.facts import Kind
from exercises.figure.geometry import distance, place
from exercises.figure.shapes import FORE, SOLE, TOES, UPPER
from exercises.poses import drawings
from exercises.poses.checks import faults, ticks_hidden
from exercises.svg.motion import HOLD
from exercises.svg.paths import View, points_of, spline
from exercises.svg.picture import Picture, points_on, tie_points
from exercises.svg.props import PROPS
from exercises.svg.slivers import without_slivers
from tests.builders import make_user

ROOT = Path(__file__).resolve().parents[2]
CSS = whole_sheet(ROOT / "static" / "css" / "app.css")
SLUGS = sorted(drawings())
# Plates: rose, sage, straw, mist.
PLATES = {
    "light": ("#EBCDBF", "#CBDBD1", "#F0DDAE", "#CFDDE2"),
    "dark": ("#4B342C", "#27423A", "#463A1D", "#253D47"),
}
ON_PLATE = ("skin", "skin-far", "hair", "top", "top-far", "legs", "legs-far", "mat", "prop", "move", "floor")
CLOTHES = ("top", "top-far", "legs", "legs-far")


def test_every_exercise_has_a_drawing_and_every_drawing_an_exercise():
    assert {key for key in drawings() if "." not in key} == set(catalogue().exercises)


def test_a_drawing_for_a_position_is_for_a_position_of_its_exercise():
    kept = [key.split(".") for key in drawings() if "." in key]
    assert kept
    assert [slug for slug, position in kept if position not in catalogue().exercises[slug].positions] == []


def test_every_drawing_moves():
    assert [key for key in drawings() if not svg.has_movement(key)] == []


def test_every_exercise_that_works_one_part_of_the_body_shows_where():
    of_all = (Kind.AEROBIC, Kind.RELAXATION)
    works = {key: drawing for key, drawing in drawings().items() if exercise_of(drawing).kind not in of_all}
    assert len(works) > 50
    assert [key for key, drawing in works.items() if not drawing.work] == []


def exercise_of(drawing):
    return catalogue().exercises[drawing.slug]


def test_a_position_with_its_own_drawing_gets_it():
    sitting, lying = svg.still("muscle-relaxation"), svg.still("muscle-relaxation", position="supine")
    assert sitting != lying
    assert svg.still("muscle-relaxation", position="seated") == sitting


@pytest.mark.parametrize("slug", SLUGS)
def test_a_drawing_has_sound_joints_bones_ground_frame_and_size(slug):
    assert list(faults(drawings()[slug])) == []


@pytest.mark.parametrize("slug", ["brisk-walk", "short-bout-walk", "nordic-walking"])
def test_who_walks_has_a_foot_on_the_floor_all_the_time_and_both_at_each_step(slug):
    soles = [
        [min(y for outline in shoe for _, y in outline) for name, shoe in body.parts if name in ("o", "of")]
        for body in Picture(drawings()[slug]).bodies
    ]
    assert all(min(map(abs, pair)) < 0.6 for pair in soles)
    assert max(map(abs, soles[0] + soles[len(soles) // 2])) < 1


@pytest.mark.parametrize("slug", ["abdominal-brace", "pelvic-tilt", "heel-slide", "diaphragmatic-breathing.supine"])
def test_hands_on_the_belly_lie_on_it_with_the_elbow_on_the_mat(slug):
    for body in Picture(drawings()[slug]).bodies:
        wrist, elbow, palm = (body.joints[name] for name in ("wrist", "elbow", "hand"))
        shirt = next(outlines[0] for name, outlines in body.parts if name == "t")
        belly = max(y for x, y in shirt if abs(x - palm[0]) < 6)
        assert -2.5 < palm[1] - belly < 2.5
        assert wrist[0] < body.joints["hip"][0] - 9
        assert 2 < elbow[1] < 5


@pytest.mark.parametrize("slug", ["sphinx", "front-plank-knees", "front-plank-full"])
def test_who_props_up_keeps_forearms_and_feet_where_they_are(slug):
    bodies = Picture(drawings()[slug]).bodies
    for joint, least in (
        ("elbow", 0.5),
        ("wrist", 0.6),
        ("knee", 1) if slug == "front-plank-knees" else ("ankle", 2.5),
    ):
        points = [body.joints[joint] for body in bodies]
        assert max(distance(points[0], point) for point in points) < least, joint


def test_where_the_end_would_hide_it_the_whole_start_stands_beside_the_still():
    still, moving = svg.still("cat-cow"), svg.moving("cat-cow")
    faint, plain = still.split('<g class="gs">')[1].split("</g>")
    start, end = (
        [x for path in re.findall(r'<path class="[ktlh]" d="([^"]+)"', part) for x, _ in points_of(path)]
        for part in (faint, plain)
    )
    assert min(start) < min(end) - 150
    assert max(start) < max(end) - 150
    assert max(start) - min(start) > 0.8 * (max(end) - min(end))
    assert moving.count('<g class="mv">') == moving.count('<g class="st">') == 1
    assert "<animate" not in moving.split('<g class="st">')[1]


def test_ticks_keep_clear_of_the_arm_and_of_the_edge():
    breath = replace(drawings()["diaphragmatic-breathing"], work=(["belly", 0.12, 0.6, 0.8, 5],))
    row = replace(drawings()["band-row"], work=(["back", 0.76, 0.93, 1.9, 3.4],))
    [under_arm], [at_edge] = breath.work, row.work
    kept = [Picture(drawing).fitted_work(drawing.work[0]) for drawing in (breath, row)]
    assert kept[0][1] > under_arm[1] + 0.1
    assert kept[1][3] < at_edge[3]
    outside = replace(row, work=(["back", 0.3, 0.8, 15, 5],))
    assert list(ticks_hidden(outside, Picture(outside)))


def test_an_arrow_far_from_the_body_and_feet_through_the_floor_are_found():
    march, angel = drawings()["seated-march"], drawings()["wall-angel"]
    away = replace(march, arrows=([54, 36, 57, 44, 54, 53],))
    assert any("away from the body" in fault for fault in faults(away))
    lowered = tuple({**pose, "at": [*pose["at"][:2], pose["at"][2] - 0.8]} for pose in angel.poses)
    assert any("sinks" in fault for fault in faults(replace(angel, poses=lowered)))


def test_ticks_that_fade_are_on_the_tense_body_alone():
    still, moving = svg.still("muscle-relaxation"), svg.moving("muscle-relaxation").split('<g class="st">')[0]
    before, after = still.split('<g class="gs">')[1].split("</g>", 1)
    assert before.count('class="g"') == 0
    assert after.index('class="g"') < after.index('class="kf"')
    assert after.count('class="g"') == len(drawings()["muscle-relaxation"].work)
    assert _strength(moving) == (3, 0)


def _strength(moving):
    """How well the line of ticks is seen at the start and at the end: 0 to 3."""
    found = re.search(r'<path class="g mv".*?<animate attributeName="class"[^>]* values="([^"]*)"', moving)
    row = found[1].split(";")
    assert row == row[::-1]
    seen = ["g mv w0", "g mv w1", "g mv w2", "g mv"]
    return seen.index(row[0]), seen.index(row[len(row) // 2])


def test_legs_that_roll_past_each_other_change_their_tints_and_back():
    moving = svg.moving("knee-roll").split('class="st"')[0]
    rows = [row.split(";") for row in re.findall(r'attributeName="class"[^>]* values="([^"]*)"', moving)]
    assert {tuple(row) for row in rows} == {
        ("kf mv", "k mv", "kf mv"), ("lf mv", "l mv", "lf mv"), ("k mv", "kf mv", "k mv"), ("l mv", "lf mv", "l mv")
    }  # fmt: skip


def shape(*corners):
    """A path with crisp corners, which are doubled points."""
    return spline([(x, -y) for x, y in corners for _ in range(2)], View(1, 0, 0))


def box(left, top, right, bottom):
    return shape((left, top), (left, bottom), (right, bottom), (right, top))


def test_what_a_ghost_shows_as_a_sliver_is_left_out():
    cover, hidden, sliver, seen = (
        box(0, 0, 300, 300),
        box(100, 100, 200, 260),
        box(200, 100, 314, 260),
        box(260, 100, 480, 260),
    )
    assert without_slivers([hidden + sliver], [cover]) == []
    assert without_slivers([hidden, seen], [cover]) == [seen]


def test_a_ghost_is_drawn_in_where_it_is_a_rim_along_the_body():
    cover, ghost = box(0, 0, 300, 300), shape((100, 100), (100, 308), (200, 308), (200, 200), (500, 200), (500, 100))
    [drawn] = without_slivers([ghost], [cover])
    ends = [[max(point[i] for point in points_of(path)) for i in (0, 1)] for path in (ghost, drawn)]
    assert ends[0] == [500, 308]
    assert ends[1][0] == 500
    assert ends[1][1] < 300


def test_nothing_is_animated_that_firefox_takes_for_an_inline_style():
    animated = {name for key in drawings() for name in re.findall(r'attributeName="([^"]*)"', svg.moving(key))}
    assert animated == {"d", "class"}


@pytest.mark.parametrize("slug", ["glute-squeeze", "abdominal-brace", "seated-brace"])
def test_the_mark_of_a_squeeze_comes_up_from_nothing(slug):
    assert _strength(svg.moving(slug)) == (0, 3)


def test_a_chair_that_the_player_would_cut_is_found():
    drawing = drawings()["sit-to-stand"]
    assert list(faults(drawing)) == []
    cut = replace(drawing, props=(("chair", -80, 24.5),))
    assert [found for found in faults(cut) if "a chair goes from" in found]


@pytest.mark.parametrize("slug", SLUGS)
def test_a_close_drawing_cuts_nothing_off(slug):
    left, top, width, height = map(int, svg.close_box(slug).split())
    picture = Picture(drawings()[slug])
    points = [picture.view(q) for body in (picture.start, *picture.bodies) for q in points_on(body)]
    assert all(left <= x <= left + width and top <= y <= top + height + 16 for x, y in points), slug


def test_a_few_minutes_are_a_slice_of_the_clock():
    view = View(scale=10, x=0, y=0)
    quarter, _ = PROPS["clock"](view, (0, 0), 0, 0, 10, 15)
    assert "M0 0V-80A80 80 0 0 1 80 0z" in quarter


@pytest.mark.parametrize("slug", ["stationary-cycling", "outdoor-cycling", "recumbent-cycling"])
def test_a_bike_stands_between_the_legs_and_turns_whole_cranks(slug):
    picture = Picture(drawings()[slug])
    frame = PROPS[drawings()[slug].props[0][0]](picture.view, picture.span)[2]
    still = svg.still(slug)
    assert still.index('class="lf"') < still.index(frame) < still.index('class="l"')
    _, _, crank = drawings()[slug].poses[0]["leg"]["pedal"][:3]
    assert crank > 8  # a third of a thigh
    for body in picture.bodies:  # each pedal is under the ball of its foot
        for leg, (_, pedal, *_) in zip(("leg2", "leg"), body.pose["ties_between"], strict=True):
            bone = body.bones[leg]
            [(ahead, below)] = place((0, 0), -bone.a3, [(pedal[0] - bone.end[0], pedal[1] - bone.end[1])])
            assert 5 < ahead < 9
            assert -6 < below < -4


def test_an_arm_of_the_crawl_keeps_its_length_and_comes_back_over_the_water_with_its_elbow_highest():
    for body in Picture(drawings()["swimming"]).bodies:
        for far in ("", "2"):
            shoulder, elbow, wrist = (body.joints[joint + far] for joint in ("shoulder", "elbow", "wrist"))
            assert distance(shoulder, elbow) + distance(elbow, wrist) > 0.93 * (UPPER + FORE)
            if elbow[1] > shoulder[1] + 2:
                assert wrist[1] < elbow[1] - 2


def test_the_prints_of_a_heel_to_toe_stand_come_onto_one_line():
    (far, near), *_, (there, in_front) = (pose["soles"] for pose in drawings()["tandem-stand"].poses)
    assert near[1] < far[1] - 8  # beside it, and not yet in front
    assert near[0] - far[0] < 8
    assert in_front[1] == there[1] == drawings()["tandem-stand"].props[1][2]
    heel, toes = min(x for x, _ in SOLE), max(x + size for x, _, size in TOES)
    assert len(TOES) == 5
    assert abs((in_front[0] + heel) - (there[0] + toes)) < 2


def test_a_strap_goes_from_the_sole_to_both_hands():
    for body in Picture(drawings()["hamstring-stretch-strap"]).bodies:
        ends = [tie_points(body, body.pose[key][-1]) for key in ("ties", "ties_behind")]
        assert ends[0][0] == ends[1][0]
        assert [points[1] for points in ends] == [
            body.joints["hand"],
            body.joints["hand2"],
        ]


@pytest.mark.parametrize("draw", [svg.still, svg.moving])
def test_the_two_in_the_water_have_colours_of_their_own(draw):
    drawn = draw("water-aerobics")
    assert 'class="fig fig-a"' in drawn
    assert drawn.count('<g class="fig-b">') == 1
    assert drawn.split('<g class="fig-b">')[1].split("</g>")[0].count('class="h') >= 1


def test_a_pole_goes_on_above_the_fist():
    body = Picture(drawings()["nordic-walking"]).bodies[0]
    tip, handle = tie_points(body, body.pose["ties"][0])
    assert handle[1] > body.joints["hand"][1] > tip[1]


def test_who_walks_for_a_few_minutes_is_seen_resting_too():
    assert 'class="gs"' in svg.still("short-bout-walk")
    assert 'class="gs"' in svg.moving("short-bout-walk")


@pytest.mark.parametrize("draw", [svg.still, svg.moving])
@pytest.mark.parametrize("slug", SLUGS)
def test_a_drawing_has_no_style_script_or_link(slug, draw):
    assert not re.search(r"style=|<style|<script|href|url\(|\son\w+=", draw(slug, described=True))


@pytest.mark.parametrize("slug", SLUGS)
def test_every_class_of_a_drawing_has_a_colour(slug):
    names = {name for names in re.findall(r'class="([^"]+)"', svg.moving(slug)) for name in names.split()}
    assert {name for name in names if f".{name}" not in CSS} - {"fig-a"} == set()


def test_a_drawing_is_hidden_from_assistive_technology_unless_described():
    assert 'aria-hidden="true"' in svg.still("cat-cow")
    described = svg.still("cat-cow", described=True, place="-now")
    assert 'role="img" aria-labelledby="fig-cat-cow-now-t fig-cat-cow-now-d"' in described
    assert '<title id="fig-cat-cow-now-t">Cat/Cow</title>' in described
    assert "aria-hidden" not in described


def test_a_slug_without_a_drawing_gives_nothing():
    assert svg.still("no-such-exercise") == svg.moving("no-such-exercise") == ""


def test_the_other_side_is_the_same_drawing_mirrored():
    plain, mirrored = svg.still("bird-dog"), svg.still("bird-dog", mirrored=True)
    assert '<g transform="matrix(-1 0 0 1 960 0)">' in mirrored
    assert mirrored.replace('<g transform="matrix(-1 0 0 1 960 0)">', "").replace("</g>", "") == plain


def test_a_drawing_is_drawn_once(monkeypatch):
    svg.still("bird-dog")
    monkeypatch.setattr(svg, "Picture", None)
    assert svg.still("bird-dog", mirrored=True, described=True, fit="meet")


def test_the_movement_rests_at_its_end():
    times = re.search(r'keyTimes="([^"]+)"', svg.moving("glute-bridge")).group(1).split(";")
    middle = [float(t) for t in times if 0.39 < float(t) < 0.61]
    assert middle == [0.4, 0.6]
    assert drawings()["glute-bridge"].duration * HOLD == pytest.approx(1.5)


def test_the_tag_draws():
    template = Template("{% load figures %}{% figure slug %}")
    assert template.render(Context({"slug": "bird-dog"})) == svg.still("bird-dog")


def test_the_tag_draws_movement_with_words():
    template = Template("{% load figures %}{% figure 'bird-dog' described=True moving=True %}")
    out = template.render(Context())
    assert "<animate" in out
    assert "<desc" in out


def test_a_moving_figure_has_a_key_and_its_words():
    out = Template("{% load figures %}{% moving_figure 'glute-bridge' %}").render(Context())
    assert "data-figure-key" in out
    assert "data-figure-box" in out
    assert "Other side" not in out


def test_a_drawing_without_movement_has_no_key():
    out = Template("{% load figures %}{% moving_figure 'no-such-exercise' %}").render(Context())
    assert "data-figure-key" not in out


@pytest.mark.django_db
def test_only_exercises_done_on_each_side_offer_the_other(client):
    assert "?side=other" in client.get("/exercises/bird-dog/").content.decode()
    assert client.get("/exercises/cat-cow/?side=other").context["other_side"] == ""


@pytest.mark.parametrize("language", ["de", "fr"])
def test_numbers_have_a_dot_in_every_language(language):
    with override(language), override_settings(USE_THOUSAND_SEPARATOR=True):
        template = Template("{% load figures %}{% figure 'cat-cow' described=True moving=True %}")
        out = template.render(Context())
        svg.drawn.cache_clear()
        again = svg.moving("cat-cow", described=True)
    assert 'keyTimes="0;' in out
    assert "0,4" not in out
    assert again == out == svg.moving("cat-cow", described=True)


@pytest.mark.django_db
def test_staff_see_every_drawing_and_others_none(client, admin_client):
    address = reverse("admin:exercises_exercise_drawings")
    assert address in admin_client.get(reverse("admin:exercises_exercise_changelist")).content.decode()
    pages = [admin_client.get(address, {"page": n, "theme": "dark"}).content.decode() for n in range(1, 5)]
    assert sum(page.count("<animate ") > 0 for page in pages) == 4
    assert sum(page.count('class="fig fig-') for page in pages) == 3 * len(drawings())
    assert 'data-theme="dark"' in pages[0]
    assert admin_client.post(address).status_code == 405
    client.force_login(make_user())
    assert client.get(address).status_code == 302


def test_the_contact_sheet_holds_every_drawing(tmp_path):
    call_command("contact_sheet", str(tmp_path / "sheet.html"), "--theme", "dark")
    sheet = (tmp_path / "sheet.html").read_text(encoding="utf-8")
    assert sheet.count("<svg") == len(SLUGS)
    assert "--fig-skin:" in sheet


def test_the_check_command_finds_nothing(capsys):
    call_command("check_figures")
    assert "87 stills" in capsys.readouterr().out


# ---------------------------------------------------------------------- colour
def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a, b):
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def tokens(selector):
    block = re.search(r"^ *" + re.escape(selector) + r" \{([^}]*)\}", CSS, re.MULTILINE).group(1)
    return dict(re.findall(r"--fig-([\w-]+): (#\w{6})", block))


@pytest.mark.parametrize("person", ["", "-b"])
@pytest.mark.parametrize(("theme", "prefix"), [("light", ""), ("dark", ':root[data-theme="dark"] ')])
def test_people_and_props_stand_out_from_every_plate(theme, prefix, person):
    colours = tokens(f"{prefix}.fig") | (tokens(f"{prefix}.fig{person}") if person else {})
    weak = [name for name in ON_PLATE for plate in PLATES[theme] if contrast(colours[name], plate) < 3]
    assert weak == []
    assert [name for name in CLOTHES if contrast(colours["work"], colours[name]) < 3] == []


def test_near_shoes_differ_from_far_ones():
    near, far = (re.search(rf"\.fig \.{name} \{{ fill: ([^;]*)", CSS).group(1) for name in ("o", "of"))
    assert near != far


@pytest.mark.parametrize("selector", [".fig", ".fig-b", ".outs .fig"])
def test_the_dark_colours_are_the_same_by_choice_and_by_system(selector):
    by_system = re.search(
        r"  " + re.escape(f':root:not([data-theme="light"]) {selector}') + r" \{([^}]*)\}", CSS
    ).group(1)
    assert dict(re.findall(r"--fig-([\w-]+): (#\w{6})", by_system)) == tokens(f':root[data-theme="dark"] {selector}')
