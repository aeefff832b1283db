"""What people do all day, what it does to a back and when: each cause with many other wordings of it. A "-" before a
flag: it must not be found."""

import pytest

from tests.plans.engine.phrases import read


def holds(note, flag):
    return (flag.removeprefix("-") in read(note).flags) is not flag.startswith("-")


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("Weeding, no. Stairs, yes.", "worse_bending_forward"),
        ("Weeding the onions, no.", "worse_bending_forward"),
        ("Walking, yes. Hoovering, no.", "worse_bending_forward"),
        ("Walking, yes. Hoovering, no.", "-worse_walking"),
        ("Standing yes, lifting no.", "worse_lifting"),
        ("Standing yes, lifting no.", "-worse_standing"),
        ("Socks, no. Stairs, yes.", "worse_bending_forward"),
        ("Hills, nope.", "worse_walking"),
        ("Ice: no. Heat: yes.", "helped_by_heat"),
        ("Paracetamol no, wheat bag yes.", "helped_by_heat"),
        ("Heat, no.", "-helped_by_heat"),
        ("Forwards yes, backwards no.", "worse_bending_backward"),
        ("Forwards yes, backwards no.", "-worse_bending_forward"),
        ("Bending yes, twisting no.", "worse_twisting"),
        ("Does sitting hurt? No.", "-worse_sitting"),
        ("Anything hurt? Sitting no, standing no.", "-worse_sitting"),
        ("Anything hurt? Sitting no, standing no.", "-worse_standing"),
        ("I was told no lifting, no carrying.", "-worse_lifting"),
        ("Pain in bed, no.", "-worse_lying"),
    ],
)
def test_a_bare_yes_or_no_is_a_verdict(note, flag):
    assert holds(note, flag)


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("Standing is fine. Sitting isn't.", "worse_sitting"),
        ("Sitting is fine. Standing not.", "worse_standing"),
        ("Rows are fine, leg press fine. Back extensions are not.", "worse_bending_backward"),
        ("Swimming is grand. Walking is not.", "worse_walking"),
        ("Sitting is fine. Standing is too.", "-worse_sitting"),
        ("A walk helps. Heat doesn't.", "-helped_by_heat"),
    ],
)
def test_the_sentence_before_tells_of_what_it_is_not(note, flag):
    assert holds(note, flag)


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("When I am in bed it is more.", "worse_lying"),
        ("When I walk it is less.", "helped_by_walking"),
        ("When I walk it is less.", "-worse_walking"),
        ("When I am walking in the morning it becomes less.", "helped_by_walking"),
        ("When lie down it is finish.", "helped_by_lying"),
        ("When lie down it is finish.", "-worse_lying"),
        ("Pain go when I bend forward.", "helped_by_bending_forward"),
        ("Pain go when I bend forward.", "-worse_bending_forward"),
        ("Walking does me more good than tablets.", "helped_by_walking"),
        ("Walking does me more good than tablets.", "-worse_walking"),
        ("That office chair has done more damage than rugby ever did.", "worse_sitting"),
        ("Sat there it turns to stone.", "worse_sitting"),
        ("Walking feels like I'm being torn in half.", "worse_walking"),
        ("It's the back, and only after a mile or more of walking.", "worse_walking"),
        ("When I turn for the next tray there's a catch.", "worse_twisting"),
        ("Up the stairs with the hoover, that's when it goes.", "worse_lifting"),
        ("Pain comes again on the mattress.", "worse_lying"),
        ("A hot shower, now you're talking.", "helped_by_heat"),
        ("Stand with my back to the ovens, now that does it.", "helped_by_heat"),
        ("Stand with my back to the ovens, now that does it.", "-worse_standing"),
        ("My mate swears by hot rocks, useless on me.", "-helped_by_heat"),
        ("Flat on the lino with my shoes on. Ten minutes and I'm human.", "helped_by_lying"),
        ("Flat on the lino with my shoes on. Ten minutes and I'm human.", "-worse_lying"),
    ],
)
def test_words_of_what_it_does(note, flag):
    assert holds(note, flag)


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("Over the sinks in the evening my back gives me hell.", "worse_standing"),
        ("Four hours in the Kenworth and my low back is done.", "worse_sitting"),
        ("I sit up there eleven hours and by the end my back's in bits.", "worse_sitting"),
        ("Low back, from the swivel chair.", "worse_sitting"),
        ("The seat of the digger wrecks me.", "worse_sitting"),
        ("Put me in a queue and I'm in bits.", "worse_standing"),
        ("Post me by the entrance and my thigh goes numb inside twenty minutes.", "worse_standing"),
        ("Wearing him in the sling hurts.", "worse_lifting"),
        ("Casks are what get the back.", "worse_lifting"),
        ("Boxes are what do it.", "worse_lifting"),
        ("It's the lifting of pots.", "worse_lifting"),
        ("Up the stairs with a wardrobe, that's when I feel it.", "worse_lifting"),
        ("While I bend and turn for the cloth roll there is catching in my back.", "worse_twisting"),
        ("What I feel is turning in the seat to watch the plough.", "worse_twisting"),
        ("What I notice is twisting to reverse.", "worse_twisting"),
        ("Looking up the pole gets me in the base of the spine.", "worse_bending_backward"),
        ("I look up the number and my back is sore.", "-worse_bending_backward"),
        ("Going over backwards catches.", "worse_bending_backward"),
        ("Back is ok till I'm at the changing table.", "worse_bending_forward"),
        ("Getting her in and out of that cot.", "worse_bending_forward"),
        ("I feed her sat on the edge of the bed, the low back grumbles.", "-worse_lying"),
        ("Chest on my lap, sweet.", "helped_by_bending_forward"),
        ("I drop my head between my knees and it lets go.", "helped_by_bending_forward"),
        ("Give me the mower to lean over and I'm fine all afternoon.", "helped_by_bending_forward"),
        ("Hang over the flour bin and it takes the weight off.", "helped_by_bending_forward"),
        ("Propping up on straight arms with my belly on the sand helps.", "helped_by_bending_backward"),
        ("Lying on my front and pushing up on my hands, six of them and it's gone.", "helped_by_bending_backward"),
        ("Lying on my front and pushing up on my hands, six of them and it's gone.", "-helped_by_lying"),
        ("Sore on the sofa, better on the rug.", "helped_by_lying"),
        ("Sitting on the rug is better.", "-helped_by_lying"),
    ],
)
def test_more_names_of_movements(note, flag):
    assert holds(note, flag)


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("Nineteen years in care.", "manual_job"),
        ("Fourteen years gutting, stood on wet concrete.", "manual_job"),
        ("I hump coal.", "manual_job"),
        ("I shovel grain.", "manual_job"),
        ("I lay hedges.", "manual_job"),
        ("I gut fish.", "manual_job"),
        ("We dig trenches.", "manual_job"),
        ("Been humping coal since I was fifteen.", "manual_job"),
        ("Knocking posts in since school.", "manual_job"),
        ("Shearing since I was a lad.", "manual_job"),
        ("Still drilling, three days a week.", "manual_job"),
        ("Still on the crew.", "manual_job"),
        ("I am working in garment unit as cutter.", "manual_job"),
        ("I am working in tea estate.", "manual_job"),
        ("Bags at the airport.", "manual_job"),
        ("Parcels at the depot.", "manual_job"),
        ("Digging by hand when the machine can't get in.", "manual_job"),
        ("Tennis elbow from the trowel.", "manual_job"),
        ("Fridges and washing machines are what I deliver.", "manual_job"),
        ("Crane op.", "manual_job"),
        ("I used to hump coal.", "-manual_job"),
        ("Thirty years bricklaying, retired in May.", "-manual_job"),
        ("Twenty years in nursing, now I'm at a desk.", "-manual_job"),
        ("My dad laid hedges.", "-manual_job"),
        ("I dig the garden.", "-manual_job"),
        ("Nurse gives me the needle twice a year.", "-manual_job"),
        ("Mason, hung up the mallet.", "-manual_job"),
        ("Farmer, handed over to my son.", "-manual_job"),
        ("Builder, given it up now.", "-manual_job"),
        ("Plumber, sold the van.", "-manual_job"),
        ("Joiner till my back went.", "-manual_job"),
    ],
)
def test_heavy_work_told_by_what_is_done(note, flag):
    assert holds(note, flag)


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("Reception desk, aches by lunchtime.", "desk_job"),
        ("Front desk at a clinic.", "desk_job"),
        ("I price jobs now, laptop, kitchen chair.", "desk_job"),
        ("I do quotes on the computer now.", "desk_job"),
        ("Now I only study on the computer.", "desk_job"),
        ("I have the backache from typing.", "desk_job"),
        ("Translating at home on a laptop.", "desk_job"),
        ("Gamer dad with a stiff neck.", "-desk_job"),
        ("I book swims on the computer.", "-desk_job"),
    ],
)
def test_desk_work_told_by_what_is_done(note, flag):
    assert holds(note, flag)


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("Walking kills my back. Standing in a queue does the same.", "worse_standing"),
        ("Standing is agony, sitting is the same.", "worse_sitting"),
        ("Bending hurts and it's the same with lifting.", "worse_lifting"),
        ("Sitting makes it worse. Ditto walking.", "worse_walking"),
        ("Bending hurts, so does twisting.", "worse_twisting"),
        ("Walking is fine. Sitting is the same.", "-worse_sitting"),
        ("A walk helps. A hot bath does the same.", "helped_by_heat"),
        ("Walking eases it, lying down does the same.", "helped_by_lying"),
    ],
)
def test_what_is_the_same_as_what_was_just_said(note, flag):
    assert holds(note, flag)


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("Back goes off if I bend over to pull weeds.", "worse_bending_forward"),
        ("Back goes off if I bend over to pull weeds.", "-helped_by_bending_forward"),
        ("It goes off when I lie down.", "helped_by_lying"),
        ("Picking him up off the floor hurts my back.", "worse_lifting"),
        ("Picking him up off the floor hurts my back.", "worse_bending_forward"),
        ("Carpal tunnel in both wrists and the standing hurts my back.", "worse_standing"),
        ("I sat exams this week and my back aches.", "-worse_sitting"),
        ("Cannot sit on the floor, cannot get up if I go down.", "-worse_sitting"),
        ("Crash on the motorway, my back has hurt since.", "-worse_sitting"),
        ("Everyone asks am I pregnant because of the way I walk, my back hurts.", "-worse_walking"),
        ("Walk to work, walk home, makes it neither better nor worse.", "-worse_walking"),
        ("Long walks are how I know it's there.", "worse_walking"),
        ("Two trainers have said my back is tight.", "-worse_bending_forward"),
        ("Thrown over the bonnet, sore back.", "-worse_bending_forward"),
        ("So yes I can touch my toes.", "-helped_by_bending_forward"),
        ("Touching my toes eases it.", "helped_by_bending_forward"),
        ("The meal trolley pushes fine.", "-helped_by_bending_forward"),
        ("The shopping trolley helps.", "helped_by_bending_forward"),
        ("Everyone assumes it's the lifting.", "-worse_lifting"),
        ("Can't have kids on my back, it hurts.", "-worse_lying"),
        ("On my back it hurts.", "worse_lying"),
        ("Hoovering, stooped in two, is how I know it's still there.", "worse_bending_forward"),
        ("It is when I stand at my stall that the back begins.", "worse_standing"),
        ("Twisting round to the machine is what gets my lower back.", "worse_twisting"),
        ("Lying with a pillow under my knees takes it right down.", "helped_by_lying"),
        ("It comes on by the ninth room, and walking home takes it off again.", "helped_by_walking"),
        ("In bed every position is wrong.", "worse_lying"),
    ],
)
def test_what_is_meant_and_what_only_looks_like_it(note, flag):
    assert holds(note, flag)


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("I can't straighten till the third cow.", "morning_stiffness"),
        ("Can't stand up straight till my second coffee.", "morning_stiffness"),
        ("I can't bend until I've fed the dogs.", "morning_stiffness"),
        ("First half hour awake is grim.", "morning_stiffness"),
        ("One stiff hour after the alarm.", "morning_stiffness"),
        ("It's the hour after the alarm that kills me.", "morning_stiffness"),
        ("Back pain when I wake up, 10 mins of moving and gone.", "morning_stiffness"),
        ("It hurts when I wake, after a shower it's fine.", "morning_stiffness"),
        ("Worst at six, human by nine.", "morning_stiffness"),
        ("5am it's concrete, by 8 I can bend.", "morning_stiffness"),
        ("Still I'm like a plank till ten every morning.", "morning_stiffness"),
        ("Back is stiff til about 11.", "morning_stiffness"),
        ("First hour I'm about as supple as the gate.", "morning_stiffness"),
        ("About as bendy as a wardrobe first thing.", "morning_stiffness"),
        ("Back takes its time of a morning.", "morning_stiffness"),
        ("My spine clocks on about ten.", "morning_stiffness"),
        ("It takes two teas before I can bend.", "morning_stiffness"),
        ("Mornings are slow, it frees up by ten.", "morning_stiffness"),
        ("6am pain 7, noon pain 2.", "morning_stiffness"),
        ("Mornings I'm a spring chicken.", "-morning_stiffness"),
        ("Back's screaming before dinner time.", "-morning_stiffness"),
        ("Fine in the morning, stiff by night.", "-morning_stiffness"),
        ("Fine first thing, sore by lunch.", "-morning_stiffness"),
        ("Worst at night, fine by morning.", "-morning_stiffness"),
        ("I can't bend till they take the stitches out.", "-morning_stiffness"),
        ("First hour of standing is fine.", "-morning_stiffness"),
        ("I can't straighten till the third cow.", "-flare_up"),
        ("Picked up a bike on Saturday and haven't stood up straight since.", "flare_up"),
        ("Reached for a spoon and it locked, bent like a coat hook six days now.", "flare_up"),
    ],
)
def test_stiff_mornings_are_told_by_the_clock_and_the_kettle(note, flag):
    assert holds(note, flag)


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("35 weeks today, off on maternity end of month.", "pregnancy"),
        ("20 weeks since the crash.", "-pregnancy"),
        ("3 kids under 5 (youngest is 10 months).", "postpartum"),
        ("The baby is 7mo.", "postpartum"),
        ("Our wee one's 8 weeks.", "postpartum"),
        ("Youngest is 4.", "-postpartum"),
        ("My youngest grandchild is 10 months.", "-postpartum"),
        ("Haven't been able to get up off a floor since.", "cannot_get_to_floor"),
        ("I get down by falling, and I don't get up at all.", "cannot_get_to_floor"),
        ("Once I'm down I'm a beetle.", "cannot_get_to_floor"),
        ("Down I can do, up I can't.", "cannot_get_to_floor"),
        ("I haven't been able to get to the pool since.", "-cannot_get_to_floor"),
        ("Put me on a mat for yoga and I'll leave.", "dislikes_yoga"),
        ("Yoga is her answer to everything and I want nothing to do with it.", "dislikes_yoga"),
        ("Don't be putting me in a room of people saying om.", "dislikes_yoga"),
        ("Any exercise you give me, even yoga, I will do it.", "-dislikes_yoga"),
        ("Pig valve, five years ago.", "heart_condition"),
        ("Plumber, fitted a new valve to the boiler.", "-heart_condition"),
        ("They found the curve, fifteen degrees to the left.", "scoliosis"),
        ("Bone scan last year: minus 3.1.", "osteoporosis"),
        ("DEXA minus 0.8.", "-osteoporosis"),
    ],
)
def test_facts_told_in_passing(note, flag):
    assert holds(note, flag)


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("Long haul pilots' seats are the cause.", "worse_sitting"),
        ("I got through the wedding but the sit down meal nearly had me.", "worse_sitting"),
        ("Sat for tea and couldn't get comfortable.", "worse_sitting"),
        ("An hour in the car and I climb out like a deckchair.", "worse_sitting"),
        ("Pain with prolonged stance.", "worse_standing"),
        ("Six hours in bed is all I can stand, it hurts.", "-worse_standing"),
        ("The low sink at work is my undoing.", "worse_bending_forward"),
        ("Tipping the barrow out hurts.", "worse_lifting"),
        ("Picking up my toddler makes it go.", "worse_lifting"),
        ("Getting something from behind me makes it catch.", "worse_twisting"),
        ("My back lets me get as far as number 12.", "worse_walking"),
        ("Once I'm out on the hill I forget it.", "helped_by_walking"),
        ("The heated seat in the car is a gift.", "helped_by_heat"),
        ("Folded over the kitchen counter for a minute and I can carry on.", "helped_by_bending_forward"),
        ("Tying my shoe halfway round lets me finish the walk.", "helped_by_bending_forward"),
        ("Pushing my hips forward with my hands on my back settles it.", "helped_by_bending_backward"),
        ("The floor is my friend.", "helped_by_lying"),
        ("I'm only right when I'm in bed.", "helped_by_lying"),
        ("Ten minutes on the carpet with my calves on the couch.", "helped_by_lying"),
        ("Ten minutes on the carpet with my calves on the couch.", "-worse_lying"),
    ],
)
def test_how_one_comes_out_of_it(note, flag):
    assert holds(note, flag)


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("Sewing all afternoon and I'm a banana.", "worse_sitting"),
        ("The rickshaw ride home shakes it to bits.", "worse_sitting"),
        ("Tying my daughter's skates is agony.", "worse_bending_forward"),
        ("Carrying a tray up the stairs makes it twinge.", "worse_lifting"),
        ("Prone on elbows helps.", "helped_by_bending_backward"),
        ("An hour on the bed and it's better.", "helped_by_lying"),
        ("The space between bed and kettle is where I am stiffest.", "-worse_lifting"),
    ],
)
def test_more_of_what_people_do(note, flag):
    assert holds(note, flag)


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("can I exercise with a slipped disc?", "disc_herniation"),
        ("should I avoid sit ups with a hernia?", "hernia"),
        ("is cycling ok with a knee replacement?", "knee_replacement"),
        ("could it be something to do with a slipped disc?", "-disc_herniation"),
        ("what if its a slipped disc", "-disc_herniation"),
        ("it hurts more in the mornings", "morning_stiffness"),
        ("pain when I wake up", "morning_stiffness"),
        ("breathing problems", "breathlessness"),
        ("no breathing problems", "-breathlessness"),
        ("it hurts to breathe deep", "-breathlessness"),
        ("my job is sitting all day", "desk_job"),
        ("we dont have a swimming pool near us", "-cannot_swim"),
        ("not been swimming in years", "-cannot_swim"),
        ("lumbar spondylitis L4 L5", "-axial_spondyloarthritis"),
        ("ankylosing spondylitis", "axial_spondyloarthritis"),
    ],
)
def test_the_plainest_wordings(note, flag):
    assert holds(note, flag)
