/** Pairs of labels that a `skeleton` attribute joins; entries of another form are left out. */
export function readSkeleton(given: unknown): readonly (readonly [string, string])[] {
  if (!Array.isArray(given)) return [];
  return given.flatMap((pair: unknown): (readonly [string, string])[] => {
    if (!Array.isArray(pair)) return [];
    const [from, to] = pair as readonly unknown[];
    return typeof from === "string" && typeof to === "string" ? [[from, to]] : [];
  });
}

/** One keypoint as far as groups go. */
export interface GroupedPoint {
  readonly label: string;
  readonly group: number | undefined;
}

/**
 * What comes next in a skeleton: the first label that the group in hand has no point of, in the order of the labels
 * after the one just set; a full group is followed by the first label of a new one.
 */
export function nextInSkeleton(
  labels: readonly string[],
  points: readonly GroupedPoint[],
  placed: string,
  group: number,
): { readonly label: string; readonly group: number } {
  const taken = new Set(points.filter((point) => point.group === group).map(({ label }) => label));
  const from = labels.indexOf(placed) + 1;
  const next = [...labels.slice(from), ...labels.slice(0, from)].find((label) => !taken.has(label));
  return next === undefined ? { label: labels[0] ?? placed, group: group + 1 } : { label: next, group };
}
