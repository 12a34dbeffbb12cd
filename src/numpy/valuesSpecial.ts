import * as e from "../algebra/expression";
import {
  axesOf,
  nodeOf,
  operandOf,
  truthOf,
  type ValueArguments,
  type ValueContext,
  type ValueRow,
  valueRow,
} from "./valuesOperand";

// scipy.special, as far as losses and activations are made of it.

type Formula = (of: e.Expression) => e.Expression;

const log: Formula = (of) => e.unary("log", of);
const lessThanOne: Formula = (of) => e.subtract(e.number(1), of);

function elementwise(name: string, formula: Formula): ValueRow {
  return valueRow(`scipy.special.${name}`, "x", (args) => {
    const node = nodeOf(args.get("x"));
    return node === null ? null : operandOf(formula(node), "float");
  });
}

function ofPair(name: string, formula: (x: e.Expression, y: e.Expression) => e.Expression): ValueRow {
  return valueRow(`scipy.special.${name}`, "x y", (args) => {
    const [x, y] = [nodeOf(args.get("x")), nodeOf(args.get("y"))];
    return x === null || y === null ? null : operandOf(formula(x, y), "float");
  });
}

/** The array, and the axes that are asked for: all of them where nothing is said, as in SciPy. */
function alongAxes(name: string, args: ValueArguments, context: ValueContext) {
  const node = nodeOf(args.get(name));
  if (node === null || node.shape.length === 0) return null;
  const axes = axesOf(args.get("axis"), node.shape.length, context);
  return axes === null ? null : { node, axes: axes ?? [...node.shape.keys()] };
}

/** ln Σ eᶻ, with the largest taken out so that no number is too large. */
export function logOfSum(node: e.Expression, axes: readonly number[], keepdims: boolean): e.Expression {
  const rest = log(e.sum(e.unary("exp", e.subtract(node, e.max(node, axes, true))), axes, keepdims));
  return e.add(rest, e.max(node, axes, keepdims));
}

function softmax(node: e.Expression, axes: readonly number[]): e.Expression {
  const [axis, ...others] = axes;
  if (axis !== undefined && others.length === 0) return e.softmax(node, axis);
  const raised = e.unary("exp", e.subtract(node, e.max(node, axes, true)));
  return e.divide(raised, e.sum(raised, axes, true));
}

export const valuesSpecial: readonly ValueRow[] = [
  elementwise("expit", (z) => e.unary("sigmoid", z)),
  elementwise("log_expit", (z) => e.negate(e.unary("softplus", e.negate(z)))),
  elementwise("logit", (p) => log(e.divide(p, lessThanOne(p)))),
  ofPair("xlogy", (x, y) => e.times(x, log(y))),
  ofPair("xlog1py", (x, y) => e.times(x, log(e.add(e.number(1), y)))),
  valueRow("scipy.special.softmax", "x axis", (args, context) => {
    const along = alongAxes("x", args, context);
    return along === null ? null : operandOf(softmax(along.node, along.axes), "float");
  }),
  valueRow("scipy.special.log_softmax", "x axis", (args, context) => {
    const along = alongAxes("x", args, context);
    if (along === null) return null;
    return operandOf(e.subtract(along.node, logOfSum(along.node, along.axes, true)), "float");
  }),
  valueRow("scipy.special.logsumexp", "a axis b keepdims", (args, context) => {
    const along = alongAxes("a", args, context);
    const factors = args.get("b");
    if (along === null || (factors !== undefined && factors.kind !== "none")) return null;
    return operandOf(logOfSum(along.node, along.axes, truthOf(args.get("keepdims"))), "float");
  }),
];
