/** One object with its label and every answer laid over it, each switched on and off. */
import { type TemplateResult, html, nothing, svg } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { ConsolePart } from "../parts/console-part.js";
import { markedText } from "../parts/marked-text.js";
import { styled } from "../parts/styled.js";
import type { AnsweredObject, JsonObject } from "../wire/contract.js";
import { confidenceOf } from "../work/label-confidence.js";
import { overlayOfAnswer, overlayOfLabel, type Overlay, type Shape } from "../work/overlay-shapes.js";

interface Layer {
  readonly id: string;
  readonly name: string;
  readonly overlay: Overlay;
  readonly raw: unknown;
  /** How sure a label is; when an answer came, and how long it took. */
  readonly about: string;
}

@customElement("tl-object-view")
export class ObjectView extends ConsolePart {
  @property({ attribute: false }) object!: AnsweredObject;
  @property({ attribute: false }) attribute = "";
  @state() private hiddenLayers: ReadonlySet<string> = new Set();
  @state() private size: { readonly width: number; readonly height: number } | null = null;

  override render(): TemplateResult {
    const words = this.words.objects;
    const layers = this.layers();
    const shown = layers.filter((layer) => !this.hiddenLayers.has(layer.id));
    return html`<article class="object-view" aria-labelledby="object-title">
      <h2 id="object-title" tabindex="-1">${words.number(this.object.number)}</h2>
      <p class="quiet">${words.statuses[this.object.status] ?? this.object.status}${this.object.failure === null ? nothing : html` · <span class="bad">${this.object.failure}</span>`}</p>
      ${this.picture(shown)} ${this.text(shown)}
      <div class="layers">
        ${layers.length === 0 ? html`<p class="quiet">${words.noLabel} ${words.noAnswers}</p>` : layers.map((layer, place) => this.layer(layer, place))}
      </div>
    </article>`;
  }

  private layers(): readonly Layer[] {
    const { object } = this;
    const label = object.label;
    const answers = object.answers.map((answer, place) => ({
      id: `answer-${place}`,
      name: answer.email + (answer.late ? ` (${this.words.objects.late})` : answer.earlier_round === true ? ` (${this.words.objects.earlier})` : ""),
      overlay: overlayOfAnswer(answer.content),
      raw: answer.content,
      about: `${this.words.moment(answer.submitted_at)} · ${this.words.seconds(answer.seconds_spent)}`,
    }));
    if (label === null) return answers;
    const overlay = overlayOfLabel(label, this.attribute, object.label_url);
    return [{ id: "label", name: this.words.objects.label, overlay, raw: label, about: this.sure(label) }, ...answers];
  }

  private sure(label: JsonObject): string {
    const found = confidenceOf(label, this.attribute);
    if (found === null) return "";
    const [least, most] = [found.least, found.most].map((share) => this.words.percent(share));
    return `${this.words.objects.confidence} ${least === most ? most : `${least} – ${most}`}`;
  }

  private layer(layer: Layer, place: number): TemplateResult {
    const turn = (event: Event): void => {
      const hidden = new Set(this.hiddenLayers);
      if ((event.target as HTMLInputElement).checked) hidden.delete(layer.id);
      else hidden.add(layer.id);
      this.hiddenLayers = hidden;
    };
    return html`<section class="layer">
      <label class="layer-switch">
        <input type="checkbox" .checked=${!this.hiddenLayers.has(layer.id)} @change=${turn} />
        <span class="swatch layer-${place % 6}" aria-hidden="true"></span>
        <span class="breaks">${layer.name}</span>
      </label>
      ${layer.overlay.words.length === 0 ? nothing : html`<p class="layer-words">${layer.overlay.words.join(", ")}</p>`}
      ${layer.about === "" ? nothing : html`<p class="quiet small">${layer.about}</p>`}
      <details><summary>${this.words.objects.raw}</summary><pre tabindex="0">${JSON.stringify(layer.raw, null, 2)}</pre></details>
    </section>`;
  }

  private picture(shown: readonly Layer[]): TemplateResult | typeof nothing {
    if (this.object.url === null) return nothing;
    const { size } = this;
    const order = this.layers();
    const ratio = size === null ? "1.5" : String(size.width / Math.max(1, size.height));
    return html`<div class="object-picture" ${styled({ "--ratio": ratio })}>
      <img src=${this.object.url} alt=${this.words.objects.picture} @load=${this.measured} />
      ${shown.map((layer) => (layer.overlay.mask === null ? nothing : html`<img class="mask" src=${layer.overlay.mask} alt="" />`))}
      ${size === null
        ? nothing
        : html`<svg class="overlay" viewBox="0 0 ${size.width} ${size.height}" aria-hidden="true">
            ${shown.map((layer) => {
              const place = order.findIndex((each) => each.id === layer.id) % 6;
              return svg`<g class="layer-${place} ${layer.id === "label" ? "agreed" : ""}">${layer.overlay.shapes.map((shape) => drawn(shape, size.width))}</g>`;
            })}
          </svg>`}
    </div>`;
  }

  private text(shown: readonly Layer[]): TemplateResult | typeof nothing {
    if (this.object.text === null) return nothing;
    const order = this.layers();
    const spans = shown.flatMap((layer) =>
      layer.overlay.spans.map((span) => ({ ...span, layer: order.findIndex((each) => each.id === layer.id) % 6 })),
    );
    return html`<p class="object-text" dir="auto">${markedText(this.object.text, spans)}</p>`;
  }

  private readonly measured = (event: Event): void => {
    const picture = event.target as HTMLImageElement;
    this.size = { width: picture.naturalWidth, height: picture.naturalHeight };
  };
}

function drawn(shape: Shape, width: number): TemplateResult {
  const title = svg`<title>${shape.label}</title>`;
  switch (shape.kind) {
    case "box":
      return svg`<rect x=${shape.left} y=${shape.top} width=${shape.width} height=${shape.height}>${title}</rect>`;
    case "point":
      return svg`<circle cx=${shape.x} cy=${shape.y} r=${Math.max(2, width / 150)}>${title}</circle>`;
    case "polygon":
      return svg`<polygon points=${pointsOf(shape.points)}>${title}</polygon>`;
    case "polyline":
      return svg`<polyline points=${pointsOf(shape.points)}>${title}</polyline>`;
  }
}

function pointsOf(points: readonly { readonly x: number; readonly y: number }[]): string {
  return points.map((point) => `${point.x},${point.y}`).join(" ");
}
