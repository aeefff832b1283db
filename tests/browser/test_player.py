"""The guided session in a real Chromium, with a clock that runs as fast as the test wants."""

import os
import signal
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from plans.models import SafetyCheck, SessionLog
from tests.browser.chromium import PHONE, assert_accessible, assert_no_sideways_scroll
from tests.browser.playing import (
    MINUTE,
    SECOND,
    on_panel,
    open_player,
    reload,
    run,
    save,
    script_of,
    skip_to_block,
    skip_to_the_end,
    start,
    wait_until_kept,
)

pytestmark = pytest.mark.browser
# Notes all that a screen reader would be told.
LISTEN = """() => {
  window.said = [];
  const live = document.querySelector("[data-live]");
  const note = new MutationObserver(() => window.said.push(live.textContent));
  note.observe(live, { childList: true, characterData: true, subtree: true });
}"""
# Seconds left on the big clock, and the device's time: read at once, since a slow machine takes its time between.
READ_CLOCK = """() => {
  const [minutes, seconds] = document.querySelector("[data-big]").textContent.split(":").map(Number);
  return [minutes * 60 + seconds, Date.now() / 1000];
}"""


def test_a_whole_session_from_start_to_log(player, session):
    player.locator('label[for="before_4"]').click()
    start(player)
    run(player, session.total_minutes * MINUTE + 2 * SECOND)
    on_panel(player, "finish")
    expect(player.locator("[data-dial] .arc-read b")).to_have_text("20")
    expect(player.get_by_text("Before you started: 4.")).to_be_visible()
    player.locator('label[for="id_pain_after_2"]').click()
    rate = player.locator('[id^="div_id_rate_"]').first
    rate.get_by_text("Easy").click()
    player.get_by_label("Note to yourself").fill("Good.")
    save(player)
    log = SessionLog.objects.get()
    assert (log.session_id, log.date) == (session.pk, session.date)
    assert (log.heart_minutes, log.total_minutes) == (20, session.total_minutes)
    assert (log.pain_before, log.pain_after, log.note, log.talk_test) == (4, 2, "Good.", "talk")
    assert set(log.exercises.values_list("exercise_id", flat=True)) == set(
        session.items.values_list("exercise_id", flat=True)
    )
    assert log.exercises.get(exercise_id=rate.get_attribute("id").removeprefix("div_id_rate_")).rating == "easy"


def test_a_reload_goes_on_where_it_stopped(player, session):
    start(player)
    run(player, 5 * MINUTE)
    name = player.locator("[data-name]").inner_text()
    reload(player)
    on_panel(player, "resume")
    expect(player.locator("[data-resume-words]")).to_contain_text(name)
    player.get_by_role("button", name="Go on where you stopped").click()
    expect(player.locator("[data-name]")).to_have_text(name)
    run(player, session.total_minutes * MINUTE - 5 * MINUTE + 20 * SECOND)
    on_panel(player, "finish")
    save(player)
    assert SessionLog.objects.get().total_minutes == session.total_minutes


def test_another_day_offers_only_to_log_what_was_done(player, session):
    start(player)
    skip_to_block(player, "heart")
    player.locator(".pk[data-back]").click()
    run(player, 8 * MINUTE)
    player.locator("[data-pause]").click()
    player.clock.set_system_time("2026-11-18T09:00:00Z")
    reload(player)
    on_panel(player, "resume")
    expect(player.get_by_role("button", name="Go on where you stopped")).to_be_hidden()
    player.get_by_role("button", name="Log what you did").click()
    on_panel(player, "finish")


def test_half_a_session_is_logged_as_half(player, session):
    start(player)
    skip_to_block(player, "heart")
    expect(player.locator("[data-small]")).to_have_text("get ready")
    player.locator("[data-skip]").click()
    run(player, 12 * MINUTE)
    player.locator("[data-hurt-key]").click()
    player.locator('label[for="where_back"]').click()
    player.locator('label[for="pain_6"]').click()
    expect(player.locator('.way[value="easier"]')).to_be_hidden()
    player.locator('.way[value="end"]').click()
    on_panel(player, "finish")
    save(player)
    log = SessionLog.objects.get()
    heart = session.items.get(block="heart").exercise_id
    assert [row.exercise_id for row in log.exercises.all()] == [heart]
    assert 11 <= log.heart_minutes <= 12
    assert log.hurts == [{"exercise": heart, "where": "back", "pain_nrs": 6, "then": "end"}]


def test_a_tab_that_slept_shows_the_right_time(player):
    start(player)
    skip_to_block(player, "heart")
    run(player, MINUTE)
    left, now = player.evaluate(READ_CLOCK)
    player.clock.fast_forward(7 * MINUTE)
    run(player, 200)
    left_later, later = player.evaluate(READ_CLOCK)
    assert later - now >= 7 * 60
    assert abs((left - left_later) - (later - now)) <= 2


def test_someone_who_was_away_is_taken_no_further_than_the_exercise(player):
    start(player)
    player.clock.fast_forward(6 * 60 * MINUTE)
    run(player, 300)
    on_panel(player, "play")
    expect(player.locator("[data-cue]")).to_contain_text("You were away")
    expect(player.locator("[data-pause]")).to_have_attribute("aria-label", "Carry on")
    assert player.locator("[data-count]").inner_text().startswith("2 of")


def test_the_easier_version_takes_over_and_is_logged(player, session):
    place, item = next((place, item) for place, item in enumerate(script_of(player)["items"]) if item["easier"])
    start(player)
    for _press in range(60):
        if player.locator("[data-count]").inner_text().startswith(f"{place + 1} of"):
            break
        player.locator("[data-skip]").click()
    run(player, 40 * SECOND)
    player.locator("[data-hurt-key]").click()
    player.locator('.way[value="easier"]').click()
    expect(player.locator('[data-panel="hurt"] [data-missing]')).to_be_visible()
    player.locator('label[for="where_hip"]').click()
    player.locator('label[for="pain_4"]').click()
    expect(player.locator('.way[value="on"]')).to_be_hidden()
    player.locator('.way[value="easier"]').click()
    on_panel(player, "play")
    expect(player.locator("[data-name]")).to_have_text(item["easier"]["name"])
    run(player, 4 * MINUTE)
    player.locator("[data-hurt-key]").click()
    player.locator('label[for="where_back"]').click()
    player.locator('label[for="pain_1"]').click()
    player.locator('.way[value="end"]').click()
    save(player)
    log = SessionLog.objects.get()
    assert item["easier"]["slug"] in log.exercises.values_list("exercise_id", flat=True)
    assert log.hurts[0] == {"exercise": item["slug"], "where": "hip", "pain_nrs": 4, "then": "easier"}


def test_a_leg_leads_to_the_questions_and_a_sign_stops_it_all(player, person, session):
    start(player)
    run(player, 3 * MINUTE)
    player.locator("[data-hurt-key]").click()
    player.locator('label[for="where_below_knee"]').click()
    player.locator('label[for="pain_2"]').click()
    player.locator('.way[value="on"]').click()
    on_panel(player, "signs")
    player.get_by_role("button", name="Continue").click()
    expect(player.locator('[data-panel="signs"] [data-missing]')).to_be_visible()
    assert_accessible(player)
    with player.expect_response(lambda answer: answer.url.endswith("/log/")):
        player.locator('label[for="sign_numb_saddle"]').click()
        player.get_by_role("button", name="Continue").click()
    on_panel(player, "stop")
    expect(player.get_by_role("heading", level=1)).to_have_text("Please get help now")
    assert_accessible(player)
    assert "ces_saddle" in SafetyCheck.objects.of(person).first().red_flags
    log = SessionLog.objects.get()
    assert log.total_minutes == 3
    assert log.hurts[0]["then"] == "stop"


def test_a_walk_done_elsewhere_counts_its_minutes(player, session):
    start(player)
    skip_to_block(player, "heart")
    player.locator("[data-elsewhere]").click()
    on_panel(player, "elsewhere")
    player.get_by_label("Heart-raising minutes").fill("many")
    player.get_by_role("button", name="Keep and go on").click()
    expect(player.locator("#elsewhere_fault")).to_be_visible()
    player.get_by_label("Heart-raising minutes").fill("25")
    player.get_by_role("button", name="Keep and go on").click()
    on_panel(player, "play")
    skip_to_the_end(player)
    player.get_by_label("Note to yourself").fill("My leg went numb half-way.")
    player.get_by_role("button", name="Save session").click()
    expect(player.get_by_text("leg went numb").first).to_be_visible()
    player.wait_for_url("**/logs/*/note/")  # what the note asks, at once
    assert SessionLog.objects.get().heart_minutes == 25


def test_the_keyboard_alone_is_enough(player, session):
    player.locator("[data-begin]").focus()
    player.keyboard.press("Enter")
    on_panel(player, "play")
    pause = player.locator("[data-pause]")
    expect(pause).to_be_focused()
    pause.evaluate("key => key.blur()")
    player.keyboard.press(" ")
    expect(pause).to_have_attribute("aria-label", "Carry on")
    player.keyboard.press(" ")
    expect(pause).to_have_attribute("aria-label", "Pause")
    player.keyboard.press("Escape")
    expect(pause).to_have_attribute("aria-label", "Carry on")
    for _press in range(60):
        if player.locator('[data-panel="finish"]').is_visible():
            break
        player.keyboard.press("ArrowRight")
    on_panel(player, "finish")
    player.get_by_role("button", name="Save session").focus()
    player.keyboard.press("Enter")
    on_panel(player, "saved")
    expect(player.locator("[data-saved-state]")).to_have_text("Saved to your account.")


def test_arrow_left_goes_back_to_the_exercise_before(player):
    start(player)
    for _press in range(3):
        player.keyboard.press("ArrowRight")
    further = player.locator("[data-name]").inner_text()
    player.keyboard.press("ArrowLeft")
    player.keyboard.press("ArrowLeft")
    assert player.locator("[data-name]").inner_text() != further


def test_nothing_moves_under_reduced_motion(player):
    player.emulate_media(reduced_motion="reduce")
    start(player)
    run(player, 20 * SECOND)
    assert player.locator(".moves").count() == 0
    assert player.evaluate("document.getAnimations().filter(one => one.playState === 'running').length") == 0


def test_changes_are_announced_seldom(player, session):
    player.evaluate(LISTEN)
    start(player)
    run(player, session.total_minutes * MINUTE + SECOND)
    said = player.evaluate("window.said")
    assert [words.split(".")[0] for words in said] == [
        "The session has started", "Half-way through the session", "That’s the end of the session"
    ]  # fmt: skip


@pytest.mark.parametrize("panel", ["ready", "play", "paused", "hurt", "elsewhere", "finish", "saved", "resume"])
def test_every_part_is_accessible(player, session, panel):
    if panel != "ready":
        start(player)
        run(player, MINUTE)
    if panel == "paused":
        player.locator("[data-pause]").click()
    elif panel == "hurt":
        player.locator("[data-hurt-key]").click()
    elif panel == "elsewhere":
        skip_to_block(player, "heart")
        player.locator("[data-elsewhere]").click()
    elif panel in ("finish", "saved"):
        run(player, session.total_minutes * MINUTE)
    elif panel == "resume":
        player.locator("[data-pause]").click()
        reload(player)
    if panel == "saved":
        save(player)
    on_panel(player, "play" if panel == "paused" else panel)
    assert player.locator("h1:visible").count() == 1
    assert_accessible(player)
    for width in (320, 640, 1280):
        player.set_viewport_size({"width": width, "height": 800})
        assert_no_sideways_scroll(player)
    player.set_viewport_size(PHONE)
    player.evaluate("document.documentElement.style.fontSize = '32px'")  # letters twice the size
    assert_no_sideways_scroll(player)


@pytest.fixture
def killable(browser_type, browser_type_launch_args, browser_context_args, tmp_path, person, live_server, faults):
    """killable(): a browser of its own with what it kept before, as a phone has it; with the id of its process."""

    def launch():
        context = browser_type.launch_persistent_context(
            tmp_path / "profile", **browser_type_launch_args, **browser_context_args
        )
        client = Client()
        client.force_login(person)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        faults.watch(context)
        page = context.new_page()
        page.clock.install(time="2026-11-16T09:00:00Z")
        return context, page

    return launch


def kill_all_of(profile):
    """Ends every process of the browser with that profile, as an empty battery does."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if str(profile).encode() in (folder / "cmdline").read_bytes():
                os.kill(int(folder.name), signal.SIGKILL)
        except (OSError, ProcessLookupError):
            continue


def test_a_browser_that_is_killed_goes_on_where_it_stopped(killable, session, tmp_path):
    _context, page = killable()
    open_player(page, session)
    start(page)
    run(page, 6 * MINUTE)
    name = page.locator("[data-name]").inner_text()
    wait_until_kept(page)
    kill_all_of(tmp_path / "profile")
    context, page = killable()
    open_player(page, session)
    on_panel(page, "resume")
    expect(page.locator("[data-resume-words]")).to_have_text(f"You stopped at {name}, 6 minutes in.")
    page.get_by_role("button", name="Go on where you stopped").click()
    on_panel(page, "play")
    wait_until_kept(page)
    run(page, session.total_minutes * MINUTE - 6 * MINUTE + 20 * SECOND)
    on_panel(page, "finish")
    save(page)
    log = SessionLog.objects.get()
    assert (log.heart_minutes, log.total_minutes) == (20, session.total_minutes)
    context.close()


# Everything that would be heard or felt, in its order: the words, the pitch, the buzz.
HEAR = """
  window.heard = [];
  const note = (kind) => (what) => (window.heard.push([kind, what.text ?? String(what)]), true);
  window.SpeechSynthesisUtterance = function (text) { this.text = text };
  const voice = { speak: note("say"), cancel() {} };
  Object.defineProperty(window, "speechSynthesis", { value: voice });
  Object.defineProperty(navigator, "vibrate", { value: note("buzz") });
  const make = AudioContext.prototype.createOscillator;
  AudioContext.prototype.createOscillator = function () {
    const tone = make.call(this);
    tone.start = () => note("tone")(tone.frequency.value);
    tone.stop = () => {};
    return tone;
  };
  localStorage.setItem("backcare-player", JSON.stringify({ voice: true, pace: "all" }));
"""


def test_what_is_said_sounded_and_buzzed_on_the_way(player, session):
    player.add_init_script(HEAR)
    player.reload()
    items = script_of(player)["items"]
    start(player)
    first = items[0]
    told = f"Next: {first['name']}. {first['dose']}. {first['start']}"
    assert player.evaluate("window.heard.filter(([kind]) => kind !== 'tone')") == [
        ["buzz", "120,80,120"],
        ["say", told],
    ]
    run(player, (first["lead"]["seconds"] + 1) * SECOND)  # the player looks at its clock four times a second
    heard = player.evaluate("window.heard.splice(0)")
    tones = [what for kind, what in heard if kind == "tone"]
    assert tones[: tones.index("880")][-3:] == ["660", "660", "660"]
    assert ["buzz", "200"] in heard

    walk = next(item for item in items if item["block"] == "heart")
    easing_in, speeding_up = walk["cue"].split(". ")[:2]
    skip_to_block(player, "heart")
    player.locator("[data-skip]").click()
    assert player.evaluate("window.heard.splice(0)")[-1] == ["say", f"Go. {easing_in}."]
    question = player.get_by_text("Can you talk right now?")
    for minute in range(1, 20):
        player.clock.fast_forward(MINUTE)
        if minute == 11:
            expect(question).to_be_visible()
    run(player, 58 * SECOND)
    expect(question).to_be_hidden()  # nobody has to touch anything
    words = [what for kind, what in player.evaluate("window.heard") if kind == "say"]
    easing_out = walk["end"].split(". ")[0] + "."
    assert {"Half-way", "Half-way through the session", easing_out, "Last ten seconds"} <= set(words)
    assert words[0].startswith(speeding_up)

    sided = next(item for item in items if any(step["kind"] == "side" for step in item["steps"]))
    while player.locator("[data-name]").inner_text() != sided["name"]:
        player.locator("[data-skip]").click()
    player.locator("[data-skip]").click()
    player.evaluate("window.heard = []")
    run(player, (sum(step["seconds"] for step in sided["steps"]) + 1) * SECOND)
    words = [what for kind, what in player.evaluate("window.heard") if kind == "say"]
    assert "Now the other side" in words
    assert words.count("hold") == words.count("and back")
    after = items[items.index(sided) + 1]
    assert words[-1].startswith(f"Next: {after['name']}. {after['dose']}")


def test_still_drawings_follow_the_site_until_they_are_switched_here(player, context):
    still = player.locator("#choice_still")
    expect(still).not_to_be_checked()
    context.add_cookies([{"name": "movement", "value": "still", "url": player.url}])
    player.reload()
    expect(still).to_be_checked()
    player.locator('label[for="choice_still"]').click()
    start(player)
    expect(player.locator("[data-play] .mv:visible").first).to_be_visible()
