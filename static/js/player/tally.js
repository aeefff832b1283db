// What was done of a session: exercises, sets and minutes, as its log wants them. Plain values in and out.
// `state.carried` is what an earlier form of the session, or an earlier start, brought along.
import { partOf, stepsOf } from "./course.js";

const MOST_MINUTES = 600; // as many as a log takes

const wholeCourse = (script, state) => stepsOf(script, { swapped: state.swapped, behind: [] });

const worked = (state, steps) =>
  steps.filter((step) => step.kind === "work").map((step) => ({ step, ms: state.parts[partOf(step)] ?? 0 }));

// slug → {sets, reps, hold_s} or {minutes} of each version that was done: all of one set, or half of it all. A set counts
// once half of it is through, with two sides half of each; `reps` are those of the fullest set.
export function done(script, state) {
  const found = new Map();
  const seen = new Set();
  for (const { step, ms } of worked(state, [...stepsOf(script, { swapped: [], behind: [] }), ...wholeCourse(script, state)])) {
    if (seen.has(partOf(step))) continue;
    seen.add(partOf(step));
    const one = found.get(step.version.slug) ?? { ms: 0, of: 0, whole: false, halves: 0, sides: 1, reps: 0, hold_s: step.hold_s ?? 0, clock: false };
    const all = step.seconds * 1000;
    one.ms += ms;
    one.of += all;
    one.whole ||= ms >= all;
    one.clock ||= !step.reps;
    one.sides = Math.max(one.sides, step.side ?? 1);
    if (ms * 2 >= all) one.halves += 1;
    one.reps = Math.max(one.reps, Math.floor((ms * (step.reps ?? 0)) / all));
    found.set(step.version.slug, one);
  }
  const amounts = { ...state.carried?.done };
  for (const [slug, one] of found) {
    if (!one.whole && one.ms * 2 < one.of) continue;
    const before = amounts[slug];
    if (one.clock) amounts[slug] = { minutes: Math.max(Math.round(one.ms / 60_000), before?.minutes ?? 0) };
    else {
      const sets = Math.ceil(Math.max(1, one.halves) / one.sides);
      amounts[slug] = { sets: Math.max(sets, before?.sets ?? 0), reps: Math.max(one.reps, before?.reps ?? 0), hold_s: one.hold_s };
    }
  }
  if (state.elsewhere) {
    for (const { block, slug } of script.items) if (block === "heart") amounts[slug] = { minutes: state.elsewhere };
  }
  return amounts;
}

// Milliseconds that raised the heart rate here, without what was done elsewhere.
export const heartMs = (script, state) =>
  worked(state, wholeCourse(script, state))
    .filter(({ step }) => step.item.counts)
    .reduce((sum, { ms }) => sum + ms, state.carried?.heart_ms ?? 0);

// Whole heart-raising minutes: those that were done, and those told afterwards.
export function heartMinutes(script, state) {
  const elsewhere = script.items.some((item) => item.counts) ? (state.elsewhere ?? 0) : 0;
  return Math.min(MOST_MINUTES, Math.floor(heartMs(script, state) / 60_000) + elsewhere);
}

export const totalMinutes = (script, state) =>
  Math.min(MOST_MINUTES, Math.max(heartMinutes(script, state), Math.round(state.ran / 60_000) + (state.elsewhere ?? 0)));

// All that is known without asking, as fields of the log.
export function knownFields(script, state) {
  const amounts = done(script, state);
  const heart_minutes = heartMinutes(script, state);
  return {
    date: state.date, client_key: state.client_key, revision: state.revision, heart_minutes,
    total_minutes: totalMinutes(script, state), talk_test: heart_minutes ? state.talk || "talk" : "",
    pain_before: state.pain_before, hurts: JSON.stringify(state.hurts), amounts: JSON.stringify(amounts), done: Object.keys(amounts),
  };
}

// What to send when someone logs what they did without coming back to the session.
export const entryOf = (script, state) => ({
  url: script.urls.log, key: state.client_key, fields: knownFields(script, state), words: script.title, page: script.urls.log,
});
