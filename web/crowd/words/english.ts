import { plural } from "../../shared/localization/localization.js";

/** The words worker pages show of themselves; the template's own text is the requester's. */
export const english = {
  submit: "Submit",
  saved: "Saved",
  loading: "Loading…",
  instructions: "Instructions",
  showInstructions: "Show instructions",
  hideInstructions: "Hide instructions",
  viewFullInstructions: "View full instructions",
  close: "Close",
  selectOption: "Select an option",
  selectAllThatApply: "Select all that apply",
  fillIn: "Fill in this field.",
  choose: "Choose an option.",
  chooseAtLeastOne: "Choose at least one option.",
  check: "Check this box to go on.",
  moveSlider: "Move the slider to give a value.",
  notAllowed: "This value is not allowed here.",
  tooShort: (least: number, now: number): string =>
    plural("en", least, {
      one: `Write at least ${least} character (now ${now}).`,
      other: `Write at least ${least} characters (now ${now}).`,
    }),
  tooLong: (most: number, now: number): string =>
    plural("en", most, {
      one: `Write at most ${most} character (now ${now}).`,
      other: `Write at most ${most} characters (now ${now}).`,
    }),
  characters: (count: number): string =>
    plural("en", count, { one: `${count} character`, other: `${count} characters` }),
  charactersOf: (count: number, most: number): string => `${count} of ${most} characters`,
  noValueYet: "no value yet",
  exactValue: "Exact value",
  unreadable: (attribute: string, reason: string): string =>
    `The attribute “${attribute}” of this element could not be read: ${reason}.`,
  missingCategories: "This element has no categories to choose from.",
  blocked: (hosts: string): string =>
    `This page may not load from ${hosts}, so it may not work as meant. Whoever gave out the task can allow it with the tag “truthloop:allowed-hosts” on its flow definition.`,
  openDialog: "Click to open",
  clickForInstructions: "Click for instructions",
  summary: "Summary",
  detailedInstructions: "Detailed instructions",
  examples: "Examples",
  goodExample: "Good example",
  badExample: "Bad example",
  alertKinds: { info: "Information", success: "Success", warning: "Warning", error: "Error" },
  addComment: "Add a comment",
  editComment: "Edit the comment",
  comment: "Comment",
  done: "Done",
  image: "Image",
  imageFailed: "The image could not be loaded.",
  missingImage: "This element has no image to show.",
  tryAgain: "Try again",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  fitImage: "Fit the image",
  showLabels: "Show the labels",
  hideLabels: "Hide the labels",
  previewTitle: "Answer",
  previewNote: "This page is a preview. Nothing was sent: this is the answer a worker would submit.",
};

export type Words = typeof english;
