// The map beside the list of areas: borders of our own, no tiles, one pin. Where this script does
// not run, the list alone does the work.
// @ts-check

import { wordsOf } from "./map-words.js";

const field = /** @type {HTMLElement} */ (document.getElementById("map-field"));
const box = /** @type {HTMLElement} */ (document.getElementById("map"));
const lng = /** @type {HTMLInputElement} */ (document.getElementById("lng"));
const lat = /** @type {HTMLInputElement} */ (document.getElementById("lat"));
const said = /** @type {HTMLElement} */ (document.getElementById("map-said"));
const maplibre = /** @type {any} */ (window).maplibregl;

/** @param {any} shapes a FeatureCollection @returns {[number, number, number, number]} */
function boundsOf(shapes) {
  const box = [180, 90, -180, -90];
  /** @param {any} part */
  const walk = (part) => {
    if (typeof part[0] === "number") {
      box[0] = Math.min(box[0], part[0]); box[1] = Math.min(box[1], part[1]);
      box[2] = Math.max(box[2], part[0]); box[3] = Math.max(box[3], part[1]);
    } else part.forEach(walk);
  };
  for (const feature of shapes.features) if (feature.geometry) walk(feature.geometry.coordinates);
  return /** @type {any} */ (box);
}

/** @param {any} shapes */
function draw(shapes) {
  maplibre.setWorkerUrl(box.dataset.worker);
  const map = new maplibre.Map({
    container: box,
    style: {
      version: 8,
      sources: { areas: { type: "geojson", data: shapes } },
      layers: [
        { id: "paper", type: "background", paint: { "background-color": "#eef1ee" } },
        { id: "fill", type: "fill", source: "areas", paint: { "fill-color": "#ffffff" } },
        { id: "line", type: "line", source: "areas", paint: { "line-color": "#8c857b", "line-width": 1 } },
      ],
    },
    bounds: boundsOf(shapes),
    fitBoundsOptions: { padding: 16 },
    attributionControl: false,
    locale: wordsOf(box),
    dragRotate: false,
  });
  map.addControl(new maplibre.NavigationControl({ showCompass: false }));
  const tidy = namesOn(map, shapes);
  map.on("load", tidy);
  map.on("moveend", tidy);
  return map;
}

/** Names as page text: no font files are needed, and screen readers have the list. One that would
 * cover another stays hidden until the map is large enough.
 * @param {any} map @param {any} shapes */
function namesOn(map, shapes) {
  const names = shapes.features.filter((/** @type {any} */ f) => f.geometry).map((/** @type {any} */ feature) => {
    const [west, south, east, north] = boundsOf({ features: [feature] });
    const element = document.createElement("span");
    element.className = "yw-map-name";
    element.textContent = feature.properties.name;
    element.setAttribute("aria-hidden", "true");
    new maplibre.Marker({ element }).setLngLat([(west + east) / 2, (south + north) / 2]).addTo(map);
    return element;
  });
  return () => {
    /** @type {DOMRect[]} */
    const shown = [];
    for (const name of names) {
      const place = name.getBoundingClientRect();
      const isCovered = shown.some((other) => place.left < other.right && other.left < place.right && place.top < other.bottom && other.top < place.bottom);
      name.style.visibility = isCovered ? "hidden" : "visible";
      if (!isCovered) shown.push(place);
    }
  };
}

/** @param {any} map */
function pinOn(map) {
  const pin = new maplibre.Marker({ color: "#b3261e", draggable: true });
  /** @param {number} x @param {number} y */
  const put = (x, y) => {
    pin.setLngLat([x, y]).addTo(map);
    lng.value = x.toFixed(6);
    lat.value = y.toFixed(6);
  };
  if (lng.value && lat.value) put(Number(lng.value), Number(lat.value));
  map.on("click", (/** @type {any} */ event) => put(event.lngLat.lng, event.lngLat.lat));
  pin.on("dragend", () => put(pin.getLngLat().lng, pin.getLngLat().lat));
  document.getElementById("here")?.addEventListener("click", () => {
    navigator.geolocation?.getCurrentPosition(
      ({ coords }) => { put(coords.longitude, coords.latitude); map.flyTo({ center: [coords.longitude, coords.latitude], zoom: 14 }); },
      () => { said.textContent = box.dataset.lost ?? ""; },
    );
  });
}

const answer = maplibre && (await fetch(box.dataset.areas ?? "").catch(() => null));
const shapes = answer?.ok ? await answer.json() : { features: [] };
// The page keeps the room for the map from the start, so that nothing moves under a finger.
if (shapes.features.some((/** @type {any} */ feature) => feature.geometry)) pinOn(draw(shapes));
else field.hidden = true;
