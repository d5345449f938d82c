/** A point of the drawing, in pixels from the text's upper left corner. */
export interface ArcEnd {
  readonly x: number;
  readonly y: number;
}

/** A relation's line from above one span to above another, and where its name stands. */
export interface Arc {
  readonly path: string;
  readonly nameAt: ArcEnd;
}

/** How far an arc between spans of one line may rise: into the line above, not beyond. */
const leastRise = 10;
const mostRise = 26;

/**
 * An arc over the text. Within a line it rises with the distance; between lines it leaves and arrives from above, so that
 * its arrow never lies on the words it points at.
 */
export function relationArc(from: ArcEnd, to: ArcEnd): Arc {
  const distance = Math.abs(to.x - from.x);
  const rise = Math.min(mostRise, leastRise + distance / 12);
  const top = Math.min(from.y, to.y) - rise;
  const first = `M ${round(from.x)} ${round(from.y)}`;
  const sameLine = Math.abs(to.y - from.y) < 2;
  const bend = sameLine
    ? `C ${round(from.x)} ${round(top)} ${round(to.x)} ${round(top)}`
    : `C ${round(from.x)} ${round(from.y - rise)} ${round(to.x)} ${round(to.y - rise * 1.6)}`;
  const middle = sameLine ? from.y - rise * 0.75 : (from.y + to.y) / 2 - rise;
  return {
    path: `${first} ${bend} ${round(to.x)} ${round(to.y)}`,
    nameAt: { x: round((from.x + to.x) / 2), y: round(middle) },
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
