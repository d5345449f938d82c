import type { Box, Point, Size } from "../drawing/point.js";
import { centeredView, visibleBox, type View } from "../drawing/view.js";
import type { StageTool } from "../image-stage/stage-layer.js";
import { KeyboardPointer } from "./keyboard-pointer.js";
import type { PaintingSession } from "./painting-session.js";
import { notched, paintTool, type PaintTool, type ToolName } from "./segmentation-tools.js";
import { PolygonTool } from "./tools/polygon-tool.js";
import { SegmentTool } from "./tools/segment-tool.js";

/** The tool in hand, moved by a pointer through the stage or by keys through here. */
export class ToolHand {
  readonly #cross = new KeyboardPointer();
  #name: ToolName = "brush";
  #tool: StageTool | undefined;
  #session: PaintingSession | undefined;

  get kind(): PaintTool {
    return paintTool(this.#name);
  }

  /** What the stage is given. */
  get tool(): StageTool | undefined {
    return this.#tool;
  }

  /** Puts down what is in hand and takes another tool, or the same one, for a mask. */
  take(name: ToolName, session: PaintingSession | undefined): void {
    this.#putDown();
    this.#name = name;
    this.#session = session;
    this.#tool = session === undefined ? undefined : paintTool(name).make(session);
  }

  /** Keeps the tool when the mask is the same as before. */
  follow(session: PaintingSession | undefined): void {
    if (session !== this.#session) this.take(this.#name, session);
  }

  /** Ends a polygon with the corners it has; false when none is begun. */
  finish(): boolean {
    const drawing = this.#tool instanceof PolygonTool && this.#tool.isDrawing ? this.#tool : undefined;
    drawing?.finish();
    return drawing !== undefined;
  }

  /** Takes the last corner of a polygon back; false when there is none. */
  stepBack(): boolean {
    const drawing = this.#tool instanceof PolygonTool && this.#tool.isDrawing ? this.#tool : undefined;
    drawing?.removeCorner();
    return drawing !== undefined;
  }

  /** Gives up what is begun and shows nothing ahead any more; false when nothing was begun. */
  letGo(): boolean {
    const begun = this.#giveUp();
    this.#putDown();
    return begun;
  }

  /** One notch of the tool's own setting. */
  notch(direction: 1 | -1): void {
    const session = this.#session;
    const { setting } = this.kind;
    if (session === undefined || setting === undefined) return;
    session.settings[setting.of] = notched(session.settings, setting, direction);
    const { ring } = session.preview;
    if (ring !== undefined) session.preview.ring = { ...ring, radius: session.brushRadius };
    if (this.#tool instanceof SegmentTool) this.#tool.forget();
  }

  /** Where the keyboard's cross is, if that is beyond a part of the image. */
  crossBeyond({ left, top, width, height }: Box): Point | undefined {
    const at = this.#cross.at;
    if (at === undefined) return undefined;
    return at.x < left || at.y < top || at.x > left + width || at.y > top + height ? at : undefined;
  }

  /** A key of the picture, on a stage of some size in CSS pixels; keeps the cross in sight. False for no use. */
  useStageKey(event: KeyboardEvent, stage: { view: View }, screen: Size): boolean {
    if (this.#session === undefined) return false;
    const sight = visibleBox(stage.view, this.#session.map, screen);
    const used = this.useKey(event, stage.view, sight);
    const strayed = this.crossBeyond(sight);
    if (strayed !== undefined) stage.view = centeredView(stage.view, strayed, screen);
    return used;
  }

  /** Arrows, Enter, Backspace and Escape on the picture; false for no use. `sight` is the part of the image on screen. */
  useKey(event: KeyboardEvent, view: View, sight: Box): boolean {
    const session = this.#session;
    if (session === undefined || event.ctrlKey || event.metaKey) return false;
    const tool = this.#tool;
    let used = true;
    if (event.key === "Enter") this.#enter(view, sight);
    else if (event.key === "Escape") used = this.#giveUp();
    else if (event.key === "Backspace" && tool instanceof PolygonTool) tool.removeCorner();
    else used = this.#cross.move(event, view, sight, tool);
    session.preview.cross = this.#cross.at;
    session.redraw();
    return used;
  }

  #enter(view: View, sight: Box): void {
    const tool = this.#tool;
    if (tool instanceof PolygonTool && tool.endsAt(this.#cross.at)) tool.finish();
    else this.#cross.press(view, sight, tool, this.kind.holds === true);
  }

  #giveUp(): boolean {
    const begun = this.#tool instanceof PolygonTool && this.#tool.isDrawing;
    this.#tool?.cancel();
    return this.#cross.release(this.#tool) || begun;
  }

  #putDown(): void {
    this.#cross.release(this.#tool);
    this.#tool?.cancel();
    this.#tool?.hover(undefined);
    if (this.#tool instanceof SegmentTool) this.#tool.forget();
    if (this.#session !== undefined) this.#session.preview.cross = undefined;
    this.#session?.redraw();
  }
}
