// The corners of the areas of a drawing. A corner that neighbours have in common is one corner: where
// it goes, it goes in all of them. Every change makes another state, so that each can be taken back.
// @ts-check

/** @typedef {[number, number]} Corner */
/** @typedef {{type: string, coordinates: any}} Shape a polygon or several */
/** @typedef {{part: number, ring: number, at: number}} Spot */
/** @typedef {Map<string, Shape>} State the shapes by the codes of their areas */

/** @param {Shape} shape @returns {Corner[][][]} its parts, each with its rings; none of a line */
function partsOf(shape) {
  if (shape.type === "Polygon") return [shape.coordinates];
  return shape.type === "MultiPolygon" ? shape.coordinates : [];
}

/** @param {Corner} one @param {Corner} other */
const isSame = (one, other) => one[0] === other[0] && one[1] === other[1];

/** The shape with each of its rings as `change` leaves it (without its last corner, which is the first
 * one again); itself where nothing changes. A hole that is left without corners goes.
 * @param {Shape} shape @param {(ring: Corner[], part: number, place: number) => Corner[]} change */
function withRings(shape, change) {
  let hasChanged = false;
  const parts = partsOf(shape).map((rings, part) =>
    rings.map((ring, place) => {
      const open = ring.slice(0, -1);
      const left = change(open, part, place);
      if (left === open) return ring;
      hasChanged = true;
      return left.length ? [...left, left[0]] : left;
    }).filter((ring) => ring.length),
  );
  if (!hasChanged) return shape;
  return { type: shape.type, coordinates: shape.type === "Polygon" ? parts[0] : parts };
}

/** Whether a place lies in a ring (a ray to the east crosses it an odd number of times).
 * @param {Corner} place @param {Corner[]} ring */
function isInside(place, ring) {
  let inside = false;
  for (let at = 1; at < ring.length; at++) {
    const [ax, ay] = ring[at - 1], [bx, by] = ring[at];
    if (ay > place[1] !== by > place[1] && place[0] < ((bx - ax) * (place[1] - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** @param {State} first the shapes as they came @param {string} chosen the code of the area that is changed */
export function cornersOf(first, chosen) {
  /** @type {State[]} */
  const states = [first];
  let now = 0;
  let isTogether = true;

  /** @param {(shape: Shape, code: string) => Shape} change @returns {State} */
  const changed = (change) => {
    const next = new Map(states[now]);
    for (const [code, shape] of next) if (isTogether || code === chosen) next.set(code, change(shape, code));
    return next;
  };
  /** @param {State} state */
  const keep = (state) => {
    states.splice(now + 1, states.length, state);
    now = states.length - 1;
  };
  const own = () => /** @type {Shape} */ (states[now].get(chosen));
  /** @param {Spot} spot */
  const cornerAt = (spot) => partsOf(own())[spot.part][spot.ring][spot.at];

  return {
    /** @param {boolean} is whether neighbours go along */
    together(is) { isTogether = is; },
    now: () => states[now],
    own,
    cornerAt,
    canUndo: () => now > 0,
    canRedo: () => now < states.length - 1,
    undo() { now = Math.max(0, now - 1); },
    redo() { now = Math.min(states.length - 1, now + 1); },
    /** The codes of the areas that differ from what came. @param {State} [state] */
    differing(state = states[now]) {
      return [...state.keys()].filter((code) => state.get(code) !== first.get(code));
    },
    /** The state with a corner elsewhere; not kept. @param {Spot} spot @param {Corner} to */
    moved(spot, to) {
      const from = cornerAt(spot);
      return changed((shape) => withRings(shape, (ring) =>
        ring.some((each) => isSame(each, from)) ? ring.map((each) => (isSame(each, from) ? to : each)) : ring));
    },
    keep,
    /** A corner more, between one and the next, in every area that has this piece of border.
     * @param {Spot} spot @param {Corner} to @returns {State} not kept */
    added(spot, to) {
      const from = cornerAt(spot), next = cornerAt({ ...spot, at: spot.at + 1 });
      return changed((shape) => withRings(shape, (ring) => {
        const at = ring.findIndex((each, place) => {
          const after = ring[(place + 1) % ring.length];
          return (isSame(each, from) && isSame(after, next)) || (isSame(each, next) && isSame(after, from));
        });
        return at < 0 ? ring : [...ring.slice(0, at + 1), to, ...ring.slice(at + 1)];
      }));
    },
    /** Without a corner; a hole of three goes with it. False where a border would be left without
     * three corners. @param {Spot} spot */
    remove(spot) {
      const from = cornerAt(spot);
      let isPossible = true;
      const state = changed((shape) => withRings(shape, (ring, _part, place) => {
        if (!ring.some((each) => isSame(each, from))) return ring;
        if (ring.length > 3) return ring.filter((each) => !isSame(each, from));
        isPossible &&= place > 0;
        return [];
      }));
      if (isPossible) keep(state);
      return isPossible;
    },
    /** A hole in the part that it lies in. False where it lies in none. @param {Corner[]} ring closed */
    pierce(ring) {
      const part = partsOf(own()).findIndex(([outer]) => ring.every((corner) => isInside(corner, outer)));
      if (part < 0) return false;
      const parts = partsOf(own()).map((rings, place) => (place === part ? [...rings, ring] : rings));
      const shape = { type: own().type, coordinates: own().type === "Polygon" ? parts[0] : parts };
      keep(new Map(states[now]).set(chosen, shape));
      return true;
    },
    /** Points for the map: the corners of the area, and a place between each two.
     * @param {State} [state] @returns {any} */
    points(state = states[now]) {
      /** @type {any[]} */
      const features = [];
      /** @param {string} kind @param {Spot} spot @param {Corner} coordinates */
      const point = (kind, spot, coordinates) =>
        features.push({ type: "Feature", properties: { kind, ...spot }, geometry: { type: "Point", coordinates } });
      partsOf(/** @type {Shape} */ (state.get(chosen))).forEach((rings, part) => rings.forEach((corners, ring) => {
        for (let at = 0; at < corners.length - 1; at++) {
          const [ax, ay] = corners[at], [bx, by] = corners[at + 1];
          point("between", { part, ring, at }, [(ax + bx) / 2, (ay + by) / 2]);
          point("corner", { part, ring, at }, corners[at]);
        }
      }));
      return { type: "FeatureCollection", features };
    },
  };
}
