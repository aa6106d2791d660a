// Something that waits, opened again: its form as it was, with what the server said of it; where the
// form is no longer offered, what had been typed, to be copied.
// @ts-check

import { item } from "./store.js";

const words = /** @type {HTMLElement} */ (document.getElementById("signal")).dataset;

export async function restore() {
  const key = new URLSearchParams(location.search).get("unsent");
  const what = key ? await item(key) : undefined;
  if (!what) return;
  const forms = /** @type {HTMLFormElement[]} */ ([...document.querySelectorAll("main form[method=post]")]);
  const form = forms.find((each) => new URL(each.getAttribute("action") || location.pathname, location.href).pathname === what.action);
  if (!form) { showTyped(what); return; }
  const fold = form.closest("details");
  if (fold) fold.open = true;
  fill(form, what);
  form.dataset.unsent = what.key;
  for (const [name, sentence] of Object.entries(what.faults)) tell(form, name, sentence);
  if (what.said) tell(form, "", what.said);
  form.scrollIntoView();
}

/** @param {HTMLFormElement} form @param {import("./store.js").Item} what */
function fill(form, what) {
  const given = new Map();
  for (const [name, value] of what.fields) given.set(name, [...(given.get(name) ?? []), value]);
  for (const field of /** @type {HTMLInputElement[]} */ ([...form.elements])) {
    const values = given.get(field.name) ?? [];
    if (field.name === "form") field.value = what.key;
    else if (field.name === "seen") field.value = String(Math.max(Number(field.value), what.holds, 0));
    else if (["csrfmiddlewaretoken", "next", "opened", ""].includes(field.name) || field.type === "submit") continue;
    else if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value) || (field.checked && !given.has(field.name) && field.type === "radio");
    else if (field.type === "file") refill(field, what.photos);
    else field.value = values.shift() ?? "";
  }
}

/** @param {HTMLInputElement} field @param {import("./store.js").Photo[]} photos */
function refill(field, photos) {
  const own = photos.filter((photo) => photo.field === field.name);
  if (!own.length) return;
  const files = new DataTransfer();
  for (const photo of own) files.items.add(new File([photo.content], photo.name, { type: photo.type }));
  field.files = files.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

/** @param {HTMLFormElement} form @param {string} name @param {string} sentence */
function tell(form, name, sentence) {
  const field = name ? /** @type {HTMLElement | null} */ (form.querySelector(`[name="${CSS.escape(name)}"]:not([type=hidden])`)) : null;
  const said = document.createElement("p");
  said.className = "yw-note yw-note-care";
  said.setAttribute("role", "alert");
  said.textContent = sentence;
  if (field) { field.before(said); field.setAttribute("aria-invalid", "true"); } else form.prepend(said);
}

/** @param {import("./store.js").Item} what */
function showTyped(what) {
  const card = document.createElement("section");
  card.className = "yw-card";
  const title = document.createElement("h2");
  title.textContent = words.typed ?? "";
  const why = document.createElement("p");
  why.className = "yw-muted";
  why.textContent = words.overNow ?? "";
  card.append(title, why);
  for (const [name, value] of what.fields) {
    if (name !== "text" && name !== "reason") continue;
    const quoted = document.createElement("blockquote");
    quoted.textContent = value;
    card.append(quoted);
  }
  document.querySelector("#signal")?.after(card);
}
