// The small map of a case: its area among the neighbours, from our own borders, without tiles.
// @ts-check

import { wordsOf } from "./map-words.js";

const box = /** @type {HTMLElement | null} */ (document.getElementById("case-map"));
const maplibre = /** @type {any} */ (window).maplibregl;

/** @param {any} shapes a FeatureCollection @returns {[number, number, number, number] | null} */
function boundsOf(shapes) {
  const found = [180, 90, -180, -90];
  /** @param {any} part */
  const walk = (part) => {
    if (typeof part[0] === "number") {
      found[0] = Math.min(found[0], part[0]); found[1] = Math.min(found[1], part[1]);
      found[2] = Math.max(found[2], part[0]); found[3] = Math.max(found[3], part[1]);
    } else part.forEach(walk);
  };
  for (const feature of shapes.features) if (feature.geometry) walk(feature.geometry.coordinates);
  return found[0] > found[2] ? null : /** @type {any} */ (found);
}

/** @param {HTMLElement} container @param {any} answer @param {any} bounds */
function draw(container, answer, bounds) {
  container.hidden = false;
  maplibre.setWorkerUrl(container.dataset.worker);
  const map = new maplibre.Map({
    container,
    style: {
      version: 8,
      sources: {
        around: { type: "geojson", data: answer.around },
        area: { type: "geojson", data: answer.area },
      },
      layers: [
        { id: "paper", type: "background", paint: { "background-color": "#eef1ee" } },
        { id: "around", type: "fill", source: "around", paint: { "fill-color": "#ffffff" } },
        { id: "edges", type: "line", source: "around", paint: { "line-color": "#b9b2a8", "line-width": 1 } },
        { id: "area", type: "fill", source: "area", paint: { "fill-color": "#1f5fbf", "fill-opacity": 0.12 } },
        { id: "edge", type: "line", source: "area", paint: { "line-color": "#1f5fbf", "line-width": 2 } },
      ],
    },
    bounds,
    fitBoundsOptions: { padding: 24 },
    attributionControl: false,
    locale: wordsOf(container),
    dragRotate: false,
    cooperativeGestures: false,
    scrollZoom: false,
  });
  map.addControl(new maplibre.NavigationControl({ showCompass: false }));
  for (const feature of answer.area.features) {
    const own = boundsOf({ features: [feature] });
    if (!own) continue;
    const name = document.createElement("span");
    name.className = "yw-map-name";
    name.textContent = feature.properties.name;
    name.setAttribute("aria-hidden", "true");
    new maplibre.Marker({ element: name, anchor: "bottom", offset: [0, -4] }).setLngLat([(own[0] + own[2]) / 2, own[1]]).addTo(map);
  }
  if (answer.point[0] !== null) new maplibre.Marker({ color: "#b3261e" }).setLngLat(answer.point).addTo(map);
}

if (box && maplibre) {
  const answer = await fetch(box.dataset.shapes ?? "").then((response) => response.json()).catch(() => null);
  const bounds = answer && (boundsOf(answer.area) ?? boundsOf(answer.around));
  if (bounds) draw(box, answer, bounds);
}
