/** What this browser keeps through reload, crash and sign-out: unsent answers and drafts, in IndexedDB. */
import type { OutboxEntry, OutboxShelf } from "./outbox.js";
import type { DraftShelf, KeptDraft } from "./draft-saver.js";

const answers = "answers";
const drafts = "drafts";

/** Opens the database of this origin. Rejects where the browser forbids storage (some private modes). */
export function openBrowserDatabase(name = "truthloop-portal"): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore(answers, { keyPath: "assignmentId" });
      opening.result.createObjectStore(drafts, { keyPath: "assignmentId" });
    };
    opening.onsuccess = () => {
      resolve(opening.result);
    };
    opening.onerror = () => {
      reject(opening.error ?? new Error("The browser's storage could not be opened."));
    };
  });
}

/** One transaction; resolves with what `work` gave once the browser has taken it in. */
function within<Result>(
  database: IDBDatabase,
  store: string,
  mode: IDBTransactionMode,
  work: (objects: IDBObjectStore, give: (result: Result) => void) => void,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, mode);
    let result: Result;
    work(transaction.objectStore(store), (given) => {
      result = given;
    });
    transaction.oncomplete = () => {
      resolve(result);
    };
    transaction.onabort = () => {
      reject(transaction.error ?? new Error("The browser's storage is full or closed."));
    };
  });
}

export function browserOutboxShelf(database: IDBDatabase): OutboxShelf {
  return {
    all: () =>
      within<OutboxEntry[]>(database, answers, "readonly", (objects, give) => {
        const reading = objects.getAll() as IDBRequest<OutboxEntry[]>;
        reading.onsuccess = () => {
          give(reading.result);
        };
      }),
    putUnlessWaiting: (entry) =>
      within<OutboxEntry>(database, answers, "readwrite", (objects, give) => {
        const reading = objects.get(entry.assignmentId) as IDBRequest<OutboxEntry | undefined>;
        reading.onsuccess = () => {
          const there = reading.result;
          if (there?.refused === null && there.workerId === entry.workerId) {
            give(there);
            return;
          }
          objects.put(entry);
          give(entry);
        };
      }),
    put: (entry) =>
      within(database, answers, "readwrite", (objects) => {
        objects.put(entry);
      }),
    remove: (assignmentId) =>
      within(database, answers, "readwrite", (objects) => {
        objects.delete(assignmentId);
      }),
  };
}

/** Forgets copies of drafts older than a revision: tasks nobody has come back to. */
export function forgetDraftsBefore(database: IDBDatabase, revision: number): Promise<void> {
  return within(database, drafts, "readwrite", (objects) => {
    const reading = objects.getAll() as IDBRequest<KeptDraft[]>;
    reading.onsuccess = () => {
      for (const kept of reading.result) if (kept.revision < revision) objects.delete(kept.assignmentId);
    };
  });
}

export function browserDraftShelf(database: IDBDatabase): DraftShelf {
  return {
    get: (assignmentId) =>
      within<KeptDraft | null>(database, drafts, "readonly", (objects, give) => {
        const reading = objects.get(assignmentId) as IDBRequest<KeptDraft | undefined>;
        reading.onsuccess = () => {
          give(reading.result ?? null);
        };
      }),
    put: (draft) =>
      within(database, drafts, "readwrite", (objects) => {
        const reading = objects.get(draft.assignmentId) as IDBRequest<KeptDraft | undefined>;
        reading.onsuccess = () => {
          if ((reading.result?.revision ?? 0) <= draft.revision) objects.put(draft);
        };
      }),
    remove: (assignmentId, upToRevision) =>
      within(database, drafts, "readwrite", (objects) => {
        const reading = objects.get(assignmentId) as IDBRequest<KeptDraft | undefined>;
        reading.onsuccess = () => {
          if ((reading.result?.revision ?? 0) <= upToRevision) objects.delete(assignmentId);
        };
      }),
  };
}

/** The same, in memory, for a browser that forbids storage: work goes on, only a crash is not survived. */
export function memoryOutboxShelf(): OutboxShelf {
  const kept = new Map<string, OutboxEntry>();
  return {
    all: () => Promise.resolve([...kept.values()]),
    putUnlessWaiting: (entry) => {
      const there = kept.get(entry.assignmentId);
      if (there?.refused === null && there.workerId === entry.workerId) return Promise.resolve(there);
      kept.set(entry.assignmentId, entry);
      return Promise.resolve(entry);
    },
    put: (entry) => {
      kept.set(entry.assignmentId, entry);
      return Promise.resolve();
    },
    remove: (assignmentId) => {
      kept.delete(assignmentId);
      return Promise.resolve();
    },
  };
}

export function memoryDraftShelf(): DraftShelf {
  const kept = new Map<string, KeptDraft>();
  return {
    get: (assignmentId) => Promise.resolve(kept.get(assignmentId) ?? null),
    put: (draft) => {
      if ((kept.get(draft.assignmentId)?.revision ?? 0) <= draft.revision) kept.set(draft.assignmentId, draft);
      return Promise.resolve();
    },
    remove: (assignmentId, upToRevision) => {
      if ((kept.get(assignmentId)?.revision ?? 0) <= upToRevision) kept.delete(assignmentId);
      return Promise.resolve();
    },
  };
}
