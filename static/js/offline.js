// Lets the pages work without a connection: the worker, and the notes that tell of it. Without HTTPS (or localhost)
// browsers have no worker; then what needs one stays hidden.
import { owner } from "./device.js";
import { events } from "./outbox.js";

const WORKER = "/sw.js";

// The one policy of the site: this address may be run, nothing else.
const policy = globalThis.trustedTypes?.createPolicy("app", {
  createScriptURL(address) {
    if (address !== WORKER) throw new TypeError(`not to be run: ${address}`);
    return address;
  },
});

const canKeep = Boolean(navigator.serviceWorker) && isSecureContext;

async function keepPages() {
  const registration = await navigator.serviceWorker.register(policy?.createScriptURL(WORKER) ?? WORKER);
  const worker = registration.active ?? (await navigator.serviceWorker.ready).active;
  worker.postMessage("keep");
}

if (owner && canKeep) {
  const keep = () => navigator.onLine && keepPages().catch(() => {}); // no room, or switched off: the site works as before
  keep();
  events.addEventListener("change", ({ detail }) => detail.state === "saved" && keep());
}

// A page that came from this device says how old it is. The player says it is offline itself, and needs the room.
const asOf = document.querySelector("meta[name=as-of]");
const note = document.querySelector("[data-as-of]");
if (asOf && note && !document.querySelector("[data-panel]")) {
  const when = new Date(asOf.content);
  const isToday = when.toDateString() === new Date().toDateString();
  const words = when.toLocaleString(document.documentElement.lang, {
    ...(isToday ? {} : { weekday: "long", day: "numeric", month: "long" }),
    hour: "2-digit",
    minute: "2-digit",
  });
  note.querySelector("p").textContent = note.dataset.asOf.replace("{when}", words);
  note.hidden = false;
}

// The offer to put the site on the home screen: once, where it can work, and not when that is done.
const isInstalled = matchMedia("(display-mode: standalone)").matches || navigator.standalone;
for (const place of document.querySelectorAll("[data-install]")) {
  const wasAsked = place.dataset.install === "once" && localStorage.getItem("asked-to-install");
  place.hidden = !canKeep || isInstalled || Boolean(wasAsked);
}
for (const key of document.querySelectorAll("[data-install-done]")) {
  key.addEventListener("click", () => localStorage.setItem("asked-to-install", "yes"));
}
// The steps for the system it sees stand open.
const system = /iPhone|iPad/.test(navigator.userAgent) ? "ios" : /Android/.test(navigator.userAgent) ? "android" : "computer";
for (const steps of document.querySelectorAll("details[data-system]")) steps.open = steps.dataset.system === system;
