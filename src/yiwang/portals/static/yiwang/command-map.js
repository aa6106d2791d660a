// The territory in the middle of the board, from vector tiles of our own host: the areas below the
// one looked at in the colours of their classes, hot spots above them. The table beside it has the same.
// @ts-check

import { token } from "./command-charts.js";

const maplibre = /** @type {any} */ (window).maplibregl;
const FONT = ["PingFang SC, Noto Sans CJK SC, Microsoft YaHei, sans-serif"];
const EMPTY = { type: "FeatureCollection", features: [] };

/** What the page says (see `portals/command/territory.py`): areas as [id, code, name, class].
 * @typedef {{tiles: string, bounds: [number, number, number, number] | null, zooms: number, base: string,
 *   worker: string, english: boolean, here: number, areas: [number, string, string, number | null][],
 *   words: Record<string, string>}} Shown */

/** @param {string} path */
function address(path) {
  return path.startsWith("/") ? location.origin + path : path;
}

function colour() {
  const is = ["feature-state", "class"];
  const classes = [0, 1, 2, 3, 4].flatMap((place) => [place, token(`--cmd-class-${place}`)]);
  return ["match", ["coalesce", is, -2], ...classes, -1, token("--cmd-none"), token("--cmd-beside")];
}

/** @param {Shown} shown */
function styleOf(shown) {
  const chosen = ["boolean", ["feature-state", "chosen"], false];
  const below = ["!=", ["coalesce", ["feature-state", "class"], -2], -2];
  const name = shown.english ? ["coalesce", ["get", "name_en"], ["get", "name"]] : ["get", "name"];
  /** @type {any} */
  const sources = {
    areas: { type: "vector", tiles: [address(shown.tiles)], maxzoom: shown.zooms },
    spots: { type: "geojson", data: EMPTY },
  };
  /** @type {any[]} */
  const layers = [{ id: "paper", type: "background", paint: { "background-color": token("--yw-paper") } }];
  if (shown.base) {
    sources.base = { type: "raster", tiles: [address(shown.base)], tileSize: 256 };
    layers.push({ id: "base", type: "raster", source: "base", paint: { "raster-saturation": -0.8, "raster-opacity": 0.5 } });
  }
  layers.push(
    { id: "fill", type: "fill", source: "areas", "source-layer": "areas", paint: { "fill-color": colour(), "fill-opacity": shown.base ? 0.75 : 1 } },
    { id: "line", type: "line", source: "areas", "source-layer": "areas", paint: { "line-color": token("--cmd-border"), "line-width": 1.25 } },
    { id: "above", type: "line", source: "areas", "source-layer": "above", paint: { "line-color": token("--cmd-around"), "line-width": 2 } },
    { id: "chosen", type: "line", source: "areas", "source-layer": "areas", paint: { "line-color": token("--cmd-mark"), "line-width": ["case", chosen, 4, 0] } },
    { id: "spots", type: "fill", source: "spots", paint: { "fill-color": token("--cmd-hot"), "fill-opacity": ["+", 0.25, ["*", 0.5, ["get", "share"]]], "fill-outline-color": token("--cmd-hot") } },
    { id: "spot-numbers", type: "symbol", source: "spots", layout: { "text-field": ["to-string", ["get", "cases"]], "text-size": 15, "text-font": FONT }, paint: { "text-color": token("--yw-ink"), "text-halo-color": token("--yw-card"), "text-halo-width": 2 } },
    {
      id: "names", type: "symbol", source: "areas", "source-layer": "names",
      layout: { "text-field": name, "text-size": 15, "text-font": FONT, "text-max-width": 8, "text-padding": 2 },
      paint: { "text-color": token("--yw-ink"), "text-halo-color": token("--yw-card"), "text-halo-width": 2, "text-opacity": ["case", below, 1, 0.55] },
    },
  );
  return { version: 8, sources, layers };
}

export class Territory {
  /** @param {HTMLElement} box @param {Shown} shown @param {(code: string) => void} go */
  constructor(box, shown, go) {
    const canvas = /** @type {HTMLElement} */ (box.querySelector("[data-canvas]"));
    this.box = box;
    this.shown = shown;
    this.marked = 0;
    maplibre.setWorkerUrl(shown.worker);
    this.map = new maplibre.Map({
      container: canvas, style: styleOf(shown), bounds: shown.bounds, fitBoundsOptions: { padding: 20 },
      attributionControl: false, dragRotate: false, pitchWithRotate: false, touchPitch: false, maxZoom: 19, keyboard: false,
      locale: { "Map.Title": canvas.dataset.label ?? "", "NavigationControl.ZoomIn": shown.words.in, "NavigationControl.ZoomOut": shown.words.out },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.scrollZoom.disable(); // the page scrolls; buttons and two fingers enlarge
    this.map.addControl(new maplibre.NavigationControl({ showCompass: false }));
    this.map.addControl(new maplibre.ScaleControl({ unit: "metric" }));
    this.map.on("load", () => this.paint());
    this.map.on("idle", () => { box.dataset.ready = String(this.shown.here); }); // drawn, and standing still
    for (const moves of ["resize", "movestart"]) this.map.on(moves, () => { delete box.dataset.ready; });
    this.map.on("click", (/** @type {any} */ event) => {
      const hit = this.map.queryRenderedFeatures(event.point, { layers: ["fill"] })[0];
      const area = hit && this.shown.areas.find(([id]) => id === hit.id);
      if (area && area[0] !== this.shown.here) go(area[1]);
    });
    this.map.on("mousemove", "fill", (/** @type {any} */ event) => {
      const is = this.shown.areas.some(([id]) => id === event.features[0].id);
      this.map.getCanvas().style.cursor = is ? "pointer" : "";
    });
  }

  /** Another area, or other values. @param {Shown} shown */
  show(shown) {
    const moved = shown.here !== this.shown.here, drawn = shown.tiles !== this.shown.tiles;
    for (const [id] of this.shown.areas) this.map.removeFeatureState({ source: "areas", sourceLayer: "areas", id });
    for (const [id] of this.shown.areas) this.map.removeFeatureState({ source: "areas", sourceLayer: "names", id });
    this.shown = shown;
    this.marked = 0;
    if (moved) delete this.box.dataset.ready;
    if (drawn) this.map.getSource("areas").setTiles([address(shown.tiles)]);
    if (moved && shown.bounds) {
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      this.map.fitBounds(shown.bounds, { padding: 20, animate: !calm, duration: 600 });
    }
    this.paint();
  }

  /** The classes of the areas. */
  paint() {
    for (const [id, , , place] of this.shown.areas) {
      for (const sourceLayer of ["areas", "names"]) {
        this.map.setFeatureState({ source: "areas", sourceLayer, id }, { class: place ?? -1 });
      }
    }
  }

  /** The same in other colours; one that is not there yet is drawn in them anyway. */
  recolour() {
    if (!this.map.isStyleLoaded()) { this.map.once("idle", () => this.recolour()); return; }
    const spots = this.map.getSource("spots")?.serialize().data ?? EMPTY;
    this.map.setStyle(styleOf(this.shown), { diff: true });
    this.map.once("styledata", () => { this.paint(); this.heat(spots); });
  }

  /** An area is pointed at in the list. @param {number} id */
  mark(id) {
    const state = (/** @type {number} */ which, /** @type {boolean} */ is) =>
      this.map.setFeatureState({ source: "areas", sourceLayer: "areas", id: which }, { chosen: is });
    if (this.marked) state(this.marked, false);
    if (id) state(id, true);
    this.marked = id;
  }

  /** Hexagons above the areas. @param {any} [shapes] */
  heat(shapes) {
    this.map.getSource("spots")?.setData(shapes ?? EMPTY);
  }
}
