/** A word at a place of a slider's range, written as `<crowd-slider-label position="3">Good</crowd-slider-label>`. */
export interface SliderMark {
  readonly position: number;
  readonly text: string;
}

/** The words inside a slider that have a place, in the order of their places. */
export function marksIn(slider: Element): SliderMark[] {
  return Array.from(slider.querySelectorAll("crowd-slider-label"), (label) => ({
    position: Number.parseFloat(label.getAttribute("position") ?? ""),
    text: label.textContent.trim(),
  }))
    .filter(({ position, text }) => Number.isFinite(position) && text !== "")
    .sort((first, second) => first.position - second.position);
}
