import type { Abstract, ArrayValue } from "../algebra/abstract";
import { product } from "../algebra/size";
import type { Call } from "./call";
import { makeArray } from "./elements";
import type { Arguments, Operation, Outcome } from "./operation";
import { giveUp } from "./outcome";
import { attribute, row, rows } from "./row";

// `np.ma`: arrays of which some elements are masked. They have the shape of the whole array; which elements count, and so
// what comes of them, only the data decide.

/** The array without its elements. */
function masked(call: Call, parameter: string): ArrayValue {
  const array = call.shaped(parameter);
  return makeArray(array.shape, array.dtype);
}

function maskOf(call: Call, parameter: string): ArrayValue {
  return makeArray(call.shaped(parameter).shape, "bool");
}

/** What is not masked, one after the other. */
function compressed(call: Call, parameter: string): ArrayValue {
  const array = call.shaped(parameter);
  const all = product(array.shape).value;
  return makeArray([all === 0 ? product(array.shape) : call.fresh("k")], array.dtype);
}

/** How many are not masked: of all, or along an axis. NumPy's own integer where something is masked, as usual for the method. */
function counted(call: Call, parameter: string, scalar = false): Abstract {
  const { shape } = call.shaped(parameter);
  const axis = call.get("axis") === undefined ? null : call.axis("axis", shape.length);
  if (call.given("keepdims")) return giveUp("unknown-argument", call.name, "keepdims");
  return axis === null && !scalar
    ? { kind: "int", size: call.fresh("k") }
    : makeArray(axis === null ? [] : shape.filter((_, at) => at !== axis), "int", null, {
        scalar,
        integer: call.fresh("k"),
      });
}

const make = (call: Call, parameter: string): ArrayValue => {
  const made = masked(call, parameter);
  const dtype = call.dtype();
  return dtype === null ? made : makeArray(made.shape ?? [], dtype.kind);
};

export const maskedArrays: readonly Operation[] = [
  ...rows(
    ["numpy.ma.array", "numpy.ma.masked_array", "numpy.ma.MaskedArray"],
    "data, mask=False, dtype=None, copy=False, subok=True, ndmin=0, fill_value=None, keep_mask=True, hard_mask=None, shrink=True, order=None",
    (call) => make(call, "data"),
  ),
  ...rows(["numpy.ma.asarray", "numpy.ma.asanyarray"], "a, dtype=None, order=None", (call) =>
    make(call, "a"),
  ),
  row("numpy.ma.masked_where", "condition, a, copy=True", (call) => masked(call, "a")),
  ...rows(
    ["numpy.ma.masked_invalid", "numpy.ma.fix_invalid"],
    "a, mask=None, copy=True, fill_value=None",
    (call) => masked(call, "a"),
  ),
  ...["equal", "not_equal", "greater", "greater_equal", "less", "less_equal"].map((name) =>
    row(`numpy.ma.masked_${name}`, "x, value, copy=True", (call) => masked(call, "x")),
  ),
  row("numpy.ma.masked_values", "x, value, rtol=1e-05, atol=1e-08, copy=True, shrink=True", (call) =>
    masked(call, "x"),
  ),
  ...rows(["numpy.ma.masked_inside", "numpy.ma.masked_outside"], "x, v1, v2, copy=True", (call) =>
    masked(call, "x"),
  ),
  row("numpy.ma.filled", "a, fill_value=None", (call) => masked(call, "a")),
  row("numpy.ma.getdata", "a, subok=True", (call) => masked(call, "a")),
  row("numpy.ma.getmaskarray", "arr", (call) => maskOf(call, "arr")),
  row("numpy.ma.compressed", "x", (call) => compressed(call, "x")),
  row("numpy.ma.count", "obj, axis=None, keepdims=None", (call) => counted(call, "obj")),
  row("ndarray.filled", "self, fill_value=None", (call) => masked(call, "self")),
  row("ndarray.compressed", "self", (call) => compressed(call, "self")),
  row("ndarray.count", "self, axis=None, keepdims=None", (call) => counted(call, "self", true)),
  attribute("mask", (call) => maskOf(call, "self")),
];

/** The functions of whole arrays that `np.ma` has too, under their own names. */
const sharedNames =
  "sum mean std var min max prod cumsum cumprod any all exp sin cos tanh absolute abs negative reshape ravel transpose concatenate zeros ones empty";

/** Elements may be masked: none is followed, neither in nor out. */
export function maskedNames(table: ReadonlyMap<string, Operation>): Operation[] {
  return sharedNames.split(" ").flatMap((name): Operation[] => {
    const operation = table.get(`numpy.${name}`);
    if (operation === undefined) return [];
    const shape: Operation["shape"] = (args, context) =>
      withoutData(operation.shape(forgotten(args), context));
    return [{ ...operation, name: `numpy.ma.${name}`, shape }];
  });
}

function forgotten(args: Arguments<Abstract>): Arguments<Abstract> {
  const kept: Record<string, Abstract> = {};
  for (const [name, value] of Object.entries(args))
    if (value !== undefined && "kind" in value && value.kind === "array" && !names.has(name))
      kept[name] = without(value);
  return { ...args, ...kept };
}

/** Arguments that say what is done. */
const names: ReadonlySet<string> = new Set(["axis", "axes", "newshape", "shape", "dtype"]);

function without(array: ArrayValue): ArrayValue {
  return array.shape === null ? array : makeArray(array.shape, array.dtype, null, { scalar: array.scalar });
}

function withoutData(outcome: Outcome): Outcome {
  if (outcome.kind === "raise" || outcome.value.kind !== "array" || outcome.value.data === undefined)
    return outcome;
  return { ...outcome, value: without(outcome.value) };
}
