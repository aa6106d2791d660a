// Drawing in a draft on the map: corners moved, an area or a line drawn. What is drawn goes into the
// form beside the map and is saved by its button; without this script the form takes coordinates.
// @ts-check

import { mapIn } from "./net-map.js";

const box = /** @type {HTMLElement | null} */ (document.querySelector("[data-map][data-draws]"));
const drawing = /** @type {any} */ (window).terraDraw;
const adapters = /** @type {any} */ (window).terraDrawMaplibreGlAdapter;
const INK = "#6a1b9a";
const NEAR = 12; // points of the screen: a corner this near to another one is put onto it
const MOST_CORNERS = 3000; // of one area that is moved on the map

/** @param {any} shapes a FeatureCollection @param {string} chosen */
function layersOf(shapes, chosen) {
  const isOther = ["!=", ["get", "code"], chosen];
  return {
    sources: { drawn: { type: "geojson", data: shapes } },
    layers: [
      { id: "drawn-fill", type: "fill", source: "drawn", filter: isOther, paint: { "fill-color": INK, "fill-opacity": 0.06 } },
      { id: "drawn-line", type: "line", source: "drawn", filter: isOther, paint: { "line-color": INK, "line-width": 1.5 } },
    ],
  };
}

/** Every corner of the shapes but those of one area. @param {any} shapes @param {string} chosen */
function cornersOf(shapes, chosen) {
  /** @type {[number, number][]} */
  const found = [];
  /** @param {any} part */
  const walk = (part) => (typeof part[0] === "number" ? found.push(/** @type {any} */ (part)) : part.forEach(walk));
  for (const feature of shapes.features) if (feature.properties.code !== chosen) walk(feature.geometry.coordinates);
  return found;
}

/** @param {[number, number][]} corners */
function snapping(corners) {
  /** @param {any} event @param {any} context */
  const toCustom = (event, context) => {
    const here = context.project(event.lng, event.lat);
    let nearest, least = NEAR;
    for (const corner of corners) {
      if (Math.abs(corner[0] - event.lng) > 0.01 || Math.abs(corner[1] - event.lat) > 0.01) continue;
      const there = context.project(corner[0], corner[1]);
      const away = Math.hypot(there.x - here.x, there.y - here.y);
      if (away < least) [nearest, least] = [corner, away];
    }
    return nearest;
  };
  return { toCustom };
}

/** @param {any} map @param {[number, number][]} corners */
function drawerOn(map, corners) {
  const snap = snapping(corners);
  const styles = { fillColor: INK, fillOpacity: 0.15, outlineColor: INK, outlineWidth: 3 };
  return new drawing.TerraDraw({
    adapter: new adapters.TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: 9 }),
    modes: [
      new drawing.TerraDrawSelectMode({
        allowManualDeselection: false,
        flags: { polygon: { feature: { draggable: false, selfIntersectable: true, coordinates: { midpoints: true, draggable: true, deletable: true, snappable: snap } } } },
        styles: { selectedPolygonColor: INK, selectedPolygonFillOpacity: 0.15, selectedPolygonOutlineColor: INK, selectedPolygonOutlineWidth: 3, selectionPointColor: INK, midPointColor: "#ffffff", midPointOutlineColor: INK },
      }),
      new drawing.TerraDrawPolygonMode({ snapping: snap, styles }),
      new drawing.TerraDrawLineStringMode({ snapping: snap, styles: { lineStringColor: INK, lineStringWidth: 3 } }),
    ],
  });
}

/** The hidden field of the form of a stroke. @param {string} stroke */
function fieldOf(stroke) {
  return /** @type {HTMLInputElement | null} */ (document.querySelector(`form[data-stroke="${stroke}"] input[name="drawn"]`));
}

/** What is typed counts before what was drawn earlier. */
function typing() {
  for (const area of /** @type {NodeListOf<HTMLTextAreaElement>} */ (document.querySelectorAll("form[data-stroke] textarea"))) {
    area.addEventListener("input", () => {
      const drawn = /** @type {HTMLInputElement | null} */ (area.form?.querySelector("input[name='drawn']"));
      if (drawn) drawn.value = "";
    });
  }
}

/** @param {any} draw @param {HTMLElement} said @param {string} stroke */
function keeps(draw, said, stroke) {
  /** @param {any} id */
  return (id) => {
    const feature = draw.getSnapshotFeature(id);
    const field = fieldOf(stroke);
    if (!feature || !field) return;
    field.value = JSON.stringify(feature.geometry);
    said.textContent = said.dataset.hintDone ?? "";
    said.dataset.drawn = stroke;
  };
}

/** @param {HTMLElement} frame */
async function begin(frame) {
  const shown = JSON.parse(frame.dataset.map ?? "{}");
  const said = /** @type {HTMLElement} */ (frame.querySelector(".map-said"));
  const chosen = frame.dataset.area ?? "";
  const shapes = await fetch(frame.dataset.shapes ?? "").then((answer) => answer.json());
  frame.hidden = false;
  const canvas = /** @type {HTMLElement} */ (frame.querySelector("[data-canvas]"));
  const map = mapIn(canvas, shown, [0], layersOf(shapes, chosen));
  /** @type {any} */ (frame).maps = [map];
  await new Promise((resolve) => map.once("load", resolve));
  const draw = drawerOn(map, cornersOf(shapes, chosen));
  /** @type {any} */ (frame).draw = draw;
  draw.start();
  draw.setMode("select");
  let stroke = "reshape";
  draw.on("finish", (/** @type {any} */ id) => keeps(draw, said, stroke)(id));

  const own = shapes.features.find((/** @type {any} */ each) => each.properties.code === chosen);
  const isMoved = own && frame.dataset.moves !== undefined && own.geometry.coordinates[0].length < MOST_CORNERS;
  if (isMoved) {
    const [added] = draw.addFeatures([{ type: "Feature", geometry: own.geometry, properties: { mode: "polygon" } }]);
    if (added.valid) draw.selectFeature(added.id);
  }
  said.textContent = (isMoved ? said.dataset.hintMove : own ? said.dataset.hintForm : said.dataset.hintChoose) ?? "";
  if (own && !isMoved) map.setFilter("drawn-fill", null), map.setFilter("drawn-line", null);

  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-draws-on-map]"))) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const isLine = button.dataset.drawsOnMap === "line";
      stroke = isLine ? "split" : "add";
      draw.setMode(isLine ? "linestring" : "polygon");
      said.textContent = (isLine ? said.dataset.hintLine : said.dataset.hintArea) ?? "";
      canvas.scrollIntoView({ block: "nearest" });
      map.getCanvas().focus({ preventScroll: true });
    });
  }
  map.on("click", "drawn-fill", (/** @type {any} */ event) => {
    if (draw.getMode() !== "select" || said.dataset.drawn) return;
    const code = event.features[0].properties.code;
    const query = frame.dataset.query ? `${frame.dataset.query}&` : "";
    if (code !== chosen) location.assign(`?${query}area=${encodeURIComponent(code)}`);
  });
  typing();
  map.once("idle", () => { frame.dataset.ready = "1"; });
}

if (box && drawing && adapters) await begin(box);
