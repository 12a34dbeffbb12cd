import type { Translate } from "../../base/translate";
import type { ArrayFact, OperandFact, OperationFact, SizeFact } from "../../insight/facts";
import { arrowText, numberText, signOf } from "../shapeText";
import { type Draft, rowDraft } from "./compose";
import { drawFrame, type Frame, type FrameDrawing, frameOf } from "./frame";
import type { FrameItem, Item } from "./row";
import type { Style } from "./ruler";
import type { Scale } from "./scale";
import { arrow, rectangle } from "./svg";
import { cellTexts, grouped } from "./values";

export interface ElementwiseOptions {
  readonly name: string;
  /** The result is one that nobody asked for. */
  readonly warning: boolean;
  readonly t: Translate;
}

/** Element by element: each operand in the result's own frame, with what broadcasting copies drawn as fading copies. */
export function elementwiseDraft(
  operation: OperationFact,
  scale: Scale,
  style: Style,
  options: ElementwiseOptions,
): Draft {
  const { operands, result } = operation;
  const shown = operands.map((operand) => operandItem(operand, result, scale, style, options));
  const withRows = shown.findIndex((item) => item.kind === "frame" && item.left != null);
  const items: Item[] = [];
  const sign = operands.length === 2 ? signOf(operation) : null;
  for (const [index, item] of shown.entries()) {
    if (index > 0) items.push({ kind: "sign", text: sign ?? "," });
    items.push(item.kind === "frame" && index !== withRows ? { ...item, left: null } : item);
  }
  items.push(
    sign === null ? { kind: "sign", text: arrowText(operation), arrow: true } : { kind: "sign", text: "=" },
  );
  items.push(resultItem(result, scale, options));
  return rowDraft({ items, centred: true }, scale, style);
}

function resultItem(result: ArrayFact, scale: Scale, options: ElementwiseOptions): FrameItem {
  const frame = frameOf(result, scale, "lying");
  const count = (result.shape ?? []).reduce((all, size) => all * (size.value ?? Number.NaN), 1);
  const detail =
    options.warning && Number.isFinite(count) ? options.t("{0} values", grouped(count)) : undefined;
  return {
    kind: "frame",
    frame,
    top: frame.columns,
    right: frame.rows,
    caption: options.name,
    drawing: options.warning ? { tone: "warning" } : { lit: "first-cell" },
    ...(detail === undefined ? {} : { detail }),
  };
}

function operandItem(
  operand: OperandFact,
  result: ArrayFact,
  scale: Scale,
  style: Style,
  options: ElementwiseOptions,
): Item {
  const number = operand.data === undefined ? numberText(operand) : null;
  if (number !== null) return { kind: "sign", text: number };
  const own = frameOf(operand, scale, "lying");
  const plain: FrameItem = {
    kind: "frame",
    frame: own,
    top: own.columns,
    left: own.rows,
    caption: operand.text,
    drawing: { lit: "first-cell" },
  };
  if (operand.shape === null || result.shape === null || operand.shape.length === 0) return plain;
  const box = frameOf({ ...operand, shape: result.shape }, scale, "lying");
  const stretched = stretchOf(operand, box);
  if (!stretched.across && !stretched.down) return withLayers(plain, operand, result, options);
  const strip = {
    ...own,
    width: stretched.across ? scale.thinAcross(operand) : box.width,
    height: stretched.down ? scale.thinDown : box.height,
  };
  return {
    ...plain,
    frame: { ...box, array: operand, layers: [] },
    left: stretched.down ? null : own.rows,
    reach: { across: strip.width, down: strip.height },
    detail: copiesText(operand, result, options),
    shortDetail: `× ${stretchedSizes(operand, result)
      .map((size) => size.text)
      .join(" × ")}`,
    paint: (x, y) => paintStretched({ operand, box, strip, stretched }, x, y, scale, style, options),
  };
}

/** Only axes that are not drawn are stretched: the copies are said in words. */
function withLayers(
  item: FrameItem,
  operand: OperandFact,
  result: ArrayFact,
  options: ElementwiseOptions,
): FrameItem {
  const detail = copiesText(operand, result, options);
  return detail === "" ? item : { ...item, detail };
}

function copiesText(operand: OperandFact, result: ArrayFact, options: ElementwiseOptions): string {
  const copies = stretchedSizes(operand, result);
  if (copies.length === 0) return "";
  return options.t("× {0} copies", copies.map((size) => size.text).join(" × "));
}

/** The sizes of the result that this operand does not have itself: how often it is copied. */
export function stretchedSizes(operand: ArrayFact, result: ArrayFact): SizeFact[] {
  const own = operand.shape ?? [];
  const all = result.shape ?? [];
  const missing = all.length - own.length;
  return all.filter((size, axis) => size.value !== 1 && (axis < missing || own[axis - missing]?.value === 1));
}

interface Stretch {
  readonly across: boolean;
  readonly down: boolean;
}

function stretchOf(operand: ArrayFact, box: Frame): Stretch {
  const shape = operand.shape ?? [];
  const stretches = (own: SizeFact | undefined, all: SizeFact | null): boolean =>
    all !== null && all.value !== 1 && (own === undefined || own.value === 1);
  return { across: stretches(shape.at(-1), box.columns), down: stretches(shape.at(-2), box.rows) };
}

interface StretchedOperand {
  readonly operand: OperandFact;
  readonly box: Frame;
  readonly strip: Frame;
  readonly stretched: Stretch;
}

function paintStretched(
  { operand, box, strip, stretched }: StretchedOperand,
  x: number,
  y: number,
  scale: Scale,
  style: Style,
  options: ElementwiseOptions,
): string {
  const copies = { ...box, array: operand, layers: [] };
  const drawing: FrameDrawing = { tone: "copy", textAt: copiedText(operand, stretched) };
  const shown = drawFrame(copies, x, y, scale, style, drawing);
  const fading = scale.kind === "grid" ? "" : fadingStrips(box, strip, stretched, x, y, style);
  const color = options.warning ? style.palette.warning : style.palette.dim;
  const arrows = scale.kind === "grid" ? "" : stretchArrows(box, strip, stretched, x, y, color);
  const real = drawFrame({ ...strip, layers: [] }, x, y, scale, style, stripDrawing(stretched));
  return shown + fading + arrows + real;
}

function stripDrawing(stretched: Stretch): FrameDrawing {
  return stretched.across && stretched.down ? { lit: "first-cell" } : {};
}

/** The value that NumPy reads at a place of the result: index 0 along a stretched axis. */
function copiedText(
  operand: OperandFact,
  stretched: Stretch,
): (row: number, column: number) => string | null {
  const texts = cellTexts(operand);
  const width = operand.shape?.at(-1)?.value ?? 1;
  return (row, column) => {
    if ((stretched.down ? row : 0) === 0 && (stretched.across ? column : 0) === 0) return null;
    return texts?.[(stretched.down ? 0 : row) * width + (stretched.across ? 0 : column)] ?? null;
  };
}

function fadingStrips(
  box: Frame,
  strip: Frame,
  stretched: Stretch,
  x: number,
  y: number,
  style: Style,
): string {
  const along = stretched.across
    ? { all: box.width, one: strip.width }
    : { all: box.height, one: strip.height };
  const parts: string[] = [];
  for (let at = along.one * 1.5, index = 0; at + along.one / 2 < along.all; at += along.one, index++) {
    const opacity = Math.max(0.03, 0.16 - index * 0.02);
    const place = stretched.across
      ? { x: x + at, y, width: along.one / 2, height: box.height }
      : { x, y: y + at, width: box.width, height: along.one / 2 };
    parts.push(rectangle(place, { fill: style.palette.ink, "fill-opacity": opacity }));
  }
  return parts.join("");
}

function stretchArrows(
  box: Frame,
  strip: Frame,
  stretched: Stretch,
  x: number,
  y: number,
  color: string,
): string {
  const parts: string[] = [];
  const room = 24;
  if (stretched.across && box.width - strip.width > room) {
    const middle = y + strip.height / 2;
    parts.push(arrow(x + strip.width + 5, middle, x + box.width - 6, middle, color));
  }
  if (stretched.down && box.height - strip.height > room) {
    const middle = x + strip.width / 2;
    parts.push(arrow(middle, y + strip.height + 5, middle, y + box.height - 6, color));
  }
  return parts.join("");
}
