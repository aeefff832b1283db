// What the player shows. Writes only what has changed; text and attributes, never markup.
import { isLastRest, passedMs, plannedMs, repeatAt } from "./course.js";
import { short, toldAt } from "./told.js";

const find = (name) => document.querySelector(`[data-${name}]`);
const parts = new Map();
const part = (name) => parts.get(name) ?? parts.set(name, find(name)).get(name);

export function write(name, words) {
  const found = part(name);
  if (found && found.textContent !== words) found.textContent = words;
}

function attribute(name, key, value) {
  const found = part(name);
  if (found && found.getAttribute(key) !== value) found.setAttribute(key, value);
}

export const fill = (words, values = {}) => words.replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");

export function clockWords(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

// One part of the page at a time; its heading is read first.
export function show(panel, { quietly = false } = {}) {
  for (const one of document.querySelectorAll("[data-panel]")) one.hidden = one.dataset.panel !== panel;
  document.body.classList.toggle("player", panel === "play");
  document.body.classList.toggle("dial", panel === "play");
  scrollTo(0, 0);
  if (!quietly) document.querySelector(`[data-panel="${panel}"] [tabindex="-1"]`)?.focus({ preventScroll: true });
}

export const announce = (words) => write("live", words);

// The ring and the ruler: sixty ticks that go out.
const polar = (angle, radius) => `${(160 + radius * Math.sin(angle)).toFixed(1)} ${(160 - radius * Math.cos(angle)).toFixed(1)}`;
const RING = Array.from({ length: 60 }, (_all, place) => {
  const angle = ((place + 0.5) / 60) * 2 * Math.PI;
  return `M${polar(angle, place % 5 ? 135 : 128)}L${polar(angle, 150)}`;
});
const RULER = Array.from({ length: 60 }, (_all, place) => `M${10 + place * 20} 0V${place % 5 ? 22 : 34}`);

function ticks(left) {
  const on = Math.round(60 * left);
  if (part("ring").dataset.on === String(on)) return;
  part("ring").dataset.on = String(on);
  // The ring empties from the top onwards, the ruler from its end.
  attribute("ring-off", "d", RING.slice(0, 60 - on).join(""));
  attribute("ring-on", "d", RING.slice(60 - on).join(""));
  attribute("ruler-on", "d", RULER.slice(0, on).join(""));
  attribute("ruler-off", "d", RULER.slice(on).join(""));
}

// A tick for each minute of the session, with a gap between blocks.
function progress(script, state, steps) {
  const all = Math.max(1, Math.round(plannedMs(steps) / 60_000));
  const done = Math.floor(passedMs(state, steps) / 60_000);
  if (part("progress").dataset.done === `${done} ${all}`) return;
  part("progress").dataset.done = `${done} ${all}`;
  const blockAt = [];
  for (const step of steps) for (let s = 0; s < step.seconds; s += 1) blockAt.push(step.item.block);
  let x = 5;
  const drawn = { on: "", off: "" };
  for (let minute = 0; minute < all; minute += 1) {
    if (minute && blockAt[minute * 60] !== blockAt[(minute - 1) * 60]) x += 10;
    if (minute < done) drawn.on += `M${x} 0V12`;
    else drawn.off += `M${x} 3V12`;
    x += 10;
  }
  part("progress").querySelector("svg").setAttribute("viewBox", `0 0 ${x - 5} 12`);
  attribute("progress-on", "d", drawn.on);
  attribute("progress-off", "d", drawn.off);
  attribute("progress", "aria-valuemax", String(all));
  attribute("progress", "aria-valuenow", String(Math.min(done, all)));
  attribute("progress", "aria-valuetext", fill(script.words.minutes_of, { done, all }));
}

// Only the drawing of now is there; to pause it is cheaper than to change it for the still one.
let shown = "";
function drawing(slug, mirrored, { isRunning, isStill }) {
  const now = `${slug} ${mirrored} ${isRunning} ${isStill}`;
  if (now === shown) return;
  shown = now;
  for (const figure of document.querySelectorAll("[data-figure-of]")) {
    const isIt = figure.dataset.figureOf === slug;
    figure.hidden = !isIt;
    if (!isIt) continue;
    figure.classList.toggle("moves", !isStill);
    figure.classList.toggle("moves-asked", !isStill && "still" in document.documentElement.dataset); // wished for here
    figure.classList.toggle("mirrored", mirrored);
    const svg = figure.querySelector("svg");
    if (isRunning) svg?.unpauseAnimations();
    else svg?.pauseAnimations();
  }
}

// The big number and the words beneath it.
function reading(step, into, words) {
  const left = step.seconds * 1000 - into;
  if (step.kind === "rest") return { big: clockWords(left), small: words.resting };
  if (step.kind !== "work") return { big: clockWords(left), small: words.ready };
  if (step.reps === 1) return { big: clockWords(left), small: words.left };
  if (!step.reps) return { big: clockWords(left), small: fill(words.elapsed, { time: clockWords(Math.floor(into / 1000) * 1000) }) };
  const at = repeatAt(step, into);
  if (step.hold_s >= 10) {
    const small = at.phase === "hold" ? fill(words.hold_of, { rep: at.rep, reps: step.reps }) : `${words[at.phase]} · ${fill(words.count, { number: at.rep, all: step.reps })}`;
    return { big: clockWords(at.left), small };
  }
  const small = step.hold_s && at.phase === "hold" ? `${words.hold} ${Math.ceil(at.left / 1000)}` : words[at.phase];
  return { big: String(at.rep), small: `${fill(words.of, { reps: step.reps })} · ${small}` };
}

function titleLine(step, words) {
  const parts = [];
  if (step.version.sets > 1) parts.push(fill(words.set, { set: step.set_number || 1, sets: step.version.sets }));
  if (step.side) parts.push(step.side === 2 ? words.second_side : words.first_side);
  if (parts.length) return parts.join(" · ");
  return step.version.dose;
}

const CUES = {
  ready: (step) => step.version.start,
  change: (step) => step.version.start,
  side: (_step, words) => words.other_side,
  rest: (_step, words) => words.rest_cue, // and what to get ready for
  work: (step, _words, into) => {
    if (!step.reps) return toldAt(step, into);
    const whole = (step.move_s + (step.hold_s ?? 0)) * 1000;
    return into > 3 * whole && step.version.breathe ? step.version.breathe : step.version.cue;
  },
};

const LONG_NAME = 20; // letters
const LONG_CUE = 52;
const ONE_LINE = 40;
const isLead = (step) => step.kind === "ready" || step.kind === "change";

// A rest has its own title. The last of an exercise shows the next one already: time to get up, or down.
function titles(state, steps, words) {
  const step = steps[state.index];
  const next = steps[state.index + 1];
  if (step.kind === "rest") {
    if (isLastRest(state, steps)) return { name: words.rest, line: next ? fill(words.next_is, { name: next.version.name }) : words.last_one };
    return { name: words.rest, line: fill(words.next_set, { name: step.version.name, set: step.set_number + 1, sets: step.version.sets }) };
  }
  return { name: step.version.name, line: isLead(step) ? step.version.dose : titleLine(step, words) };
}

function cueOf(state, steps, words) {
  const step = steps[state.index];
  const next = isLastRest(state, steps) && steps[state.index + 1];
  if (next) return `${words.rest_cue} ${short(next.version.start, 70)}`;
  return [short(CUES[step.kind](step, words, state.into), isLead(step) ? 100 : 90), isLead(step) && step.version.how].filter(Boolean).join(" ");
}

export function draw(script, state, steps, { isRunning, isStill }) {
  const { words } = script;
  const step = steps[state.index];
  if (!step) return;
  const read = reading(step, state.into, words);
  const { name, line } = titles(state, steps, words);
  const cue = cueOf(state, steps, words);
  const isWork = step.kind === "work";
  write("count", fill(words.count, { number: step.place + 1, all: script.items.length }));
  write("name", name);
  write("line", isRunning ? line : `${words.paused} · ${line}`);
  write("big", read.big);
  write("small", read.small);
  write("cue", cue);
  part("big").classList.toggle("long", read.big.length > 4);
  part("small").classList.toggle("long", read.small.length > 14);
  part("cue").classList.toggle("long", cue.length > LONG_CUE);
  part("name").classList.toggle("long", name.length >= LONG_NAME);
  part("play").classList.toggle("waits", !isWork);
  write("next", nextWords(state, steps, words));
  ticks(1 - state.into / (step.seconds * 1000));
  progress(script, state, steps);
  const seen = (isLastRest(state, steps) && steps[state.index + 1]) || step;
  drawing(seen.version.slug, seen.side === 2, { isRunning, isStill });
  attribute("pause", "aria-label", isRunning ? words.pause : words.play);
  part("pause").classList.toggle("is-paused", !isRunning);
  part("elsewhere").hidden = step.item.block !== "heart";
  part("flash").classList.toggle("on", step.kind !== "rest" && step.kind !== "side" && step.seconds * 1000 - state.into <= 3000 && isRunning);
}

function nextWords(state, steps, words) {
  const here = steps[state.index];
  if (isLastRest(state, steps)) return words.rest_last;
  const later = steps.slice(state.index + 1);
  const next = later.find((step) => step.place !== here.place);
  if (!next) return words.last_one;
  const isLast = !later.some((step) => step.place === here.place && step.kind === "work");
  const rest = isLast && later.find((step) => step.kind === "rest" && step.place === here.place);
  const isSame = next.version.slug === here.version.slug;
  const name = fill(isSame ? words.next_again : words.next_is, { name: next.version.name });
  const whole = rest ? `${name}, ${fill(words.after_rest, { seconds: rest.seconds })}` : name;
  return whole.length <= ONE_LINE ? whole : name;
}
