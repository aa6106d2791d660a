// The service worker of the worker's pages: their files come from the phone, pages from the server
// as long as there is a signal, else as they were kept; a form that does not get through waits.
// @ts-check

import { keptPage, NO_SIGNAL, OUTBOX, PAGES, refresh, SHELL } from "./kept.js";
import { canWait, itemOf, keep, send } from "./outbox.js";

const PATIENCE = 8_000; // milliseconds for a page that is kept too
const self = /** @type {any} */ (globalThis);

/** @param {{release: string, files: string[]}} shell */
export function begin(shell) {
  const files = new Set(shell.files);
  self.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(install(shell)));
  self.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(activate()));
  self.addEventListener("sync", (/** @type {any} */ event) => {
    if (event.tag === "yiwang-outbox") event.waitUntil(send({ now: true }).then((left) => { if (left) throw new Error("later"); }));
  });
  self.addEventListener("fetch", (/** @type {any} */ event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (url.origin !== self.location.origin) return;
    if (request.mode === "navigate" && url.pathname.startsWith("/work/")) {
      if (request.method === "GET") event.respondWith(page(request, url.pathname));
      else if (request.method === "POST" && canWait(url.pathname)) event.respondWith(posted(request, url.pathname));
    } else if (request.method === "GET" && files.has(url.pathname)) event.respondWith(file(request));
    else if (request.method === "GET" && url.pathname.startsWith("/photos/")) event.respondWith(picture(request));
  });
}

/** @param {{release: string, files: string[]}} shell */
async function install(shell) {
  const cache = await caches.open(SHELL + shell.release);
  await cache.addAll(shell.files.map((file) => new Request(file, { cache: "reload" })));
  await self.skipWaiting();
}

async function activate() {
  await self.clients.claim();
  await refresh(); // with the files of this release; those of the former go once that is done
}

/** @param {Request} request */
const file = async (request) => (await caches.match(request, { ignoreVary: true })) ?? fetch(request);

/** @param {Request} request */
async function picture(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(request, { cacheName: PAGES, ignoreVary: true })) ?? Response.error();
  }
}

/** @param {Request} request @param {string} path */
async function page(request, path) {
  const has = await caches.match(path, { cacheName: PAGES, ignoreVary: true });
  try {
    return await (has ? Promise.race([fetch(request), tooLong()]) : fetch(request));
  } catch {
    return (await keptPage(path)) ?? (await keptPage(NO_SIGNAL)) ?? Response.error();
  }
}

/** @returns {Promise<never>} */
const tooLong = () => new Promise((_done, fail) => { setTimeout(() => fail(new Error("too long")), PATIENCE); });

/** A form that was sent and did not get through. @param {Request} request @param {string} path */
async function posted(request, path) {
  const copy = request.clone();
  try {
    return await fetch(request);
  } catch {
    try {
      const form = await copy.formData();
      if (["go", "choose", "drop", "mask"].some((name) => form.has(name))) throw new Error("not sent");
      await keep(await itemOf(path, form, String(form.get("text") || form.get("reason") || "").slice(0, 40)));
      return Response.redirect(OUTBOX, 303);
    } catch {
      return (await keptPage(NO_SIGNAL)) ?? Response.error();
    }
  }
}
