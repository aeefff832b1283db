// Small comforts for every page. Each one leaves the page as it is when its hook is absent.

// The error summary gets the focus, so that it is read first.
document.querySelector("[data-error-summary]")?.focus();

// Colours change at once and on this page, so that a half-filled form stays filled. The server keeps the choice.
const AFTER = { light: "device", device: "dark", dark: "light" };
for (const form of document.querySelectorAll("form[data-theme-toggle]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    const theme = button.value;
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form, button), redirect: "manual" });
    if (answer.type !== "opaqueredirect") return;
    if (theme === "device") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    button.value = AFTER[theme];
    button.querySelector(".vh").textContent = button.dataset[theme];
  });
}

// A form is sent once; the key keeps its words and turns.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-busy", "true");
  });
}
// A page brought back by the back button can be sent again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const key of document.querySelectorAll(".btn[aria-busy]")) key.removeAttribute("aria-busy");
});

// Keys for the usual answers beside a field for any other: the one answered last holds.
for (const pair of document.querySelectorAll("[data-keys-or-field]")) {
  const keys = [...pair.querySelectorAll("[type=radio]")];
  const field = pair.querySelector("input:not([type=radio])");
  pair.addEventListener("input", ({ target }) => {
    if (target !== field) field.value = target.value === "earlier" ? field.value : "";
    else if (field.value) for (const key of keys) key.checked = key.value === "earlier";
  });
}

// "Show" beside a password.
for (const button of document.querySelectorAll("[data-show-password]")) {
  const field = document.getElementById(button.dataset.showPassword);
  if (!field) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    const isShown = field.type === "text";
    field.type = isShown ? "password" : "text";
    button.setAttribute("aria-pressed", String(!isShown));
  });
}

// The device's time zone, where the person has not chosen one.
const zone = document.querySelector("select[data-time-zone]");
if (zone && !zone.dataset.chosen) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...zone.options].some((option) => option.value === here)) zone.value = here;
}

// Someone who travels: said where the clock of this device goes otherwise than the one their days follow.
const own = document.querySelector("[data-own-zone]");
if (own) {
  const now = new Date();
  const clock = (timeZone) => now.toLocaleString("en", { timeZone });
  try {
    own.hidden = clock(own.dataset.ownZone) === clock(undefined);
  } catch {
    // a zone this browser does not know
  }
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// "Copy" beside an address. Where the browser has no clipboard for us, the address can be copied by hand.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  if (!field || !navigator.clipboard) continue;
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    field.select();
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.done;
  });
}
