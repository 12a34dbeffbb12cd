import { ColumnBuilder } from "./columnBuilder";
import type { LineFormat } from "./lines";
import type { DatasetProblem, Result } from "./problem";
import { mostColumns, tableOf } from "./records";
import type { Table } from "./table";

/** A line of libsvm: a label, in rankings the query that it belongs to, then index:value for what is not 0. */
const line = /^\s*[-+]?[\d.]+(e[-+]?\d+)?(\s+qid:\d+)?(\s+\d+:[-+]?[\d.]+(e[-+]?\d+)?)+\s*(#.*)?$/i;
/** A sparse set is made dense here; beyond so many cells it does not fit. */
const mostCells = 1 << 28;

export function looksLikeLibsvm(text: string): boolean {
  const lines = text.split("\n", 6).filter((each) => each.trim() !== "");
  // The last may be cut.
  const whole = lines.length > 1 ? lines.slice(0, -1) : lines;
  const rows = whole.filter((each) => !each.startsWith("#"));
  return rows.length > 0 && rows.every((each) => line.test(each));
}

/** Line by line. What is not 0 is kept as it comes, and made dense at the end. */
export class LibsvmLines implements LineFormat {
  readonly #labels = new ColumnBuilder();
  /** The cells that are not 0, row after row: which feature, and how much. */
  readonly #features = new ColumnBuilder();
  readonly #values = new ColumnBuilder();
  readonly #cellsInRow: number[] = [];
  #largest = 0;
  #smallest = 1;

  get columns(): number {
    return this.#largest - this.#smallest + 2;
  }

  add(text: string, number: number): DatasetProblem | null {
    const content = text.replace(/#.*$/, "").trim();
    if (content === "") return null;
    if (!line.test(content)) return { kind: "bad-line", format: "libsvm", line: number };
    const [label = "", ...pairs] = content.replace(/\sqid:\d+/, "").split(/\s+/);
    this.#labels.addNumber(Number(label));
    for (const pair of pairs) {
      const [at = 0, value = 0] = pair.split(":").map(Number);
      this.#largest = Math.max(this.#largest, at);
      this.#smallest = Math.min(this.#smallest, at);
      this.#features.addNumber(at);
      this.#values.addNumber(value);
    }
    this.#cellsInRow.push(pairs.length);
    const features = this.#largest - this.#smallest + 1;
    const rows = this.#cellsInRow.length;
    return features * rows > mostCells || features > mostColumns
      ? { kind: "too-large", rows, columns: features }
      : null;
  }

  finish(): Result<Table> {
    const [features, values] = [numbersIn(this.#features), numbersIn(this.#values)];
    const count = this.#largest - this.#smallest + 1;
    const rows = this.#cellsInRow.length;
    const dense = Array.from({ length: count }, () => new Float64Array(rows));
    let at = 0;
    this.#cellsInRow.forEach((cells, row) => {
      for (const end = at + cells; at < end; at++) {
        const column = dense[(features[at] ?? 0) - this.#smallest];
        if (column !== undefined) column[row] = values[at] ?? 0;
      }
    });
    const named = dense.map((column, index): [string, ColumnBuilder] => {
      const builder = new ColumnBuilder(false, rows);
      for (const value of column) builder.addNumber(value);
      return [`feature_${index + this.#smallest}`, builder];
    });
    return tableOf([...named, ["label", this.#labels]], rows, { kind: "libsvm" });
  }
}

function numbersIn(builder: ColumnBuilder): Float64Array {
  const column = builder.finish("");
  return column.kind === "number" ? column.values : new Float64Array();
}
