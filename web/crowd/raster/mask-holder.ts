import type { Json } from "../../shared/messages/worker-page-messages.js";
import type { Size } from "../drawing/point.js";
import type { WorkLabel } from "../workbench/work-label.js";
import { colourText } from "./colours.js";
import { assignMask, fetchMask, maskAddress, type AssignedMask } from "./initial-mask.js";
import { draftOf, readDraft, type MaskDraft } from "./mask-draft.js";
import type { MaskObject } from "./mask-document.js";
import type { MaskKind } from "./mask-kind.js";
import { PaintingSession } from "./painting-session.js";
import type { SessionHost } from "./session-host.js";
import type { PixelClient } from "./pixel-client.js";
import { segmentationWords } from "./segmentation-words.js";

/** What a mask begins with: the labels, and what a job before this one made. */
export interface MaskSource {
  readonly labels: readonly WorkLabel[];
  readonly initial: unknown;
}

/** Brings together picture, initial value and draft, in whatever order they arrive, into one session. */
export class MaskHolder {
  readonly #host: SessionHost;
  readonly #kind: MaskKind;
  readonly #client: PixelClient;
  #size: Size | undefined;
  #source: MaskSource = { labels: [], initial: undefined };
  #loading: AbortController | undefined;
  #start: AssignedMask | undefined;
  #draft: MaskDraft | undefined;
  #given: { readonly revision: number; readonly state: Json } | undefined;
  #sameAs: { readonly revision: number; readonly modified: boolean } | undefined;

  session: PaintingSession | undefined;
  /** What a worker should know about the initial mask. */
  notice = "";
  isLoading = false;

  constructor(host: SessionHost, kind: MaskKind, client: PixelClient) {
    this.#host = host;
    this.#kind = kind;
    this.#client = client;
  }

  /** The picture is there, or another one is coming. The same picture again, as after a move in the page, changes nothing. */
  setSize(size: Size | undefined): void {
    const same = size !== undefined && this.#size !== undefined && fits(size, this.#size);
    this.#size = size;
    if (!same || this.session === undefined) this.#open();
  }

  /** Labels or the initial value have changed: begins anew, unless the worker has begun. */
  setSource(source: MaskSource): void {
    this.#source = source;
    this.#start = undefined;
    this.notice = "";
    void this.#load(source);
  }

  /** Throws an Error when the draft holds no mask. */
  restore(state: Json): void {
    this.#draft = state === null ? undefined : readDraft(state);
    this.#open();
  }

  /** Back to the initial value. */
  reset(): void {
    this.#draft = undefined;
    this.#open();
  }

  /** Begins anew with another source, whatever the worker has done. */
  replace(source: MaskSource): void {
    const size = this.#size;
    this.setSize(undefined);
    this.reset();
    this.setSource(source);
    this.setSize(size);
  }

  get draftState(): Json {
    const document = this.session?.document;
    // Before the picture is there, a draft that has come already is still the draft.
    if (document === undefined) return this.#given?.state ?? null;
    if (this.#given?.revision !== document.revision) this.#given = { revision: document.revision, state: draftOf(document) };
    return this.#given.state;
  }

  get isModified(): boolean {
    const document = this.session?.document;
    if (document === undefined) return false;
    if (this.#sameAs?.revision !== document.revision)
      this.#sameAs = { revision: document.revision, modified: !this.#isAsGiven(document.map.cells, document.objects) };
    return this.#sameAs.modified;
  }

  /** Lets the worker go; the next question starts another. */
  close(): void {
    if (!this.isLoading) this.#client.close();
  }

  #isAsGiven(cells: Uint16Array, objects: readonly MaskObject[]): boolean {
    const start = this.#start;
    const labelOf = (value: number, among: readonly MaskObject[]): string | undefined =>
      among.find((object) => object.value === value)?.label;
    if (start?.objects.some(({ value, label }) => labelOf(value, objects) !== label) === true) return false;
    return start === undefined ? !cells.some((value) => value !== 0) : cells.every((value, cell) => start.cells[cell] === value);
  }

  async #load({ labels, initial }: MaskSource): Promise<void> {
    this.#loading?.abort();
    const loading = new AbortController();
    this.#loading = loading;
    const objects = this.#kind.start(labels, initial);
    const address = maskAddress(initial);
    this.isLoading = address !== "";
    if (address !== "") {
      try {
        const mask = assignMask(await fetchMask(address, this.#client, loading.signal), objects);
        if (!loading.signal.aborted) this.#accept(mask);
      } catch (error) {
        if (loading.signal.aborted) return;
        this.notice = segmentationWords().maskUnreadable(error instanceof Error ? error.message : String(error));
      }
    }
    if (loading.signal.aborted) return;
    this.isLoading = false;
    if (this.session === undefined || !this.#hasWork) this.#open();
    else this.session.extend(objects);
    this.#sameAs = undefined;
    this.#host.requestUpdate();
  }

  /** Whether there is something a new beginning would lose. */
  get #hasWork(): boolean {
    return this.#draft !== undefined || this.session?.document.canUndo === true;
  }

  #accept(mask: AssignedMask): void {
    this.#start = mask;
    if (mask.unowned.length > 0) {
      const shown = mask.unowned.slice(0, 8).map(colourText);
      const more = mask.unowned.length > shown.length ? "…" : "";
      this.notice = segmentationWords().unowned(shown.join(", ") + more);
    }
  }

  #open(): void {
    const size = this.#size;
    this.session = undefined;
    if (size !== undefined && (this.#draft !== undefined || !this.isLoading)) this.session = this.#newSession(size);
    this.#given = undefined;
    this.#sameAs = undefined;
    this.#host.requestUpdate();
    this.#host.requestDraw();
  }

  #newSession(size: Size): PaintingSession {
    const draft = this.#draft;
    if (draft !== undefined && fits(draft, size)) return this.#sessionOf(size, draft.objects, draft.cells.slice());
    const start = this.#start;
    if (start !== undefined && fits(start, size)) return this.#sessionOf(size, start.objects, start.cells.slice());
    if (start !== undefined) this.notice = segmentationWords().maskOtherSize(sizeText(start), sizeText(size));
    return this.#sessionOf(size, this.#kind.start(this.#source.labels, this.#source.initial));
  }

  #sessionOf(size: Size, objects: readonly MaskObject[], cells?: Uint16Array): PaintingSession {
    return new PaintingSession(this.#host, this.#kind, size, objects, cells);
  }
}

function fits(one: Size, other: Size): boolean {
  return one.width === other.width && one.height === other.height;
}

function sizeText({ width, height }: Size): string {
  return `${width} × ${height}`;
}
