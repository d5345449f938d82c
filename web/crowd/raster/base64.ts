// String.fromCharCode takes its bytes as arguments, of which engines allow some tens of thousands.
const atOnce = 24_576;

export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; start += atOnce)
    parts.push(btoa(String.fromCharCode(...bytes.subarray(start, start + atOnce))));
  return parts.join("");
}

/** Throws when the text is no base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
