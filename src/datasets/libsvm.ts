import { ColumnBuilder } from "./columnBuilder";
import { problem, type Result } from "./problem";
import { mostColumns, tableOf } from "./records";
import type { Table } from "./table";

/** A line of libsvm: a label, then index:value for what is not 0. */
const line = /^\s*[-+]?[\d.]+(e[-+]?\d+)?(\s+\d+:[-+]?[\d.]+(e[-+]?\d+)?)+\s*(#.*)?$/i;
/** A sparse set is made dense here; beyond so many cells it does not fit. */
const mostCells = 1 << 28;

export function looksLikeLibsvm(text: string): boolean {
  const lines = text.split("\n", 6).filter((each) => each.trim() !== "");
  // The last may be cut.
  const whole = lines.length > 1 ? lines.slice(0, -1) : lines;
  return whole.length > 0 && whole.every((each) => line.test(each));
}

export function readLibsvm(text: string): Result<Table> {
  const labels = new ColumnBuilder();
  const rows: { readonly at: number; readonly value: number }[][] = [];
  let largest = 0;
  let smallest = 1;
  for (const [index, each] of text.split("\n").entries()) {
    const content = each.replace(/#.*$/, "").trim();
    if (content === "") continue;
    if (!line.test(content)) return problem({ kind: "bad-line", format: "libsvm", line: index + 1 });
    const [label = "", ...pairs] = content.split(/\s+/);
    labels.addNumber(Number(label));
    const cells = pairs.map((pair) => {
      const [at = 0, value = 0] = pair.split(":").map(Number);
      return { at, value };
    });
    for (const { at } of cells) {
      largest = Math.max(largest, at);
      smallest = Math.min(smallest, at);
    }
    rows.push(cells);
  }
  const features = largest - smallest + 1;
  if (features * rows.length > mostCells || features > mostColumns)
    return problem({ kind: "too-large", rows: rows.length, columns: features });
  return dense(rows, labels, smallest, features);
}

function dense(
  rows: readonly (readonly { readonly at: number; readonly value: number }[])[],
  labels: ColumnBuilder,
  smallest: number,
  features: number,
): Result<Table> {
  const columns = Array.from({ length: features }, () => new Float64Array(rows.length));
  rows.forEach((cells, row) => {
    for (const { at, value } of cells) {
      const column = columns[at - smallest];
      if (column !== undefined) column[row] = value;
    }
  });
  const named = columns.map((values, index): [string, ColumnBuilder] => {
    const builder = new ColumnBuilder();
    for (const value of values) builder.addNumber(value);
    return [`feature_${index + smallest}`, builder];
  });
  return tableOf([...named, ["label", labels]], rows.length, { kind: "libsvm" });
}
