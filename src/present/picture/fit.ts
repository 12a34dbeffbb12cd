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
  const attempts: readonly { readonly scales: readonly Scale[]; readonly layout: Layout }[] = [
    { scales: grids, layout: "wide" },
    { scales: grids, layout: "compact" },
    { scales: outlines, layout: "wide" },
    { scales: outlines, layout: "compact" },
    { scales: grids, layout: "stacked" },
    { scales: outlines, layout: "stacked" },
  ];
  const tried: Draft[] = [];
  for (const { scales, layout } of attempts) {
    const found = firstFitting(scales, layout, style, draft);
    if (found === null) continue;
    tried.push(found.draft);
    if (found.fits && (scales === grids || found.isLargest || found.draft.side >= shortestSide))
      return found.draft;
  }
  return bestOf(tried, style.room);
}

interface Found {
  readonly draft: Draft;
  readonly fits: boolean;
  readonly isLargest: boolean;
}

/** The first scale that fits, by halving: scales go from large to small. Null where there is none to try. */
function firstFitting(
  scales: readonly Scale[],
  layout: Layout,
  style: Style,
  draft: (scale: Scale, style: Style) => Draft,
): Found | null {
  let [from, to] = [0, scales.length - 1];
  let best: Found | null = null;
  while (from <= to) {
    const middle: number = best === null && from === 0 && to === scales.length - 1 ? 0 : (from + to) >> 1;
    const scale: Scale | undefined = scales[middle];
    if (scale === undefined) break;
    const each = draft(scale, { ...style, layout });
    const fits: boolean = each.width <= style.room && each.height <= tallest(scale, layout);
    if (fits || best === null || (!best.fits && each.width <= best.draft.width))
      best = { draft: each, fits, isLargest: middle === 0 };
    if (fits) to = middle - 1;
    else from = middle + 1;
  }
  return best;
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
