// On the page for signing in: says how much waits on this phone until somebody signs in again.
// @ts-check

import { items } from "./store.js";

const said = /** @type {HTMLElement} */ (document.getElementById("unsent-here"));
try {
  const number = (await indexedDB.databases?.())?.some((each) => each.name === "yiwang-work") === false ? 0 : (await items()).length;
  if (number) {
    /** @type {HTMLElement} */ (said.querySelector("[data-says]")).textContent = (said.dataset.says ?? "").replace("{number}", String(number));
    said.hidden = false;
  }
} catch { /* this browser keeps nothing */ }
