/** A label as workers meet it. */
export interface SpanLabel {
  /** What is written into the answer. */
  readonly label: string;
  /** What stands beside a span. */
  readonly shortName: string;
  /** What stands in lists. */
  readonly fullName: string;
  /** The key that means it; later labels have none. */
  readonly key: string | undefined;
  /** Which of the label colours it has, counted on without end: line patterns tell the rounds apart. */
  readonly color: number;
  /** False for a label that only the given spans use. */
  readonly offered: boolean;
}

const keys = "1234567890abcdefghijklmnopqrstuvwxyz";

/** The labels an attribute or a script gives: strings, or objects as AWS writes them. What is neither is left out. */
export function labelSet(given: unknown): readonly SpanLabel[] {
  if (!Array.isArray(given)) return [];
  const labels = new Map<string, SpanLabel>();
  for (const item of given as readonly unknown[]) {
    const names = namesOf(item);
    if (names === undefined || labels.has(names.label)) continue;
    const index = labels.size;
    labels.set(names.label, { ...names, key: keys[index], color: index, offered: true });
  }
  return Array.from(labels.values());
}

/** A label that spans use although it is not offered, after all that are. */
export function foreignLabel(label: string, color: number): SpanLabel {
  return { label, shortName: label, fullName: label, key: undefined, color, offered: false };
}

/** The labels whose names hold all words of a query, letter case and accents aside; those that begin with it first. */
export function matchingLabels(labels: readonly SpanLabel[], query: string): readonly SpanLabel[] {
  const wanted = folded(query).split(/\s+/).filter(Boolean);
  const matching = labels.filter((label) => {
    const names = folded(`${label.fullName} ${label.shortName} ${label.label}`);
    return wanted.every((word) => names.includes(word));
  });
  const begins = (label: SpanLabel): number => (folded(label.fullName).startsWith(wanted[0] ?? "") ? 0 : 1);
  return [...matching].sort((first, second) => begins(first) - begins(second));
}

function namesOf(item: unknown): Pick<SpanLabel, "label" | "shortName" | "fullName"> | undefined {
  if (typeof item !== "object" || item === null) {
    const label = asText(item);
    return label === "" ? undefined : { label, shortName: label, fullName: label };
  }
  const given = item as Readonly<Record<string, unknown>>;
  const label = asText(given["label"]);
  if (label === "") return undefined;
  const shortName = asText(given["shortDisplayName"]);
  const fullName = asText(given["fullDisplayName"]);
  return { label, shortName: shortName === "" ? label : shortName, fullName: fullName === "" ? label : fullName };
}

function asText(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase();
}
