import type { Answer, ControlState, PortalMessage, Theme } from "../../shared/messages/worker-page-messages.js";
import { captureDraft, captureStates, controlStates, restoreStates } from "../answer/draft.js";
import { isWriting } from "../control/interactive-content.js";
import { serializeAnswer } from "../answer/serialize.js";
import { AnswerEvent, type CrowdForm } from "../crowd-form/crowd-form.js";
import { words } from "../words/page-words.js";
import { answerForm, draftRoot } from "./answer-form.js";
import { DraftWatch } from "./draft-watch.js";
import { firstControl } from "./first-control.js";
import { keyHintsOf } from "./key-hints.js";
import { declaresColours } from "./own-colours.js";
import { pageClipboard } from "./page-clipboard.js";
import type { PortalLink } from "./portal-link.js";
import type { Stillness } from "./stillness.js";

/** Keys the portal has a use for while the focus is in the page. */
const portalKeys: readonly string[] = ["?"];

/** A worker page inside the portal: what it tells the portal, and what it does when told. */
export class WorkerPage {
  readonly #page: Document;
  readonly #link: PortalLink;
  readonly #stillness: Stillness;
  readonly #drafts: DraftWatch;
  #started = false;
  #sending = false;
  /** Whether the portal was told that this page can be submitted; undefined before it was told anything. */
  #announcedAs: boolean | undefined;
  /** Restored states whose controls the template has not inserted yet. */
  #waiting: readonly ControlState[] = [];
  #focused: Element | null = null;

  constructor(page: Document, link: PortalLink, stillness: Stillness) {
    this.#page = page;
    this.#link = link;
    this.#stillness = stillness;
    this.#drafts = new DraftWatch(
      page,
      () => captureDraft(draftRoot(page)),
      (draft) => {
        if (this.#form?.isLocked !== true) link.send({ type: "draft", draft });
      },
    );
  }

  /** Says that the page is ready and listens from then on. */
  open(): void {
    this.#page.addEventListener(AnswerEvent.type, this.#onAnswer);
    this.#page.addEventListener("keydown", this.#onKey);
    pageClipboard.onCopy = (content) => {
      this.#link.send({ type: "clipboard", content });
    };
    this.#link.listen((message) => {
      this.#hear(message);
    });
    this.#announce();
  }

  /** After scripts inserted something: a form makes the page submittable, controls get what the draft says of them. */
  welcomeInserted(): void {
    if (this.#announcedAs === false && this.#form !== null) this.#announce();
    this.#restoreWaiting();
  }

  #announce(): void {
    this.#announcedAs = this.#form !== null;
    this.#link.send({ type: "ready", submittable: this.#announcedAs });
  }

  #restoreWaiting(): void {
    if (this.#waiting.length > 0) this.#waiting = restoreStates(draftRoot(this.#page), this.#waiting);
  }

  get #form(): CrowdForm | null {
    return answerForm(this.#page);
  }

  #hear(message: PortalMessage): void {
    if (message.type === "start") this.#start(message);
    else if (message.type === "theme") applyTheme(this.#page, message.theme);
    else if (message.type === "request-submit") this.#submit();
    else if (message.type === "request-draft") this.#tellDraft();
    else if (message.type === "request-keys") this.#tellKeys();
    else if (message.type === "clipboard") pageClipboard.receive(message.content);
    else if (message.type === "submitting") this.#lock();
    else if (message.type === "failed") this.#unlock(message.message);
    else this.#showSaved();
  }

  #start(message: PortalMessage & { type: "start" }): void {
    applyTheme(this.#page, message.theme);
    if (this.#started) return;
    this.#started = true;
    this.#waiting = controlStates(message.draft);
    this.#restoreWaiting();
    this.#stillness.begin();
    this.#drafts.begin();
    firstControl(this.#form ?? this.#page)?.focus({ preventScroll: true });
  }

  /** Hands the answer in: through the form, or in a page without one by itself, once its native controls are valid. */
  #submit(): void {
    if (this.#form !== null) {
      this.#form.requestSubmit();
      return;
    }
    const controls = this.#page.querySelectorAll<HTMLInputElement>("input, select, textarea");
    if (![...controls].every((control) => control.reportValidity())) return;
    this.#drafts.cancel();
    this.#send(serializeAnswer(this.#page.body));
  }

  /** The answer, and beside it the states to put the page back with. */
  #send(answer: Answer): void {
    const draft = { answer: {}, controls: captureStates(draftRoot(this.#page)) };
    this.#link.send({ type: "submit", answer, draft });
  }

  /** What the worker wrote last, should that not have been told yet; and that all is told. */
  #tellDraft(): void {
    this.#drafts.flush();
    this.#link.send({ type: "draft-told" });
  }

  #tellKeys(): void {
    this.#link.send({ type: "keys", hints: keyHintsOf(this.#page) });
  }

  #lock(): void {
    this.#drafts.cancel();
    if (this.#form?.isLocked !== true) this.#focused = this.#page.activeElement;
    this.#form?.lock();
    this.#page.body.inert = true;
    this.#page.documentElement.dataset["truthloopBusy"] = "";
  }

  #unlock(message: string): void {
    this.#page.body.inert = false;
    delete this.#page.documentElement.dataset["truthloopBusy"];
    this.#form?.unlock(message);
    if (this.#focused instanceof HTMLElement) this.#focused.focus({ preventScroll: true });
  }

  #showSaved(): void {
    this.#lock();
    delete this.#page.documentElement.dataset["truthloopBusy"];
    this.#form?.showSaved(words().saved);
  }

  readonly #onAnswer = (event: Event): void => {
    if (!(event instanceof AnswerEvent) || !this.#started || this.#sending) return;
    // A button may submit by its form-action and by its own script at once; the portal hears one answer.
    this.#sending = true;
    setTimeout(() => (this.#sending = false));
    this.#drafts.cancel();
    this.#send(event.answer);
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.defaultPrevented && this.#started) {
      event.preventDefault();
      this.#submit();
      return;
    }
    const used = event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isWriting(event);
    if (used || !portalKeys.includes(event.key)) return;
    // First what the sheet is to show, then that it is wanted.
    this.#tellKeys();
    this.#link.send({ type: "shortcut", key: event.key });
  };
}

/** Dark only for templates that leave colours to us. */
export function applyTheme(page: Document, theme: Theme): void {
  page.documentElement.dataset["theme"] = declaresColours(page) ? "light" : theme;
}
