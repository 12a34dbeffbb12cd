import { ColumnBuilder } from "./columnBuilder";
import { distinctNames } from "./delimited";
import { ok, problem, type Result } from "./problem";
import type { Table, TableFormat } from "./table";

/** A damaged or hostile file may claim any number of columns. */
export const mostColumns = 100_000;

/** Collects rows that name their cells; a name that is new gives a column, a name that is left out a missing cell. */
export class RecordCollector {
  readonly #columns = new Map<string, ColumnBuilder>();
  #rows = 0;

  get columns(): number {
    return this.#columns.size;
  }

  /** `line` is where the record stands; without it, its own number. */
  add(record: Iterable<readonly [string, unknown]>, line = this.#rows + 1): void {
    for (const [name, value] of record) {
      let column = this.#columns.get(name);
      if (column === undefined) {
        column = new ColumnBuilder();
        this.#columns.set(name, column);
      }
      fill(column, this.#rows);
      // A name that stands twice in one record: the first value counts.
      if (column.count === this.#rows) addValue(column, value, line);
    }
    this.#rows++;
  }

  finish(format: TableFormat): Result<Table> {
    for (const column of this.#columns.values()) fill(column, this.#rows);
    return tableOf([...this.#columns], this.#rows, format);
  }
}

function fill(column: ColumnBuilder, rows: number): void {
  while (column.count < rows) column.addMissing();
}

/** A value of JSON, Parquet or NumPy as a cell. */
export function addValue(column: ColumnBuilder, value: unknown, line: number): void {
  switch (typeof value) {
    case "number":
      column.addNumber(value);
      break;
    case "bigint":
      column.addNumber(Number(value));
      break;
    case "string":
      column.addText(value.trim(), line);
      break;
    case "boolean":
      column.addText(String(value), line);
      break;
    default:
      if (value === null || value === undefined) column.addMissing();
      else column.addText(value instanceof Date ? dateText(value) : JSON.stringify(value), line);
  }
}

function dateText(date: Date): string {
  return Number.isNaN(date.getTime()) ? "" : date.toISOString().slice(0, 10);
}

export function tableOf(
  columns: readonly (readonly [string, ColumnBuilder])[],
  rows: number,
  format: TableFormat,
): Result<Table> {
  if (columns.length === 0) return problem({ kind: "empty-file" });
  if (rows === 0) return problem({ kind: "header-only", columns: columns.length });
  const { names, renamed } = distinctNames(columns.map(([name]) => name));
  return ok({
    rows,
    columns: columns.map(([, builder], index) => builder.finish(names[index] ?? "")),
    renamed,
    format,
  });
}
