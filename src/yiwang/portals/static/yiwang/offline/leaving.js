// Signing out: everything kept on the phone goes. What is not sent yet is shown first.
// @ts-check

import { NO_SIGNAL, OUTBOX } from "./kept.js";
import { fact, forgetStore, items } from "./store.js";

/** @param {HTMLFormElement} form */
async function leave(form) {
  if (!navigator.onLine) { // signing out needs the server
    location.assign(NO_SIGNAL);
    return;
  }
  const [waiting, kept] = [await items(), await fact("kept")];
  if (waiting.some((one) => !kept?.account || one.account === kept.account)) {
    location.assign(`${OUTBOX}?leaving`);
    return;
  }
  for (const name of await caches.keys()) await caches.delete(name);
  for (const each of await navigator.serviceWorker.getRegistrations()) await each.unregister();
  if (waiting.length) form.append(keepsOthers()); // another account's: they wait for it
  else await forgetStore();
  form.dataset.left = "yes";
  form.requestSubmit();
}

function keepsOthers() {
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = "keep";
  field.value = "unsent";
  return field;
}

document.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!form.matches("[data-leaves]") || form.dataset.left) return;
  if (!("serviceWorker" in navigator && "caches" in window && "indexedDB" in window)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  leave(form).catch(() => { form.dataset.left = "yes"; form.requestSubmit(); });
}, true);
