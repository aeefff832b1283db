// The course of a session: which step, how far into it, and what has been done. Plain values in and out; no page, no
// clock. `state` is what is kept on the device.

export function freshState(script, date, key) {
  return {
    session: script.session, revision: script.revision, date, client_key: key, index: 0, into: 0, ran: 0, swapped: [],
    parts: {}, elsewhere: null, hurts: [], pain_before: "", talk: "", is_over: false, behind: [], carried: null,
  };
}

// What of the page's script goes with the place that is kept: enough to go on, or to log it, when the session is another.
export const courseOf = ({ session, revision, title, items, change_s, urls: { log } }) => ({ session, revision, title, items, change_s, urls: { log } });

// Steps in order; each knows its item and the version of the exercise it belongs to. What lies behind since an earlier
// form of the session is not led through again.
export function stepsOf(script, state) {
  return script.items.flatMap((item, place) => {
    if (state.behind?.includes(place)) return [];
    const version = state.swapped.includes(place) ? item.easier : item;
    const lead = state.swapped.includes(place) ? { kind: "change", seconds: script.change_s } : item.lead;
    return [...(lead ? [lead] : []), ...version.steps].map((step) => ({ ...step, place, item, version }));
  });
}

export const partOf = (step) => `${step.place} ${step.version.slug} ${step.set_number ?? 0} ${step.side ?? 0}`;

// Lets `ms` pass. Someone who was away is taken no further than the end of the exercise they were at: that much the
// clock can know. Gives the steps that ended, and whether the course was held there.
export function advance(state, steps, ms, wasAway = false) {
  const ended = [];
  const place = steps[state.index]?.place;
  while (ms > 0 && state.index < steps.length) {
    const step = steps[state.index];
    const used = Math.min(ms, step.seconds * 1000 - state.into);
    ms -= used;
    state.into += used;
    state.ran += used;
    if (step.kind === "work") state.parts[partOf(step)] = Math.max(state.parts[partOf(step)] ?? 0, state.into);
    if (state.into < step.seconds * 1000) break;
    ended.push(step);
    goTo(state, state.index + 1);
    if (wasAway && steps[state.index]?.place !== place) return { ended, isHeld: true };
  }
  return { ended, isHeld: false };
}

export function goTo(state, index) {
  state.index = Math.max(0, index);
  state.into = 0;
}

// Where "Skip" leads: out of a wait, or past the exercise.
export function afterSkip(state, steps) {
  const step = steps[state.index];
  if (!step) return steps.length;
  if (step.kind !== "work") return state.index + 1;
  const next = steps.findIndex((one, index) => index > state.index && one.place !== step.place);
  return next < 0 ? steps.length : next;
}

// Where "Back" leads: to the start of this set, or of the one before when it has hardly begun.
export function beforeBack(state, steps) {
  const isWork = steps[state.index]?.kind === "work";
  if (isWork && state.into > 3000) return state.index;
  for (let index = state.index - 1; index >= 0; index -= 1) if (steps[index].kind === "work") return index;
  return 0;
}

// A rest after which another exercise comes, or none.
export const isLastRest = (state, steps) => steps[state.index]?.kind === "rest" && steps[state.index + 1]?.place !== steps[state.index].place;

export const firstOf = (steps, place) => steps.findIndex((step) => step.place === place);

// Where in its set someone is: which repeat, moving or holding, and the milliseconds left of that.
export function repeatAt(step, into) {
  const move = (step.move_s ?? 0) * 500;
  const hold = (step.hold_s ?? 0) * 1000;
  const whole = 2 * move + hold;
  const rep = Math.min(step.reps, Math.floor(into / whole) + 1);
  const within = into - (rep - 1) * whole;
  if (within < move) return { rep, phase: "there", left: move - within };
  if (within < move + hold) return { rep, phase: "hold", left: move + hold - within };
  return { rep, phase: "back", left: whole - within };
}

export const plannedMs = (steps) => steps.reduce((sum, step) => sum + step.seconds * 1000, 0);

// Milliseconds of the course that lie behind, whether done or skipped.
export const passedMs = (state, steps) => plannedMs(steps.slice(0, state.index)) + state.into;
