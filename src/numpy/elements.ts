import type { ArrayValue, DtypeKind, Shape } from "../algebra/abstract";
import { numbers } from "../algebra/shape";
import { constant, type Size } from "../algebra/size";
import type { Mutable } from "../base/mutable";

/** More elements than this are not followed one by one. */
export const maxElements = 256;

export type Element = number | boolean;

/** The elements of a small array that is known exactly, with its sizes. */
export interface Elements {
  readonly dims: readonly number[];
  readonly data: readonly Element[];
}

/** What an array is made of where every element is known. */
export function elementsOf(array: ArrayValue): Elements | null {
  if (array.data === undefined) return null;
  const dims = numbers(array.shape);
  return dims === null ? null : { dims, data: array.data };
}

/** How many elements there are. Sizes below zero, which a program may compute, have none that could be followed. */
export function count(dims: readonly number[]): number {
  return dims.reduce((a, b) => (b < 0 ? Number.POSITIVE_INFINITY : a * b), 1);
}

interface Extra {
  readonly scalar?: boolean | undefined;
  readonly rounded?: boolean | undefined;
  readonly integer?: Size | undefined;
  readonly count?: Size | undefined;
}

/**
 * An array value, with its elements where they are known and few, and with what follows from them: the value of an integer
 * scalar and the number of true elements.
 */
export function makeArray(
  shape: Shape,
  dtype: DtypeKind,
  data?: readonly Element[] | null,
  extra: Extra = {},
): ArrayValue {
  const kept = data != null && data.length <= maxElements && isFollowed(data, dtype) ? data : undefined;
  const integer =
    dtype !== "int" || shape.length > 0 ? undefined : kept ? constant(Number(kept[0])) : extra.integer;
  const trues = dtype !== "bool" ? undefined : kept ? constant(kept.filter(Boolean).length) : extra.count;
  const array: Mutable<ArrayValue> = { kind: "array", shape, dtype };
  if (extra.scalar && shape.length === 0) array.scalar = true;
  if (kept !== undefined) array.data = kept;
  if (kept !== undefined && extra.rounded && dtype !== "bool") array.rounded = true;
  if (integer !== undefined) array.integer = integer;
  if (trues !== undefined) array.count = trues;
  return array;
}

/** Integers past 2^53 are not followed, nor are elements of kinds that are not numbers. */
function isFollowed(data: readonly Element[], dtype: DtypeKind): boolean {
  if (dtype === "bool" || dtype === "float") return true;
  return dtype === "int" && data.every((each) => Number.isSafeInteger(Number(each)));
}

/** Elements as another kind holds them. Null where the conversion is not followed (a NaN as an integer). */
export function castElements(data: readonly Element[], dtype: DtypeKind): Element[] | null {
  if (dtype === "bool") return data.map(Boolean);
  if (dtype === "float") return data.map(Number);
  if (dtype !== "int") return null;
  const whole = data.map((each) => Math.trunc(Number(each)) + 0);
  return whole.every(Number.isSafeInteger) ? whole : null;
}

/** The step in the flat data for each axis of an array in C order. */
export function strides(dims: readonly number[]): number[] {
  const steps = new Array<number>(dims.length).fill(1);
  for (let axis = dims.length - 2; axis >= 0; axis--)
    steps[axis] = (steps[axis + 1] ?? 1) * (dims[axis + 1] ?? 1);
  return steps;
}

/** Visits all index tuples in C order. The tuple is reused from one visit to the next. */
export function visit(dims: readonly number[], each: (index: readonly number[]) => void): void {
  if (dims.some((size) => size <= 0)) return;
  const index = new Array<number>(dims.length).fill(0);
  for (;;) {
    each(index);
    let axis = dims.length - 1;
    for (; axis >= 0; axis--) {
      const next = (index[axis] ?? 0) + 1;
      if (next < (dims[axis] ?? 1)) {
        index[axis] = next;
        break;
      }
      index[axis] = 0;
    }
    if (axis < 0) return;
  }
}

/** The flat positions that a view with these sizes and steps reads, in C order. */
export function positions(dims: readonly number[], steps: readonly number[], offset = 0): number[] {
  const found: number[] = [];
  visit(dims, (index) => {
    let at = offset;
    for (let axis = 0; axis < index.length; axis++) at += (index[axis] ?? 0) * (steps[axis] ?? 0);
    found.push(at);
  });
  return found;
}

/** The elements at these flat positions. */
export function gather(data: readonly Element[], at: readonly number[]): Element[] {
  return at.map((position) => data[position] ?? Number.NaN);
}

/** The elements stretched to a shape that they broadcast to. */
export function stretch(elements: Elements, target: readonly number[]): readonly Element[] {
  const { dims, data } = elements;
  if (dims.length === target.length && dims.every((size, axis) => size === target[axis])) return data;
  const own = strides(dims);
  const lead = target.length - dims.length;
  const steps = target.map((_, axis) =>
    axis < lead || dims[axis - lead] === 1 ? 0 : (own[axis - lead] ?? 0),
  );
  return gather(data, positions(target, steps));
}
