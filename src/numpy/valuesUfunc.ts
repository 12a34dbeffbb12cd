import * as e from "../algebra/expression";
import { constant } from "../algebra/size";
import {
  axesOf,
  type NumberType,
  nodeOf,
  type Operand,
  operandOf,
  truthOf,
  typeOf,
  type ValueRow,
  valueRow,
  wider,
} from "./valuesOperand";
import { counted } from "./valuesReduction";
import { logOfSum } from "./valuesSpecial";

type Reduce = (node: e.Expression, axes: readonly number[], keepdims: boolean) => e.Expression;

/** `np.add.reduce(a)`: over the first axis where nothing is said. */
function reduce(name: string, reduced: Reduce, dtype: (of: Operand) => NumberType): ValueRow {
  return valueRow(`numpy.${name}.reduce`, "array axis dtype out keepdims", (args, context) => {
    const of = args.get("array");
    const node = nodeOf(of);
    if (node === null || of === undefined || node.shape.length === 0) return null;
    const asked = args.get("axis") ?? ({ kind: "int", value: 0 } as const);
    const axes = axesOf(asked, node.shape.length, context);
    if (axes === null) return null;
    const all = axes ?? [...node.shape.keys()];
    return operandOf(reduced(node, all, truthOf(args.get("keepdims"))), dtype(of));
  });
}

/** `np.multiply.outer(a, b)`: each of a with each of b. */
function outer(name: string, combined: (a: e.Expression, b: e.Expression) => e.Expression): ValueRow {
  return valueRow(`numpy.${name}.outer`, "A B", (args) => {
    const [left, right] = [nodeOf(args.get("A")), nodeOf(args.get("B"))];
    if (left === null || right === null) return null;
    const wide = e.reshape(left, [...left.shape, ...right.shape.map(() => constant(1))]);
    return operandOf(combined(wide, right), wider(typeOf(args.get("A")), typeOf(args.get("B"))));
  });
}

/** Methods of NumPy's functions of two elements. */
export const valuesUfunc: readonly ValueRow[] = [
  reduce("add", e.sum, counted),
  reduce("maximum", e.max, typeOf),
  reduce("minimum", (node, axes, keepdims) => e.negate(e.max(e.negate(node), axes, keepdims)), typeOf),
  reduce("logaddexp", logOfSum, () => "float"),
  outer("add", e.add),
  outer("subtract", e.subtract),
  outer("multiply", e.times),
  valueRow("math.fsum", "seq", (args) => {
    const node = nodeOf(args.get("seq"));
    return node === null || node.shape.length !== 1 ? null : operandOf(e.sum(node), "float");
  }),
];
