// Keeps the place in a session on this device, as it happens, and hands over what was done at the end.
import { all, newKey, put, remove } from "../device.js";
import { add, events, sendUnkept } from "../outbox.js";

export { events, newKey };

const keyOf = (session) => `play-${session}`;

// The newest state wins; writes follow each other.
let waiting = null;
let writing = null;

export function keepPlace(state) {
  waiting = structuredClone(state);
  writing ??= write().finally(() => (writing = null));
  return writing;
}

async function write() {
  while (waiting) {
    const state = waiting;
    waiting = null;
    await put("sessions", { key: keyOf(state.session), at: Date.now(), state });
  }
}

export async function keptPlace(session) {
  const found = (await all("sessions")).find((record) => record.key === keyOf(session));
  return found?.state ?? null;
}

export async function forgetPlace(session) {
  waiting = null;
  await writing;
  await remove("sessions", keyOf(session));
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
