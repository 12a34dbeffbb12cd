import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import {
  nodeOf,
  type Operand,
  operandOf,
  truthOf,
  type ValueArguments,
  type ValueContext,
  type ValueRow,
  valueRow,
} from "./valuesOperand";

function tolerance(operand: Operand | undefined, otherwise: number, context: ValueContext): number {
  const node = nodeOf(operand);
  return node === null ? otherwise : arrays.item(context.read(node));
}

/** |a - b| <= atol + rtol·|b|, as NumPy has it: not the same the other way round. */
function near(args: ValueArguments, context: ValueContext): e.Expression | null {
  const [a, b] = [nodeOf(args.get("a")), nodeOf(args.get("b"))];
  if (a === null || b === null) return null;
  const relative = tolerance(args.get("rtol"), 1e-5, context);
  const absolute = tolerance(args.get("atol"), 1e-8, context);
  const bound = e.add(e.number(absolute), e.times(e.number(relative), e.unary("abs", b)));
  return e.binary("greaterEqual", bound, e.unary("abs", e.subtract(a, b)));
}

/** A truth that is known in this run, and is no formula. */
function truth(value: boolean): Operand {
  return { kind: "bool", value };
}

function everywhere(node: e.Expression, context: ValueContext): boolean {
  return arrays.elements(context.read(node)).every((each) => each !== 0);
}

export const valuesComparison: readonly ValueRow[] = [
  valueRow("numpy.isclose", "a b rtol atol", (args, context) => {
    const test = near(args, context);
    return test === null ? null : operandOf(test, "bool");
  }),
  valueRow("numpy.allclose", "a b rtol atol", (args, context) => {
    const test = near(args, context);
    return test === null ? null : truth(everywhere(test, context));
  }),
  ...["array_equal", "array_equiv"].map((name) =>
    valueRow(`numpy.${name}`, "a b equal_nan", (args, context) => {
      const [a, b] = [nodeOf(args.get("a")), nodeOf(args.get("b"))];
      if (a === null || b === null || truthOf(args.get("equal_nan"))) return null;
      if (!e.sameShape(a.shape, b.shape)) return name === "array_equiv" ? null : truth(false);
      return truth(everywhere(e.binary("equal", a, b), context));
    }),
  ),
  valueRow("math.isclose", "a b rel_tol abs_tol", (args, context) => {
    const [a, b] = ["a", "b"].map((name) => tolerance(args.get(name), Number.NaN, context));
    if (a === undefined || b === undefined) return null;
    const relative = tolerance(args.get("rel_tol"), 1e-9, context);
    const absolute = tolerance(args.get("abs_tol"), 0, context);
    return truth(Math.abs(a - b) <= Math.max(relative * Math.max(Math.abs(a), Math.abs(b)), absolute));
  }),
];
