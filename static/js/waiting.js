// What waits on this device, made visible: a row on every page, a list on its own page, and a question before
// logging out.
import { all, change, owner } from "./device.js";
import { discard, events, flush, items, sendAgain } from "./outbox.js";
import { logStarted, started } from "./started.js";

const row = document.querySelector("[data-waiting]");
const startedRow = document.querySelector(".waiting[data-started]");
const list = document.querySelector("[data-outbox-list]");
const guard = document.querySelector("[data-logout]");
const words = document.querySelector("[data-outbox-words]")?.dataset ?? {};
const count = (texts, number) => (number === 1 ? texts.one : texts.many).replace("{number}", number);
const lang = document.documentElement.lang;
let sending = "";

function line(item) {
  const made = document.querySelector("template[data-outbox-item]").content.firstElementChild.cloneNode(true);
  const part = (name) => made.querySelector(`[data-part=${name}]`);
  const day = new Date(item.done ?? item.at);
  part("weekday").textContent = day.toLocaleDateString(lang, { weekday: "short" });
  part("day").textContent = day.getDate();
  part("words").textContent = item.words;
  const state = sending === item.key ? "sending" : item.state;
  part("state").textContent = words[state];
  made.querySelector(".status").classList.toggle("status-stop", state === "refused" || state === "deleted");
  for (const text of Object.values(item.errors ?? {}).flat()) {
    const reason = document.createElement("p");
    reason.textContent = text;
    part("why").append(reason);
  }
  const mendWay = part("mend");
  if (mendWay) {
    mendWay.hidden = state !== "refused";
    mendWay.href = `${item.page}?mend=${item.key}`;
    part("login").hidden = state !== "login";
    if (item.started) offerToLog(item, part);
    const drop = part("discard");
    drop.hidden = state !== "refused" && state !== "deleted";
    part("keep").hidden = state !== "deleted";
    part("keep").addEventListener("click", () => sendAgain(item.key));
    drop.addEventListener("click", () => {
      if (drop.dataset.sure) return discard(item.key);
      drop.dataset.sure = "yes";
      drop.textContent = words.sure;
    });
  }
  return made;
}

// A session stopped part-way, beside what waits to be sent: on with it on the same day, or log what was done.
function offerToLog({ started: record, page, isToday }, part) {
  part("go").hidden = !isToday;
  part("go").href = page;
  part("log").hidden = false;
  part("log").addEventListener("click", () => logStarted(record).then(redraw));
}

const isToday = (at) => new Date(at).toDateString() === new Date().toDateString();

async function allStarted() {
  const records = await started();
  return records.map((record) => ({
    started: record, key: record.key, words: record.entry.words, at: record.at, state: "started",
    page: record.entry.page.replace(/log\/$/, "play/"), isToday: isToday(record.at),
  }));
}

let drawing = null;
async function draw() {
  if (!owner) return;
  let kept, begun;
  try {
    [kept, begun] = [await items(), await allStarted()];
  } catch {
    kept = begun = []; // this browser keeps nothing, so nothing waits
  }
  if (startedRow) {
    startedRow.hidden = !begun.length || Boolean(list || guard || document.querySelector("[data-panel]"));
    startedRow.querySelector("a").textContent = begun.length ? startedRow.dataset.started.replace("{name}", begun.at(-1).words) : "";
  }
  if (row) {
    row.hidden = !kept.length || Boolean(list || guard);
    row.querySelector("a").textContent = kept.length ? count(row.dataset, kept.length) : "";
  }
  if (list) {
    list.replaceChildren(...begun.map(line), ...kept.map(line));
    for (const one of document.querySelectorAll("[data-outbox-none]")) one.hidden = kept.length + begun.length > 0;
    for (const one of document.querySelectorAll("[data-outbox-some]")) one.hidden = !kept.length;
  }
  if (guard && !guard.dataset.leaving) ask([...begun, ...kept]);
}
const redraw = () => {
  clearTimeout(drawing);
  drawing = setTimeout(draw, 0);
};

events.addEventListener("change", ({ detail }) => {
  sending = detail.state === "sending" ? detail.key : sending === detail.key ? "" : sending;
  redraw();
  // The week shows what was just saved.
  if (detail.state === "saved" && location.pathname.startsWith("/week/")) flush().then(() => location.reload());
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
  guard.querySelector("[data-logout-plain]").hidden = kept.length > 0;
  const warn = guard.querySelector("[data-logout-unsent]");
  warn.hidden = !kept.length;
  if (!kept.length) return;
  warn.querySelector("h1").textContent = count(warn.dataset, kept.length);
  warn.querySelector("[data-outbox-rows]").replaceChildren(...kept.map(line));
  warn.querySelector("[data-logout-drop]").textContent = kept.length === 1 ? words.dropOne : words.dropAll;
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
        still.hidden = event.submitter?.value !== "send";
        guard.querySelector("h1:not([hidden])")?.focus();
        return;
      }
    }
    await leave(form);
  });
}
