// What is done here reaches the server: kept on this device first, then sent, in order, until the server has it. The
// client's key makes sending twice harmless. One tab sends at a time; what is refused or has to wait stays here.
import { DeviceError, all, change, get, newKey, owner } from "./device.js";

const PASS = "/outbox/"; // says who is logged in and gives a fresh token
const PATIENCE_MS = 15_000;
const SHORTEST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 300_000;

// States of an item: "waiting" (on this phone), "sending", "saved" (and gone from here), "refused" (the server says
// what to mend), "deleted" (deleted elsewhere since it was said: the person decides), "login" (sent once someone has logged in), "trouble" (tried, will be tried again).
// Every change is told as a "change" event with {key, state, words, errors, url, kept}.
export const events = new EventTarget();
const otherTabs = globalThis.BroadcastChannel ? new BroadcastChannel("backcare-outbox") : null;
if (otherTabs) otherTabs.onmessage = ({ data }) => data.owner === owner && announce(data.detail);

function announce(detail) {
  events.dispatchEvent(new CustomEvent("change", { detail }));
}

function tell(detail) {
  announce(detail);
  otherTabs?.postMessage({ owner, detail });
}

// Pairs of name and value, whatever they came as: FormData, pairs, or an object whose lists repeat a name.
function pairsOf(fields) {
  const pairs = fields instanceof FormData || Array.isArray(fields) ? [...fields] : Object.entries(fields);
  return pairs
    .flatMap(([name, value]) => (Array.isArray(value) ? value.map((one) => [name, one]) : [[name, value]]))
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => [name, String(value)])
    .filter(([name]) => name !== "csrfmiddlewaretoken");
}

// Keeps an item on this device and starts sending. Gives the item once it is really kept; rejects with a DeviceError
// if it can't be. The same key again replaces what it said before. `words` name it for the person ("Brisk walk"),
// `page` is where it can be mended (the address itself if not given).
export async function add({ url, key = newKey(), fields, words, page = url }) {
  const item = await keep({ url, key, fields, words, page });
  flush();
  return item;
}

async function keep({ url, key, fields, words, page }) {
  const version = newKey();
  const now = Date.now();
  const item = { key, url, words, page, version, fields: pairsOf(fields), state: "waiting", tries: 0, next: 0 };
  // Mended or said again, it keeps its place in the row.
  const kept = await change("outbox", key, (before) => ({ ...item, at: before?.at ?? now, done: now }));
  navigator.storage?.persist?.().catch(() => {});
  tell(told(kept));
  return kept;
}

const told = ({ key, state, words, errors = null, said = "", url }) => ({ key, state, words, errors, said, url });

// Everything of this person that the server has not confirmed, oldest first.
export const items = () => all("outbox");

export const item = (key) => get("outbox", key);

// What was deleted elsewhere is wanted after all.
export async function sendAgain(key) {
  const kept = await change("outbox", key, (found) => found && { ...found, version: newKey(), state: "waiting", next: 0, fields: [...found.fields, ["again", "yes"]] });
  if (kept) tell(told(kept));
  return flush({ now: true });
}

export async function discard(key) {
  await change("outbox", key, () => null);
  tell({ key, state: "discarded" });
}

// Sends one item at once without keeping it here: for a device that can't keep anything. Gives the same answer as an
// item has: {state, errors, url, said}.
export async function sendUnkept({ url, key = newKey(), fields, words }) {
  const pass = await askPass();
  if (pass.state) return pass;
  return send({ url, key, words, fields: pairsOf(fields), version: newKey(), done: Date.now() }, pass);
}

let timer = 0;
let running = null;
let again = false;

// Sends what waits. `now` also tries what is in a wait after trouble. Gives a promise that ends when this round has;
// a call during a round makes one more.
export function flush({ now = false } = {}) {
  if (!owner) return Promise.resolve();
  if (running) {
    again = again || { now };
    return running;
  }
  running = locked(() => round(now))
    .catch((error) => {
      if (!(error instanceof DeviceError)) throw error;
    })
    .finally(() => {
      running = null;
      if (!again) return;
      const next = again;
      again = false;
      return flush(next);
    });
  return running;
}

// Two tabs never send at once. Without HTTPS there are no locks; then the server's keys alone keep things single.
const locked = (work) => (navigator.locks ? navigator.locks.request("backcare-outbox", work) : work());

async function round(now) {
  clearTimeout(timer);
  const due = inTurn(await items(), now);
  if (due.length) await sendInOrder(due);
  await plan();
}

// What may be sent, in order. An item in a wait holds up the later ones of its address, so that none overtakes it.
function inTurn(kept, now) {
  const held = new Set();
  return kept.filter((one) => {
    if (one.state === "refused" || one.state === "deleted") return false;
    if (!now && one.next > Date.now()) held.add(one.url);
    return !held.has(one.url);
  });
}

async function sendInOrder(due) {
  const pass = await askPass();
  if (pass.state) {
    for (const one of due) await settle(one, pass);
    return;
  }
  const stuck = new Set(); // an address in trouble holds up its own items only
  for (const one of due) {
    if (stuck.has(one.url)) continue;
    const current = await get("outbox", one.key);
    if (current?.version !== one.version) continue; // said anew or taken away meanwhile: the next round has it
    tell(told({ ...one, state: "sending" }));
    const answer = await send(one, pass);
    await settle(one, answer);
    if (answer.state === "trouble" || answer.state === "login") stuck.add(one.url);
    if (answer.unreachable || answer.state === "login") {
      for (const other of due.slice(due.indexOf(one) + 1)) await settle(other, answer);
      return;
    }
  }
}

async function ask(url, options) {
  try {
    const answer = await fetch(url, {
      credentials: "same-origin",
      redirect: "manual",
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...options,
      headers: { Accept: "application/json", "X-Owner": owner, ...options?.headers },
    });
    if (answer.type === "opaqueredirect" || answer.status === 401) return { state: "login" };
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
    return { status: answer.status, body: isJson ? await answer.json() : null };
  } catch {
    return { state: "trouble", unreachable: true }; // no network, no answer in time, or one cut off half-way
  }
}

async function askPass() {
  const answer = await ask(PASS);
  if (answer.state) return answer;
  if (answer.status !== 200 || !answer.body?.token) return { state: "trouble", unreachable: true };
  // Someone else is logged in now: these things wait for their owner.
  return answer.body.owner === owner ? { token: answer.body.token } : { state: "login" };
}

// One request. Gives {state: "saved"|"refused"|"deleted"|"login"|"trouble", errors, said, url, unreachable}.
async function send(one, { token }) {
  const body = new URLSearchParams(one.fields.filter(([name]) => name !== "client_key"));
  body.append("client_key", one.key);
  body.append("client_version", one.version);
  // The device's clock may be wrong: the server sees when this was done and what the clock says now.
  body.append("client_done", new Date(one.done).toISOString());
  body.append("client_now", new Date().toISOString());
  const answer = await ask(one.url, { method: "POST", body, headers: { "X-CSRFToken": token } });
  if (answer.state) return answer;
  const { status, body: said } = answer;
  if (status >= 200 && status < 300 && said?.saved) return { state: "saved", url: said.url, said: said.words ?? "" };
  if (status === 410 && said?.deleted) return { state: "deleted" };
  if ([400, 404, 410, 413, 422].includes(status)) return { state: "refused", errors: said?.errors ?? {}, status };
  return { state: "trouble" };
}

// Writes down how it went, but only on the very version that was sent: what was said anew meanwhile stays to be sent.
async function settle(one, answer) {
  const tries = one.tries + (answer.state === "trouble" ? 1 : 0);
  const kept = await change("outbox", one.key, (current) => {
    if (current?.version !== one.version) return undefined;
    if (answer.state === "saved") return null;
    return { ...current, state: answer.state, errors: answer.errors ?? null, tries, next: Date.now() + waitAfter(answer, tries) };
  });
  if (answer.state === "saved" && kept) tell(told(kept)); // replaced while it was on its way
  else tell({ ...told({ ...one, ...kept, state: answer.state }), errors: answer.errors ?? null, said: answer.said ?? "", saved: answer.url });
}

function waitAfter({ state }, tries) {
  if (state !== "trouble") return 0;
  const wait = Math.min(LONGEST_WAIT_MS, SHORTEST_WAIT_MS * 2 ** (tries - 1));
  return wait * (0.75 + Math.random() / 2); // phones that lost one server don't come back in step
}

// The next try by itself. What needs a log-in is tried when the page is looked at again.
async function plan() {
  const heads = new Map();
  for (const one of await items()) {
    if ((one.state === "trouble" || one.state === "waiting") && !heads.has(one.url)) heads.set(one.url, one.next);
  }
  if (heads.size) timer = setTimeout(flush, Math.max(SHORTEST_WAIT_MS, Math.min(...heads.values()) - Date.now()));
}

if (owner) {
  addEventListener("online", () => flush({ now: true }));
  addEventListener("pageshow", () => flush({ now: true }));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && flush({ now: true }));
  flush({ now: true });
}
