import type { ArrayFact } from "../../insight/facts";
import type { Draft } from "./compose";
import { cellPadding, narrowPadding } from "./frame";
import type { PictureView } from "./picture";
import type { Layout, Style } from "./ruler";
import { gridScale, outlineScale, type Scale } from "./scale";
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
  const grids = gridCandidates(arrays);
  const outlines = outlineUnits.map((unit) => outlineScale(unit, style.roles));
  const attempts = [grids, outlines].flatMap((scales) =>
    (["wide", "compact"] as const).map((layout) => ({ scales, layout })),
  );
  const stacked = [grids, outlines].map((scales) => ({ scales, layout: "stacked" as const }));
  const seen: Draft[] = [];
  for (const { scales, layout } of [...attempts, ...stacked]) {
    for (const [index, scale] of scales.entries()) {
      const each = draft(scale, { ...style, layout });
      seen.push(each);
      if (each.width > style.room || each.height > tallest(scale, layout)) continue;
      if (scale.kind === "grid" || index === 0 || each.side >= shortestSide) return each;
    }
  }
  return bestOf(seen, style.room);
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

function tallest(scale: Scale, layout: Layout): number {
  return layout === "stacked" ? tallestStack : scale.tallest;
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
