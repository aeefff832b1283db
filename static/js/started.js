// Sessions begun on this device and not logged yet. Each record of the player holds the log that could be made of it.
import { all, change } from "./device.js";
import { add } from "./outbox.js";

// Of this person, oldest first: those of which something was done.
export async function started() {
  const records = await all("sessions");
  return records.filter(({ entry }) => entry && (entry.fields.total_minutes > 0 || entry.fields.done.length > 0));
}

// Makes the log. The player uses the same key, so going on with the session afterwards changes this very log.
export async function logStarted({ key, entry }) {
  await add(entry);
  await change("sessions", key, () => null);
}
