// The words of a map for who cannot see it: its title, its two buttons and its pin, as the page says them.
// @ts-check

/** @param {HTMLElement} box @returns {Record<string, string>} */
export function wordsOf(box) {
  const { closer, further, pin } = /** @type {Record<string, string>} */ (box.dataset);
  return {
    "Map.Title": box.getAttribute("aria-label") ?? "",
    "NavigationControl.ZoomIn": closer,
    "NavigationControl.ZoomOut": further,
    "Marker.Title": pin,
  };
}
