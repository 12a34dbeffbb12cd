import * as arrays from "../../algebra/array";
import type { ValueTrace } from "../../domains/symbolsTrace";
import type { Expression } from "../../syntax/tree";
import { combination } from "../gradient/fit";

// Which values of a run are the same numbers, and what of its expressions computes any.

export function bySyntax(values: readonly ValueTrace[]): ReadonlyMap<Expression, readonly ValueTrace[]> {
  const groups = new Map<Expression, ValueTrace[]>();
  for (const value of values) {
    const group = groups.get(value.syntax);
    if (group === undefined) groups.set(value.syntax, [value]);
    else group.push(value);
  }
  return groups;
}

/** What a sum over the samples may be of the loss: it is not divided by them yet, or not halved. */
export function multiples(samples: number): readonly number[] {
  return [samples, 2, 2 * samples, 0.5, samples / 2];
}

export function isOperation({ kind }: Expression): boolean {
  return kind !== "name" && kind !== "attribute" && kind !== "subscript";
}

export function isAllOf(syntax: Expression, value: Expression): boolean {
  return value.span.start === syntax.span.start && value.span.end === syntax.span.end;
}

export function joined(parts: readonly arrays.NumberArray[]): arrays.NumberArray {
  const all = parts.flatMap((part) => Array.from(arrays.elements(part)));
  return arrays.arrayOf(Float64Array.from(all), [all.length]);
}

/** One number is a multiple of any other: there only ± counts. */
export function isMultiple(value: arrays.NumberArray, error: arrays.NumberArray): boolean {
  const ratio = combination(value, [error])?.[0];
  if (ratio === undefined || ratio === 0) return false;
  return arrays.count(error.shape) > 1 || Math.abs(Math.abs(ratio) - 1) < 1e-9;
}

/** A multiple of the other, but for the order of its numbers. */
export function isShuffled(value: arrays.NumberArray, error: arrays.NumberArray): boolean {
  const [size, wanted] = [arrays.norm(value), arrays.norm(error)];
  if (arrays.count(value.shape) < 4 || size === 0 || wanted === 0) return false;
  const sorted = (array: arrays.NumberArray, by: number) =>
    arrays.arrayOf(
      arrays
        .elements(array)
        .map((each) => each / by)
        .sort(),
      array.shape,
    );
  return [size, -size].some((by) => isNear(sorted(value, by), sorted(error, wanted)));
}

/** Clipped and guarded logarithms miss the exact ones by a little, and some go up a likelihood. */
export function isSameSize(a: number, b: number): boolean {
  return Math.abs(Math.abs(a) - Math.abs(b)) <= 1e-5 * Math.abs(b);
}

export function isNear(a: arrays.NumberArray, b: arrays.NumberArray): boolean {
  return arrays.norm(arrays.zip(a, b, (left, right) => left - right)) <= 1e-9 * (1 + arrays.norm(b));
}
