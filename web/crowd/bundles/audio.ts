import { CrowdAudioAnnotation } from "../crowd-audio-annotation/crowd-audio-annotation.js";

/** Annotating sound. */
export const elements: Readonly<Record<string, CustomElementConstructor>> = {
  "crowd-audio-annotation": CrowdAudioAnnotation,
};
