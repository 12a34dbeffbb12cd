import type { SizeFact } from "../../insight/facts";
import { drawFrame, type Frame, type FrameDrawing, layerSpace, layersText } from "./frame";
import {
  acrossLabelWidth,
  acrossRuler,
  belowHeight,
  belowReach,
  downRuler,
  downRulerSpace,
  isBelow,
  rulerGap,
  type Style,
} from "./ruler";
import type { Scale } from "./scale";
import { arrow, label, shorten, textWidth } from "./svg";

/** What stands in a row of the picture: an array with its rulers and caption, or a sign between two of them. */
export type Item = FrameItem | SignItem | SpaceItem;

export interface FrameItem {
  readonly kind: "frame";
  readonly frame: Frame;
  readonly top?: SizeFact | null;
  readonly left?: SizeFact | null;
  readonly right?: SizeFact | null;
  /** A size whose label stands above the frame, though its ruler is the picture's own: a tie, a fork. */
  readonly labelled?: SizeFact | undefined;
  /** The same beside the frame. */
  readonly labelledDown?: SizeFact | null;
  /** The rulers of these directions are of sizes that clash. */
  readonly wrong?: { readonly across: boolean; readonly down: boolean };
  readonly caption: string;
  /** A second line of the caption, in secondary ink: `× 364 copies`. */
  readonly detail?: string;
  readonly shortDetail?: string;
  readonly drawing?: FrameDrawing;
  /** How far the rulers above and beside it reach, where that isn't the whole frame. */
  readonly reach?: { readonly across: number; readonly down: number };
  /** Drawn by the picture instead of the frame alone. */
  readonly paint?: (x: number, y: number) => string;
}

export interface SignItem {
  readonly kind: "sign";
  /** The sign, or what is written over the arrow. */
  readonly text: string;
  readonly arrow?: boolean;
}

interface SpaceItem {
  readonly kind: "space";
  readonly width: number;
}

export interface Placed {
  readonly item: Item;
  /** Where the frame's face (or the sign) begins. */
  readonly x: number;
  readonly width: number;
}

function captionLength(style: Style): number {
  return style.layout === "compact" ? 11 : 18;
}

function captionText(item: FrameItem, style: Style): string {
  return shorten(item.caption, captionLength(style));
}

/** Under a narrow picture the copies are counted without the word. */
function detailText(item: FrameItem, style: Style): string {
  return (style.layout === "compact" ? item.shortDetail : undefined) ?? item.detail ?? "";
}

/** Above the matrices: the label, the ruler and the distance to it. */
export const topSpace = 34;

/** Between an array and a sign. */
function between(style: Style): number {
  return style.layout === "wide" ? 14 : 8;
}

function captionWidth(item: FrameItem, style: Style): number {
  const detail = [detailText(item, style), layersText(item.frame)].map((text) => textWidth(text, 11));
  return Math.max(textWidth(captionText(item, style)), ...detail);
}

/** What reaches over the frame's sides, by the label above and the caption below, on each side. */
function overhang(item: FrameItem, style: Style): number {
  const above = item.top ?? item.labelled;
  const top = above == null ? 0 : acrossLabelWidth(above, style);
  return Math.max(0, (Math.max(top, captionWidth(item, style)) - item.frame.width) / 2);
}

function showsRight(item: FrameItem, style: Style): boolean {
  return style.layout !== "compact" || item.wrong?.down === true;
}

/** The rulers on the right say what the left ones said: where room is short they go first. */
function shownRight(item: FrameItem, style: Style): number {
  return !showsRight(item, style) || item.right == null ? 0 : downRulerSpace(item.right, style);
}

/** Puts the items side by side. Returns where each begins and how wide the whole is. */
export function placeRow(items: readonly Item[], style: Style): { placed: Placed[]; width: number } {
  const placed: Placed[] = [];
  let x = 4;
  for (const [index, item] of items.entries()) {
    if (item.kind === "space") {
      placed.push({ item, x, width: item.width });
      x += item.width;
      continue;
    }
    if (index > 0) x += between(style);
    if (item.kind === "sign") {
      const width = item.arrow ? arrowWidth(item.text) : textWidth(item.text, 14);
      placed.push({ item, x, width });
      x += width;
    } else {
      const over = overhang(item, style);
      x += Math.max(over, item.left == null ? 0 : downRulerSpace(item.left, style));
      placed.push({ item, x, width: item.frame.width });
      const right = shownRight(item, style) + layerSpace(item.frame);
      x += Math.max(item.frame.width + Math.max(over, right), under(item, style));
    }
  }
  return { placed, width: x + 4 };
}

/** How far a label below the ruler on the left reaches, from the frame's left side. */
function under(item: FrameItem, style: Style): number {
  const size = item.left ?? item.labelledDown;
  return size == null ? 0 : belowReach(size, style);
}

/** The line below the frame that the labels of its vertical rulers take. */
function belowSpace(item: FrameItem, style: Style): number {
  const isTaken = item.left != null || item.labelledDown != null || shownRight(item, style) > 0;
  return isTaken && isBelow(style) ? belowHeight : 0;
}

function arrowWidth(text: string): number {
  return Math.max(28, textWidth(text, 11) + 6);
}

/** The longest side of a frame in the row. */
export function longestSide(items: readonly Item[]): number {
  return Math.max(
    0,
    ...items.map((item) => (item.kind === "frame" ? Math.max(item.frame.width, item.frame.height) : 0)),
  );
}

/** The tallest frame of the row. */
export function tallestFrame(items: readonly Item[]): number {
  return Math.max(0, ...items.map((item) => (item.kind === "frame" ? item.frame.height : 0)));
}

/** How far an item stands below the top of the row. */
export function offsetOf(item: Item, items: readonly Item[], centred: boolean): number {
  return centred && item.kind === "frame" ? Math.round((tallestFrame(items) - item.frame.height) / 2) : 0;
}

/** The height of the row without the space above: down to the lowest caption. */
export function rowHeight(items: readonly Item[], centred: boolean, style: Style): number {
  const heights = items.map((item) =>
    item.kind === "frame"
      ? offsetOf(item, items, centred) + item.frame.height + belowSpace(item, style) + captionHeight(item)
      : 20,
  );
  return Math.max(20, ...heights);
}

function captionHeight(item: FrameItem): number {
  const lines = [item.caption, item.detail ?? "", layersText(item.frame)].filter(
    (text) => text !== "",
  ).length;
  return layerSpace(item.frame) + (lines === 0 ? 2 : 6 + lines * 15);
}

export function drawItem(place: Placed, y: number, signY: number, scale: Scale, style: Style): string {
  const { item, x } = place;
  if (item.kind === "space") return "";
  if (item.kind === "sign") return sign(item, place, signY, style);
  const { frame } = item;
  const shift = layerSpace(frame);
  const across = item.wrong?.across ? redRulers(style) : style;
  const down = item.wrong?.down ? redRulers(style) : style;
  const height = frame.height + shift;
  const left = { x: x - rulerGap, y, height, side: "left" } as const;
  const right = { x: x + frame.width + shift + rulerGap, y, height, side: "right" } as const;
  return [
    item.paint?.(x, y) ?? drawFrame(frame, x, y, scale, style, item.drawing),
    item.top == null ? "" : acrossRuler(x, y - rulerGap, item.reach?.across ?? frame.width, item.top, across),
    item.left == null ? "" : downRuler(left, item.left, down, item.reach?.down ?? frame.height),
    item.right == null || !showsRight(item, style) ? "" : downRuler(right, item.right, down, frame.height),
    caption(item, x, y, style),
  ].join("");
}

function redRulers(style: Style): Style {
  const { wrong } = style.palette;
  const both = { line: wrong, text: wrong };
  return { ...style, palette: { ...style.palette, roles: { m: both, n: both, k: both, other: both } } };
}

function sign(item: SignItem, place: Placed, y: number, style: Style): string {
  const { palette } = style;
  const centre = place.x + place.width / 2;
  if (!item.arrow)
    return label(centre, y, item.text, { fill: palette.ink, font: palette.codeFont, size: 14 });
  return (
    arrow(place.x, y, place.x + place.width, y, palette.ink) +
    (item.text === ""
      ? ""
      : label(centre, y - 11, item.text, { fill: palette.dim, font: palette.codeFont, size: 11 }))
  );
}

function caption(item: FrameItem, x: number, y: number, style: Style): string {
  const { palette } = style;
  const { frame } = item;
  const centre = x + frame.width / 2;
  const lines = [
    { text: captionText(item, style), fill: palette.ink, size: 12 },
    { text: layersText(frame), fill: palette.dim, size: 11 },
    { text: detailText(item, style), fill: palette.dim, size: 11 },
  ].filter(({ text }) => text !== "");
  const top = y + frame.height + layerSpace(frame) + belowSpace(item, style) + 14;
  return lines
    .map(({ text, fill, size }, index) =>
      label(centre, top + index * 15, text, { fill, size, font: palette.codeFont }),
    )
    .join("");
}
