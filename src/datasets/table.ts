import type { Mark } from "./marks";

/**
 * A data set as its file has it: columns of numbers or of text, all of the same length. No file access here, and no
 * choice of what to learn; see `prepare.ts` for that.
 */
export interface Table {
  readonly rows: number;
  readonly columns: readonly Column[];
  /** Names that occurred twice, and what the later ones are called. */
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
  /** What stood above the rows and their names, and is none of them. */
  readonly above?: LinesAbove;
  /** What stands below the rows, and is none of them. */
  readonly below?: LinesBelow;
  /** The rows have names of their own, in a first column that the file gives no name. */
  readonly rowNames?: boolean;
  /** Arrays of the file that have fewer rows than the others, and are not part of the table. */
  readonly unread?: readonly string[];
  /** What the file turned out to be. */
  readonly format: TableFormat;
}

export interface LinesAbove {
  readonly lines: number;
  /** The first of them that is not blank, or its beginning. */
  readonly first: string;
}

export interface LinesBelow {
  /** Where they begin, how many are not blank, and the first of them, or its beginning. */
  readonly line: number;
  readonly lines: number;
  readonly first: string;
}

export interface TableFormat {
  readonly kind: "csv" | "json" | "json-lines" | "npy" | "npz" | "parquet" | "libsvm";
  /** What the file has to be unpacked with before it is that. */
  readonly packed?: "gzip";
  readonly encoding?: string;
  readonly delimiter?: string;
  /** Where it is not the usual one. */
  readonly quote?: "'";
  /** Lines before the header, or before the first row where there is none. */
  readonly skip?: number;
  readonly header?: boolean;
  readonly decimalComma?: boolean;
}

export type Column = NumberColumn | TextColumn;

export interface NumberColumn {
  readonly kind: "number";
  readonly name: string;
  /** NaN where missing. */
  readonly values: Float64Array;
  readonly missing: number;
  /** Cells that are infinite, or too large for a float64. */
  readonly infinite: number;
  /** Text among the numbers: how many cells (they count as missing), and the first. */
  readonly stray: { readonly cells: number; readonly line: number; readonly text: string } | null;
  /** Every number has this beside it in the file; `cell` is the first that has. */
  readonly mark?: Mark & { readonly cell: string };
}

export interface TextColumn {
  readonly kind: "text";
  readonly name: string;
  /** Position in `categories`, −1 where missing. */
  readonly codes: Int32Array;
  /** In order of first appearance. */
  readonly categories: readonly string[];
  readonly missing: number;
}

/** The cell's text, or null where it is missing. */
export function cellText(column: Column, row: number): string | null {
  if (column.kind === "text") return column.categories[column.codes[row] ?? -1] ?? null;
  const value = column.values[row];
  return value === undefined || Number.isNaN(value) ? null : String(value);
}
