// Keeps what is needed without a connection: the shell (styles, scripts, fonts), and the pages of one person.
// Nothing but pages that were asked for with GET is kept; never what is under /admin/ or /accounts/.
const SHELL = {{ shell }};
const SHELL_CACHE = "shell-{{ version }}";
const OFFLINE = "{{ offline }}";
const KEEP_LIST = "{{ keep_list }}";
const LOGOUT = "{{ logout }}";
const PATIENCE_MS = 3000;
// Pages that are kept when they are looked at. Others come from the network alone.
const KEPT = /^\/(week|sessions|log|outbox|offline)\//;
const NEVER = /^\/(admin|accounts|colours)\//;

let leavings = 0; // counts the times everything private was forgotten: what was on its way then is not kept

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(SHELL_CACHE);
      // Hashed names never change, so what an earlier version kept need not come again.
      await Promise.all(SHELL.map(async (url) => (await caches.match(url)) ? cache.put(url, await caches.match(url)) : cache.add(url)));
      // Without cookies: the page of nobody.
      await cache.put(OFFLINE, await fetch(OFFLINE, { credentials: "omit" }));
      await self.skipWaiting();
    })(),
  );
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  if (event.data === "keep") event.waitUntil(keepPages().catch(() => {}));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method !== "GET") {
    if (request.method === "POST" && url.pathname === LOGOUT) event.waitUntil(forgetPrivate());
    return;
  }
  if (url.pathname.startsWith("{{ static }}")) event.respondWith(fromShell(request));
  else if (request.mode === "navigate" && !url.pathname.startsWith("/admin/")) event.respondWith(page(event, url));
});

async function fromShell(request) {
  return (await caches.match(request)) ?? fetch(request);
}

// The network first, with little patience; else the kept copy, which says how old it is.
async function page(event, url) {
  const network = fetchAndKeep(event.request, url);
  event.waitUntil(network.catch(() => {}));
  const kept = NEVER.test(url.pathname) ? null : await keptCopy(url);
  if (!kept) return network.catch(offlinePage);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, null));
  const answer = await Promise.race([network, late]).catch(() => null);
  return answer && ![502, 503, 504].includes(answer.status) ? answer : marked(kept);
}

async function fetchAndKeep(request, url) {
  const before = leavings;
  const response = await fetch(request);
  const owner = response.headers.get("X-Owner");
  if (owner) await forgetOthers(owner);
  if (owner && KEPT.test(url.pathname) && !url.search && isWhole(response) && before === leavings) {
    const copy = response.clone();
    await (await caches.open(`private-${owner}`)).put(url.pathname, copy).catch(() => {});
  }
  return response;
}

const isWhole = (response) =>
  response.ok && response.type === "basic" && !response.redirected && response.headers.get("Content-Type")?.startsWith("text/html");

async function privateCaches() {
  return (await caches.keys()).filter((name) => name.startsWith("private-"));
}

async function keptCopy(url) {
  for (const name of await privateCaches()) {
    const found = await (await caches.open(name)).match(url.pathname);
    if (found) return found;
  }
  return null;
}

async function offlinePage() {
  const found = (await keptCopy(new URL(OFFLINE, location.origin))) ?? (await caches.match(OFFLINE));
  return found ?? Response.error();
}

async function marked(kept) {
  const headers = new Headers(kept.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  const when = new Date(headers.get("Date") ?? Date.now()).toISOString();
  const text = (await kept.text()).replace('<meta charset="utf-8">', `<meta charset="utf-8"><meta name="as-of" content="${when}">`);
  return new Response(text, { headers });
}

async function forgetPrivate() {
  leavings += 1;
  for (const name of await privateCaches()) await caches.delete(name);
}

async function forgetOthers(owner) {
  for (const name of await privateCaches()) if (name !== `private-${owner}`) await caches.delete(name);
}

// This and next week's sessions and all around them, whenever something about them changed.
async function keepPages() {
  const before = leavings;
  const answer = await fetch(KEEP_LIST, { headers: { Accept: "application/json" }, cache: "no-store" });
  if (!answer.ok || answer.redirected) return;
  const list = await answer.json();
  await forgetOthers(list.owner);
  const cache = await caches.open(`private-${list.owner}`);
  const last = await cache.match(KEEP_LIST).then((found) => found?.json());
  const have = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
  const isFresh = last?.stamp === list.stamp && list.shell === last?.shell;
  for (const path of list.pages) {
    if (isFresh && have.has(path)) continue;
    const response = await fetch(path, { cache: "no-store" });
    if (before !== leavings) return caches.delete(`private-${list.owner}`);
    if (isWhole(response) && response.headers.get("X-Owner") === list.owner) await cache.put(path, response);
  }
  for (const path of have) if (path !== KEEP_LIST && !list.pages.includes(path)) await cache.delete(path);
  await cache.put(KEEP_LIST, new Response(JSON.stringify(list), { headers: { "Content-Type": "application/json" } }));
  if (before !== leavings) return caches.delete(`private-${list.owner}`);
  // Kept pages now name the newest shell; older ones can go.
  if (list.shell === "{{ version }}") {
    for (const name of await caches.keys()) if (name.startsWith("shell-") && name !== SHELL_CACHE) await caches.delete(name);
  }
  for (const client of await self.clients.matchAll()) client.postMessage("kept");
}
