// Work that a page keeps in this browser until it is sent. Each entry is sealed with its user's own key, which the server gives to
// that user alone: the next user of the device can neither read it nor send it as theirs. Logging out does not lose it.
const NAME = "thenchot-assessments", STORE = "sealed";

function opened() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 2);
    asked.onupgradeneeded = () => {
      if (!asked.result.objectStoreNames.contains(STORE)) asked.result.createObjectStore(STORE);
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function inStore(mode, work) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const change = database.transaction(STORE, mode);
      const asked = work(change.objectStore(STORE));
      change.oncomplete = () => resolve(asked.result);
      change.onerror = () => reject(change.error);
    });
  } finally {
    database.close();
  }
}

// Browsers seal only on a safe origin (https, or this machine itself); elsewhere entries are kept open and cannot outlast a log-out.
export const canSeal = Boolean(globalThis.crypto?.subtle);
const keyOf = (owner) => crypto.subtle.importKey("raw", Uint8Array.from(atob(owner.key), (c) => c.charCodeAt(0)), "AES-GCM", false, ["encrypt", "decrypt"]);
const placed = (owner, place) => `${owner.who} ${place}`;

// What is kept as one run of bytes: its length, its texts as JSON, then the files one after the other.
async function packed(entry) {
  const files = await Promise.all(entry.files.map(async ([name, file]) => [name, file, await file.arrayBuffer()]));
  const told = files.map(([name, file, bytes]) => ({ name, file: file.name, type: file.type, modified: file.lastModified, size: bytes.byteLength }));
  const head = new TextEncoder().encode(JSON.stringify({ ...entry, files: told }));
  const blob = new Blob([new Uint32Array([head.byteLength]), head, ...files.map(([, , bytes]) => bytes)]);
  return blob.arrayBuffer();
}

function unpacked(bytes) {
  const length = new DataView(bytes).getUint32(0, true);
  const entry = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, length)));
  let at = 4 + length;
  entry.files = entry.files.map((one) => {
    const file = new File([bytes.slice(at, at + one.size)], one.file, { type: one.type, lastModified: one.modified });
    at += one.size;
    return [one.name, file];
  });
  return entry;
}

export async function put(owner, place, entry) {
  const bytes = await packed(entry);
  let row = { who: owner.who, place, bytes };
  if (canSeal) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    row = { who: owner.who, place, iv, bytes: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await keyOf(owner), bytes) };
  }
  await inStore("readwrite", (store) => store.put(row, placed(owner, place)));
}

async function open(owner, row) {
  if (!row) return undefined;
  const bytes = row.iv ? await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv }, await keyOf(owner), row.bytes) : row.bytes;
  return { ...unpacked(bytes), place: row.place };
}

export const get = async (owner, place) => open(owner, await inStore("readonly", (store) => store.get(placed(owner, place))));
export const drop = (owner, place) => inStore("readwrite", (store) => store.delete(placed(owner, place)));
export const all = () => inStore("readonly", (store) => store.getAll());

export async function mine(owner) {
  const rows = (await all()).filter((row) => row.who === owner.who);
  return Promise.all(rows.map((row) => open(owner, row).catch(() => ({ place: row.place, title: row.place }))));
}

export async function dropMine(owner) {
  for (const row of await all()) if (row.who === owner.who) await drop(owner, row.place);
}
