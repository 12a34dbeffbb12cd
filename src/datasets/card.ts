import { chooseFeatures, isDateColumn, isTooLarge } from "./features";
import { labelsOf } from "./labels";
import type { DatasetNote, TargetReason } from "./summary";
import type { Column, NumberColumn, Table, TextColumn } from "./table";
import { chooseTarget, type Task, taskOf } from "./target";

/** What a table holds, before anything is trained: one entry a column, in the file's order. */
export interface DataCard {
  readonly rows: number;
  readonly columns: readonly ColumnCard[];
  readonly target: {
    readonly column: string;
    readonly by: TargetReason;
    readonly sure: boolean;
  };
  readonly task: Task;
  /** Rows of each class, in the order of their numbers; empty for a target of numbers. */
  readonly classes: readonly { readonly name: string; readonly rows: number; readonly share: number }[];
  /** Rows without a hole in any column that is learned from. */
  readonly completeRows: number;
}

export interface ColumnCard {
  readonly name: string;
  readonly kind: "number" | "text" | "date";
  readonly missing: number;
  readonly infinite: number;
  readonly distinct: number;
  /** Numbers: how many lie in each of equally wide bins. Text: how many hold each of the commonest categories. */
  readonly histogram: readonly number[];
  readonly numbers?: {
    readonly min: number;
    readonly max: number;
    readonly mean: number;
    readonly deviation: number;
  };
  /** The commonest first, as many as the histogram has bars. */
  readonly categories?: readonly string[];
  readonly role: ColumnRole;
}

/** What becomes of a column. */
export type ColumnRole =
  | { readonly kind: "target" }
  | { readonly kind: "standardised" }
  | { readonly kind: "one-hot"; readonly columns: number }
  | {
      readonly kind: "left-out";
      readonly why: Extract<DatasetNote, { kind: "column-dropped" }>["why"] | "choice";
    };

const bars = 12;

export function dataCard(
  table: Table,
  options: { readonly target?: string; readonly without?: readonly string[] } = {},
): DataCard | null {
  const choice = chooseTarget(table, options.target);
  if (choice.kind === "problem") return null;
  const target = table.columns.find((column) => column.name === choice.value.column);
  if (target === undefined) return null;
  const left = table.columns.filter((column) => column !== target && !options.without?.includes(column.name));
  const chosen = chooseFeatures(left);
  const dropped = new Map(
    chosen.notes.flatMap((note) =>
      note.kind === "column-dropped" ? [[note.column, note.why] as const] : [],
    ),
  );
  const roleOf = (column: Column): ColumnRole => {
    if (column === target) return { kind: "target" };
    if (!left.includes(column)) return { kind: "left-out", why: "choice" };
    const why = dropped.get(column.name);
    if (why !== undefined) return { kind: "left-out", why };
    if (column.kind === "number") return { kind: "standardised" };
    const columns = chosen.features.filter((feature) => feature.column === column.name).length;
    return { kind: "one-hot", columns };
  };
  const task = taskOf(target);
  const used = table.columns.filter((column) => roleOf(column).kind !== "left-out");
  return {
    rows: table.rows,
    columns: table.columns.map((column) => columnCard(column, roleOf(column))),
    target: choice.value,
    task,
    classes: task === "numbers" ? [] : classBalance(target),
    completeRows: completeRows(table.rows, used),
  };
}

function columnCard(column: Column, role: ColumnRole): ColumnCard {
  const common = { name: column.name, missing: column.missing, role };
  if (column.kind === "number") return { ...common, kind: "number", ...numberFacts(column) };
  const kind = isDateColumn(column) ? "date" : "text";
  return { ...common, kind, infinite: 0, ...textFacts(column) };
}

function numberFacts(column: NumberColumn) {
  const { infinite } = column;
  let count = 0;
  let sum = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  const distinct = new Set<number>();
  for (const value of column.values) {
    if (!Number.isFinite(value)) continue;
    count++;
    sum += value;
    min = Math.min(min, value);
    max = Math.max(max, value);
    if (distinct.size <= 1000) distinct.add(value);
  }
  if (count === 0) return { infinite, distinct: 0, histogram: [] };
  const mean = sum / count;
  const histogram = Array.from({ length: bars }, () => 0);
  let squares = 0;
  for (const value of column.values) {
    if (!Number.isFinite(value)) continue;
    squares += (value - mean) ** 2;
    const bin = max === min ? 0 : Math.min(bars - 1, Math.floor(((value - min) / (max - min)) * bars));
    histogram[bin] = (histogram[bin] ?? 0) + 1;
  }
  const numbers = { min, max, mean, deviation: Math.sqrt(squares / count) };
  return { infinite, distinct: distinct.size, histogram, numbers };
}

function textFacts({ codes, categories }: TextColumn) {
  const counts = categories.map(() => 0);
  for (const code of codes) if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
  const order = counts.map((_, code) => code).sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0));
  const commonest = order.slice(0, bars);
  return {
    distinct: categories.length,
    histogram: commonest.map((code) => counts[code] ?? 0),
    categories: commonest.map((code) => categories[code] ?? ""),
  };
}

function classBalance(target: Column): DataCard["classes"] {
  const { names, codes } = labelsOf(target);
  const counts = names.map(() => 0);
  for (const code of codes) if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
  const total = counts.reduce((sum, count) => sum + count, 0);
  return names.map((name, number) => {
    const rows = counts[number] ?? 0;
    return { name, rows, share: total === 0 ? 0 : rows / total };
  });
}

function completeRows(rows: number, used: readonly Column[]): number {
  let complete = 0;
  for (let row = 0; row < rows; row++) {
    const hasHole = used.some((column) =>
      column.kind === "number" ? !isUsable(column.values[row]) : (column.codes[row] ?? -1) < 0,
    );
    if (!hasHole) complete++;
  }
  return complete;
}

function isUsable(value = Number.NaN): boolean {
  return !Number.isNaN(value) && !isTooLarge(value);
}
