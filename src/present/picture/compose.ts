import type { ArrayFact } from "../../insight/facts";
import { cellPadding, narrowPadding } from "./frame";
import type { PictureView } from "./picture";
import {
  drawItem,
  type Item,
  offsetOf,
  type Placed,
  placeRow,
  rowHeight,
  tallestFrame,
  topSpace,
} from "./row";
import type { Style } from "./ruler";
import { gridScale, outlineScale, type Scale } from "./scale";
import { element, escapeXml, label, svgDocument, textWidth } from "./svg";
import { cellTexts } from "./values";

/** A picture at one scale: drawn only when it is found to fit. */
export interface Draft {
  readonly width: number;
  readonly height: number;
  readonly draw: () => string;
}

/** A line under the row, centred: the sum of the lit cells, what was left out. */
export interface Line {
  readonly plain: string;
  readonly strong?: string;
}

export interface RowDraft {
  readonly items: readonly Item[];
  readonly lines?: readonly Line[];
  /** What the picture draws beside its items: the tie, arrows. */
  readonly extra?: (placed: readonly Placed[], y: number) => string;
  /** The middles of the frames on one line, instead of their tops. */
  readonly centred?: boolean;
  /** Keep the space above even without a ruler there. */
  readonly topSpace?: boolean;
}

const lineHeight = 20;

export function rowDraft(row: RowDraft, scale: Scale, style: Style): Draft {
  const { placed, width } = placeRow(row.items, style);
  const hasTop = row.items.some((item) => item.kind === "frame" && item.top != null);
  const top = hasTop || row.topSpace ? topSpace : row.items.some(isArrowWithText) ? 16 : 8;
  const lines = row.lines ?? [];
  const centred = row.centred ?? false;
  const height = rowHeight(row.items, centred);
  const full = Math.max(width, ...lines.map((each) => lineWidth(each) + 8));
  const shift = (full - width) / 2;
  const moved = placed.map((place) => ({ ...place, x: Math.round(place.x + shift) }));
  const heights = row.items.flatMap((item) => (item.kind === "frame" ? [item.frame.height] : []));
  const signY = top + (centred ? tallestFrame(row.items) : Math.min(...heights)) / 2;
  return {
    width: full,
    height: top + height + lines.length * lineHeight + 4,
    draw: () =>
      [
        ...moved.map((place) =>
          drawItem(place, top + offsetOf(place.item, row.items, centred), signY, scale, style),
        ),
        row.extra?.(moved, top) ?? "",
        ...lines.map((each, index) =>
          drawLine(each, full / 2, top + height + (index + 0.5) * lineHeight, style),
        ),
      ].join(""),
  };
}

function isArrowWithText(item: Item): boolean {
  return item.kind === "sign" && item.arrow === true && item.text !== "";
}

export function lineWidth(each: Line): number {
  return textWidth(each.plain + (each.strong ?? ""));
}

export function drawLine(
  each: Line,
  x: number,
  y: number,
  style: Style,
  anchor: "start" | "middle" = "middle",
): string {
  const { palette } = style;
  if (each.strong === undefined)
    return label(x, y, each.plain, { fill: palette.dim, font: palette.codeFont, anchor });
  const spans =
    element("tspan", { fill: palette.dim }, escapeXml(each.plain)) +
    element("tspan", { fill: palette.ink, "font-weight": 600 }, escapeXml(each.strong));
  return element(
    "text",
    {
      x,
      y: y + 4.2,
      "font-family": palette.codeFont,
      "font-size": 12,
      "text-anchor": anchor === "start" ? undefined : anchor,
      "xml:space": "preserve",
    },
    spans,
  );
}

/** The largest draft that fits: cells with values where there are few, else outlines in proportion. */
export function largestFitting(
  arrays: readonly ArrayFact[],
  width: number,
  style: Style,
  draft: (scale: Scale) => Draft,
): Draft {
  const candidates = [
    ...gridCandidates(arrays),
    ...outlineUnits.map((unit) => outlineScale(unit, style.roles)),
  ];
  let last: Draft | undefined;
  for (const scale of candidates) {
    const each = draft(scale);
    if (each.width <= width && each.height <= scale.tallest) return each;
    last = each;
  }
  return last ?? { width: 0, height: 0, draw: () => "" };
}

const outlineUnits = [
  16, 14, 12, 10, 8, 7, 6, 5, 4.5, 4, 3.5, 3, 2.6, 2.3, 2, 1.75, 1.5, 1.25, 1, 0.8, 0.6, 0.4,
];

/** A grid is for arrays that are small, or whose every value is known. */
function gridCandidates(arrays: readonly ArrayFact[]): Scale[] {
  const drawable = arrays.every(
    (array) =>
      array.shape !== null &&
      array.shape.length <= 2 &&
      array.shape.every((size) => size.value !== null) &&
      (array.data !== undefined || array.shape.every((size) => (size.value ?? 0) <= 12)),
  );
  if (!drawable) return [];
  const texts = arrays.flatMap((array) => cellTexts(array) ?? []);
  if (texts.length === 0) return [gridScale(() => 20, 20), gridScale(() => 16, 16)];
  const widest = Math.max(...texts.map((text) => textWidth(text)));
  if (widest > 72) return [];
  const own = (array: ArrayFact): number => {
    const wide = Math.max(8, ...(cellTexts(array) ?? []).map((text) => textWidth(text)));
    return Math.ceil(wide) + 2 * cellPadding;
  };
  return [
    gridScale(() => Math.max(24, Math.ceil(widest) + 2 * cellPadding), 18),
    gridScale(() => Math.ceil(widest) + 2 * narrowPadding, 18),
    gridScale(own, 18),
  ];
}

export function finish(draft: Draft, alt: string, style: Style): PictureView {
  const width = Math.ceil(draft.width);
  const height = Math.ceil(draft.height);
  return { svg: svgDocument(width, height, alt, draft.draw(), style.palette), width, height, alt };
}
