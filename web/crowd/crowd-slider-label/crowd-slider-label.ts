/** A word at a place of a crowd-slider: its text and `position`. The slider around it draws it. */
export class CrowdSliderLabel extends HTMLElement {}
