import type { Abstract, ArrayValue, DtypeKind, Shape } from "../algebra/abstract";
import { broadcastAll } from "../algebra/shape";
import { add, compare, constant, product, type Size } from "../algebra/size";
import { type Call, normalizeAxis, type ShapedArray } from "./call";
import { asArray, promote } from "./conversion";
import { castElements, type Element, elementsOf, makeArray, maxElements } from "./elements";
import type { Operation } from "./operation";
import { fail, giveUp, shapeless, tupleOf } from "./outcome";
import { flattenedArray, pickAxis } from "./picking";
import {
  findReduction,
  linesAlong,
  type Reduction,
  reduce,
  reducedShape,
  reduceRule,
  variance,
} from "./reduction";
import { clipped, rounded } from "./rounding";
import { method, row, rows } from "./row";
import { commonShape } from "./selecting";
import { convolved, interpolated, trapezoid } from "./signals";
import { shortened } from "./sorting";
import { mismatch } from "./ufunc";

const toFloat = (kind: DtypeKind): DtypeKind => (kind === "bool" || kind === "int" ? "float" : kind);
const boolToInt = (kind: DtypeKind): DtypeKind => (kind === "bool" ? "int" : kind);

// ------------------------------------------------------------------------------------------------ running results

/** `cumsum` and its kin: as long as the axis, of all elements where no axis is named. */
export function running(
  call: Call,
  array: ArrayValue,
  step: (sum: number, each: number) => number,
): Abstract {
  const kind = call.dtype()?.kind ?? boolToInt(array.dtype);
  if (array.shape === null && call.given("axis"))
    return shapeless(kind, array.reason ?? call.unknownArgument("a"));
  const source = call.given("axis") ? call.withShape(array) : flattenedArray(call, array);
  const axis = call.axis("axis", Math.max(1, source.shape.length)) ?? 0;
  const shape = source.shape.length === 0 ? [constant(1)] : source.shape;
  const known = elementsOf(source);
  if (known === null || call.dtype()?.narrow) return makeArray(shape, kind);
  const data: Element[] = [...known.data];
  for (const line of linesAlong(known.dims, known.dims.length === 0 ? null : [axis])) {
    let sum: number | null = null;
    for (const at of line) {
      const each = Number(known.data[at]);
      sum = sum === null ? each : step(sum, each);
      data[at] = sum;
    }
  }
  const exact = !array.rounded && data.every((each) => Number.isSafeInteger(Number(each)));
  return makeArray(shape, kind, castElements(data, kind), { rounded: !exact });
}

const runningSignature = "a, axis=None, dtype=None, out=None";
const cumsum = row("numpy.cumsum", runningSignature, (call) =>
  running(call, call.array("a"), (a, b) => a + b),
);
const cumprod = row("numpy.cumprod", runningSignature, (call) =>
  running(call, call.array("a"), (a, b) => a * b),
);

// ------------------------------------------------------------------------------------------------ differences

function difference(call: Call): Abstract {
  const array = call.shaped("a");
  const n = call.integer("n", constant(1)).value;
  if (n !== null && n < 0) fail("ValueError", `order must be non-negative but got ${n}`);
  if (n === 0) return array;
  if (array.shape.length === 0) fail("ValueError", "diff requires input that is at least one dimensional");
  const axis = normalizeAxis(call.number("axis", -1), array.shape.length);
  const size = array.shape[axis] ?? constant(1);
  const more = ["prepend", "append"].map((parameter) => extension(call, parameter, axis)).reduce(add);
  const length = n === null ? call.fresh("k") : shortened(add(size, more), n);
  const plain = n === 1 && more.value === 0 && array.dtype !== "bool";
  return plain ? stepwise(array, axis, length) : makeArray(replaced(array.shape, axis, length), array.dtype);
}

function extension(call: Call, parameter: string, axis: number): Size {
  if (call.get(parameter) === undefined) return constant(0);
  const { shape } = call.shaped(parameter);
  return shape.length === 0 ? constant(1) : (shape[axis] ?? constant(1));
}

export function replaced(shape: Shape, axis: number, size: Size): Shape {
  return shape.map((each, at) => (at === axis ? size : each));
}

function stepwise(array: ShapedArray, axis: number, length: Size): ArrayValue {
  const many = length.value;
  if (array.data === undefined || many === null || many > maxElements)
    return makeArray(replaced(array.shape, axis, length), array.dtype);
  const indices = Array.from({ length: many }, (_, index) => index);
  const after = pickAxis(
    array,
    axis,
    length,
    indices.map((index) => index + 1),
  );
  const before = pickAxis(array, axis, length, indices);
  const data = after.data?.map((each, at) => Number(each) - Number(before.data?.[at]));
  return makeArray(after.shape, array.dtype, data, { rounded: array.rounded });
}

function gradient(call: Call): Abstract {
  const array = call.shaped("f");
  const axes = call.axes("axis", array.shape.length) ?? array.shape.map((_, axis) => axis);
  for (const axis of axes) {
    const size = array.shape[axis]?.value;
    if (size !== undefined && size !== null && size < 2)
      fail(
        "ValueError",
        "Shape of array too small to calculate a numerical gradient, at least (edge_order + 1) elements are required.",
      );
  }
  const items = axes.map(() => makeArray(array.shape, toFloat(array.dtype)));
  const [only] = items;
  return items.length === 1 && only !== undefined ? only : { kind: "sequence", type: "list", items };
}

// ------------------------------------------------------------------------------------------------ averages

function average(call: Call): Abstract {
  const a = call.array("a");
  if (!call.given("weights")) {
    const axes = a.shape === null ? (call.given("axis") ? [] : null) : call.axes("axis", a.shape.length);
    const value = reduce(call, a, axes, call.flag("keepdims", false), findReduction("mean"));
    if (!call.flag("returned", false)) return value;
    return tupleOf(value, makeArray(value.shape ?? [], "float", null, { scalar: true }));
  }
  const weights = call.shaped("weights");
  const shaped = call.withShape(a);
  const axis = call.axis("axis", shaped.shape.length);
  checkWeights(shaped.shape, weights.shape, axis);
  const kind = toFloat(promote(a.dtype, weights.dtype));
  const axes = axis === null ? null : [axis];
  const value = makeArray(reducedShape(shaped.shape, axes, call.flag("keepdims", false)), kind, null, {
    scalar: true,
  });
  return call.flag("returned", false) ? tupleOf(value, value) : value;
}

function checkWeights(shape: Shape, weights: Shape, axis: number | null): void {
  const same =
    weights.length === shape.length &&
    weights.every((size, each) => compare(size, shape[each] ?? size) !== "different");
  if (same) return;
  if (axis === null) fail("TypeError", "Axis must be specified when shapes of a and weights differ.");
  if (weights.length !== 1) fail("TypeError", "1D weights expected when shapes of a and weights differ.");
  const [first, size] = [weights[0], shape[axis]];
  if (first !== undefined && size !== undefined && compare(first, size) === "different")
    fail("ValueError", "Length of weights not compatible with specified axis.");
}

/** `percentile`: one result for each of `q`, in front. */
function quantile(call: Call): Abstract {
  const a = call.array("a");
  const q = call.shaped("q");
  const axes = a.shape === null ? (call.given("axis") ? [] : null) : call.axes("axis", a.shape.length);
  const reduction: Reduction = { name: "quantile", kind: toFloat, compute: null };
  const one = reduce(call, a, axes, call.flag("keepdims", false), reduction);
  if (one.shape === null || q.shape.length === 0) return one;
  return makeArray([...q.shape, ...one.shape], one.dtype);
}

/** Covariances between the rows (or the columns) of `m`, and those of `y` after them. */
function covariance(call: Call, first: string): Abstract {
  const m = call.shaped(first);
  if (m.shape.length > 2) fail("ValueError", "m has more than 2 dimensions");
  const byRow = call.flag("rowvar", true);
  const own = variables(m, byRow);
  const total = call.given("y") ? add(own, variables(call.shaped("y"), byRow)) : own;
  const kind: DtypeKind = m.dtype === "complex" ? "complex" : "float";
  if (total.value === 1) return makeArray([], kind, null, { scalar: first === "x" });
  return makeArray([total, total], kind);
}

function variables(array: ShapedArray, byRow: boolean): Size {
  const [first = constant(1), second = constant(1)] = array.shape;
  if (array.shape.length < 2) return constant(1);
  return byRow || first.value === 1 ? first : second;
}

// ------------------------------------------------------------------------------------------------ histograms

function binCount(call: Call, value: Abstract | undefined): Size {
  if (value === undefined || value.kind === "none") return constant(10);
  if (value.kind === "str") return call.fresh("bins");
  if (value.kind === "int") return value.size;
  const edges = call.withShape(asArray(value));
  const [many] = edges.shape;
  return many === undefined ? (edges.integer ?? call.fresh("bins")) : shortened(many, 1);
}

function histogram(call: Call): Abstract {
  const bins = binCount(call, call.get("bins"));
  if (bins.value !== null && bins.value < 1) fail("ValueError", "`bins` must be positive, when an integer");
  const kind: DtypeKind = call.given("weights") || call.flag("density", false) ? "float" : "int";
  const edges = call.get("bins");
  const given =
    edges !== undefined && edges.kind !== "int" && edges.kind !== "str" ? asArray(edges).dtype : "float";
  return tupleOf(makeArray([bins], kind), makeArray([add(bins, constant(1))], given));
}

function histogram2d(call: Call): Abstract {
  const value = call.get("bins");
  const pair = value?.kind === "sequence" && value.items.length === 2 ? value.items : [value, value];
  const [x, y] = pair.map((each) => binCount(call, each));
  if (x === undefined || y === undefined) return giveUp("unknown-argument", call.name, "bins");
  const edges = (size: Size) => makeArray([add(size, constant(1))], "float");
  return tupleOf(makeArray([x, y], "float"), edges(x), edges(y));
}

// ------------------------------------------------------------------------------------------------ comparing

function closeElements(call: Call): ArrayValue {
  const [a, b] = [call.shaped("a"), call.shaped("b")];
  return makeArray(commonShape([a, b]), "bool", null, { scalar: true, count: call.fresh("k") });
}

function equalArrays(a: ArrayValue, b: ArrayValue): boolean | null {
  if (a.shape === null || b.shape === null) return null;
  if (a.shape.length !== b.shape.length) return false;
  for (const [axis, size] of a.shape.entries()) {
    const other = b.shape[axis];
    if (other !== undefined && compare(size, other) === "different") return false;
  }
  const [x, y] = [elementsOf(a), elementsOf(b)];
  if (x === null || y === null || a.rounded || b.rounded) return null;
  return x.data.every((each, at) => Number(each) === Number(y.data[at]));
}

function crossProduct(call: Call): Abstract {
  const [a, b] = [call.shaped("a"), call.shaped("b")];
  const [last, other] = [a.shape[a.shape.length - 1], b.shape[b.shape.length - 1]];
  const bad = [last, other].some(
    (size) => size !== undefined && size.value !== null && size.value !== 2 && size.value !== 3,
  );
  if (bad || last === undefined || other === undefined)
    fail("ValueError", "incompatible dimensions for cross product\n(dimension must be 2 or 3)");
  const shapes = [a.shape.slice(0, -1), b.shape.slice(0, -1)];
  const outer = broadcastAll(shapes) ?? mismatch(shapes);
  const kind = promote(a.dtype, b.dtype);
  const flat = last.value === 2 && other.value === 2;
  if (!flat && last.value !== 3 && other.value !== 3) giveUp("unknown-argument", call.name, "a");
  return makeArray(flat ? outer : [...outer, constant(3)], kind, null, { integer: call.fresh("k") });
}

const round = row("numpy.round", "a, decimals=0, out=None", (call) => rounded(call, call.array("a")));

export const statistics: readonly Operation[] = [
  cumsum,
  method(cumsum),
  cumprod,
  method(cumprod),
  ...rows(["numpy.nancumsum", "numpy.nancumprod", "numpy.cumproduct"], runningSignature, (call) => {
    const result = running(call, call.array("a"), (a, b) => a + b);
    return result.kind === "array" && result.shape !== null ? makeArray(result.shape, result.dtype) : result;
  }),
  row("numpy.diff", "a, n=1, axis=-1, prepend=<no value>, append=<no value>", difference),
  row("numpy.ediff1d", "ary, to_end=None, to_begin=None", (call) => {
    const flat = flattenedArray(call, call.array("ary"));
    const more = ["to_end", "to_begin"].map((each) =>
      call.given(each) ? product(call.shaped(each).shape) : constant(0),
    );
    return makeArray([[shortened(flat.shape[0] ?? constant(1), 1), ...more].reduce(add)], flat.dtype);
  }),
  row("numpy.gradient", "f, *varargs, axis=None, edge_order=1", gradient),
  row("numpy.average", "a, axis=None, weights=None, returned=False, *, keepdims=False", average),
  ...rows(
    ["numpy.percentile", "numpy.quantile", "numpy.nanpercentile", "numpy.nanquantile"],
    "a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False, *, interpolation=None",
    quantile,
  ),
  row(
    "numpy.cov",
    "m, y=None, rowvar=True, bias=False, ddof=None, fweights=None, aweights=None, *, dtype=None",
    (call) => covariance(call, "m"),
  ),
  row("numpy.corrcoef", "x, y=None, rowvar=True, bias=None, ddof=None, *, dtype=None", (call) =>
    covariance(call, "x"),
  ),
  row("numpy.histogram", "a, bins=10, range=None, density=None, weights=None", histogram),
  row("numpy.histogram_bin_edges", "a, bins=10, range=None, weights=None", (call) =>
    makeArray([add(binCount(call, call.get("bins")), constant(1))], "float"),
  ),
  row("numpy.histogram2d", "x, y, bins=10, range=None, density=None, weights=None", histogram2d),
  row("numpy.convolve", "a, v, mode='full'", (call) => convolved(call, "full")),
  row("numpy.correlate", "a, v, mode='valid'", (call) => convolved(call, "valid")),
  row("numpy.interp", "x, xp, fp, left=None, right=None, period=None", interpolated),
  row("numpy.trapz", "y, x=None, dx=1.0, axis=-1", trapezoid),
  round,
  method(round),
  ...rows(["numpy.around", "numpy.round_"], "a, decimals=0, out=None", (call) =>
    rounded(call, call.array("a")),
  ),
  row("numpy.fix", "x, out=None", (call) => {
    const x = call.array("x");
    return x.shape === null
      ? shapeless(toFloat(x.dtype), x.reason ?? call.unknownArgument("x"))
      : makeArray(
          x.shape,
          toFloat(x.dtype),
          x.rounded ? null : x.data?.map((each) => Math.trunc(Number(each))),
          { scalar: true },
        );
  }),
  row("numpy.clip", "a, a_min=None, a_max=None, out=None, *, min=None, max=None, **kwargs", (call) =>
    // `min` and `max` are NumPy 2's names.
    call.given("min") || call.given("max")
      ? clipped(call, "a", "min", "max")
      : clipped(call, "a", "a_min", "a_max"),
  ),
  row("ndarray.clip", "self, min=None, max=None, out=None, **kwargs", (call) =>
    clipped(call, "self", "min", "max"),
  ),
  row("numpy.isclose", "a, b, rtol=1e-05, atol=1e-08, equal_nan=False", closeElements),
  row("numpy.allclose", "a, b, rtol=1e-05, atol=1e-08, equal_nan=False", (call) => {
    closeElements(call);
    return { kind: "bool", value: null };
  }),
  row("numpy.array_equal", "a1, a2, equal_nan=False", (call) => ({
    kind: "bool",
    value: equalArrays(call.array("a1"), call.array("a2")),
  })),
  row("numpy.array_equiv", "a1, a2", () => ({ kind: "bool", value: null })),
  row("numpy.cross", "a, b, axisa=-1, axisb=-1, axisc=-1, axis=None", crossProduct),
  row("numpy.nan_to_num", "x, copy=True, nan=0.0, posinf=None, neginf=None", (call) => {
    const x = call.array("x");
    const plain = x.data?.every((each) => Number.isFinite(Number(each)));
    return x.shape === null
      ? x
      : makeArray(x.shape, x.dtype, plain ? x.data : null, {
          rounded: x.rounded,
          scalar: true,
          integer: x.integer,
          count: x.count,
        });
  }),
  spreadIgnoringNaN("nanvar"),
  spreadIgnoringNaN("nanstd"),
  extremeIgnoringNaN("nanargmax"),
  extremeIgnoringNaN("nanargmin"),
];

function spreadIgnoringNaN(name: string): Operation {
  return row(
    `numpy.${name}`,
    "a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True",
    (call) =>
      reduceRule(call, {
        name,
        kind: toFloat,
        compute: (line) => plainSpread(name, line),
        rounded: () => true,
      }),
  );
}

function plainSpread(name: string, line: readonly number[]): number {
  const kept = line.filter((each) => !Number.isNaN(each));
  return name === "nanstd" ? Math.sqrt(variance(kept, 0)) : variance(kept, 0);
}

function extremeIgnoringNaN(name: string): Operation {
  return row(`numpy.${name}`, "a, axis=None, out=None, *, keepdims=False", (call) =>
    reduceRule(call, {
      name,
      kind: () => "int",
      compute: null,
      empty: `attempt to get ${name.slice(3)} of an empty sequence`,
    }),
  );
}
