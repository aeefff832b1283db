"""Poses become bodies: bones keep their length, planted hands and feet stay where they are."""

from dataclasses import replace
from itertools import pairwise

import pytest

from exercises.figure import Body, between, body_of
from exercises.figure.geometry import add, bend_to, blend, direction, distance, inside, vector
from exercises.figure.limbs import limb_outline
from exercises.figure.shapes import FORE, HANDS, SHANK, SHAPES, THIGH, TURNING, UPPER
from exercises.figure.skeleton import fingers_of
from exercises.figure.slanted import Camera, angle_between, dot, long, minus, reach, times, tube, unit, way, way_of
from exercises.poses import BASES, FOLDER, drawings
from exercises.poses.checks import arrows_crossed, faults_in_space, legs_alike, long_ways, target_misses, untouched
from exercises.svg.picture import Picture, frames_of

STANDING = {"at": ["ankle", 0, 3.9], "pelvis": 85, "lumbar": -15, "thoracic": 20, "leg": [6, 2, 2], "arm": [4, 8, 4]}


def test_two_bones_reach_a_target_within_reach():
    first, second = bend_to((0, 0), (30, 10), THIGH, SHANK, 1)
    end = add(vector(first, THIGH), vector(second, SHANK))
    assert distance(end, (30, 10)) < 0.01


def test_two_bones_stretch_towards_a_target_out_of_reach():
    first, second = bend_to((0, 0), (100, 0), UPPER, FORE, -1)
    assert abs(first - second) < 3


@pytest.mark.parametrize("bend", [1, -1])
def test_the_bend_picks_the_side_of_the_joint(bend):
    first, _ = bend_to((0, 0), (30, 0), THIGH, SHANK, bend)
    assert vector(first, THIGH)[1] * bend > 0


def test_a_pinned_joint_is_where_it_was_pinned():
    assert distance(Body(STANDING).joints["ankle"], (0, 3.9)) < 0.001


def test_a_standing_body_is_as_tall_as_a_person_and_stands_on_the_floor():
    body = Body(STANDING)
    top = max(y for _, outlines in body.parts for outline in outlines for _, y in outline)
    assert 95 < top < 108
    assert -1 < body.lowest() < 0.5


def test_a_planted_hand_stays_while_the_body_moves():
    a = {**STANDING, "arm": {"to": [25, 60], "end": 0}}
    b = {**a, "pelvis": 70}
    for part in (0, 0.3, 0.7, 1):
        assert distance(Body(between(a, b, part)).joints["wrist"], (25, 60)) < 0.01


def test_limbs_given_in_different_ways_meet_without_changing_length():
    a, b = STANDING, {**STANDING, "arm": {"to": [20, 70], "end": 0}}
    arm = Body(between(a, b, 0.5)).bones["arm"]
    assert (arm.l1, arm.l2) == pytest.approx((UPPER, FORE))


def test_the_checks_see_a_hand_that_misses():
    assert list(target_misses(Body({**STANDING, "arm": {"to": [90, 90], "end": 0}})))


def test_the_checks_see_legs_that_do_the_same_all_the_time():
    swimming = drawings()["swimming"]
    stiff = replace(swimming, poses=tuple({**pose, "leg2": pose["leg"]} for pose in swimming.poses))
    assert list(legs_alike(swimming)) == []
    assert len(list(legs_alike(stiff))) == 1


def test_the_checks_see_an_arrow_through_a_limb_on_its_way():
    beside = drawings()["knee-roll"]
    across = replace(beside, arrows=((30, 70, 34, 50, 30, 30),))
    assert list(arrows_crossed(beside, Picture(beside))) == []
    assert list(arrows_crossed(across, Picture(across)))


def test_the_checks_see_an_arrow_that_begins_at_a_foot():
    beyond = drawings()["standing-hip-abduction"]
    at_the_foot = replace(beyond, arrows=((29, 8, 38, 11, 44, 20),))
    assert list(arrows_crossed(beyond, Picture(beyond))) == []
    assert list(arrows_crossed(at_the_foot, Picture(at_the_foot)))


def test_a_ghost_can_leave_its_far_limbs_out():
    near = drawings()["hip-flexor-stretch"]
    whole, less = (ghost_of(replace(near, ghost_of=which)) for which in ("", "near"))
    assert less
    assert whole.count("M") > less.count("M")


def ghost_of(drawing):
    return Picture(drawing).markup("still").split('class="gh" d="')[1].split('"')[0]


def test_a_mat_hides_what_sinks_into_it():
    still = Picture(drawings()["glute-bridge"]).markup("still")
    assert still.index('class="gh"') < still.index('class="m"') < still.index('class="fl"') < still.index('class="l"')


def test_a_back_that_bends_backwards_does_not_fold_sharply():
    straight, bent = ({**STANDING, "lumbar": lumbar} for lumbar in (-20, -44))
    hollows = [min(distance(q, body.on_spine(0.41)[0]) for q in shirt(body)) for body in (Body(straight), Body(bent))]
    assert hollows[1] > hollows[0] + 0.4


@pytest.mark.parametrize(
    "slug",
    ["front-plank-full", "front-plank-knees", "incline-plank", "bird-dog", "dead-bug", "dead-bug-heel-tap",
     "knee-to-chest", "double-knee-to-chest", "bottom-to-heel", "glute-bridge"],
)  # fmt: skip
def test_a_braced_back_is_not_hollow(slug):
    drawing = drawings()[slug]
    body = Body(drawing.poses[-1], drawing.who)
    behind = [q for q in shirt(body) if distance(q, body.beside(0.5, -60)) < distance(q, body.beside(0.5, 60))]
    seat, small, shoulders = (min(distance(q, body.on_spine(t)[0]) for q in behind) for t in (0.1, 0.41, 0.83))
    assert small > (seat + shoulders) / 2 - 1


@pytest.mark.parametrize("slug", ["prone-back-lift", "prone-hip-extension"])
def test_a_cushion_lies_under_the_belly(slug):
    drawing = drawings()[slug]
    [(left, wide, high)] = [where for name, *where in drawing.props if name == "pillow"]
    still = Picture(drawing).markup("still")
    assert still.rindex('class="m"') < still.index('class="l"')
    belly = [y for x, y in shirt(Body(drawing.poses[0], drawing.who)) if left < x < left + wide and y < 6]
    assert 0 < min(belly) < high


def test_a_folded_knee_stays_between_hip_and_heel():
    bone = Body({**STANDING, "leg": [110, 158, 0]}).bones["leg"]
    *_, below_the_hip = limb_outline(bone, SHAPES["leg", "side"], 3.5, 1, hem=0.86)
    assert distance(below_the_hip, bone.middle) < THIGH


def test_every_data_file_but_the_bases_holds_drawings():
    files = {path.stem for path in FOLDER.glob("*.toml")} - {BASES}
    assert files
    assert len(drawings()) >= len(files)


def test_both_people_are_drawn_about_as_often():
    people = [drawing.who for key, drawing in drawings().items() if "." not in key]
    assert abs(people.count("a") - people.count("b")) <= 2


def test_a_hand_closes_and_a_head_turns_by_degrees():
    front = {"view": "front", "at": ["ankle", 5.4, 5.4], "pelvis": 90, "leg": [1, 0, 0], "arm": [9, 6, 2]}
    a, b = {**front, "grip": 0, "turn": 0}, {**front, "grip": 1, "turn": 1}
    shapes = [Body(between(a, b, part)).parts for part in (0, 0.5, 1)]
    counts = [[(name, [len(one) for one in outlines]) for name, outlines in parts] for parts in shapes]
    assert counts[0] == counts[1] == counts[2]
    assert shapes[0] != shapes[1] != shapes[2]


def area_of(outline):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(outline, outline[1:] + outline[:1], strict=True))


def hands_of(body):
    return [part[1] for name, part in body.parts if name in ("k", "kf") and len(part[-1]) == len(HANDS["flat"])]


@pytest.mark.parametrize(
    "slug",
    ["incline-plank", "standing-hip-extension", "standing-bird-dog", "standing-hip-flexor-stretch", "tandem-stand"],
)
def test_a_palm_lies_flat_on_the_worktop(slug):
    top = 53
    for body in Picture(drawings()[slug]).bodies:
        below = [[y for _, y in hand if abs(y - top) < 0.4] for hand in hands_of(body)]
        assert max(map(len, below)) >= 4


def test_a_hand_opens_from_flat_to_relaxed_as_its_arm_leaves_what_it_lay_on():
    a, b = {**STANDING, "arm": {"on": [0.1, 7], "end": -60}}, STANDING
    heights = [[y for _, y in hands_of(Body(between(a, b, part)))[-1]] for part in (0, 0.5, 1)]
    assert len(set(map(len, heights))) == 1
    assert heights[0] != heights[1] != heights[2]


def test_between_two_poses_each_hand_keeps_its_own_fingers():
    a = {**STANDING, "arm": {"on": [0.3, 0], "end": 12, "fingers": "laid"}, "arm2": {"on": [0.1, 7], "end": -60}}
    half = between(a, {**a, "belly": 2}, 0.5)
    assert [fingers_of(half, key) for key in ("arm", "arm2")] == ["laid", "flat"]


def test_gaps_between_the_fingers_are_holes_in_their_hand():
    [(hand, *gaps)] = [
        part[1:] for name, part in Body({**STANDING, "fingers": "laid", "apart": 1}).parts if len(part) > 2
    ]
    assert all(inside(point, hand) for gap in gaps for point in gap)
    assert area_of(hand) > 0 > max(map(area_of, gaps))


def test_a_head_turns_all_the_way_to_its_profile():
    front = {"view": "front", "at": ["hip", 0, 52], "pelvis": 90, "leg": [1, 0, 0], "arm": [9, 6, 2]}
    facing, right, left = (face_of(Body({**front, "turn": turn})) for turn in (0, 1, -1))
    assert max(x for x, _ in facing) == pytest.approx(-min(x for x, _ in facing))
    assert max(x for x, _ in right) > max(x for x, _ in facing) + 1
    assert sorted(x for x, _ in left) == pytest.approx(sorted(-x for x, _ in right))


def face_of(body):
    return [outlines[0] for name, outlines in body.parts if name == "k"][-1]


def test_a_foot_in_profile_points_to_the_right_in_a_view_from_the_front():
    front = {"view": "front", "at": ["hip", 0, 52], "pelvis": 90, "arm": [9, 6, 2]}
    front |= {"leg": {"to": [5.4, 3.9], "end": 0}, "leg2": {"to": [-5.4, 5.4], "end": 270}}
    bodies = Body({**front, "profile": ["leg"]}), Body(front)
    in_profile, to_us = (
        max(x for _, outlines in body.parts for o in outlines for x, y in o if y < 3) for body in bodies
    )
    assert in_profile > to_us + 4


def test_a_chest_that_turns_to_us_looks_wider_and_the_belly_does_not():
    closed, turned = Body(STANDING), Body({**STANDING, "open": 3})
    wider = [distance(a, b) for a, b in zip(shirt(closed), shirt(turned), strict=True)]
    assert max(wider) == pytest.approx(3, abs=0.5)
    assert min(wider) == 0


def shirt(body):
    return next(outlines[0] for name, outlines in body.parts if name == "t")


def test_the_small_figure_from_above_reaches_as_far_as_it_is_told():
    front = {"at": ["ankle", 5.4, 5.4], "pelvis": 90, "view": "front", "leg": [1, 0, 0], "arm": [9, 6, 2]}

    def lowest_hand(reach):
        hands = Body({**front, "above": [50, 80, 0.5, reach]}).parts[-5][1][2:]
        return min(y for hand in hands for _, y in hand)

    assert lowest_hand(8) - lowest_hand(30) == pytest.approx(0.5 * 22, abs=1)


def test_the_leg_that_rolls_on_top_is_drawn_on_top_and_not_in_the_shade():
    start, *_, end = drawings()["knee-roll"].poses
    for pose, is_far_on_top in ((start, False), (end, True)):
        legs = [(name, outlines[0]) for name, outlines in Body(pose).parts if name in ("l", "lf")][:3]
        assert [name for name, _ in legs] == (["l", "lf", "l"] if is_far_on_top else ["lf", "l", "lf"])
        apart = max(distance(p, q) for p, q in zip(legs[0][1], legs[2][1], strict=True))
        assert (apart < 0.01) is is_far_on_top


def test_only_knees_that_point_at_us_have_an_edge():
    start, _, middle, _, end = drawings()["knee-roll"].poses
    for pose, points_at_us in ((start, False), (middle, True), (end, False)):
        edges = [outlines[0] for name, outlines in Body(pose).parts if name == "lf"][-2:]
        wide = [max(distance(p, q) for p, q in zip(edge, edge[::-1], strict=True)) for edge in edges]
        assert all((width > 1) is points_at_us for width in wide)


def test_both_legs_are_out_of_the_shade_for_a_moment_alone():
    _, before, middle, after, _ = drawings()["knee-roll"].poses
    seen = [between(a, b, part)["near"] for a, b in ((before, middle), (middle, after)) for part in (0.2, 0.5, 0.8)]
    assert seen == ["leg", "leg", "both", "both", "leg2", "leg2"]


def test_a_leg_goes_through_its_knee_and_on_the_way_knees_move_straight():
    keys = [{"at": ["hip", 0, 37], "pelvis": 90, "view": "front", "arm": [9, 6, 2], "leg": leg} for leg in (
        {"through": [15, 28], "to": [-2, 12], "end": -60}, {"through": [5, 33], "to": [4, 12], "end": -88},
    )]  # fmt: skip
    knees = [Body(between(*keys, part)).joints["knee"] for part in (0, 0.5, 1)]
    assert knees == [pytest.approx(at) for at in ((15, 28), (10, 30.5), (5, 33))]


SEATED = {
    "view": "front", "lap": True, "at": ["hip", 0, 32], "pelvis": 90, "order": "neck shirt leg2 leg seat arm2 arm head",
    "leg": {"dir": [-66, -90, -90], "scale": [0.25, 0.9]}, "leg2": {"dir": [-114, -90, -90], "scale": [0.25, 0.9]},
    "arm": [9, 6, 2],
}  # fmt: skip


def test_who_sits_facing_us_has_one_pair_of_trousers_that_ends_above_feet_on_the_floor():
    parts = Body(drawings()["chair-yoga"].poses[0], "b").parts
    shins_and_thighs = [outlines for name, outlines in parts if name == "l"]
    assert "lf" not in [name for name, _ in parts]
    assert sum(map(len, shins_and_thighs)) == 5
    hem = min(y for outlines in shins_and_thighs for outline in outlines for _, y in outline)
    sole = min(y for _, outlines in parts for outline in outlines for _, y in outline)
    assert -0.5 < sole < 0.5 < hem


def test_a_camera_at_the_side_sees_what_a_view_from_the_side_does_and_one_at_the_feet_what_is_aside():
    point = 3, -5, 8
    assert Camera(0, 0)(point) == pytest.approx((3, 8))
    assert Camera(90, 0)(point) == pytest.approx((-5, 8))
    assert Camera(0, 90)(point) == pytest.approx((3, -5))


def test_two_bones_reach_a_target_in_space_with_the_joint_where_it_is_told():
    joint, end = reach((0, 0, 0), (5, -20, 25), THIGH, SHANK, way(180, 0))
    assert end == pytest.approx((5, -20, 25))
    assert long(joint) == pytest.approx(THIGH)
    assert long(minus(end, joint)) == pytest.approx(SHANK)
    assert joint[0] < 0
    assert way(*way_of((3, -4, 12))) == pytest.approx(unit((3, -4, 12)))


def slanted(slug="figure-4-stretch"):
    drawing = drawings()[slug]
    return drawing, [body_of(pose, drawing.who) for pose in frames_of(drawing)]


@pytest.mark.parametrize("slug", ["figure-4-stretch", "seated-figure-4"])
def test_a_figure_4_has_its_ankle_on_the_other_thigh_above_the_knee_and_its_own_knee_out_to_the_side(slug):
    _, bodies = slanted(slug)
    for body in bodies:
        hip2, knee2, _ = body.limbs["leg2"]
        hip, knee, ankle = body.limbs["leg"]
        assert 0.7 < dot(minus(ankle, hip2), minus(knee2, hip2)) / THIGH**2 < 1
        assert hip[1] - knee[1] > 8
        assert ankle[1] - knee[1] > 20


@pytest.mark.parametrize("slug", ["figure-4-stretch", "seated-figure-4"])
def test_the_crossed_leg_of_a_figure_4_has_the_mark_and_another_tint_than_the_one_it_lies_on(slug):
    drawing, bodies = slanted(slug)
    assert {spec[0] for spec in drawing.work} == {"leg.back"}
    for body in bodies:
        thigh, shin2 = (body.camera(blend(*bone, 0.5)) for bone in (body.limbs["leg"][:2], body.limbs["leg2"][1:]))
        assert cloth_at(thigh, body) != cloth_at(shin2, body)


def cloth_at(point, body):
    """The tint of what is uppermost there."""
    return [name for name, lines in body.parts if name in ("l", "lf") and inside(point, lines[0])][-1]


@pytest.mark.parametrize("slug", ["figure-4-stretch", "seated-figure-4"])
def test_a_foot_seen_from_a_slant_has_five_toes_the_big_one_on_the_inner_side(slug):
    drawing, _ = slanted(slug)
    from_the_front = body_of({**drawing.poses[0], "camera": [90, 0]})
    [toes] = [outlines[2:] for name, outlines in from_the_front.parts if name == "kf" and len(outlines) > 4]
    across = [sum(x for x, _ in toe) / len(toe) for toe in toes]
    assert len(across) == 5
    assert across == sorted(across)  # of the far leg, whose inner side is the near one


def test_a_tube_is_as_round_as_its_balls():
    outline = tube([((0, 0), 10), ((30, 0), 10)], 0)
    ends = [blend(a, b, 0.5) for a, b in pairwise([*outline, outline[0]])]
    far = [distance((min(max(x, 0), 30), 0), (x, y)) for x, y in ends]
    assert all(9.5 < one < 10.5 for one in far)


def test_who_leans_over_the_crossed_shin_keeps_a_long_back_and_the_hands_on_knee_and_shin():
    _, bodies = slanted("seated-figure-4")
    for body in bodies:
        _, knee, ankle = body.limbs["leg"]
        shin = unit(minus(knee, ankle))
        for key in ("arm", "arm2"):
            wrist = minus(body.limbs[key][2], ankle)
            assert 0 < dot(wrist, shin) < SHANK + 5
            assert 4 < long(minus(wrist, tuple(u * dot(wrist, shin) for u in shin))) < 8
    (start, _), (end, _) = ((body.places["c7"], body) for body in (bodies[0], bodies[-1]))
    assert end[0] > start[0] + 10
    assert long(minus(end, bodies[-1].places["hip"])) > long(minus(start, bodies[0].places["hip"])) - 1


def test_both_hands_draw_the_thigh_from_behind_towards_the_chest():
    drawing, bodies = slanted()
    hold = bodies[-len(bodies) // 2 :]
    for body in hold:
        hip, knee, _ = body.limbs["leg2"]
        thigh = unit(minus(knee, hip))
        for key in ("arm", "arm2"):
            wrist = minus(body.limbs[key][2], hip)
            beside = minus(wrist, tuple(u * dot(wrist, thigh) for u in thigh))
            assert beside[0] > 0  # behind it, where the feet are
            assert long(beside) < 8
    reached = [body.places["knee2"][0] for body in bodies]
    assert reached == sorted(reached, reverse=True)
    assert drawing.poses[0]["leg2"]["foot"]


def test_elbows_keep_over_the_mat_that_the_figure_4_lies_on():
    drawing, bodies = slanted()
    [(*_, near, far)] = [prop for prop in drawing.props if prop[0] == "mat_slanted"]
    assert [
        y for body in bodies for y in (body.places["elbow"][1], body.places["elbow2"][1]) if not near < y < far
    ] == []


def test_a_line_parts_the_crossed_thigh_from_its_shin_at_the_knee():
    _, (body, *_) = slanted()
    knee, ankle = body.camera(body.limbs["leg"][1]), body.camera(body.limbs["leg"][2])
    across = [cloth_at(add(knee, vector(direction(knee, ankle), far)), body) for far in (3, 5, 6.5)]
    assert across[0] == across[2] != across[1]


def test_who_sits_with_a_leg_crossed_is_seen_to_bend_its_knee():
    _, bodies = slanted("seated-figure-4")
    for body in bodies:
        thigh, shin = (minus(b, a) for a, b in pairwise(map(body.camera, body.limbs["leg"])))
        assert angle_between(thigh, shin) > 40  # nearly in line, the two read as a roll on the lap
        assert min(long(thigh), long(shin)) > THIGH / 2
        knee, behind = body.camera(body.limbs["leg"][1]), minus(unit(shin), unit(thigh))
        fold = add(knee, vector(direction((0, 0), behind), 4))
        beside = [cloth_at(add(fold, vector(direction((0, 0), side), 2)), body) for side in (shin, times(thigh, -1))]
        assert beside[0] == beside[1] != cloth_at(fold, body)


def test_the_checks_see_a_hand_that_misses_and_a_knee_that_bends_too_far_in_space():
    drawing, _ = slanted()
    start = drawing.poses[0]
    assert list(faults_in_space(body_of(start))) == []
    far = {**start["arm"], "to": [40, 0, 40]}
    assert "misses" in next(faults_in_space(body_of({**start, "arm": far})))
    sharp = {"dir": [[90, 0], [-85, 0]], "end": [5, 0]}
    assert any("knee" in fault for fault in faults_in_space(body_of({**start, "leg2": sharp})))


def test_a_ghost_can_be_of_the_far_limbs_alone():
    drawing, _ = slanted()
    whole, far = (ghost_of(replace(drawing, ghost_of=which)) for which in ("", "far"))
    assert 0 < far.count("M") < whole.count("M")


def test_a_face_in_profile_has_one_eye():
    first, second = TURNING["open"]
    assert first == second


def test_the_small_figure_that_turns_keeps_its_knees_where_they_are():
    straight, turned = (Body({**SEATED, "above": [50, 60, 0.7, 0], "above_turn": turn}).parts for turn in (0, 45))
    moved = [a[1] != b[1] for a, b in zip(straight, turned, strict=True)][-7:]
    assert moved == [False, False, True, True, True, True, True]


@pytest.mark.parametrize(("slug", "joint"), [("seated-march", "hip"), ("incline-plank", "ankle")])
def test_who_hovers_over_a_chair_or_worktop_is_found(slug, joint):
    drawing = drawings()[slug]
    pose = drawing.poses[0]
    lifted = {**pose, "at": [joint, pose["at"][1], pose["at"][2] + 2]}
    if slug == "incline-plank":
        lifted["arm"] = {**pose["arm"], "to": [pose["arm"]["to"][0], pose["arm"]["to"][1] + 2]}
    assert list(untouched(Body(pose), drawing)) == []
    assert list(untouched(Body(lifted), drawing)) != []


def test_a_hand_that_turns_the_long_way_round_is_found():
    drawing = drawings()["band-anti-rotation-press"]
    start, end = drawing.poses
    turned = {**end, "arm2": {**end["arm2"], "end": end["arm2"]["end"] + 360}}
    assert list(long_ways(drawing)) == []
    assert list(long_ways(replace(drawing, poses=(start, turned)))) != []


def test_a_foot_in_profile_keeps_its_sole_down_whichever_way_it_points():
    crossed = {"at": ["hip", 0, 40], "pelvis": 90, "view": "front", "profile": ["leg"], "arm": [9, 6, 2]}
    for end in (0, 180):
        body = Body({**crossed, "leg": {"dir": [-60, -90, end]}, "leg2": [0, 0, 0]})
        foot = next(outlines[0] for name, outlines in body.parts[2:] if name == "k")
        ankle = body.joints["ankle"]
        assert min(y for _, y in foot) < ankle[1] - 3.5


@pytest.mark.parametrize("view", ["side", "front"])
def test_only_who_rests_has_the_eyes_shut(view):
    def eye(**more):
        body = Body({**STANDING, "view": view, **more})
        return next(outlines[0] for name, outlines in body.parts if name == "f")

    def width(points):
        return max(x for x, _ in points) - min(x for x, _ in points)

    assert width(eye(rests=True)) > 3 * width(eye())


def test_a_folded_forearm_lies_with_its_hand_over_its_own_sleeve():
    plain, folded = (
        [(name, len(outlines)) for name, outlines in Body({**STANDING, **more}).parts][-3:]
        for more in ({}, {"folded": ["arm"]})
    )
    assert plain[1:] == [("k", 2), ("ts", 1)]
    assert folded == [("k", 1), ("ts", 1), ("k", 2)]
