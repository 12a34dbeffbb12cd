import type { Translate } from "../../base/translate";
import type { ArrayFact, OperationFact, SizeFact } from "../../insight/facts";
import { arrowText, shortName } from "../shapeText";
import { type Draft, rowDraft } from "./compose";
import { drawFrame, type FrameDrawing, frameOf } from "./frame";
import { drawLine, fittingLines, type Line } from "./line";
import { type FrameItem, type Item, topSpace } from "./row";
import { acrossRuler, downRuler, downRulerSpace, rulerGap, type Style } from "./ruler";
import type { Scale } from "./scale";
import { arrow, label, shorten, textWidth } from "./svg";
import { bracketed, cellTexts, grouped, sumText } from "./values";

/** One array on its own, with a ruler on each side. */
export function arrayDraft(array: ArrayFact, caption: string, scale: Scale, style: Style): Draft {
  return rowDraft({ items: [plainItem(array, caption, scale, "left")] }, scale, style);
}

function plainItem(
  array: ArrayFact,
  caption: string,
  scale: Scale,
  side: "left" | "right" | "none",
  drawing: FrameDrawing = {},
): FrameItem {
  const frame = frameOf(array, scale, "lying");
  return {
    kind: "frame",
    frame,
    top: frame.columns,
    ...(side === "left" ? { left: frame.rows } : side === "right" ? { right: frame.rows } : {}),
    caption,
    drawing,
  };
}

/** Rows become columns: the first row is lit on the left, the first column on the right. */
export function transposeDraft(operation: OperationFact, name: string, scale: Scale, style: Style): Draft {
  const [a] = operation.operands;
  if (a === undefined) return arrayDraft(operation.result, name, scale, style);
  const flips = (a.shape?.length ?? 0) === 2;
  return rowDraft(
    {
      centred: true,
      items: [
        plainItem(a, a.text, scale, "left", flips ? { lit: "first-row" } : {}),
        { kind: "sign", text: shortName(operation.name), arrow: true },
        plainItem(operation.result, name, scale, "right", flips ? { lit: "first-column" } : {}),
      ],
    },
    scale,
    style,
  );
}

/** The same values in another form, read row by row. */
export function reshapeDraft(
  operation: OperationFact,
  name: string,
  scale: Scale,
  style: Style,
  t: Translate,
): Draft {
  const [a] = operation.operands;
  if (a === undefined) return arrayDraft(operation.result, name, scale, style);
  const count = (operation.result.shape ?? []).reduce((all, size) => all * (size.value ?? Number.NaN), 1);
  // Where the values stand in the cells, the reader sees that they are the same.
  const lines: Line[] =
    scale.kind === "outline" && Number.isFinite(count)
      ? [{ plain: t("the same {0} values", grouped(count)) }]
      : [];
  return rowDraft(
    {
      centred: true,
      items: [
        plainItem(a, a.text, scale, "left"),
        { kind: "sign", text: shortName(operation.name), arrow: true },
        plainItem(operation.result, name, scale, "right"),
      ],
      lines,
    },
    scale,
    style,
  );
}

/** Any other call: what goes in, an arrow with its name, what comes out. */
export function callDraft(operation: OperationFact, name: string, scale: Scale, style: Style): Draft {
  const shown = operation.operands.slice(0, 3);
  const items: Item[] = [];
  for (const [index, operand] of shown.entries()) {
    if (index > 0) items.push({ kind: "sign", text: "," });
    items.push(plainItem(operand, operand.text, scale, index === 0 ? "left" : "none"));
  }
  if (operation.operands.length > shown.length) items.push({ kind: "sign", text: "…" });
  if (shown.length > 0) items.push({ kind: "sign", text: arrowText(operation), arrow: true });
  items.push(plainItem(operation.result, name, scale, shown.length > 0 ? "right" : "left"));
  return rowDraft({ items, centred: true }, scale, style);
}

/** A reduction: the axis that goes is folded in its own direction, so the result stands where the sums are. */
export function reduceDraft(operation: OperationFact, name: string, scale: Scale, style: Style): Draft {
  const [a] = operation.operands;
  const axis = axisOf(operation);
  if (a === undefined) return arrayDraft(operation.result, name, scale, style);
  const rank = a.shape?.length ?? 0;
  if (rank === 2 && axis === 0) return foldDown(operation, name, scale, style);
  const lit = axis === null || rank !== 2 ? null : "first-row";
  const frame = frameOf(operation.result, scale, rank === 2 && axis === 1 ? "standing" : "lying");
  return rowDraft(
    {
      centred: true,
      items: [
        plainItem(a, a.text, scale, "left", { lit }),
        { kind: "sign", text: foldText(operation, axis, rank), arrow: true },
        {
          kind: "frame",
          frame,
          top: frame.columns,
          right: frame.rows,
          caption: name,
          drawing: { lit: lit && "first-cell" },
        },
      ],
      lines: foldLines(operation, axis, style),
    },
    scale,
    style,
  );
}

/** A negative axis counts from the end. */
export function axisOf(operation: OperationFact): number | null {
  const rank = operation.operands[0]?.shape?.length ?? 0;
  const axis = operation.axis ?? null;
  return axis !== null && axis < 0 ? axis + rank : axis;
}

function foldText(operation: OperationFact, axis: number | null, rank: number): string {
  const name = shortName(operation.name);
  return axis === null || rank < 2 ? name : `${name} axis=${axis}`;
}

/** `0 + 3 + 6 + … + 27 = 135` for a sum whose values are known; where a reader points, that of the cell stands beside. */
function foldLines(operation: OperationFact, axis: number | null, style: Style): Line[] {
  if (style.parts !== undefined) return [];
  const [a] = operation.operands;
  const name = shortName(operation.name);
  const texts = a === undefined ? null : cellTexts(a);
  const total = cellTexts(operation.result)?.[0];
  if (a?.shape == null || texts === null || total === undefined || a.dtype === "bool") return [];
  if (name !== "sum" && name !== "mean") return [];
  if (a.shape.length > 2) return [];
  const across = a.shape.at(-1)?.value ?? 1;
  const terms = texts.filter((_, index) => {
    if (axis === null || a.shape?.length === 1) return true;
    return axis === 0 ? index % across === 0 : index < across;
  });
  if (terms.length < 2) return [];
  const signed = terms.map((term, index) => (index === 0 ? term : bracketed(term)));
  const line = (sum: string): Line => ({
    plain: name === "sum" ? `${sum} = ` : `(${sum}) / ${terms.length} = `,
    strong: total,
  });
  return [{ ...line(sumText(signed)), shorter: line(sumText(signed, 1)) }];
}

const foldGap = 30;

/** Axis 0 goes: the result lies under the columns that it sums. */
function foldDown(operation: OperationFact, name: string, scale: Scale, given: Style): Draft {
  const style = { ...given, hasBelow: true };
  const [a] = operation.operands;
  const { palette } = style;
  const frame = frameOf(a ?? operation.result, scale, "lying");
  const result = frameOf(operation.result, scale, "lying");
  const left = frame.rows === null ? 2 : downRulerSpace(frame.rows, style) + 2;
  const captions = [a?.text ?? "", name].map((text) => shorten(text, 18));
  const note = foldText(operation, 0, 2);
  const right = Math.max(...captions.map((text) => textWidth(text) + 12), rowsSpace(result.rows, style));
  const lines = fittingLines(foldLines(operation, 0, style), style);
  const top = topSpace;
  const under = top + frame.height + foldGap;
  const line = lines[0];
  const inner =
    left + Math.max(Math.max(frame.width, result.width) + right, frame.width / 2 + textWidth(note, 11) + 14);
  const width = Math.max(inner, line === undefined ? 0 : textWidth(line.plain + (line.strong ?? "")) + 8);
  const x = Math.round(left + (width - inner) / 2);
  const caption = (text: string, y: number): string =>
    label(x + frame.width + 10, y, text, { fill: palette.ink, font: palette.codeFont, anchor: "start" });
  const middle = Math.min(frame.width / 2, scale.thinAcross(a ?? operation.result) / 2);
  return {
    width,
    height: under + result.height + 10 + (line === undefined ? 0 : 22),
    side: Math.max(frame.width, frame.height),
    draw: () =>
      [
        frame.columns === null ? "" : acrossRuler(x, top - rulerGap, frame.width, frame.columns, style),
        frame.rows === null
          ? ""
          : downRuler({ x: x - rulerGap, y: top, height: frame.height, side: "left" }, frame.rows, style),
        drawFrame(frame, x, top, scale, style, { lit: "first-column" }),
        caption(captions[0] ?? "", top + frame.height / 2),
        arrow(x + middle, top + frame.height + 6, x + middle, under - 6, palette.ink),
        label(x + middle + 10, top + frame.height + foldGap / 2, note, {
          fill: palette.dim,
          font: palette.codeFont,
          size: 11,
          anchor: "start",
        }),
        drawFrame(result, x, under, scale, style, { lit: "first-cell" }),
        caption(captions[1] ?? "", under + result.height / 2),
        line === undefined ? "" : drawLine(line, width / 2, under + result.height + 20, style),
      ].join(""),
  };
}

function rowsSpace(rows: SizeFact | null, style: Style): number {
  return rows === null ? 0 : downRulerSpace(rows, style);
}
