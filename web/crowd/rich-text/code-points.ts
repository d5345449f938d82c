/**
 * Offsets in answers count Unicode code points; the DOM and JavaScript count UTF-16 units. A pair of surrogates is one
 * code point and two units; nothing else differs.
 */
export function codePointOffset(text: string, unitOffset: number): number {
  let points = 0;
  for (let unit = 0; unit < Math.min(unitOffset, text.length); points += 1) unit += unitsAt(text, unit);
  return points;
}

/** The UTF-16 offset of a code point; the text's end when it has fewer. */
export function unitOffset(text: string, codePoints: number): number {
  let unit = 0;
  for (let point = 0; point < codePoints && unit < text.length; point += 1) unit += unitsAt(text, unit);
  return unit;
}

function unitsAt(text: string, unit: number): number {
  return (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
}
