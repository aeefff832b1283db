"""Wordings that the reader once missed, by the cause: each cause with many other wordings of it."""

import pytest

from tests.plans.engine.phrases import read


def flags(note):
    return set(read(note).flags)


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("No leg trouble, only when I'm lifting sacks.", "worse_lifting"),
        ("Nothing in the legs, just when I bend.", "worse_bending_forward"),
        ("No pain at rest, only if I twist.", "worse_twisting"),
        ("Mine wasn't: titanium knee, nine weeks ago.", "knee_replacement"),
        ("Hers went wrong, mine didn't, new hip in 2019.", "hip_replacement"),
        ("Not with these knees, they're agony.", "knee_problem"),
        ("The carpal tunnel op was cancelled.", "wrist_problem"),
        ("My frozen shoulder procedure got cancelled.", "shoulder_problem"),
        ("Heat gets rid of the tingle in my shin for an hour.", "leg_pain"),
        ("Can't get rid of the sciatica.", "leg_pain"),
        ("A stroll stops the pins and needles in my foot.", "leg_pain"),
        ("I don't feel sick, plus shooting pain down my leg.", "leg_pain"),
        ("He doesn't see well, he has a pacemaker.", "heart_condition"),
        ("R THR 2019, L on the waiting list.", "hip_replacement"),
        ("Left knee replaced, right one booked for June.", "knee_replacement"),
        ("31 weeks pregnant, rolling over takes planning permission.", "pregnancy"),
    ],
)
def test_a_no_reaches_only_so_far(note, flag):
    assert flag in flags(note)


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("stand ok walk ok lift not ok", "worse_lifting"),
        ("standing ok sitting ok walking not ok", "worse_walking"),
        ("walk fine bend fine twist bad", "worse_twisting"),
        ("On foot I'm good for one song, then it grips.", "worse_walking"),
        ("I can drive twenty minutes before my back starts shouting.", "worse_sitting"),
        ("Standing is fine until about ten minutes, then it aches.", "worse_standing"),
        ("Parcels up to eight kilo are ok, then my back screams.", "worse_lifting"),
        ("Sitting is comfortable for a while, then it bites.", "worse_sitting"),
    ],
)
def test_what_it_comes_to_in_the_end(note, flag):
    assert flag in flags(note)


@pytest.mark.parametrize(
    "note", ["Standing in line no problem, then I set off and it nips.", "Sitting is fine but bed hurts."]
)
def test_what_ends_well_hurts_not(note):
    assert flags(note).isdisjoint({"worse_standing", "worse_sitting"})


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("Bending and lifting both light it up.", "worse_lifting"),
        ("Any twist fires it up.", "worse_twisting"),
        ("Walking tends to stir it.", "worse_walking"),
        ("Walking to the loo makes me shout.", "worse_walking"),
        ("Sitting leaves me groaning.", "worse_sitting"),
        ("Getting my socks on has me swearing.", "worse_bending_forward"),
        ("Standing sends it down both my legs.", "worse_standing"),
        ("A hundred yards and the fuse is lit.", "worse_walking"),
    ],
)
def test_words_of_what_hurts(note, flag):
    assert flag in flags(note)


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("McKenzie = good, sitting = bad.", "helped_by_bending_backward"),
        ("Heat pad: good.", "helped_by_heat"),
        ("Without my walk it seizes up.", "helped_by_walking"),
        ("If I miss my hot bath I'm stiff and sore.", "helped_by_heat"),
        ("Days without a walk it aches.", "helped_by_walking"),
        ("I walk round the close twice and it's gone.", "helped_by_walking"),
        ("I lie on the rug and the pain retreats.", "helped_by_lying"),
        ("I bend forward and the ache shrinks.", "helped_by_bending_forward"),
        ("A hot water bottle takes the pain right down.", "helped_by_heat"),
        ("The cobra has halved the pain.", "helped_by_bending_backward"),
        ("Rice in a sock takes it from 6 to 3.", "helped_by_heat"),
        ("Ten minutes of the treadmill and I've a new spine.", "helped_by_walking"),
        ("My wheat bag does more than the physio.", "helped_by_heat"),
        ("Flat on the floor, it goes out like a light.", "helped_by_lying"),
        ("Draping myself backwards over the big ball is bliss.", "helped_by_bending_backward"),
        ("The hot tub is my painkiller.", "helped_by_heat"),
        ("Lean back over the rail and it's away.", "helped_by_bending_backward"),
    ],
)
def test_words_of_what_eases(note, flag):
    assert flag in flags(note)


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("Forwards is bad, backwards fine.", "worse_bending_forward"),
        ("It's the going down that hurts.", "worse_bending_forward"),
        ("Getting down to my toenails stabs.", "worse_bending_forward"),
        ("Hinging hurts.", "worse_bending_forward"),
        ("Backward bends kill me.", "worse_bending_backward"),
        ("It hurts to turn.", "worse_twisting"),
        ("The turning is agony.", "worse_twisting"),
        ("Two hours in the HGV wrecks my back.", "worse_sitting"),
        ("Seating gives me pain.", "worse_sitting"),
        ("Perched on the kerb it aches.", "worse_sitting"),
        ("On the one spot it aches.", "worse_standing"),
        ("Pumping gas hurts.", "worse_standing"),
        ("Sixty yards and it grips.", "worse_walking"),
        ("Two driveways and I'm aching.", "worse_walking"),
        ("Every footfall jars.", "worse_walking"),
        ("When I go by foot the pain comes.", "worse_walking"),
        ("Shanks's pony kills my back.", "worse_walking"),
        ("Golf without a buggy hurts.", "worse_walking"),
        ("Two miles with the dog does it good.", "helped_by_walking"),
        ("Nights are sore, then I walk and it goes.", "helped_by_walking"),
        ("A case of water sets it off.", "worse_lifting"),
        ("A thirty pound pack has my back screaming.", "worse_lifting"),
        ("Shovelling snow is the worst thing for it.", "worse_lifting"),
        ("Pick something up and it stabs.", "worse_lifting"),
        ("Slinging bags hurts.", "worse_lifting"),
        ("Carryng my daugther hurts.", "worse_lifting"),
        ("Weight in my hands is pain.", "worse_lifting"),
        ("On side: pain.", "worse_lying"),
        ("Reclining hurts.", "worse_lying"),
        ("Lying on my front and pushing up on my arms helps.", "helped_by_bending_backward"),
    ],
)
def test_names_of_movements(note, flag):
    assert flag in flags(note)


@pytest.mark.parametrize(
    "note",
    [
        "The pool is thirty miles away, no good.",
        "I look forward to bed, it hurts.",
        "I slipped forwards and it hurt.",
        "My spine is sore in one place.",
        "Pain going down my leg.",
        "He lives two streets over, his back is bad.",
    ],
)
def test_names_of_no_movement(note):
    assert flags(note).isdisjoint({"worse_walking", "worse_bending_forward", "worse_standing"})


@pytest.mark.parametrize(
    ("note", "sign"),
    [
        ("No appetite, losing weight.", "rf_weight_loss"),
        ("No hunger, losing weight.", "rf_weight_loss"),
        ("No appetite and the weight's falling off.", "rf_weight_loss"),
        ("Two stone gone, not dieting.", "rf_weight_loss"),
        ("Off my food, 12 pounds gone.", "rf_weight_loss"),
        ("Nine kilos gone without trying.", "rf_weight_loss"),
        ("Without dieting I'm down a stone.", "rf_weight_loss"),
        ("Two stone lost, not on purpose.", "rf_weight_loss"),
        ("No pain in the legs but they've gone like jelly.", "rf_bilateral_leg_weakness"),
        ("The power in my legs has gone.", "rf_bilateral_leg_weakness"),
        ("The strength of my foot is fading.", "rf_bilateral_leg_weakness"),
        ("My legs have given up this month.", "rf_bilateral_leg_weakness"),
        ("I'm not used to waking with a temperature of 39.", "rf_fever_infection"),
        ("What isn't usual is a dead feeling in my groin.", "rf_saddle_numbness"),
        ("Can't make water since Sunday.", "rf_bladder_bowel"),
        ("I take tacrolimus to keep on good terms with it.", "rf_steroids_or_immunosuppressed"),
        ("They kept me on certolizumab, which is ok in pregnancy.", "rf_steroids_or_immunosuppressed"),
        ("My brother's kidney keeps me alive, with the tacrolimus.", "rf_steroids_or_immunosuppressed"),
        ("Flipped the quad last week.", "rf_trauma"),
        ("The horse came over on top of me on Sunday.", "rf_trauma"),
        ("Womb cancer 2003, fine since.", "rf_cancer_history"),
        ("Ca colon 2012, clear.", "rf_cancer_history"),
    ],
)
def test_signs_behind_a_no(note, sign):
    assert sign in read(note).red_flags


@pytest.mark.parametrize(
    "note",
    [
        "No weight loss, no fever.",
        "No fever, sweats or weight loss.",
        "No pain, weakness or numbness in my legs.",
        "Legs not weak, bladder normal, no cancer.",
        "The pain has gone.",
        "My weight is steady, no appetite problems.",
    ],
)
def test_a_plain_no_denies_all_signs(note):
    assert read(note).red_flags == ()


@pytest.mark.parametrize(
    "note",
    [
        "Still drilling, three days a week.",
        "Fourteen years gutting on wet concrete.",
        "Cutting cauliflowers bent over all day kills my back.",
        "I pick apples in Kent, seasonal.",
        "I hump coal.",
        "I shoe horses.",
        "I hang sheetrock.",
        "I've eighty to milk.",
        "Can't straighten till the third cow.",
        "Nineteen years in care.",
        "I'm still on the tunnels.",
        "My trade is roofs.",
        "The lads on site laugh at me.",
        "Garment unit, cutter.",
        "Sixteen patients to wash before breakfast.",
        "I'm on the ambulances, lots of stairs.",
    ],
)
def test_work_told_by_what_is_done(note):
    assert "manual_job" in flags(note)


@pytest.mark.parametrize("note", ["Hurts when I'm digging the garden.", "Eight hours at the Land Registry."])
def test_what_is_no_work(note):
    assert "manual_job" not in flags(note)


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("cant swim no bike bad knee", "knee_problem"),
        ("no pool no car dodgy hip", "hip_problem"),
        ("Stenosis ruled out, disc ruled out, facet joint arthritis is what is written.", "osteoarthritis"),
        ("Broke my wrist years back and it still won't take weight.", "wrist_problem"),
        ("After one hour of computer the pain comes.", "worse_sitting"),
        ("It aches when I slouch.", "worse_sitting"),
        ("They've booked me a section for the ninth.", "pregnancy"),
        ("Section booked for the 12th, back in bits.", "pregnancy"),
        ("35 weeks today and my back aches.", "pregnancy"),
        ("I'm stiffest at first light.", "morning_stiffness"),
        ("Mornings bad, evenings better.", "morning_stiffness"),
        ("Can't straighten before nine.", "morning_stiffness"),
        ("It takes two coffees to unbend.", "morning_stiffness"),
        ("Rusted at six, human by eight.", "morning_stiffness"),
        ("I'm 54, reception desk, aches by lunchtime.", "desk_job"),
        ("I have the backache from typing.", "desk_job"),
    ],
)
def test_more_of_what_was_missed(note, flag):
    assert flag in flags(note)


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("The head swims and down I go.", "balance_problem"),
        ("I keep losing my footing.", "balance_problem"),
        ("I topple over on the grass.", "balance_problem"),
        ("Eyes shut in the shower, I go.", "balance_problem"),
        ("Wonky on uneven ground.", "balance_problem"),
        ("I bend like a robot in case it goes.", "fear_of_movement"),
        ("I'm convinced it will snap.", "fear_of_movement"),
        ("I'm always waiting for it to go.", "fear_of_movement"),
    ],
)
def test_falls_and_fears(note, flag):
    assert flag in flags(note)


TRADES = ["fibre engineer", "steeplejack", "dressmaker", "lift mechanic", "tea picker", "district nurse", "farm worker"]
DESKS = ["payroll adviser", "grants officer", "call handler", "bursar", "lecturer", "software engineer", "ward clerk"]


@pytest.mark.parametrize(
    ("title", "flag"), [*((one, "manual_job") for one in TRADES), *((one, "desk_job") for one in DESKS)]
)
def test_what_one_is_called_tells_the_work(title, flag):
    other = {"manual_job", "desk_job"} - {flag}
    for note in (
        f"{title.capitalize()}, 30 years.",
        f"{title.capitalize()} by trade.",
        f"My back hurts, I'm a {title}.",
        f"Leaning back does me in, been a {title} since 1989.",
    ):
        assert flag in flags(note), note
        assert flags(note).isdisjoint(other), note
    for note in (
        f"My son's a {title}.",
        f"I used to be a {title}.",
        f"Retired {title}.",
        f"Ex {title}, 71.",
        f"I was a {title} until 2016.",
        f"A {title} came to mend the roof.",
        f"My {title} says rest.",
    ):
        assert flag not in flags(note), note


@pytest.mark.parametrize(
    "note",
    [
        "I've got a cleaner now, so that's her problem.",
        "I'm a keen gardener and a good cook.",
        "Warehouse picker till the redundancy.",
        "Nurse, now telephone triage.",
    ],
)
def test_no_heavy_work_of_mine(note):
    assert "manual_job" not in flags(note)


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("I take the bookings for a home care agency, I answer phones.", "desk_job"),
        ("I help at the library, mostly at the issue desk computer.", "desk_job"),
        ("Postman walking nine miles, no bother.", "manual_job"),
        ("It hurts lugging hay bales, daily, it's my living.", "manual_job"),
    ],
)
def test_work_told_by_a_task(note, flag):
    assert flag in flags(note)


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("I have scoliosis according to a TikTok, the x-ray says my spine is straight.", "scoliosis"),
        ("I have osteoporosis according to Google.", "osteoporosis"),
        ("A friend said arthritis, the x-ray said no degenerative change whatsoever.", "osteoarthritis"),
        ("I was told I'd a weak heart as a child but the echo last year was perfect.", "heart_condition"),
        ("A mate says I've got sciatica but nothing goes past my belt.", "leg_pain"),
        ("Told slip disc with sciatica. Leg pain is fully gone.", "leg_pain"),
        ("Slight slip of L4 over L5 vertebra.", "disc_herniation"),
        ("At antenatal with my daughter, she's 20 weeks.", "pregnancy"),
        ("My trousers are dropping off me and I'm eating for two.", "pregnancy"),
        ("His lordship (Labrador) has the arthritis.", "osteoarthritis"),
        ("Weak wrists my gran called me. Wrists are grand.", "wrist_problem"),
        ("It's one big leg that I haul upstairs by the banister.", "manual_job"),
        ("Our second arrived in 2019, weaning took ages.", "postpartum"),
        ("Everybody in this house bar me has a hernia.", "hernia"),
        ("Back went into spasm, in 4 days I'm happily gardening again.", "flare_up"),
    ],
)
def test_somebody_or_a_test_says_otherwise(note, flag):
    assert flag not in flags(note)


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("I've scoliosis according to the consultant.", "scoliosis"),
        ("According to my GP it's a slipped disc, x-ray normal.", "disc_herniation"),
        ("Stent in 2015, echo now fine.", "heart_condition"),
        ("My L4 slipped on L5.", "spondylolisthesis"),
        ("There were two heartbeats on the screen.", "pregnancy"),
        ("36 weeks, sickness all gone.", "pregnancy"),
        ("Lifting is fine, now its just my knees.", "knee_problem"),
        ("My knee was cleaned out in 2010 and it's still sore.", "knee_problem"),
        ("EMS 90 min.", "morning_stiffness"),
        ("I've been told I have AS, and the socks are hard.", "axial_spondyloarthritis"),
        ("The carpet's come up to meet me four times.", "balance_problem"),
        ("I won't go past my shins.", "cannot_swim"),
        ("An outie I didn't use to have, the surgeon can push it in with a thumb.", "hernia"),
        ("The bikes are ornaments now.", "no_bike"),
        ("Our first came in the spring, she's crawling.", "postpartum"),
        ("Did my shoulder years ago, pops out now and then still.", "shoulder_problem"),
        ("I've only to glance behind me on the combine and yow.", "manual_job"),
    ],
)
def test_said_in_plain_everyday_words(note, flag):
    assert flag in flags(note)


@pytest.mark.parametrize(
    ("place", "flag"),
    [
        ("nursing home", "manual_job"),
        ("tannery", "manual_job"),
        ("school kitchen", "manual_job"),
        ("fish market", "manual_job"),
        ("law firm", "desk_job"),
        ("control room", "desk_job"),
        ("contact centre", "desk_job"),
    ],
)
def test_the_place_tells_the_work(place, flag):
    for note in (f"I work in a {place}.", f"Work in a {place}, back sore by noon."):
        assert flag in flags(note), note
    for note in (
        f"I left the {place} in 2016.",
        f"We visited the {place} on Sunday.",
        f"My husband works in a {place}.",
        f"I used to work in a {place}.",
        f"I live next to the {place}.",
    ):
        assert flag not in flags(note), note


@pytest.mark.parametrize("title", ["roofer", "lift engineer", "care assistant", "call handler", "accountant"])
def test_whom_one_married_asked_or_may_become_is_no_work_of_mine(title):
    for note in (
        f"I married a {title}.",
        f"I wanted to be a {title}.",
        f"I'm training to be a {title} next year.",
        f"Asked a {title} for a quote.",
        f"The {title} next door has it too.",
    ):
        assert flags(note).isdisjoint({"manual_job", "desk_job"}), note


@pytest.mark.parametrize(
    ("note", "works"),
    [
        ("Dishwasher, laces, bath, all agony.", False),
        ("Dishwasher at a hotel, my back aches.", True),
        ("Nurse on a stroke ward in Kumasi.", True),
        ("I have worked as a plasterer since 2004.", True),
    ],
)
def test_a_title_and_its_look_alikes(note, works):
    assert ("manual_job" in flags(note)) is works
