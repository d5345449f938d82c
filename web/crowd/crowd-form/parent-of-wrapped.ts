type ChildMethod = "insertBefore" | "removeChild" | "replaceChild";

/** Which argument of each method names a child that has to be there. */
const childArgument: Readonly<Record<ChildMethod, 0 | 1>> = { insertBefore: 1, removeChild: 0, replaceChild: 1 };

/**
 * Keeps a node answering for a child that now stands in a wrapper of its own. React, D3 and other libraries remember
 * where they put an element and go on to insert before it, remove it and replace it there; the browser would throw
 * "NotFoundError", and with React the page would go blank. The wrapper stands in for what it holds.
 */
export function answerForWrapped(parent: ParentNode & Node, child: Element, wrapper: Element): void {
  for (const name of Object.keys(childArgument) as ChildMethod[]) {
    const at = childArgument[name];
    const before = parent[name].bind(parent) as (...given: unknown[]) => unknown;
    const method = (...given: unknown[]): unknown => {
      const wrapped = given[at] === child && wrapper.parentNode === parent;
      if (!wrapped) return before(...given);
      const done = before(...given.map((one, index) => (index === at ? wrapper : one)));
      return done === wrapper ? child : done;
    };
    Object.defineProperty(parent, name, { value: method, configurable: true, writable: true });
  }
}
