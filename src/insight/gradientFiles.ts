import type { TableSizes } from "../domains/symbolsTrace";
import type { Expression, Module } from "../syntax/tree";

/** A program that counts on more rows or columns of a file is one that is read with small sizes. */
const most = 1000;

const known = new WeakMap<Module, TableSizes>();

/** How many rows and columns a program's text counts on, `rows[364:455, 30:]`: a smaller table would give it empty arrays. */
export function tableSizesOf(module: Module): TableSizes {
  const before = known.get(module);
  if (before !== undefined) return before;
  const sizes = { rows: 0, columns: 0 };
  const visit = (part: unknown): void => {
    if (Array.isArray(part)) for (const each of part) visit(each);
    else if (typeof part === "object" && part !== null) {
      if (isSubscript(part)) note(part.index, sizes);
      for (const each of Object.values(part)) visit(each);
    }
  };
  visit(module.body);
  known.set(module, sizes);
  return sizes;
}

function note(index: Expression, sizes: { rows: number; columns: number }): void {
  const isPair = index.kind === "sequence" && index.items.length === 2;
  const [rows, columns] = isPair ? index.items : [index];
  if (rows?.kind === "slice") sizes.rows = Math.min(most, Math.max(sizes.rows, boundOf(rows)));
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
