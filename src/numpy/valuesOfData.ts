import type { NumberArray } from "../algebra/array";
import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import { constant } from "../algebra/size";
import {
  nodeOf,
  type Operand,
  operandOf,
  sizesOf,
  truthOf,
  typeOf,
  type ValueContext,
  type ValueRow,
  valueRow,
} from "./valuesOperand";

// What programs make features and labels with, and seldom anything else.

/** How many of a row of rising bounds each number has passed. */
function passed(
  of: e.Expression | null,
  bounds: e.Expression | null,
  isWithin: boolean,
): e.Expression | null {
  if (of === null || bounds?.shape.length !== 1) return null;
  const apart = e.reshape(of, [...of.shape, constant(1)]);
  const isPast = isWithin ? e.binary("greaterEqual", apart, bounds) : e.binary("greater", apart, bounds);
  return e.sum(isPast, [of.shape.length]);
}

function isRising(bounds: e.Expression | null, context: ValueContext): boolean {
  if (bounds === null) return false;
  const numbers = arrays.elements(context.read(bounds));
  return numbers.every((each, at) => at === 0 || each >= (numbers[at - 1] ?? each));
}

const places: readonly ValueRow[] = [
  valueRow("numpy.digitize", "x bins right", (args, context) => {
    const bounds = nodeOf(args.get("bins"));
    const right = args.get("right");
    const isWithin = right === undefined || !truthOf(right);
    const made = isRising(bounds, context) ? passed(nodeOf(args.get("x")), bounds, isWithin) : null;
    return made === null ? null : operandOf(made, "int");
  }),
  valueRow("numpy.searchsorted", "a v side", (args, context) => {
    const bounds = nodeOf(args.get("a"));
    const side = args.get("side");
    if (side !== undefined && side.kind !== "str") return null;
    const made = isRising(bounds, context)
      ? passed(nodeOf(args.get("v")), bounds, side?.value === "right")
      : null;
    return made === null ? null : operandOf(made, "int");
  }),
];

/** Of data alone, as no derivative is known. */
function ofData(
  operands: readonly (Operand | undefined)[],
  compute: (...values: readonly NumberArray[]) => NumberArray,
  context: ValueContext,
): Operand | null {
  const nodes = operands.flatMap((each) => nodeOf(each) ?? []);
  if (nodes.length < operands.length) return null;
  const isLearned = nodes.some((node) =>
    [...e.variablesOf(node).values()].some(({ role }) => role !== "data"),
  );
  return isLearned ? null : context.fresh(compute(...nodes.map(context.read)), "float");
}

/** On the straight line between the two points beside it, and at the ends what is there. */
function interpolated(at: number, xs: Float64Array, ys: Float64Array): number {
  const next = xs.findIndex((each) => each > at);
  if (next === 0) return ys[0] ?? 0;
  const last = next < 0 ? xs.length - 1 : next - 1;
  const [x, y] = [xs[last] ?? 0, ys[last] ?? 0];
  if (next < 0) return y;
  return y + (((ys[next] ?? 0) - y) * (at - x)) / ((xs[next] ?? 1) - x);
}

const isBool = (operand: Operand | undefined) => operand !== undefined && typeOf(operand) === "bool";

export const valuesOfData: readonly ValueRow[] = [
  ...places,
  valueRow("numpy.arctan2", "x1 x2", (args, context) =>
    ofData(
      [args.get("x1"), args.get("x2")],
      (y = arrays.scalar(0), x = y) => arrays.zip(y, x, Math.atan2),
      context,
    ),
  ),
  valueRow("numpy.interp", "x xp fp", (args, context) =>
    ofData(
      ["x", "xp", "fp"].map((name) => args.get(name)),
      (x = arrays.scalar(0), xp = x, fp = x) => {
        const [xs, ys] = [arrays.elements(xp), arrays.elements(fp)];
        return arrays.map(x, (at) => interpolated(at, xs, ys));
      },
      context,
    ),
  ),
  // Of whole numbers it is another thing, bit by bit.
  ...["numpy.bitwise_xor", "operator.xor"].map((name) =>
    valueRow(name, "x1 x2", (args) => {
      const [a, b] = [args.get("x1"), args.get("x2")];
      const [left, right] = [nodeOf(a), nodeOf(b)];
      if (left === null || right === null || !isBool(a) || !isBool(b)) return null;
      return operandOf(e.subtract(e.number(1), e.binary("equal", left, right)), "bool");
    }),
  ),
  valueRow("numpy.meshgrid", "*xi", ({ rest }) => {
    const [x, y] = rest.map(nodeOf);
    if (x?.shape.length !== 1 || y?.shape.length !== 1 || rest.length !== 2) return null;
    const shape = sizesOf([y.shape[0]?.value ?? 0, x.shape[0]?.value ?? 0]);
    const column = e.reshape(y, [...y.shape, constant(1)]);
    const items = [x, column].map((each, at) => operandOf(e.broadcastTo(each, shape), typeOf(rest[at])));
    return { kind: "sequence", type: "tuple", items };
  }),
];
