// The drawing of a draft: a click on a step opens its form, and the step being edited is in sight.
// Without this script the list of steps leads to the same forms.
// @ts-check

const drawing = /** @type {HTMLElement | null} */ (document.querySelector("[data-drawing]"));

if (drawing) {
  for (const hint of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".rules-click"))) hint.hidden = false;
  drawing.addEventListener("click", (event) => {
    const step = /** @type {SVGElement | null} */ (/** @type {Element} */ (event.target).closest("[data-step]"));
    if (step) location.assign(`${drawing.dataset.steps}${step.dataset.step}`);
  });
  const shown = drawing.dataset.shown && drawing.querySelector(`[data-step="${drawing.dataset.shown}"]`);
  const red = drawing.querySelector("circle[fill='#b3261e']");
  const target = shown || red;
  if (target) {
    const box = target.getBoundingClientRect(), frame = drawing.getBoundingClientRect();
    drawing.scrollLeft += box.left + box.width / 2 - frame.left - frame.width / 2;
  }
}
