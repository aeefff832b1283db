// What was done is carried along when the session is not what it was any more, or is begun once more: it stays done.
// `was` is the session that `before` belongs to. Plain values in and out.
import { freshState, partOf, stepsOf } from "./course.js";
import { done, heartMs } from "./tally.js";

// From the beginning: all of it is led through again. The key stays, so that everything is one log.
export function startAnew(script, was, before, date) {
  const elsewhere = (before.elsewhere ?? 0) * 60_000;
  const counts = was.items.some((item) => item.counts);
  const { client_key, hurts, pain_before, talk, ran } = before;
  return {
    ...freshState(script, date, client_key), hurts, pain_before, talk, ran: ran + elsewhere,
    carried: { done: done(was, before), heart_ms: heartMs(was, before) + (counts ? elsewhere : 0) },
  };
}

// On with what is still in the session as it is now. An exercise is found again by its place among its like.
export function carryOver(script, was, before) {
  const state = startAnew(script, was, before, before.date);
  const heart = state.carried.heart_ms;
  const here = stepsOf(was, before)[before.index]?.place ?? was.items.length;
  const behind = new Set(before.elsewhere ? placesOf(script, "heart") : []);
  for (const [old, place] of pairs(was, script)) {
    if (before.swapped.includes(old) && was.items[old].easier?.slug === script.items[place].easier?.slug) state.swapped.push(place);
    if (old < here) behind.add(place);
    for (const [part, ms] of Object.entries(before.parts)) if (placeOf(part) === old) state.parts[part.replace(/^\d+/, place)] = ms;
  }
  const course = stepsOf(script, state).filter((step) => step.kind === "work");
  const room = new Map(course.map((step) => [partOf(step), step.seconds * 1000]));
  const isOpen = (step) => !behind.has(step.place) && (state.parts[partOf(step)] ?? 0) < room.get(partOf(step));
  const first = course.find(isOpen);
  for (const place of script.items.keys()) if (!course.some((step) => step.place === place && isOpen(step))) behind.add(place);
  for (const part of Object.keys(state.parts)) {
    // Only the exercise under way is gone on with in its middle; a later one is done in full.
    if (!room.has(part) || (!behind.has(placeOf(part)) && placeOf(part) !== first.place)) delete state.parts[part];
    else state.parts[part] = Math.min(state.parts[part], room.get(part));
  }
  state.behind = [...behind];
  state.carried.heart_ms = 0;
  state.carried.heart_ms = Math.max(0, heart - heartMs(script, state)); // the rest of it is in the parts
  const started = first && Object.keys(state.parts).some((part) => placeOf(part) === first.place);
  if (started) {
    state.index = stepsOf(script, state).findIndex((step) => step.kind === "work" && partOf(step) === partOf(first));
    state.into = state.parts[partOf(first)] ?? 0;
  }
  return state;
}

const placeOf = (part) => Number(part.split(" ")[0]);

const placesOf = (script, block) => [...script.items.keys()].filter((place) => script.items[place].block === block);

// [place before, place now] of what is in both.
function pairs(was, script) {
  const names = ({ items }) => items.map(({ slug }, place) => `${slug} ${items.slice(0, place).filter((one) => one.slug === slug).length}`);
  const now = names(script);
  return names(was).flatMap((name, old) => (now.includes(name) ? [[old, now.indexOf(name)]] : []));
}
