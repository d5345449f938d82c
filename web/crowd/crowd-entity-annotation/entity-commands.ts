import type { SpanLabel } from "../text-spans/label-set.js";
import type { EntitySession } from "./entity-session.js";
import type { LabelPalette } from "./label-palette.js";
import type { LabelledText } from "./labelled-text.js";
import type { PlainCommand, TextCommand } from "./text-commands.js";

/** What commands act on beside the session. */
export interface CommandScope {
  readonly labels: ReadonlyMap<string, SpanLabel>;
  readonly relations: readonly SpanLabel[];
  readonly view: LabelledText | undefined;
  readonly palette: LabelPalette | null;
}

/** Does what a key asks. False when it asks nothing here; "spoken" when the caret's new place is to be read aloud. */
export function actOn(
  command: TextCommand,
  inText: boolean,
  session: EntitySession,
  scope: CommandScope,
): boolean | "spoken" {
  if (command.kind === "move") {
    const resizing = command.extend && session.selected !== undefined;
    scope.view?.moves.move(command);
    return resizing ? true : "spoken";
  }
  if (command.kind === "label") return useKey(command.key, session, scope.labels);
  if (command.kind === "all") {
    scope.view?.moves.selectAll();
    return "spoken";
  }
  return actions[command.kind](session, scope, inText);
}

function useKey(key: string, session: EntitySession, labels: ReadonlyMap<string, SpanLabel>): boolean {
  const found = Array.from(labels.values()).find((label) => label.key === key);
  if (found === undefined) return false;
  session.useLabel(found.label);
  return true;
}

type Action = (session: EntitySession, scope: CommandScope, inText: boolean) => boolean;

const actions: Readonly<Record<Exclude<PlainCommand, "all">, Action>> = {
  remove: (session) => {
    if (session.selected === undefined) return false;
    session.remove();
    return true;
  },
  undo: (session) => {
    session.undo();
    return true;
  },
  redo: (session) => {
    session.redo();
    return true;
  },
  next: (session, scope) => step(session, scope, 1),
  previous: (session, scope) => step(session, scope, -1),
  repeat: (session) => {
    if (session.selected === undefined) return false;
    session.repeat();
    return true;
  },
  relate: (session, scope) => {
    const label = nextRelation(session, scope.relations);
    if (session.selected === undefined || label === undefined) return false;
    session.relate(label);
    return true;
  },
  search: (_, scope) => {
    if (scope.palette?.isSearchable !== true) return false;
    scope.palette.focus();
    return true;
  },
  confirm: (session, _, inText) => {
    if (!inText) return false;
    if (session.range !== undefined && session.activeLabel !== undefined) session.useLabel(session.activeLabel);
    else session.pickAt(session.selected?.start ?? session.selection?.focus ?? 0);
    return true;
  },
  cancel: (session) => session.cancel(),
};

function step(session: EntitySession, scope: CommandScope, way: 1 | -1): boolean {
  session.step(way);
  if (session.selected !== undefined) scope.view?.reveal(session.selected.start);
  return session.selected !== undefined;
}

/** Pressed again, the key goes on to the next kind of relation, and after the last gives up. */
function nextRelation(session: EntitySession, relations: readonly SpanLabel[]): string | undefined {
  const current = relations.findIndex((relation) => relation.label === session.relating?.label);
  return (relations[current + 1] ?? relations[current])?.label;
}
