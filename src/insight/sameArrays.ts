import type { ArrayValue } from "../algebra/abstract";

export function sameElements(a: ArrayValue, b: ArrayValue): boolean {
  if (a.data === b.data) return true;
  if (a.data === undefined || b.data === undefined) return false;
  return a.data.length === b.data.length && a.data.every((each, index) => Object.is(each, b.data?.[index]));
}

/** The same shape and kind, and no elements to tell them apart by. */
export function isAlike(a: ArrayValue, b: ArrayValue): boolean {
  if (a.data !== undefined || b.data !== undefined || a.dtype !== b.dtype || a.scalar !== b.scalar)
    return false;
  if (a.shape === b.shape) return true;
  if (a.shape === null || b.shape === null || a.shape.length !== b.shape.length) return false;
  for (let axis = 0; axis < a.shape.length; axis++)
    if (a.shape[axis]?.text !== b.shape[axis]?.text) return false;
  return true;
}
