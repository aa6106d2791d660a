// A slider over the days on which a net changed: the map and the lists beside it show the net as it was,
// and the address keeps the day. Where this script does not run, the field of the day does the same.
// @ts-check

import { address } from "./net-map.js";

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-history]"));
const slider = /** @type {HTMLInputElement | null} */ (form?.querySelector("input[type=range]") ?? null);
const box = /** @type {any} */ (document.querySelector("[data-map]"));
const FOLLOWING = ["#then-says", ".map-right", ".desk-filters:not(.map-then)"]; // what the page says of the day

/** The tiles of another day. @param {string} told what the page says of its map */
function lay(told) {
  const shown = JSON.parse(told);
  if (!box?.maps || shown.nets.length !== box.shown.nets.length) return false;
  Object.assign(box.shown, { asked: shown.asked, nets: shown.nets });
  delete box.dataset.ready; // until the map rests on the tiles of that day
  for (const map of box.maps) {
    shown.nets.forEach((/** @type {any} */ net, /** @type {number} */ place) => map.getSource(`net-${place}`)?.setTiles([address(net.tiles)]));
  }
  return true;
}

/** @param {HTMLFormElement} form @param {HTMLInputElement} slider */
function begin(form, slider) {
  const steps = /** @type {{on: string, says: string}[]} */ (JSON.parse(form.dataset.history ?? "[]"));
  const output = /** @type {HTMLOutputElement} */ (form.querySelector("output"));
  const day = /** @type {HTMLInputElement} */ (form.querySelector("input[type=date]"));
  /** @type {HTMLElement} */ (slider.closest("[hidden]")).hidden = false;
  let asked = 0;

  const say = () => {
    const step = steps[Number(slider.value)];
    output.textContent = step.says;
    slider.setAttribute("aria-valuetext", step.says);
    return step;
  };
  const show = async () => {
    const step = say(), turn = ++asked;
    const there = new URL(location.href);
    if (step.on) there.searchParams.set("on", step.on);
    else there.searchParams.delete("on");
    const answer = await fetch(there).catch(() => null);
    if (turn !== asked) return; // the slider went on meanwhile
    const page = new DOMParser().parseFromString(answer?.ok ? await answer.text() : "", "text/html");
    const told = /** @type {HTMLElement | null} */ (page.querySelector("[data-map]"))?.dataset.map;
    if (!told || !lay(told)) return location.assign(there);
    for (const part of FOLLOWING) document.querySelector(part)?.replaceWith(/** @type {Element} */ (page.querySelector(part)));
    day.value = step.on;
    history.replaceState(null, "", there);
    form.dataset.shows = step.on || "now";
  };
  slider.addEventListener("input", say);
  slider.addEventListener("change", show);
  say();
}

if (form && slider) begin(form, slider);
