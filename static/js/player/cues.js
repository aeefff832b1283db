// What is said and sounded on the way. All of it can be read as well.
import { passedMs, plannedMs, repeatAt } from "./course.js";
import { announce, fill } from "./screen.js";
import * as signals from "./signals.js";

// At the start of a step.
export function began(step, words) {
  if (step.kind === "work") {
    signals.go();
    if (step.reps > 1) signals.say(fill(words.times, { reps: step.reps }), 2);
    else signals.say(words.go);
  } else signals.rest();
  if (step.kind === "ready" || step.kind === "change") {
    signals.say(`${fill(words.next_is, { name: step.version.name })}. ${step.version.dose}.`);
    signals.say(`${step.version.name}. ${step.version.start}`, 3);
  } else if (step.kind === "side") signals.say(words.other_side);
  else if (step.kind === "rest") signals.say(words.rest, 2);
}

// What falls between two readings of the clock inside one step.
export function within(step, was, is, words) {
  const left = (ms) => Math.ceil((step.seconds * 1000 - ms) / 1000);
  if (left(is) < left(was) && left(is) <= 3 && left(is) > 0) signals.tick();
  if (left(was) > 10 && left(is) <= 10 && step.kind === "work" && step.seconds >= 60) signals.say(words.last_ten, 2);
  if (step.kind !== "work" || !step.reps) return;
  const [one, two] = [repeatAt(step, was), repeatAt(step, is)];
  if (step.hold_s && two.phase === "hold" && one.phase !== "hold") {
    signals.hold();
    signals.say(words.hold, 3);
  }
  if (two.phase === "back" && one.phase === "hold") {
    signals.hold();
    signals.say(words.back, 3);
  }
  if (two.rep > one.rep) signals.say(String(two.rep), 3);
}

// Half of the session, and of the heart-raising part, where the talk test is asked. `before`: milliseconds behind at the
// last reading.
export function half(state, steps, before, words) {
  const middle = plannedMs(steps) / 2;
  if (before < middle && passedMs(state, steps) >= middle) {
    announce(words.half);
    signals.say(words.half, 2);
  }
  const step = steps[state.index];
  const isHeart = step.kind === "work" && !step.reps && step.item.block === "heart";
  document.querySelector("[data-talk-prompt]").hidden = !isHeart || state.into < step.seconds * 500 || Boolean(state.talk);
}
