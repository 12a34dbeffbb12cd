import type { ArrayFact, OperandFact, OperationFact } from "../../insight/facts";
import { type Draft, rowDraft } from "./compose";
import { frameOf } from "./frame";
import { drawLine, type Line, lineWidth } from "./line";
import type { FrameItem, Item, Placed } from "./row";
import { rulerGap, type Style, tie } from "./ruler";
import type { Scale } from "./scale";
import { bracketed, cellTexts, sumText } from "./values";

/** Below this width even the name of the result is too wide. */
const tight = 200;

/** From the tie to the right matrix's side. */
function tieDistance(style: Style): number {
  return style.layout === "wide" ? 16 : 14;
}

/** Row times column: the tie joins the shared inner size, the first row, column and result are lit. */
export function productDraft(operation: OperationFact, name: string, scale: Scale, style: Style): Draft {
  const [a, b] = operation.operands;
  if (a === undefined || b === undefined) return rowDraft({ items: [] }, scale, style);
  // Where a reader can point at a cell, its sum stands beside the picture.
  const lit = style.parts === undefined ? firstSum(a, b, operation.result) : null;
  const left = { ...leftItem(a, scale), labelled: a.shape?.at(-1) };
  const right = rightItem(b, scale);
  const result = resultItem(operation.result, b, style.room < tight ? "" : name, scale);
  const beside =
    lit !== null && style.layout === "wide" && left.frame.height - right.frame.height >= 60 ? lit : null;
  const room = right.frame.width + 36;
  const extraSpace = beside === null ? 0 : Math.max(0, sumWidth(beside) - room) / 2;
  const items: Item[] = [
    left,
    { kind: "space", width: style.layout === "wide" ? 18 : 12 },
    right,
    { kind: "space", width: extraSpace },
    { kind: "sign", text: "=" },
    { kind: "space", width: extraSpace },
    result,
  ];
  const inner = a.shape?.at(-1);
  return rowDraft(
    {
      items,
      topSpace: true,
      lines: lit === null || beside !== null ? [] : [sumLine(lit)],
      extra: (placed, y) => {
        const [from, , to] = placed;
        if (from === undefined || to === undefined || inner === undefined) return "";
        return (
          drawTie(from, to, left, right, y, inner, style) +
          (beside === null ? "" : drawSum(beside, to.x - 8, y + right.frame.height + 34, style))
        );
      },
    },
    scale,
    style,
  );
}

function drawTie(
  from: Placed,
  to: Placed,
  left: FrameItem,
  right: FrameItem,
  y: number,
  inner: NonNullable<ArrayFact["shape"]>[number],
  style: Style,
): string {
  return tie(
    { x: from.x, y: y - rulerGap },
    { x: to.x - tieDistance(style), y: y + right.frame.height },
    from.x + left.frame.width / 2,
    inner,
    style,
  );
}

export function leftItem(a: OperandFact, scale: Scale): FrameItem {
  const frame = frameOf(a, scale, "lying");
  return { kind: "frame", frame, left: frame.rows, caption: a.text, drawing: { lit: "first-row" } };
}

export function rightItem(b: OperandFact, scale: Scale): FrameItem {
  const frame = frameOf(b, scale, "standing");
  return { kind: "frame", frame, top: frame.columns, caption: b.text, drawing: { lit: "first-column" } };
}

/** A vector that comes out stands where it holds a value for each row, and lies where it holds one for each column. */
function resultItem(result: ArrayFact, b: OperandFact, name: string, scale: Scale): FrameItem {
  const frame = frameOf(result, scale, b.shape?.length === 1 ? "standing" : "lying");
  return {
    kind: "frame",
    frame,
    top: frame.columns,
    right: frame.rows,
    caption: name,
    drawing: { lit: "first-cell" },
  };
}

interface FirstSum {
  readonly terms: string;
  readonly fewTerms: string;
  readonly total: string;
}

/** The sum of products behind the first element of the result, where every value is known. */
function firstSum(a: OperandFact, b: OperandFact, result: ArrayFact): FirstSum | null {
  const inner = a.shape?.at(-1)?.value;
  if (inner == null || inner === 0 || (a.shape?.length ?? 0) > 2 || (b.shape?.length ?? 0) > 2) return null;
  const [rows, columns, totals] = [a, b, result].map(cellTexts);
  const total = totals?.[0];
  if (rows == null || columns == null || total === undefined || a.dtype === "bool" || b.dtype === "bool")
    return null;
  const across = b.shape?.length === 2 ? (b.shape[1]?.value ?? 1) : 1;
  const terms = Array.from({ length: inner }, (_, index) => {
    const [first, second] = [rows[index] ?? "?", columns[index * across] ?? "?"];
    return `${bracketed(first)}·${bracketed(second)}`;
  });
  return { terms: sumText(terms), fewTerms: sumText(terms, 1), total };
}

function sumLine({ terms, fewTerms, total }: FirstSum): Line {
  const shorter = { plain: `${fewTerms} = `, strong: total };
  return { plain: `${terms} = `, strong: total, shorter };
}

function sumLines(sum: FirstSum): Line[] {
  return [{ plain: sum.terms }, { plain: "= ", strong: sum.total }];
}

function sumWidth(sum: FirstSum): number {
  return Math.max(...sumLines(sum).map(lineWidth)) + 4;
}

function drawSum(sum: FirstSum, x: number, y: number, style: Style): string {
  return sumLines(sum)
    .map((each, index) => drawLine(each, x, y + index * 16, style, "start"))
    .join("");
}
