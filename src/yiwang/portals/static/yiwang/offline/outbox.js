// What is not sent yet: kept whole with its photos, sent oldest first when there is a signal, each
// under a key of its own, so that sending it twice does nothing twice.
// @ts-check

import { alone, contact, refresh, within } from "./kept.js";
import { holdsNumbers } from "./numbers.js";
import { fact, item, items, note, put, remove } from "./store.js";

const FIRST_PAUSE = 15_000, LONGEST_PAUSE = 30 * 60_000; // milliseconds
const SENT_WITHIN = 180_000; // photos over a weak signal
const MOST_RECEIPTS = 10;
const OURS = new Set(["csrfmiddlewaretoken", "form", "seen", "save", "next"]); // said anew when it is sent
/** @typedef {import("./store.js").Item} Item */

/** Whether a form of this address can wait on the phone. @param {string} path */
export const canWait = (path) => path === "/work/report" || /^\/work\/cases\/\d+\/tasks\/\d+\/[\w-]+$/.test(path);

/** Where a form comes in that its own page could not send. @param {string} path */
const doorOf = (path) => path.replace(/^\/work(?:\/cases)?/, "/work/in").replace("/tasks/", "/");

/** A form as it waits; throws where a number of somebody would be kept.
 * @param {string} path @param {FormData} form @param {string} title @returns {Promise<Item>} */
export async function itemOf(path, form, title) {
  /** @type {[string, string][]} */
  const fields = [];
  const photos = [];
  for (const [name, value] of form) {
    if (typeof value === "string") { if (!OURS.has(name) && value) fields.push([name, value]); }
    else if (value.size) photos.push({ field: name, name: value.name, type: value.type, content: await value.arrayBuffer() });
  }
  if (fields.some(([name, value]) => name === "contact" || holdsNumbers(value))) throw new Error("number");
  const key = String(form.get("form") || newKey());
  const account = (await fact("kept"))?.account ?? 0;
  return {
    key, account, made: Date.now(), action: path, title, seen: String(form.get("seen") ?? "0"), fields, photos,
    state: "waiting", tries: 0, tried: 0, next: 0, why: "", said: "", faults: {}, url: "", holds: 0,
  };
}

/** Keep it, and have it sent as soon as it can be. The same form sent with other words is another
 * thing, unless it `corrects` the first. @param {Item} what @param {{corrects?: boolean}} how */
export async function keep(what, how = {}) {
  const before = await item(what.key);
  const isOther = before && !how.corrects && JSON.stringify(before.fields) !== JSON.stringify(what.fields);
  if (isOther) what.key = newKey();
  await put(before && !isOther ? { ...what, made: before.made } : what);
  await wake();
}

export const newKey = () => crypto.randomUUID().replaceAll("-", "");

/** Where the browser can wake us when the signal is back, it does; the pages never rely on it. */
async function wake() {
  try {
    const here = "registration" in globalThis ? /** @type {any} */ (globalThis).registration : await navigator.serviceWorker?.getRegistration();
    await here?.sync?.register("yiwang-outbox");
  } catch { /* not offered, or not allowed */ }
}

/** Send what waits, one after another. @param {{now?: boolean}} how `now`: pauses are over
 * @returns {Promise<number>} how many of the account are still waiting to be sent */
export const send = (how = {}) => alone("yiwang-outbox", async () => {
  const due = (await items()).filter((one) => one.state === "waiting" && (how.now || one.next <= Date.now()));
  if (!due.length) return 0;
  const met = await contact();
  await note("signed_out", met === "signed_out");
  if (met === null || met === "signed_out") {
    const why = met ? "sign_in" : "no_signal";
    for (const one of due) await later(one, why);
    return due.length;
  }
  const mine = due.filter((one) => !one.account || one.account === met.account);
  let sent = 0;
  for (const one of mine) {
    const isDealtWith = await deliver(one, met.csrf);
    if (!isDealtWith) break;
    sent += 1;
  }
  if (sent) await refresh();
  return mine.length - sent;
});

/** @param {Item} one @param {string} csrf @returns {Promise<boolean>} whether the server has answered for it */
async function deliver(one, csrf) {
  const form = new FormData();
  for (const [name, value] of one.fields) form.append(name, value);
  for (const photo of one.photos) form.append(photo.field, new File([photo.content], photo.name, { type: photo.type }));
  form.append("form", one.key);
  form.append("seen", one.seen);
  form.append("csrfmiddlewaretoken", csrf);
  let answer;
  try {
    answer = await fetch(doorOf(one.action), { method: "POST", body: form, redirect: "manual", signal: within(SENT_WITHIN) });
  } catch { await later(one, "no_signal"); return false; }
  if (answer.type === "opaqueredirect") { await later(one, "sign_in"); await note("signed_out", true); return false; }
  if (answer.headers.get("Content-Type")?.startsWith("application/json")) return settled(one, await answer.json());
  if (answer.status === 413) return settled(one, { came: "refused", said: "", fields: {}, seen: 0, url: "" }, "too_large");
  await later(one, "busy"); // the token of the form is asked for anew the next time
  return false;
}

/** @param {Item} one @param {any} told @param {string} [why] */
async function settled(one, told, why = "") {
  if (told.came === "applied" || told.came === "already") {
    const receipts = (await fact("receipts")) ?? [];
    const receipt = { at: Date.now(), came: told.came, said: told.said, url: told.url };
    await note("receipts", [...receipts, receipt].slice(-MOST_RECEIPTS));
    await remove(one.key);
  } else {
    const now = Date.now();
    await put({ ...one, state: told.came, why, said: told.said, faults: told.fields, url: told.url, holds: told.seen, tries: one.tries + 1, tried: now });
  }
  return true;
}

/** @param {Item} one @param {string} why */
async function later(one, why) {
  const tries = one.tries + 1, now = Date.now();
  const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(tries, 12));
  const is = await item(one.key); // it may have been thrown away or changed meanwhile
  if (is && is.state === "waiting") await put({ ...is, tries, tried: now, next: now + pause, why });
}
