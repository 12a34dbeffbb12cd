import type { Abstract, ArrayValue, DtypeKind, Shape } from "../algebra/abstract";
import { constant, product, type Size } from "../algebra/size";
import type { Call } from "./call";
import { castElements, type Element, elementsOf, makeArray, positions, strides } from "./elements";
import type { Operation, Outcome } from "./operation";
import { fail, shapeless } from "./outcome";
import { method, row } from "./row";
import { outArray } from "./ufunc";

/** A function of all elements along some axes. */
export interface Reduction {
  readonly name: string;
  readonly kind: (kind: DtypeKind) => DtypeKind;
  /** Null where the value is not followed. */
  readonly compute: ((line: readonly number[]) => Element) | null;
  /** Whether the result of this line may differ from NumPy's in the last digits. */
  readonly rounded?: (line: readonly number[], result: Element) => boolean;
  /** A small difference in an element may make a large one in the result. */
  readonly jumps?: boolean;
  /** What NumPy says of nothing to reduce; null where it has an answer. */
  readonly empty?: string;
  /** Of a 0-d array there is no axis, not even 0. */
  readonly strict?: boolean | ((kind: DtypeKind) => boolean);
  /** The value of an integer result that is known as a name. */
  readonly integer?: (array: ArrayValue) => Size | undefined;
}

/** The sizes that are left. */
export function reducedShape(shape: Shape, axes: readonly number[] | null, keepdims: boolean): Shape {
  const all = axes ?? shape.map((_, axis) => axis);
  if (keepdims) return shape.map((size, axis) => (all.includes(axis) ? constant(1) : size));
  return shape.filter((_, axis) => !all.includes(axis));
}

/** The flat positions of each line that is reduced, in C order of the axes that are left. */
export function linesAlong(dims: readonly number[], axes: readonly number[] | null): number[][] {
  const all = axes === null ? dims.map((_, axis) => axis) : [...axes].sort((a, b) => a - b);
  const steps = strides(dims);
  const pick = (chosen: readonly number[]) =>
    positions(
      chosen.map((axis) => dims[axis] ?? 1),
      chosen.map((axis) => steps[axis] ?? 1),
    );
  const within = pick(all);
  const left = pick(dims.map((_, axis) => axis).filter((axis) => !all.includes(axis)));
  return left.map((start) => within.map((each) => start + each));
}

/** Reduces over axes. */
export function reduce(
  call: Call,
  a: ArrayValue,
  axes: readonly number[] | null,
  keepdims: boolean,
  reduction: Reduction,
): ArrayValue {
  const kind = call.dtype()?.kind ?? reduction.kind(a.dtype);
  if (a.shape === null) return withoutShape(call, a, axes, keepdims, kind);
  const over = axes === null ? a.shape : axes.map((axis) => a.shape?.[axis] ?? constant(1));
  if (reduction.empty !== undefined && product(over).value === 0 && !call.given("initial"))
    failUnlessNothing(reduction, a.shape, axes);
  const shape = reducedShape(a.shape, axes, keepdims);
  const plain = !call.given("where") && !call.given("initial") && !call.dtype()?.narrow;
  const computed = plain ? computeLines(a, axes, reduction) : null;
  const integer =
    kind === "int" && shape.length === 0 ? (reduction.integer?.(a) ?? call.fresh("k")) : undefined;
  return makeArray(shape, kind, computed && castElements(computed.data, kind), {
    scalar: !(keepdims && reduction.name.endsWith("median")),
    rounded: computed?.rounded,
    integer,
    count: kind === "bool" && shape.length > 0 ? call.fresh("k") : undefined,
  });
}

/** Nothing to reduce is no matter where nothing is asked for, but to `argmax`. */
function failUnlessNothing(reduction: Reduction, shape: Shape, axes: readonly number[] | null): void {
  const asked = product(reducedShape(shape, axes, false)).value !== 0;
  if (axes === null || asked || reduction.name.startsWith("arg")) fail("ValueError", reduction.empty ?? "");
}

function withoutShape(
  call: Call,
  a: ArrayValue,
  axes: readonly number[] | null,
  keepdims: boolean,
  kind: DtypeKind,
): ArrayValue {
  if (axes !== null || keepdims) return shapeless(kind, a.reason ?? call.unknownArgument("a"));
  return makeArray([], kind, null, { scalar: true, integer: kind === "int" ? call.fresh("k") : undefined });
}

function computeLines(
  a: ArrayValue,
  axes: readonly number[] | null,
  reduction: Reduction,
): { data: Element[]; rounded: boolean } | null {
  const known = elementsOf(a);
  const { compute } = reduction;
  if (known === null || compute === null || (a.rounded && reduction.jumps)) return null;
  const lines = linesAlong(known.dims, axes);
  if (reduction.empty !== undefined && lines.some((line) => line.length === 0)) return null;
  let rounded = a.rounded === true;
  const data = lines.map((line) => {
    const values = line.map((at) => Number(known.data[at]));
    const result = compute(values);
    rounded ||= reduction.rounded?.(values, result) ?? false;
    return result;
  });
  return { data, rounded };
}

// ------------------------------------------------------------------------------------------------ the functions

const summed = (kind: DtypeKind): DtypeKind => (kind === "bool" ? "int" : kind);
const averaged = (kind: DtypeKind): DtypeKind => (kind === "bool" || kind === "int" ? "float" : kind);
const real = (kind: DtypeKind): DtypeKind => (kind === "object" || kind === "unknown" ? kind : "float");
const kept = (kind: DtypeKind): DtypeKind => kind;
const toInt = (): DtypeKind => "int";
const toBool = (): DtypeKind => "bool";

const total = (line: readonly number[]) => line.reduce((a, b) => a + b, 0);
const allWhole = (line: readonly number[]) => line.every(Number.isSafeInteger);
/** Sums of more than two fractions depend on the order in which they are added. */
const inexactSum = (line: readonly number[]) => line.length > 2 && !allWhole(line);
const always = () => true;

export function variance(line: readonly number[], ddof: number): number {
  const mean = total(line) / line.length;
  return total(line.map((each) => (each - mean) ** 2)) / Math.max(line.length - ddof, 0);
}

function extremeAt(line: readonly number[], better: (a: number, b: number) => boolean): number {
  let best = 0;
  for (const [at, each] of line.entries()) {
    const top = line[best] ?? Number.NaN;
    if (!Number.isNaN(top) && (Number.isNaN(each) || better(each, top))) best = at;
  }
  return best;
}

const notNaN = (line: readonly number[]) => line.filter((each) => !Number.isNaN(each));
const noIdentity = (name: string) => `zero-size array to reduction operation ${name} which has no identity`;

const highest = (line: readonly number[]) => line.reduce((a, b) => Math.max(a, b));
const lowest = (line: readonly number[]) => line.reduce((a, b) => Math.min(a, b));

function median(line: readonly number[]): number {
  if (line.some(Number.isNaN)) return Number.NaN;
  const sorted = [...line].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

const trueCountOf = (array: ArrayValue) => (array.dtype === "bool" ? array.count : undefined);

const reductions: Readonly<Record<string, Omit<Reduction, "name">>> = {
  sum: { kind: summed, compute: total, rounded: inexactSum, integer: trueCountOf },
  prod: {
    kind: summed,
    compute: (line) => line.reduce((a, b) => a * b, 1),
    rounded: (line, result) => line.length > 2 && !Number.isSafeInteger(result),
  },
  max: { kind: kept, compute: highest, empty: noIdentity("maximum") },
  min: { kind: kept, compute: lowest, empty: noIdentity("minimum") },
  mean: { strict: true, kind: averaged, compute: (line) => total(line) / line.length, rounded: inexactSum },
  any: { kind: toBool, compute: (line) => line.some((each) => each !== 0), jumps: true },
  all: { kind: toBool, compute: (line) => line.every((each) => each !== 0), jumps: true },
  ptp: { kind: kept, compute: (line) => highest(line) - lowest(line), empty: noIdentity("maximum") },
  median: { strict: true, kind: averaged, compute: median },
  count_nonzero: {
    kind: toInt,
    compute: (line) => line.filter((each) => each !== 0).length,
    jumps: true,
    integer: trueCountOf,
  },
  nansum: { kind: summed, compute: (line) => total(notNaN(line)), rounded: inexactSum },
  nanprod: { kind: summed, compute: (line) => notNaN(line).reduce((a, b) => a * b, 1), rounded: always },
  nanmean: { strict: (kind) => kind !== "float", kind: averaged, compute: null },
  nanmax: { kind: kept, compute: null, empty: noIdentity("fmax") },
  nanmin: { kind: kept, compute: null, empty: noIdentity("fmin") },
  nanmedian: { strict: true, kind: averaged, compute: null },
};

export function findReduction(name: string): Reduction {
  const found = reductions[name];
  if (found === undefined) throw new Error(`no reduction ${name}`);
  return { name, ...found };
}

export function reduceRule(call: Call, reduction: Reduction): Abstract | Outcome {
  const a = call.array("a");
  const ndim = a.shape?.length;
  const axes =
    ndim === undefined ? unknownAxes(call) : call.axes("axis", ndim, !isStrict(reduction, a.dtype));
  return withOut(call, reduce(call, a, axes, call.flag("keepdims", false), reduction));
}

function isStrict({ strict = false }: Reduction, kind: DtypeKind): boolean {
  return typeof strict === "boolean" ? strict : strict(kind);
}

/** Of an array without a known shape, only whether all axes are meant matters. */
function unknownAxes(call: Call): number[] | null {
  return call.given("axis") ? [] : null;
}

function withOut(call: Call, value: ArrayValue): Abstract | Outcome {
  const out = outArray(call);
  if (out === null) return value;
  const kept = makeArray(out.shape ?? value.shape ?? [], out.dtype);
  return { kind: "value", value: kept, mutated: { out: kept } };
}

const signature = "a, axis=None, dtype=None, out=None, keepdims=False, initial=0, where=True";
const extremeSignature = "a, axis=None, out=None, keepdims=False, initial=None, where=True";
const logicalSignature = "a, axis=None, out=None, keepdims=False, *, where=True";

function family(names: readonly string[], parameters: string, withMethod: boolean): Operation[] {
  const [first = ""] = names;
  const reduction = findReduction(first);
  const functions = names.map((name) =>
    row(`numpy.${name}`, parameters, (call) => reduceRule(call, reduction)),
  );
  const [own] = functions;
  return withMethod && own !== undefined ? [...functions, method(own)] : functions;
}

function spread(name: "var" | "std", parameters: string): Operation {
  return row(`numpy.${name}`, parameters, (call) => {
    const ddof = call.real("ddof", 0);
    const root = name.endsWith("std");
    return reduceRule(call, {
      name,
      kind: real,
      strict: true,
      rounded: always,
      compute:
        ddof === null ? null : (line) => (root ? Math.sqrt(variance(line, ddof)) : variance(line, ddof)),
    });
  });
}

function extremeIndex(name: "argmax" | "argmin", better: (a: number, b: number) => boolean): Operation {
  return row(`numpy.${name}`, "a, axis=None, out=None, *, keepdims=False", (call) => {
    const a = call.array("a");
    const flat = a.shape?.length === 0 ? call.axes("axis", 0, true) : undefined;
    const axis = a.shape === null || flat === null ? null : call.axis("axis", a.shape.length);
    const axes = a.shape === null ? unknownAxes(call) : axis === null ? null : [axis];
    return withOut(
      call,
      reduce(call, a, axes, call.flag("keepdims", false), {
        name,
        kind: toInt,
        compute: (line) => extremeAt(line, better),
        jumps: true,
        empty: `attempt to get ${name} of an empty sequence`,
      }),
    );
  });
}

const spreadSignature = "a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True";
const argmax = extremeIndex("argmax", (a, b) => a > b);
const argmin = extremeIndex("argmin", (a, b) => a < b);
const variances = spread("var", spreadSignature);
const deviations = spread("std", spreadSignature);

export const reduction: readonly Operation[] = [
  ...family(["sum"], signature, true),
  ...family(["prod", "product"], signature, true),
  ...family(["max", "amax"], extremeSignature, true),
  ...family(["min", "amin"], extremeSignature, true),
  ...family(["mean"], "a, axis=None, dtype=None, out=None, keepdims=False, *, where=True", true),
  ...family(["any", "sometrue"], logicalSignature, true),
  ...family(["all", "alltrue"], logicalSignature, true),
  ...family(["ptp"], "a, axis=None, out=None, keepdims=False", true),
  ...family(["median"], "a, axis=None, out=None, overwrite_input=False, keepdims=False", false),
  row("numpy.count_nonzero", "a, axis=None, *, keepdims=False", (call) => {
    const result = reduceRule(call, findReduction("count_nonzero"));
    const whole = !call.given("axis") && !call.flag("keepdims", false);
    if (!whole || result.kind !== "array") return result;
    return { kind: "int", size: result.integer ?? call.fresh("k") };
  }),
  ...family(["nansum"], signature, false),
  ...family(["nanprod"], signature, false),
  ...family(["nanmean"], "a, axis=None, dtype=None, out=None, keepdims=False, *, where=True", false),
  ...family(["nanmax"], extremeSignature, false),
  ...family(["nanmin"], extremeSignature, false),
  ...family(["nanmedian"], "a, axis=None, out=None, overwrite_input=False, keepdims=False", false),
  variances,
  method(variances),
  deviations,
  method(deviations),
  argmax,
  method(argmax),
  argmin,
  method(argmin),
];
