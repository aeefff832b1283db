// Forms with `data-outbox` are kept on this device first and then sent. Where the device can't keep them they are
// posted as ever.
import { get, newKey } from "./device.js";
import { add, events, flush, sendUnkept } from "./outbox.js";

// One key for one visit of a page: going back and saving again changes the same log, a new visit makes a new one,
// also when the page itself came from this device.
function keyOf(form, place) {
  const name = `outboxKey${place}`;
  const [visit] = performance.getEntriesByType("navigation");
  const key = (visit?.type === "back_forward" && history.state?.[name]) || newKey();
  history.replaceState({ ...history.state, [name]: key }, "");
  const field = form.elements.client_key;
  if (field) field.value = key;
  return field ? key : newKey();
}

const pageWords = () => document.querySelector("[data-outbox-words]").dataset;

function wordsOf(form) {
  const what = form.querySelector("input[name=what]:checked");
  const activity = form.elements.own_words?.value.trim() || what?.labels[0].textContent.trim();
  if (!activity) return form.dataset.outbox || document.querySelector("h1").textContent.trim();
  const minutes = form.elements.heart_minutes.value || form.elements.minutes?.value;
  return minutes ? pageWords().activity.replace("{number}", minutes).replace("{activity}", () => activity) : activity;
}

// What the person is told at the form, in words that the page brings along; where the form has no place for it, above.
function say(form, state, details = []) {
  const wordsFor = pageWords();
  let note = form.querySelector("[data-outbox-note]");
  if (!note) {
    note = document.createElement("div");
    note.dataset.outboxNote = "";
    form.prepend(note);
  }
  note.tabIndex = -1;
  // Said again by itself, it stands as it is: no link moves under a finger, and nobody is led away from where they are.
  const said = JSON.stringify([state, details]);
  if (form.dataset.sending || note.dataset.said === undefined) queueMicrotask(() => note.focus());
  if (note.dataset.said === said) return;
  note.dataset.said = said;
  note.className = state === "refused" || state === "full" ? "note note-stop mb-3" : "note mb-3";
  note.setAttribute("role", state === "refused" || state === "full" ? "alert" : "status");
  const sign = document.querySelector("[data-waiting] .i").cloneNode(true); // a phone: that is where it is
  const words = document.createElement("div");
  const first = document.createElement("p");
  first.textContent = wordsFor[state];
  words.append(first);
  for (const { text, field } of details) {
    const line = document.createElement("p");
    const target = field && form.querySelector(`[name="${CSS.escape(field)}"]`);
    const link = document.createElement(target?.id ? "a" : "span");
    if (target?.id) link.href = `#${target.id}`;
    link.textContent = text;
    line.append(link);
    words.append(line);
  }
  const isThere = location.pathname.startsWith("/week/");
  if (state === "login" || (!isThere && (state === "waiting" || state === "trouble"))) {
    const way = document.createElement("a");
    way.href = state === "login" ? wordsFor.loginUrl : wordsFor.weekUrl;
    way.textContent = state === "login" ? wordsFor.loginWay : wordsFor.weekWay;
    words.append(way);
  }
  note.replaceChildren(sign, words);
}

const detailsOf = (errors) =>
  Object.entries(errors ?? {}).flatMap(([field, texts]) => texts.map((text) => ({ text, field })));

// What is wrong stands at its field too, as it does where the server writes the page.
function markField(form, name, texts) {
  const fields = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]:not([type=hidden])`)];
  if (!fields.length) return;
  const fault = Object.assign(document.createElement("p"), { id: `fault_${name}`, className: "invalid-feedback" });
  fault.dataset.outboxFault = "";
  fault.append(Object.assign(document.createElement("span"), { textContent: texts.join(" ") }));
  const group = fields.length > 1 && fields[0].closest("fieldset");
  if (group) group.append(fault);
  else fields.at(-1).after(fault);
  for (const field of fields) {
    field.setAttribute("aria-invalid", "true");
    if (group) continue;
    field.classList.add("is-invalid");
    field.dataset.helpedBy = field.getAttribute("aria-describedby") ?? "";
    field.setAttribute("aria-describedby", `${fault.id} ${field.dataset.helpedBy}`.trim());
  }
}

function clearFields(form) {
  for (const fault of form.querySelectorAll("[data-outbox-fault]")) fault.remove();
  for (const field of form.querySelectorAll("[aria-invalid]")) {
    field.removeAttribute("aria-invalid");
    field.classList.remove("is-invalid");
    if (field.dataset.helpedBy) field.setAttribute("aria-describedby", field.dataset.helpedBy);
    else if (field.dataset.helpedBy === "") field.removeAttribute("aria-describedby");
    delete field.dataset.helpedBy;
  }
}

function showErrors(form, errors) {
  clearFields(form);
  for (const [name, texts] of Object.entries(errors ?? {})) markField(form, name, texts);
  say(form, "refused", detailsOf(errors));
}

async function save(form, key, submitter) {
  const fields = new FormData(form, submitter);
  const thing = { url: form.getAttribute("action") || location.pathname, key, fields, words: wordsOf(form), page: location.pathname };
  const heard = listen(key, form);
  try {
    await add(thing);
  } catch {
    heard.stop();
    const answer = await sendUnkept(thing);
    if (answer.state === "saved") location.assign(answer.url);
    else if (answer.state === "refused") showErrors(form, answer.errors);
    else say(form, answer.state === "login" ? "login" : "full");
    return;
  }
  if (submitter?.name) for (const one of form.querySelectorAll(`[name="${submitter.name}"]`)) one.ariaPressed = one === submitter;
  await flush();
  if (!heard.state) say(form, "waiting");
}

// What becomes of one item while this page is open.
function listen(key, form) {
  const heard = { state: null, stop: () => events.removeEventListener("change", hear) };
  function hear({ detail }) {
    if (detail.key !== key || ["waiting", "sending"].includes(detail.state)) return;
    heard.state = detail.state;
    if (detail.state === "saved") {
      heard.stop();
      location.assign(detail.saved || location.href);
    } else if (detail.state === "refused") {
      heard.stop();
      showErrors(form, detail.errors);
    } else if (detail.state !== "discarded") say(form, detail.state);
  }
  events.addEventListener("change", hear);
  return heard;
}

// "Today" and "Yesterday" were said on the day it was done: mended on a later one, that day is written out.
function keepDay(form, done) {
  const keys = [...(form.elements.day ?? [])];
  const back = ["today", "yesterday"].indexOf(keys.find((key) => key.checked)?.value);
  const day = new Date(done);
  if (back < 0 || day.toDateString() === new Date().toDateString()) return;
  form.elements.date.valueAsDate = new Date(Date.UTC(day.getFullYear(), day.getMonth(), day.getDate() - back));
  for (const key of keys) key.checked = key.value === "earlier";
}

// `?mend=<key>` opens the form with what was refused, and why.
async function mend(form) {
  const key = new URLSearchParams(location.search).get("mend");
  const kept = key && (await get("outbox", key).catch(() => null));
  if (!kept || (kept.page !== location.pathname && kept.url !== location.pathname)) return null;
  const values = new Map();
  for (const [name, value] of kept.fields) values.set(name, [...(values.get(name) ?? []), value]);
  for (const field of form.elements) {
    if (!field.name || field.name === "csrfmiddlewaretoken" || field.type === "submit") continue;
    const said = values.get(field.name);
    if (field.type === "radio" || field.type === "checkbox") field.checked = Boolean(said?.includes(field.value));
    else if (said) field.value = said[0];
  }
  keepDay(form, kept.done);
  // What the form does not show (such as pain on the way) goes along as it was.
  const shown = new Set([...form.elements].map((field) => field.name));
  for (const [name, value] of kept.fields) {
    if (shown.has(name) || kept.errors?.[name]) continue;
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
  if (form.elements.client_key) form.elements.client_key.value = kept.key;
  if (kept.errors) showErrors(form, kept.errors);
  return kept.key;
}

for (const [place, form] of document.querySelectorAll("form[data-outbox]").entries()) {
  let key = keyOf(form, place);
  mend(form).then((mended) => (key = mended ?? key));
  // Before the listener of every form: this one is sent here.
  form.addEventListener(
    "submit",
    (event) => {
      event.preventDefault();
      const { submitter } = event;
      if (form.dataset.sending) return;
      form.dataset.sending = "yes";
      submitter?.setAttribute("aria-busy", "true");
      save(form, form.elements.client_key ? key : newKey(), submitter).finally(() => {
        delete form.dataset.sending;
        submitter?.removeAttribute("aria-busy");
      });
    },
    { capture: true },
  );
}

