import type { Abstract, ArrayValue, Shape } from "../algebra/abstract";
import { agreed, compareShapes } from "../algebra/shape";
import { add, compare, constant, multiply, type Size, subtract } from "../algebra/size";
import { type Call, normalizeAxis } from "./call";
import { asArray, promoteAll } from "./conversion";
import { castElements, type Element, elementsOf, makeArray, strides } from "./elements";
import type { Operation } from "./operation";
import { fail, giveUp, giveUpFor, shapeless } from "./outcome";
import { countUp, flattenedArray, pickAxis } from "./picking";
import { withAtLeast } from "./rearranging";
import { row, rows } from "./row";
import { withSizes } from "./shaping";
import { slice } from "./slicing";
import { pieces, splitRow } from "./splitting";

/** What is to be joined: arrays one by one, or a list of so many that are alike. */
export type Parts =
  | { readonly kind: "listed"; readonly arrays: readonly ArrayValue[] }
  | { readonly kind: "alike"; readonly length: Size; readonly array: ArrayValue };

function part(value: Abstract): ArrayValue {
  if (value.kind === "unknown") return shapeless("unknown", value.reason);
  if (value.kind === "object") return shapeless("unknown", { code: "not-supported", args: [value.name] });
  return asArray(value);
}

export function partsOf(call: Call, parameter: string): Parts {
  const value = call.need(parameter);
  switch (value.kind) {
    case "sequence":
      return { kind: "listed", arrays: value.items.map(part) };
    case "repeated":
      return { kind: "alike", length: value.length, array: part(value.item) };
    case "array":
      return rowsOf(call, value);
    case "unknown":
      return giveUpFor(value.reason);
    case "int":
    case "float":
    case "bool":
      return fail("TypeError", `'${value.kind}' object is not iterable`);
    default:
      return giveUp("unknown-argument", call.name, parameter);
  }
}

/** An array as the list of its rows. */
function rowsOf(call: Call, array: ArrayValue): Parts {
  const [first, ...rest] = call.withShape(array).shape;
  if (first === undefined) return fail("ValueError", "zero-dimensional arrays cannot be concatenated");
  const picks = countUp(first);
  if (picks === null) return { kind: "alike", length: first, array: makeArray(rest, array.dtype) };
  const shaped = call.withShape(array);
  return {
    kind: "listed",
    arrays: picks.map((index) => withSizes(pickAxis(shaped, 0, constant(1), [index]), rest)),
  };
}

function mapParts(parts: Parts, change: (array: ArrayValue) => ArrayValue): Parts {
  return parts.kind === "listed"
    ? { kind: "listed", arrays: parts.arrays.map(change) }
    : { ...parts, array: change(parts.array) };
}

/** Joins along an axis that is there already. */
export function concatenated(call: Call, parts: Parts, axis: number): ArrayValue {
  if (parts.kind === "alike") return joinedAlike(call, parts.length, parts.array, axis);
  const { arrays } = parts;
  if (arrays.length === 0) fail("ValueError", "need at least one array to concatenate");
  const dtype = call.dtype()?.kind ?? promoteAll(arrays);
  const known = arrays.filter((array) => array.shape !== null);
  const [first] = known;
  if (first === undefined || first.shape === null)
    return shapeless(dtype, arrays[0]?.reason ?? call.unknownArgument("arrays"));
  if (first.shape.length === 0) fail("ValueError", "zero-dimensional arrays cannot be concatenated");
  const at = normalizeAxis(axis, first.shape.length);
  const shape = joinedShape(arrays, first.shape, at);
  const total = known.length === arrays.length ? sumAlong(arrays, at) : call.fresh("n");
  const sizes = shape.map((size, each) => (each === at ? total : size));
  const rounded = arrays.some((array) => array.rounded);
  const data = joinedData(arrays, at);
  return makeArray(sizes, dtype, data && castElements(data, dtype), { rounded });
}

function joinedAlike(call: Call, length: Size, array: ArrayValue, axis: number): ArrayValue {
  if (array.shape === null) return shapeless(array.dtype, array.reason ?? call.unknownArgument("arrays"));
  if (array.shape.length === 0) fail("ValueError", "zero-dimensional arrays cannot be concatenated");
  const at = normalizeAxis(axis, array.shape.length);
  const sizes = array.shape.map((size, each) => (each === at ? multiply(size, length) : size));
  return makeArray(sizes, array.dtype);
}

function sumAlong(arrays: readonly ArrayValue[], axis: number): Size {
  return arrays.map((array) => array.shape?.[axis] ?? constant(0)).reduce(add);
}

function joinedShape(arrays: readonly ArrayValue[], first: Shape, axis: number): Shape {
  let common = first;
  for (const [index, { shape }] of arrays.entries()) {
    if (shape === null) continue;
    if (shape.length !== first.length)
      fail(
        "ValueError",
        `all the input arrays must have same number of dimensions, but the array at index 0 has ${first.length} dimension(s) and the array at index ${index} has ${shape.length} dimension(s)`,
      );
    common = common.map((size, each) => {
      const other = shape[each] ?? size;
      if (each !== axis && compare(size, other) === "different")
        fail(
          "ValueError",
          `all the input array dimensions except for the concatenation axis must match exactly, but along dimension ${each}, the array at index 0 has size ${first[each]?.text} and the array at index ${index} has size ${other.text}`,
        );
      return agreed(size, other);
    });
  }
  return common;
}

function joinedData(arrays: readonly ArrayValue[], axis: number): Element[] | null {
  const known = arrays.map(elementsOf);
  const first = known[0];
  if (first === null || first === undefined) return null;
  const outer = first.dims.slice(0, axis).reduce((a, b) => a * b, 1);
  const data: Element[] = [];
  for (let block = 0; block < outer; block++)
    for (const each of known) {
      if (each === null) return null;
      const length = (strides(each.dims)[axis] ?? 1) * (each.dims[axis] ?? 1);
      data.push(...each.data.slice(block * length, (block + 1) * length));
    }
  return data;
}

/** Joins along a new axis. */
function stackedAlong(call: Call, parts: Parts, axis: number): ArrayValue {
  if (parts.kind === "alike") {
    const { shape } = call.withShape(parts.array);
    const at = normalizeAxis(axis, shape.length + 1);
    return makeArray([...shape.slice(0, at), parts.length, ...shape.slice(at)], parts.array.dtype);
  }
  const { arrays } = parts;
  if (arrays.length === 0) fail("ValueError", "need at least one array to stack");
  const first = arrays.find((array) => array.shape !== null);
  const dtype = promoteAll(arrays);
  if (first === undefined || first.shape === null)
    return shapeless(dtype, arrays[0]?.reason ?? call.unknownArgument("arrays"));
  let common = first.shape;
  for (const { shape } of arrays) {
    if (shape === null) continue;
    if (compareShapes(common, shape) === "different")
      fail("ValueError", "all input arrays must have the same shape");
    common = common.map((size, each) => agreed(size, shape[each] ?? size));
  }
  const at = normalizeAxis(axis, common.length + 1);
  const sizes = [...common.slice(0, at), constant(1), ...common.slice(at)];
  const known = arrays.map((array) =>
    array.shape === null ? makeArray(sizes, array.dtype) : withSizes(array, sizes),
  );
  return concatenated(call, { kind: "listed", arrays: known }, at);
}

function axisArgument(call: Call, otherwise: number): number | null {
  const value = call.get("axis");
  if (value === undefined) return otherwise;
  if (value.kind === "none") return null;
  return call.number("axis");
}

function concatenateRule(call: Call): Abstract {
  const parts = partsOf(call, "arrays");
  const axis = axisArgument(call, 0);
  if (axis !== null) return concatenated(call, parts, axis);
  return concatenated(
    call,
    mapParts(parts, (array) => flattenedArray(call, array)),
    0,
  );
}

function horizontal(call: Call): Abstract {
  const parts = mapParts(partsOf(call, "tup"), (array) => withAtLeast(1, array));
  const first = parts.kind === "alike" ? parts.array : parts.arrays.find((array) => array.shape !== null);
  return concatenated(call, parts, first?.shape?.length === 1 ? 0 : 1);
}

const column = (array: ArrayValue): ArrayValue =>
  array.shape !== null && array.shape.length < 2
    ? withSizes(array, [array.shape[0] ?? constant(1), constant(1)])
    : array;

// ------------------------------------------------------------------------------------------------ editing

function appended(call: Call): Abstract {
  const [array, values] = [part(call.need("arr")), part(call.need("values"))];
  if (call.given("axis"))
    return concatenated(call, { kind: "listed", arrays: [array, values] }, call.number("axis"));
  return concatenated(
    call,
    { kind: "listed", arrays: [flattenedArray(call, array), flattenedArray(call, values)] },
    0,
  );
}

function inserted(call: Call): Abstract {
  const given = call.shaped("arr");
  const array = call.given("axis") ? given : flattenedArray(call, given);
  const axis = call.axis("axis", array.shape.length) ?? 0;
  const at = call.need("obj");
  const values = call.shaped("values");
  const size = array.shape[axis] ?? constant(1);
  const many = insertedCount(call, at, values.shape, array.shape.length, axis);
  if (
    at.kind === "int" &&
    at.size.value !== null &&
    size.value !== null &&
    (at.size.value > size.value || at.size.value < -size.value)
  )
    fail("IndexError", `index ${at.size.value} is out of bounds for axis ${axis} with size ${size.value}`);
  return makeArray(
    array.shape.map((each, index) => (index === axis ? add(each, many) : each)),
    array.dtype,
  );
}

/** One position takes as many as the values are long; several positions take one each. */
function insertedCount(call: Call, at: Abstract, values: Shape, ndim: number, axis: number): Size {
  const positions = at.kind === "slice" ? giveUp("unknown-argument", call.name, "obj") : asArray(at);
  if (positions.shape === null || positions.dtype === "bool")
    return giveUp("unknown-argument", call.name, "obj");
  const [many] = positions.shape;
  if (many !== undefined && many.value !== 1) return many;
  const wide = [...Array.from({ length: Math.max(0, ndim - values.length) }, () => constant(1)), ...values];
  if (many !== undefined) return wide[axis] ?? constant(1);
  return (axis === 0 ? wide[0] : [...wide.slice(1, axis + 1), wide[0]][axis]) ?? constant(1);
}

function deleted(call: Call): Abstract {
  const given = call.shaped("arr");
  const array = call.given("axis") ? given : flattenedArray(call, given);
  const axis = call.axis("axis", array.shape.length) ?? 0;
  const size = array.shape[axis] ?? constant(1);
  const obj = call.need("obj");
  if (obj.kind === "slice") {
    const taken = slice(call, size, obj);
    const gone = new Set(countUp(taken.size)?.map((each) => (taken.start ?? 0) + each * taken.step));
    const picks = taken.start === null ? null : (countUp(size)?.filter((each) => !gone.has(each)) ?? null);
    return pickAxis(array, axis, subtract(size, taken.size), picks);
  }
  const at = call.withShape(asArray(obj));
  if (at.dtype === "bool" && at.shape.length === 1)
    return pickAxis(array, axis, at.count === undefined ? call.fresh("k") : subtract(size, at.count), null);
  return deletedAt(call, array, axis, size, at);
}

function deletedAt(
  call: Call,
  array: ReturnType<Call["shaped"]>,
  axis: number,
  size: Size,
  at: ArrayValue,
): Abstract {
  if (at.data === undefined || size.value === null) {
    const single = at.shape?.length === 0 || (at.data?.length ?? 0) === 1;
    return pickAxis(array, axis, single ? subtract(size, constant(1)) : call.fresh("k"), null);
  }
  const length = size.value;
  const single = at.data.length === 1;
  const gone = new Set(
    at.data.map((index) => {
      const each = Number(index);
      if (each < -length || each >= length)
        fail(
          "IndexError",
          `index ${each} is out of bounds for axis ${single ? axis : 0} with size ${length}`,
        );
      return each < 0 ? each + length : each;
    }),
  );
  const picks = countUp(size)?.filter((each) => !gone.has(each)) ?? null;
  return pickAxis(array, axis, constant(length - gone.size), picks);
}

// ------------------------------------------------------------------------------------------------ r_ and c_

/** `np.r_[…]` and `np.c_[…]` without strings: slices are ranges, the rest are arrays. */
function quickJoin(call: Call, columns: boolean): Abstract {
  const index = call.need("index");
  const items = index.kind === "sequence" && index.type === "tuple" ? index.items : [index];
  const arrays = items.map((item) => {
    if (item.kind === "slice") return rangeOf(call, item);
    if (item.kind === "str") return giveUp("not-supported", call.name);
    return item.kind === "unknown" ? giveUpFor(item.reason) : asArray(item);
  });
  if (!columns)
    return concatenated(call, { kind: "listed", arrays: arrays.map((array) => withAtLeast(1, array)) }, 0);
  return concatenated(call, { kind: "listed", arrays: arrays.map(columnOf) }, -1);
}

const columnOf = (array: ArrayValue): ArrayValue => column(array);

function rangeOf(call: Call, item: Extract<Abstract, { kind: "slice" }>): ArrayValue {
  if (item.step.kind === "complex") {
    const many = item.step.imaginary;
    return makeArray([many === undefined ? call.fresh("n") : constant(Math.floor(Math.abs(many)))], "float");
  }
  const zero: Abstract = { kind: "int", size: constant(0) };
  const start = item.start.kind === "none" ? zero : item.start;
  const step: Abstract = item.step.kind === "none" ? { kind: "int", size: constant(1) } : item.step;
  const whole = [start, item.stop, step].every((each) => each.kind === "int");
  if (start.kind === "int" && item.stop.kind === "int" && step.kind === "int" && step.size.value === 1)
    return makeArray([subtract(item.stop.size, start.size)], "int");
  return makeArray([call.fresh("n")], whole ? "int" : "float");
}

export const joining: readonly Operation[] = [
  row("numpy.concatenate", "arrays, axis=0, out=None, *, dtype=None, casting='same_kind'", concatenateRule),
  row("numpy.stack", "arrays, axis=0, out=None, *, dtype=None, casting='same_kind'", (call) =>
    stackedAlong(call, partsOf(call, "arrays"), axisArgument(call, 0) ?? 0),
  ),
  ...rows(["numpy.vstack", "numpy.row_stack"], "tup, *, dtype=None, casting='same_kind'", (call) =>
    concatenated(
      call,
      mapParts(partsOf(call, "tup"), (array) => withAtLeast(2, array)),
      0,
    ),
  ),
  row("numpy.hstack", "tup, *, dtype=None, casting='same_kind'", horizontal),
  row("numpy.dstack", "tup", (call) =>
    concatenated(
      call,
      mapParts(partsOf(call, "tup"), (array) => withAtLeast(3, array)),
      2,
    ),
  ),
  row("numpy.column_stack", "tup", (call) => concatenated(call, mapParts(partsOf(call, "tup"), column), 1)),
  row("numpy.split", "ary, indices_or_sections, axis=0", (call) =>
    pieces(call, call.number("axis", 0), true),
  ),
  row("numpy.array_split", "ary, indices_or_sections, axis=0", (call) =>
    pieces(call, call.number("axis", 0), false),
  ),
  splitRow("vsplit", () => 0, 2),
  splitRow("hsplit", (ndim) => (ndim === 1 ? 0 : 1), 1),
  splitRow("dsplit", () => 2, 3),
  row("numpy.append", "arr, values, axis=None", appended),
  row("numpy.insert", "arr, obj, values, axis=None", inserted),
  row("numpy.delete", "arr, obj, axis=None", deleted),
  row("numpy.r_.getitem", "index", (call) => quickJoin(call, false)),
  row("numpy.c_.getitem", "index", (call) => quickJoin(call, true)),
];
