// The map of nets, from vector tiles of our own host: without a base map, or over the one that an
// installation names. Where this script does not run, the lists beside it do the work.
// @ts-check

const maplibre = /** @type {any} */ (window).maplibregl;

const INK = ["#1f5fbf", "#8a4b00"]; // the first net is drawn solid, the second one dashed
const DASHES = [{}, { "line-dasharray": [2, 1.5] }]; // dashes cost: a solid line has none
const WIDTHS = [1, 2.5];
const NOBODY = -1;
const GROUND = ["#e9f0f8", "#f7f2e6", "#e9f1ee", "#f3edf5", "#f8eeea"]; // beneath the first net, where no base map is
const SLOW = 40; // milliseconds a frame: a browser without a graphics card
const FRAMES = 9; // most of the last ones say so
const REST = 250; // milliseconds without motion
const COARSE = [1, 0.7, 0.5]; // of the pixels each way, while a browser moves the map: slower ones have fewer
const RIM = 1.5;
const FONT = ["PingFang SC, Noto Sans CJK SC, Microsoft YaHei, sans-serif"];

/** What the page says of its map (see `maps/shown.py`).
 * @typedef {{key: string, name: string, tiles: string}} ShownNet
 * @typedef {{nets: ShownNet[], bounds: [number, number, number, number], zooms: number, base: string,
 *   worker: string, card: string, english: boolean, beside?: boolean, asked?: string, chosen?: number | null,
 *   pin?: [number, number], findings?: any, marks?: {key: string, colour: string, data: any}[], words: Record<string, string>}} Shown */

/** @param {Shown} shown @param {number[]} places which of its nets @param {Record<string, any>} [over] */
export function styleOf(shown, places, over = {}) {
  /** @type {Record<string, any>} */
  const sources = {};
  /** @type {any[]} */
  const layers = []; // no paper: that is the page's, and would be painted once more every frame
  if (shown.base) {
    sources.base = { type: "raster", tiles: [address(shown.base)], tileSize: 256 };
    layers.push({ id: "base", type: "raster", source: "base" });
  }
  for (const place of places) {
    sources[`net-${place}`] = { type: "vector", tiles: [address(shown.nets[place].tiles)], maxzoom: shown.zooms };
    layers.push(...layersOf(place, place === places[0] && !shown.base));
  }
  for (const place of places) layers.push(...namesOf(place, shown));
  if (shown.findings) {
    sources.findings = { type: "geojson", data: shown.findings };
    layers.push({
      id: "findings", type: "circle", source: "findings",
      paint: { "circle-color": "#4a148c", "circle-radius": 7, "circle-stroke-color": "#ffffff", "circle-stroke-width": 2 },
    });
  }
  for (const { key, colour, data } of shown.marks ?? []) {
    sources[`mark-${key}`] = { type: "geojson", data };
    layers.push({
      id: `mark-${key}`, type: "circle", source: `mark-${key}`,
      paint: { "circle-color": colour, "circle-radius": ["case", ["==", ["get", "says"], ""], 6, 13], "circle-stroke-color": "#ffffff", "circle-stroke-width": 2 },
    }, {
      id: `mark-${key}-says`, type: "symbol", source: `mark-${key}`,
      layout: { "text-field": ["get", "says"], "text-size": 13, "text-font": FONT, "text-allow-overlap": true },
      paint: { "text-color": "#ffffff" },
    });
  }
  Object.assign(sources, over.sources ?? {});
  return { version: 8, sources, layers: [...layers, ...(over.layers ?? [])] };
}

/** Areas are there to be clicked; those of one net at most are filled, opaque and without soft edges,
 * neighbours mostly unlike: more than that costs every frame. Whoever is chosen is drawn once more.
 * @param {number} place @param {boolean} isGround */
function layersOf(place, isGround) {
  const source = `net-${place}`, ink = { "line-color": INK[place], "line-width": WIDTHS[place], "line-opacity": 0.8, ...DASHES[place] };
  const of = (/** @type {string} */ name) => ({ source, "source-layer": name });
  return [
    { id: `${source}-fill`, type: "fill", ...of("areas"), paint: isGround ? { "fill-color": ground(), "fill-antialias": false } : { "fill-color": "#ffffff", "fill-opacity": 0 } },
    { id: `${source}-border`, type: "line", ...of("borders"), paint: ink },
    { id: `${source}-line`, type: "line", ...of("areas"), filter: ["==", ["geometry-type"], "LineString"], paint: ink },
    { id: `${source}-above`, type: "line", ...of("above"), paint: { "line-color": INK[place], "line-width": WIDTHS[place] + 1, ...DASHES[place] } },
    { id: `${source}-chosen-fill`, type: "fill", ...of("areas"), filter: chosen(NOBODY), paint: { "fill-color": INK[0], "fill-opacity": 0.2, "fill-antialias": false } },
    { id: `${source}-chosen-line`, type: "line", ...of("areas"), filter: chosen(NOBODY), paint: { "line-color": INK[place], "line-width": 3.5 } },
  ];
}

function ground() {
  const [first, ...others] = GROUND;
  return ["match", ["%", ["id"], GROUND.length], ...others.flatMap((colour, place) => [place + 1, colour]), first];
}

/** @param {number} id */
const chosen = (id) => ["==", ["id"], id];

/** Names have a rim where something lies beneath them: it is drawn like a name of its own. Those of
 * what lies above are few, larger, and come first where there is room for one.
 * @param {number} place @param {Shown} shown */
function namesOf(place, shown) {
  const rim = { "text-halo-color": "#ffffff", "text-halo-width": RIM };
  const name = shown.english ? ["coalesce", ["get", "name_en"], ["get", "name"]] : ["get", "name"];
  const of = { type: "symbol", source: `net-${place}`, "source-layer": "names" };
  const laid = { "text-field": name, "text-font": FONT, "text-max-width": 8, "text-padding": 0, "text-offset": [0, place * 1.2] };
  const ink = place ? "#5c3200" : "#1f2328";
  return [
    { id: `net-${place}-names`, ...of, filter: ["!", ["has", "above"]], layout: { ...laid, "text-size": 13 }, paint: { "text-color": ink, ...(shown.base || shown.nets.length > 1 ? rim : {}) } },
    { id: `net-${place}-above-names`, ...of, filter: ["has", "above"], layout: { ...laid, "text-size": 16, "text-padding": 4 }, paint: { "text-color": place ? "#5c3200" : "#174a96", ...rim } },
  ];
}

/** A worker of the map loads tiles, and knows no page: addresses must be whole. @param {string} path */
export function address(path) {
  return path.startsWith("/") ? location.origin + path : path;
}

/** @param {HTMLElement} container @param {Shown} shown @param {number[]} places @param {any} [over] */
export function mapIn(container, shown, places, over) {
  maplibre.setWorkerUrl(shown.worker);
  const map = new maplibre.Map({
    container,
    style: styleOf(shown, places, over),
    bounds: shown.bounds,
    fitBoundsOptions: { padding: 24 },
    attributionControl: false,
    ...(over ? { fadeDuration: 0 } : {}), // what is drawn on is drawn at once
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxZoom: 20,
    locale: { "Map.Title": container.dataset.label ?? "", "NavigationControl.ZoomIn": shown.words.in, "NavigationControl.ZoomOut": shown.words.out, "Marker.Title": shown.words.pin },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new maplibre.NavigationControl({ showCompass: false }));
  map.addControl(new maplibre.ScaleControl({ unit: "metric" }));
  easing(map);
  if (shown.pin) new maplibre.Marker({ color: "#b3261e" }).setLngLat(shown.pin).addTo(map);
  return map;
}

/** Where a browser turns out to draw slowly, a map in motion leaves out what costs most: the names of
 * the lowest areas, the rim of the others, and half of the pixels; three quarters of them where that
 * is still slow. At rest all of it is there.
 * @param {any} map */
function easing(map) {
  /** @type {number[]} */
  const took = []; // the last frames of a motion, until the browser was ready for another one
  let isMoving = false, eased = 0, step = 0, isSettling = false, rest = 0;
  const isSlow = () => took.length === FRAMES && took.toSorted((a, b) => a - b)[FRAMES >> 1] > SLOW;
  /** @param {number} to a place in COARSE */
  const ease = (to) => {
    if (!to !== !eased) {
      for (const { id } of map.getStyle().layers) {
        if (/^net-\d-names$/.test(id)) map.setPaintProperty(id, "text-opacity", to ? 0 : 1);
        if (/^net-\d-above-names$/.test(id)) map.setPaintProperty(id, "text-halo-width", to ? 0 : RIM);
      }
    }
    eased = to;
    isSettling = true; // another size is a move, too
    map.setPixelRatio(to ? devicePixelRatio * COARSE[to] : undefined);
    isSettling = false;
  };
  map.on("move", () => {
    if (isSettling) return;
    isMoving = true;
    clearTimeout(rest);
    rest = setTimeout(() => { isMoving = false; if (eased) ease(0); }, REST);
    if (step < COARSE.length - 1 && isSlow()) {
      step += 1;
      took.length = 0;
    }
    if (eased !== step) ease(step);
  });
  map.on("render", () => {
    if (!isMoving || step === COARSE.length - 1) return;
    const began = performance.now();
    requestAnimationFrame(() => {
      took.push(performance.now() - began);
      if (took.length > FRAMES) took.shift();
    });
  });
}

/** Both maps show the same ground. @param {any[]} maps */
function together(maps) {
  let isFollowing = false;
  for (const one of maps) {
    one.on("move", () => {
      if (isFollowing) return;
      isFollowing = true;
      for (const other of maps) if (other !== one) other.jumpTo({ center: one.getCenter(), zoom: one.getZoom() });
      isFollowing = false;
    });
  }
}

/** Choosing an area, by pointer or by Enter in the middle of the map.
 * @param {any} map @param {number[]} places @param {(id: number, place: number) => void} choose */
function choosing(map, places, choose) {
  const layers = places.map((place) => `net-${place}-fill`);
  const lines = places.map((place) => `net-${place}-line`);
  /** @param {any} point */
  const at = (point) => {
    const near = [[point.x - 6, point.y - 6], [point.x + 6, point.y + 6]];
    const hit = map.queryRenderedFeatures(point, { layers })[0] ?? map.queryRenderedFeatures(near, { layers: lines })[0];
    if (hit) choose(hit.id, Number(hit.source.slice("net-".length)));
  };
  map.on("click", (/** @type {any} */ event) => at(event.point));
  map.getCanvas().addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter") at(map.project(map.getCenter()));
  });
}

/** @param {any[]} maps @param {Shown} shown */
function cards(maps, shown) {
  /** @type {number | null} */
  let marked = null;
  /** @param {number} id @param {number} place */
  const mark = (id, place) => {
    for (const map of maps) {
      for (const part of ["fill", "line"]) {
        const layer = `net-${place}-chosen-${part}`;
        if (map.getLayer(layer)) map.setFilter(layer, chosen(id));
      }
    }
  };
  /** @param {number} id @param {number} place */
  const show = (id, place) => {
    if (marked !== null && marked !== place) mark(NOBODY, marked);
    marked = place;
    mark(id, place);
  };
  /** @param {number} id @param {number} place */
  const open = async (id, place) => {
    show(id, place);
    const card = document.getElementById("map-card");
    const answer = card && shown.card && (await fetch(shown.card + id + (shown.asked ?? "")).catch(() => null));
    if (!card || !answer?.ok) return;
    card.innerHTML = await answer.text();
    card.hidden = false;
  };
  return { show, open };
}

/** The boxes that switch what is drawn. @param {HTMLElement} box @param {any[]} maps */
function switches(box, maps) {
  for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (box.querySelectorAll("[data-layer]"))) {
    const of = field.dataset.layer ?? "";
    const isMeant = (/** @type {string} */ id) =>
      of === "names" ? id.endsWith("-names") : id === of || id === `${of}-says` || (id.startsWith(`net-${of}-`) && !id.endsWith("-names"));
    field.addEventListener("change", () => {
      for (const map of maps) {
        for (const { id } of map.getStyle().layers) {
          if (isMeant(id)) map.setLayoutProperty(id, "visibility", field.checked ? "visible" : "none");
        }
      }
    });
  }
}

/** A line of a list of findings brings the map to its place. @param {any} map @param {HTMLElement} box */
function places(map, box) {
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-at]"))) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      const [lng, lat, zoom] = (button.dataset.at ?? "").split(",").map(Number);
      map.jumpTo({ center: [lng, lat], zoom: Math.max(zoom || 15, map.getZoom()) });
      box.scrollIntoView({ block: "nearest" });
      map.getCanvas().focus({ preventScroll: true });
    });
  }
  for (const layer of map.getStyle().layers.filter((/** @type {any} */ { id }) => id === "findings" || id.startsWith("mark-"))) {
    map.on("click", layer.id, (/** @type {any} */ event) => {
      const line = document.getElementById(event.features[0].properties.line);
      const link = /** @type {HTMLElement | null} */ (line?.querySelector("a, button"));
      line?.closest("details")?.setAttribute("open", "");
      line?.scrollIntoView({ block: "center" });
      link?.focus({ preventScroll: true });
    });
  }
}

/** @param {HTMLElement} box */
function begin(box) {
  const shown = /** @type {Shown} */ (JSON.parse(box.dataset.map ?? "{}"));
  const canvases = /** @type {HTMLElement[]} */ ([...box.querySelectorAll("[data-canvas]")]);
  box.hidden = false;
  const all = shown.nets.map((_net, place) => place);
  const parts = canvases.length > 1 ? canvases.map((_canvas, place) => [place]) : [all];
  const maps = canvases.map((canvas, place) => mapIn(canvas, shown, parts[place]));
  const said = /** @type {HTMLElement} */ (box.querySelector(".map-said"));
  maps[0].on("error", () => { said.textContent = shown.words.failed; });
  together(maps);
  switches(box, maps);
  const { show, open } = cards(maps, shown);
  maps.forEach((map, place) => {
    choosing(map, parts[place], open);
    map.once("load", () => {
      places(map, box);
      if (place === 0 && shown.chosen) show(shown.chosen, 0);
      if (maps.every((each) => each.loaded())) box.dataset.ready = "1";
    });
    map.on("idle", () => { box.dataset.ready = "1"; });
  });
  /** @type {any} */ (box).maps = maps;
  /** @type {any} */ (box).shown = shown;
}

const box = /** @type {HTMLElement | null} */ (document.querySelector("[data-map]"));
if (box && maplibre && box.dataset.draws === undefined) begin(box);
