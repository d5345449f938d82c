import type { ReactiveController } from "lit";
import type { AnswerControl } from "../control/answer-control.js";

/**
 * AWS's first templates for the V2 elements set the element beside an empty, hidden crowd-form and name that form by
 * `crowd-form-element-id`. Here the element joins the form and the form shows itself, submit button and all.
 */
export class OutsideForm implements ReactiveController {
  readonly #host: AnswerControl;

  constructor(host: AnswerControl) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    if (document.readyState !== "loading") this.#join();
    // The form may stand behind the element, not parsed yet.
    else document.addEventListener("DOMContentLoaded", this.#join, { once: true });
  }

  readonly #join = (): void => {
    const id = this.#host.getAttribute("crowd-form-element-id") ?? "";
    const form = id === "" ? null : document.getElementById(id);
    if (form === null || form.contains(this.#host)) return;
    // A self-closed element has swallowed the form behind it.
    if (this.#host.contains(form)) this.#host.after(form);
    form.style.removeProperty("display");
    form.prepend(this.#host);
  };
}

/** The element's `instructions` attribute of those templates, shown as short instructions unless there are some. */
export function showInstructions(host: HTMLElement, instructions: string): void {
  if (instructions.trim() === "" || document.querySelector("short-instructions") !== null) return;
  const panel = document.createElement("short-instructions");
  const text = panel.appendChild(document.createElement("p"));
  text.style.whiteSpace = "pre-line";
  text.textContent = instructions.replace(/^[ \t]+/gm, "");
  host.append(panel);
}
