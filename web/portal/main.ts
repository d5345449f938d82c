/** Starts the portal. */
import { FrontDesk } from "./front-desk.js";
import "./portal-app.js";
import { PortalApi } from "./wire/portal-api.js";
import {
  browserDraftShelf,
  browserOutboxShelf,
  forgetDraftsBefore,
  memoryDraftShelf,
  memoryOutboxShelf,
  openBrowserDatabase,
} from "./work/browser-shelf.js";
import { otherTabs } from "./work/other-tabs.js";
import { Outbox } from "./work/outbox.js";

const api = new PortalApi(fetch.bind(window));
const database = await openBrowserDatabase().catch(() => null);
// Revisions are times in milliseconds; no task waits a month for its worker.
const monthMs = 30 * 24 * 3600_000;
if (database !== null) void forgetDraftsBefore(database, Date.now() - monthMs).catch(() => undefined);
const shelf = database === null ? memoryOutboxShelf() : browserOutboxShelf(database);
const drafts = database === null ? memoryDraftShelf() : browserDraftShelf(database);
const outbox = new Outbox(
  shelf,
  (entry, openNext) => api.submit(entry.assignmentId, entry.answer, entry.submissionKey, openNext, entry.draft ?? null),
  Math.random,
);
const desk = new FrontDesk(api, outbox, drafts, otherTabs());
document.documentElement.lang = desk.localization.language;

const app = document.createElement("tl-portal");
Object.assign(app, { desk });
document.body.append(app);
await desk.open();
