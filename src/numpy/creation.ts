import type { Abstract, ArrayValue, DtypeKind, Shape } from "../algebra/abstract";
import { isRecord } from "../algebra/record";
import { numbers } from "../algebra/shape";
import { add, constant, floorDivide, maximum, negate, type Size, subtract } from "../algebra/size";
import { type Call, realOf } from "./call";
import { asArray } from "./conversion";
import { castElements, count, type Element, makeArray, maxElements } from "./elements";
import { asObjectArray } from "./objectArrays";
import type { Operation } from "./operation";
import { fail, shapeless } from "./outcome";
import { records } from "./records";
import { row, rows } from "./row";
import { isNegative } from "./slicing";

/** An array of equal elements; the elements are followed where the kind has its usual width. */
function filled(shape: Shape, dtype: DtypeKind, fill: Element | null, narrow = false): ArrayValue {
  const dims = numbers(shape);
  const few = dims !== null && fill !== null && !narrow && count(dims) <= maxElements;
  const data = few ? castElements(new Array<Element>(count(dims)).fill(fill), dtype) : null;
  return makeArray(shape, dtype, data);
}

function constantRow(name: string, fill: number | null): Operation {
  return row(`numpy.${name}`, "shape, dtype=float, order='C', *, like=None", (call) => {
    const dtype = call.dtype();
    const second = call.get("dtype");
    if (second !== undefined && dtype?.kind === "unknown") notADtype(second);
    return filled(call.shape("shape"), dtype?.kind ?? "float", fill, dtype?.narrow);
  });
}

/** `np.zeros(3, 4)`: the second argument is the dtype. */
function notADtype(value: Abstract): void {
  if (value.kind === "int" && value.size.value !== null)
    fail("TypeError", `Cannot interpret '${value.size.value}' as a data type`);
}

function likeRow(name: string, fill: number | null): Operation {
  const parameters = "dtype=None, order='K', subok=True, shape=None";
  return row(`numpy.${name}_like`, `${name === "empty" ? "prototype" : "a"}, ${parameters}`, (call) => {
    const a = call.array(name === "empty" ? "prototype" : "a");
    const dtype = call.dtype();
    const kind = dtype?.kind ?? a.dtype;
    const shape = call.given("shape") ? call.shape("shape") : a.shape;
    if (shape === null) return shapeless(kind, a.reason ?? call.unknownArgument("a"));
    return filled(shape, kind, fill, dtype?.narrow);
  });
}

/** What `np.array(value, dtype=…, ndmin=…)` gives. */
export function converted(call: Call, parameter: string): ArrayValue {
  const dtype = call.dtype();
  const value = call.need(parameter);
  if (dtype !== null && isRecord(dtype.kind) && value.kind !== "array")
    return records(call, value, dtype.kind);
  const ofObjects = dtype?.kind === "object" && (value.kind === "sequence" || value.kind === "repeated");
  const source = ofObjects ? asObjectArray(value) : call.array(parameter);
  const { scalar: _, ...kept } = source;
  const cast = dtype === null ? kept : recast(kept, dtype.kind, dtype.narrow);
  const least = call.get("ndmin") === undefined ? 0 : call.fewAxes(Math.max(0, call.number("ndmin")));
  if (cast.shape === null || cast.shape.length >= least) return cast;
  const ones = Array.from({ length: least - cast.shape.length }, () => constant(1));
  return makeArray([...ones, ...cast.shape], cast.dtype, cast.data, { rounded: cast.rounded });
}

/** The array with elements of another kind. */
export function recast(array: ArrayValue, kind: DtypeKind, narrow: boolean): ArrayValue {
  if (array.shape === null)
    return shapeless(kind, array.reason ?? { code: "not-supported", args: ["dtype"] });
  const unsure = array.rounded === true && kind !== "float";
  const data = narrow || unsure || array.data === undefined ? null : castElements(array.data, kind);
  return makeArray(array.shape, kind, data, {
    scalar: array.scalar,
    rounded: array.rounded,
    integer: narrow ? undefined : array.integer,
    count: array.count,
  });
}

/** `np.arange`: how many steps from start to stop. Numbers exactly as NumPy counts them, names where the step divides. */
export function rangeLength(call: Call, start: Abstract, stop: Abstract, step: Abstract): Size {
  const [from, to, by] = [realOf(start), realOf(stop), realOf(step)];
  if (by === 0)
    fail(
      "ZeroDivisionError",
      [start, stop, step].every((each) => each.kind === "int")
        ? "division by zero"
        : "float division by zero",
    );
  if (from !== null && to !== null && by !== null) return constant(Math.max(0, Math.ceil((to - from) / by)));
  if (start.kind !== "int" || stop.kind !== "int" || by === null || !Number.isInteger(by))
    return call.fresh("n");
  const distance = by > 0 ? subtract(stop.size, start.size) : subtract(start.size, stop.size);
  if (isNegative(distance)) return constant(0);
  const stride = Math.abs(by);
  if (stride === 1) return distance;
  return floorDivide(add(distance, constant(stride - 1)), constant(stride)) ?? call.fresh("n");
}

function arange(call: Call): ArrayValue {
  const zero: Abstract = { kind: "int", size: constant(0) };
  const one: Abstract = { kind: "int", size: constant(1) };
  const first = scalarOf(call.need("start"));
  const second = call.get("stop");
  const [start, stop] =
    second === undefined || second.kind === "none" ? [zero, first] : [first, scalarOf(second)];
  const step = scalarOf(call.get("step") ?? one);
  const dtype = call.dtype();
  const whole = [start, stop, step].every((each) => each.kind === "int");
  const lost = [start, stop, step].some((each) => each.kind === "unknown" || each.kind === "array");
  const kind = dtype?.kind ?? (whole ? "int" : lost ? "unknown" : "float");
  const length = rangeLength(call, start, stop, step);
  const [from, by, many] = [realOf(start), realOf(step), length.value];
  if (kind === "int" && !whole) return makeArray([length], kind);
  if (from === null || by === null || many === null || many > maxElements || dtype?.narrow)
    return makeArray([length], kind);
  // NumPy computes the second element and then adds its distance from the first: numpy/core/src/multiarray/arraytypes.
  const delta = from + by - from;
  const data = Array.from({ length: many }, (_, index) => (index === 0 ? from : from + index * delta));
  return makeArray([length], kind, castElements(data, kind));
}

/** NumPy's integers and floats as Python's. */
function scalarOf(value: Abstract): Abstract {
  if (value.kind === "bool" && value.value !== null)
    return { kind: "int", size: constant(Number(value.value)) };
  if (value.kind !== "array" || value.shape === null || value.shape.length > 0) return value;
  if (value.dtype === "int" && value.integer !== undefined) return { kind: "int", size: value.integer };
  if (value.dtype === "float") return { kind: "float", value: value.rounded ? null : realOf(value) };
  return value;
}

function eye(call: Call, rowsParameter: string): ArrayValue {
  const n = call.someSize(call.need(rowsParameter), rowsParameter);
  const m = call.integer("M", n);
  const k = call.integer("k", constant(0)).value;
  const dtype = call.dtype();
  const kind = dtype?.kind ?? "float";
  for (const size of [n, m])
    if (size.value !== null && size.value < 0) fail("ValueError", "negative dimensions are not allowed");
  if (n.value === null || m.value === null || k === null || dtype?.narrow || n.value * m.value > maxElements)
    return makeArray([n, m], kind);
  const width = m.value;
  const data = Array.from({ length: n.value * width }, (_, at) =>
    at % width === Math.floor(at / width) + k ? 1 : 0,
  );
  return makeArray([n, m], kind, castElements(data, kind));
}

function spaced(call: Call, transform: ((x: number) => number) | null): Abstract {
  const num = call.integer("num", constant(50));
  if (num.value !== null && num.value < 0)
    fail("ValueError", `Number of samples, ${num.value}, must be non-negative.`);
  const [start, stop] = [call.need("start"), call.need("stop")].map(asArray);
  const dtype = call.dtype();
  const kind = dtype?.kind ?? "float";
  const inner = [start, stop].find((each) => each !== undefined && each.shape?.length !== 0);
  const retstep = call.name === "numpy.linspace" && call.flag("retstep", false);
  if (inner !== undefined) {
    const around = makeArrayAround(call, num, inner, kind);
    const width: Abstract = hasStep(call, num)
      ? makeArray(inner.shape ?? [], "float")
      : { kind: "float", value: Number.NaN };
    return retstep ? { kind: "sequence", type: "tuple", items: [around, width] } : around;
  }
  const endpoint = call.flag("endpoint", true);
  const step = stepOf(call, num, endpoint);
  const data = dtype?.narrow || transform === null ? null : samples(call, num, endpoint, transform);
  const rounded = transform === null || call.name !== "numpy.linspace";
  const array = makeArray([num], kind, data && castElements(data, kind), { rounded });
  if (!retstep) return array;
  const width: Abstract = hasStep(call, num)
    ? makeArray([], "float", step === null ? null : [step], { scalar: true })
    : { kind: "float", value: Number.NaN };
  return { kind: "sequence", type: "tuple", items: [array, width] };
}

/** Between arrays: a new first axis. Only where one of the two ends is an array. */
function makeArrayAround(call: Call, num: Size, inner: ArrayValue, kind: DtypeKind): ArrayValue {
  const shaped = call.withShape(inner);
  const axis = call.axis("axis", shaped.shape.length + 1, 0) ?? 0;
  return makeArray([...shaped.shape.slice(0, axis), num, ...shaped.shape.slice(axis)], kind);
}

/** Of no or one point there is no step. */
function hasStep(call: Call, num: Size): boolean {
  return num.value === null || num.value > (call.flag("endpoint", true) ? 1 : 0);
}

function stepOf(call: Call, num: Size, endpoint: boolean): number | null {
  const [start, stop] = [call.real("start", null), call.real("stop", null)];
  if (start === null || stop === null || num.value === null) return null;
  const parts = endpoint ? num.value - 1 : num.value;
  return parts > 0 ? (stop - start) / parts : null;
}

/** NumPy's `linspace`: multiples of the step, and the last one set to `stop`. */
function samples(
  call: Call,
  num: Size,
  endpoint: boolean,
  transform: (x: number) => number,
): number[] | null {
  const [start, stop] = [call.real("start", null), call.real("stop", null)];
  if (num.value === null || num.value > maxElements || start === null || stop === null) return null;
  const parts = endpoint ? num.value - 1 : num.value;
  const delta = stop - start;
  const step = delta / parts;
  const data = Array.from({ length: num.value }, (_, index) => {
    if (parts <= 0) return start + index * delta;
    return (step === 0 ? (index / parts) * delta : index * step) + start;
  });
  if (endpoint && num.value > 1) data[num.value - 1] = stop;
  return data.map(transform);
}

const spacedSignature = "start, stop, num=50, endpoint=True";

export const creation: readonly Operation[] = [
  constantRow("zeros", 0),
  constantRow("ones", 1),
  constantRow("empty", null),
  likeRow("zeros", 0),
  likeRow("ones", 1),
  likeRow("empty", null),
  row("numpy.full", "shape, fill_value, dtype=None, order='C', *, like=None", (call) => {
    const fill = call.array("fill_value");
    const dtype = call.dtype();
    const only = fill.data?.length === 1 && !fill.rounded ? (fill.data[0] ?? null) : null;
    return filled(call.shape("shape"), dtype?.kind ?? fill.dtype, only, dtype?.narrow);
  }),
  row("numpy.full_like", "a, fill_value, dtype=None, order='K', subok=True, shape=None", (call) => {
    const a = call.array("a");
    const dtype = call.dtype();
    const fill = call.array("fill_value");
    const only = fill.data?.length === 1 && !fill.rounded ? (fill.data[0] ?? null) : null;
    const kind = dtype?.kind ?? a.dtype;
    const shape = call.given("shape") ? call.shape("shape") : a.shape;
    if (shape === null) return shapeless(kind, a.reason ?? call.unknownArgument("a"));
    return filled(shape, kind, only, dtype?.narrow);
  }),
  row("numpy.array", "object, dtype=None, *, copy=True, order='K', subok=False, ndmin=0, like=None", (call) =>
    converted(call, "object"),
  ),
  ...rows(
    ["numpy.asarray", "numpy.ascontiguousarray", "numpy.asfortranarray", "numpy.asanyarray"],
    "a, dtype=None, order=None, *, like=None",
    (call) => {
      const array = converted(call, "a");
      const flat = array.shape?.length === 0 && /contiguous|fortran/.test(call.name);
      return flat ? makeArray([constant(1)], array.dtype, array.data, { rounded: array.rounded }) : array;
    },
    { view: "a" },
  ),
  row("numpy.copy", "a, order='K', subok=False", (call) => converted(call, "a")),
  row("numpy.arange", "start, stop=None, step=None, dtype=None, *, like=None", arange),
  row("numpy.linspace", `${spacedSignature}, retstep=False, dtype=None, axis=0`, (call) =>
    spaced(call, (x) => x),
  ),
  row("numpy.logspace", `${spacedSignature}, base=10.0, dtype=None, axis=0`, (call) => {
    const base = call.real("base", 10);
    return spaced(call, base === null ? null : (x) => base ** x);
  }),
  row("numpy.geomspace", `${spacedSignature}, dtype=None, axis=0`, (call) => spaced(call, null)),
  row("numpy.eye", "N, M=None, k=0, dtype=float, order='C', *, like=None", (call) => eye(call, "N")),
  row("numpy.identity", "n, dtype=None, *, like=None", (call) => eye(call, "n")),
  row("numpy.tri", "N, M=None, k=0, dtype=float, *, like=None", (call) => {
    const n = call.integer("N");
    return makeArray([n, call.integer("M", n)], call.dtype()?.kind ?? "float");
  }),
];

/** `k` steps off the main diagonal: how long a diagonal of an (n, m) matrix is. */
export function diagonalLength(n: Size, m: Size, k: number): Size {
  const zero = constant(0);
  const height = k < 0 ? maximum(zero, add(n, constant(k))) : n;
  const width = k > 0 ? maximum(zero, add(m, negate(constant(k)))) : m;
  const difference = subtract(height, width);
  if (difference.value !== null) return difference.value <= 0 ? height : width;
  return negate(maximum(negate(height), negate(width)));
}
