import { LitElement } from "lit";
import { AnswerEvent } from "../crowd-form/crowd-form.js";
import { localization } from "../words/page-words.js";
import { showPreview } from "./answer-preview.js";
import { declaresColours } from "./own-colours.js";
import { adoptPageStyle } from "./page-style.js";
import { PortalLink, portalOrigin } from "./portal-link.js";
import { Stillness } from "./stillness.js";
import { freeSwallowedSiblings } from "./swallowed-siblings.js";
import { WorkerPage } from "./worker-page.js";

/** Takes a page from first script to ready: style, repair, readiness, and the portal or the preview. */
export async function startPage(page: Document): Promise<void> {
  adoptPageStyle(page);
  const origin = portalOrigin(page);
  const stillness = origin === undefined ? undefined : new Stillness(page);
  await parsed(page);
  stillness?.hold();
  freeSwallowedSiblings(page);
  if (page.documentElement.lang === "") page.documentElement.lang = localization.language;
  if (declaresColours(page)) page.documentElement.dataset["theme"] = "light";
  await upgraded(page);
  if (origin === undefined || stillness === undefined) {
    repairLater(page, () => undefined);
    page.addEventListener(AnswerEvent.type, (event) => {
      if (event instanceof AnswerEvent) showPreview(page, event.answer);
    });
    announceReady(page);
    page.querySelector<HTMLElement>("[auto-focus]")?.focus({ preventScroll: true });
    return;
  }
  const link = new PortalLink(window, origin);
  reportFaults(link);
  const worker = new WorkerPage(page, link, stillness);
  repairLater(page, () => {
    worker.welcomeInserted();
  });
  announceReady(page);
  worker.open();
}

function announceReady(page: Document): void {
  page.dispatchEvent(new Event("all-crowd-elements-ready", { bubbles: true }));
}

async function parsed(page: Document): Promise<void> {
  if (page.readyState !== "loading") return;
  await new Promise((resolve) => {
    page.addEventListener("DOMContentLoaded", resolve, { once: true });
  });
}

/** Renders once more what was rendered before its siblings (labels, peers) were parsed, and waits for it. */
async function upgraded(page: Document): Promise<void> {
  const elements = Array.from(page.querySelectorAll("*")).filter((element) => element instanceof LitElement);
  for (const element of elements) element.requestUpdate();
  await Promise.all(elements.map((element) => element.updateComplete));
}

/** What scripts insert later may be self-closed too. */
function repairLater(page: Document, inserted: () => void): void {
  new MutationObserver((changes) => {
    const added = changes.flatMap((change) => Array.from(change.addedNodes));
    const elements = added.filter((node) => node instanceof Element && node.isConnected) as Element[];
    for (const element of elements) freeSwallowedSiblings(element);
    if (elements.length > 0) inserted();
  }).observe(page.documentElement, { childList: true, subtree: true });
}

/** Faults a requester should hear of: what their scripts throw, and elements this bundle does not know. */
function reportFaults(link: PortalLink): void {
  const unknown = Array.from(document.querySelectorAll(":not(:defined)"), (element) => element.localName);
  for (const name of new Set(unknown.filter((tag) => tag.startsWith("crowd-"))))
    link.send({ type: "error", message: `<${name}> is not supported` });
  window.addEventListener("error", (event) => {
    link.send({ type: "error", message: event.message });
  });
}
