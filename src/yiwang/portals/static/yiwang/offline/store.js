// What the phone keeps of its own: things not sent yet, and when it was last brought up to date.
// IndexedDB; used by the pages and by the service worker alike.
// @ts-check

/**
 * @typedef {{field: string, name: string, type: string, content: ArrayBuffer}} Photo
 * @typedef {{
 *   key: string, account: number, made: number, action: string, title: string, seen: string,
 *   fields: [string, string][], photos: Photo[],
 *   state: "waiting" | "conflict" | "refused", tries: number, tried: number, next: number,
 *   why: string, said: string, faults: Record<string, string>, url: string, holds: number
 * }} Item  what waits: `why` names a reason of ours, `said` is a sentence of the server
 * @typedef {{
 *   at: number, until: number, account: number, release: string, look: string,
 *   pages: Record<string, string>
 * }} Kept  what was last brought up to date: `pages` holds the version of each
 */

const NAME = "yiwang-work";
/** @type {Set<() => void>} */
const listeners = new Set();
const news = "BroadcastChannel" in globalThis ? new BroadcastChannel(NAME) : null;

/** @returns {Promise<IDBDatabase>} */
function opened() {
  return new Promise((done, fail) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("items", { keyPath: "key" });
      asked.result.createObjectStore("facts");
    };
    asked.onsuccess = () => {
      asked.result.onversionchange = () => asked.result.close();
      done(asked.result);
    };
    asked.onerror = () => fail(asked.error);
    asked.onblocked = () => fail(new Error("blocked"));
  });
}

/**
 * @template T
 * @param {"items" | "facts"} store @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} ask
 * @returns {Promise<T>}
 */
async function within(store, mode, ask) {
  const database = await opened();
  try {
    return await new Promise((done, fail) => {
      const transaction = database.transaction(store, mode);
      const asked = ask(transaction.objectStore(store));
      transaction.oncomplete = () => done(asked.result);
      transaction.onabort = () => fail(transaction.error ?? asked.error);
      transaction.onerror = () => fail(transaction.error ?? asked.error);
    });
  } finally { database.close(); }
}

/** All that waits, oldest first. @returns {Promise<Item[]>} */
export async function items() {
  /** @type {Item[]} */
  const found = await within("items", "readonly", (store) => store.getAll());
  return found.sort((one, other) => one.made - other.made);
}

/** @param {string} key @returns {Promise<Item | undefined>} */
export const item = (key) => within("items", "readonly", (store) => store.get(key));

/** Fails where the phone has no room left; then nothing was kept. @param {Item} what */
export async function put(what) {
  await within("items", "readwrite", (store) => store.put(what));
  tell();
}

/** @param {string} key */
export async function remove(key) {
  await within("items", "readwrite", (store) => store.delete(key));
  tell();
}

/** @param {string} name @returns {Promise<any>} */
export const fact = (name) => within("facts", "readonly", (store) => store.get(name));

/** @param {string} name @param {any} value */
export async function note(name, value) {
  await within("facts", "readwrite", (store) => store.put(value, name));
  tell();
}

/** Whenever this page, another one or the service worker has changed something.
 * @param {() => void} then */
export function onNews(then) {
  listeners.add(then);
  news?.addEventListener("message", then);
}

function tell() {
  news?.postMessage("changed");
  for (const each of listeners) each();
}

/** The whole store goes. @returns {Promise<void>} */
export function forgetStore() {
  return new Promise((done) => {
    const asked = indexedDB.deleteDatabase(NAME);
    asked.onsuccess = asked.onerror = asked.onblocked = () => done();
  });
}
