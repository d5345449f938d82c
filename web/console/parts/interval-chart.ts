/** Shares with their intervals, one below the other: a dot on a line from 0 to 1. The figures stand beside it. */
import { type TemplateResult, html } from "lit";
import { styled } from "./styled.js";

export interface Interval {
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** The figures in words. */
  readonly told: string;
}

export function intervalChart(rows: readonly Interval[], name: string): TemplateResult {
  const share = (value: number): string => `${100 * Math.min(1, Math.max(0, value))}%`;
  return html`<ul class="intervals" aria-label=${name}>${rows.map(
    (row) => html`<li>
      <span class="breaks strong">${row.name}</span>
      <span class="interval-track" aria-hidden="true">
        <span class="interval-span" ${styled({ "inset-inline-start": share(row.low), "inline-size": share(row.high - row.low) })}></span>
        <span class="interval-dot" ${styled({ "inset-inline-start": share(row.value) })}></span>
      </span>
      <span class="small quiet">${row.told}</span>
    </li>`,
  )}</ul>`;
}
