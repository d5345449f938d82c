/** What the parts of a workbench tell the tool around them. All bubble, and cross into the tool's shadow root. */
class WorkbenchEvent extends Event {
  constructor(type: string) {
    super(type, { bubbles: true, composed: true });
  }
}

export class ToolPressed extends WorkbenchEvent {
  static readonly type = "tool-pressed";
  readonly id: string;

  constructor(id: string) {
    super(ToolPressed.type);
    this.id = id;
  }
}

export class LabelPicked extends WorkbenchEvent {
  static readonly type = "label-picked";
  readonly label: string;

  constructor(label: string) {
    super(LabelPicked.type);
    this.label = label;
  }
}

/** A worker chose an object in the list; `adding` keeps what was chosen before. */
export class ObjectPicked extends WorkbenchEvent {
  static readonly type = "object-picked";
  readonly id: string;
  readonly adding: boolean;

  constructor(id: string, adding: boolean) {
    super(ObjectPicked.type);
    this.id = id;
    this.adding = adding;
  }
}

export type ObjectSwitch = "hidden" | "locked";

/** A worker hid, showed, locked or unlocked an object; without an id, all of them. */
export class ObjectToggled extends WorkbenchEvent {
  static readonly type = "object-toggled";
  readonly id: string | undefined;
  readonly what: ObjectSwitch;

  constructor(id: string | undefined, what: ObjectSwitch) {
    super(ObjectToggled.type);
    this.id = id;
    this.what = what;
  }
}

export class ObjectRemoved extends WorkbenchEvent {
  static readonly type = "object-removed";
  readonly id: string;

  constructor(id: string) {
    super(ObjectRemoved.type);
    this.id = id;
  }
}
