// Drawing in a draft on the map: corners moved, together with those of neighbours; holes; an area or a
// line drawn. What is drawn goes into the form beside the map and is saved by its button; without this
// script the forms take coordinates.
// @ts-check

import { cornersOf } from "./draw-corners.js";
import { cornerAt, edgesOf, snapped } from "./draw-snapping.js";
import { mapIn } from "./net-map.js";

const box = /** @type {HTMLElement | null} */ (document.querySelector("[data-map][data-draws]"));
const INK = "#6a1b9a";
const GRIP = 14; // points of the screen: how near to a corner one takes hold of it
const MOST_CORNERS = 3000; // of one area that is moved on the map

/** @param {any[]} features */
const collection = (features) => ({ type: "FeatureCollection", features });

function layersOf() {
  const isOutside = ["to-boolean", ["get", "outside"]];
  const width = ["case", ["get", "chosen"], 3, 1.5], opacity = ["case", ["get", "chosen"], 0.15, 0.06];
  const isCorner = ["==", ["get", "kind"], "corner"];
  return {
    sources: {
      drawn: { type: "geojson", data: collection([]) },
      changed: { type: "geojson", data: collection([]) },
      corners: { type: "geojson", data: collection([]) },
    },
    layers: [
      { id: "drawn-fill", type: "fill", source: "drawn", paint: { "fill-color": INK, "fill-opacity": ["case", isOutside, 0, 0.06] } },
      { id: "drawn-line", type: "line", source: "drawn", paint: { "line-color": INK, "line-width": ["case", isOutside, 0.6, 1.5] } },
      { id: "changed-fill", type: "fill", source: "changed", paint: { "fill-color": INK, "fill-opacity": opacity } },
      { id: "changed-line", type: "line", source: "changed", paint: { "line-color": INK, "line-width": width } },
      {
        id: "corners", type: "circle", source: "corners",
        paint: {
          "circle-radius": ["case", ["get", "taken"], 9, isCorner, 6, 4],
          "circle-color": ["case", ["get", "taken"], "#b3261e", isCorner, INK, "#ffffff"],
          "circle-stroke-color": ["case", isCorner, "#ffffff", INK], "circle-stroke-width": 2,
        },
      },
    ],
  };
}

/** @param {any} shape a geometry */
const countOf = (shape) => JSON.stringify(shape.coordinates).split(",").length / 2;

/** The library for new areas, lines and holes, which comes when the map stands. @param {string} addresses */
async function drawing(addresses) {
  for (const src of addresses.split(" ")) {
    await new Promise((done, failed) => document.head.append(Object.assign(document.createElement("script"), { src, onload: done, onerror: failed })));
  }
}

/** @param {any} map @param {import("./draw-snapping.js").Edge[]} edges */
function drawerOn(map, edges) {
  const { terraDraw, terraDrawMaplibreGlAdapter } = /** @type {any} */ (window);
  const toCustom = (/** @type {any} */ event) => snapped(map, edges, event);
  const styles = { fillColor: INK, fillOpacity: 0.15, outlineColor: INK, outlineWidth: 3 };
  return new terraDraw.TerraDraw({
    adapter: new terraDrawMaplibreGlAdapter.TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: 9 }),
    undoRedo: { modeLevel: new terraDraw.TerraDrawModeUndoRedo() },
    modes: [
      new terraDraw.TerraDrawPolygonMode({ snapping: { toCustom }, styles }),
      new terraDraw.TerraDrawLineStringMode({ snapping: { toCustom }, styles: { lineStringColor: INK, lineStringWidth: 3 } }),
    ],
  });
}

/** A hidden field of the form of a stroke. @param {string} stroke @param {string} name */
function fieldOf(stroke, name) {
  return /** @type {HTMLInputElement | null} */ (document.querySelector(`form[data-stroke="${stroke}"] input[name="${name}"]`));
}

/** @param {string} stroke @param {string} name @param {string} value */
function fill(stroke, name, value) {
  const field = fieldOf(stroke, name);
  if (field) field.value = value;
}

/** What is typed counts before what was drawn earlier. */
function typing() {
  for (const area of /** @type {NodeListOf<HTMLTextAreaElement>} */ (document.querySelectorAll("form[data-stroke] textarea"))) {
    area.addEventListener("input", () => {
      for (const name of ["drawn", "along"]) fill(area.form?.dataset.stroke ?? "", name, "");
    });
  }
}

/** The corners of the chosen area on the map: dragged, added, removed.
 * @param {any} map @param {any} shapes @param {string} chosen @param {() => void} tell */
function cornerTool(map, shapes, chosen, tell) {
  const corners = cornersOf(new Map(shapes.features.map((/** @type {any} */ each) => [each.properties.code, each.geometry])), chosen);
  /** @type {import("./draw-corners.js").Spot | null} */
  let taken = null;
  /** @param {any} [state] */
  const show = (state) => {
    const codes = [...new Set([chosen, ...corners.differing(state)])];
    const now = state ?? corners.now();
    map.getSource("changed").setData(collection(codes.map((code) => ({ type: "Feature", properties: { code, chosen: code === chosen }, geometry: now.get(code) }))));
    const others = ["!", ["in", ["get", "code"], ["literal", codes]]];
    for (const layer of ["drawn-fill", "drawn-line"]) map.setFilter(layer, others);
    const points = corners.points(state);
    for (const { properties } of points.features) {
      properties.taken = taken !== null && properties.kind === "corner" && ["part", "ring", "at"].every((name) => properties[name] === /** @type {any} */ (taken)[name]);
    }
    map.getSource("corners").setData(points);
  };
  /** @param {import("./draw-corners.js").Spot | null} spot */
  const take = (spot) => { taken = spot; show(); tell(); };
  /** @param {any} point */
  const at = (point) => {
    const around = [[point.x - GRIP, point.y - GRIP], [point.x + GRIP, point.y + GRIP]];
    const found = map.queryRenderedFeatures(around, { layers: ["corners"] });
    return (found.find((/** @type {any} */ each) => each.properties.kind === "corner") ?? found[0])?.properties;
  };
  /** @param {any} event */
  const grasp = (event) => {
    const held = event.originalEvent.touches?.length > 1 ? null : at(event.point);
    if (!held) return;
    event.preventDefault(); // the map stays where it is
    const spot = { part: held.part, ring: held.ring, at: held.at };
    const isNew = held.kind === "between";
    const from = corners.cornerAt(spot);
    const edges = edgesOf(corners.now().values());
    const moving = isNew ? [from, corners.cornerAt({ ...spot, at: spot.at + 1 })] : [from];
    /** @type {any} */
    let state = null;
    const follow = (/** @type {any} */ move) => {
      const to = snapped(map, edges, move.lngLat, moving) ?? cornerAt(move.lngLat);
      state = isNew ? corners.added(spot, to) : corners.moved(spot, to);
      show(state);
    };
    const [move, end] = event.type === "mousedown" ? ["mousemove", "mouseup"] : ["touchmove", "touchend"];
    map.on(move, follow);
    map.once(end, () => {
      map.off(move, follow);
      if (state) corners.keep(state);
      take(isNew && state ? { ...spot, at: spot.at + 1 } : isNew ? null : spot);
    });
  };
  map.on("mousedown", grasp);
  map.on("touchstart", grasp);
  show();
  return {
    corners, show, at,
    canRemove: () => taken !== null,
    /** The corner that was taken hold of last goes. */
    remove() {
      const isGone = taken !== null && corners.remove(taken);
      if (isGone) take(null);
      return isGone;
    },
    step(/** @type {"undo" | "redo"} */ way) { corners[way](); take(null); },
  };
}

/** @param {HTMLElement} frame */
async function begin(frame) {
  const shown = JSON.parse(frame.dataset.map ?? "{}");
  const said = /** @type {HTMLElement} */ (frame.querySelector(".map-said"));
  const chosen = frame.dataset.area ?? "";
  const asked = fetch(frame.dataset.shapes ?? "").then((answer) => answer.json());
  frame.hidden = false;
  const canvas = /** @type {HTMLElement} */ (frame.querySelector("[data-canvas]"));
  const map = mapIn(canvas, shown, [0], layersOf());
  /** @type {any} */ (frame).maps = [map];
  const [shapes] = await Promise.all([asked, new Promise((resolve) => map.once("style.load", resolve))]);
  map.getSource("drawn").setData(shapes);
  /** @type {any} */
  let drawer = null;
  /** @type {Promise<void> | null} */
  let coming = null;
  const come = () => (coming ??= drawing(frame.dataset.drawer ?? ""));
  /** Begun when the first line or area is drawn. */
  const draw = async () => {
    await come();
    if (!drawer) {
      drawer = drawerOn(map, edgesOf(shapes.features.map((/** @type {any} */ each) => each.geometry)));
      drawer.start();
      drawer.on("change", () => tell());
      drawer.on("finish", finished);
    }
    return drawer;
  };

  /** @param {string} name */
  const say = (name) => { said.textContent = said.dataset[name] ?? ""; };
  /** @param {string} name @returns {HTMLButtonElement} */
  const tool = (name) => /** @type {any} */ (frame.querySelector(`[data-tool="${name}"]`));
  const own = shapes.features.find((/** @type {any} */ each) => each.properties.code === chosen);
  const isMoved = own && frame.dataset.moves !== undefined && countOf(own.geometry) < MOST_CORNERS;
  const edit = isMoved ? cornerTool(map, shapes, chosen, () => tell()) : null;
  let stroke = "reshape";
  const isDrawing = () => drawer !== null && drawer.getMode() !== "static";
  const drawnBeside = () => drawer?.getSnapshot() ?? [];

  /** The form has what the map shows, and the buttons what can be done. */
  const tell = () => {
    const codes = edit?.corners.differing() ?? [];
    const along = codes.filter((code) => code !== chosen).map((code) => [code, edit?.corners.now().get(code)]);
    if (edit && stroke === "reshape") {
      fill("reshape", "drawn", codes.length ? JSON.stringify(edit.corners.own()) : "");
      fill("reshape", "along", along.length ? JSON.stringify(Object.fromEntries(along)) : "");
      if (codes.length) say("hintDone");
      const taken = shapes.features.map((/** @type {any} */ each) => each.properties)
        .filter((/** @type {any} */ { code, outside }) => outside && codes.includes(code));
      if (taken.length) said.append(` ${said.dataset.hintTaken} ${taken.map((/** @type {any} */ { name, code }) => `${name} ${code}`).join("、")}`);
      if (codes.length) said.dataset.drawn = "reshape";
      else delete said.dataset.drawn;
    }
    const lone = stroke === "reshape" ? null : drawnBeside()[0];
    tool("undo").disabled = !(isDrawing() ? drawer.canUndo() : lone || edit?.corners.canUndo());
    tool("redo").disabled = !(isDrawing() ? drawer.canRedo() : edit?.corners.canRedo());
    tool("remove").disabled = isDrawing() || !edit?.canRemove();
    const counts = drawnBeside().map((/** @type {any} */ { properties, geometry }) =>
      geometry.type === "LineString" ? geometry.coordinates.length - 1 : properties.committedCoordinateCount ?? 0);
    frame.dataset.corners = String(Math.max(0, ...counts)); // that were clicked so far
    frame.dataset.along = along.map(([code]) => code).join(" ");
  };
  /** @param {"undo" | "redo"} way */
  const step = (way) => {
    if (isDrawing()) drawer[way]();
    else if (way === "undo" && stroke !== "reshape" && drawnBeside().length) drop();
    else edit?.step(way);
    tell();
  };
  /** What was drawn beside the corners is forgotten. */
  const drop = () => {
    for (const each of ["add", "split"]) fill(each, "drawn", "");
    drawer?.clear();
    stroke = "reshape";
    delete said.dataset.drawn;
    say(edit ? "hintMove" : "hintChoose");
  };
  /** @param {string} mode @param {string} named @param {string} hint */
  const start = async (mode, named, hint) => {
    drop();
    stroke = named;
    (await draw()).setMode(mode);
    frame.dataset.mode = mode;
    say(hint);
    tell();
    canvas.scrollIntoView({ block: "nearest" });
    map.getCanvas().focus({ preventScroll: true });
  };
  const finished = (/** @type {any} */ id) => {
    const shape = drawer.getSnapshotFeature(id)?.geometry;
    drawer.setMode("static");
    delete frame.dataset.mode;
    if (stroke === "hole") {
      drop();
      if (!edit?.corners.pierce(shape.coordinates[0])) return say("hintOutside");
      edit.show();
    } else {
      fill(stroke, "drawn", JSON.stringify(shape));
      said.dataset.drawn = stroke;
      say("hintDone");
    }
    tell();
  };
  /** What was drawn and refused is there again, to be drawn otherwise. */
  const takeUp = async () => {
    const sent = (/** @type {string} */ of, name = "drawn") => JSON.parse(fieldOf(of, name)?.value || "null");
    const refused = ["add", "split"].find((each) => sent(each));
    if (refused) {
      stroke = refused;
      const mode = stroke === "split" ? "linestring" : "polygon";
      (await draw()).addFeatures([{ type: "Feature", properties: { mode }, geometry: sent(stroke) }]);
      said.dataset.drawn = stroke;
      say("hintDone");
    } else if (edit && sent("reshape")) {
      const along = Object.entries(sent("reshape", "along") ?? {});
      edit.corners.keep(new Map([...edit.corners.now(), ...along, [chosen, sent("reshape")]]));
      edit.show();
    }
  };
  for (const way of /** @type {const} */ (["undo", "redo"])) tool(way).addEventListener("click", () => step(way));
  tool("remove").addEventListener("click", () => { if (!edit?.remove()) say("hintThree"); });
  tool("hole").hidden = !edit;
  tool("remove").hidden = !edit;
  tool("hole").addEventListener("click", () => start("polygon", "hole", "hintHole"));
  const together = /** @type {HTMLInputElement} */ (frame.querySelector("[data-together]"));
  together.addEventListener("change", () => edit?.corners.together(together.checked));
  edit?.corners.together(together.checked);
  map.getCanvas().addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (!(event.ctrlKey || event.metaKey)) return;
    const key = event.key.toLowerCase();
    const way = key === "y" || (key === "z" && event.shiftKey) ? "redo" : key === "z" ? "undo" : null;
    if (!way) return;
    event.preventDefault();
    step(way);
  });
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-draws-on-map]"))) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const isLine = button.dataset.drawsOnMap === "line";
      start(isLine ? "linestring" : "polygon", isLine ? "split" : "add", isLine ? "hintLine" : "hintArea");
    });
  }
  map.on("click", "drawn-fill", (/** @type {any} */ event) => {
    if (isDrawing() || said.dataset.drawn || edit?.at(event.point)) return;
    const { code, outside } = event.features[0].properties;
    if (outside) return;
    const query = frame.dataset.query ? `${frame.dataset.query}&` : "";
    if (code !== chosen) location.assign(`?${query}area=${encodeURIComponent(code)}`);
  });
  typing();
  say(edit ? "hintMove" : own ? "hintForm" : "hintChoose");
  await takeUp();
  tell();
  map.once("idle", () => {
    frame.dataset.ready = "1";
    come();
  });
}

if (box && /** @type {any} */ (window).maplibregl) await begin(box);
