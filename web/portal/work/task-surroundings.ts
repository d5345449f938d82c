/** What the task page gives its runner to work with. */
import type { KeyHint, PortalMessage, Theme } from "../../shared/messages/worker-page-messages.js";
import type { Task } from "../wire/contract.js";
import type { PortalApi } from "../wire/portal-api.js";
import type { DraftShelf } from "./draft-saver.js";
import type { Outbox } from "./outbox.js";

export interface Frames {
  show(task: Task): void;
  loadBehind(task: Task): void;
  dropBehind(): void;
  clear(): void;
  tell(message: PortalMessage): void;
  focusFront(): void;
}

export interface Surroundings {
  readonly api: PortalApi;
  readonly outbox: Outbox;
  readonly drafts: DraftShelf;
  readonly frames: Frames;
  readonly workerId: string;
  readonly theme: () => Theme;
  readonly serverNowMs: () => number;
  readonly random: () => number;
  readonly newKey: () => string;
  readonly onChange: () => void;
  readonly onShortcut: (key: string) => void;
  /** The page in front has told which keys work in it. */
  readonly onKeyHints: (hints: readonly KeyHint[]) => void;
  readonly backToList: (how: "release" | "pause") => void;
  /** Tells the worker's other tabs that this task is done with. */
  readonly tellOtherTabs: (assignmentId: string) => void;
}
