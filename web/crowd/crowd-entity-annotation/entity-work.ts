import type { Json } from "../../shared/messages/worker-page-messages.js";
import type { Annotation } from "../text-spans/annotation.js";
import { CodePointIndex } from "../text-spans/code-points.js";
import { readEntities } from "../text-spans/entity-codec.js";
import type { SpanLabel } from "../text-spans/label-set.js";
import { EntitySession, type SessionEvent } from "./entity-session.js";
import { annotationOfDraft, entityAnswer, entityDraft, type AnswerOptions } from "./entity-value.js";
import { allLabels } from "./label-list.js";

/** Who hears of what happens. */
export interface WorkListener {
  readonly changed: () => void;
  readonly told: (event: SessionEvent) => void;
}

/** The work on one text with what it came with: the session, and its answer and draft, made once per edit. */
export class EntityWork {
  readonly session: EntitySession;
  readonly index: CodePointIndex;
  /** How many of the given entities have no place in the text. */
  readonly misplaced: number;
  /** A draft of another text: the right text may be on its way. */
  readonly unplacedDraft: Json | undefined;
  readonly #text: string;
  readonly #initial: unknown;
  readonly #first: Annotation;
  #known: Annotation;
  #answer: { readonly of: Annotation; readonly key: string; readonly json: Json } | undefined;
  #draft: { readonly of: Annotation; readonly json: Json } | undefined;
  #labels: { readonly given: unknown; readonly all: ReadonlyMap<string, SpanLabel> } | undefined;

  constructor(text: string, initial: unknown, draft: Json | undefined, listener: WorkListener) {
    this.#text = text;
    this.#initial = initial;
    this.index = new CodePointIndex(text);
    const given = readEntities(initial, this.index);
    const drafted = draft === undefined ? undefined : annotationOfDraft(draft, text.length);
    this.#first = given.annotation;
    this.misplaced = given.misplaced;
    this.unplacedDraft = drafted === undefined ? draft : undefined;
    this.session = new EntitySession(text, drafted ?? given.annotation, listener.changed, listener.told);
    this.#known = this.session.annotation;
  }

  /** Whether this is the work on a text; another initial value matters only while the worker has done nothing. */
  isFor(text: string, initial: unknown): boolean {
    return text === this.#text && (initial === this.#initial || this.session.canUndo);
  }

  /** Whether the annotation has changed since this was last asked. */
  takeEdit(): boolean {
    const edited = this.#known !== this.session.annotation;
    this.#known = this.session.annotation;
    return edited;
  }

  answer(options: AnswerOptions): Json {
    const of = this.session.annotation;
    const key = JSON.stringify(options);
    if (this.#answer?.of !== of || this.#answer.key !== key)
      this.#answer = { of, key, json: entityAnswer(of, this.index, options) };
    return this.#answer.json;
  }

  get draft(): Json {
    const of = this.session.annotation;
    if (this.#draft?.of !== of) this.#draft = { of, json: entityDraft(of, this.#text.length) };
    return this.#draft.json;
  }

  /** The labels that are offered, and those the given spans use besides. */
  labelsFor(given: unknown): ReadonlyMap<string, SpanLabel> {
    if (this.#labels === undefined || this.#labels.given !== given)
      this.#labels = { given, all: allLabels(given, this.#first) };
    return this.#labels.all;
  }
}
