import type { NumberArray } from "../algebra/array";
import * as arrays from "../algebra/array";

/** How close two directions have to be to count as the same. */
export const close = 1e-6;

/** Least squares: the multiples of the parts that add up to the whole; null where they don't. Parts that vanish get 1. */
export function combination(whole: NumberArray, parts: readonly NumberArray[]): number[] | null {
  const target = arrays.elements(whole);
  const used = parts.map((part) => arrays.elements(part));
  const active = used.flatMap((part, at) => (part.some((value) => value !== 0) ? [at] : []));
  const matrix = active.map((i) => active.map((j) => dot(used[i], used[j])));
  const right = active.map((i) => dot(used[i], target));
  const solved = solve(matrix, right);
  if (solved === null) return null;
  const size = Math.sqrt(dot(target, target));
  const rest = target.map((value, at) =>
    active.reduce((left, each, which) => left - (solved[which] ?? 0) * (used[each]?.[at] ?? 0), value),
  );
  if (Math.sqrt(dot(rest, rest)) > close * size) return null;
  return parts.map((_, at) => {
    const which = active.indexOf(at);
    return which < 0 ? 1 : (solved[which] ?? 0);
  });
}

function dot(a: Float64Array | undefined, b: Float64Array | undefined): number {
  return (a ?? new Float64Array()).reduce((total, value, at) => total + value * (b?.[at] ?? 0), 0);
}

/** Gaussian elimination with pivoting; null for a singular matrix. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | null {
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0]);
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    const pivot = rows
      .slice(column)
      .reduce(
        (best, row, at) =>
          Math.abs(row[column] ?? 0) > Math.abs(rows[best]?.[column] ?? 0) ? column + at : best,
        column,
      );
    const swapped = rows[pivot];
    const top = rows[column];
    if (swapped === undefined || top === undefined || Math.abs(swapped[column] ?? 0) < 1e-14) return null;
    rows[pivot] = top;
    rows[column] = swapped;
    for (let row = 0; row < size; row++) {
      if (row === column) continue;
      const factor = (rows[row]?.[column] ?? 0) / (swapped[column] ?? 1);
      rows[row] = (rows[row] ?? []).map((value, at) => value - factor * (swapped[at] ?? 0));
    }
  }
  return rows.map((row, at) => (row[size] ?? 0) / (row[at] ?? 1));
}

export function relativeDifference(a: NumberArray, b: NumberArray): number {
  const difference = arrays.norm(arrays.zip(a, b, (left, right) => left - right));
  const scale = arrays.norm(a) + arrays.norm(b);
  return scale === 0 ? 0 : difference / scale;
}
