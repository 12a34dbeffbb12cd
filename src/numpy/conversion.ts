import type { Abstract, ArrayValue, DtypeKind, Shape } from "../algebra/abstract";
import type { Reason } from "../algebra/reason";
import { agreed, compareShapes } from "../algebra/shape";
import { constant, type Size } from "../algebra/size";
import { castElements, type Element, makeArray, maxElements } from "./elements";
import { fail, giveUpFor, shapeless } from "./outcome";

const ladder: readonly DtypeKind[] = ["bool", "int", "float", "complex"];

/** The kind that holds both, as NumPy finds it when it builds an array of several things. */
export function promote(a: DtypeKind, b: DtypeKind): DtypeKind {
  if (a === b) return a;
  if (a === "object" || b === "object") return "object";
  if (a === "unknown" || b === "unknown") return "unknown";
  const [first, second] = [ladder.indexOf(a), ladder.indexOf(b)];
  if (first >= 0 && second >= 0) return ladder[Math.max(first, second)] ?? "unknown";
  if (a === "str" || b === "str") return a === "datetime" || b === "datetime" ? "unknown" : "str";
  return "unknown";
}

/** The kind that holds the elements of all; of no array, not known. */
export function promoteAll(arrays: readonly ArrayValue[]): DtypeKind {
  return promoteKinds(arrays.map((array) => array.dtype));
}

export function promoteKinds(kinds: readonly DtypeKind[]): DtypeKind {
  const [first, ...others] = kinds;
  return first === undefined ? "unknown" : others.reduce(promote, first);
}

export const notFollowed: Reason = { code: "not-supported", args: ["object"] };

/** What `np.asarray(value)` gives. Stops where nothing can be told, and where NumPy raises. */
export function asArray(value: Abstract): ArrayValue {
  switch (value.kind) {
    case "array":
      return value;
    case "int":
      return makeArray([], "int", value.size.value === null ? null : [value.size.value], {
        integer: value.size,
      });
    case "float":
      return makeArray([], "float", value.value === null ? null : [value.value]);
    case "bool":
      return makeArray([], "bool", value.value === null ? null : [value.value]);
    case "complex":
      return makeArray([], "complex");
    case "str":
      return makeArray([], "str");
    case "none":
    case "slice":
    case "dtype":
      return makeArray([], "object");
    // A learner's "to be written": nothing is known of what will stand there.
    case "ellipsis":
      return giveUpFor({ code: "not-supported", args: ["..."] });
    case "sequence":
      return stacked(value.items);
    case "repeated":
      return repeated(value.length, asItem(value.item), value.mayBeEmpty === true);
    case "unknown":
      return giveUpFor(value.reason);
    case "object":
      return giveUpFor({ code: "not-supported", args: [value.name] });
  }
}

/** An item of a list: one that is not known leaves the others' shape to tell. */
function asItem(value: Abstract): ArrayValue {
  if (value.kind === "unknown") return shapeless("unknown", value.reason);
  if (value.kind === "object") return shapeless("unknown", { code: "not-supported", args: [value.name] });
  return asArray(value);
}

function repeated(length: Size, item: ArrayValue, mayBeEmpty: boolean): ArrayValue {
  if (item.shape === null) return shapeless(item.dtype, item.reason ?? notFollowed);
  const copies = length.value;
  const few = copies !== null && item.data !== undefined && copies * item.data.length <= maxElements;
  const data = few ? Array.from({ length: copies }, () => item.data ?? []).flat() : null;
  const array = makeArray([length, ...item.shape], item.dtype, data, { rounded: item.rounded });
  // Of no rows NumPy makes (0,), whatever a row would have been.
  return mayBeEmpty && item.shape.length > 0 ? { ...array, reason: noRows } : array;
}

const noRows: Reason = { code: "data-dependent", args: ["(0,)"] };

function stacked(items: readonly Abstract[]): ArrayValue {
  if (items.length === 0) return makeArray([constant(0)], "float", []);
  const arrays = items.map(asItem);
  const shape = commonShape(arrays, items);
  const dtype = promoteAll(arrays);
  if (shape === null) {
    const reason = arrays.find((array) => array.shape === null)?.reason ?? notFollowed;
    return shapeless(dtype, reason);
  }
  const rounded = arrays.some((array) => array.rounded);
  return makeArray([constant(items.length), ...shape], dtype, joined(arrays, dtype), { rounded });
}

function joined(arrays: readonly ArrayValue[], dtype: DtypeKind): Element[] | null {
  const all: Element[] = [];
  for (const { data } of arrays) {
    if (data === undefined || all.length + data.length > maxElements) return null;
    all.push(...data);
  }
  return castElements(all, dtype);
}

/** The shape that all items share; null where no item's shape is known. Raises for ragged lists, as NumPy 1.24 does. */
function commonShape(arrays: readonly ArrayValue[], items: readonly Abstract[]): Shape | null {
  let common: Shape | null = null;
  for (const { shape } of arrays) {
    if (shape === null) continue;
    if (common === null) {
      common = shape;
      continue;
    }
    if (compareShapes(common, shape) === "different") ragged(arrays, items);
    common = common.map((size, axis) => agreed(size, shape[axis] ?? size));
  }
  return common;
}

function ragged(arrays: readonly ArrayValue[], items: readonly Abstract[]): never {
  const plain = items.every(isPlain) && arrays.every((array) => array.shape !== null);
  if (!plain)
    giveUpFor({ code: "raised", args: ["ValueError", "setting an array element with a sequence."] });
  const shared = sharedSizes(arrays);
  const detected = [items.length, ...shared.map((size) => size.text)];
  const tuple = detected.length === 1 ? `(${detected[0]},)` : `(${detected.join(", ")})`;
  return fail(
    "ValueError",
    `setting an array element with a sequence. The requested array has an inhomogeneous shape after ${detected.length} dimensions. The detected shape was ${tuple} + inhomogeneous part.`,
  );
}

/** Lists and numbers only: with arrays among the items NumPy words its message in several ways. */
function isPlain(value: Abstract): boolean {
  if (value.kind === "sequence") return value.items.every(isPlain);
  return value.kind === "int" || value.kind === "float" || value.kind === "bool";
}

function sharedSizes(arrays: readonly ArrayValue[]): Size[] {
  const shared: Size[] = [];
  const shapes = arrays.map((array) => array.shape ?? []);
  for (let axis = 0; ; axis++) {
    const first = shapes[0]?.[axis];
    if (first === undefined || !shapes.every((shape) => shape[axis]?.text === first.text)) return shared;
    shared.push(first);
  }
}
