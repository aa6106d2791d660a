// Quicker hands for staff pages: the panel beside the list, j k Enter, filters that apply at once,
// a form that is sent once, a preview that counts along. Without this script every page still works.
// @ts-check

document.documentElement.classList.add("has-script");
const pages = document.querySelector(".yw-nav-pages"); // on phones it slides: what is open is in sight
const current = /** @type {HTMLElement | null} */ (pages?.querySelector("[aria-current]"));
if (pages && current) pages.scrollLeft = current.offsetLeft - pages.offsetLeft - (pages.clientWidth - current.offsetWidth) / 2;
const more = /** @type {HTMLDetailsElement | null} */ (document.querySelector("[data-more]"));
document.addEventListener("click", (event) => { if (more?.open && !more.contains(/** @type {Node} */ (event.target))) more.open = false; });
more?.addEventListener("keydown", (event) => { if (event.key === "Escape" && more.open) { more.open = false; more.querySelector("summary")?.focus(); } });
const wide = window.matchMedia("(min-width: 75rem)");
const side = document.querySelector("[data-side]");
const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-rows] > li")]);

/** @param {HTMLElement} row */
const linkOf = (row) => /** @type {HTMLAnchorElement} */ (row.querySelector("a"));

/** @param {HTMLElement} row @param {boolean} [enter] */
async function open(row, enter) {
  if (!wide.matches || !side) { location.assign(linkOf(row).href); return; }
  for (const each of rows) each.classList.toggle("is-chosen", each === row);
  linkOf(row).focus({ preventScroll: false });
  side.classList.add("is-loading");
  const address = `${row.dataset.panel}?next=${encodeURIComponent(location.pathname + location.search)}`;
  await /** @type {any} */ (window).htmx.ajax("GET", address, { target: side, swap: "innerHTML" });
  side.classList.remove("is-loading");
  side.scrollTop = 0;
  if (enter) /** @type {HTMLElement} */ (side).focus();
}

/** @param {number} step */
function move(step) {
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const chosen = at < 0 ? rows.findIndex((row) => row.classList.contains("is-chosen")) : at;
  const next = rows[Math.max(0, Math.min(rows.length - 1, chosen + step))];
  if (next) { linkOf(next).focus(); next.scrollIntoView({ block: "nearest" }); }
}

for (const row of rows) {
  linkOf(row).addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !wide.matches) return;
    event.preventDefault();
    open(row, event.detail === 0);
  });
}

document.addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && side?.contains(target)) {
    const row = rows.find((each) => each.classList.contains("is-chosen"));
    if (row) linkOf(row).focus();
  }
  if (!rows.length || target.closest("input, select, textarea, [data-side]")) return;
  if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else if (event.key === "o") {
    const row = rows.find((each) => each.contains(target));
    if (row) location.assign(linkOf(row).href);
  }
});

document.addEventListener("change", (event) => {
  const field = /** @type {HTMLInputElement} */ (event.target);
  if (field.matches("[data-submit]")) field.form?.requestSubmit();
  const offices = field.closest("[data-offices]") ?? (field.name === "whistle" ? field : null);
  if (offices) countAlong(/** @type {HTMLFormElement} */ (field.form));
});

/** @param {HTMLFormElement} form */
function countAlong(form) {
  const said = /** @type {HTMLElement | null} */ (form.querySelector("[data-previews]"));
  if (!said) return;
  const chosen = /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-offices] input[type=checkbox]:checked"));
  const called = [...chosen].reduce((sum, box) => sum + Number(box.dataset.number ?? 1), 0);
  const whistle = /** @type {HTMLInputElement | null} */ (form.querySelector("input[name=whistle]:checked"));
  const told = JSON.parse(said.dataset.previews ?? "{}");
  said.textContent = (told[whistle?.value ?? ""] ?? told[""])?.[called] ?? said.textContent;
  for (const row of form.querySelectorAll("[data-offices] li")) {
    const box = /** @type {HTMLInputElement} */ (row.querySelector("input[type=checkbox]"));
    const lead = /** @type {HTMLInputElement | null} */ (row.querySelector("input[type=radio]"));
    if (lead) lead.disabled = !box.checked;
    if (lead?.checked && !box.checked) lead.checked = false;
  }
}

/** @param {ParentNode} part */
function prepare(part) {
  for (const form of part.querySelectorAll("form:has([data-offices])")) countAlong(/** @type {any} */ (form));
}

document.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!form.matches("[data-once]")) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-sent]")) delete /** @type {HTMLElement} */ (form).dataset.sent;
});

for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-print]"))) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
document.addEventListener("htmx:afterSwap", (event) => prepare(/** @type {any} */ (event.target)));
prepare(document);

const wanted = location.hash && document.querySelector(location.hash);
if (wanted instanceof HTMLDetailsElement) wanted.open = true;
