import { LitElement } from "lit";
import type { LateBundles } from "../bundles/late-bundles.js";
import { AnswerEvent } from "../crowd-form/crowd-form.js";
import { localization, words } from "../words/page-words.js";
import { showPreview } from "./answer-preview.js";
import { watchBlockedLoads } from "./blocked-loads.js";
import { declaresColours } from "./own-colours.js";
import { offerKeySheet } from "./key-sheet.js";
import { adoptPageStyle } from "./page-style.js";
import { PortalLink, portalOrigin } from "./portal-link.js";
import { Stillness } from "./stillness.js";
import { freeSwallowedSiblings } from "./swallowed-siblings.js";
import { WorkerPage } from "./worker-page.js";

/** Takes a page from first script to ready: style, repair, readiness, and the portal or the preview. */
export async function startPage(page: Document, late: LateBundles): Promise<void> {
  adoptPageStyle(page);
  late.watchParsing();
  const origin = portalOrigin(page);
  const stillness = origin === undefined ? undefined : new Stillness(page);
  await parsed(page);
  stillness?.hold();
  freeSwallowedSiblings(page);
  if (page.documentElement.lang === "") page.documentElement.lang = localization.language;
  if (declaresColours(page)) page.documentElement.dataset["theme"] = "light";
  const fault = await loaded(page, late);
  await upgraded(page);
  if (origin === undefined || stillness === undefined) {
    repairLater(page, late, () => undefined);
    page.addEventListener(AnswerEvent.type, (event) => {
      if (event instanceof AnswerEvent) showPreview(page, event.answer);
    });
    offerKeySheet(page);
    announceReady(page);
    page.querySelector<HTMLElement>("[auto-focus]")?.focus({ preventScroll: true });
    return;
  }
  const link = new PortalLink(window, origin);
  reportFaults(link);
  if (fault !== undefined) link.send({ type: "error", message: fault });
  const worker = new WorkerPage(page, link, stillness);
  repairLater(page, late, () => {
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

/** Waits for the elements that come in bundles of their own; what cannot be had is said and keeps nobody waiting. */
async function loaded(page: ParentNode, late: LateBundles): Promise<string | undefined> {
  try {
    await late.load(page);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** What scripts insert later may be self-closed too, and of a kind that has not been loaded yet. */
function repairLater(page: Document, late: LateBundles, inserted: () => void): void {
  new MutationObserver((changes) => {
    const added = changes.flatMap((change) => Array.from(change.addedNodes));
    const elements = added.filter((node) => node instanceof Element && node.isConnected) as Element[];
    for (const element of elements) {
      freeSwallowedSiblings(element);
      late.load(element).then((fetched) => {
        if (fetched) inserted();
      }, reportError);
    }
    if (elements.length > 0) inserted();
  }).observe(page.documentElement, { childList: true, subtree: true });
}

/** Faults a requester should hear of: what their scripts throw, and elements this bundle does not know. */
function reportFaults(link: PortalLink): void {
  const unknown = Array.from(document.querySelectorAll(":not(:defined)"), (element) => element.localName);
  for (const name of new Set(unknown.filter((tag) => tag.startsWith("crowd-"))))
    link.send({ type: "error", message: `<${name}> is not supported` });
  watchBlockedLoads(document, (hosts) => {
    link.send({ type: "error", message: words().blocked(hosts.join(", ")) });
  });
  window.addEventListener("error", (event) => {
    link.send({ type: "error", message: event.message });
  });
}
