/**
 * Reads the JSON that templates write in attributes. Official samples mix single quotes, bare keys, trailing commas,
 * comments and entities escaped once too often, so JSON.parse alone refuses pages that AWS shows. Grammar: the part of
 * JSON5 (https://spec.json5.org) seen in the wild.
 */
export class LooseJsonError extends Error {}

/** The value a text stands for. Throws LooseJsonError, which says where reading stopped. */
export function parseLooseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not strict JSON: read it the lenient way below.
  }
  try {
    return new Reader(text).document();
  } catch (error) {
    const decoded = decodeEntities(text);
    if (decoded === text) throw error;
    return new Reader(decoded).document();
  }
}

const entities: Readonly<Record<string, string>> = {
  "&quot;": '"',
  "&#34;": '"',
  "&#39;": "'",
  "&#x27;": "'",
  "&apos;": "'",
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
};

function decodeEntities(text: string): string {
  return text.replace(/&(?:quot|apos|lt|gt|amp|#34|#39|#x27);/gi, (entity) => entities[entity.toLowerCase()] ?? entity);
}

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", v: "\v", "0": "\0" };
const words: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };
const number = /[+-]?(?:0x[0-9a-f]+|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)/iy;
const bareKey = /[\p{L}\p{Nl}$_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}$_-]*/uy;
const blank = /(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;

/** Recursive descent over one text; each method reads one thing and leaves `#at` after it. */
class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): unknown {
    const value = this.#value();
    this.#skipBlank();
    if (this.#at < this.#text.length) this.#fail("the end");
    return value;
  }

  #value(): unknown {
    this.#skipBlank();
    const next = this.#text[this.#at];
    if (next === "[") return this.#array();
    if (next === "{") return this.#object();
    if (next === '"' || next === "'") return this.#string(next);
    const digits = this.#match(number);
    if (digits !== undefined) return Number(digits);
    const word = this.#match(bareKey);
    if (word === undefined || !Object.hasOwn(words, word)) {
      this.#at -= word?.length ?? 0;
      this.#fail("a value");
    }
    return words[word];
  }

  #array(): unknown[] {
    const items: unknown[] = [];
    this.#at += 1;
    while (!this.#take("]")) {
      items.push(this.#value());
      if (!this.#take(",")) {
        this.#expect("]");
        break;
      }
    }
    return items;
  }

  #object(): Record<string, unknown> {
    const entries: [string, unknown][] = [];
    this.#at += 1;
    while (!this.#take("}")) {
      const key = this.#key();
      this.#expect(":");
      entries.push([key, this.#value()]);
      if (!this.#take(",")) {
        this.#expect("}");
        break;
      }
    }
    return Object.fromEntries(entries);
  }

  #key(): string {
    this.#skipBlank();
    const next = this.#text[this.#at];
    if (next === '"' || next === "'") return this.#string(next);
    return this.#match(bareKey) ?? this.#match(number) ?? this.#fail("a key");
  }

  #string(quote: string): string {
    let value = "";
    this.#at += 1;
    while (this.#at < this.#text.length) {
      const next = this.#text[this.#at];
      this.#at += 1;
      if (next === quote) return value;
      value += next === "\\" ? this.#escape() : (next ?? "");
    }
    return this.#fail(`the closing ${quote}`);
  }

  #escape(): string {
    const code = this.#text[this.#at] ?? this.#fail("an escaped character");
    this.#at += 1;
    if (code === "\n") return "";
    const length = code === "u" ? 4 : code === "x" ? 2 : 0;
    if (length === 0) return escapes[code] ?? code;
    const digits = this.#text.slice(this.#at, this.#at + length);
    if (!/^[0-9a-f]+$/i.test(digits) || digits.length < length) this.#fail(`${length} hexadecimal digits`);
    this.#at += length;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  #take(character: string): boolean {
    this.#skipBlank();
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #expect(character: string): void {
    if (!this.#take(character)) this.#fail(character);
  }

  #skipBlank(): void {
    this.#match(blank);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #fail(wanted: string): never {
    const found = this.#text.slice(this.#at, this.#at + 20);
    throw new LooseJsonError(
      `expected ${wanted} at character ${this.#at + 1}, found ${found === "" ? "the end" : JSON.stringify(found)}`,
    );
  }
}
