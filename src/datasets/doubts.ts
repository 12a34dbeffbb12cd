import { rowsOf } from "./matrix";
import type { DatasetNote, Subset } from "./summary";
import type { Column } from "./table";

/** What is read as it stands, and may mean something else: said, and nothing is changed. */

/** So many cells with one number are no accident. */
const fewestCells = 3;
/** Above it a feature is the target in other words. */
const sameThing = 0.999;

interface Extremes {
  readonly least: number;
  readonly leastCells: number;
  readonly second: number;
}

/** The least number that `sign` times a cell can be, in how many cells it stands, and the least of the others. */
function extremes(values: Float64Array, sign: 1 | -1): Extremes {
  let [least, second] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let leastCells = 0;
  for (const value of values) {
    const own = sign * value;
    if (own < least) {
      second = least;
      least = own;
      leastCells = 1;
    } else if (own === least) leastCells++;
    else if (own < second) second = own;
  }
  return { least, leastCells, second };
}

/**
 * A number that often stands for "nothing was measured": the only negative one of a column of quantities, or nines far from
 * all others.
 */
export function valueApart({ name, ...column }: Column): DatasetNote[] {
  if (column.kind === "text") return [];
  const low = extremes(column.values, 1);
  const high = extremes(column.values, -1);
  const [greatest, next] = [-high.least, -high.second];
  const note = (value: number, cells: number): DatasetNote[] =>
    cells < fewestCells ? [] : [{ kind: "value-apart", column: name, value, cells }];
  // −1, 0 and 1 are directions.
  if (low.least < 0 && low.second >= 0 && greatest > low.second && next > low.second)
    return note(low.least, low.leastCells);
  const areNines = (value: number) => /^-?99+$/.test(String(value));
  if (areNines(low.least) && low.least < -2 * Math.max(Math.abs(low.second), Math.abs(greatest)))
    return note(low.least, low.leastCells);
  if (areNines(greatest) && greatest > 2 * Math.max(Math.abs(next), Math.abs(low.least)))
    return note(greatest, high.leastCells);
  return [];
}

const totalName = /^((grand|sub|overall) ?)?totals?$|^(sum|합계|총계|총합|소계|계)$/i;

/** The last row holds the sums of the others, in its own words, which no row before has. */
export function totalRow(column: Column): DatasetNote[] {
  if (column.kind === "number") return [];
  const row = column.codes.length;
  const text = column.categories[column.codes[row - 1] ?? -1]?.trim();
  if (text === undefined || !totalName.test(text)) return [];
  const isFirst = column.codes.indexOf(column.codes[row - 1] ?? -1) === row - 1;
  return isFirst ? [{ kind: "total-row", column: column.name, row, text }] : [];
}

/** Rows of training, in no order, that tell how two columns go together. */
const mostRows = 10_000;

/** Features that the target of numbers follows almost exactly; a single feature is what there is to learn from. */
export function followers(names: readonly string[], { inputs, target }: Subset): DatasetNote[] {
  const rows = Math.min(inputs.samples, mostRows);
  if (inputs.features < 2 || rows < 10) return [];
  const { data, at } = rowsOf(inputs);
  const y = deviations(rows, (row) => target[row] ?? 0);
  return names.flatMap((column, feature) => {
    const cell = (row: number) => data[at(row) + feature] ?? 0;
    const x = deviations(rows, cell);
    let product = 0;
    for (let row = 0; row < rows; row++) product += (cell(row) - x.mean) * ((target[row] ?? 0) - y.mean);
    const correlation = product / Math.sqrt(x.squares * y.squares);
    return Math.abs(correlation) > sameThing
      ? [{ kind: "follows-target" as const, column, correlation }]
      : [];
  });
}

function deviations(rows: number, at: (row: number) => number): { mean: number; squares: number } {
  let sum = 0;
  for (let row = 0; row < rows; row++) sum += at(row);
  const mean = sum / rows;
  let squares = 0;
  for (let row = 0; row < rows; row++) squares += (at(row) - mean) ** 2;
  return { mean, squares };
}

/** Two classes, or categories of a feature, that differ in nothing but capitals, blanks and dashes. */
export function classesAlike(names: readonly string[], column?: string): DatasetNote[] {
  const seen = new Map<string, string>();
  return names.flatMap((name) => {
    const key = name.toLowerCase().replaceAll(/[\s_-]+/g, "");
    const before = seen.get(key);
    if (before === undefined) seen.set(key, name);
    return before === undefined || key === ""
      ? []
      : [
          {
            kind: "classes-alike" as const,
            ...(column === undefined ? {} : { column }),
            one: before,
            other: name,
          },
        ];
  });
}
