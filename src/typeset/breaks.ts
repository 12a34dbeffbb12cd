import type { LiteElement } from "mathjax-full/js/adaptors/lite/Element.js";
import type { LiteAdaptor } from "mathjax-full/js/adaptors/liteAdaptor.js";

const relations = new Set("=←→≈≠≤≥∝");
const operators = new Set("+−-⊙·×");
const opening = new Set("([{");
const closing = new Set(")]}");

/** Round brackets that are wider than this, in thousandths of an em, may be broken inside. */
const longBracket = 8000;

/** What a row of symbols looks like so far: the round brackets that are open, and what came last. */
interface Row {
  readonly open: { readonly x: number; readonly breaks: number[] }[];
  /** How many square brackets are open. */
  square: number;
  isAfterOperand: boolean;
  readonly breaks: number[];
}

/**
 * Where a formula may go on in a new line, in the units of its picture from its left edge: before a relation and before an
 * operator between two operands. What stands in round brackets stays together unless it is long; square brackets hold whole
 * sums, or a condition, `[z ≤ 0]`, which is not broken.
 */
export function lineBreaks(adaptor: LiteAdaptor, math: LiteElement): readonly number[] {
  const row: Row = { open: [], square: 0, isAfterOperand: false, breaks: [] };
  walk(adaptor, math, 0, row);
  return row.breaks.sort((a, b) => a - b);
}

function walk(adaptor: LiteAdaptor, element: LiteElement, left: number, row: Row): void {
  const x = left + shiftOf(adaptor.getAttribute(element, "transform"));
  switch (adaptor.getAttribute(element, "data-mml-node")) {
    case "mo":
      operator(signOf(adaptor, element), x, row);
      return;
    case "math":
    case "mstyle":
    case "mrow":
      for (const child of elements(adaptor, element)) walk(adaptor, child, x, row);
      return;
    case "mspace":
      return;
    // A bracket that closes with an exponent: `(1 − Y)ᵀ`.
    case "msup":
    case "msub":
    case "msubsup": {
      const [base] = elements(adaptor, element);
      if (base !== undefined) walk(adaptor, base, x, row);
      row.isAfterOperand = true;
      return;
    }
    default:
      row.isAfterOperand = true;
  }
}

function operator(sign: string, x: number, row: Row): void {
  const isRelation = relations.has(sign);
  const isOperator = operators.has(sign);
  const level = row.open.at(-1)?.breaks ?? row.breaks;
  const mayBreak = isOperator || (isRelation && row.square === 0);
  if (mayBreak && row.isAfterOperand && x > 0) level.push(Math.round(x));
  if (sign === "[") row.square++;
  else if (sign === "]") row.square--;
  if (sign === "(") row.open.push({ x, breaks: [] });
  const closed = sign === ")" ? row.open.pop() : undefined;
  if (closed !== undefined && x - closed.x > longBracket)
    (row.open.at(-1)?.breaks ?? row.breaks).push(...closed.breaks);
  if (isRelation || isOperator || opening.has(sign)) row.isAfterOperand = false;
  else if (closing.has(sign)) row.isAfterOperand = true;
}

function shiftOf(transform: string | undefined): number {
  return Number(/translate\((-?[\d.]+)/.exec(transform ?? "")?.[1] ?? 0);
}

/** The first character of an operator, as MathJax notes it beside its outline. */
function signOf(adaptor: LiteAdaptor, element: LiteElement): string {
  for (const child of elements(adaptor, element)) {
    const code = adaptor.getAttribute(child, "data-c") ?? "";
    const sign = code === "" ? signOf(adaptor, child) : String.fromCodePoint(Number.parseInt(code, 16));
    if (sign !== "") return sign;
  }
  return "";
}

function elements(adaptor: LiteAdaptor, element: LiteElement): LiteElement[] {
  return adaptor.childNodes(element).filter((child): child is LiteElement => adaptor.kind(child) !== "#text");
}
