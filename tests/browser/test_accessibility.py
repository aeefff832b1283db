"""Every page, as axe sees it in light and dark, at phone width, at 320 px, enlarged to 200 % and with the largest
text."""

import datetime

import pytest
from django.urls import resolve
from playwright.sync_api import expect

from backcare.accounts.models import User
from plans.models import Clearance, Profile, ReminderSettings, WeeklyPlan
from plans.services.reminders import stop_token
from plans.services.report import open_link
from tests.addresses import FILES, POST_ONLY, ROUTES
from tests.browser.chromium import assert_accessible, assert_no_sideways_scroll
from tests.browser.steps import choose, send
from tests.builders import MONDAY, make_log, make_plan, make_profile, make_user

pytestmark = pytest.mark.browser

PUBLIC = [
    "/",
    "/accounts/signup/",
    "/accounts/login/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/done/",
    "/accounts/confirm-email/",
    "/accounts/inactive/",
    "/offline/",
    "/exercises/",
    "/exercises/?q=knee",
    "/exercises/?q=nothingatall",
    "/exercises/knee-to-chest/",
    "/exercises/brisk-walk/",
    "/sources/",
    "/how-plans-are-made/",
    "/lessons/",
    "/lessons/what-water-does/",
]
OWN = [
    "/week/",
    "/week/2026-W46/",
    "/week/2026-W48/",
    "/sessions/{planned}/",
    "/sessions/{planned}/log/",
    "/sessions/{planned}/swap/{block}/{exercise}/",
    "/sessions/{done}/",
    "/log/",
    "/logs/{log}/",
    "/logs/{log}/delete/",
    "/logs/{log}/morning/",
    "/logs/{twice}/same/",
    "/flare/",
    "/left-out/",
    "/week/changes/",
    "/you/try/",
    "/progress/",
    "/progress/logs/",
    "/report/",
    "/report/share/",
    "/week/2026-W47/print/",
    "/progress/activities/",
    "/you/",
    "/you/reminders/",
    "/you/calendar/",
    "/you/data/import/",
    "/you/data/logs/",
    "/accounts/delete/",
    "/start/safety/",
    "/start/back/",
    "/start/notes/",
    "/start/week/",
    "/accounts/logout/",
    "/accounts/password/change/",
    "/accounts/email/",
    "/accounts/reauthenticate/",
    "/home-screen/",
    "/outbox/",
]
# Address → (name of the button that sends it empty).
REFUSED = {
    "/accounts/signup/": "Create account",
    "/accounts/login/": "Log in",
    "/start/safety/": "Continue",
    "/log/": "Log it",
    "/you/data/import/": "Bring it in",
    "/you/data/logs/": "Look at the lines",
    "/accounts/delete/": "Delete everything",
}
# Address → which of its forms.
EMPTIED = {
    "/start/back/": 0,
    "/start/week/": 0,
    "/sessions/{planned}/log/": 0,
    "/logs/{log}/": 0,
    "/report/share/": 0,
    "/accounts/password/change/": 0,
}
TURNS = 4
# 200 % of a laptop's 1280 px.
WIDTHS = {"320 px": 320, "200 % of 1280 px": 640}


@pytest.fixture
def someone(db, on_a_monday, page, sign_in):
    """A person in the middle of a week: one session done, others ahead. Returns what addresses need."""
    user = make_user()
    make_profile(user, pain_notes="Sitting is worse.\nWalking helps.", ticked=["worse_sitting", "better_walking"])
    plan = make_plan(user, on_a_monday)
    done, planned = plan.sessions.order_by("date")[:2]
    log = make_log(user, on_a_monday, session=done, pain_before=4, pain_after=3, note="Fine.")
    a_swim = {"date": on_a_monday - datetime.timedelta(days=5), "activity": "Swim", "heart_minutes": 30}
    twice = [make_log(user, **a_swim) for _one in range(2)][-1]
    sign_in(user)
    item = planned.items.filter(block="strength").first()
    return {
        "planned": planned.pk,
        "done": done.pk,
        "log": log.pk,
        "twice": twice.pk,
        "block": item.block,
        "exercise": item.exercise_id,
    }


def look_at(page):
    page.wait_for_load_state()  # a form that was sent brings its page when it comes
    assert page.get_by_role("heading", level=1).count() == 1, page.url
    assert_accessible(page)
    size = page.viewport_size
    for width in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": 800})
        assert_no_sideways_scroll(page)
    page.set_viewport_size({"width": 320, "height": 800})
    page.evaluate("document.documentElement.dataset.text = 'largest'")
    assert_no_sideways_scroll(page)
    page.set_viewport_size(size)


# Not looked at by their addresses: no page of ours, a page for a moment of its own (looked at in the tests named
# below, or in those of its feature), or a way to another page.
ELSEWHERE = {
    *POST_ONLY, *FILES, "healthz", "readyz", "manifest.webmanifest", "sw.js", "offline/pages/",
    "calendar/<slug:secret>.ics", "start/", "accounts/login/code/confirm/", "accounts/password/set/",
    r"accounts/confirm-email/(?P<key>[-:\w]+)/", "accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/",
    "start/stop/", "start/ask-first/", "reminders/stop/<str:token>/", "you/calendar/", "sessions/<int:pk>/play/",
    "you/ended/<slug:flag>/", "logs/<int:pk>/note/", "shared/<str:secret>/", "left-out/<slug:exercise>/again/",
}  # fmt: skip


def test_no_page_is_left_unlooked_at():
    numbers = {"planned": 1, "done": 1, "log": 1, "twice": 1, "block": "strength", "exercise": "glute-bridge"}
    seen = {resolve(address.split("?")[0].format(**numbers)).route for address in PUBLIC + OWN}
    assert set(ROUTES) - seen - ELSEWHERE == set()


def in_turns(addresses):
    """A few goes of many pages each: a browser and a database for every page would take longer than the looking."""
    return [addresses[start::TURNS] for start in range(TURNS)]


@pytest.mark.parametrize("addresses", in_turns(PUBLIC), ids=lambda addresses: addresses[0])
def test_public_pages_are_accessible(page, on_a_monday, addresses):
    for address in addresses:
        assert page.goto(address).status == 200
        look_at(page)


@pytest.mark.parametrize("addresses", in_turns(OWN), ids=lambda addresses: addresses[0])
def test_own_pages_are_accessible(page, someone, addresses):
    for address in addresses:
        assert page.goto(address.format(**someone)).status == 200
        look_at(page)


@pytest.mark.parametrize("address", REFUSED)
def test_refused_form_is_accessible(page, request, address):
    if not address.startswith("/accounts/") or address == "/accounts/delete/":
        request.getfixturevalue("someone")
    page.goto(address)
    if address == "/start/safety/":
        page.get_by_label("Which year were you born?").fill("20")
    main = page.get_by_role("main")
    if address == "/log/":  # with the outbox it is kept on the device, not refused on its page
        with page.expect_navigation():
            main.locator("form").evaluate("form => form.submit()")
    else:
        main.get_by_role("button", name=REFUSED[address]).first.click()
    expect(main.locator("[aria-invalid=true]").first).to_be_attached()
    look_at(page)


def test_emptied_forms_are_accessible(page, someone):
    """Every answer taken off, and sent past the browser's own checks."""
    for address, number_of_form in EMPTIED.items():
        page.goto(address.format(**someone))
        main = page.get_by_role("main")
        main.locator("input:not([type=hidden]), textarea").evaluate_all(
            "all => all.forEach((one) => (/radio|checkbox/.test(one.type) ? (one.checked = false) : (one.value = '')))"
        )
        with page.expect_navigation():
            main.locator("form[method=post]").nth(number_of_form).evaluate("form => form.submit()")
        expect(main.locator("[aria-invalid=true]").first).to_be_attached()
        look_at(page)


@pytest.mark.parametrize(
    ("sign", "address"), [("rf_saddle_numbness", "/start/stop/"), ("rf_fever_infection", "/start/stop/")]
)
def test_stop_page_is_accessible(page, db, on_a_monday, sign_in, sign, address):
    user = make_user()
    make_profile(user, red_flags=[sign])
    sign_in(user)
    assert page.goto(address).status == 200
    look_at(page)


def test_ask_first_page_and_its_week_are_accessible(page, db, on_a_monday, sign_in):
    user = make_user()
    make_profile(user, red_flags=["rf_cancer_history"])
    sign_in(user)
    for address in ("/start/ask-first/", "/week/"):
        assert page.goto(address).status == 200
        look_at(page)


def test_reminders_are_accessible_where_mail_can_be_sent(page, someone, settings):
    settings.EMAIL_URL, settings.SITE_URL = "submission://mail.example.org", "https://back.example.org"
    page.goto("/you/")
    look_at(page)
    page.goto("/you/reminders/")
    page.get_by_text("Remind me by e-mail").click()
    page.get_by_label("At what time").fill("")
    page.get_by_role("button", name="Save reminders").click()
    expect(page.get_by_role("main").locator("[aria-invalid=true]")).to_have_count(1)
    look_at(page)
    page.get_by_label("At what time").fill("07:15")
    page.get_by_label("When and where").fill("after breakfast, in the living room")
    send(page, "Save reminders")
    page.goto(f"/reminders/stop/{stop_token(ReminderSettings.objects.get())}/")
    look_at(page)
    page.get_by_role("button", name="Stop reminders").click()
    expect(page.get_by_role("heading", name="Reminders are off")).to_be_visible()
    look_at(page)
    page.goto("/week/")
    expect(page.get_by_text("in the living room")).to_be_visible()
    look_at(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_still_drawings_stay_still_until_someone_presses_play(page, db, context, live_server, theme):
    look = {"theme": theme, "movement": "still"}
    context.add_cookies([{"name": name, "value": word, "url": live_server.url} for name, word in look.items()])
    page.goto("/exercises/knee-to-chest/")
    expect(page.locator(".fig .mv").first).to_be_hidden()
    page.get_by_role("button", name="Play movement").click()
    expect(page.locator(".fig .mv").first).to_be_visible()
    assert_accessible(page)


def test_the_calendar_address_is_accessible(page, someone):
    page.goto("/you/calendar/")
    page.get_by_role("button", name="Make my address").click()
    page.get_by_label("Calendar address").wait_for()
    look_at(page)
    page.goto("/you/calendar/")
    look_at(page)
    page.get_by_role("button", name="Save calendar").click()
    page.get_by_text("Saved. Calendar apps").wait_for()


def test_what_gave_way_and_answers_tried_are_accessible(page, someone):
    plan = WeeklyPlan.objects.get()
    plan.draft["progress"]["instead"] = {"abdominal-brace": ""}
    plan.save()
    for address in ("/you/", "/left-out/", "/left-out/abdominal-brace/again/"):
        assert page.goto(address).status == 200
        look_at(page)
    page.goto("/you/try/")
    page.locator("label[for=id_fitness_level_2]").click()
    page.get_by_role("button", name="Show the difference").click()
    expect(page.get_by_role("button", name="Use this")).to_have_count(1)
    look_at(page)


def test_pages_of_a_moment_are_accessible(page, someone, sign_in):
    user = User.objects.get()
    Profile.objects.update(ticked=["hip_replacement"])
    Clearance.objects.create(user=user, flag="hip_replacement", cleared_on=MONDAY, cleared_by="A surgeon", said="fine")
    _link, secret = open_link(user=user, since=MONDAY, until=MONDAY, days=7, shows_quotes=False)
    for address in ("/you/ended/hip_replacement/", f"/shared/{secret}/"):
        assert page.goto(address).status == 200
        assert page.url.endswith(address)
        look_at(page)
    page.goto("/log/")
    choose(page, "what", "walk")
    page.get_by_label("Or exactly").fill("20")
    page.get_by_label("Note").fill("Went well. I have gone numb between my legs though.")
    page.get_by_role("button", name="Log it").click()
    page.wait_for_url("**/note/")
    look_at(page)


def test_first_week_and_empty_progress_are_accessible(page, signed_in_page, on_a_monday):
    for address in ("/week/", "/progress/", "/start/safety/"):
        page.goto(address)
        look_at(page)


def test_missing_page_is_accessible(page, faults):
    faults.allow(404)
    assert page.goto("/nothing-here/").status == 404
    look_at(page)


def test_a_sign_can_be_ticked_on_its_words(signed_in_page):
    signed_in_page.goto("/start/safety/")
    choose(signed_in_page, "signs", "none")
