// What is said and sounded on the way. All of it can be read as well.
import { isLastRest, passedMs, plannedMs, repeatAt } from "./course.js";
import { announce, fill } from "./screen.js";
import * as signals from "./signals.js";
import { toldAt } from "./told.js";

const LONG_S = 60; // a stretch by the clock that is worth a half-way
const ASKED_MS = 120_000; // then the cue has its room again; the question comes back at the end
const isActivity = (step) => !step.reps && step.seconds > LONG_S;

// At the start of a step. What follows at once is one saying: the next one would cut it off.
export function began(state, steps, words) {
  const step = steps[state.index];
  if (step.kind === "work") {
    signals.go();
    if (step.reps > 1) signals.say(fill(words.times, { reps: step.reps }), 2);
    else signals.say(isActivity(step) && signals.wants(2) ? `${sentence(words.go)} ${toldAt(step, 0)}` : words.go);
    return;
  }
  signals.rest();
  const { name, dose, start, how } = step.version;
  if (step.kind === "ready" || step.kind === "change") {
    signals.say([fill(words.next_is, { name }), dose, signals.wants(3) && start, how].filter(Boolean).map(sentence).join(" "));
  } else if (step.kind === "side") signals.say(words.other_side);
  else if (isLastRest(state, steps) && steps[state.index + 1]) signals.say(`${sentence(words.rest)} ${fill(words.next_is, { name: steps[state.index + 1].version.name })}`, 2);
  else signals.say(words.rest, 2);
}

const sentence = (words) => (/[.!?]$/.test(words) ? words : `${words}.`);

// What falls between two readings of the clock inside one step.
export function within(step, was, is, words) {
  const left = (ms) => Math.ceil((step.seconds * 1000 - ms) / 1000);
  if (left(is) < left(was) && left(is) <= 3 && left(is) > 0) signals.tick();
  if (step.kind !== "work") return;
  if (step.reps > 1) return repeats(step, was, is, words);
  if (step.seconds < LONG_S) return;
  const middle = step.seconds * 500;
  if (was < middle && is >= middle) signals.say(words.half, 2);
  else if (left(was) > 10 && left(is) <= 10) signals.say(words.last_ten, 2);
  else if (isActivity(step) && toldAt(step, was) !== toldAt(step, is)) signals.say(toldAt(step, is), 2);
}

function repeats(step, was, is, words) {
  const [one, two] = [repeatAt(step, was), repeatAt(step, is)];
  if (two.rep > one.rep) signals.say(String(two.rep), 3);
  if (!step.hold_s || two.phase === one.phase) return;
  if (two.phase === "hold") {
    signals.hold();
    signals.say(words.hold, 3);
  } else if (two.phase === "back" && one.phase === "hold") {
    signals.hold();
    signals.say(words.back, 3);
  }
}

// Half of the session, and of the heart-raising part, where the talk test is asked. `before`: milliseconds behind at the
// last reading.
export function half(state, steps, before, words) {
  const middle = plannedMs(steps) / 2;
  if (before < middle && passedMs(state, steps) >= middle) {
    announce(words.half_session);
    signals.say(words.half_session, 2);
  }
  const step = steps[state.index];
  const isHeart = step.kind === "work" && !step.reps && step.item.block === "heart";
  const asked = state.into - step.seconds * 500;
  document.querySelector("[data-talk-prompt]").hidden = !isHeart || asked < 0 || asked >= ASKED_MS || Boolean(state.talk);
}
