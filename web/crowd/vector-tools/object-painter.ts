import { middleOf, pointsOf } from "../drawing/shape-geometry.js";
import { boxesMeet, type Box, type Point } from "../drawing/point.js";
import type { Relation, Scene, SceneObject, Shape } from "../drawing/scene.js";
import { thinned, thinningAt } from "../drawing/thinning.js";
import { screenBox, toScreen, type View } from "../drawing/view.js";
import { textOn, type DrawingLook } from "./drawing-look.js";
import { isOccluded } from "./point-visibility.js";

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

const lineWidth = 2;
const fillOpacity = 0.14;
const dotRadius = 5;
/** More names than this cannot be read anyway. */
const mostNames = 300;
/** On a smaller object a name would cover what it names. */
const leastNamed = 28;
const nameFont = "600 11px system-ui, sans-serif";
const nameHeight = 16;

/** Paints objects in the order given, in CSS pixels of the stage. */
export function paintObjects(context: Context, objects: readonly SceneObject[], view: View, look: DrawingLook): void {
  context.lineWidth = lineWidth;
  context.lineJoin = "round";
  const points = objects.filter(({ shape }) => shape.kind === "keypoint");
  paintAll(context, points.length === 0 ? objects : objects.filter(({ shape }) => shape.kind !== "keypoint"), view, look);
  if (!look.namesHidden && objects.length <= mostNames) paintNames(context, objects, view, look);
  // Points are so small that any name would cover them.
  paintAll(context, points, view, look);
}

function paintAll(context: Context, objects: readonly SceneObject[], view: View, look: DrawingLook): void {
  for (const object of objects) {
    const { shape, label } = object;
    context.fillStyle = context.strokeStyle = look.colorOf(label);
    paintShape(context, shape, view);
    if (shape.kind === "keypoint" && isOccluded(object)) paintHollow(context, toScreen(view, shape.point));
  }
}

/** One shape in the present colours of the context. */
export function paintShape(context: Context, shape: Shape, view: View): void {
  if (shape.kind === "box") paintBox(context, shape, view);
  else if (shape.kind === "keypoint") paintDot(context, toScreen(view, shape.point));
  else paintPath(context, shape, view);
}

function paintBox(context: Context, shape: Shape & { kind: "box" }, view: View): void {
  const { left, top, width, height } = screenBox(view, shape.box);
  context.globalAlpha = fillOpacity;
  context.fillRect(left, top, width, height);
  context.globalAlpha = 1;
  context.strokeRect(left, top, width, height);
}

function paintDot(context: Context, { x, y }: Point): void {
  context.beginPath();
  context.arc(x, y, dotRadius, 0, 2 * Math.PI);
  context.fill();
  context.save();
  context.strokeStyle = "#ffffff";
  context.lineWidth = 1.5;
  context.stroke();
  context.restore();
}

/** The middle of an occluded point. */
export function paintHollow(context: Context, { x, y }: Point): void {
  context.beginPath();
  context.arc(x, y, dotRadius - 2.5, 0, 2 * Math.PI);
  context.fillStyle = "#ffffff";
  context.fill();
}

function paintPath(context: Context, shape: Shape & { vertices: readonly Point[] }, view: View): void {
  const path = pathOf(shape, view.scale);
  context.save();
  context.transform(view.a, view.b, view.c, view.d, view.e, view.f);
  context.lineWidth /= view.scale;
  if (shape.kind === "polygon") {
    context.globalAlpha = fillOpacity;
    context.fill(path, "evenodd");
    context.globalAlpha = 1;
  }
  context.stroke(path);
  context.restore();
}

interface CachedPath {
  readonly thinning: number;
  readonly path: Path2D;
}

const paths = new WeakMap<Shape, CachedPath>();

/** A path in image pixels with no more points than a screen at this scale can show; kept with the shape. */
function pathOf(shape: Shape & { vertices: readonly Point[] }, scale: number): Path2D {
  const thinning = thinningAt(scale);
  const known = paths.get(shape);
  if (known?.thinning === thinning) return known.path;
  const path = new Path2D();
  thinned(shape.vertices, thinning).forEach(({ x, y }, at) => {
    if (at === 0) path.moveTo(x, y);
    else path.lineTo(x, y);
  });
  if (shape.kind === "polygon") path.closePath();
  paths.set(shape, { thinning, path });
  return path;
}

/** Names from the topmost object down; one that would lie on another's name is left out. */
function paintNames(context: Context, objects: readonly SceneObject[], view: View, look: DrawingLook): void {
  context.font = nameFont;
  context.textBaseline = "middle";
  const taken: Box[] = [];
  for (const object of [...objects].reverse()) {
    const tag = nameTag(context, object, view);
    if (tag === undefined || taken.some((other) => boxesMeet(other, tag.place))) continue;
    taken.push(tag.place);
    paintName(context, tag, look.colorOf(object.label));
  }
}

interface NameTag {
  readonly text: string;
  readonly place: Box;
}

function nameTag(context: Context, { shape, label, group }: SceneObject, view: View): NameTag | undefined {
  const corner = nameCorner(shape, view);
  if (corner === undefined || label === "") return undefined;
  const text = group === undefined ? label : `${label} · ${group}`;
  const width = context.measureText(text).width + 8;
  return { text, place: { left: corner.x, top: corner.y, width, height: nameHeight } };
}

function paintName(context: Context, { text, place: { left, top, width, height } }: NameTag, color: string): void {
  context.fillStyle = color;
  context.fillRect(left, top, width, height);
  context.fillStyle = textOn(color);
  context.fillText(text, left + 4, top + height / 2 + 0.5);
}

/** Where the tag with a name begins: on the upper edge, or beside a point; undefined where there is no room. */
function nameCorner(shape: Shape, view: View): Point | undefined {
  if (shape.kind === "keypoint") {
    const { x, y } = toScreen(view, shape.point);
    return { x: x + dotRadius + 3, y: y - nameHeight / 2 };
  }
  const first = shape.kind === "box" ? undefined : topmost(shape.vertices.map((point) => toScreen(view, point)));
  if (first !== undefined) return { x: first.x, y: first.y - nameHeight };
  const { left, top, width, height } = screenBox(view, shape.kind === "box" ? shape.box : { left: 0, top: 0, width: 0, height: 0 });
  if (width < leastNamed && height < leastNamed) return undefined;
  return { x: left - lineWidth / 2, y: top - nameHeight };
}

function topmost(points: readonly Point[]): Point | undefined {
  return points.reduce<Point | undefined>((best, point) => (best === undefined || point.y < best.y ? point : best), undefined);
}

/** The lines of a skeleton: between the keypoints of each group whose labels belong together. */
export function paintSkeleton(context: Context, objects: readonly SceneObject[], view: View, look: DrawingLook): void {
  if (look.skeleton.length === 0) return;
  const points = new Map<string, { readonly at: Point; readonly color: string }>();
  for (const { shape, label, group, hidden } of objects)
    if (shape.kind === "keypoint" && !hidden)
      points.set(`${group ?? ""} ${label}`, { at: toScreen(view, shape.point), color: look.colorOf(label) });
  const groups = new Set(objects.map(({ group }) => group));
  context.lineWidth = lineWidth;
  for (const group of groups)
    for (const [from, to] of look.skeleton) {
      const [one, other] = [points.get(`${group ?? ""} ${from}`), points.get(`${group ?? ""} ${to}`)];
      if (one === undefined || other === undefined) continue;
      context.strokeStyle = one.color;
      strokeLine(context, one.at, other.at);
    }
}

/** The named arrows between objects. */
export function paintRelations(context: Context, scene: Scene, view: View): void {
  if (scene.relations.length === 0) return;
  const places = new Map(scene.objects.filter(({ hidden }) => !hidden).map(({ id, shape }) => [id, toScreen(view, middleOf(shape))]));
  for (const relation of scene.relations) paintRelation(context, relation, places);
}

function paintRelation(context: Context, relation: Relation, places: ReadonlyMap<string, Point>): void {
  const [from, to] = [places.get(relation.from), places.get(relation.to)];
  if (from === undefined || to === undefined) return;
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  for (const [color, width] of [["#ffffff", 4], ["#1a222d", 2]] as const) {
    context.strokeStyle = color;
    context.lineWidth = width;
    strokeLine(context, from, to);
    for (const turn of [0.85 * Math.PI, -0.85 * Math.PI])
      strokeLine(context, to, { x: to.x + 10 * Math.cos(angle + turn), y: to.y + 10 * Math.sin(angle + turn) });
  }
  if (relation.label === "") return;
  context.font = nameFont;
  context.textBaseline = "middle";
  const width = context.measureText(relation.label).width + 8;
  const corner = { x: (from.x + to.x - width) / 2, y: (from.y + to.y - nameHeight) / 2 };
  context.fillStyle = "#1a222d";
  context.fillRect(corner.x, corner.y, width, nameHeight);
  context.fillStyle = "#ffffff";
  context.fillText(relation.label, corner.x + 4, corner.y + nameHeight / 2 + 0.5);
}

function strokeLine(context: Context, from: Point, to: Point): void {
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.lineTo(to.x, to.y);
  context.stroke();
}

const costs = new WeakMap<readonly SceneObject[], number>();

/** About how much work objects are to paint: their points. */
export function paintingCost(objects: readonly SceneObject[]): number {
  const cost = costs.get(objects) ?? objects.reduce((sum, { shape }) => sum + pointsOf(shape).length, 0);
  costs.set(objects, cost);
  return cost;
}
