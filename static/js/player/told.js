// What is told on the way, cut so that it can be read from the floor. Plain values in and out.

const sentences = (words) => (words.match(/[^.!?]+[.!?]*/g) ?? [words]).map((one) => one.trim());

// As many whole sentences as fit, and at least one.
function fitting(all, most) {
  let count = 1;
  while (count < all.length && all.slice(0, count + 1).join(" ").length <= most) count += 1;
  return all.slice(0, count);
}

export const short = (words, most = 90) => fitting(sentences(words), most).join(" ");

const EASE_MS = 180_000; // "3 to 5 minutes" at either end, as the exercises say; less where the whole is short
const TURN_MS = 120_000;

// Of a long activity its first sentence is for easing in and `end` for easing out; in between one thing at a time.
export function toldAt({ seconds, version: { cue, breathe = "", end } }, into) {
  const [first, ...rest] = [...sentences(cue), ...sentences(breathe)].filter(Boolean);
  const edge = Math.min(EASE_MS, seconds * 200);
  if (end && into >= seconds * 1000 - edge) return sentences(end)[0];
  if (into < edge || !rest.length) return first;
  const turns = [];
  while (rest.length) turns.push(rest.splice(0, fitting(rest, 90).length).join(" "));
  return turns[Math.floor((into - edge) / TURN_MS) % turns.length];
}
