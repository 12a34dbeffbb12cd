import * as arrays from "../../../algebra/array";
import type { Table } from "../../../datasets/table";

/** What a program's data are, by the names that it has for them: "sklearn:iris", "rows.csv". */
export type GivenData = ReadonlyMap<string, GivenFile>;

export type GivenFile =
  | { readonly kind: "table"; readonly table: Table }
  | { readonly kind: "text"; readonly text: string }
  /** It is not there, or can't be read. */
  | { readonly kind: "none" };

/** A data set of scikit-learn's as `load_…` gives it. */
export interface LoadedData {
  readonly inputs: arrays.NumberArray;
  readonly target: arrays.NumberArray;
  readonly hasClasses: boolean;
}

/** The data sets that ship: the last column is the target, its classes in the order in which they first come. */
export function loadedData(name: string, { rows, columns }: Table): LoadedData | null {
  const [target, ...others] = columns.toReversed();
  const features = others.toReversed().flatMap((column) => (column.kind === "number" ? [column.values] : []));
  if (target === undefined || features.length !== others.length) return null;
  const inputs = new Float64Array(rows * features.length);
  for (const [at, values] of features.entries())
    for (let row = 0; row < rows; row++) inputs[row * features.length + at] = values[row] ?? Number.NaN;
  const matrix = { samples: rows, features: features.length, data: inputs };
  if (name === "diabetes") scaleDiabetes(matrix);
  const own = target.kind === "text" ? Float64Array.from(target.codes) : Float64Array.from(target.values);
  return {
    inputs: arrays.arrayOf(inputs, [rows, features.length]),
    target: arrays.arrayOf(own, [rows]),
    hasClasses: target.kind === "text",
  };
}

/** `load_diabetes()` brings each column to mean 0 and to a sum of squares of 1. */
function scaleDiabetes({
  samples,
  features,
  data,
}: {
  samples: number;
  features: number;
  data: Float64Array;
}): void {
  for (let at = 0; at < features; at++) {
    const column = Float64Array.from({ length: samples }, (_, row) => data[row * features + at] ?? 0);
    const mean = column.reduce((sum, value) => sum + value, 0) / samples;
    const squares = column.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    for (let row = 0; row < samples; row++)
      data[row * features + at] = ((column[row] ?? 0) - mean) / Math.sqrt(squares);
  }
}

/** A text as `np.loadtxt` reads it; null where a field is no number, or rows differ in length. */
export function loadText(text: string, delimiter: string | null, skipped: number): arrays.NumberArray | null {
  const lines = text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .slice(skipped);
  const rows = lines
    .map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line !== "")
    .map((line) =>
      line.split(delimiter ?? /\s+/).map((field) => (plainNumber.test(field) ? Number(field) : Number.NaN)),
    );
  const width = rows[0]?.length ?? 0;
  if (width === 0 || rows.some((row) => row.length !== width || row.some(Number.isNaN))) return null;
  // Rows or columns of one are squeezed away.
  const shape = [rows.length, width].filter((size) => size !== 1);
  return arrays.arrayOf(Float64Array.from(rows.flat()), shape);
}

const plainNumber = /^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/;
