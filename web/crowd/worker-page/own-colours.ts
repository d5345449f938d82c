const colouring = /(?:^|[;{\s])(?:color|background|background-color|background-image)\s*:\s*([^;}]+)/gi;
const neutral = /^(?:inherit|initial|unset|transparent|none|currentcolor)\b/i;
const ours = "crowd-html-elements";

/**
 * Whether a template chooses colours of its own. Such a page was drawn for a light ground, and a dark one under it
 * would make its text unreadable: it stays light.
 */
export function declaresColours(page: Document): boolean {
  if (page.querySelector("[bgcolor], font[color], body[text]") !== null) return true;
  const inline = Array.from(page.querySelectorAll("[style]"), (element) => element.getAttribute("style") ?? "");
  return inline.some(setsColour) || Array.from(page.styleSheets).some(sheetSetsColour);
}

/** Whether CSS text gives anything a colour that is not the one around it. */
export function setsColour(text: string): boolean {
  return Array.from(text.matchAll(colouring)).some(([, value]) => !neutral.test(value?.trim() ?? ""));
}

function sheetSetsColour(sheet: CSSStyleSheet): boolean {
  if (sheet.href?.includes(ours) === true) return false;
  try {
    return Array.from(sheet.cssRules).some((rule) => setsColour(rule.cssText));
  } catch {
    // A sheet of another origin cannot be read; a framework is the likely case, and frameworks colour.
    return true;
  }
}
