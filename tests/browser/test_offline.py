"""The site with the network cut: pages from the device, logs kept and sent once."""

import datetime
import re

import pytest
from playwright.sync_api import expect

from plans.models import SessionLog
from tests.browser.chromium import assert_accessible, close_or_kill, find_chromium
from tests.browser.steps import choose
from tests.builders import make_log, make_plan, make_profile, make_user

pytestmark = [pytest.mark.browser, pytest.mark.browser_context_args(service_workers="allow")]

LOG = "**/sessions/*/log/"
# Asked again when nothing comes of it: a worker that was busy starting says nothing. In the end it fails, never hangs.
WAIT_FOR_KEPT = """() => new Promise((resolve, reject) => {
  const ask = () => navigator.serviceWorker.ready.then(({ active }) => active.postMessage("keep"));
  navigator.serviceWorker.addEventListener("message", ({ data }) => data === "kept" && resolve());
  setInterval(ask, 10_000);
  setTimeout(reject, 60_000, new Error("nothing was kept"));
  ask();
})"""


@pytest.fixture(autouse=True)
def expected(faults):
    """What Chromium writes when there is no network, and the answers that these tests provoke."""
    faults.allow(400, 401, 500)
    faults.may_be_offline = True


@pytest.fixture
def walker(page, sign_in, on_a_monday):
    """A page of a person with a week ahead, whose device has kept all it needs. `page.sessions` are the planned."""
    page.user = make_user()
    make_profile(page.user)
    page.sessions = list(make_plan(page.user).sessions.order_by("date"))
    sign_in(page.user)
    page.goto("/week/")
    page.evaluate(WAIT_FOR_KEPT)
    return page


def fill_the_log(page, minutes="25"):
    page.get_by_label("Heart-raising minutes").fill(minutes)
    page.get_by_label("Minutes in all").fill("40")
    choose(page, "pain_after", "2")
    page.get_by_label("Note").fill("Under a bridge.")


def save(page):
    page.get_by_role("button", name=re.compile("^(Save session|Log it)$")).click()


def logs():
    return list(SessionLog.objects.select_related("session", "user"))


def the_log():
    (log,) = logs()
    return log


def waits(page):
    return page.evaluate(
        """async () => {
          const script = document.querySelector("script[src*='/js/outbox_form']").src.replace("outbox_form", "outbox");
          const { items } = await import(script);
          return (await items()).map(({ state }) => state);
        }"""
    )


def settled(page):
    """Opens the list in a tab of its own, where all that can be sent is sent, and waits until it is empty. A tab with
    a form goes to the week by itself once its log is saved, so it is not led anywhere."""
    fresh = page.context.new_page()
    fresh.goto("/outbox/")
    expect(fresh.get_by_text("Nothing is waiting")).to_be_visible()


def test_offline_from_start_to_finish_then_online_makes_one_whole_log(walker, context):
    context.set_offline(True)
    walker.goto("/week/")
    expect(walker.get_by_text("The site doesn’t answer just now. This page is as of")).to_be_visible()
    walker.goto(walker.sessions[0].get_absolute_url())
    walker.get_by_role("link", name="Log this session").first.click()
    fill_the_log(walker)
    save(walker)
    expect(walker.get_by_text("On this phone. ")).to_be_visible()
    walker.goto("/outbox/")
    expect(walker.get_by_role("heading", name=walker.sessions[0].title)).to_be_visible()
    assert logs() == []

    context.set_offline(False)
    settled(walker)
    log = the_log()
    assert (log.session, log.heart_minutes, log.total_minutes, log.pain_after, log.note) == (
        walker.sessions[0],
        25,
        40,
        2,
        "Under a bridge.",
    )
    assert set(log.exercises.values_list("exercise_id", flat=True)) == set(
        log.session.items.values_list("exercise_id", flat=True)
    )


def test_everything_around_the_week_is_there_without_a_connection(walker, context):
    context.set_offline(True)
    for session in walker.sessions:
        for address in (session.get_absolute_url(), f"{session.get_absolute_url()}log/"):
            walker.goto(address)
            expect(walker.get_by_role("heading", level=1)).not_to_have_text(re.compile("offline"))
            assert walker.evaluate("document.fonts.size") > 0
            assert walker.evaluate("getComputedStyle(document.body).backgroundColor") != "rgba(0, 0, 0, 0)"
    walker.goto("/progress/")
    expect(walker.get_by_role("heading", level=1)).to_have_text("You’re offline. This week isn’t.")
    assert_accessible(walker)


def test_two_quick_logs_from_one_kept_page_are_two(walker, context, on_a_monday):
    context.set_offline(True)
    for what in ("walk", "swim"):
        walker.goto("/log/")
        choose(walker, "what", what)
        walker.get_by_label("Or exactly").fill("25")
        choose(walker, "day", "yesterday")
        choose(walker, "minutes", "20")  # what is answered last holds
        expect(walker.get_by_label("Or exactly")).to_have_value("")
        save(walker)
        expect(walker.locator("[data-outbox-note]")).to_contain_text("On this phone. ")
        expect(walker.locator("[data-outbox-list]").get_by_role("heading", name=f"{what}, 20 minutes")).to_be_visible()
    context.set_offline(False)
    settled(walker)
    yesterday = on_a_monday - datetime.timedelta(days=1)  # by the server's clock: the device's is days off
    assert {(log.activity, log.date, log.heart_minutes) for log in logs()} == {
        ("Walk", yesterday, 20),
        ("Swim", yesterday, 20),
    }


def test_the_morning_after_is_answered_with_one_tap_without_a_connection(walker, context, on_a_monday):
    log = make_log(walker.user, on_a_monday - datetime.timedelta(days=1), session=walker.sessions[0])
    walker.goto("/week/")
    context.set_offline(True)
    tapped = walker.get_by_role("button", name="A bit sore")
    place = tapped.bounding_box()
    tapped.click()
    expect(walker.get_by_text("On this phone. ").filter(visible=True)).to_be_visible()
    expect(tapped).to_have_attribute("aria-pressed", "true")
    assert tapped.bounding_box() == place  # nothing moves under a finger
    context.set_offline(False)
    settled(walker)
    log.refresh_from_db()
    assert log.next_morning == "sore"


@pytest.mark.parametrize("answer", ["500", "cut"])
def test_an_answer_lost_after_the_server_had_saved_makes_no_second_log(walker, context, answer):
    lost = []

    def lose_the_first(route):
        if route.request.method != "POST" or lost:
            return route.fallback()
        lost.append(route.fetch().status)
        return route.fulfill(status=500, body="") if answer == "500" else route.abort("timedout")

    context.route("**/log/", lose_the_first)
    walker.goto(f"{walker.sessions[0].get_absolute_url()}log/")
    fill_the_log(walker)
    save(walker)
    expect(walker.get_by_text("It is tried again by itself", exact=False)).to_be_visible()
    assert len(logs()) == 1
    settled(walker)
    assert lost == [201]
    assert the_log().heart_minutes == 25


def test_a_login_that_ran_out_keeps_it_until_the_next_one(walker, context):
    walker.goto(f"{walker.sessions[0].get_absolute_url()}log/")
    fill_the_log(walker)
    walker.user.set_password("another-password-now")  # ends every session
    walker.user.save()
    save(walker)
    walker.get_by_role("link", name="Log in").click()
    walker.get_by_label("E-mail address").fill(walker.user.email)
    walker.get_by_label("Password", exact=True).fill("another-password-now")
    walker.get_by_role("main").get_by_role("button", name="Log in").click()
    expect(walker.get_by_text("Nothing is waiting")).to_be_visible()
    assert the_log().heart_minutes == 25


def test_two_tabs_finishing_the_same_session_make_one_log(walker, context):
    other = context.new_page()
    for tab, minutes in ((walker, "20"), (other, "30")):
        tab.goto(f"{walker.sessions[0].get_absolute_url()}log/")
        fill_the_log(tab, minutes)
    context.set_offline(True)
    for tab in (walker, other):
        save(tab)
        expect(tab.get_by_text("On this phone. ")).to_be_visible()
    context.set_offline(False)
    settled(walker)
    settled(other)
    assert the_log().heart_minutes == 30


def test_full_storage_is_told_and_the_log_posted_as_ever(walker, context):
    full = "IDBObjectStore.prototype.put = function () { throw new DOMException('full', 'QuotaExceededError') }"
    walker.add_init_script(full)
    walker.goto(f"{walker.sessions[0].get_absolute_url()}log/")
    fill_the_log(walker)
    context.set_offline(True)
    save(walker)
    expect(walker.get_by_text("This phone has no room to keep it")).to_be_visible()
    assert walker.get_by_label("Note").input_value() == "Under a bridge."
    context.set_offline(False)
    save(walker)
    walker.wait_for_url("**/week/**")
    assert the_log().heart_minutes == 25


def test_what_is_refused_later_can_be_mended(walker, context):
    context.set_offline(True)
    walker.goto(f"{walker.sessions[0].get_absolute_url()}log/")
    fill_the_log(walker)
    walker.get_by_label("Minutes in all").fill("5")
    save(walker)
    expect(walker.get_by_text("On this phone. ")).to_be_visible()
    walker.goto("/outbox/")
    context.set_offline(False)
    expect(walker.get_by_text("This can’t be less than")).to_be_visible()
    assert_accessible(walker)
    walker.goto("/you/")
    walker.get_by_role("link", name="1 thing on this phone needs you before it is saved").click()
    walker.get_by_role("link", name="Mend it").click()
    expect(walker.get_by_role("alert")).to_contain_text("This can’t be less than")
    assert walker.get_by_label("Note").input_value() == "Under a bridge."
    walker.get_by_label("Minutes in all").fill("45")
    save(walker)
    walker.wait_for_url("**/week/**")
    assert the_log().total_minutes == 45
    settled(walker)


def test_a_session_that_left_the_plan_is_kept_as_extra_and_said_so(walker, context):
    walker.goto(f"{walker.sessions[0].get_absolute_url()}log/")
    fill_the_log(walker)
    walker.sessions[0].delete()
    save(walker)
    walker.wait_for_url("**/week/**")
    expect(walker.get_by_text("kept as something extra")).to_be_visible()
    assert the_log().heart_minutes == 25


def refuse_to_save(route):
    route.fulfill(status=500, body="") if route.request.method == "POST" else route.fallback()


def keep_one_unsent(walker, context):
    """Leaves the tab at the question before logging out, with a log that the server won't take until `LOG` is free."""
    context.route(LOG, refuse_to_save)
    context.set_offline(True)
    walker.goto(f"{walker.sessions[0].get_absolute_url()}log/")
    fill_the_log(walker)
    save(walker)
    expect(walker.get_by_text("On this phone. ")).to_be_visible()
    context.set_offline(False)
    walker.goto("/accounts/logout/")
    expect(walker.get_by_role("heading", level=1)).to_have_text("One thing hasn’t been sent")


def private_caches(page):
    return page.evaluate("caches.keys().then((names) => names.filter((name) => name.startsWith('private-')))")


def test_logging_out_with_something_unsent_asks_and_then_leaves_nothing(walker, context):
    keep_one_unsent(walker, context)
    assert_accessible(walker)
    walker.get_by_role("button", name="Send, then log out").click()
    expect(walker.get_by_text("It could not be sent just now")).to_be_visible()
    expect(walker.locator("[aria-busy=true]")).to_have_count(0)
    assert waits(walker) == ["trouble"]
    walker.get_by_role("button", name="Log out and lose it").click()
    walker.wait_for_url(re.compile(r"^http://[^/]+/$"))
    assert private_caches(walker) == []
    left = walker.evaluate(
        """() => new Promise((resolve) => {
          const opening = indexedDB.open("backcare");
          opening.onsuccess = () => {
            const count = opening.result.transaction("outbox").objectStore("outbox").count();
            count.onsuccess = () => resolve(count.result);
          };
        })"""
    )
    assert left == 0
    context.set_offline(True)
    walker.goto("/week/")
    expect(walker.get_by_role("heading", level=1)).to_have_text("You’re offline. This week isn’t.")


def test_logging_out_sends_first_when_asked(walker, context):
    keep_one_unsent(walker, context)
    context.unroute(LOG)
    # Another try may have sent it by now; then the same key only logs out.
    walker.get_by_role("button", name=re.compile("^(Log out|Send, then log out)$")).click()
    walker.wait_for_url(re.compile(r"^http://[^/]+/$"))
    assert len(logs()) == 1


def leave_the_network(page, context):
    """The worker too, which may wake with the network still there. What it has not kept tells."""
    context.set_offline(True)
    page.wait_for_function(
        "() => fetch(`${document.querySelector('link[rel=icon]').href}?${Math.random()}`).then(() => false, () => true)"
    )


def test_another_person_on_the_device_sees_and_sends_nothing(walker, context, sign_in):
    context.route(LOG, refuse_to_save)
    walker.goto(f"{walker.sessions[0].get_absolute_url()}log/")
    fill_the_log(walker)
    save(walker)
    expect(walker.get_by_text("It is tried again by itself", exact=False)).to_be_visible()
    context.clear_cookies()  # from here on no try by itself can send it
    context.unroute(LOG)

    other = make_user()
    make_profile(other)
    sign_in(other)
    walker.goto("/week/")
    expect(walker.locator("[data-waiting]").first).to_be_hidden()
    assert waits(walker) == []
    leave_the_network(walker, context)
    walker.goto(walker.sessions[0].get_absolute_url())
    expect(walker.get_by_role("heading", level=1)).to_have_text("You’re offline. This week isn’t.")
    context.set_offline(False)
    assert logs() == []

    context.clear_cookies()
    sign_in(walker.user)
    settled(walker)
    assert the_log().user == walker.user


def test_nothing_of_the_admin_or_the_accounts_is_kept(walker):
    walker.goto("/accounts/password/change/")
    walker.goto("/you/")
    kept = walker.evaluate(
        """async () => {
          const found = [];
          for (const name of await caches.keys())
            for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname);
          return found;
        }"""
    )
    assert kept
    assert not [path for path in kept if path.startswith(("/admin", "/accounts", "/you"))]


def test_the_site_can_be_installed(walker, context, launch_browser):
    """Asked of a whole Chromium: one without a window can install nothing."""
    whole = launch_browser(executable_path=find_chromium())
    page = whole.new_page(storage_state=context.storage_state())
    page.goto(walker.url)
    page.evaluate(WAIT_FOR_KEPT)
    found = page.context.new_cdp_session(page).send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [one["errorId"] for one in found] == ["in-incognito"]  # as every page is that a test opens
    close_or_kill(whole)


def test_a_person_is_told_how_to_install_it(walker):
    walker.goto("/you/")
    walker.get_by_role("link", name="Put Backcare on your home screen").click()
    expect(walker.get_by_text("Choose “Add to Home Screen”.")).to_be_attached()
    assert_accessible(walker)
