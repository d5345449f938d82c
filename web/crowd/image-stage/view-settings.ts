/** How a picture is shown, not what it is: nothing of this changes a pixel of the answer. */
export interface ViewSettings {
  /** 1 is as stored. */
  readonly brightness: number;
  readonly contrast: number;
  readonly gamma: number;
}

export const asStored: ViewSettings = { brightness: 1, contrast: 1, gamma: 1 };

/** What each setting may be. */
export const settingRanges: Readonly<Record<keyof ViewSettings, { readonly min: number; readonly max: number }>> = {
  brightness: { min: 0.2, max: 3 },
  contrast: { min: 0.2, max: 4 },
  gamma: { min: 0.2, max: 4 },
};
