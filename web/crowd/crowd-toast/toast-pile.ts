/** Open toasts, the oldest first: each newer one lies above it. */
const open: HTMLElement[] = [];
/** Between two toasts, in pixels. */
const gap = 8;

let watching: ResizeObserver | undefined;

/** Puts an open toast on top of the pile. */
export function join(toast: HTMLElement): void {
  if (open.includes(toast)) return;
  open.push(toast);
  // Heights change with the text and with the width of the window.
  watching ??= new ResizeObserver(pile);
  watching.observe(toast);
  pile();
}

/** Takes a toast out of the pile: those above come down. */
export function leave(toast: HTMLElement): void {
  const at = open.indexOf(toast);
  if (at < 0) return;
  open.splice(at, 1);
  watching?.unobserve(toast);
  toast.style.removeProperty("--tl-toast-rise");
  pile();
}

function pile(): void {
  let rise = 0;
  for (const toast of open) {
    toast.style.setProperty("--tl-toast-rise", `${rise}px`);
    rise += toast.offsetHeight + gap;
  }
}
