// The pages that a phone keeps: today, the open tasks, the form for reporting. What the server no
// longer names is forgotten at the next contact; nothing outlives the sign-in.
// @ts-check

import { fact, note } from "./store.js";

export const PAGES = "yiwang-kept", SHELL = "yiwang-shell-";
export const LIST = "/work/kept", OUTBOX = "/work/outbox", NO_SIGNAL = "/work/no-signal";
const ANSWERS_WITHIN = 10_000; // milliseconds
const PICTURES = /\/photos\/[\w-]+\/small/g;

/** @typedef {{account: number, csrf: string, release: string, look: string, until: string, pages: Record<string, string>}} Named */

/** @template T @param {string} name @param {() => Promise<T>} work @returns {Promise<T>} */
export const alone = (name, work) =>
  navigator.locks ? /** @type {Promise<T>} */ (navigator.locks.request(name, work)) : work();

/** Ends a request that takes too long, in browsers that can. @param {number} milliseconds */
export const within = (milliseconds) => /** @type {any} */ (AbortSignal).timeout?.(milliseconds);

/**
 * What the server says may be kept. Null: no signal. `signed_out`: the sign-in is over.
 * @returns {Promise<Named | "signed_out" | null>}
 */
export async function contact() {
  try {
    const answer = await fetch(LIST, { redirect: "manual", cache: "no-store", signal: within(ANSWERS_WITHIN) });
    if (answer.type === "opaqueredirect") return "signed_out";
    return answer.ok ? await answer.json() : null;
  } catch { return null; }
}

/** Bring up to date what is kept. @returns {Promise<"done" | "signed_out" | "no_signal" | "no_room">} */
export const refresh = () => alone("yiwang-kept", async () => {
  const named = await contact();
  if (named === null) return "no_signal";
  if (named === "signed_out") {
    await forgetPages();
    return "signed_out";
  }
  try {
    await bring(named);
  } catch (problem) { return problem instanceof TypeError ? "no_signal" : "no_room"; } // fetch has TypeErrors only
  return "done";
});

/** @param {Named} named */
async function bring(named) {
  /** @type {import("./store.js").Kept | undefined} */
  const before = await fact("kept");
  if (before && before.account !== named.account) await forgetPages();
  const isSame = before?.account === named.account && before.release === named.release && before.look === named.look;
  const cache = await caches.open(PAGES);
  /** @type {Record<string, string>} */
  const pages = {};
  const wanted = new Set();
  for (const [url, version] of Object.entries(named.pages)) {
    const has = isSame && before.pages[url] === version ? await cache.match(url) : undefined;
    const page = has ?? await fetched(cache, url);
    if (!page) continue;
    pages[url] = version;
    wanted.add(url);
    for (const [picture] of (await page.text()).matchAll(PICTURES)) {
      if (await cache.match(picture) ?? await fetched(cache, picture)) wanted.add(picture);
    }
  }
  for (const each of await cache.keys()) if (!wanted.has(new URL(each.url).pathname)) await cache.delete(each);
  const until = Date.parse(named.until);
  await note("kept", { at: Date.now(), until, account: named.account, release: named.release, look: named.look, pages });
  for (const name of await caches.keys()) if (name.startsWith(SHELL) && name !== SHELL + named.release) await tidy(name, named.release);
}

/** The files of a former release, once those of this one are there. @param {string} name @param {string} release */
async function tidy(name, release) {
  if (await caches.has(SHELL + release)) await caches.delete(name);
}

/** @param {Cache} cache @param {string} url @returns {Promise<Response | undefined>} */
async function fetched(cache, url) {
  const answer = await fetch(url, { headers: { "Yiwang-Keep": "1" }, redirect: "manual", cache: "no-store" });
  if (!answer.ok) return undefined;
  await cache.put(url, answer.clone());
  return answer;
}

/** The pages go; two that hold nothing of anybody stay: what is not sent, and that there is no signal. */
export async function forgetPages() {
  if (await caches.has(PAGES)) {
    const cache = await caches.open(PAGES);
    for (const each of await cache.keys()) {
      if (![OUTBOX, NO_SIGNAL].includes(new URL(each.url).pathname)) await cache.delete(each);
    }
  }
  const before = await fact("kept");
  if (before) await note("kept", { ...before, at: 0, until: 0, pages: {} });
}

/** A page as it was kept, marked as such; its form gets a name of its own each time.
 * @param {string} path @returns {Promise<Response | undefined>} */
export async function keptPage(path) {
  if (!(await caches.has(PAGES))) return undefined;
  const found = await (await caches.open(PAGES)).match(path);
  if (!found) return undefined;
  const [kept, isShell] = [await fact("kept"), [OUTBOX, NO_SIGNAL].includes(path)];
  if (!isShell && !(kept?.until > Date.now())) {
    await forgetPages();
    return undefined;
  }
  const page = (await found.text())
    .replace("<html ", `<html data-kept="${kept?.at ?? 0}" `)
    .replace(/(name="form" value=")\w*"/g, (_whole, start) => `${start}${crypto.randomUUID().replaceAll("-", "")}"`);
  return new Response(page, { headers: found.headers });
}
