import type { ArrayFact } from "../../insight/facts";
import type { Draft } from "./compose";
import { cellPadding, narrowPadding } from "./frame";
import type { PictureView } from "./picture";
import type { Layout, Style } from "./ruler";
import { type GridCells, gridScale, outlineScale, type Scale } from "./scale";
import { svgDocument, textWidth } from "./svg";
import { cellTexts } from "./values";

/** Below this, a proportion is hard to see: better to leave out what is said twice, then to stack. */
const shortestSide = 56;

/**
 * The draft that says most in the room there is: cells with values where there are few, else outlines in proportion; side
 * by side, then without the rulers on the right, then one below the other.
 */
export function largestFitting(
  arrays: readonly ArrayFact[],
  style: Style,
  draft: (scale: Scale, style: Style) => Draft,
): Draft {
  const isGrid = canBeGrid(arrays);
  const outlines = outlineUnits.map((unit) => outlineScale(unit, style.roles));
  const grid = (layout: Layout) => (isGrid ? firstGrid(arrays, layout, style, draft) : null);
  const outline = (layout: Layout) => firstOutline(outlines, layout, style, draft);
  const tried: Draft[] = [];
  for (const attempt of [
    () => grid("wide"),
    () => grid("compact"),
    () => larger(outline("wide"), outline("compact")),
    () => grid("stacked"),
    () => outline("stacked"),
  ]) {
    const found = attempt();
    if (found?.isGood) return found.draft;
    if (found !== null) tried.push(found.draft);
  }
  return bestOf(tried, style.room);
}

/** What is left out is worth it where the rest grows by half. */
function larger(wide: Found | null, compact: Found | null): Found | null {
  if (wide?.isGood !== true || compact?.isGood !== true) return wide?.isGood ? wide : (compact ?? wide);
  return compact.draft.side > 1.5 * wide.draft.side ? compact : wide;
}

/** Cells with values: as high as there is room for, then as wide; what does not fit is left out of the middle. */
function firstGrid(
  arrays: readonly ArrayFact[],
  layout: Layout,
  style: Style,
  draft: (scale: Scale, style: Style) => Draft,
): Found | null {
  const heights = cellHeights(arrays);
  const widths = cellWidths(arrays);
  const at = (down: CellHeight, across: CellWidth): Draft =>
    draft(gridScale({ ...down, ...across }), { ...style, layout });
  const [widest] = widths;
  if (widest === undefined) return null;
  const down = heights.find((each) => at(each, widest).height <= tallest("grid", layout, style));
  if (down === undefined) return null;
  for (const across of widths) {
    const each = at(down, across);
    if (each.width <= style.room) return { draft: each, isGood: true };
  }
  return null;
}

interface Found {
  readonly draft: Draft;
  readonly isGood: boolean;
}

/** The first of the scales that fits, by halving: they go from large to small. */
function firstOutline(
  scales: readonly Scale[],
  layout: Layout,
  style: Style,
  draft: (scale: Scale, style: Style) => Draft,
): Found | null {
  let best: { draft: Draft; fits: boolean; index: number } | null = null;
  let [from, to] = [0, scales.length - 1];
  let index = 0;
  while (from <= to) {
    const scale = scales[index];
    if (scale === undefined) break;
    const each = draft(scale, { ...style, layout });
    const fits = each.width <= style.room && each.height <= tallest("outline", layout, style);
    if (fits || best === null || (!best.fits && each.width <= best.draft.width))
      best = { draft: each, fits, index };
    if (fits) to = index - 1;
    else from = index + 1;
    index = (from + to) >> 1;
  }
  if (best === null) return null;
  // Where the height is short, a small picture is better than a tall one that is cut.
  const enough = Math.min(shortestSide, style.height / 5);
  return { draft: best.draft, isGood: best.fits && (best.index === 0 || best.draft.side >= enough) };
}

/** No draft is all that it should be: the largest that fits the width, or else the narrowest. */
function bestOf(drafts: readonly Draft[], room: number): Draft {
  const fitting = drafts.filter((each) => each.width <= room && each.height <= tallestStack);
  const byPreference =
    fitting.length > 0
      ? [...fitting].sort((a, b) => b.side - a.side)
      : [...drafts].sort((a, b) => a.width - b.width);
  return byPreference[0] ?? { width: 0, height: 0, side: 0, draw: () => "" };
}

const tallestStack = 520;

/** Values are worth more height than outlines; where the picture has a limit of its own, that holds. */
function tallest(kind: Scale["kind"], layout: Layout, style: Style): number {
  if (layout === "stacked") return tallestStack;
  return Math.min(style.height, kind === "grid" ? 320 : 240);
}

const outlineUnits = [
  16, 14, 12, 10, 8, 7, 6, 5, 4.5, 4, 3.5, 3, 2.6, 2.3, 2, 1.75, 1.5, 1.25, 1, 0.8, 0.6, 0.4,
];

/** A grid is for arrays that are small, or whose every value is known. */
function canBeGrid(arrays: readonly ArrayFact[]): boolean {
  const drawable = arrays.every(
    (array) =>
      array.shape !== null &&
      array.shape.length <= 2 &&
      array.shape.every((size) => size.value !== null) &&
      (array.data !== undefined || array.shape.every((size) => (size.value ?? 0) <= 12)),
  );
  return drawable && widestText(arrays) <= 72;
}

function widestText(arrays: readonly ArrayFact[]): number {
  return Math.max(0, ...arrays.flatMap((array) => (cellTexts(array) ?? []).map((text) => textWidth(text))));
}

type CellHeight = Pick<GridCells, "height" | "rowLimit">;
type CellWidth = Pick<GridCells, "width" | "columnLimit">;

function cellHeights(arrays: readonly ArrayFact[]): CellHeight[] {
  const roomy = widestText(arrays) === 0 ? 20 : 18;
  return [
    ...[roomy, 16, 14, 13, 12].map((height) => ({ height, rowLimit: 12 })),
    { height: 12, rowLimit: 9 },
    { height: 12, rowLimit: 7 },
  ];
}

function cellWidths(arrays: readonly ArrayFact[]): CellWidth[] {
  const widest = widestText(arrays);
  if (widest === 0) return [20, 16, 12].map((width) => ({ width: () => width, columnLimit: 12 }));
  const own = (array: ArrayFact): number => Math.ceil(Math.max(8, widestText([array]))) + 2 * cellPadding;
  return [
    { width: () => Math.max(24, Math.ceil(widest) + 2 * cellPadding), columnLimit: 12 },
    { width: () => Math.ceil(widest) + 2 * narrowPadding, columnLimit: 12 },
    { width: own, columnLimit: 12 },
    { width: own, columnLimit: 9 },
    { width: own, columnLimit: 7 },
  ];
}

export function finish(draft: Draft, alt: string, style: Style): PictureView {
  const width = Math.ceil(draft.width);
  const height = Math.ceil(draft.height);
  return { svg: svgDocument(width, height, alt, draft.draw(), style.palette), width, height, alt };
}
