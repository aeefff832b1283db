"""The guided session as a person goes through it, with a clock that runs as fast as the test wants."""

from playwright.sync_api import expect

SECOND = 1000
MINUTE = 60 * SECOND


def open_player(page, session):
    page.goto(f"/sessions/{session.pk}/play/")
    expect(page.get_by_role("heading", level=1).filter(visible=True)).to_be_visible()
    page.locator("[data-plain]").wait_for(state="hidden")
    return page


def start(player, *, is_kept=True):
    """A page waits some seconds for what is kept: it would give up within the first slice of a clock that runs fast."""
    player.locator("[data-begin]").click()
    expect(player.locator('[data-panel="play"]')).to_be_visible()
    if is_kept:
        wait_until_kept(player)


def on_panel(player, name):
    expect(player.locator(f'[data-panel="{name}"]')).to_be_visible()
    assert player.locator("[data-panel]:visible").count() == 1


def run(player, ms):
    """Lets the page's clock run; long stretches in slices, as a phone that stays awake sees them."""
    player.clock.run_for(ms)


# Reads what is kept until two reads on end are alike: each waits for the writes asked for before it.
KEPT = """async () => {
  const open = () => new Promise((done) => {
    const opening = indexedDB.open("backcare");
    opening.onupgradeneeded = () => opening.transaction.abort(); // it is the page's to make
    opening.onerror = () => done(null);
    opening.onsuccess = () => done(opening.result);
  });
  let database;
  do database = await open(); while (!database);
  const read = () => new Promise((done) => {
    const reading = database.transaction("sessions").objectStore("sessions").getAll();
    reading.onsuccess = () => done(JSON.stringify(reading.result));
  });
  let last = "", before;
  do [before, last] = [last, await read()]; while (last !== before || last === "[]");
  database.close();
}"""


def wait_until_kept(player):
    """Before a tab is left, which no real clock does in the same instant as four minutes pass."""
    player.evaluate(KEPT)


def reload(player):
    wait_until_kept(player)
    player.reload()


def script_of(player):
    return player.evaluate("JSON.parse(document.getElementById('script').textContent)")


def skip_to_block(player, block):
    first = next(place for place, item in enumerate(script_of(player)["items"]) if item["block"] == block)
    for _press in range(40):
        if int(player.locator("[data-count]").inner_text().split()[0]) > first:
            return
        player.locator("[data-skip]").click()
    raise AssertionError(block)


def start_and_move_for(player, minutes):
    """Starts, skips to the heart-raising part and its getting ready, and lets so many of its minutes go by."""
    start(player)
    skip_to_block(player, "heart")
    player.locator("[data-skip]").click()
    run(player, minutes * MINUTE)


def skip_to_the_end(player):
    for _press in range(60):
        if player.locator('[data-panel="finish"]').is_visible():
            return
        player.locator("[data-skip]").click()
    raise AssertionError("no end")


def save(player, says="Saved to your account."):
    player.get_by_role("button", name="Save session").click()
    on_panel(player, "saved")
    expect(player.locator("[data-saved-state]")).to_contain_text(says)
