import type { ReactiveController } from "lit";
import type { CrowdForm } from "./crowd-form.js";

const gap = 6;

/**
 * Says what is wrong with a native control, beside it. It lies in the top layer and in the form's shadow root, so that
 * neither the template's layout nor its scripts meet it.
 */
export class ComplaintBubble implements ReactiveController {
  readonly #form: CrowdForm;
  #control: HTMLElement | undefined;
  #anchor: HTMLElement | undefined;

  constructor(form: CrowdForm) {
    this.#form = form;
    form.addController(this);
  }

  hostDisconnected(): void {
    this.hide();
  }

  /** Shows a message at a control, or at `substitute` when the control itself cannot be seen. */
  show(control: HTMLElement, message: string, substitute: HTMLElement): void {
    const bubble = this.#form.bubbleElement;
    if (bubble === null) return;
    this.#control = control;
    this.#anchor = control.checkVisibility() ? control : substitute;
    control.setAttribute("aria-invalid", "true");
    bubble.textContent = message;
    bubble.showPopover();
    this.#anchor.scrollIntoView({ block: "nearest" });
    this.#place();
    window.addEventListener("scroll", this.#place, { capture: true, passive: true });
    window.addEventListener("resize", this.#place);
  }

  hide(): void {
    this.#control?.removeAttribute("aria-invalid");
    this.#control = undefined;
    window.removeEventListener("scroll", this.#place, { capture: true });
    window.removeEventListener("resize", this.#place);
    const bubble = this.#form.bubbleElement;
    if (bubble?.matches(":popover-open") === true) bubble.hidePopover();
  }

  /** After an edit: a message about what was just changed has served. */
  recheck(edited: EventTarget | null): void {
    const control = this.#control;
    if (control === undefined) return;
    const name = control.getAttribute("name");
    const sameGroup = edited instanceof Element && name !== null && edited.getAttribute("name") === name;
    if (edited === control || sameGroup) this.hide();
  }

  readonly #place = (): void => {
    const bubble = this.#form.bubbleElement;
    const anchor = this.#anchor?.getBoundingClientRect();
    if (bubble === null || anchor === undefined) return;
    const { width, height } = bubble.getBoundingClientRect();
    const below = anchor.bottom + gap;
    const fitsBelow = below + height <= window.innerHeight;
    const left = Math.max(gap, Math.min(anchor.left, document.documentElement.clientWidth - width - gap));
    bubble.style.left = `${left}px`;
    bubble.style.top = `${fitsBelow ? below : Math.max(gap, anchor.top - height - gap)}px`;
  };
}
