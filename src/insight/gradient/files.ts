import type { TableSizes } from "../../domains/traceOptions";
import type { Assign, Expression, Module } from "../../syntax/tree";
import { walk } from "../../syntax/walk";
import { dataFor } from "./entry";

/** A program that counts on more rows or columns of a file is one that is read with small sizes. */
const most = 1000;

const known = new WeakMap<Module, TableSizes>();

/** How many rows and columns a program's text counts on, `rows[364:455, 30:]`: a smaller table would give it empty arrays. */
export function tableSizesOf(module: Module): TableSizes {
  const before = known.get(module);
  if (before !== undefined) return before;
  const sizes: Bounds = { rows: 0, columns: 0, firsts: new Set(), rests: new Set() };
  const labels = new Set<number>();
  const wide = new Map<number, number>();
  walk(module.body, (part) => {
    if (isSubscript(part)) note(part.index, sizes);
    if (isAssignment(part))
      for (const [column, end] of labelColumns(part)) {
        labels.add(column);
        if (end > column + 1) wide.set(column, end - column);
      }
  });
  // `data[:, :2]` and `data[:, 2:]` or `y = data[:, 2]`: what is left are the labels, in one column.
  const rests = [...sizes.rests].filter((each) => sizes.firsts.has(each));
  const { rows, columns } = sizes;
  const ends = (each: number) => each + (wide.get(each) ?? 0) === columns;
  const features = [...rests, ...labels].find((each) => each > 0 && ends(each));
  const outputs = features === undefined ? undefined : wide.get(features);
  const found = {
    rows,
    columns,
    ...(labels.has(0) ? { labelsFirst: true } : {}),
    ...(features === undefined ? {} : { features }),
    ...(outputs === undefined ? {} : { outputs }),
  };
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
    if ((columns.start === null || boundOf(columns.start) === 0) && columns.stop !== null)
      sizes.firsts.add(boundOf(columns));
    if (columns.start !== null && columns.stop === null) sizes.rests.add(boundOf(columns));
  }
  if (columns !== undefined) sizes.columns = Math.min(most, Math.max(sizes.columns, boundOf(columns)));
}

/**
 * Where `y = data[:, 2]` takes labels from, and of a table that was turned `y = data[0].astype(int)`: the first column, and the
 * one behind the last.
 */
function labelColumns({ targets: [target], value }: Assign): (readonly [number, number])[] {
  const isMany = target?.kind === "sequence" && value?.kind === "sequence";
  const pairs = isMany ? target.items.map((each, at) => [each, value.items[at]]) : [[target, value]];
  return pairs.flatMap(([name, from]) => {
    if (name?.kind !== "name" || !/^__y/.test(dataFor(name.id) ?? "")) return [];
    let taken = from ?? null;
    while (taken?.kind === "call" || taken?.kind === "attribute")
      taken = taken.kind === "call" ? taken.callee : taken.object;
    return taken?.kind === "subscript" ? columnOf(taken.index) : [];
  });
}

/** Of `[:, 2]` 2, of `[0]` 0, and of `[:, 8:10]` 8 and 10. */
function columnOf(index: Expression): (readonly [number, number])[] {
  const isPair = index.kind === "sequence" && index.items.length === 2;
  const [rows, column] = isPair ? index.items : [null, index];
  const isAll = rows === null ? true : rows?.kind === "slice" && boundOf(rows) === 0;
  if (isAll && rows !== null && column?.kind === "slice" && column.step === null) {
    const [start, stop] = [column.start, column.stop].map((each) => (each === null ? 0 : boundOf(each)));
    return start && stop ? [[start, stop]] : [];
  }
  if (!isAll || column?.kind !== "number" || column.type !== "int") return [];
  return rows === null && column.value !== 0 ? [] : [[column.value, column.value + 1]];
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

function isAssignment(part: object): part is Assign {
  return "kind" in part && part.kind === "assign";
}
