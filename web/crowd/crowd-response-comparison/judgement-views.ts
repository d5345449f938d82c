import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { stepsOf, type RatingScale } from "./comparison-setup.js";
import { comparisonWords } from "./comparison-words.js";

/** A preference between two responses, as shown. */
export interface PreferenceView {
  readonly letters: readonly [string, string];
  readonly levels: number;
  readonly allowTie: boolean;
  readonly preference: number | null;
  readonly disabled: boolean;
  readonly choose: (preference: number) => void;
}

/** The choices from "the first is much better" to "the second is much better", in the order shown. */
export function preferenceChoices(levels: number, allowTie: boolean): readonly number[] {
  const strengths = Array.from({ length: levels }, (_, index) => index + 1);
  return [...strengths.map((strength) => -strength).reverse(), ...(allowTie ? [0] : []), ...strengths];
}

export function renderPreference(view: PreferenceView): TemplateResult {
  const choices = preferenceChoices(view.levels, view.allowTie);
  return html`<fieldset class="preference" ?disabled=${view.disabled}>
    <legend>${comparisonWords().whichIsBetter}</legend>
    ${choices.map((choice, index) => renderChoice(view, choice, index))}
  </fieldset>`;
}

function renderChoice(view: PreferenceView, choice: number, index: number): TemplateResult {
  const letter = view.letters[choice < 0 ? 0 : 1];
  const name = choice === 0 ? comparisonWords().same : comparisonWords().better(letter, Math.abs(choice), view.levels);
  const onChange = (event: Event): void => {
    event.stopPropagation();
    view.choose(choice);
  };
  return html`<label class="choice">
    <input
      type="radio"
      name="preference"
      .checked=${live(choice === view.preference)}
      aria-keyshortcuts=${String(index + 1)}
      @change=${onChange}
    />
    <span>${name} <kbd aria-hidden="true">${index + 1}</kbd></span>
  </label>`;
}

/** One response's ratings on all scales, as shown. */
export interface RatingView {
  readonly letter: string;
  readonly response: number;
  readonly scales: readonly RatingScale[];
  readonly ratingOf: (scale: RatingScale) => number | null;
  readonly disabled: boolean;
  readonly rate: (scale: RatingScale, rating: number) => void;
}

export function renderRatings(view: RatingView): TemplateResult | typeof nothing {
  if (view.scales.length === 0) return nothing;
  return html`<div class="ratings">${view.scales.map((scale, index) => renderScale(view, scale, index))}</div>`;
}

function renderScale(view: RatingView, scale: RatingScale, index: number): TemplateResult {
  const given = view.ratingOf(scale);
  return html`<fieldset class="rating" ?disabled=${view.disabled}>
    <legend><span aria-hidden="true">${scale.name}</span><span class="sr-only">${comparisonWords().rate(scale.name, view.letter)}</span></legend>
    <div class="steps">
      ${stepsOf(scale).map((step) => {
        const onChange = (event: Event): void => {
          event.stopPropagation();
          view.rate(scale, step);
        };
        return html`<label>
          <input type="radio" name="rating-${view.response}-${index}" .checked=${live(step === given)} @change=${onChange} />
          <span>${step}</span>
        </label>`;
      })}
    </div>
    ${scale.minLabel === "" && scale.maxLabel === ""
      ? nothing
      : html`<div class="ends"><span>${scale.minLabel}</span><span>${scale.maxLabel}</span></div>`}
  </fieldset>`;
}
