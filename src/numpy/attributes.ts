import type { Abstract, ArrayValue } from "../algebra/abstract";
import { withNamedFields } from "../algebra/record";
import { constant, product, type Size } from "../algebra/size";
import { reversed } from "./axes";
import { type Call, realOf, type ShapedArray } from "./call";
import { recast } from "./creation";
import { type Element, makeArray } from "./elements";
import { getItem } from "./indexing";
import type { Operation } from "./operation";
import { fail, giveUp, shapeless, tupleOf } from "./outcome";
import { flattenedArray } from "./picking";
import { partsOf } from "./records";
import { attribute, row } from "./row";

const integer = (call: Call, of: (array: ShapedArray) => Size): Abstract => ({
  kind: "int",
  size: of(call.shaped("self")),
});

const view = { view: "self" };

/** The types of array that a view may be of, and whether their fields are attributes. */
const arrayTypes: Readonly<Record<string, boolean>> = { "numpy.ndarray": false, "numpy.recarray": true };

/** The same array seen anew. */
function alias(array: ArrayValue): ArrayValue {
  const { scalar: _, ...kept } = array;
  return kept;
}

// ------------------------------------------------------------------------------------------------ Python's values

/** The Python object that one element is. */
function pythonOf(call: Call, array: ArrayValue, element: Element | undefined): Abstract {
  switch (array.dtype) {
    case "int":
      if (element !== undefined) return { kind: "int", size: constant(Number(element)) };
      return {
        kind: "int",
        size: array.shape?.length === 0 && array.integer ? array.integer : call.fresh("k"),
      };
    case "float":
      return { kind: "float", value: element === undefined || array.rounded ? null : Number(element) };
    case "bool":
      return { kind: "bool", value: element === undefined ? null : Boolean(element) };
    case "complex":
      return { kind: "complex" };
    case "str":
      return { kind: "str", value: null };
    case "unknown":
      return makeArray([], "unknown", null, { scalar: true });
    default:
      return recordItem(call, array) ?? giveUp("unknown-attribute", "ndarray", "item");
  }
}

/** A record as Python's tuple: its numbers are Python's, its arrays stay arrays. */
function recordItem(call: Call, array: ArrayValue): Abstract | null {
  const parts = partsOf(call, makeArray([], array.dtype, null, { scalar: true }));
  return parts === null
    ? null
    : tupleOf(...parts.map((part) => (part.shape?.length === 0 ? pythonOf(call, part, undefined) : part)));
}

/** As many items as a list may hold one by one; a longer one is known by its length and one item. */
const maxListed = 64;
const maxListedInAll = 1024;

/** `tolist()`: lists in lists. */
function listed(call: Call, array: ShapedArray): Abstract {
  const [first, ...rest] = array.shape;
  if (first === undefined) return pythonOf(call, array, array.data?.[0]);
  const item = (index: number | null): Abstract =>
    listed(call, call.withShape(rowAt(call, array, index, rest)));
  const total = product(array.shape).value;
  if (first.value === null || first.value > maxListed || total === null || total > maxListedInAll)
    return { kind: "repeated", type: "list", length: first, item: item(null) };
  return {
    kind: "sequence",
    type: "list",
    items: Array.from({ length: first.value }, (_, index) => item(index)),
  };
}

function rowAt(call: Call, array: ShapedArray, index: number | null, rest: ShapedArray["shape"]): ArrayValue {
  if (index === null || array.data === undefined)
    return makeArray(rest, array.dtype, null, { integer: call.fresh("k") });
  return getItem(call, array, { kind: "int", size: constant(index) });
}

function item(call: Call): Abstract {
  const array = call.array("self");
  const [only, ...more] = call.rest;
  if (only === undefined) {
    const total = array.shape === null ? null : product(array.shape).value;
    if (total !== null && total !== 1)
      fail("ValueError", "can only convert an array of size 1 to a Python scalar");
    return pythonOf(call, array, array.data?.[0]);
  }
  const index: Abstract =
    more.length === 0 && only.kind === "sequence"
      ? only
      : { kind: "sequence", type: "tuple", items: call.rest };
  const flat = more.length === 0 && only.kind !== "sequence" ? flattenedArray(call, array) : array;
  const size = flat.shape?.[0]?.value;
  if (
    flat !== array &&
    only.kind === "int" &&
    only.size.value !== null &&
    size !== undefined &&
    size !== null
  )
    if (only.size.value >= size || only.size.value < -size)
      fail("IndexError", `index ${only.size.value} is out of bounds for size ${size}`);
  const element = getItem(call, flat, index);
  return pythonOf(call, element, element.data?.[0]);
}

/** An array used where Python wants one number: `float(x)`, `int(x)`. */
function converted(kind: "int" | "float"): (call: Call) => Abstract {
  return (call) => {
    const array = call.array("self");
    const total = array.shape === null ? null : product(array.shape).value;
    if (total !== null && total !== 1)
      fail("TypeError", "only size-1 arrays can be converted to Python scalars");
    const value = array.rounded ? null : realOf(array);
    if (kind === "float") return { kind: "float", value };
    if (value !== null && Number.isFinite(value)) return { kind: "int", size: constant(Math.trunc(value)) };
    return { kind: "int", size: array.dtype === "int" && array.integer ? array.integer : call.fresh("k") };
  };
}

function truthOf(call: Call): Abstract {
  const array = call.array("self");
  const total = array.shape === null ? null : product(array.shape).value;
  if (total !== null && total > 1)
    fail(
      "ValueError",
      "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()",
    );
  const known = array.data?.length === 1 && !array.rounded ? Boolean(array.data[0]) : null;
  return { kind: "bool", value: total === 0 ? false : known };
}

function iterated(call: Call): Abstract {
  const array = call.shaped("self");
  const [first, ...rest] = array.shape;
  if (first === undefined) {
    if (array.scalar) fail("TypeError", `'numpy.${scalarName(array)}' object is not iterable`);
    return fail("TypeError", "iteration over a 0-d array");
  }
  const one = (index: number): Abstract =>
    array.data === undefined
      ? makeArray(rest, array.dtype, null, { scalar: true, integer: call.fresh("k") })
      : getItem(call, array, { kind: "int", size: constant(index) });
  if (first.value === null || first.value > maxListed)
    return { kind: "repeated", type: "list", length: first, item: one(0) };
  if (array.data === undefined) return { kind: "repeated", type: "list", length: first, item: one(0) };
  return {
    kind: "sequence",
    type: "list",
    items: Array.from({ length: first.value }, (_, index) => one(index)),
  };
}

function scalarName(array: ArrayValue): string {
  const names: Readonly<Record<string, string>> = {
    int: "int64",
    float: "float64",
    bool: "bool_",
    complex: "complex128",
    str: "str_",
  };
  return names[array.dtype] ?? "generic";
}

// ------------------------------------------------------------------------------------------------ kinds

function cast(call: Call): Abstract {
  const array = call.array("self");
  const dtype = call.dtype() ?? { kind: "float" as const, narrow: false };
  const value = recast(array, dtype.kind, dtype.narrow);
  return array.scalar === true ? value : alias(value);
}

/** The parts of complex numbers; of real ones, themselves and zeros. */
function realPart(array: ArrayValue, imaginary: boolean): ArrayValue {
  if (array.dtype === "complex")
    return array.shape === null
      ? shapeless("float", array.reason ?? lost)
      : makeArray(array.shape, "float", null, { scalar: array.scalar });
  if (!imaginary) return array;
  const zeros = array.data?.map(() => (array.dtype === "bool" ? false : 0));
  return array.shape === null
    ? array
    : makeArray(array.shape, array.dtype, zeros, { scalar: array.scalar, integer: constant(0) });
}

const lost = { code: "not-supported", args: ["complex"] } as const;

export const attributes: readonly Operation[] = [
  attribute(
    "T",
    (call) => {
      const self = call.shaped("self");
      if (self.shape.length >= 2) return reversed(self);
      const value = call.array("self");
      return self.shape.length === 1 ? { kind: "value", value, notice: { kind: "vector-transpose" } } : value;
    },
    view,
  ),
  attribute("shape", (call) => ({
    kind: "sequence",
    type: "tuple",
    items: call.shaped("self").shape.map((size): Abstract => ({ kind: "int", size })),
  })),
  attribute("size", (call) => integer(call, (array) => product(array.shape))),
  attribute("ndim", (call) => integer(call, (array) => constant(array.shape.length))),
  attribute("dtype", (call) => ({ kind: "dtype", dtype: call.array("self").dtype })),
  attribute("real", (call) => realPart(call.array("self"), false), view),
  attribute("imag", (call) => realPart(call.array("self"), true), view),
  attribute("flat", (call) => flattenedArray(call, call.array("self")), view),
  attribute("itemsize", (call) => ({ kind: "int", size: call.fresh("bytes") })),
  attribute("nbytes", (call) => ({ kind: "int", size: call.fresh("bytes") })),
  attribute("strides", (call) => ({
    kind: "sequence",
    type: "tuple",
    items: call.shaped("self").shape.map((): Abstract => ({ kind: "int", size: call.fresh("bytes") })),
  })),
  attribute("flags", () => ({ kind: "object", name: "numpy.flagsobj" })),
  row("ndarray.astype", "self, dtype, order='K', casting='unsafe', subok=True, copy=True", cast),
  row("ndarray.copy", "self, order='C'", (call) => call.array("self")),
  row("ndarray.__copy__", "self", (call) => alias(call.array("self"))),
  row("ndarray.__deepcopy__", "self, memo", (call) => alias(call.array("self"))),
  row(
    "ndarray.view",
    "self, dtype=None, type=None",
    (call) => {
      const array = call.array("self");
      const type = call.get("dtype")?.kind === "object" ? call.get("dtype") : call.get("type");
      if (type?.kind === "object" && type.name in arrayTypes)
        return { ...array, dtype: withNamedFields(array.dtype, arrayTypes[type.name] === true) };
      if (!call.given("dtype") || array.shape === null) return array;
      const { kind, narrow } = call.dtype() ?? { kind: "unknown" as const, narrow: true };
      const [last] = array.shape.slice(-1);
      if ((kind === array.dtype && !narrow) || last === undefined) return makeArray(array.shape, kind);
      // A view of the same width keeps the sizes, another changes the last; the widths are not followed.
      return makeArray([...array.shape.slice(0, -1), call.fresh("k")], kind);
    },
    view,
  ),
  row("ndarray.conj", "self", (call) => call.array("self")),
  row("ndarray.conjugate", "self", (call) => call.array("self")),
  row("ndarray.tolist", "self", (call) => listed(call, call.shaped("self"))),
  row("ndarray.item", "self, *args", item),
  row("ndarray.tobytes", "self, order='C'", () => ({ kind: "object", name: "bytes" })),
  row("ndarray.tofile", "self, fid, sep='', format='%s'", () => ({ kind: "none" })),
  row("ndarray.dump", "self, file", () => ({ kind: "none" })),
  row("ndarray.setflags", "self, write=None, align=None, uic=None", () => ({ kind: "none" })),
  row("ndarray.__iter__", "self", iterated),
  row("ndarray.__len__", "self", (call) => {
    const [first] = call.shaped("self").shape;
    return first === undefined ? fail("TypeError", "len() of unsized object") : { kind: "int", size: first };
  }),
  row("ndarray.__bool__", "self", truthOf),
  row("ndarray.__int__", "self", converted("int")),
  row("ndarray.__float__", "self", converted("float")),
  row("ndarray.__contains__", "self, value", () => ({ kind: "bool", value: null })),
];
