import type { ArrayFact, SizeFact } from "../../insight/facts";
import { drawHeat, gapOf, heatOf } from "./heat";
import type { Style } from "./ruler";
import { isElided, isEmpty, type Scale } from "./scale";
import { type Box, element, escapeXml, label, line, rectangle, textWidth } from "./svg";
import { cellTexts } from "./values";

/** An array as it is drawn: its last two axes as rows and columns, the axes before them as layers behind. */
export interface Frame {
  readonly array: ArrayFact;
  readonly layers: readonly SizeFact[];
  readonly rows: SizeFact | null;
  readonly columns: SizeFact | null;
  readonly width: number;
  readonly height: number;
}

type Lit = "first-row" | "first-column" | "first-cell" | null;

/** A vector has no direction; the operation decides whether it lies or stands. */
export type Direction = "lying" | "standing";

export function frameOf(array: ArrayFact, scale: Scale, direction: Direction): Frame {
  const shape = array.shape ?? [];
  const last = shape.at(-1) ?? null;
  const standing = shape.length === 1 && direction === "standing";
  const columns = standing ? null : last;
  const rows = standing ? last : (shape.at(-2) ?? null);
  return {
    array,
    layers: shape.slice(0, -2),
    rows,
    columns,
    width: columns === null ? scale.thinAcross(array) : scale.across(columns, array),
    height: rows === null ? scale.thinDown : scale.down(rows),
  };
}

/** How far the layers behind reach out to the right and below. */
export function layerSpace(frame: Frame): number {
  return frame.layers.length > 0 ? 8 : 0;
}

/** The axes that are not drawn, as they stand in the caption: `8 ×`. */
export function layersText(frame: Frame): string {
  return frame.layers.map((size) => `× ${size.text}`).join(" ");
}

export interface FrameDrawing {
  readonly lit?: Lit;
  /** A copy that broadcasting makes, or a result that nobody asked for. */
  readonly tone?: "solid" | "copy" | "warning";
  /** What stands in a cell, where it isn't the array's own element. */
  readonly textAt?: (row: number, column: number) => string | null;
}

export function drawFrame(
  frame: Frame,
  x: number,
  y: number,
  scale: Scale,
  style: Style,
  wanted: FrameDrawing = {},
): string {
  // In an array without elements there is no first one to be lit.
  const hasNone = (frame.array.shape ?? []).some(isEmpty);
  const drawing = hasNone ? { ...wanted, lit: null } : wanted;
  const box = { x, y, width: frame.width, height: frame.height };
  const behind =
    frame.layers.length > 0 ? [8, 4].map((offset) => layerBehind(box, offset, style)).join("") : "";
  const face =
    scale.kind === "grid" && drawing.tone !== "warning"
      ? drawGrid(frame, box, scale, style, drawing)
      : drawOutline(frame, box, style, drawing);
  return behind + face + pointable(frame, box, scale, style, drawing);
}

/**
 * An invisible rectangle over the face, which says what lies there: the panel finds the cell under the pointer by it, so
 * that what lights up is what was drawn. Rows and columns are indices, with a gap where some are left out, or a count.
 */
function pointable(frame: Frame, box: Box, scale: Scale, style: Style, { tone }: FrameDrawing): string {
  const part = style.parts?.get(frame.array);
  if (part === undefined) return "";
  const heat = scale.kind === "grid" || tone === "copy" ? null : heatOf(frame, style);
  const slots = (
    size: SizeFact | null,
    of: (size: SizeFact) => readonly (number | null)[],
    inked: readonly (number | null)[] | undefined,
  ): string => {
    if (size === null) return "0";
    if (inked !== undefined) return inked.join(",");
    return scale.kind === "grid" ? of(size).join(",") : `of ${size.value ?? "?"}`;
  };
  return rectangle(box, {
    fill: "none",
    "data-part": tone === "copy" ? `${part} copies` : part,
    "data-rows": slots(frame.rows, scale.rows, heat?.rows),
    "data-columns": slots(frame.columns, scale.columns, heat?.columns),
  });
}

function layerBehind(box: Box, offset: number, style: Style): string {
  return rectangle(
    { ...box, x: box.x + offset, y: box.y + offset },
    { rx: 2, fill: style.palette.surface, stroke: style.palette.outline },
  );
}

function drawOutline(frame: Frame, box: Box, style: Style, drawing: FrameDrawing): string {
  const { palette } = style;
  const tone = drawing.tone ?? "solid";
  if (frame.array.shape === null) return unknownBox(box, style);
  const parts = [
    rectangle(box, {
      rx: cornerOf(frame, box),
      fill: tone === "copy" ? "none" : palette.cell,
      stroke: tone === "warning" ? palette.warning : palette.outline,
      "stroke-width": tone === "warning" ? 2 : 1,
      "stroke-dasharray": tone === "copy" ? "3 2" : undefined,
    }),
  ];
  if (tone === "warning") return parts.join("") + hatching(box, palette.warning);
  if (tone === "solid") parts.push(...drawInside(frame, box, style, drawing));
  return parts.join("");
}

/** What an outline holds: its numbers as ink where they are known, the cuts, the strip that is lit. */
function drawInside(frame: Frame, box: Box, style: Style, drawing: FrameDrawing): string[] {
  const heat = heatOf(frame, style);
  if (heat !== null) style.onInk?.(frame.array, heat);
  const elided = (size: SizeFact | null, length: number): readonly [number, number] | null => {
    if (size === null || !isElided(size) || length < shortestCut) return null;
    const middle = Math.min(length * 0.8, length - 15);
    return [middle - 5, middle + 5];
  };
  const across = heat === null ? elided(frame.columns, box.width) : gapOf(heat.columns, box.width);
  const down = heat === null ? elided(frame.rows, box.height) : gapOf(heat.rows, box.height);
  return [
    heat === null ? "" : drawHeat(heat, box, frame.columns?.value ?? 1, style),
    across === null ? "" : gap(box, "across", across, style),
    down === null ? "" : gap(box, "down", down, style),
    litStrip(frame, box, drawing.lit ?? null, style, heat !== null),
  ];
}

/** A matrix has corners; a vector, which has one axis only, round ends. */
function cornerOf(frame: Frame, box: Box): number {
  return frame.array.shape?.length === 1 ? Math.min(7, box.width / 2, box.height / 2) : 2;
}

function unknownBox(box: Box, style: Style): string {
  const { palette } = style;
  return (
    rectangle(box, { rx: 2, fill: "none", stroke: palette.outline, "stroke-dasharray": "3 2" }) +
    label(box.x + box.width / 2, box.y + box.height / 2, "?", { fill: palette.dim, font: palette.codeFont })
  );
}

/** A shorter side has no room for the cut and something to be seen on each side of it. */
const shortestCut = 48;

/** Where a long side is cut: a strip of background with three dots. */
function gap(
  box: Box,
  direction: "across" | "down",
  [at, end]: readonly [number, number],
  style: Style,
): string {
  const { palette } = style;
  const across = direction === "across";
  const wide = end - at;
  const strip = across
    ? { x: box.x + at, y: box.y - 1, width: wide, height: box.height + 2 }
    : { x: box.x - 1, y: box.y + at, width: box.width + 2, height: wide };
  const cutLines = across
    ? [0, wide].map((offset) =>
        line(strip.x + offset, box.y, strip.x + offset, box.y + box.height, { stroke: palette.outline }),
      )
    : [0, wide].map((offset) =>
        line(box.x, strip.y + offset, box.x + box.width, strip.y + offset, { stroke: palette.outline }),
      );
  const [cx, cy] = [strip.x + strip.width / 2, strip.y + strip.height / 2];
  const dots = [-3.2, 0, 3.2].map((offset) =>
    element("circle", {
      cx: across ? cx + offset : cx,
      cy: across ? cy : cy + offset,
      r: 0.9,
      fill: palette.ink,
    }),
  );
  return rectangle(strip, { fill: palette.surface }) + cutLines.join("") + dots.join("");
}

function litStrip(frame: Frame, box: Box, lit: Lit, style: Style, isInked: boolean): string {
  if (lit === null) return "";
  const { palette } = style;
  const strip = {
    ...box,
    width: lit === "first-row" ? box.width : thicknessOf(frame.columns, box.width),
    height: lit === "first-column" ? box.height : thicknessOf(frame.rows, box.height),
  };
  return rectangle(strip, {
    class: firstLit(style),
    rx: cornerOf(frame, strip),
    // Over ink a tint would change what is told.
    fill: isInked ? "none" : palette.ink,
    "fill-opacity": isInked ? undefined : 0.14,
    stroke: palette.ink,
    "stroke-width": 1.5,
  });
}

/** One row is as thick as it is, but thick enough to be seen and thin enough to be one of many. */
function thicknessOf(size: SizeFact | null, length: number): number {
  if (size === null || size.value === 1) return length;
  return Math.min(length, 12, Math.max(7, length / (size.value ?? 12)));
}

function hatching(box: Box, color: string): string {
  const step = 8;
  const lines: string[] = [];
  for (let offset = step; offset < box.width + box.height; offset += step) {
    const [x1, y1] =
      offset <= box.height ? [box.x, box.y + offset] : [box.x + offset - box.height, box.y + box.height];
    const [x2, y2] =
      offset <= box.width ? [box.x + offset, box.y] : [box.x + box.width, box.y + offset - box.width];
    lines.push(line(x1, y1, x2, y2, { stroke: color, "stroke-opacity": 0.7 }));
  }
  return lines.join("");
}

function drawGrid(frame: Frame, box: Box, scale: Scale, style: Style, drawing: FrameDrawing): string {
  const { palette } = style;
  const copy = drawing.tone === "copy";
  const rows = frame.rows === null ? [0] : scale.rows(frame.rows);
  const columns = frame.columns === null ? [0] : scale.columns(frame.columns);
  const cell = {
    width: box.width / Math.max(1, columns.length),
    height: box.height / Math.max(1, rows.length),
  };
  const stroke = palette.outline;
  const parts = [rectangle(box, { rx: 2, fill: copy ? "none" : palette.cell })];
  parts.push(
    gridGaps(rows, columns, box, cell, style),
    gridLit(drawing.lit ?? null, box, cell, style, "fill"),
  );
  if (!copy) parts.push(gridLines(rows.length, columns.length, box, cell, stroke));
  parts.push(gridTexts(frame, { rows, columns }, box, cell, style, drawing));
  parts.push(rectangle(box, { rx: 2, fill: "none", stroke, "stroke-dasharray": copy ? "3 2" : undefined }));
  parts.push(gridLit(drawing.lit ?? null, box, cell, style, "outline"));
  return parts.join("");
}

interface CellSize {
  readonly width: number;
  readonly height: number;
}

function gridLines(rows: number, columns: number, box: Box, cell: CellSize, stroke: string): string {
  const lines: string[] = [];
  for (let column = 1; column < columns; column++) {
    const x = box.x + column * cell.width;
    lines.push(line(x, box.y, x, box.y + box.height, { stroke }));
  }
  for (let row = 1; row < rows; row++) {
    const y = box.y + row * cell.height;
    lines.push(line(box.x, y, box.x + box.width, y, { stroke }));
  }
  return lines.join("");
}

function gridGaps(
  rows: readonly (number | null)[],
  columns: readonly (number | null)[],
  box: Box,
  cell: CellSize,
  style: Style,
): string {
  const fill = style.palette.surface;
  const [row, column] = [rows.indexOf(null), columns.indexOf(null)];
  const parts: string[] = [];
  if (row >= 0)
    parts.push(rectangle({ ...box, y: box.y + row * cell.height, height: cell.height }, { fill }));
  if (column >= 0)
    parts.push(rectangle({ ...box, x: box.x + column * cell.width, width: cell.width }, { fill }));
  return parts.join("");
}

/** The texts of the cells, in two groups that say once how they are set: a picture in a hover has few bytes. */
function gridTexts(
  frame: Frame,
  slots: { readonly rows: readonly (number | null)[]; readonly columns: readonly (number | null)[] },
  box: Box,
  cell: CellSize,
  style: Style,
  drawing: FrameDrawing,
): string {
  const { palette } = style;
  const size = cellTextSize(cell.height);
  const textAt = drawing.textAt ?? ownText(frame);
  const values: string[] = [];
  const dots: string[] = [];
  for (const [top, row] of slots.rows.entries())
    for (const [left, column] of slots.columns.entries()) {
      const hidden = row === null || column === null;
      const text = hidden ? gapText(row, column, frame) : textAt(row, column);
      if (text === null) continue;
      const right = box.x + (left + 1) * cell.width;
      const padding = hidden
        ? cell.width / 2
        : Math.min(cellPadding, (cell.width - textWidth(text, size)) / 2 + 1);
      const y = box.y + (top + 0.5) * cell.height + size * 0.35;
      (hidden ? dots : values).push(element("text", { x: right - padding, y }, escapeXml(text)));
    }
  const group = (texts: readonly string[], anchor: string, fill: string): string =>
    texts.length === 0
      ? ""
      : element("g", { "font-size": size, "text-anchor": anchor, fill }, texts.join(""));
  return (
    group(values, "end", drawing.tone === "copy" ? palette.dim : palette.ink) +
    group(dots, "middle", palette.dim)
  );
}

/** Rows that are close together have the smallest text that is allowed. */
function cellTextSize(cellHeight: number): number {
  return cellHeight < 16 ? 11 : 12;
}

export const cellPadding = 5;
export const narrowPadding = 3;

/** Dots where rows or columns are left out, once for each row or column that is there. */
function gapText(row: number | null, column: number | null, frame: Frame): string | null {
  if (row === null && column === null) return "⋱";
  if (row === null) return frame.rows === null ? null : "⋮";
  return "⋯";
}

function ownText(frame: Frame): (row: number, column: number) => string | null {
  const texts = cellTexts(frame.array);
  const across = frame.columns?.value ?? 1;
  return (row, column) => texts?.[row * across + column] ?? null;
}

function gridLit(lit: Lit, box: Box, cell: CellSize, style: Style, part: "fill" | "outline"): string {
  if (lit === null) return "";
  const { palette } = style;
  const strip = {
    ...box,
    width: lit === "first-row" ? box.width : cell.width,
    height: lit === "first-column" ? box.height : cell.height,
  };
  return part === "fill"
    ? rectangle(strip, { class: firstLit(style), fill: palette.lit })
    : rectangle(strip, {
        class: firstLit(style),
        rx: 2,
        fill: "none",
        stroke: palette.ink,
        "stroke-width": 1.5,
      });
}

/** What is lit while nobody points: the panel hides it as soon as somebody does. */
function firstLit(style: Style): string | undefined {
  return style.parts === undefined ? undefined : "first-lit";
}
