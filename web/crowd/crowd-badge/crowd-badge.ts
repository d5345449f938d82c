import { LitElement, css, html, type PropertyValues, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { controlStyles } from "../control/control-styles.js";
import type { Point } from "../drawing/point.js";
import { iconOrImage, iconWords } from "../icon/icon-drawing.js";
import { iconStyles } from "../icon/icon-styles.js";
import { badgePlace } from "./badge-place.js";

/** A mark on the upper right corner of another element, found by its id; without one it stands where it is written. */
export class CrowdBadge extends LitElement {
  static override readonly styles = [
    controlStyles,
    iconStyles,
    css`
      :host {
        display: inline-flex;
        align-items: center;
        justify-content: center;
        min-inline-size: 1.375rem;
        block-size: 1.375rem;
        padding-inline: 0.3125rem;
        border-radius: 1rem;
        background: var(--tl-danger);
        color: var(--tl-surface);
        font-family: var(--tl-font);
        font-size: 0.75rem;
        font-weight: 700;
        line-height: 1;
        white-space: nowrap;
      }

      .sign {
        display: inline-flex;
      }

      :host([data-attached]) {
        position: absolute;
        inset: 0 auto auto 0;
        z-index: 1;
        pointer-events: none;
      }
    `,
  ];

  readonly #resized = new ResizeObserver(() => {
    this.#place();
  });
  #target: HTMLElement | null = null;
  #placed: Point = { x: 0, y: 0 };

  @property({ attribute: "for", reflect: true }) for: string | undefined;
  @property() icon = "";
  @property() label = "";

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("resize", this.#place);
    this.#resized.observe(this);
    this.#resized.observe(document.documentElement);
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("resize", this.#place);
    this.#resized.disconnect();
    this.#target = null;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("for") || this.#target?.isConnected !== true) this.#find();
    this.#place();
  }

  #find(): void {
    if (this.#target !== null) this.#resized.unobserve(this.#target);
    const root = this.getRootNode() as Document | ShadowRoot;
    this.#target = this.for === undefined ? null : root.getElementById(this.for);
    if (this.#target !== null) this.#resized.observe(this.#target);
    this.toggleAttribute("data-attached", this.#target !== null);
  }

  readonly #place = (): void => {
    if (this.#target === null) return;
    const own = this.getBoundingClientRect();
    // Where this stands now, less what was asked for last, is the origin its place is counted from.
    const origin = { x: own.left - this.#placed.x, y: own.top - this.#placed.y };
    this.#placed = badgePlace(this.#target.getBoundingClientRect(), own, origin);
    this.style.left = `${this.#placed.x}px`;
    this.style.top = `${this.#placed.y}px`;
  };

  protected override render(): TemplateResult {
    if (this.icon === "") return html`<span>${this.label}</span>`;
    const name = this.label === "" ? iconWords(this.icon) : this.label;
    return html`<span class="sign" role="img" aria-label=${name}>${iconOrImage(this.icon)}</span>`;
  }
}
