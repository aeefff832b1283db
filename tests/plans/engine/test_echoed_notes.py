"""How a movement feels that is not said of it, but of another beside it. A "-" before a flag: it must not be found."""

import pytest

from tests.plans.engine.phrases import read


def holds(note, flag):
    return (flag.removeprefix("-") in read(note).flags) is not flag.startswith("-")


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("Sitting is murder. Standing? Not so much.", "-worse_standing"),
        ("Sitting is murder. Standing? Not so much. Walking neither.", "-worse_walking"),
        ("Sitting is murder. Nor does walking.", "-worse_walking"),
        ("Ice doesn't help. Heat does.", "helped_by_heat"),
        ("Riding doesn't fix it. Walking the creek does.", "helped_by_walking"),
        ("Riding doesn't fix it. Walking the creek does.", "-worse_walking"),
        ("What doesn't hurt? Standing. Sitting doesn't.", "-worse_sitting"),
        ("Bending hurts. Lifting too.", "worse_lifting"),
        ("My knee is swollen. Walking too.", "-worse_walking"),
        ("A walk sorts it. A hot bath as well.", "helped_by_heat"),
        ("Only walking helps. Standing, no.", "-worse_standing"),
        ("Bending hurts. Standing, no.", "-worse_standing"),
    ],
)
def test_an_echo_tells_whether_it_is_like_the_one_before(note, flag):
    assert holds(note, flag)


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("Does it hurt to bend? Yes. To stand? No.", "worse_bending_forward"),
        ("Does it hurt to bend? Yes. To stand? No.", "-worse_standing"),
        ("Is sitting a problem? Yes.", "worse_sitting"),
        ("Is sitting a problem? No.", "-worse_sitting"),
        ("Does sitting hurt? It does.", "worse_sitting"),
        ("Does sitting hurt? Not really.", "-worse_sitting"),
        ("Does sitting hurt? Yes, my wife says so.", "worse_sitting"),
        ("Does sitting hurt? I was asked.", "-worse_sitting"),
        ("Laces? Fine. Sitting at a desk? Agony.", "worse_sitting"),
        ("Laces? Fine. Sitting at a desk? Agony.", "-worse_bending_forward"),
        ("Walking the dog is fine, queuing hurts.", "worse_standing"),
        ("Sitting at a desk hurts, tying my laces doesn't.", "-worse_bending_forward"),
    ],
)
def test_a_reply_tells_what_was_asked(note, flag):
    assert holds(note, flag)


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("Sat on the tram I am ok, stood on it I am not.", "worse_standing"),
        ("Sat on the tram I am ok, stood on it I am not.", "-worse_sitting"),
        ("Bending hurts, lying doesn't.", "-helped_by_lying"),
        ("I can manage standing but not sitting.", "worse_sitting"),
        ("I can manage standing but not sitting.", "-worse_standing"),
        ("Fine with standing, not with sitting.", "worse_sitting"),
        ("It doesn't hurt when I'm at it, not mopping, not sitting.", "-worse_sitting"),
        ("It hurts sitting, not standing.", "-worse_standing"),
        ("Sitting always hurts, standing never.", "-worse_standing"),
        ("Standing is fine, sitting never.", "worse_sitting"),
        ("It hurts more to stand than to walk.", "-worse_walking"),
        ("Bath no use, lying on the floor, now that works.", "helped_by_lying"),
        ("I used to hurt sitting, now it's standing.", "worse_standing"),
        ("I used to hurt sitting, now it's standing.", "-worse_sitting"),
        ("On my feet I'm all right, in a chair I'm not.", "-worse_standing"),
    ],
)
def test_a_contrast_tells_of_both_its_halves(note, flag):
    assert holds(note, flag)


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("Sitting all day at the till doesn't help matters.", "worse_sitting"),
        ("Long drives don't help.", "worse_sitting"),
        ("Sitting doesn't help, nor does lying down.", "-worse_sitting"),
        ("Lying down doesn't help.", "-worse_lying"),
    ],
)
def test_what_nobody_does_for_relief_and_does_not_help_hurts(note, flag):
    assert holds(note, flag)


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("Sofa makes it bad.", "worse_sitting"),
        ("Slouching on the couch makes it worse.", "worse_sitting"),
        ("It's staying put in a theatre seat that hurts my back.", "worse_sitting"),
        ("It's staying put in a theatre seat that hurts my back.", "-worse_standing"),
        ("Bad: bending low, twisting round, lifting boxes, sitting on the bus.", "worse_sitting"),
        ("I do my emails standing, sitting's no good.", "-worse_standing"),
        ("Mine's just the sitting.", "worse_sitting"),
        ("I can't get comfy sitting or standing, only flat.", "helped_by_lying"),
        ("Walking is no cure, only lying on the bed.", "helped_by_lying"),
        ("It doesn't hurt, only when I bend.", "worse_bending_forward"),
        ("Worse twisting. Better lying down with a heat pack.", "helped_by_heat"),
        ("I just can't put tights on without swearing.", "worse_bending_forward"),
        ("I can put my socks on without help.", "-worse_bending_forward"),
        ("Three times round the park used to be nothing, once is too much now.", "worse_walking"),
        ("An hour at the wheel and I'm stuck.", "worse_sitting"),
        ("worst: picking up blocks / best: flat on the floor", "worse_lifting"),
        ("Lying still on my back is the one thing that relieves it.", "-worse_lying"),
    ],
)
def test_each_word_of_feeling_goes_with_its_own_movement(note, flag):
    assert holds(note, flag)


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("No way of lying eases it.", "-helped_by_lying"),
        ("Deadlifts: zero pain. Netflix: pain.", "-worse_lifting"),
        ("Sitting cross legged for puja is the problem.", "-worse_bending_forward"),
        ("Broad based disc bulge.", "-worse_bending_forward"),
        ("Bent over a ewe all day, and by smoko my back is screaming.", "-helped_by_bending_forward"),
        ("Leaning on the trolley I could go on for miles.", "helped_by_bending_forward"),
        ("Backache pushing the pram uphill.", "-worse_lifting"),
        ("Backache lifting the pram into the boot.", "worse_lifting"),
        ("Tipped my head back and it went off like a trap.", "-helped_by_bending_backward"),
        ("Sitting, standing, walking, bending don't.", "-worse_bending_forward"),
    ],
)
def test_what_is_beside_a_movement_is_not_always_said_of_it(note, flag):
    assert holds(note, flag)


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("Standing in one place hurts my back but walking around makes it better.", "worse_standing"),
        ("BACK ACHES WHEN I AM STOOD AT THE IRONING BOARD.", "worse_standing"),
        ("I only feel the back when I stoop down to milk the goats.", "worse_bending_forward"),
        ("Sore back when I reach down to the bottom oven.", "worse_bending_forward"),
        ("Bending into the chest freezer is what gives me grief.", "worse_bending_forward"),
        ("LBP on prolonged standing.", "worse_standing"),
        ("A hot bath gets me going in the morning.", "helped_by_heat"),
        ("Hot showers are what get me going.", "helped_by_heat"),
        ("Back is the usual ache low down, gone after a hot shower.", "helped_by_heat"),
        ("Leaning back over the gym ball gives me a good hour of ease.", "helped_by_bending_backward"),
        ("The waist pains me until I go and walk around the compound.", "helped_by_walking"),
        ("Can only lie on the floor, that takes the edge off.", "helped_by_lying"),
        ("Can only lie on the floor, that takes the edge off.", "-worse_lying"),
        ("Sitting bad. Walk = good.", "helped_by_walking"),
        ("Walking is good.", "-helped_by_walking"),
        ("Lying flat is the very thing that makes it worse.", "worse_lying"),
        ("I stand because sitting gives me a stab.", "-worse_standing"),
        ("I've stopped picking up the cat. Never hurt yet.", "-worse_lifting"),
    ],
)
def test_the_plain_word_of_feeling_is_found(note, flag):
    assert holds(note, flag)


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("Lifting doesn't hurt.", "-worse_lifting"),
        ("Ten minutes of standing at the sink is nothing to me.", "-worse_standing"),
        ("Ten minutes of standing at the sink and I'm done.", "worse_standing"),
        ("Standing in a queue doesn't hurt.", "-worse_standing"),
        ("I have no pain with bending.", "-worse_bending_forward"),
        ("It's not lifting that does it.", "-worse_lifting"),
        ("It's the lifting that does it.", "worse_lifting"),
        ("What doesn't hurt is sitting.", "-worse_sitting"),
        ("What doesn't help is sitting.", "worse_sitting"),
        ("It hurt the first week with sitting, not any more.", "-worse_sitting"),
        ("I can sit, it's standing more than five minutes.", "worse_standing"),
        ("Walking helps my wife.", "-helped_by_walking"),
        ("Walking helps my back.", "helped_by_walking"),
        ("Neither heat nor walking helps.", "-helped_by_walking"),
        ("A hot bath helped last time, not this.", "-helped_by_heat"),
    ],
)
def test_a_no_beside_a_movement_holds_against_the_phrase_around_it(note, flag):
    assert holds(note, flag)
