/**
 * Cells as runs: value and length of each, written as variable-length whole numbers of seven bits a byte, the lowest
 * first (LEB128). A mask of a photograph becomes a few kilobytes.
 */
export function encodeRuns(cells: Uint16Array): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  let start = 0;
  while (start < cells.length) {
    const value = cells[start] ?? 0;
    let end = start + 1;
    while (end < cells.length && cells[end] === value) end += 1;
    writeNumber(bytes, value);
    writeNumber(bytes, end - start);
    start = end;
  }
  return Uint8Array.from(bytes);
}

/** The cells again. Throws RangeError when the runs do not fill them exactly. */
export function decodeRuns(bytes: Uint8Array, cells: Uint16Array): void {
  let start = 0;
  let at = 0;
  const next = (): number => {
    let [number, scale] = [0, 1];
    for (;;) {
      const byte = bytes[at];
      if (byte === undefined) throw new RangeError(`the runs end at byte ${at}, in the middle of a number`);
      at += 1;
      number += (byte & 127) * scale;
      if (byte < 128) return number;
      scale *= 128;
    }
  };
  while (at < bytes.length) {
    const value = next();
    const end = start + next();
    if (end > cells.length) throw new RangeError(`the runs hold more than the ${cells.length} cells expected`);
    cells.fill(value, start, end);
    start = end;
  }
  if (start !== cells.length) throw new RangeError(`the runs hold ${start} cells; ${cells.length} were expected`);
}

function writeNumber(bytes: number[], number: number): void {
  let rest = number;
  while (rest >= 128) {
    bytes.push((rest & 127) | 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}
