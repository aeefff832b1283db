// What someone likes to hear and feel. Kept on this device; without storage it holds for this page. Whether drawings
// move is chosen for the whole site (`data-still`); another choice here holds while this tab is open.

const KEY = "backcare-player";
const STILL = "backcare-player-still";
const USUAL = { voice: false, tick: true, buzz: true, awake: true, pace: "some" };
const isStillSite = "still" in document.documentElement.dataset;

function read() {
  try {
    return { ...USUAL, ...JSON.parse(localStorage.getItem(KEY) ?? "{}"), still: readStill() };
  } catch {
    return { ...USUAL, still: isStillSite };
  }
}

// What was chosen here is forgotten once the site's choice is another than it was then.
function readStill() {
  const [then, still] = JSON.parse(sessionStorage.getItem(STILL) ?? "[]");
  return then === isStillSite ? still : isStillSite;
}

export const choices = read();

export function choose(name, value) {
  choices[name] = value;
  try {
    if (name === "still") sessionStorage.setItem(STILL, JSON.stringify([isStillSite, value]));
    else localStorage.setItem(KEY, JSON.stringify({ ...choices, still: undefined }));
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
