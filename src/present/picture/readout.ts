import { elementName, type InsideView, type MatrixView } from "./inside";
import { litBy, type Pointed, type Region } from "./light";
import { decimalsOf, valueText } from "./values";

/** How one element of the result comes about, term by term. */
export interface Readout {
  /** `w_grad[21, 0]`. */
  readonly element: string;
  /** What the factors are called over their columns: `x.T[21, i]` and `err[i, 0]`. */
  readonly heads: readonly [string, string];
  /** Its value as it stands in its cell; null while not known. */
  readonly total: string | null;
  readonly terms: readonly Term[];
  /** Terms that are not listed. */
  readonly more: number;
  /** What those come to together; null while not known. */
  readonly rest: string | null;
  readonly count: number;
}

export interface Term {
  /** `x.T[21, 0]`. */
  readonly factors: readonly string[];
  /** Their values; null while not known. */
  readonly values: readonly string[] | null;
  readonly product: string | null;
  /** For a bar: the product's value. */
  readonly size: number | null;
}

/** No more terms than this are listed: the pattern is clear by then. */
const longest = 6;

/** The sum of products behind an element of a product; with nothing pointed at in the result, behind its first. */
export function sumOfProducts(inside: InsideView, row: number, column: number): Readout | null {
  const [left, right] = inside.operands;
  if (inside.kind !== "product" || left === undefined || right === undefined) return null;
  const inner = left.columns;
  const shown = inner > longest + 1 ? longest : inner;
  const places = Array.from({ length: shown }, (_, at) => at);
  const products = productsOf(left, right, row, column);
  const lefts = columnTexts(places.map((at) => valueAt(left, row, at)));
  const rights = columnTexts(places.map((at) => valueAt(right, at, column)));
  const rest = products === null ? null : sum(products.slice(shown));
  // The total is the result's own: a sum of ours may differ in its last digit.
  const total = valueAt(inside.result, row, column);
  const sums = columnTexts([...(products ?? []).slice(0, shown), rest, total]);
  const terms = places.map((at): Term => {
    const values = [lefts[at] ?? null, rights[at] ?? null].filter((text) => text !== null);
    return {
      factors: [elementName(left, row, at), elementName(right, at, column)],
      values: values.length === 2 ? values : null,
      product: products === null ? null : (sums[at] ?? null),
      size: products?.[at] ?? null,
    };
  });
  return {
    element: elementName(inside.result, row, column),
    heads: [elementName(left, row, "i"), elementName(right, "i", column)],
    total: sums.at(-1) ?? null,
    terms,
    more: inner - shown,
    rest: sums.at(-2) ?? null,
    count: inner,
  };
}

/** Numbers that stand one under the other: with the same decimals, so that the points meet. */
function columnTexts(values: readonly (number | null)[]): readonly (string | null)[] {
  const decimals = decimalsOf(values.filter((value) => value !== null));
  const isWhole = values.every(
    (value) => value === null || !Number.isFinite(value) || Number.isInteger(value),
  );
  return values.map((value) => (value === null ? null : valueText(value, isWhole ? 0 : decimals)));
}

function valueAt({ values, columns }: MatrixView, row: number, column: number): number | null {
  return values?.[row * columns + column] ?? null;
}

function productsOf(
  left: MatrixView,
  right: MatrixView,
  row: number,
  column: number,
): readonly number[] | null {
  const [a, b] = [left.values, right.values];
  if (a === null || b === null) return null;
  return Array.from(
    { length: left.columns },
    (_, at) => (a[row * left.columns + at] ?? 0) * (b[at * right.columns + column] ?? 0),
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The other ways to read the same product: a mix of the left matrix's columns, a sum of outer products. */
export interface Mix {
  readonly parts: readonly MixPart[];
  readonly more: number;
  /** What they come to together. */
  readonly result: { readonly block: Block; readonly name: string };
}

/** One summand: a factor before a matrix, or a column before a row. */
export interface MixPart {
  readonly left: Block;
  readonly right: Block;
  /** `x.T[:, 0]` and `err[0, 0]`. */
  readonly names: readonly [string, string];
}

/** A small matrix of texts; null where the values are not known. */
export type Block = readonly (readonly string[])[] | null;

const fewest = 4;

/** Column `column` of the result as a mix of the left matrix's columns. */
export function mixOfColumns(inside: InsideView, column: number): Mix | null {
  return mix(inside, column, (left, right, at) => ({
    left: block(left, null, at),
    right: block(right, at, column),
    names: [elementName(left, ":", at), elementName(right, at, column)],
  }));
}

/** The whole result as a sum of outer products, a column of the left matrix times a row of the right one. */
export function sumOfOuters(inside: InsideView): Mix | null {
  return mix(inside, null, (left, right, at) => ({
    left: block(left, null, at),
    right: block(right, at, null),
    names: [elementName(left, ":", at), elementName(right, at, ":")],
  }));
}

function mix(
  inside: InsideView,
  column: number | null,
  part: (left: MatrixView, right: MatrixView, at: number) => MixPart,
): Mix | null {
  const [left, right] = inside.operands;
  if (inside.kind !== "product" || left === undefined || right === undefined) return null;
  const shown = left.columns > fewest ? fewest - 1 : left.columns;
  const parts = Array.from({ length: shown }, (_, at) => part(left, right, at));
  const { result } = inside;
  const name = column === null ? result.name : elementName(result, ":", column);
  return { parts, more: left.columns - shown, result: { block: block(result, null, column), name } };
}

/** Part of a matrix, one row or all, one column or all; too much to be read is as good as unknown. */
export function block(matrix: MatrixView, row: number | null, column: number | null): Block {
  const { texts, values, rows, columns } = matrix;
  const down = row === null ? Array.from({ length: rows }, (_, at) => at) : [row];
  const across = column === null ? Array.from({ length: columns }, (_, at) => at) : [column];
  if ((texts ?? values) === null || down.length > 12 || across.length > 6) return null;
  return down.map((each) => across.map((other) => textAt(matrix, each, other) ?? "?"));
}

export function textAt({ texts, values, columns }: MatrixView, row: number, column: number): string | null {
  const at = row * columns + column;
  const value = values?.[at];
  return texts?.[at] ?? (value === undefined ? null : numberText(value));
}

/** What a reader hears of the cell that is pointed at: its name and, where known, its value. */
export function cellText(inside: InsideView, { part, row, column }: Pointed): string {
  const matrix = part === "result" ? inside.result : inside.operands[part];
  if (matrix === undefined) return "";
  const value = textAt(matrix, row, column);
  const name = elementName(matrix, row, column);
  return value === null ? name : `${name} = ${value}`;
}

/** As few decimals as are needed, at most four, with a true minus. */
function numberText(value: number): string {
  const rounded = Math.abs(value) >= 1e6 ? value.toPrecision(6) : String(Number(value.toFixed(4)));
  return rounded.replace("-", "−");
}

/** An element and what it is made of, in names and, where all are known, in numbers: `z[3, 0] = a[3, 0] + b[0]`. */
export interface Equation {
  readonly names: string;
  readonly numbers: string | null;
}

export function equationOf(inside: InsideView, row: number, column: number): Equation {
  const { operands, result, sign, kind } = inside;
  const left = elementName(result, row, column);
  const total = textAt(result, row, column);
  const regions = litBy(inside, { part: "result", row, column }).filter(({ part }) => part !== "result");
  const read = regions.flatMap((region) => {
    const matrix = region.part === "result" ? undefined : operands[region.part];
    return matrix === undefined ? [] : [{ matrix, region }];
  });
  const names = read.map(({ matrix, region }) =>
    elementName(matrix, region.row ?? ":", region.column ?? ":"),
  );
  const numbers = read.map(({ matrix, region }) => listText(matrix, region));
  const write = (parts: readonly string[]): string => {
    if (kind === "transpose" || kind === "reshape") return parts.join(", ");
    return parts.length === 2 && !/^\w/.test(sign) ? parts.join(` ${sign} `) : `${sign}(${parts.join(", ")})`;
  };
  const known = numbers.every((text) => text !== null) && total !== null;
  const before = left === "" ? "" : `${left} = `;
  return {
    names: `${before}${write(names)}`,
    numbers: known && kind !== "transpose" && kind !== "reshape" ? `${write(numbers)} = ${total}` : total,
  };
}

/** The elements of a region in a row; null where they are not known, or too many to be read. */
function listText(matrix: MatrixView, { row, column }: Region): string | null {
  const texts = block(matrix, row, column)?.flat();
  return texts === undefined || texts.length > 6 ? null : texts.join(", ");
}
