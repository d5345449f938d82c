import { LitElement, css, html, type PropertyValues, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { optionalNumber } from "../attributes/converters.js";
import { controlStyles } from "../control/control-styles.js";
import { closeButton } from "../dialog/dialog-frame.js";
import { smallCloseStyles } from "../dialog/small-close-styles.js";
import { pageBegun } from "../worker-page/stillness.js";
import { join, leave } from "./toast-pile.js";

/** As long as a toast of AWS's stays, unless it is told otherwise. */
const usualMilliseconds = 3000;

/** A notice that goes away by itself. It waits while the pointer or the focus is on it. */
export class CrowdToast extends LitElement {
  static override readonly styles = [
    controlStyles,
    smallCloseStyles,
    css`
      :host {
        position: fixed;
        inset: auto auto calc(var(--tl-space-4) + var(--tl-toast-rise, 0px)) var(--tl-space-4);
        max-inline-size: min(28rem, calc(100vw - 2rem));
        margin: 0;
        padding: 0;
        border: 0;
        background: none;
        color: var(--tl-surface);
        font: var(--tl-size-body) / var(--tl-line) var(--tl-font);
      }

      :host(:not(:popover-open)) {
        display: none;
      }

      .toast {
        display: flex;
        gap: var(--tl-space-3);
        align-items: center;
        padding: var(--tl-space-3) var(--tl-space-4);
        border-radius: var(--tl-radius);
        background: var(--tl-text);
        box-shadow: var(--tl-shadow);
        overflow-wrap: anywhere;
      }

      .close:focus-visible {
        outline-color: currentcolor;
      }
    `,
  ];

  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Milliseconds until it goes; 0 or less leaves it until it is closed. */
  @property({ converter: optionalNumber }) duration: number | undefined;
  @property() text = "";
  @property({ type: Boolean, reflect: true }) opened = false;

  constructor() {
    super();
    for (const sign of ["pointerenter", "focusin"]) this.addEventListener(sign, this.#wait);
    for (const sign of ["pointerleave", "focusout"]) this.addEventListener(sign, this.#count);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // The top layer, so that nothing of the template's lies over it or cuts it.
    this.popover = "manual";
    if (!this.hasAttribute("role")) this.setAttribute("role", "status");
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#wait();
    leave(this);
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.#follow();
    if (!changed.has("opened") || changed.get("opened") === undefined) return;
    this.dispatchEvent(new CustomEvent("opened-changed", { detail: { value: this.opened } }));
  }

  open(): void {
    this.opened = true;
  }

  close(): void {
    this.opened = false;
  }

  show(): void {
    this.open();
  }

  hide(): void {
    this.close();
  }

  toggle(): void {
    this.opened = !this.opened;
  }

  #follow(): void {
    if (!this.isConnected || this.matches(":popover-open") === this.opened) return;
    if (this.opened) {
      this.showPopover();
      join(this);
      this.#count();
    } else {
      this.#wait();
      this.hidePopover();
      leave(this);
    }
  }

  readonly #wait = (): void => {
    clearTimeout(this.#timer);
  };

  readonly #count = (): void => {
    this.#wait();
    const milliseconds = this.duration ?? usualMilliseconds;
    if (!this.opened || milliseconds <= 0) return;
    // A page loaded ahead of time is not being read yet.
    void pageBegun().then(() => {
      this.#wait();
      this.#timer = setTimeout(() => {
        this.close();
      }, milliseconds);
    });
  };

  protected override render(): TemplateResult {
    const close = closeButton(() => {
      this.close();
    });
    return html`<div class="toast" part="toast"><span>${this.text}<slot></slot></span>${close}</div>`;
  }
}
