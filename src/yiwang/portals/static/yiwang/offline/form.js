// A form of the worker's pages on its way: to the server where it can be reached, else it waits on
// the phone. What is lacking is said at once, as long as it can be mended on the spot.
// @ts-check

import { contact, NO_SIGNAL, OUTBOX } from "./kept.js";
import { holdsNumbers, masked } from "./numbers.js";
import { canWait, itemOf, keep, newKey } from "./outbox.js";
import { drawnAnew } from "./photos.js";

const words = /** @type {HTMLElement} */ (document.getElementById("signal")).dataset;
const REDRAWN = new Set(["go", "choose", "drop", "mask"]); // buttons that only change the form

/** @param {HTMLFormElement} form */
const pathOf = (form) => new URL(form.getAttribute("action") || location.href, location.href).pathname;

/** @param {SubmitEvent} event @param {boolean} isKept */
export async function takeOver(event, isKept) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (form.dataset.through) { delete form.dataset.through; return; }
  const path = pathOf(form), button = /** @type {HTMLButtonElement | null} */ (event.submitter);
  const isAway = isKept || !navigator.onLine;
  const isHeld = canWait(path) && form.method === "post";
  if (!isHeld || (button && REDRAWN.has(button.name))) {
    if (isAway) { event.preventDefault(); event.stopPropagation(); if (isHeld && button) redraw(form, button); else if (!navigator.onLine) location.assign(NO_SIGNAL); else if (!isHeld) passed(form, button); }
    return;
  }
  if (!isAway && !form.dataset.unsent) {
    event.preventDefault();
    event.stopPropagation();
    if (form.dataset.asking) return;
    form.dataset.asking = "yes";
    const met = await contact();
    delete form.dataset.asking;
    if (met !== null && met !== "signed_out") { passed(form, button); return; }
  } else { event.preventDefault(); event.stopPropagation(); }
  await wait(form, path);
}

/** @param {HTMLFormElement} form @param {HTMLElement | null} button */
function passed(form, button) {
  form.dataset.through = "yes";
  form.requestSubmit(button);
}

/** @param {HTMLFormElement} form @param {string} path */
async function wait(form, path) {
  if (form.dataset.asking) return;
  form.dataset.asking = "yes";
  try {
    say(form, "");
    const fault = lacking(form);
    if (fault) { say(form, fault.said); fault.field.focus(); return; }
    const typed = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("textarea, input:not([type]), input[type=text]")]).filter((each) => each.name !== "contact");
    if (typed.some((each) => holdsNumbers(each.value))) { offerMask(form, typed); return; }
    const what = await itemOf(path, new FormData(form), titleOf(form));
    what.photos = await Promise.all(what.photos.map(drawnAnew));
    await keep(what, { corrects: Boolean(form.dataset.unsent) });
    for (const name of /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("input[name=form]"))) name.value = newKey();
    location.assign(OUTBOX);
  } catch { say(form, words.noRoom ?? ""); } finally { delete form.dataset.asking; }
}

/** What can be seen to be lacking. @param {HTMLFormElement} form */
function lacking(form) {
  const contact = /** @type {HTMLInputElement | null} */ (form.querySelector("input[name=contact]"));
  if (contact?.value.trim()) return { field: contact, said: words.noContact ?? "" };
  for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("textarea[name=text], input[type=file]"))) {
    const label = form.querySelector(`label[for="${field.id}"]`);
    if (!field.value.trim() && label && !label.querySelector(".yw-optional")) return { field, said: field.type === "file" ? words.noPhoto ?? "" : words.noText ?? "" };
  }
  return null;
}

/** @param {HTMLFormElement} form @param {string} sentence @param {HTMLElement} [button] */
function say(form, sentence, button) {
  form.querySelector("[data-waiting]")?.remove();
  if (!sentence) return;
  const note = document.createElement("div");
  note.className = "yw-note yw-note-care";
  note.dataset.waiting = "";
  note.setAttribute("role", "alert");
  const text = document.createElement("p");
  text.textContent = sentence;
  note.append(text);
  if (button) text.after(button);
  const actions = [...form.querySelectorAll(".yw-actions")].at(-1);
  if (actions) actions.before(note); else form.append(note);
}

/** @param {HTMLFormElement} form @param {HTMLInputElement[]} typed */
function offerMask(form, typed) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn";
  button.textContent = words.mask ?? "";
  button.addEventListener("click", () => { for (const each of typed) each.value = masked(each.value); say(form, ""); });
  say(form, words.noNumber ?? "", button);
  button.focus();
}

/** @param {HTMLFormElement} form */
function titleOf(form) {
  const act = form.closest("details")?.querySelector("summary strong")?.textContent?.trim();
  const number = document.querySelector(".work-head .yw-num")?.textContent?.trim();
  const text = /** @type {HTMLTextAreaElement | null} */ (form.querySelector("textarea[name=text]"))?.value.trim().slice(0, 40);
  return [act ?? words.report, number, text].filter(Boolean).join(" · ");
}

/** Without the server the list of areas cannot open further: what is pressed is chosen.
 * @param {HTMLFormElement} form @param {HTMLButtonElement} button */
function redraw(form, button) {
  if (button.name !== "go" && button.name !== "choose") return;
  for (const name of ["lng", "lat"]) /** @type {HTMLInputElement} */ (form.elements.namedItem(name)).value = "";
  /** @type {HTMLInputElement} */ (form.elements.namedItem("area")).value = button.value;
  chosen(button.name === "go" ? button.textContent?.trim() ?? "" : "", button);
}

/** @param {string} place @param {HTMLButtonElement} [button] */
function chosen(place, button) {
  for (const each of document.querySelectorAll("#areas [aria-pressed]")) each.removeAttribute("aria-pressed");
  button?.setAttribute("aria-pressed", "true");
  const said = document.getElementById("chosen-here");
  if (said) said.textContent = `${words.chosen} ${place || button?.textContent?.trim()}`;
}

/** What a kept page does by itself that the server does otherwise. */
export function onPhone() {
  document.getElementById("here-now")?.addEventListener("click", () => {
    const said = /** @type {HTMLElement} */ (document.getElementById("chosen-here"));
    navigator.geolocation?.getCurrentPosition(({ coords }) => {
      const form = /** @type {HTMLFormElement} */ (said.closest("form"));
      /** @type {HTMLInputElement} */ (form.elements.namedItem("lng")).value = coords.longitude.toFixed(6);
      /** @type {HTMLInputElement} */ (form.elements.namedItem("lat")).value = coords.latitude.toFixed(6);
      said.textContent = words.hereNoted ?? "";
    }, () => { said.textContent = words.hereUnknown ?? ""; });
  });
}
