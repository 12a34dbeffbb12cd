import type { Feature } from "./features";
import { MovableMatrix } from "./matrix";
import { numbersOf, shrink, shrinkableNumbers } from "./memory";
import type { Subset } from "./summary";
import type { Column } from "./table";

/** Positions among the kept rows. */
export interface ThreeParts {
  readonly train: Int32Array;
  readonly validation: Int32Array;
  readonly test: Int32Array;
}

/** Rows between two times that what was read of the columns is given back. */
const rowsAPiece = 1 << 14;
/** Numbers from which on a matrix is too large to be held twice. */
const largeMatrix = 1 << 22;

/**
 * The rows of each part, all in one block of memory: filled in the file's order from its end, while the columns are given back,
 * and then put in the parts' order in place. Null where there is no such block to be had.
 */
export function gather(
  features: readonly Feature[],
  kept: Int32Array,
  target: Float64Array,
  splits: ThreeParts,
  consumed: readonly Column[],
): Record<keyof ThreeParts, Subset> | null {
  const n = features.length;
  let data: Float64Array;
  try {
    data = shrinkableNumbers(kept.length * n);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
  for (let i = kept.length - 1; i >= 0; i--) {
    const row = kept[i] ?? 0;
    for (let j = 0; j < n; j++) data[i * n + j] = features[j]?.valueAt(row) ?? Number.NaN;
    if (i % rowsAPiece === 0)
      for (const column of consumed) if (column.kind === "number") shrink(column.values, i === 0 ? 0 : row);
  }
  const { train, validation, test } = splits;
  // What a trainer takes over lies behind, so that it can be given back.
  arrangeRows(data, n, [test, validation, train]);
  const isLarge = data.length >= largeMatrix;
  const part = (positions: Int32Array, first: number): Subset => {
    const [samples, offset] = [positions.length, first * n];
    const inputs = isLarge
      ? new MovableMatrix(data, offset, samples, n)
      : { samples, features: n, data: data.slice(offset, offset + samples * n) };
    return { inputs, target: numbersOf(samples, (at) => target[positions[at] ?? 0] ?? 0) };
  };
  return {
    test: part(test, 0),
    validation: part(validation, test.length),
    train: part(train, test.length + validation.length),
  };
}

/** Puts the rows in the order of the positions, along the cycles of that permutation, with space for one more row. */
function arrangeRows(data: Float64Array, n: number, order: readonly Int32Array[]): void {
  const from = new Int32Array(order.reduce((sum, positions) => sum + positions.length, 0));
  let filled = 0;
  for (const positions of order) {
    from.set(positions, filled);
    filled += positions.length;
  }
  const first = new Float64Array(n);
  for (let start = 0; start < from.length; start++) {
    if ((from[start] ?? -1) < 0) continue;
    first.set(data.subarray(start * n, (start + 1) * n));
    let to = start;
    for (;;) {
      const source = from[to] ?? start;
      from[to] = -1;
      if (source === start) break;
      data.copyWithin(to * n, source * n, (source + 1) * n);
      to = source;
    }
    data.set(first, to * n);
  }
}
