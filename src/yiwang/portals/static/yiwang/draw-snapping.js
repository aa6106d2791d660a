// Where a corner goes that is put near others: onto the nearest corner, else onto the nearest border.
// @ts-check

const NEAR = 12; // points of the screen
const FAR = 0.01; // degrees: nothing beyond is looked at
const DECIMALS = 1e9; // of a degree, as the page sent them

/** @typedef {[number, number]} Corner */
/** @typedef {[Corner, Corner]} Edge */

/** @param {Corner} one @param {Corner} other */
const isSame = (one, other) => one[0] === other[0] && one[1] === other[1];

/** @param {{lng: number, lat: number}} place @returns {Corner} */
export const cornerAt = (place) => [Math.round(place.lng * DECIMALS) / DECIMALS, Math.round(place.lat * DECIMALS) / DECIMALS];

/** The straight pieces of the borders of shapes. @param {Iterable<any>} shapes geometries @returns {Edge[]} */
export function edgesOf(shapes) {
  /** @type {Edge[]} */
  const found = [];
  /** @param {any} part */
  const walk = (part) => {
    if (typeof part[0]?.[0] !== "number") return part.forEach(walk);
    for (let at = 1; at < part.length; at++) found.push([part[at - 1], part[at]]);
  };
  for (const { coordinates } of shapes) walk(coordinates);
  return found;
}

/** The corner or the place on a border that is nearest to a place of the map; none farther than NEAR.
 * What begins or ends at one of the corners `but` moves itself, and is no aim.
 * @param {any} map @param {Edge[]} edges @param {{lng: number, lat: number}} place @param {Corner[]} [but] */
export function snapped(map, edges, place, but = []) {
  const here = map.project([place.lng, place.lat]);
  const around = edges.filter(([a, b]) =>
    [0, 1].every((axis) => {
      const at = axis ? place.lat : place.lng;
      return Math.min(a[axis], b[axis]) < at + FAR && Math.max(a[axis], b[axis]) > at - FAR;
    }));
  const still = around.filter(([a, b]) => !but.some((each) => isSame(each, a) || isSame(each, b)));
  const corners = around.flat().filter((corner) => !but.some((each) => isSame(each, corner)));
  return nearest(corners.map((corner) => [corner, map.project(corner)]), here)
    ?? nearest(still.map((edge) => onEdge(map, edge, here)), here);
}

/** @param {[Corner, {x: number, y: number}][]} places each with where the screen has it @param {{x: number, y: number}} here */
function nearest(places, here) {
  let found, least = NEAR;
  for (const [corner, { x, y }] of places) {
    const away = Math.hypot(x - here.x, y - here.y);
    if (away < least) [found, least] = [corner, away];
  }
  return found;
}

/** The place of an edge that is nearest. @param {any} map @param {Edge} edge @param {{x: number, y: number}} here
 * @returns {[Corner, {x: number, y: number}]} */
function onEdge(map, [a, b], here) {
  const from = map.project(a), to = map.project(b);
  const x = to.x - from.x, y = to.y - from.y, length = x * x + y * y;
  const share = length ? Math.min(1, Math.max(0, ((here.x - from.x) * x + (here.y - from.y) * y) / length)) : 0;
  const place = cornerAt({ lng: a[0] + share * (b[0] - a[0]), lat: a[1] + share * (b[1] - a[1]) });
  return [place, { x: from.x + share * x, y: from.y + share * y }];
}
