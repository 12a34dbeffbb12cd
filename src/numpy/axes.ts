import { constant } from "../algebra/size";
import type { ShapedArray } from "./call";
import { type Element, elementsOf, gather, makeArray, positions, strides } from "./elements";

/** The axes in a new order. */
export function permuted(array: ShapedArray, order: readonly number[]): ShapedArray {
  const shape = order.map((axis) => array.shape[axis] ?? constant(1));
  const known = elementsOf(array);
  let data: Element[] | null = null;
  if (known !== null) {
    const own = strides(known.dims);
    const dims = order.map((axis) => known.dims[axis] ?? 1);
    const steps = order.map((axis) => own[axis] ?? 1);
    data = gather(known.data, positions(dims, steps));
  }
  const result = makeArray(shape, array.dtype, data, {
    rounded: array.rounded,
    integer: array.integer,
    count: array.count,
  });
  return { ...result, shape };
}

export function reversed(array: ShapedArray): ShapedArray {
  return permuted(array, array.shape.map((_, axis) => axis).reverse());
}
