import { difference, union, type Geom } from "polyclip-ts";
import { distance, type Point } from "./point.js";

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
