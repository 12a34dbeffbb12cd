import type { Abstract } from "../algebra/abstract";
import type { Size } from "../algebra/size";
import type { Call, ShapedArray } from "./call";
import { asArray } from "./conversion";
import { fail, giveUp, giveUpFor } from "./outcome";

/** One item of an index, after its kind has been told. */
export type Item =
  | { readonly kind: "integer"; readonly size: Size }
  | { readonly kind: "slice"; readonly slice: Extract<Abstract, { kind: "slice" }> }
  | { readonly kind: "ellipsis" }
  | { readonly kind: "newaxis" }
  /** Integers in an array: numbers on one axis. */
  | { readonly kind: "fancy"; readonly array: ShapedArray }
  /** Booleans in an array: a mask over as many axes as it has. */
  | { readonly kind: "mask"; readonly array: ShapedArray };

const validIndices =
  "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices";

export function itemOf(call: Call, value: Abstract): Item {
  switch (value.kind) {
    case "int":
      return { kind: "integer", size: value.size };
    case "slice":
      return { kind: "slice", slice: value };
    case "ellipsis":
      return { kind: "ellipsis" };
    case "none":
      return { kind: "newaxis" };
    case "bool":
    case "array":
    case "sequence":
    case "repeated":
      return arrayItem(call, value);
    case "unknown":
      return giveUpFor(value.reason);
    case "object":
      return giveUp("unknown-argument", call.name, "index");
    case "float":
    case "complex":
    case "str":
    case "dtype":
      return fail("IndexError", validIndices);
  }
}

function arrayItem(call: Call, value: Abstract): Item {
  const array = call.withShape(asArray(value));
  const empty = value.kind === "sequence" && value.items.length === 0;
  if (array.dtype === "bool") return { kind: "mask", array };
  if (array.dtype === "int" || empty) {
    const [first] = array.shape;
    if (first === undefined) return { kind: "integer", size: array.integer ?? call.fresh("k") };
    return { kind: "fancy", array };
  }
  if (array.dtype === "unknown" && array.shape.length === 1) {
    const [, ...rest] = array.shape;
    return { kind: "fancy", array: { ...array, shape: [call.fresh("k"), ...rest] } };
  }
  if (array.dtype === "unknown" || array.dtype === "object") return giveUp("data-dependent", "index");
  if (array.shape.length === 0) return fail("IndexError", validIndices);
  return fail("IndexError", "arrays used as indices must be of integer (or boolean) type");
}

function axesUsed(item: Item): number {
  switch (item.kind) {
    case "integer":
    case "slice":
    case "fancy":
      return 1;
    case "mask":
      return item.array.shape.length;
    case "ellipsis":
    case "newaxis":
      return 0;
  }
}

/** The items with an ellipsis in place of the axes that are not named, which it stands for. */
export function complete(items: readonly Item[], ndim: number): { items: readonly Item[]; missing: number } {
  const ellipses = items.filter((item) => item.kind === "ellipsis").length;
  if (ellipses > 1) fail("IndexError", "an index can only have a single ellipsis ('...')");
  const used = items.map(axesUsed).reduce((a, b) => a + b, 0);
  if (used > ndim)
    fail("IndexError", `too many indices for array: array is ${ndim}-dimensional, but ${used} were indexed`);
  return { items: ellipses === 0 ? [...items, { kind: "ellipsis" }] : items, missing: ndim - used };
}
