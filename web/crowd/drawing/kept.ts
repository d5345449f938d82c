/** A value made of others, and made again only when one of them is another one. */
export class Kept<Value> {
  #last: { readonly parts: readonly unknown[]; readonly value: Value } | undefined;

  of(parts: readonly unknown[], make: () => Value): Value {
    const last = this.#last;
    if (last?.parts.length === parts.length && parts.every((part, at) => part === last.parts[at])) return last.value;
    const value = make();
    this.#last = { parts, value };
    return value;
  }
}
