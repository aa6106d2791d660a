// The board on the wall: it looks every second whether anything happened, and changes only what is
// another now; it leads from area to area by pointer and keyboard, and every place has its address.
// @ts-check

import { draw, forget, resize } from "./command-charts.js";
import { Territory } from "./command-map.js";

const EVERY = 1000; // ms between two looks
const board = /** @type {HTMLElement} */ (document.querySelector("[data-command]"));
const said = /** @type {HTMLElement} */ (document.querySelector("[data-said]"));
const mapBox = /** @type {HTMLElement} */ (document.querySelector("[data-map]"));
const spotsTable = /** @type {HTMLElement} */ (document.querySelector("[data-spots-table]"));
const kept = new Map(/** @type {[string, string][]} */ (parts().map((part) => [part.dataset.part, part.innerHTML])));
const store = { read: (/** @type {string} */ key) => { try { return localStorage.getItem(key); } catch { return null; } },
  write: (/** @type {string} */ key, /** @type {string} */ value) => { try { localStorage.setItem(key, value); } catch { /* private windows keep nothing */ } } };

let state = board.dataset.state ?? "";
let query = location.search || "?";
let asked = 0; // of several answers under way only the last one counts
let underway = 0; // a look does not overtake what the reader asked for: it would take the step from the history
let isHot = false;
let seenAt = new Date();
/** @type {Territory | null} */
let territory = null;

function parts() {
  return /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-part]")]);
}

/** @param {string} address @param {boolean} [isStep] another place of the reader's history */
async function read(address, isStep = false) {
  underway += 1;
  try { await show(address, isStep, ++asked); } finally { underway -= 1; }
}

/** @param {string} address @param {boolean} isStep @param {number} number */
async function show(address, isStep, number) {
  query = address; // from here on a look in between asks for this too
  const answer = await fetch(board.dataset.now + address, { headers: { Accept: "application/json" } });
  if (!isOurs(answer)) return;
  const found = await answer.json();
  if (number !== asked) return;
  state = found.state;
  if (isStep) history.pushState(null, "", address);
  document.title = `${found.title} · ${document.title.split(" · ").at(-1)}`;
  const at = /** @type {HTMLElement | null} */ (document.activeElement)?.closest("tr")?.dataset.area;
  for (const part of parts()) change(part, found.sections[part.dataset.part ?? ""] ?? "");
  territory?.show(found.map);
  arm();
  if (isStep) row(0)?.focus({ preventScroll: true });
  else if (at) /** @type {HTMLElement | null} */ (document.querySelector(`tr[data-area="${at}"] a`))?.focus({ preventScroll: true });
  if (isHot) heat();
}

/** @param {HTMLElement} part @param {string} html */
function change(part, html) {
  if (kept.get(part.dataset.part ?? "") === html) return;
  forget(part);
  part.innerHTML = html;
  kept.set(part.dataset.part ?? "", html);
  draw(part);
  reachable(part);
}

/** Whether the answer is the board's, and not a page to sign in. @param {Response} answer */
function isOurs(answer) {
  const is = answer.ok && (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
  if (!is && answer.redirected) said.textContent = board.dataset.ended ?? "";
  return is;
}

async function look() {
  try {
    const answer = await fetch(board.dataset.pulse ?? "", { headers: { "If-None-Match": `"${state}"` } });
    if (answer.status === 304) said.textContent = "";
    else if (isOurs(answer)) {
      said.textContent = "";
      const now = (await answer.json()).state;
      if (now !== state && !underway) await read(query);
    }
    if (answer.status === 304 || answer.ok) seenAt = new Date();
  } catch {
    const time = seenAt.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    said.textContent = (board.dataset.lost ?? "").replace("%s", time);
  }
  setTimeout(look, document.hidden ? EVERY * 10 : EVERY);
}

/** @param {string} code */
function go(code) {
  const link = /** @type {HTMLAnchorElement | undefined} */ ([...document.querySelectorAll("a[data-row]")]
    .find((each) => new URLSearchParams(/** @type {HTMLAnchorElement} */ (each).search).get("in") === code));
  if (link) read(link.search, true);
}

/** @returns {HTMLAnchorElement[]} */
function rows() {
  return /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll("a[data-row]")]);
}

/** @param {number} place */
function row(place) {
  const all = rows();
  return all[(place + all.length) % all.length];
}

/** What the answer brought anew listens again. */
function arm() {
  const hot = /** @type {HTMLButtonElement | null} */ (document.querySelector("[data-hot]"));
  if (!hot || !territory) return;
  hot.hidden = false;
  hot.setAttribute("aria-pressed", String(isHot));
  hot.onclick = turnHot;
}

function turnHot() {
  isHot = !isHot;
  arm();
  spotsTable.hidden = !isHot;
  if (isHot) heat();
  else territory?.heat();
}

async function heat() {
  const answer = await fetch(board.dataset.spots + query);
  if (!isOurs(answer)) return;
  const found = await answer.json();
  territory?.heat(found.shapes);
  spotsTable.innerHTML = found.table;
}

/* Dark and light: the reader's system says it, until the reader does. */

const dark = /** @type {HTMLLinkElement} */ (document.querySelector("[data-dark]"));
const system = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (store.read("board-theme") ?? (system.matches ? "dark" : "light")) === "dark";

function dress() {
  dark.media = isDark() ? "all" : "not all";
  for (const each of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-when]"))) {
    each.hidden = (each.dataset.when === "dark") !== isDark();
  }
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
  draw(document.body);
}

function redress() {
  dress();
  territory?.recolour();
}

function turnTheme() {
  store.write("board-theme", isDark() ? "light" : "dark");
  redress();
}

function turnTables() {
  board.classList.toggle("cmd-tables");
  reachable(document.body);
  resize(document.body);
}

/** A table that is longer than its place is scrolled by keys. @param {Element} within */
function reachable(within) {
  const place = board.classList.contains("cmd-tables") ? "0" : "-1";
  for (const chart of within.querySelectorAll(".cmd-chart")) chart.setAttribute("tabindex", place);
}

function nextBoard() {
  const all = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll(".cmd-boards a")]);
  const here = all.findIndex((each) => each.hasAttribute("aria-current"));
  if (all.length > 1) location.assign(all[(here + 1) % all.length].href);
}

/* The keyboard. Single letters can be switched off. */

const keysOn = /** @type {HTMLInputElement} */ (document.querySelector("[data-keys-on]"));
/** @type {Record<string, () => void>} */
const LETTERS = { d: turnTheme, h: turnHot, b: nextBoard, t: turnTables };

document.addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  if (event.ctrlKey || event.metaKey || event.altKey || target.closest("input, select, textarea, [contenteditable]")) return;
  const place = rows().indexOf(/** @type {HTMLAnchorElement} */ (document.activeElement));
  const letter = keysOn.checked ? LETTERS[event.key.toLowerCase()] : undefined;
  if (event.key === "ArrowDown" || event.key === "ArrowRight") row(place + 1)?.focus();
  else if (event.key === "ArrowUp" || event.key === "ArrowLeft") row(place < 0 ? -1 : place - 1)?.focus();
  else if (event.key === "Backspace" || event.key === "Escape") /** @type {HTMLElement | null} */ (document.querySelector("[data-up]"))?.click();
  else if (letter) letter();
  else return;
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  const link = /** @type {HTMLElement} */ (event.target).closest("a[data-go]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  read(/** @type {HTMLAnchorElement} */ (link).search, true);
});

for (const name of ["focusin", "pointerover"]) {
  document.addEventListener(name, (event) => {
    const line = /** @type {Element} */ (event.target).closest?.("tr[data-area]");
    for (const each of document.querySelectorAll("tr.is-chosen")) each.classList.toggle("is-chosen", each === line);
    line?.classList.add("is-chosen");
    territory?.mark(Number(/** @type {HTMLElement | null} */ (line)?.dataset.area ?? 0));
  });
}

addEventListener("popstate", () => read(location.search || "?"));
addEventListener("resize", () => draw(document.body));
system.addEventListener("change", redress);
dark.addEventListener("load", redress); // who switched to dark before has it later than the page
keysOn.checked = store.read("board-keys") !== "off";
keysOn.addEventListener("change", () => store.write("board-keys", keysOn.checked ? "on" : "off"));

const clock = /** @type {HTMLElement | null} */ (document.querySelector("[data-clock]"));
setInterval(() => { if (clock) clock.textContent = new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", timeZone: clock.dataset.clock }); }, 1000);

/** @type {HTMLElement} */ (document.querySelector("[data-theme-switch]")).hidden = false;
document.querySelector("[data-theme-switch]")?.addEventListener("click", turnTheme);
const shown = JSON.parse(document.getElementById("command-map")?.textContent ?? "{}");
board.classList.add("cmd-drawn");
const hasMap = /** @type {any} */ (window).maplibregl && shown.bounds;
mapBox.hidden = !hasMap;
dress(); // everything has its place and its colours before the map is drawn in what is left
if (hasMap) territory = new Territory(mapBox, shown, go);
arm();
/** @type {any} */ (board).territory = territory;
setTimeout(look, EVERY);
