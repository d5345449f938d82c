const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xed_b8_83_20 : rest >>> 1;
  return rest;
});

/** CRC-32 as PNG has it (ISO 3309). */
export function crc32(bytes: Uint8Array): number {
  let rest = 0xff_ff_ff_ff;
  for (const byte of bytes) rest = (table[(rest ^ byte) & 255] ?? 0) ^ (rest >>> 8);
  return (rest ^ 0xff_ff_ff_ff) >>> 0;
}

const adlerModulus = 65_521;

/** Adler-32 of some bytes (RFC 1950). */
export function adler32(bytes: Uint8Array): number {
  let [low, high] = [1, 0];
  // 3,800 bytes are summed before either sum can leave 32 bits.
  for (let start = 0; start < bytes.length; start += 3800) {
    for (const byte of bytes.subarray(start, start + 3800)) {
      low += byte;
      high += low;
    }
    low %= adlerModulus;
    high %= adlerModulus;
  }
  return high * 65_536 + low;
}

/** Adler-32 of two stretches of bytes laid end to end, from that of each and the length of the second. */
export function joinedAdler32(first: number, second: number, secondLength: number): number {
  const [firstLow, firstHigh] = [first % 65_536, Math.floor(first / 65_536)];
  const [secondLow, secondHigh] = [second % 65_536, Math.floor(second / 65_536)];
  const low = (firstLow + secondLow + adlerModulus - 1) % adlerModulus;
  const carried = ((secondLength % adlerModulus) * firstLow) % adlerModulus;
  const high = (firstHigh + secondHigh + carried + adlerModulus - (secondLength % adlerModulus)) % adlerModulus;
  return high * 65_536 + low;
}

/** A chunk of a PNG file: length, four letters, data, checksum. */
export function pngChunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const chunk = new Uint8Array(data.length + 12);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  for (let index = 0; index < 4; index += 1) chunk[4 + index] = type.charCodeAt(index);
  chunk.set(data, 8);
  view.setUint32(data.length + 8, crc32(chunk.subarray(4, data.length + 8)));
  return chunk;
}

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
