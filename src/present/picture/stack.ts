import type { Draft, RowDraft } from "./compose";
import { drawLine, fittingLines, lineWidth } from "./line";
import {
  drawItem,
  type FrameItem,
  type Item,
  longestSide,
  type Placed,
  placeRow,
  rowHeight,
  type SignItem,
  topSpace,
} from "./row";
import type { Style } from "./ruler";
import type { Scale } from "./scale";
import { arrow, label, textWidth } from "./svg";

interface Floor {
  readonly sign: SignItem | null;
  readonly frame: FrameItem;
}

const floorGap = 8;
const arrowGap = 34;

/** Where a row is too wide, its frames stand one below the other, each with the sign that joins it to the one above. */
export function stackedDraft(row: RowDraft, scale: Scale, style: Style): Draft {
  const floors = floorsOf(row.items);
  const joints = floors.map((floor) =>
    floor.sign === null || floor.sign.arrow === true || floor.sign.text === ","
      ? 0
      : textWidth(floor.sign.text, 14) + 12,
  );
  const signWidth = Math.max(0, ...joints);
  const placed = floors.map(({ frame }) => placeRow([frame], style));
  const frameX = signWidth + Math.max(0, ...placed.map(({ placed: [place] }) => place?.x ?? 0));
  const lines = fittingLines(row.lines ?? [], style);
  let y = 0;
  const tops = floors.map((floor, index) => {
    const top = y + (floor.frame.top == null ? 10 : topSpace) + (floor.sign?.arrow ? arrowGap : 0);
    y = top + rowHeight([floor.frame], false, style) + (index === floors.length - 1 ? 0 : floorGap);
    return top;
  });
  const rightOf = placed.map(({ placed: [place], width }) => width - (place?.x ?? 0));
  const arrowLabels = floors.map(({ sign }) => (sign?.arrow ? 18 + textWidth(sign.text, 11) + 4 : 0));
  const width = Math.max(
    frameX + Math.max(0, ...rightOf, ...arrowLabels),
    ...lines.map((each) => lineWidth(each) + 8),
  );
  return {
    width,
    height: y + lines.length * 20 + 4,
    side: longestSide(row.items),
    draw: () =>
      [
        ...floors.flatMap((floor, index) => {
          const top = tops[index] ?? 0;
          const place: Placed = { item: floor.frame, x: frameX, width: floor.frame.frame.width };
          return [drawItem(place, top, 0, scale, style), joint(floor, frameX, top, style)];
        }),
        ...lines.map((each, index) => drawLine(each, width / 2, y + (index + 0.5) * 20, style)),
      ].join(""),
  };
}

function floorsOf(items: readonly Item[]): Floor[] {
  const floors: Floor[] = [];
  let sign: SignItem | null = null;
  for (const item of items) {
    if (item.kind === "sign") sign = sign === null ? item : { ...item, text: `${sign.text} ${item.text}` };
    if (item.kind !== "frame") continue;
    floors.push({ sign, frame: item });
    sign = null;
  }
  return floors;
}

function joint({ sign, frame }: Floor, x: number, top: number, style: Style): string {
  const { palette } = style;
  // A comma joins what stands side by side.
  if (sign === null || sign.text === ",") return "";
  if (!sign.arrow)
    return label(4, top + frame.frame.height / 2, sign.text, {
      anchor: "start",
      fill: palette.ink,
      font: palette.codeFont,
      size: 14,
    });
  const start = top - (frame.top == null ? 10 : topSpace) - arrowGap + 4;
  const text = { fill: palette.dim, font: palette.codeFont, size: 11, anchor: "start" } as const;
  return (
    arrow(x + 8, start, x + 8, start + arrowGap - 8, palette.ink) +
    label(x + 18, start + arrowGap / 2 - 4, sign.text, text)
  );
}
