import type { PropertyValues } from "lit";
import { property } from "lit/decorators.js";
import type { Json } from "../../shared/messages/worker-page-messages.js";
import { looseJson } from "../attributes/converters.js";
import type { SceneObject } from "../drawing/scene.js";
import { awsObject } from "../vector-tools/aws-shapes.js";
import type { DrawingLook } from "../vector-tools/drawing-look.js";
import { KeypointTool } from "../vector-tools/keypoint-tool.js";
import { ListedControl } from "../vector-tools/listed-control.js";
import { isOccluded } from "../vector-tools/point-visibility.js";
import { nextInSkeleton, readSkeleton } from "./skeleton.js";

/**
 * Sets labelled points. Gives `{keypoints: [{label, x, y}], inputImageProperties}`. With `groups` or a `skeleton`, both
 * our own, points that belong to one thing share a number, which each point then carries as `group`; with `visibility`,
 * our own too, each point carries whether it is `visible` or `occluded`.
 */
export class CrowdKeypoint extends ListedControl {
  @property({ type: Boolean }) groups = false;
  /** Each point says whether it is seen or occluded. */
  @property({ type: Boolean }) visibility = false;
  @property({ converter: looseJson }) skeleton: unknown;

  constructor() {
    super("keypoint");
    for (const tool of this.place.tools)
      if (tool instanceof KeypointTool)
        tool.onPlaced = () => {
          this.#goOn();
        };
  }

  protected override get look(): DrawingLook {
    return { ...super.look, skeleton: readSkeleton(this.skeleton) };
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.board.asksVisibility = this.visibility;
    if (!this.#grouped) this.board.group = undefined;
    else this.board.group ??= Math.max(0, ...this.board.settled.objects.map(({ group }) => group ?? 0)) + 1;
  }

  protected override writeObject(object: SceneObject): Json {
    const group = this.#grouped && object.group !== undefined ? { group: object.group } : {};
    const visibility = this.visibility ? { visibility: isOccluded(object) ? "occluded" : "visible" } : {};
    return { ...awsObject(object), ...group, ...visibility };
  }

  get #grouped(): boolean {
    return this.groups || readSkeleton(this.skeleton).length > 0;
  }

  /** In a group each label comes once: after a point the next label is at hand. */
  #goOn(): void {
    const { board } = this;
    if (board.group === undefined) return;
    const names = this.place.labels.map(({ name }) => name);
    const points = board.settled.objects.map(({ label, group }) => ({ label, group }));
    const next = nextInSkeleton(names, points, board.label, board.group);
    board.label = next.label;
    board.group = next.group;
    board.onChange();
  }
}
