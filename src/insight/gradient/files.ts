import type { TableSizes } from "../../domains/traceOptions";
import type { Expression, Module } from "../../syntax/tree";

/** A program that counts on more rows or columns of a file is one that is read with small sizes. */
const most = 1000;

const known = new WeakMap<Module, TableSizes>();

/** How many rows and columns a program's text counts on, `rows[364:455, 30:]`: a smaller table would give it empty arrays. */
export function tableSizesOf(module: Module): TableSizes {
  const before = known.get(module);
  if (before !== undefined) return before;
  const sizes: Bounds = { rows: 0, columns: 0, firsts: new Set(), rests: new Set() };
  const visit = (part: unknown): void => {
    if (Array.isArray(part)) for (const each of part) visit(each);
    else if (typeof part === "object" && part !== null) {
      if (isSubscript(part)) note(part.index, sizes);
      for (const each of Object.values(part)) visit(each);
    }
  };
  visit(module.body);
  // `data[:, :2]` and `data[:, 2:]`: what is left are the labels, in one column.
  const [features] = [...sizes.rests].filter((each) => sizes.firsts.has(each) && each === sizes.columns);
  const found = { rows: sizes.rows, columns: sizes.columns, ...(features === undefined ? {} : { features }) };
  known.set(module, found);
  return found;
}

interface Bounds {
  rows: number;
  columns: number;
  /** Where a slice of the first columns ends, and where one of the last begins. */
  readonly firsts: Set<number>;
  readonly rests: Set<number>;
}

function note(index: Expression, sizes: Bounds): void {
  const isPair = index.kind === "sequence" && index.items.length === 2;
  const [rows, columns] = isPair ? index.items : [index];
  if (rows?.kind === "slice") sizes.rows = Math.min(most, Math.max(sizes.rows, boundOf(rows)));
  if (columns?.kind === "slice") {
    if (columns.start === null && columns.stop !== null) sizes.firsts.add(boundOf(columns));
    if (columns.start !== null && columns.stop === null) sizes.rests.add(boundOf(columns));
  }
  if (columns !== undefined) sizes.columns = Math.min(most, Math.max(sizes.columns, boundOf(columns)));
}

/** The largest place that is named. */
function boundOf(index: Expression): number {
  if (index.kind === "number" && index.type === "int") return index.value;
  if (index.kind !== "slice") return 0;
  return Math.max(...[index.start, index.stop].map((each) => (each === null ? 0 : boundOf(each))));
}

function isSubscript(part: object): part is { readonly kind: "subscript"; readonly index: Expression } {
  return "kind" in part && part.kind === "subscript" && "index" in part;
}
