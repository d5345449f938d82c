import { difference, intersection, union, type Geom } from "polyclip-ts";
import { boxAround, distance, type Point } from "./point.js";

type Ring = readonly Point[];

/** The outlines of what several outlines cover together; those that do not touch stay apart. */
export function merged(rings: readonly Ring[]): readonly Ring[] {
  const [first, ...others] = rings.map(geometry);
  return first === undefined ? [] : outlines(union(first, ...others));
}

/** The outlines of what is left of an outline when others are taken away; none when nothing is. */
export function cutBy(ring: Ring, knives: readonly Ring[]): readonly Ring[] {
  return outlines(difference(geometry(ring), ...knives.map(geometry)));
}

/** How far an end of a cut may miss the outline it was meant to reach, and what counts as on the cut, in pixels. */
const missed = 1;
const onCut = 1e-6;

/**
 * The pieces a straight cut between two points parts an outline into. It parts only where it goes from edge to edge: where
 * it ends inside, the outline holds together. An outline that is not parted comes back as it was.
 */
export function partedBy(ring: Ring, from: Point, to: Point): readonly Ring[] {
  const length = distance(from, to);
  const bounds = boxAround([...ring, from, to]);
  if (length === 0 || bounds === undefined) return [ring];
  const cut = { from, length, x: (to.x - from.x) / length, y: (to.y - from.y) / length };
  const reach = 2 * (bounds.width + bounds.height);
  const [left, right] = [1, -1].map((side) => outlines(intersection(geometry(ring), geometry(halfPlane(cut, reach, side)))));
  const pieces = heldTogether(left ?? [], right ?? [], cut);
  return pieces.length < 2 ? [ring] : pieces;
}

interface Cut {
  readonly from: Point;
  readonly length: number;
  /** Its direction, one pixel long. */
  readonly x: number;
  readonly y: number;
}

/** Everything within reach on one side of the line that a cut lies on. Both sides share the same two points of it. */
function halfPlane({ from, x, y }: Cut, reach: number, side: number): Ring {
  const [start, end] = [-reach, reach].map((along) => ({ x: from.x + x * along, y: from.y + y * along }));
  const away = (point: Point | undefined): Point => ({ x: (point?.x ?? 0) - y * reach * side, y: (point?.y ?? 0) + x * reach * side });
  return [start ?? from, end ?? from, away(end), away(start)];
}

/** Pieces on either side of a line, joined again wherever they meet beyond the ends of the cut. */
function heldTogether(left: readonly Ring[], right: readonly Ring[], cut: Cut): readonly Ring[] {
  let groups = [...left, ...right].map((ring) => [ring]);
  for (const one of left)
    for (const other of right) {
      if (!meetUncut(one, other, cut)) continue;
      const joined = groups.filter((group) => group.includes(one) || group.includes(other));
      groups = [...groups.filter((group) => !joined.includes(group)), joined.flat()];
    }
  return groups.flatMap((group) => (group.length === 1 ? group : merged(group)));
}

function meetUncut(one: Ring, other: Ring, cut: Cut): boolean {
  const others = edgesOn(other, cut);
  return edgesOn(one, cut).some(([from, until]) =>
    others.some(([start, end]) => {
      const [first, last] = [Math.max(from, start), Math.min(until, end)];
      return last - first > onCut && (first < -missed || last > cut.length + missed);
    }),
  );
}

/** The edges of an outline that lie on a cut's line, as stretches of pixels from the cut's beginning. */
function edgesOn(ring: Ring, { from, x, y }: Cut): readonly (readonly [number, number])[] {
  const along = (point: Point): number => (point.x - from.x) * x + (point.y - from.y) * y;
  const apart = (point: Point): number => Math.abs((point.y - from.y) * x - (point.x - from.x) * y);
  return ring.flatMap((point, at) => {
    const next = ring[(at + 1) % ring.length] ?? point;
    if (apart(point) > onCut || apart(next) > onCut) return [];
    const ends = [along(point), along(next)] as const;
    return [[Math.min(...ends), Math.max(...ends)] as const];
  });
}

function geometry(ring: Ring): Geom {
  return [ring.map(({ x, y }): [number, number] => [x, y])];
}

/** AWS's polygons are one outline each, so a hole is reached by a seam of no width from its nearest corner. */
function outlines(polygons: readonly (readonly (readonly [number, number][])[])[]): readonly Ring[] {
  return polygons.flatMap((polygon) => {
    const [outer, ...holes] = polygon.map(openRing);
    return outer === undefined ? [] : [holes.reduce(seamed, outer)];
  });
}

/** A ring without the repetition of its first point at the end. */
function openRing(ring: readonly (readonly [number, number])[]): Ring {
  return ring.slice(0, -1).map(([x, y]) => ({ x, y }));
}

function seamed(outer: Ring, hole: Ring): Ring {
  const turned = signedArea(outer) > 0 === signedArea(hole) > 0 ? [...hole].reverse() : hole;
  const [at, from] = nearestPair(outer, turned);
  const [door, entry] = [outer[at], turned[from]];
  if (door === undefined || entry === undefined) return outer;
  return [...outer.slice(0, at + 1), ...turned.slice(from), ...turned.slice(0, from), entry, ...outer.slice(at)];
}

function nearestPair(outer: Ring, hole: Ring): readonly [number, number] {
  let best: readonly [number, number] = [0, 0];
  let least = Infinity;
  outer.forEach((door, at) => {
    hole.forEach((entry, from) => {
      if (distance(door, entry) >= least) return;
      least = distance(door, entry);
      best = [at, from];
    });
  });
  return best;
}

function signedArea(ring: Ring): number {
  return ring.reduce((sum, point, at) => {
    const next = ring[(at + 1) % ring.length] ?? point;
    return sum + point.x * next.y - next.x * point.y;
  }, 0);
}
