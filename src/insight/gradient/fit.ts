import type { NumberArray } from "../../algebra/array";
import * as arrays from "../../algebra/array";
import { solve } from "../../algebra/solve";

/** How close two directions have to be to count as the same. */
export const close = 1e-6;

export function isNear(value: number, target: number): boolean {
  return Math.abs(value - target) <= close * Math.max(1, Math.abs(target));
}

/** Least squares: the multiples of the parts that add up to the whole; null where they don't. Parts that vanish get 1. */
export function combination(whole: NumberArray, parts: readonly NumberArray[]): number[] | null {
  const target = arrays.elements(whole);
  const used = parts.map((part) => arrays.elements(part));
  const active = used.flatMap((part, at) => (part.some((value) => value !== 0) ? [at] : []));
  const matrix = active.map((i) => active.map((j) => dot(used[i], used[j])));
  const right = active.map((i) => [dot(used[i], target)]);
  const solved = solve(matrix, right)?.flat();
  if (solved === undefined) return null;
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

export function relativeDifference(a: NumberArray, b: NumberArray): number {
  const difference = arrays.norm(arrays.zip(a, b, (left, right) => left - right));
  const scale = arrays.norm(a) + arrays.norm(b);
  return scale === 0 ? 0 : difference / scale;
}
