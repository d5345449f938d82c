/** An uploaded file as a manifest: JSON lines stay as they are, plain lines become texts to label. */
export function manifestOf(content: string): string {
  const lines = content.split(/\r?\n/).filter((line) => line.trim() !== "");
  const isManifest = (lines[0] ?? "").trimStart().startsWith("{");
  return lines.map((line) => (isManifest ? line : JSON.stringify({ source: line })) + "\n").join("");
}
