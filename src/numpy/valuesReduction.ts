import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import { constant } from "../algebra/size";
import {
  axesOf,
  functionAndMethod,
  integerOf,
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

export const counted = (of: Operand): NumberType => (typeOf(of) === "bool" ? "int" : typeOf(of));

/** Of more numbers than this the product is not followed. */
const mostFactors = 64;

/** Factor by factor, as there is no formula for it. */
const products = functionAndMethod("prod", "a axis keepdims", (args, context) => {
  const of = args.get("a");
  const node = nodeOf(of);
  if (node === null || of === undefined) return null;
  const axes = axesOf(args.get("axis"), node.shape.length, context);
  if (axes === null || (axes !== undefined && axes.length !== 1)) return null;
  const [axis = 0] = axes ?? [];
  const flat = axes === undefined ? e.reshape(node, [e.sizeOf(node.shape)]) : node;
  const count = flat.shape[axis]?.value ?? 0;
  if (count > mostFactors) return null;
  if (counted(of) === "int" && axes === undefined && e.variablesOf(node).size === 0)
    return { kind: "int", value: arrays.elements(context.read(flat)).reduce((all, each) => all * each, 1) };
  const factors = Array.from({ length: count }, (_, at) =>
    e.index(
      flat,
      flat.shape.map((size, other) => (other === axis ? at : { start: 0, length: size, step: 1 })),
    ),
  );
  const [first = e.number(1), ...others] = factors;
  const product = others.reduce((all, each) => e.times(all, each), first);
  if (!truthOf(args.get("keepdims"))) return operandOf(product, counted(of));
  const kept = node.shape.map((size, at) => (axes === undefined || at === axis ? constant(1) : size));
  return operandOf(e.reshape(product, kept), counted(of));
});

/** The mean square around the mean; `ddof` less samples are counted. */
function variance(
  node: e.Expression,
  axes: readonly number[] | undefined,
  keepdims: boolean,
  ddof: number,
): e.Expression {
  const centred = e.subtract(node, e.mean(node, axes, true));
  const squares = e.times(centred, centred);
  if (ddof === 0) return e.mean(squares, axes, keepdims);
  const total = e.sum(squares, axes, keepdims);
  const counted = (axes ?? [...node.shape.keys()]).reduce(
    (all, axis) => all * (node.shape[axis]?.value ?? 1),
    1,
  );
  return e.divide(total, e.number(counted - ddof));
}

function spread(name: string, of: (squares: e.Expression) => e.Expression): ValueRow[] {
  return functionAndMethod(name, "a axis dtype out ddof keepdims", (args, context) => {
    const node = nodeOf(args.get("a"));
    const ddof = args.get("ddof");
    if (node === null || (ddof !== undefined && ddof.kind !== "int")) return null;
    const axes = axesOf(args.get("axis"), node.shape.length, context);
    if (axes === null) return null;
    return operandOf(of(variance(node, axes, truthOf(args.get("keepdims")), ddof?.value ?? 0)), "float");
  });
}

/** The mean, in which each element (or each row, each column) may have a weight. */
const average = functionAndMethod("average", "a axis weights returned keepdims", (args, context) => {
  const node = nodeOf(args.get("a"));
  if (node === null || args.get("returned") !== undefined) return null;
  const axes = axesOf(args.get("axis"), node.shape.length, context);
  if (axes === null) return null;
  const keepdims = truthOf(args.get("keepdims"));
  const given = args.get("weights");
  if (given === undefined || given.kind === "none") return operandOf(e.mean(node, axes, keepdims), "float");
  const weights = nodeOf(given);
  if (weights === null) return null;
  const along = alongAxis(weights, node, axes);
  if (along === null) return null;
  const total = e.sum(e.broadcastTo(along, node.shape), axes, keepdims);
  return operandOf(e.divide(e.sum(e.times(node, along), axes, keepdims), total), "float");
});

/** Weights of the whole shape, or one for each element of the one axis. */
function alongAxis(
  weights: e.Expression,
  node: e.Expression,
  axes: readonly number[] | undefined,
): e.Expression | null {
  if (e.sameShape(weights.shape, node.shape)) return weights;
  const [axis, ...others] = axes ?? [];
  if (axis === undefined || others.length > 0 || weights.shape.length !== 1) return null;
  if (weights.shape[0]?.value !== node.shape[axis]?.value) return null;
  return e.reshape(
    weights,
    node.shape.map((size, at) => (at === axis ? size : constant(1))),
  );
}

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

/** What each element is above the one before it, along an axis, `n` times. */
const difference = valueRow("numpy.diff", "a n axis", (args, context) => {
  const of = args.get("a");
  const node = nodeOf(of);
  const [times, asked] = [args.get("n"), args.get("axis")];
  const n = times === undefined ? 1 : integerOf(times, context);
  const given = asked === undefined ? -1 : integerOf(asked, context);
  if (node === null || of === undefined || n === null || given === null || n < 0) return null;
  const axis = given < 0 ? given + node.shape.length : given;
  if (node.shape[axis]?.value == null || typeOf(of) === "bool") return null;
  let made = node;
  for (let time = 0; time < n; time++) made = stepsAlong(made, axis);
  return operandOf(made, typeOf(of));
});

function stepsAlong(node: e.Expression, axis: number): e.Expression {
  const count = constant(Math.max(0, (node.shape[axis]?.value ?? 0) - 1));
  const from = (start: number) =>
    e.index(
      node,
      node.shape.map((size, each) =>
        each === axis ? { start, length: count, step: 1 } : { start: 0, length: size, step: 1 },
      ),
    );
  return e.subtract(from(1), from(0));
}

export const valuesReduction: readonly ValueRow[] = [
  difference,
  ...reduction("sum", e.sum, counted),
  ...products,
  ...reduction("nansum", e.sum, counted),
  ...reduction("mean", e.mean, () => "float"),
  ...reduction("nanmean", e.mean, () => "float"),
  ...average,
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
  ...spread("var", (squares) => squares),
  ...spread("std", (squares) => e.binary("power", squares, e.number(0.5))),
  ...position("argmax", (a, b) => a > b),
  ...position("argmin", (a, b) => a < b),
];
