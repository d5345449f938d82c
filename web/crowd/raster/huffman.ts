/**
 * Code lengths of a Huffman code for symbols that occur so often, none longer than `limit` bits; 0 for a symbol that does
 * not occur. Where a code gets too long the counts are evened out until it fits, which costs next to nothing.
 */
export function codeLengths(counts: Uint32Array, limit: number): Uint8Array {
  for (let even = counts; ; even = even.map((count) => (count === 0 ? 0 : (count >>> 1) + 1))) {
    const lengths = huffmanLengths(even);
    if (lengths.every((length) => length <= limit)) return lengths;
  }
}

function huffmanLengths(counts: Uint32Array): Uint8Array {
  const lengths = new Uint8Array(counts.length);
  let groups = Array.from(counts, (count, symbol) => ({ count, symbols: [symbol] })).filter(({ count }) => count > 0);
  if (groups.length === 1) lengths[groups[0]?.symbols[0] ?? 0] = 1;
  while (groups.length > 1) {
    groups = groups.sort((first, second) => second.count - first.count);
    const [rarest, next] = [groups.pop(), groups.pop()];
    if (rarest === undefined || next === undefined) break;
    const symbols = [...rarest.symbols, ...next.symbols];
    for (const symbol of symbols) lengths[symbol] = (lengths[symbol] ?? 0) + 1;
    groups.push({ count: rarest.count + next.count, symbols });
  }
  return lengths;
}

/** The canonical codes of some lengths (RFC 1951 3.2.2), each turned round because deflate writes codes from the top bit. */
export function canonicalCodes(lengths: Uint8Array): Uint16Array {
  const codes = new Uint16Array(lengths.length);
  let code = 0;
  for (let length = 1; length <= 15; length += 1) {
    lengths.forEach((own, symbol) => {
      if (own !== length) return;
      codes[symbol] = reversed(code, length);
      code += 1;
    });
    code *= 2;
  }
  return codes;
}

function reversed(code: number, length: number): number {
  let turned = 0;
  for (let bit = 0; bit < length; bit += 1) turned = turned * 2 + ((code >>> bit) & 1);
  return turned;
}
