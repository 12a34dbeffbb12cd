import type { OperandFact, SizeFact } from "../../insight/facts";
import { roleOf } from "../roles";
import { type Draft, rowDraft } from "./compose";
import { frameOf } from "./frame";
import { leftItem, rightItem } from "./product";
import type { FrameItem, Item } from "./row";
import { acrossLabel, downLabel, isBelow, roleStroke, rulerGap, type Style, solidStroke } from "./ruler";
import type { Scale } from "./scale";
import { type Attributes, element, label, line, round } from "./svg";

/** A product that does not fit: the ruler of each inner size ends in a red fork around ≠. */
export function productMismatchDraft(a: OperandFact, b: OperandFact, scale: Scale, style: Style): Draft {
  const left = { ...leftItem(a, scale), labelled: a.shape?.at(-1) };
  const frame = { ...rightItem(b, scale), drawing: { lit: "first-column" as const } };
  const [inner, rows] = [a.shape?.at(-1), frame.frame.rows];
  const right = { ...frame, labelledDown: rows };
  return rowDraft(
    {
      items: [left, { kind: "space", width: isBelow(style) ? 34 : rows === null ? 44 : 90 }, right],
      topSpace: true,
      extra: (placed, y) => {
        const [from, between, to] = placed;
        if (from === undefined || between === undefined || to === undefined) return "";
        if (inner === undefined || rows === null) return "";
        const end = from.x + left.frame.width;
        // Where room is short, the sign stands above the right ruler instead of before it.
        const rulerX = isBelow(style) ? Math.max(end + 28, between.x + 14) : to.x - 18;
        const sign = isBelow(style)
          ? { x: rulerX, y: y - rulerGap - 6 }
          : { x: (end + 12 + rulerX) / 2, y: y - rulerGap };
        return (
          forkAcross(from.x, end, { inner, y: y - rulerGap }, style) +
          forkDown(rulerX, y, { rows, height: right.frame.height }, style) +
          notEqual(sign.x, sign.y, style)
        );
      },
    },
    scale,
    style,
  );
}

/** The ruler along the left matrix's top. */
function forkAcross(
  start: number,
  end: number,
  { inner, y }: { readonly inner: SizeFact; readonly y: number },
  style: Style,
): string {
  const role = roleOf(style.roles, inner);
  const split = end - Math.min(10, (end - start) / 3);
  return [
    line(start + 1, y, split, y, roleStroke(style, role)),
    line(start + 1, y - 4, start + 1, y + 4, solidStroke(style.palette.roles[role].line)),
    element("path", { d: `M${round(split)} ${y}H${round(end + 8)}m6 -6l-6 6l6 6`, ...redStroke(style) }),
    acrossLabel((start + end) / 2, y - 13, inner, style),
  ].join("");
}

/** The ruler down the right matrix's side. */
function forkDown(
  x: number,
  y: number,
  { rows, height }: { readonly rows: SizeFact; readonly height: number },
  style: Style,
): string {
  const role = roleOf(style.roles, rows);
  const [low, end] = [y + Math.min(16, height / 3), y + height - 1];
  return [
    line(x, low, x, end, roleStroke(style, role)),
    line(x - 4, end, x + 4, end, solidStroke(style.palette.roles[role].line)),
    element("path", { d: `M${round(x)} ${round(low)}V${round(y + 2)}m-6 -6l6 6l6 -6`, ...redStroke(style) }),
    downLabel({ x, y, height, side: "left" }, rows, style),
  ].join("");
}

function redStroke(style: Style): Attributes {
  return { ...solidStroke(style.palette.wrong), fill: "none", "stroke-linecap": "round" };
}

/** ≠ in a ring. Drawn, as not every monospace font has the sign. */
function notEqual(x: number, y: number, style: Style): string {
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
      ...redStroke(style),
    })
  );
}

/** Which axes of two operands clash: those that broadcasting compares, the one that is named, or all that differ. */
export type Clash =
  | { readonly kind: "broadcast" }
  | { readonly kind: "axis"; readonly axis: number }
  | { readonly kind: "different" };

/**
 * Two operands that don't go together: the axes that clash have red rulers, with ≠ between them, above the sign of the
 * operation where it has one.
 */
export function mismatchDraft(
  operands: readonly OperandFact[],
  { clash: which, sign }: { readonly clash: Clash; readonly sign: string | null },
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
  const gap: Item = { kind: "space", width: isBelow(style) ? 24 : 46 };
  return rowDraft(
    {
      items: [item(a, 0), gap, item(b, 1)],
      topSpace: true,
      extra: ([first, , second], y) => {
        if (first === undefined || second === undefined) return "";
        const x = (first.x + first.width + second.x) / 2;
        const middle = y + Math.min(left.height, right.height) / 2;
        if (sign === null) return notEqual(x, middle, style);
        const { ink: fill, codeFont: font } = style.palette;
        return (
          notEqual(x, y - rulerGap, style) +
          label(x, Math.max(middle, y + 12), sign, { fill, font, size: 14 })
        );
      },
    },
    scale,
    style,
  );
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
