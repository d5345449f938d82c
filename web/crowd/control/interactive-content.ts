const interactive = "a[href], button, input, select, textarea, summary, audio, video, [contenteditable]";

/** Whether an event inside a control began on something that has its own use for it, such as a link in a label. */
export function comesFromInteractive(event: Event, control: Element): boolean {
  const path = event.composedPath();
  const inner = path.slice(0, path.indexOf(control));
  return inner.some((target) => {
    if (target instanceof HTMLLabelElement) return target.control !== null;
    return target instanceof Element && target.matches(interactive);
  });
}

/** Whether typing there writes text, so that keys are not ours to use. */
export function isWriting(event: Event): boolean {
  const target = event.composedPath()[0];
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !["checkbox", "radio", "range", "button"].includes(target.type);
}
