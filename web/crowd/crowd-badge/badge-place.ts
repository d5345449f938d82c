import type { Box, Point } from "../drawing/point.js";

/** Where a badge stands so that its middle lies on the upper right corner of what it belongs to. */
export function badgePlace(target: Box, badge: { readonly width: number; readonly height: number }, origin: Point): Point {
  return {
    x: target.left + target.width - badge.width / 2 - origin.x,
    y: target.top - badge.height / 2 - origin.y,
  };
}
