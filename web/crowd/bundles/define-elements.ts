/** Gives tags their elements; a tag that is taken keeps what it has. */
export function defineElements(elements: Readonly<Record<string, CustomElementConstructor>>): void {
  for (const [tag, constructor] of Object.entries(elements))
    if (customElements.get(tag) === undefined) customElements.define(tag, constructor);
}
