// Every page of the worker: says when there is no signal and what waits to be sent, keeps a form that
// cannot be sent now, and sends what waits. Without this script, or in a browser that keeps nothing,
// the pages work as long as there is a signal.
// @ts-check

import { NO_SIGNAL, OUTBOX, refresh } from "./kept.js";
import { onPhone, takeOver } from "./form.js";
import { restore } from "./restore.js";
import { send } from "./outbox.js";
import { fact, items, onNews } from "./store.js";

const signal = /** @type {HTMLElement} */ (document.getElementById("signal"));
const keptAt = Number(document.documentElement.dataset.kept ?? 0), isKept = "kept" in document.documentElement.dataset;
const PULSE = 20_000; // milliseconds between looks at what is due
const inEnglish = document.documentElement.lang === "en";
const moment = new Intl.DateTimeFormat(inEnglish ? "en-GB" : "zh-CN", { month: "long", day: "numeric", hour: "2-digit", minute: "2-digit" });

/** @param {string} name @param {boolean} isShown @param {Record<string, string>} [words] */
function line(name, isShown, words = {}) {
  const part = /** @type {HTMLElement} */ (signal.querySelector(`[data-line=${name}]`));
  const said = /** @type {HTMLElement} */ (part.querySelector("[data-says]"));
  const text = Object.entries(words).reduce((sentence, [word, value]) => sentence.replace(`{${word}}`, value), said.dataset.says ?? "");
  if (said.textContent !== text) said.textContent = text;
  part.hidden = !isShown;
}

async function show() {
  const [waiting, kept] = [await items(), await fact("kept")];
  const number = String(waiting.length);
  const isOut = (await fact("signed_out")) === true;
  const at = keptAt || kept?.at;
  line("none", (isKept || !navigator.onLine) && Boolean(at), { when: at ? moment.format(at) : "" });
  line("empty", (isKept || !navigator.onLine) && !at);
  line("unsent", waiting.length > 0 && !isOut && location.pathname !== OUTBOX, { number });
  line("sign-in", waiting.length > 0 && isOut, { number });
}

async function contactAgain() {
  if (!navigator.onLine) return show();
  const came = await refresh();
  line("back", isKept && came === "done");
  line("room", came === "no_room");
  await send({ now: true });
  return show();
}

/** Whether this browser keeps anything: some do not in private windows. */
async function isAble() {
  if (!("serviceWorker" in navigator && "caches" in window && "indexedDB" in window)) return false;
  try {
    await items();
    await caches.keys();
    await navigator.serviceWorker.register(signal.dataset.worker ?? "", { type: "module", scope: "/work/", updateViaCache: "none" });
    return true;
  } catch { return false; }
}

/** What leads out of these pages leads nowhere without a signal: that is said instead.
 * @param {MouseEvent} event */
function stay(event) {
  const link = /** @type {HTMLElement} */ (event.target).closest("a");
  if (!link || navigator.onLine || link.origin !== location.origin || link.pathname.startsWith("/work/")) return;
  event.preventDefault();
  location.assign(NO_SIGNAL);
}

async function begin() {
  if (!(await isAble())) {
    line("cannot", location.pathname === "/work/");
    return;
  }
  document.addEventListener("submit", (event) => takeOver(event, isKept), true);
  document.addEventListener("click", stay);
  window.addEventListener("online", contactAgain);
  window.addEventListener("offline", show);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") contactAgain(); });
  onNews(show);
  window.setInterval(async () => { if (navigator.onLine && (await items()).some((one) => one.state === "waiting")) await send(); }, PULSE);
  if (isKept) onPhone();
  await restore();
  await show();
  signal.dataset.ready = "yes";
  await contactAgain();
  signal.dataset.ready = "told";
}

begin();
