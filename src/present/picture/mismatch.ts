import type { OperandFact, SizeFact } from "../../insight/facts";
import { roleOf } from "../roles";
import { type Draft, rowDraft } from "./compose";
import { frameOf } from "./frame";
import { leftItem, rightItem } from "./product";
import type { FrameItem, Placed } from "./row";
import { acrossLabel, downLabel, roleStroke, rulerGap, type Style, solidStroke } from "./ruler";
import type { Scale } from "./scale";
import { element, line, round } from "./svg";

/** A product that does not fit: the ruler of each inner size ends in a red fork around ≠. */
export function productMismatchDraft(a: OperandFact, b: OperandFact, scale: Scale, style: Style): Draft {
  const left = { ...leftItem(a, scale), labelled: a.shape?.at(-1) };
  const right = { ...rightItem(b, scale), drawing: { lit: "first-column" as const } };
  const [inner, rows] = [a.shape?.at(-1), right.frame.rows];
  const leftOfB = rows === null ? 0 : style.layout === "wide" ? 46 : 34;
  return rowDraft(
    {
      items: [left, { kind: "space", width: (style.layout === "wide" ? 44 : 38) + leftOfB }, right],
      topSpace: true,
      extra: (placed, y) => {
        const [from, , to] = placed;
        if (from === undefined || to === undefined || inner === undefined || rows === null) return "";
        return fork(from, to, { left, right, inner, rows }, y, style);
      },
    },
    scale,
    style,
  );
}

interface Forked {
  readonly left: FrameItem;
  readonly right: FrameItem;
  readonly inner: SizeFact;
  readonly rows: SizeFact;
}

function fork(
  from: Placed,
  to: Placed,
  { left, right, inner, rows }: Forked,
  y: number,
  style: Style,
): string {
  const { palette } = style;
  const red = { ...solidStroke(palette.wrong), fill: "none", "stroke-linecap": "round" };
  const rulerY = y - rulerGap;
  const end = from.x + left.frame.width;
  const split = end - Math.min(10, left.frame.width / 3);
  const x = to.x - 18;
  const low = y + Math.min(16, right.frame.height / 3);
  const centre = (end + 12 + x) / 2;
  const [innerLine, rowsLine] = [inner, rows].map((size) => roleOf(style.roles, size));
  return [
    line(from.x + 1, rulerY, split, rulerY, roleStroke(style, innerLine ?? "other")),
    line(
      from.x + 1,
      rulerY - 4,
      from.x + 1,
      rulerY + 4,
      solidStroke(palette.roles[innerLine ?? "other"].line),
    ),
    element("path", { d: `M${round(split)} ${rulerY}H${round(end + 8)}m6 -6l-6 6l6 6`, ...red }),
    acrossLabel(from.x + left.frame.width / 2, rulerY - 13, inner, style),
    line(x, low, x, y + right.frame.height - 1, roleStroke(style, rowsLine ?? "other")),
    line(
      x - 4,
      y + right.frame.height - 1,
      x + 4,
      y + right.frame.height - 1,
      solidStroke(palette.roles[rowsLine ?? "other"].line),
    ),
    element("path", { d: `M${x} ${round(low)}V${round(y + 2)}m-6 -6l6 6l6 -6`, ...red }),
    downLabel(x - 8, y + right.frame.height / 2, rows, "left", style),
    notEqual(centre, rulerY, style),
  ].join("");
}

/** ≠ in a ring. Drawn, as not every monospace font has the sign. */
function notEqual(x: number, y: number, style: Style): string {
  const red = { ...solidStroke(style.palette.wrong), fill: "none", "stroke-linecap": "round" };
  const [cx, cy] = [round(x), round(y)];
  return (
    element("circle", {
      cx,
      cy,
      r: 11,
      stroke: style.palette.wrong,
      "stroke-width": 1.5,
      fill: style.palette.surface,
    }) +
    element("path", {
      d: `M${cx - 5} ${cy - 2.5}h10M${cx - 5} ${cy + 2.5}h10M${cx + 3} ${cy - 6}l-6 12`,
      ...red,
    })
  );
}

/** Which axes of two operands clash: those that broadcasting compares, the one that is named, or all that differ. */
export type Clash =
  | { readonly kind: "broadcast" }
  | { readonly kind: "axis"; readonly axis: number }
  | { readonly kind: "different" };

/** Two operands that don't go together: the axes that clash have red rulers. */
export function mismatchDraft(
  operands: readonly OperandFact[],
  which: Clash,
  scale: Scale,
  style: Style,
): Draft {
  const [a, b] = operands;
  if (a === undefined || b === undefined) return rowDraft({ items: [] }, scale, style);
  const frames = [frameOf(a, scale, "lying"), frameOf(b, scale, "lying")] as const;
  const [left, right] = frames;
  const rank = Math.max(a.shape?.length ?? 0, b.shape?.length ?? 0);
  const clash = {
    across: clashes(left.columns, right.columns, which, rank - 1),
    down: clashes(left.rows, right.rows, which, rank - 2),
  };
  const item = (operand: OperandFact, index: 0 | 1): FrameItem => ({
    kind: "frame",
    frame: frames[index],
    top: frames[index].columns,
    ...(index === 0 ? { left: left.rows } : { right: right.rows }),
    wrong: clash,
    caption: operand.text,
  });
  return rowDraft(
    {
      items: [item(a, 0), { kind: "space", width: 46 }, item(b, 1)],
      topSpace: true,
      extra: ([first, , second], y) =>
        first === undefined || second === undefined
          ? ""
          : notEqual(middleBetween(first, second), y + Math.min(left.height, right.height) / 2, style),
    },
    scale,
    style,
  );
}

/** The middle of the free space between two frames. */
function middleBetween(first: Placed, second: Placed): number {
  return (first.x + first.width + second.x) / 2;
}

function clashes(a: SizeFact | null, b: SizeFact | null, which: Clash, axis: number): boolean {
  if (a === null || b === null || a.text === b.text) return false;
  switch (which.kind) {
    case "broadcast":
      return a.value !== 1 && b.value !== 1;
    case "axis":
      return which.axis === axis;
    case "different":
      return true;
  }
}
