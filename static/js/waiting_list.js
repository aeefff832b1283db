// The list of what waits on this device, what can be done about each thing, and the question before logging out.
import { all, change } from "./device.js";
import { discard, flush, items, sendAgain } from "./outbox.js";
import { logStarted, started } from "./started.js";
import { count, draw, drawers, redraw, saved, sending, write } from "./waiting.js";

const list = document.querySelector("[data-outbox-list]");
const guard = document.querySelector("[data-logout]");
const words = document.querySelector("[data-outbox-words]")?.dataset ?? {};
const lang = document.documentElement.lang;

// A row stays where it is once it is drawn, whatever becomes of its thing, so that nothing moves under a finger.
const rows = new Map(); // key → {made, part, thing}

function newRow(thing) {
  const made = document.querySelector("template[data-outbox-item]").content.firstElementChild.cloneNode(true);
  const parts = new Map([...made.querySelectorAll("[data-part]")].map((one) => [one.dataset.part, one]));
  const row = { made, thing, part: (name) => parts.get(name) };
  rows.set(thing.key, row);
  row.part("room").dataset.room = words.trouble; // the longest of what comes and goes by itself
  if (!row.part("mend")) return row;
  row.part("keep").addEventListener("click", () => sendAgain(thing.key));
  row.part("log").addEventListener("click", () => logStarted(row.thing.started).then(redraw));
  const drop = row.part("discard");
  drop.addEventListener("click", () => {
    if (drop.dataset.sure) return discard(thing.key);
    drop.dataset.sure = "yes";
    drop.textContent = words.sure;
  });
  return row;
}

const keepRoom = (place) => (place.style.minBlockSize = `${place.getBoundingClientRect().height}px`);

// Keys go by what is kept, so that they stay while it is sent once more; where they stood stays empty afterwards.
function fillRow({ made, part }, thing) {
  if (made.isConnected) keepRoom(made);
  const day = new Date(thing.done ?? thing.at);
  write(part("weekday"), day.toLocaleDateString(lang, { weekday: "short" }));
  write(part("day"), day.getDate());
  write(part("words"), thing.words);
  write(part("state"), words[sending === thing.key ? "sending" : thing.state]);
  const status = made.querySelector(".status");
  status.classList.toggle("status-stop", thing.state === "refused" || thing.state === "deleted");
  status.classList.toggle("status-done", thing.state === "saved");
  const reasons = Object.values(thing.errors ?? {}).flat();
  const why = part("why");
  if ([...why.children].map((one) => one.textContent).join() !== reasons.join()) {
    why.replaceChildren(...reasons.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
  }
  if (!part("mend")) return;
  const is = (...states) => states.includes(thing.state);
  part("mend").hidden = !is("refused");
  part("mend").href = `${thing.page}?mend=${thing.key}`;
  part("login").hidden = !is("login");
  part("discard").hidden = !is("refused", "deleted");
  part("keep").hidden = !is("deleted");
  // Begun and stopped part-way: on with it on the same day, or log what was done.
  part("go").hidden = !is("started") || !thing.isToday;
  part("go").href = thing.page;
  part("log").hidden = !is("started");
}

function drawRows(place, things) {
  for (const thing of things) {
    const row = rows.get(thing.key) ?? newRow(thing);
    row.thing = thing;
    fillRow(row, thing);
    if (!row.made.isConnected) place.append(row.made);
  }
  for (const [key, row] of rows) {
    if (things.some((thing) => thing.key === key)) continue;
    if (saved.has(key)) fillRow(row, { ...row.thing, state: "saved", errors: null });
    else {
      row.made.remove();
      rows.delete(key);
    }
  }
}

const isToday = (at) => new Date(at).toDateString() === new Date().toDateString();

// What is refused or was deleted elsewhere needs the person first.
const canBeSent = ({ state }) => state !== "refused" && state !== "deleted";

const asThings = (records) =>
  records.map((record) => ({
    started: record, key: record.entry.key, words: record.entry.words, at: record.at, state: "started",
    page: record.entry.page.replace(/log\/$/, "play/"), isToday: isToday(record.at),
  }));

drawers.push((records, kept) => {
  const things = [...asThings(records), ...kept];
  if (list) {
    drawRows(list, things);
    for (const one of document.querySelectorAll("[data-outbox-none]")) one.hidden = things.length > 0;
    for (const one of document.querySelectorAll("[data-outbox-some]")) one.hidden = !kept.length;
    for (const one of document.querySelectorAll("[data-outbox-send]")) one.hidden = !kept.some(canBeSent);
  }
  if (guard && !guard.dataset.leaving) ask(things);
});
document.querySelector("[data-outbox-send]")?.addEventListener("click", () => flush({ now: true }));
for (const key of document.querySelectorAll("[data-outbox-file]")) key.addEventListener("click", keepFile);
draw();

async function keepFile() {
  const begun = (await started()).map(({ entry, at }) => ({ ...entry, done: at }));
  const kept = [...begun, ...(await items())];
  const text = JSON.stringify({ backcare: "not sent yet", things: kept.map(({ words, url, fields, done, errors }) => ({ words, url, done: new Date(done).toISOString(), fields, errors })) }, null, 2);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = "backcare-not-sent.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// Before logging out. Everything of this person leaves the device with them: unsent things, a session under way and
// kept pages.
function ask(kept) {
  const warn = guard.querySelector("[data-logout-unsent]");
  if (!kept.length && warn.hidden) return;
  guard.querySelector("[data-logout-plain]").hidden = true;
  warn.hidden = false;
  drawRows(warn.querySelector("[data-outbox-rows]"), kept);
  const title = warn.querySelector("h1");
  keepRoom(title);
  write(title, kept.length ? count(warn.dataset, kept.length) : warn.dataset.none);
  const lede = warn.querySelector(".lede-s");
  if (kept.length) write(lede, count(lede.dataset, kept.length));
  warn.classList.toggle("all-sent", !kept.length);
  write(warn.querySelector("[data-logout-send]"), kept.length ? words.sendFirst : words.leave);
  const isStuck = kept.length > 0 && !kept.some(canBeSent);
  warn.querySelector("[value=send]").hidden = isStuck;
  warn.querySelector("[data-logout-mend]").hidden = !isStuck;
  write(warn.querySelector("[data-logout-drop]"), kept.length > 1 ? words.dropAll : words.dropOne);
}

async function forgetAll() {
  for (const store of ["outbox", "sessions"]) {
    for (const { key } of await all(store)) await change(store, key, () => null);
  }
  if (globalThis.caches) {
    for (const name of await caches.keys()) if (name.startsWith("private-")) await caches.delete(name);
  }
}

async function leave(form) {
  guard.dataset.leaving = "yes";
  await forgetAll().catch(() => {});
  form.submit();
}

for (const form of guard?.querySelectorAll("form") ?? []) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const mayDrop = event.submitter?.value === "drop";
    if (!mayDrop) {
      if (event.submitter?.value === "send") for (const one of await started().catch(() => [])) await logStarted(one).catch(() => {});
      await flush({ now: true });
      const left = [...(await items().catch(() => [])), ...(await started().catch(() => []))];
      if (left.length) {
        await draw();
        const still = guard.querySelector("[data-logout-still]");
        still.hidden = event.submitter?.value !== "send" || !left.some(canBeSent);
        delete form.dataset.sent; // it stays, and can be sent again
        event.submitter?.removeAttribute("aria-busy");
        guard.querySelector("h1:not([hidden])")?.focus();
        return;
      }
    }
    await leave(form);
  });
}
