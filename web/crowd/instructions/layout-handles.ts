import { html, type TemplateResult } from "lit";
import { ref } from "lit/directives/ref.js";

/**
 * Parts of AWS's widgets that its sample templates find in a shadow root by class, to widen the instructions: the
 * navigation beside the work, and the dialog. Ours stand elsewhere; the width given to one of these is taken over.
 */
export function layoutHandles(): TemplateResult {
  return html`
    <div hidden class="awsui-app-layout__navigation" ${ref(followNavigation)}></div>
    <div hidden class="awsui-modal-dialog" ${ref(followDialog)}></div>
  `;
}

function followNavigation(handle: Element | undefined): void {
  follow(handle, "--tl-panel-width");
}

function followDialog(handle: Element | undefined): void {
  follow(handle, "--tl-dialog-width");
}

function follow(handle: Element | undefined, property: string): void {
  if (!(handle instanceof HTMLElement)) return;
  new MutationObserver(() => {
    const { width, maxWidth } = handle.style;
    handle.ownerDocument.documentElement.style.setProperty(property, width === "" ? maxWidth : width);
  }).observe(handle, { attributeFilter: ["style"] });
}
