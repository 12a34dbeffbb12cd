import type { ArrayValue } from "../algebra/abstract";
import { constant, product, type Size } from "../algebra/size";
import type { Call, ShapedArray } from "./call";
import { elementsOf, gather, makeArray, maxElements, strides } from "./elements";
import { withSizes } from "./shaping";

/** One axis with other elements: those at `picks`, of which there are `size`. */
export function pickAxis(
  array: ShapedArray,
  axis: number,
  size: Size,
  picks: readonly number[] | null,
): ShapedArray {
  const shape = array.shape.map((each, at) => (at === axis ? size : each));
  const known = elementsOf(array);
  const result = makeArray(shape, array.dtype, known && picks && pickedData(known, axis, picks), {
    rounded: array.rounded,
  });
  return { ...result, shape };
}

function pickedData(
  known: NonNullable<ReturnType<typeof elementsOf>>,
  axis: number,
  picks: readonly number[],
) {
  const inner = strides(known.dims)[axis] ?? 1;
  const own = known.dims[axis] ?? 1;
  const outer = own === 0 || inner === 0 ? 0 : known.data.length / (own * inner);
  if (outer * picks.length * inner > maxElements) return null;
  const at: number[] = [];
  for (let block = 0; block < outer; block++)
    for (const pick of picks)
      for (let each = 0; each < inner; each++) at.push((block * own + pick) * inner + each);
  return gather(known.data, at);
}

/** 0, 1, … n - 1, where n is known and small. */
export function countUp(size: Size | undefined): number[] | null {
  if (size === undefined || size.value === null || size.value > maxElements) return null;
  return Array.from({ length: size.value }, (_, index) => index);
}

export function flattenedArray(call: Call, array: ArrayValue): ShapedArray {
  const shape = array.shape === null ? [call.fresh("n")] : [product(array.shape)];
  const flat = withSizes(array, shape);
  return { ...flat, shape };
}

/** How many elements are not zero. */
export function nonzeroCount(call: Call, array: ArrayValue): Size {
  if (array.count !== undefined) return array.count;
  if (array.data !== undefined && !array.rounded)
    return constant(array.data.filter((each) => Number(each) !== 0).length);
  return call.fresh("k");
}
