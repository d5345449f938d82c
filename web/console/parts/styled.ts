/**
 * Styles that depend on data, set through the element's style object: the page's content policy refuses the style
 * attributes that Lit's styleMap writes at first rendering.
 */
import { noChange } from "lit";
import { Directive, directive, PartType, type ElementPart, type PartInfo } from "lit/directive.js";

type Styles = Readonly<Record<string, string>>;

class Styled extends Directive {
  constructor(info: PartInfo) {
    super(info);
    if (info.type !== PartType.ELEMENT) throw new Error("styled() stands in a tag, not in an attribute");
  }

  override render(styles: Styles): unknown {
    return styles;
  }

  override update(part: ElementPart, [styles]: [Styles]): typeof noChange {
    const { style } = part.element as HTMLElement | SVGElement;
    for (const [name, value] of Object.entries(styles)) style.setProperty(name, value);
    return noChange;
  }
}

/** `<div ${styled({ "inline-size": "40%" })}>`: property names as CSS writes them. */
export const styled = directive(Styled);
