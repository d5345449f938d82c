/** Takes pixels left, left + 1, … right - 1 of row y. Parts outside the image are for the taker to clip. */
export type SpanTaker = (y: number, left: number, right: number) => void;

/** The first whole pixel whose centre is at or after a coordinate. */
export function firstCentre(coordinate: number): number {
  return Math.ceil(coordinate - 0.5);
}
