"""What is kept on the device, and how it reaches the server: the two modules by themselves, before a made-up server."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import assert_accessible
from tests.builders import make_user

pytestmark = pytest.mark.browser

ADD = """async ([key, minutes]) => {
  const outbox = await import("/static/js/outbox.js");
  await outbox.add({ url: "/there/", key, fields: { minutes, done: ["a", "b"] }, words: "Walk" });
  await outbox.flush({ now: true });
  return (await outbox.items()).map(({ key, state, errors }) => ({ key, state, errors }));
}"""
ITEMS = """async () => {
  const outbox = await import("/static/js/outbox.js");
  await outbox.flush({ now: true });
  return (await outbox.items()).map(({ key, state }) => ({ key, state }));
}"""


class Server:
    """Answers at /there/ as told, and remembers what came."""

    def __init__(self, page):
        self.came = []
        self.answer = {"status": 201, "body": {"saved": True, "url": "/week/"}}
        page.route("**/there/", self.handle)

    def handle(self, route):
        self.came.append(route.request.post_data)
        if self.answer == "cut":
            route.abort("connectionreset")
        else:
            route.fulfill(
                status=self.answer["status"], content_type="application/json", body=json.dumps(self.answer["body"])
            )


@pytest.fixture
def server(signed_in_page, faults):
    faults.allow(400, 401, 410, 500)
    signed_in_page.goto("/exercises/")
    return Server(signed_in_page)


def test_what_is_added_is_sent_with_its_key_and_leaves_the_device(server, signed_in_page):
    assert signed_in_page.evaluate(ADD, ["k1", "20"]) == []
    assert len(server.came) == 1
    assert "minutes=20&done=a&done=b&client_key=k1" in server.came[0]


def test_trouble_keeps_it_and_it_goes_out_once_later(server, signed_in_page):
    server.answer = {"status": 500, "body": {}}
    assert signed_in_page.evaluate(ADD, ["k1", "20"]) == [{"key": "k1", "state": "trouble", "errors": None}]
    server.answer = {"status": 201, "body": {"saved": True, "url": "/week/"}}
    assert signed_in_page.evaluate(ITEMS) == []


def test_the_order_of_one_address_holds(server, signed_in_page, faults):
    server.answer = {"status": 500, "body": {}}
    for key in ("k1", "k2"):
        signed_in_page.evaluate(ADD, [key, "20"])
    server.came.clear()
    server.answer = {"status": 201, "body": {"saved": True, "url": "/week/"}}
    assert signed_in_page.evaluate(ITEMS) == []
    assert [came.split("client_key=")[1][:2] for came in server.came] == ["k1", "k2"]


def test_what_is_refused_stays_with_the_words_of_the_server(server, signed_in_page):
    server.answer = {"status": 400, "body": {"errors": {"minutes": ["Too many."]}}}
    kept = signed_in_page.evaluate(ADD, ["k1", "9999"])
    assert kept == [{"key": "k1", "state": "refused", "errors": {"minutes": ["Too many."]}}]
    server.answer = {"status": 201, "body": {"saved": True, "url": "/week/"}}
    assert signed_in_page.evaluate(ADD, ["k1", "20"]) == []


def test_what_was_deleted_elsewhere_waits_for_a_word(server, signed_in_page):
    server.answer = {"status": 410, "body": {"deleted": True}}
    assert signed_in_page.evaluate(ADD, ["k1", "20"]) == [{"key": "k1", "state": "deleted", "errors": None}]
    signed_in_page.evaluate(ITEMS)
    assert len(server.came) == 1
    signed_in_page.goto("/outbox/")
    expect(signed_in_page.get_by_text("You deleted this on another device")).to_be_visible()
    assert_accessible(signed_in_page)
    server.answer = {"status": 201, "body": {"saved": True, "url": "/week/"}}
    row = signed_in_page.get_by_role("listitem").filter(has_text="Walk").element_handle()
    room = row.bounding_box()
    signed_in_page.get_by_role("button", name="Save it again").click()
    expect(signed_in_page.get_by_text("Nothing is waiting")).to_be_visible()
    assert "Saved" in row.inner_text()
    assert row.bounding_box() == room  # nothing below it moves under a finger
    assert "again=yes" in server.came[-1]


def test_a_page_that_is_no_answer_of_ours_saves_nothing(server, signed_in_page):
    server.answer = {"status": 200, "body": {"welcome": "to the hotel's network"}}
    assert signed_in_page.evaluate(ADD, ["k1", "20"])[0]["state"] == "trouble"


def test_what_is_said_anew_while_on_its_way_is_sent_too(server, signed_in_page):
    state = signed_in_page.evaluate(
        """async () => {
          const outbox = await import("/static/js/outbox.js");
          const first = { url: "/there/", key: "k1", fields: { minutes: 10 }, words: "Walk" };
          outbox.events.addEventListener("change", ({ detail }) => {
            if (detail.state === "sending" && !window.said) {
              window.said = outbox.add({ ...first, fields: { minutes: 30 } });
            }
          });
          await outbox.add(first);
          await outbox.flush();
          await window.said;
          await outbox.flush({ now: true });
          return outbox.items();
        }"""
    )
    assert state == []
    assert "minutes=30" in server.came[-1]


def test_another_person_sees_and_sends_nothing_of_it(server, signed_in_page, sign_in, page):
    server.answer = {"status": 500, "body": {}}
    signed_in_page.evaluate(ADD, ["k1", "20"])
    sign_in(make_user())
    server.came.clear()  # after the cookie: a try by itself may still have gone out with the first person's
    signed_in_page.evaluate(ITEMS)  # the page still shows the first person, the cookie is the other's
    page.goto("/exercises/")
    assert page.evaluate(ITEMS) == []
    assert server.came == []


def test_without_a_login_it_is_kept_until_there_is_one(server, signed_in_page, context, sign_in):
    context.clear_cookies()
    assert signed_in_page.evaluate(ADD, ["k1", "20"]) == [{"key": "k1", "state": "login", "errors": None}]
    sign_in(signed_in_page.user)
    assert signed_in_page.evaluate(ITEMS) == []
    assert len(server.came) == 1
