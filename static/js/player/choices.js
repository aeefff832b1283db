// What someone likes to hear, feel and see. Kept on this device; without storage it holds for this page.

const KEY = "backcare-player";
const USUAL = { voice: false, tick: true, buzz: true, awake: true, still: false, pace: "some" };

function read() {
  try {
    return { ...USUAL, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
  } catch {
    return { ...USUAL };
  }
}

export const choices = read();

export function choose(name, value) {
  choices[name] = value;
  try {
    localStorage.setItem(KEY, JSON.stringify(choices));
  } catch {
    // A browser that keeps nothing: it still holds for this page.
  }
}

export function wasAsked() {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return true;
  }
}
