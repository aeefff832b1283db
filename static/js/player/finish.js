// The end: minutes on the dial, two questions and a note, and the log on its way.
import { passedMs, stepsOf } from "./course.js";
import { events, forgetPlace, handOver } from "./keep.js";
import { fill, show, write } from "./screen.js";
import { done, heartMinutes, knownFields } from "./tally.js";

const form = document.querySelector("[data-finish]");

// The dial's ticks stand in the order of the minutes, so new minutes only change who holds them.
function turnDial(week, added) {
  const face = document.querySelector("[data-dial] svg");
  if (!face) return;
  const paths = ["tick-on", "tick-off", "tick-bonus"].map((name) => face.querySelector(`.${name}`));
  const goal = week.days * week.minutes_per_day;
  const all = paths.flatMap((path) => path?.getAttribute("d").match(/M[^M]+/g) ?? []);
  const now = Math.min(all.length, week.minutes + added);
  const first = paths.find(Boolean);
  const kinds = [all.slice(0, now), all.slice(now, Math.max(now, goal)), all.slice(Math.max(now, goal))];
  kinds.forEach((some, place) => {
    let path = paths[place];
    if (!path) {
      path = first.cloneNode();
      path.setAttribute("class", ["tick-on", "tick-off", "tick-bonus"][place]);
      face.prepend(path);
    }
    path.setAttribute("d", some.join(""));
  });
  face.querySelector(".needle")?.setAttribute("d", needle((Math.PI * now) / Math.max(1, all.length)));
  document.querySelector("[data-dial] .arc-read b").textContent = String(week.minutes + added);
}

function needle(angle) {
  const point = (turn, radius) => `${(200 - radius * Math.cos(turn)).toFixed(1)} ${(196 - radius * Math.sin(turn)).toFixed(1)}`;
  return `M${point(angle, 138)}L${point(angle - 0.05, 120)}L${point(angle + 0.05, 120)}Z`;
}

export function askHow(script, state) {
  const slugs = new Set(Object.keys(done(script, state)));
  const steps = stepsOf(script, state);
  const heart = heartMinutes(script, state);
  const isWhole = passedMs(state, steps) > 0 && state.index >= steps.length && slugs.size >= new Set(script.items.map((one) => one.slug)).size;
  let rated = 0;
  for (const row of form.querySelectorAll('[id^="div_id_rate_"]')) {
    row.hidden = !slugs.has(row.id.slice("div_id_rate_".length));
    if (!row.hidden) rated += 1;
    else for (const input of row.querySelectorAll("input")) input.checked = false;
  }
  const part = rated || heart ? script.words.part_title : script.words.bare_title;
  write("finish-title", isWhole ? script.words.done_title : part);
  form.querySelector("[data-efforts]").hidden = rated === 0;
  form.querySelector("[data-talk]").hidden = heart === 0;
  if (state.talk) form.querySelector(`input[name="talk_test"][value="${state.talk}"]`)?.click();
  const before = document.querySelector("[data-before]");
  before.hidden = state.pain_before === "";
  before.textContent = fill(script.words.before, { pain: state.pain_before });
  const sings = form.querySelector('input[name="talk_test"][value="sing"]')?.checked;
  turnDial(script.week, sings ? 0 : heart);
  show("finish");
}

// All that is known of the session, and what was told at the end, as fields of its log.
export function fieldsOf(script, state) {
  const known = knownFields(script, state);
  const told = [...new FormData(form)].filter(([name]) => !(name in known) && name !== "csrfmiddlewaretoken");
  if (known.heart_minutes) known.talk_test = form.querySelector('input[name="talk_test"]:checked')?.value ?? known.talk_test;
  return [...Object.entries(known), ...told];
}

// `holds` says whether this tab still leads through the session; another one logs it otherwise.
export function setUpFinish(script, stateNow, holds) {
  form.addEventListener("change", ({ target }) => {
    if (target.name === "talk_test") turnDial(script.week, target.value === "sing" ? 0 : heartMinutes(script, stateNow()));
  });
  let isSaving = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isSaving) return;
    isSaving = true;
    const state = stateNow();
    if (await holds()) await save(script, state, fieldsOf(script, state));
    isSaving = false;
    delete form.dataset.sent; // page.js: if it could not be kept, it can be tried again
    event.submitter?.removeAttribute("aria-busy");
  });
}

// Keeps the log on this phone, says so, and follows it to the server.
export async function save(script, state, fields, panel = "saved") {
  const { words, urls } = script;
  const tell = ({ state: how, saved }) => {
    if (panel === "saved" && saved?.startsWith("/logs/")) return location.assign(saved); // its note asks something
    write("saved-state", words[["saved", "login", "refused", "deleted"].includes(how) ? how : "on_phone"]);
    if (how === "saved") document.querySelector("[data-saved-sign]").classList.add("note-good");
    document.querySelector("[data-mend]").hidden = how !== "refused";
  };
  const follow = ({ detail }) => detail.key === state.client_key && tell(detail);
  events.addEventListener("change", follow);
  write("saved-state", words.saving);
  const entry = { url: urls.log, key: state.client_key, fields, words: script.title, page: urls.log };
  let isKept = false;
  let answer = null;
  try {
    isKept = await handOver(entry, (said) => (answer = said));
  } catch {
    answer = { state: "trouble" };
  }
  if (isKept || answer?.state === "saved") {
    if (!isKept) tell({ ...answer, saved: answer.url });
    await forgetPlace(state.session).catch(() => {});
    show(panel);
  } else {
    events.removeEventListener("change", follow);
    write("finish-fault-words", words.not_kept);
    document.querySelector("[data-finish-fault]").hidden = false;
  }
}
