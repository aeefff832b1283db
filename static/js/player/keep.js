// Keeps the place in a session on this device, as it happens, and hands over what was done at the end.
import { change, emptied, get, newKey } from "../device.js";
import { add, events, sendUnkept } from "../outbox.js";
import { courseOf } from "./course.js";
import { entryOf } from "./tally.js";

export { events, newKey };

const keyOf = (session) => `play-${session}`;
// One tab leads at a time: the last that was asked to. What another tab has kept since is never written over.
const tab = newKey();
let keptIn = -1; // while `emptied` was this; what is gone since then another tab has logged

let waiting = null;
let writing = null;

// The newest state wins; writes follow each other. Gives whether the place is still this tab's.
export function keepPlace(script, state) {
  waiting = recordOf(script, state);
  writing ??= write().finally(() => (writing = null));
  return writing;
}

const recordOf = (script, state) => ({ script: courseOf(script), state: structuredClone(state), entry: entryOf(script, state) });

async function write() {
  let isOurs = true;
  while (waiting) {
    const kept = waiting;
    waiting = null;
    isOurs = await put(kept, (found) => (found ? found.tab === tab : keptIn !== emptied));
  }
  return isOurs;
}

async function put(kept, mayWrite) {
  const at = Date.now();
  const after = await change("sessions", keyOf(kept.state.session), (found) => (mayWrite(found) ? { ...kept, at, tab } : undefined));
  if (after?.tab === tab) keptIn = emptied;
  return after?.tab === tab;
}

// Leads from here on. Gives null, or what another tab has begun meanwhile: that comes first.
export async function takePlace(script, state) {
  await writing;
  const isOurs = await put(recordOf(script, state), (found) => !found || found.state.client_key === state.client_key);
  return isOurs ? null : keptPlace(state.session);
}

// {script, state, at} of what was kept, or null.
export const keptPlace = (session) => get("sessions", keyOf(session));

export async function forgetPlace(session) {
  waiting = null;
  await writing;
  await change("sessions", keyOf(session), (found) => (found?.tab === tab ? null : undefined));
}

// Gives true once it is kept on this device; false if it went straight to the server or could not be kept at all.
export async function handOver(entry, onUnkept) {
  try {
    await add(entry);
    return true;
  } catch {
    onUnkept(await sendUnkept(entry));
    return false;
  }
}
