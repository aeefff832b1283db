// What waits on this device, made visible: a row on every page. The pages that list it draw along (waiting_list.js).
import { owner } from "./device.js";
import { events, flush, items } from "./outbox.js";
import { started } from "./started.js";

const row = document.querySelector("[data-waiting]");
const startedRow = document.querySelector(".waiting[data-started]");
const isListed = document.querySelector("[data-outbox-list], [data-logout]") !== null;
export const count = (texts, number) => (number === 1 ? texts.one : texts.many).replace("{number}", number);
export const write = (part, text) => part.textContent !== String(text) && (part.textContent = text);
export const saved = new Set();
export let sending = "";
const STUCK = ["refused", "deleted", "login"]; // nothing happens until the person does something
export const drawers = []; // each gets what was begun and what is kept

let drawing = null;
export async function draw() {
  if (!owner) return;
  let begun, kept;
  try {
    begun = await started(); // first: what is logged meanwhile goes from here to what is kept, and is seen there
    kept = await items();
  } catch {
    kept = begun = []; // this browser keeps nothing, so nothing waits
  }
  if (startedRow) {
    startedRow.hidden = !begun.length || isListed || Boolean(document.querySelector("[data-panel]"));
    write(startedRow.querySelector("a"), begun.length ? startedRow.dataset.started.replace("{name}", begun.at(-1).entry.words) : "");
  }
  if (row) {
    const wasHere = !row.hidden && saved.size > 0; // then the page stays where it is
    const stuck = kept.filter(({ state }) => STUCK.includes(state)).length;
    row.querySelector(".status").classList.toggle("status-stop", stuck > 0);
    if (stuck) write(row.querySelector("a"), count({ one: row.dataset.stuckOne, many: row.dataset.stuckMany }, stuck));
    else if (kept.length) write(row.querySelector("a"), count(row.dataset, kept.length));
    else if (wasHere) write(row.querySelector("a"), row.dataset.none);
    const isSaid = document.querySelector("[data-outbox-note]:not(:empty), [data-panel]") !== null; // where it was touched, and nothing moves
    row.hidden = isListed || isSaid || !(kept.length || wasHere);
  }
  for (const one of drawers) one(begun, kept);
}
export function redraw() {
  clearTimeout(drawing);
  drawing = setTimeout(draw, 0);
}

events.addEventListener("change", ({ detail }) => {
  sending = detail.state === "sending" ? detail.key : sending === detail.key ? "" : sending;
  if (detail.state === "saved") saved.add(detail.key);
  redraw();
  // The week shows what was just saved.
  if (detail.state === "saved" && location.pathname.startsWith("/week/")) flush().then(() => location.reload());
});
draw();
