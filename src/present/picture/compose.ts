import { drawLine, fittingLines, type Line, lineWidth } from "./line";
import {
  drawItem,
  type Item,
  longestSide,
  offsetOf,
  type Placed,
  placeRow,
  rowHeight,
  tallestFrame,
  topSpace,
} from "./row";
import type { Style } from "./ruler";
import type { Scale } from "./scale";
import { stackedDraft } from "./stack";

/** A picture at one scale: drawn only when it is found to fit. */
export interface Draft {
  readonly width: number;
  readonly height: number;
  /** The longest side of a frame: too short, and proportions can't be seen. */
  readonly side: number;
  readonly draw: () => string;
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
  if (style.layout === "stacked" && row.extra === undefined) return stackedDraft(row, scale, style);
  const { placed, width } = placeRow(row.items, style);
  const hasTop = row.items.some((item) => item.kind === "frame" && item.top != null);
  const top = hasTop || row.topSpace ? topSpace : row.items.some(isArrowWithText) ? 16 : 8;
  const lines = fittingLines(row.lines ?? [], style);
  const centred = row.centred ?? false;
  const height = rowHeight(row.items, centred, style);
  const full = Math.max(width, ...lines.map((each) => lineWidth(each) + 8));
  const shift = (full - width) / 2;
  const moved = placed.map((place) => ({ ...place, x: Math.round(place.x + shift) }));
  const heights = row.items.flatMap((item) => (item.kind === "frame" ? [item.frame.height] : []));
  const signY = top + (centred ? tallestFrame(row.items) : Math.min(...heights)) / 2;
  return {
    width: full,
    height: top + height + lines.length * lineHeight + 4,
    side: longestSide(row.items),
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
