import { type TemplateResult, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { ConsolePart } from "../parts/console-part.js";

type Way = "BelowConfidence" | "SampleFraction" | "ObjectNumbers";

/** Asks for reviews: of labels less sure than something, of a sample, or of some objects. Tells `reviews-requested`. */
@customElement("tl-review-request")
export class ReviewRequest extends ConsolePart {
  @property({ attribute: false }) job = "";
  @state() private way: Way = "BelowConfidence";
  @state() private problem: string | null = null;
  @state() private said: string | null = null;

  override render(): TemplateResult {
    const words = this.words.review;
    return html`<details>
      <summary>${words.request}</summary>
      <form class="review-request" novalidate @submit=${this.ask}>
        <label><span>${words.which}</span>
          <select @change=${this.choose}>
            ${Object.entries(words.ways).map(([way, name]) => html`<option value=${way}>${name}</option>`)}
          </select></label>
        <label><span>${words.amounts[this.way]}</span>
          <input id="review-amount" type="text" inputmode=${this.way === "ObjectNumbers" ? "text" : "decimal"} placeholder=${words.examples[this.way]} /></label>
        <button class="button" type="submit">${words.ask}</button>
      </form>
      <div role="alert">${this.problem === null ? nothing : html`<p class="notice bad">${this.problem}</p>`}</div>
      <div role="status">${this.said === null ? nothing : html`<p class="quiet">${this.said}</p>`}</div>
    </details>`;
  }

  private readonly choose = (event: Event): void => {
    this.way = (event.target as HTMLSelectElement).value as Way;
  };

  private readonly ask = async (event: Event): Promise<void> => {
    event.preventDefault();
    this.problem = null;
    this.said = null;
    const parts = (this.querySelector<HTMLInputElement>("#review-amount")?.value ?? "").split(/[\s,;]+/).filter((part) => part !== "");
    const numbers = parts.map(Number);
    const [first] = numbers;
    if (first === undefined || numbers.some((number) => !Number.isFinite(number))) {
      this.problem = this.words.review.amountFirst;
      return;
    }
    try {
      const request = { LabelingJobName: this.job, [this.way]: this.way === "ObjectNumbers" ? numbers : first };
      const { Requested } = await this.desk.api.operation<{ readonly Requested: number }>("RequestReviews", request);
      this.said = this.words.review.requested(Requested);
      this.dispatchEvent(new CustomEvent("reviews-requested"));
    } catch (failure) {
      this.problem = this.desk.noticeFailure(failure);
    }
  };
}
