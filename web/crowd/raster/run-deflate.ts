import { canonicalCodes, codeLengths } from "./huffman.js";
import { NumberList } from "./number-list.js";

const endOfBlock = 256;
const symbolCount = 286;
const longestMatch = 258;
/** The order in which code lengths of code lengths are written (RFC 1951 3.2.7). */
const lengthOrder: readonly number[] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** Deflate's symbol and extra bits for each match length (RFC 1951 3.2.5). */
const lengthSymbols = new Uint16Array(longestMatch + 1);
const extraBits = new Uint8Array(symbolCount);
const firstLengths = new Uint16Array(symbolCount);
for (let symbol = 257, length = 3; symbol < 285; symbol += 1) {
  const bits = symbol < 265 ? 0 : (symbol - 261) >>> 2;
  extraBits[symbol] = bits;
  firstLengths[symbol] = length;
  lengthSymbols.fill(symbol, length, length + 2 ** bits);
  length += 2 ** bits;
}
lengthSymbols[longestMatch] = 285;
firstLengths[285] = longestMatch;

/**
 * Deflate (RFC 1951) of bytes that come in long runs, as the rows of a mask do: a block with its own Huffman code whose
 * only matches repeat the byte before, then an empty block that ends on a whole byte, so that pieces compressed apart
 * can be laid end to end. Written here because no library in use does that last part soundly (fflate 0.8.3 writes a
 * broken sync flush), and because knowing that there are only runs makes it several times faster.
 */
export function deflateRuns(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const tokens = tokensOf(bytes);
  const counts = new Uint32Array(symbolCount);
  for (const token of tokens) {
    const symbol = symbolOf(token);
    counts[symbol] = (counts[symbol] ?? 0) + 1;
  }
  const lengths = codeLengths(counts, 15);
  const out = new BitWriter(256 + tokens.length * 4);
  writeHeader(out, lengths);
  writeTokens(out, tokens, lengths);
  out.write(0, 3);
  out.align();
  for (const byte of [0, 0, 255, 255]) out.write(byte, 8);
  return out.bytes;
}

/** Literal bytes as themselves, matches as 256 + length, and the end of the block. */
function tokensOf(bytes: Uint8Array): Int32Array {
  const tokens = new NumberList();
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    let end = at + 1;
    while (end < bytes.length && bytes[end] === byte) end += 1;
    tokens.push(byte);
    let rest = end - at - 1;
    for (; rest >= longestMatch; rest -= longestMatch) tokens.push(endOfBlock + longestMatch);
    if (rest >= 3) tokens.push(endOfBlock + rest);
    else for (; rest > 0; rest -= 1) tokens.push(byte);
    at = end;
  }
  tokens.push(endOfBlock);
  return tokens.numbers;
}

function symbolOf(token: number): number {
  return token <= endOfBlock ? token : (lengthSymbols[token - endOfBlock] ?? 0);
}

/** A dynamic block that is not the last: 286 symbols, one distance, and the lengths of their codes. */
function writeHeader(out: BitWriter, lengths: Uint8Array): void {
  const all = Uint8Array.of(...lengths, 1);
  const counts = new Uint32Array(19);
  for (const length of all) counts[length] = (counts[length] ?? 0) + 1;
  const metaLengths = codeLengths(counts, 7);
  const metaCodes = canonicalCodes(metaLengths);
  out.write(0b100, 3);
  out.write(symbolCount - 257, 5);
  out.write(0, 5);
  out.write(15, 4);
  for (const length of lengthOrder) out.write(metaLengths[length] ?? 0, 3);
  for (const length of all) out.write(metaCodes[length] ?? 0, metaLengths[length] ?? 0);
}

function writeTokens(out: BitWriter, tokens: Int32Array, lengths: Uint8Array): void {
  const codes = canonicalCodes(lengths);
  for (const token of tokens) {
    const symbol = symbolOf(token);
    out.write(codes[symbol] ?? 0, lengths[symbol] ?? 0);
    if (symbol <= endOfBlock) continue;
    out.write(token - endOfBlock - (firstLengths[symbol] ?? 0), extraBits[symbol] ?? 0);
    // The only distance there is: one back.
    out.write(0, 1);
  }
}

/** Writes bits from the lowest of each byte up. */
class BitWriter {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  #length = 0;
  #held = 0;
  #count = 0;

  constructor(most: number) {
    this.#bytes = new Uint8Array(most);
  }

  write(bits: number, count: number): void {
    this.#held |= bits << this.#count;
    this.#count += count;
    while (this.#count >= 8) {
      this.#bytes[this.#length] = this.#held & 255;
      this.#length += 1;
      this.#held >>>= 8;
      this.#count -= 8;
    }
  }

  align(): void {
    if (this.#count > 0) this.write(0, 8 - this.#count);
  }

  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }
}
