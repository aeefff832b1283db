"""What is kept of a guided session when the network, the plan, another tab or another device come in between."""

import datetime
import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from plans.models import SessionLog
from plans.services.contents import fill
from tests.browser.chromium import assert_accessible
from tests.browser.playing import (
    MINUTE,
    SECOND,
    on_panel,
    open_player,
    reload,
    run,
    save,
    skip_to_block,
    skip_to_the_end,
    start,
    start_and_move_for,
    wait_until_kept,
)
from tests.browser.test_offline import WAIT_FOR_KEPT, settled

pytestmark = pytest.mark.browser
with_worker = pytest.mark.browser_context_args(service_workers="allow")


def the_log():
    (log,) = SessionLog.objects.select_related("session")
    return log


def slugs(log):
    return set(log.exercises.values_list("exercise_id", flat=True))


def planned(session):
    return set(session.items.values_list("exercise_id", flat=True))


def drop_last_and_swap_heart(session, other):
    """A plan made anew while the phone lay beside the mat: another activity, the last exercise gone."""
    items = list(session.items.order_by("order"))[:-1]
    for item in items:
        if item.block == "heart":
            item.exercise_id = other
    fill(session, items)


def stop_while_the_plan_changes(player, session):
    """Eleven minutes into the heart-raising part. Comes back to a session with another activity."""
    start_and_move_for(player, 11)
    player.locator("[data-pause]").click()
    drop_last_and_swap_heart(session, "recumbent-cycling")
    reload(player)


@with_worker
def test_a_whole_session_without_a_network_is_one_whole_log(page, context, session, faults):
    faults.may_be_offline = True
    page.clock.install(time=f"{session.date}T09:00:00Z")
    page.goto("/week/")
    page.evaluate(WAIT_FOR_KEPT)
    context.set_offline(True)
    open_player(page, session)
    page.locator('label[for="before_4"]').click()
    start(page)
    expect(page.locator(".play .play-state [data-offline]")).to_be_visible()
    run(page, 4 * MINUTE)
    reload(page)
    page.get_by_role("button", name="Go on where you stopped").click()
    on_panel(page, "play")
    expect(page.locator("[data-as-of]")).to_be_hidden()  # it would push the cue under the keys
    run(page, session.total_minutes * MINUTE)
    on_panel(page, "finish")
    page.locator('label[for="id_pain_after_2"]').click()
    page.locator('[id^="div_id_rate_"]').first.get_by_text("Hard").click()
    page.get_by_label("Note to yourself").fill("Under a bridge.")
    save(page, "Kept on this phone.")
    assert not SessionLog.objects.exists()

    context.set_offline(False)
    expect(page.locator("[data-saved-state]")).to_have_text("Saved to your account.")
    settled(page)
    log = the_log()
    assert (log.session, log.date, log.heart_minutes, log.total_minutes) == (
        session,
        session.date,
        20,
        session.total_minutes,
    )
    assert (log.pain_before, log.pain_after, log.note) == (4, 2, "Under a bridge.")
    assert slugs(log) == planned(session)
    assert log.exercises.filter(rating="hard").count() == 1
    for item in session.items.filter(reps__isnull=False):
        done = log.exercises.get(exercise_id=item.exercise_id)
        assert (done.sets, done.reps) == (item.sets, item.reps)


def test_one_set_of_two_is_kept_as_one(player, session):
    item = session.items.filter(block="strength", sets__gte=2).first()
    start(player)
    while item.exercise.name != player.locator("[data-name]").inner_text():
        player.locator("[data-skip]").click()
    if player.locator("[data-small]").inner_text() == "get ready":
        player.locator("[data-skip]").click()
    sides = 2 if item.per_side else 1
    hold = item.hold_s or 5 * (item.hold_breaths or 0)
    one_set = sides * item.reps * (item.exercise.rep_s + hold) + (sides - 1) * 5
    run(player, (one_set + 2) * SECOND)
    player.locator("[data-skip]").click()
    skip_to_the_end(player)
    save(player)
    row = the_log().exercises.get()
    assert (row.exercise_id, row.sets, row.reps) == (item.exercise_id, 1, item.reps)


def test_a_session_revised_meanwhile_goes_on_with_what_is_left(player, session):
    heart = session.items.get(block="heart").exercise_id
    skipped = set(session.items.filter(block="warm_up").values_list("exercise_id", flat=True))
    stop_while_the_plan_changes(player, session)
    on_panel(player, "resume")
    expect(player.locator("[data-resume-words]")).to_contain_text(
        "Your plan has changed since you stopped. The 11 minutes you did still count."
    )
    assert_accessible(player)
    player.get_by_role("button", name="Go on where you stopped").click()
    expect(player.locator("[data-name]")).to_have_text("Recumbent cycling")
    run(player, session.total_minutes * MINUTE)
    on_panel(player, "finish")
    save(player)
    log = the_log()
    assert log.heart_minutes == 31
    assert {heart, "recumbent-cycling"} <= slugs(log) == planned(session) - skipped | {heart}


def test_what_was_done_of_a_session_revised_meanwhile_can_be_logged(player, session):
    heart = session.items.get(block="heart").exercise_id
    stop_while_the_plan_changes(player, session)
    player.get_by_role("button", name="Log what you did").click()
    on_panel(player, "finish")
    save(player)
    log = the_log()
    assert (log.heart_minutes, log.total_minutes, slugs(log)) == (11, 11, {heart})
    assert log.exercises.get().minutes == 11


def test_what_was_done_of_a_session_that_is_gone_is_still_offered(player, session, faults):
    faults.allow(404)
    start(player)
    skip_to_block(player, "heart")
    run(player, 10 * MINUTE)
    player.locator("[data-pause]").click()
    title = session.title
    session.delete()
    wait_until_kept(player)
    player.goto("/week/")
    player.get_by_role("link", name=f"You stopped part-way: {title}").click()
    assert_accessible(player)
    player.get_by_role("button", name="Log what you did").click()
    expect(player.get_by_text("Nothing is waiting")).to_be_visible()
    log = the_log()
    assert (log.session, log.activity) == (None, "A session that left your plan")
    assert log.heart_minutes >= 8


def test_starting_from_the_beginning_keeps_what_was_done(player, session):
    start_and_move_for(player, 6)
    player.locator("[data-pause]").click()
    reload(player)
    player.get_by_role("button", name="Start from the beginning").click()
    start_and_move_for(player, 5)
    player.locator("[data-hurt-key]").click()
    player.locator('label[for="where_back"]').click()
    player.locator('label[for="pain_6"]').click()
    player.locator('.way[value="end"]').click()
    save(player)
    assert the_log().heart_minutes == 11


def test_of_two_tabs_the_last_one_leads_and_there_is_one_log(player, context, session):
    start(player)
    run(player, 3 * MINUTE)
    wait_until_kept(player)
    other = open_player(context.new_page(), session)
    on_panel(other, "resume")
    other.get_by_role("button", name="Go on where you stopped").click()
    on_panel(other, "play")
    run(other, 6 * SECOND)
    on_panel(player, "other-tab")
    assert_accessible(player)
    run(other, session.total_minutes * MINUTE)
    on_panel(other, "finish")
    save(other)
    player.get_by_role("button", name="Use this tab instead").click()
    expect(player).to_have_url(f"{session.get_absolute_url()}")
    log = the_log()
    assert (log.heart_minutes, log.total_minutes) == (20, session.total_minutes)
    assert slugs(log) == planned(session)


def test_two_tabs_begun_afresh_do_not_write_over_each_other(player, context, session):
    other = open_player(context.new_page(), session)
    start(player)
    run(player, 4 * MINUTE + 10 * SECOND)
    wait_until_kept(player)
    player.close()
    other.locator("[data-begin]").click()
    on_panel(other, "resume")
    expect(other.locator("[data-resume-words]")).to_contain_text("4 minutes in")


def test_two_devices_make_one_log_with_all_of_both(player, browser, browser_context_args, context, session, faults):
    tablet = browser.new_context(**browser_context_args)
    faults.watch(tablet)
    tablet.add_cookies([one for one in context.cookies() if one["name"] == settings.SESSION_COOKIE_NAME])
    page = tablet.new_page()
    in_three_days = session.date + datetime.timedelta(days=3)
    page.clock.install(time=f"{in_three_days}T09:00:00Z")  # its clock is wrong
    open_player(page, session)
    start(player)
    run(player, session.total_minutes * MINUTE / 2)
    player.locator("[data-pause]").click()
    reload(player)
    player.get_by_role("button", name="Log what you did").click()
    player.get_by_label("Note to yourself").fill("On the phone.")
    save(player)
    first, minutes = slugs(the_log()), the_log().heart_minutes

    start(page)
    skip_to_block(page, "strength")
    run(page, session.total_minutes * MINUTE)
    save(page)
    log = the_log()
    assert log.date == session.date
    assert first < slugs(log) == planned(session)
    assert (log.heart_minutes, log.note) == (minutes, "On the phone.")
    tablet.close()


def test_a_device_without_room_says_so_and_still_logs(player, session):
    player.add_init_script(
        "IDBObjectStore.prototype.put = function () { throw new DOMException('full', 'QuotaExceededError') }"
    )
    player.reload()
    start(player, is_kept=False)
    expect(player.locator(".play .play-state [data-cant-keep]")).to_be_visible()
    run(player, session.total_minutes * MINUTE)
    on_panel(player, "finish")
    save(player)
    assert slugs(the_log()) == planned(session)


def test_a_browser_that_throws_away_what_was_kept_stops_nothing(player, session):
    start_and_move_for(player, 6)
    player.evaluate(
        "() => new Promise((resolve) => (indexedDB.deleteDatabase('backcare').onsuccess = () => resolve()))"
    )
    run(player, 6 * SECOND)
    on_panel(player, "play")
    reload(player)
    expect(player.locator("[data-resume-words]")).to_contain_text("6 minutes in")


def test_logging_out_asks_about_a_session_begun_and_sends_it(player, session):
    start(player)
    skip_to_block(player, "heart")
    run(player, 9 * MINUTE)
    wait_until_kept(player)
    player.goto("/accounts/logout/")
    expect(player.get_by_role("heading", level=1)).to_have_text("One thing hasn’t been sent")
    assert_accessible(player)
    player.get_by_role("button", name="Send, then log out").click()
    expect(player).to_have_url(re.compile("^http://[^/]+/$"))
    assert the_log().session == session
