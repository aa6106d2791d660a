// Drawing in a draft on the map: corners moved, together with those of neighbours; holes; an area or a
// line drawn. What is drawn goes into the form beside the map and is saved by its button; without this
// script the forms take coordinates.
// @ts-check

import { cornersOf } from "./draw-corners.js";
import { cornerAt, edgesOf, snapped } from "./draw-snapping.js";
import { mapIn } from "./net-map.js";

const box = /** @type {HTMLElement | null} */ (document.querySelector("[data-map][data-draws]"));
const drawing = /** @type {any} */ (window).terraDraw;
const adapters = /** @type {any} */ (window).terraDrawMaplibreGlAdapter;
const INK = "#6a1b9a";
const GRIP = 14; // points of the screen: how near to a corner one takes hold of it
const MOST_CORNERS = 3000; // of one area that is moved on the map

/** @param {any[]} features */
const collection = (features) => ({ type: "FeatureCollection", features });

/** @param {any} shapes a FeatureCollection */
function layersOf(shapes) {
  const isOutside = ["to-boolean", ["get", "outside"]];
  const width = ["case", ["get", "chosen"], 3, 1.5], opacity = ["case", ["get", "chosen"], 0.15, 0.06];
  const isCorner = ["==", ["get", "kind"], "corner"];
  return {
    sources: {
      drawn: { type: "geojson", data: shapes },
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

/** For new areas, lines and holes. @param {any} map @param {import("./draw-snapping.js").Edge[]} edges */
function drawerOn(map, edges) {
  const toCustom = (/** @type {any} */ event) => snapped(map, edges, event);
  const styles = { fillColor: INK, fillOpacity: 0.15, outlineColor: INK, outlineWidth: 3 };
  return new drawing.TerraDraw({
    adapter: new adapters.TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: 9 }),
    undoRedo: { modeLevel: new drawing.TerraDrawModeUndoRedo() },
    modes: [
      new drawing.TerraDrawPolygonMode({ snapping: { toCustom }, styles }),
      new drawing.TerraDrawLineStringMode({ snapping: { toCustom }, styles: { lineStringColor: INK, lineStringWidth: 3 } }),
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
  const shapes = await fetch(frame.dataset.shapes ?? "").then((answer) => answer.json());
  frame.hidden = false;
  const canvas = /** @type {HTMLElement} */ (frame.querySelector("[data-canvas]"));
  const map = mapIn(canvas, shown, [0], layersOf(shapes));
  /** @type {any} */ (frame).maps = [map];
  await new Promise((resolve) => map.once("load", resolve));
  const draw = drawerOn(map, edgesOf(shapes.features.map((/** @type {any} */ each) => each.geometry)));
  draw.start();

  /** @param {string} name */
  const say = (name) => { said.textContent = said.dataset[name] ?? ""; };
  /** @param {string} name @returns {HTMLButtonElement} */
  const tool = (name) => /** @type {any} */ (frame.querySelector(`[data-tool="${name}"]`));
  const own = shapes.features.find((/** @type {any} */ each) => each.properties.code === chosen);
  const isMoved = own && frame.dataset.moves !== undefined && countOf(own.geometry) < MOST_CORNERS;
  const edit = isMoved ? cornerTool(map, shapes, chosen, () => tell()) : null;
  let stroke = "reshape";
  const isDrawing = () => draw.getMode() !== "static";

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
    const lone = stroke === "reshape" ? null : draw.getSnapshot()[0];
    tool("undo").disabled = !(isDrawing() ? draw.canUndo() : lone || edit?.corners.canUndo());
    tool("redo").disabled = !(isDrawing() ? draw.canRedo() : edit?.corners.canRedo());
    tool("remove").disabled = isDrawing() || !edit?.canRemove();
    const counts = draw.getSnapshot().map((/** @type {any} */ { properties, geometry }) =>
      geometry.type === "LineString" ? geometry.coordinates.length - 1 : properties.committedCoordinateCount ?? 0);
    frame.dataset.corners = String(Math.max(0, ...counts)); // that were clicked so far
    frame.dataset.along = along.map(([code]) => code).join(" ");
  };
  /** @param {"undo" | "redo"} way */
  const step = (way) => {
    if (isDrawing()) draw[way]();
    else if (way === "undo" && stroke !== "reshape" && draw.getSnapshot().length) drop();
    else edit?.step(way);
    tell();
  };
  /** What was drawn beside the corners is forgotten. */
  const drop = () => {
    for (const each of ["add", "split"]) fill(each, "drawn", "");
    draw.clear();
    stroke = "reshape";
    delete said.dataset.drawn;
    say(edit ? "hintMove" : "hintChoose");
  };
  /** @param {string} mode @param {string} named @param {string} hint */
  const start = (mode, named, hint) => {
    drop();
    stroke = named;
    draw.setMode(mode);
    say(hint);
    tell();
    canvas.scrollIntoView({ block: "nearest" });
    map.getCanvas().focus({ preventScroll: true });
  };
  draw.on("change", () => tell());
  draw.on("finish", (/** @type {any} */ id) => {
    const shape = draw.getSnapshotFeature(id)?.geometry;
    draw.setMode("static");
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
  });
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
  tell();
  say(edit ? "hintMove" : own ? "hintForm" : "hintChoose");
  map.once("idle", () => { frame.dataset.ready = "1"; });
}

if (box && drawing && adapters) await begin(box);
