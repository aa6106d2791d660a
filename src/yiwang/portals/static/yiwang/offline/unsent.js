// The page of what is not sent yet: each with its state, the last try and the reason; opened and
// corrected, sent again, saved to a file, or thrown away once that is confirmed.
// @ts-check

import { fileOf, save } from "./export.js";
import { contact } from "./kept.js";
import { send } from "./outbox.js";
import { fact, item, items, note, onNews, put, remove } from "./store.js";

/** @typedef {import("./store.js").Item} Item */
const list = /** @type {HTMLElement} */ (document.getElementById("unsent"));
const words = list.dataset;
const pattern = /** @type {HTMLTemplateElement} */ (document.getElementById("unsent-item"));
const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("throw-away"));
const moment = new Intl.DateTimeFormat(document.documentElement.lang === "en" ? "en-GB" : "zh-CN", { month: "long", day: "numeric", hour: "2-digit", minute: "2-digit" });
let shown = "";
/** @type {string} */
let doomed = "";

/** @param {ParentNode} part @param {string} name */
const find = (part, name) => /** @type {HTMLElement} */ (part.querySelector(`[data-part="${name}"]`));

/** @param {Item} one */
function why(one) {
  if (one.said) return one.said;
  const faults = Object.values(one.faults);
  return faults.length ? faults.join(" ") : words[one.why] ?? "";
}

/** @param {Item} one */
function address(one) {
  const [, id, task, action] = one.action.match(/^\/work\/cases\/(\d+)\/tasks\/(\d+)\/([\w-]+)$/) ?? [];
  return id ? `/work/cases/${id}/?unsent=${one.key}#t${task}-${action}` : `/work/report?unsent=${one.key}`;
}

/** @param {Item} one @returns {Element} */
function card(one) {
  const part = /** @type {DocumentFragment} */ (pattern.content.cloneNode(true));
  const row = /** @type {HTMLElement} */ (part.firstElementChild);
  row.dataset.key = one.key;
  row.dataset.state = one.state;
  find(row, "title").textContent = one.title || words.report || "";
  find(row, "state").textContent = words[one.state] ?? "";
  find(row, "made").textContent = `${words.made} ${moment.format(one.made)}`;
  find(row, "tried").textContent = one.tried ? `${words.tried} ${moment.format(one.tried)}` : "";
  find(row, "photos").textContent = one.photos.length ? `${words.photos} ${one.photos.length}` : "";
  find(row, "why").textContent = why(one);
  find(row, "why").hidden = !why(one);
  /** @type {HTMLAnchorElement} */ (find(row, "open")).href = address(one);
  if (one.state === "conflict") find(row, "again").textContent = words.still ?? "";
  const see = /** @type {HTMLAnchorElement} */ (find(row, "see"));
  see.hidden = one.state !== "conflict";
  see.href = one.url || address(one).replace(/[?#].*/, "");
  for (const name of ["open", "again", "save", "throw"]) find(row, name).setAttribute("aria-describedby", `title-${one.key}`);
  find(row, "title").id = `title-${one.key}`;
  return row;
}

async function show() {
  const [all, kept, receipts] = [await items(), await fact("kept"), (await fact("receipts")) ?? []];
  const mine = all.filter((one) => !kept?.account || one.account === kept.account || !one.account);
  const now = JSON.stringify([mine.map((one) => [one.key, one.state, one.tried, one.why, one.said]), receipts, all.length]);
  if (now === shown) return;
  shown = now;
  list.replaceChildren(...mine.map(card));
  const others = find(document, "others");
  others.hidden = all.length === mine.length;
  find(others, "says").textContent = (others.dataset.says ?? "").replace("{number}", String(all.length - mine.length));
  find(document, "none").hidden = all.length > 0;
  find(document, "all").hidden = mine.length === 0;
  find(document, "leaving").hidden = !(mine.length && new URLSearchParams(location.search).has("leaving"));
  find(document, "sent").replaceChildren(...[...receipts].reverse().map(line));
  find(document, "sent-card").hidden = !receipts.length;
}

/** @param {{at: number, said: string, url: string}} receipt */
function line(receipt) {
  const row = document.createElement("li"), link = document.createElement("a"), at = document.createElement("span");
  link.href = receipt.url;
  link.textContent = receipt.said;
  at.className = "yw-hint";
  at.textContent = ` ${moment.format(receipt.at)}`;
  row.append(link, at);
  return row;
}

/** @param {string} key */
async function again(key) {
  const one = await item(key);
  if (!one) return;
  const seen = String(Math.max(Number(one.seen), one.holds)); // they have read what happened since
  await put({ ...one, state: "waiting", why: "", said: "", faults: {}, next: 0, seen });
  await send({ now: true });
}

list.addEventListener("click", async (event) => {
  const button = /** @type {HTMLElement} */ (event.target).closest("button");
  const key = button?.closest("li")?.dataset.key ?? "";
  if (!button || !key) return;
  if (button.dataset.part === "again") await again(key);
  const one = await item(key);
  if (button.dataset.part === "save" && one) save([one], await fileOf([one], words));
  if (button.dataset.part === "throw" && one) {
    doomed = key;
    find(dialog, "doomed").textContent = one.title || words.report || "";
    dialog.showModal();
  }
});

dialog.addEventListener("click", async (event) => {
  const what = /** @type {HTMLElement} */ (event.target).closest("button")?.dataset.part;
  if (what === "really") await remove(doomed);
  if (what) dialog.close();
  await show();
});

find(document, "send-all").addEventListener("click", async () => { await send({ now: true }); await show(); });
find(document, "save-all").addEventListener("click", async () => {
  const all = await items();
  save(all, await fileOf(all, words));
});

try {
  await show();
  onNews(show);
  const met = await contact();
  if (met !== null) await note("signed_out", met === "signed_out");
} catch { find(document, "unable").hidden = false; }
