// What is kept on this device: one database, two stores. Each record belongs to one person (`owner`, from the page)
// and is known by its `key`. Nobody reads or writes the records of another. Every function gives a promise; what
// can't be kept is told by a DeviceError, never passed over.

export const owner = document.querySelector("meta[name=owner]")?.content ?? "";

// `reason`: "nobody" (no one is logged in on this page), "missing" (the browser keeps nothing), "full" or "failed".
export class DeviceError extends Error {
  constructor(reason, cause) {
    super(`This device can't keep it: ${reason}`, { cause });
    this.name = "DeviceError";
    this.reason = reason;
  }
}

const PATIENCE_MS = 8_000; // some browsers never answer

// Counts the times the browser threw away what was kept while this page was open.
export let emptied = 0;
let wasOpen = false;
let opened = null;

function database() {
  opened ??= new Promise((resolve, reject) => {
    if (!globalThis.indexedDB) throw new DeviceError("missing");
    const request = indexedDB.open("backcare", 1);
    setTimeout(() => reject(new DeviceError("missing")), PATIENCE_MS);
    request.onupgradeneeded = () => {
      if (wasOpen) emptied += 1;
      for (const store of ["outbox", "sessions"]) {
        request.result.createObjectStore(store, { keyPath: "key" }).createIndex("owner", "owner");
      }
    };
    request.onsuccess = () => {
      const found = request.result;
      wasOpen = true;
      // A later version of the site, or the browser, may close it: the next call opens it again.
      found.onversionchange = () => {
        found.close();
        opened = null;
      };
      found.onclose = () => (opened = null);
      resolve(found);
    };
    request.onerror = () => reject(wordsFor(request.error));
  }).catch((error) => {
    opened = null;
    throw wordsFor(error);
  });
  return opened;
}

function wordsFor(error) {
  if (error instanceof DeviceError) return error;
  if (error?.name === "QuotaExceededError") return new DeviceError("full", error);
  // What a browser says that keeps nothing, such as in some private windows.
  if (["SecurityError", "UnknownError", "InvalidStateError"].includes(error?.name)) return new DeviceError("missing", error);
  return new DeviceError("failed", error);
}

// `work` gets the store and a function that takes the answer; done when the whole transaction is.
async function transact(name, mode, work) {
  if (!owner) throw new DeviceError("nobody");
  const found = await database();
  return new Promise((resolve, reject) => {
    let answer;
    let transaction;
    let failure = null;
    const fail = (error) => {
      failure = error;
      transaction?.abort();
    };
    try {
      // Strict: a write has reached the disk when we say that it is kept.
      transaction = found.transaction(name, mode, { durability: "strict" });
      work(transaction.objectStore(name), (value) => (answer = value), fail);
    } catch (error) {
      if (error.name === "InvalidStateError") opened = null; // closed in between
      transaction?.abort();
      reject(wordsFor(error));
      return;
    }
    transaction.oncomplete = () => resolve(answer);
    transaction.onabort = transaction.onerror = () => reject(wordsFor(failure ?? transaction.error));
  });
}

const isOwn = (record) => record?.owner === owner;

// Keeps a record under its `key`, in place of an earlier one.
export const put = (store, record) => change(store, record.key, () => record);

// The person's record, or null.
export const get = (store, key) =>
  transact(store, "readonly", (records, give) => {
    const request = records.get(key);
    request.onsuccess = () => give(isOwn(request.result) ? request.result : null);
  });

// All records of the person, oldest first by `at`.
export const all = (store) =>
  transact(store, "readonly", (records, give) => {
    const request = records.index("owner").getAll(owner);
    request.onsuccess = () => give(request.result.sort((one, two) => (one.at ?? 0) - (two.at ?? 0)));
  });

export const remove = (store, key) => change(store, key, () => null);

// Reads and writes in one go, whatever other tabs do: `alter` gets the record (or null) and gives the one to keep,
// null to remove it, or undefined to leave it. Gives what is kept afterwards.
export const change = (store, key, alter) =>
  transact(store, "readwrite", (records, give, fail) => {
    const request = records.get(key);
    request.onsuccess = () => {
      const found = request.result ?? null;
      if (found && !isOwn(found)) return fail(new DeviceError("failed"));
      try {
        const wanted = alter(found);
        if (wanted) records.put({ ...wanted, key, owner });
        else if (wanted === null && found) records.delete(key);
        give(wanted === undefined ? found : wanted && { ...wanted, key, owner });
      } catch (error) {
        fail(error);
      }
    };
  });

// A fresh key. `randomUUID` is absent where the page came without HTTPS.
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
