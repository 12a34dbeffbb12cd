import type { Abstract, ArrayValue } from "../algebra/abstract";
import { compare, constant, product, type Size, subtract } from "../algebra/size";
import { type Call, normalizeAxis } from "./call";
import { promote } from "./conversion";
import { type Element, elementsOf, makeArray, maxElements } from "./elements";
import type { Operation, Outcome } from "./operation";
import { fail, shapeless, tupleOf } from "./outcome";
import { flattenedArray } from "./picking";

import { linesAlong } from "./reduction";
import { forgotten, method, row, rows } from "./row";

const byNumber = (a: Element, b: Element): number => {
  const [x, y] = [Number(a), Number(b)];
  if (Number.isNaN(x)) return Number.isNaN(y) ? 0 : 1;
  return Number.isNaN(y) ? -1 : x - y;
};

/** Applies a change to each line along an axis, which keeps its length. */
function alongAxis(
  array: ArrayValue,
  axis: number,
  kind: ArrayValue["dtype"],
  change: (line: readonly Element[]) => readonly Element[],
): ArrayValue {
  const known = elementsOf(array);
  const shape = array.shape ?? [];
  if (known === null) return makeArray(shape, kind);
  const data: Element[] = new Array(known.data.length);
  for (const line of linesAlong(known.dims, [axis])) {
    const changed = change(line.map((at) => known.data[at] ?? Number.NaN));
    for (const [index, at] of line.entries()) data[at] = changed[index] ?? Number.NaN;
  }
  return makeArray(shape, kind, data, { rounded: array.rounded === true && kind === "float" });
}

function sorted(call: Call, array: ArrayValue): ArrayValue {
  if (array.shape === null) return shapeless(array.dtype, array.reason ?? call.unknownArgument("a"));
  const source = call.get("axis")?.kind === "none" ? flattenedArray(call, array) : call.withShape(array);
  const axis = lastAxis(call, source.shape.length);
  return alongAxis(source, axis, array.dtype, (line) => [...line].sort(byNumber));
}

function lastAxis(call: Call, ndim: number): number {
  const value = call.get("axis");
  return normalizeAxis(value === undefined || value.kind === "none" ? -1 : call.number("axis"), ndim);
}

/** Which of equal elements comes first depends on NumPy's algorithm: followed where there are none. */
function order(call: Call, array: ArrayValue): ArrayValue {
  if (array.shape === null) return shapeless("int", array.reason ?? call.unknownArgument("a"));
  const source = call.get("axis")?.kind === "none" ? flattenedArray(call, array) : call.withShape(array);
  if (source.shape.length === 0) return zeroDimOrder(call);
  const axis = lastAxis(call, source.shape.length);
  const distinct =
    source.data !== undefined && !source.rounded && new Set(source.data).size === source.data.length;
  if (!distinct) return makeArray(source.shape, "int");
  return alongAxis(source, axis, "int", (line) =>
    line.map((_, index) => index).sort((a, b) => byNumber(line[a] ?? 0, line[b] ?? 0)),
  );
}

function zeroDimOrder(call: Call): ArrayValue {
  if (call.get("axis") !== undefined) lastAxis(call, 1);
  return makeArray([constant(1)], "int", [0]);
}

function sortInPlace(call: Call): Outcome {
  return { kind: "value", value: { kind: "none" }, mutated: { self: sorted(call, call.array("self")) } };
}

// ------------------------------------------------------------------------------------------------ sets

interface Distinct {
  readonly values: Element[];
  readonly first: number[];
  readonly inverse: number[];
  readonly counts: number[];
}

function distinct(array: ArrayValue): Distinct | null {
  if (array.data === undefined || array.rounded) return null;
  const values = [...new Set(array.data)].sort(byNumber);
  if (values.some((value) => Number.isNaN(value))) return null;
  const { data } = array;
  return {
    values,
    first: values.map((value) => data.indexOf(value)),
    inverse: data.map((value) => values.indexOf(value)),
    counts: values.map((value) => data.filter((each) => each === value).length),
  };
}

function unique(call: Call): Abstract {
  const array = call.array("ar");
  const flat = flattenedArray(call, array);
  const along = call.given("axis") && array.shape !== null ? call.axis("axis", array.shape.length) : null;
  const known = along === null ? distinct(flat) : null;
  const many = known === null ? call.fresh("k") : constant(known.values.length);
  const shape =
    along === null ? [many] : (array.shape ?? []).map((size, axis) => (axis === along ? many : size));
  const length: Size = along === null ? (flat.shape[0] ?? many) : (array.shape?.[along] ?? many);
  const items: Abstract[] = [makeArray(shape, array.dtype, known?.values)];
  if (call.flag("return_index", false)) items.push(makeArray([many], "int", known?.first));
  if (call.flag("return_inverse", false)) items.push(makeArray([length], "int", known?.inverse));
  if (call.flag("return_counts", false)) items.push(makeArray([many], "int", known?.counts));
  const [only] = items;
  return items.length === 1 && only !== undefined ? only : tupleOf(...items);
}

function setRow(
  name: string,
  combine: (a: ReadonlySet<Element>, b: ReadonlySet<Element>) => Element[],
): Operation {
  return row(`numpy.${name}`, "ar1, ar2, assume_unique=False", (call) => {
    const [a, b] = [call.array("ar1"), call.array("ar2")];
    const kind = name === "setdiff1d" ? a.dtype : promote(a.dtype, b.dtype);
    const followed =
      a.dtype === b.dtype && !call.given("assume_unique") && distinct(a) !== null && distinct(b) !== null;
    const data = followed ? combine(new Set(a.data), new Set(b.data)).sort(byNumber) : null;
    return makeArray([data === null ? call.fresh("k") : constant(data.length)], kind, data);
  });
}

function membership(call: Call, element: ArrayValue): ArrayValue {
  const among = call.array(call.get("test_elements") === undefined ? "ar2" : "test_elements");
  const plain = !call.given("invert") && !element.rounded && !among.rounded && among.data !== undefined;
  const values = new Set(among.data?.map(Number));
  const data = plain ? element.data?.map((each) => values.has(Number(each))) : null;
  return makeArray(element.shape ?? [], "bool", data, { count: call.fresh("k") });
}

// ------------------------------------------------------------------------------------------------ searching

function searched(call: Call, a: ArrayValue): Abstract {
  const shaped = call.withShape(a);
  if (shaped.shape.length !== 1) fail("ValueError", "object too deep for desired array");
  return found(call, call.array("v"));
}

function found(call: Call, values: ArrayValue): Abstract {
  if (values.shape === null) return shapeless("int", values.reason ?? call.unknownArgument("v"));
  return makeArray(values.shape, "int", null, { scalar: true, integer: call.fresh("k") });
}

function counted(call: Call): Abstract {
  const x = call.shaped("x");
  if (x.shape.length === 0) fail("ValueError", "object of too small depth for desired array");
  if (x.shape.length > 1) fail("ValueError", "object too deep for desired array");
  if (x.dtype === "float" && (product(x.shape).value !== 0 || call.need("x").kind === "array"))
    fail(
      "TypeError",
      "Cannot cast array data from dtype('float64') to dtype('int64') according to the rule 'safe'",
    );
  const values = x.rounded ? undefined : x.data?.map(Number);
  if (values?.some((each) => each < 0)) fail("ValueError", "'list' argument must have no negative elements");
  const empty = product(x.shape).value === 0;
  if (!empty) checkWeights(call, x);
  const kind = call.given("weights") && !empty ? "float" : "int";
  const least = call.integer("minlength", constant(0)).value;
  if (least !== null && least < 0) fail("ValueError", "'minlength' must not be negative");
  if (values === undefined || least === null) return makeArray([call.fresh("k")], kind);
  const length = Math.max(least, ...values.map((each) => each + 1), 0);
  if (length > maxElements) return makeArray([constant(length)], kind);
  const counts = Array.from({ length }, (_, value) => values.filter((each) => each === value).length);
  return makeArray([constant(length)], kind, kind === "int" ? counts : null);
}

function checkWeights(call: Call, x: ArrayValue): void {
  if (!call.given("weights")) return;
  const weights = call.array("weights");
  const [own, other] = [x.shape?.[0], weights.shape?.[0]];
  if (own !== undefined && other !== undefined && compare(own, other) === "different")
    fail("ValueError", "The weights and list don't have the same length.");
}

const argsort = row("numpy.argsort", "a, axis=-1, kind=None, order=None", (call) =>
  order(call, call.array("a")),
);
const searchsorted = row("numpy.searchsorted", "a, v, side='left', sorter=None", (call) =>
  searched(call, call.array("a")),
);

export const sorting: readonly Operation[] = [
  row("numpy.sort", "a, axis=-1, kind=None, order=None", (call) => sorted(call, call.array("a"))),
  row("numpy.sort_complex", "a", (call) => {
    const { shape } = call.shaped("a");
    normalizeAxis(-1, shape.length);
    return makeArray(shape, "complex");
  }),
  row("ndarray.sort", "self, axis=-1, kind=None, order=None", sortInPlace, { mutates: "self" }),
  row("ndarray.partition", "self, kth, axis=-1, kind='introselect', order=None", (call) => ({
    kind: "value",
    value: { kind: "none" },
    mutated: { self: forgotten(call.array("self")) },
  })),
  argsort,
  method(argsort),
  ...rows(["numpy.partition"], "a, kth, axis=-1, kind='introselect', order=None", (call) => {
    const result = sorted(call, call.array("a"));
    return result.shape === null ? result : makeArray(result.shape, result.dtype);
  }),
  ...rows(["numpy.argpartition"], "a, kth, axis=-1, kind='introselect', order=None", (call) => {
    const result = order(call, call.array("a"));
    return result.shape === null ? result : makeArray(result.shape, "int");
  }),
  row("numpy.lexsort", "keys, axis=-1", (call) => {
    const keys = call.shaped("keys");
    return makeArray(keys.shape.length > 1 ? keys.shape.slice(1) : [], "int", null, {
      scalar: true,
      integer: call.fresh("k"),
    });
  }),
  row("numpy.msort", "a", (call) => {
    const array = call.shaped("a");
    return alongAxis(array, normalizeAxis(0, array.shape.length), array.dtype, (line) =>
      [...line].sort(byNumber),
    );
  }),
  row(
    "numpy.unique",
    "ar, return_index=False, return_inverse=False, return_counts=False, axis=None, *, equal_nan=True",
    unique,
  ),
  setRow("intersect1d", (a, b) => [...a].filter((each) => b.has(each))),
  setRow("union1d", (a, b) => [...new Set([...a, ...b])]),
  setRow("setdiff1d", (a, b) => [...a].filter((each) => !b.has(each))),
  setRow("setxor1d", (a, b) => [
    ...[...a].filter((each) => !b.has(each)),
    ...[...b].filter((each) => !a.has(each)),
  ]),
  row("numpy.isin", "element, test_elements, assume_unique=False, invert=False", (call) => {
    const element = call.array("element");
    if (element.shape === null) return shapeless("bool", element.reason ?? call.unknownArgument("element"));
    return membership(call, element);
  }),
  row("numpy.in1d", "ar1, ar2, assume_unique=False, invert=False", (call) =>
    membership(call, flattenedArray(call, call.array("ar1"))),
  ),
  searchsorted,
  method(searchsorted),
  row("numpy.digitize", "x, bins, right=False", (call) => found(call, call.array("x"))),
  row("numpy.bincount", "x, weights=None, minlength=0", counted),
];

/** How much shorter an axis gets. */
export function shortened(size: Size, by: number): Size {
  const rest = subtract(size, constant(by));
  return rest.value !== null && rest.value < 0 ? constant(0) : rest;
}
