import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import { constant } from "../algebra/size";
import {
  axesOf,
  functionAndMethod,
  type NumberType,
  nodeOf,
  type Operand,
  operandOf,
  sizesOf,
  truthOf,
  typeOf,
  type ValueRow,
  valueRow,
} from "./valuesOperand";

type Reduce = (node: e.Expression, axes: readonly number[] | undefined, keepdims: boolean) => e.Expression;

function reduction(name: string, reduce: Reduce, dtype: (of: Operand) => NumberType): ValueRow[] {
  return functionAndMethod(name, "a axis dtype out keepdims", (args, context) => {
    const of = args.get("a");
    const node = nodeOf(of);
    if (node === null || of === undefined) return null;
    const axes = axesOf(args.get("axis"), node.shape.length, context);
    if (axes === null) return null;
    return operandOf(reduce(node, axes, truthOf(args.get("keepdims"))), dtype(of));
  });
}

const counted = (of: Operand): NumberType => (typeOf(of) === "bool" ? "int" : typeOf(of));

const variance: Reduce = (node, axes, keepdims) => {
  const centred = e.subtract(node, e.mean(node, axes, true));
  return e.mean(e.times(centred, centred), axes, keepdims);
};

/** Where the largest (or smallest) is: a whole number, which has no derivative. */
function position(name: string, better: (a: number, b: number) => boolean): ValueRow[] {
  return functionAndMethod(name, "a axis out keepdims", (args, context) => {
    const node = nodeOf(args.get("a"));
    if (node === null) return null;
    const value = context.read(node);
    const axes = axesOf(args.get("axis"), value.shape.length, context);
    if (axes === null) return null;
    const best = (list: Float64Array) =>
      list.reduce((at, each, index) => (better(each, list[at] ?? Number.NaN) ? index : at), 0);
    if (axes === undefined) return { kind: "int", value: best(arrays.elements(value)) };
    const [axis = 0] = axes;
    const order = [...value.shape.keys()].filter((each) => each !== axis);
    const rows = arrays.permute(value, [...order, axis]);
    const shape = order.map((each) => value.shape[each] ?? 1);
    const length = value.shape[axis] ?? 1;
    const flat = arrays.elements(rows);
    const found = Float64Array.from({ length: arrays.count(shape) }, (_, at) =>
      best(flat.subarray(at * length, (at + 1) * length)),
    );
    const kept = truthOf(args.get("keepdims"))
      ? value.shape.map((size, each) => (each === axis ? 1 : size))
      : shape;
    return operandOf(e.constantArray(arrays.arrayOf(found, kept), sizesOf(kept)), "int");
  });
}

/** What each element is above the one before it, along the last axis. */
const difference = valueRow("numpy.diff", "a n axis", (args) => {
  const of = args.get("a");
  const node = nodeOf(of);
  const last = node?.shape.at(-1)?.value;
  if (node == null || of === undefined || last === undefined || last === null) return null;
  if (args.get("n") !== undefined || args.get("axis") !== undefined) return null;
  const whole = node.shape.slice(0, -1).map((size) => ({ start: 0, length: size, step: 1 }));
  const from = (start: number) =>
    e.index(node, [...whole, { start, length: constant(Math.max(0, last - 1)), step: 1 }]);
  return operandOf(e.subtract(from(1), from(0)), typeOf(of));
});

export const valuesReduction: readonly ValueRow[] = [
  difference,
  ...reduction("sum", e.sum, counted),
  ...reduction("nansum", e.sum, counted),
  ...reduction("mean", e.mean, () => "float"),
  ...reduction("nanmean", e.mean, () => "float"),
  ...reduction("average", e.mean, () => "float"),
  ...reduction("max", e.max, typeOf),
  ...reduction("amax", e.max, typeOf),
  ...reduction("min", (node, axes, keepdims) => e.negate(e.max(e.negate(node), axes, keepdims)), typeOf),
  ...reduction("amin", (node, axes, keepdims) => e.negate(e.max(e.negate(node), axes, keepdims)), typeOf),
  ...reduction("any", e.max, () => "bool"),
  ...reduction(
    "all",
    (node, axes, keepdims) => e.negate(e.max(e.negate(node), axes, keepdims)),
    () => "bool",
  ),
  ...reduction("var", variance, () => "float"),
  ...reduction(
    "std",
    (...of) => e.binary("power", variance(...of), e.number(0.5)),
    () => "float",
  ),
  ...position("argmax", (a, b) => a > b),
  ...position("argmin", (a, b) => a < b),
];
