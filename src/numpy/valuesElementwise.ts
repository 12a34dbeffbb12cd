import * as e from "../algebra/expression";
import { truePlaces } from "./valuesIndexing";
import {
  integerOf,
  type NumberType,
  nodeOf,
  type Operand,
  operandOf,
  typeOf,
  type ValueRow,
  valueRow,
  wider,
} from "./valuesOperand";

type Formula = (z: e.Expression) => e.Expression;

const one = e.number(1);
const power = (base: e.Expression, exponent: number) => e.binary("power", base, e.number(exponent));

const unaryFormulas: Readonly<Record<string, Formula>> = {
  exp: (z) => e.unary("exp", z),
  log: (z) => e.unary("log", z),
  log1p: (z) => e.unary("log", e.add(one, z)),
  expm1: (z) => e.subtract(e.unary("exp", z), one),
  log2: (z) => e.divide(e.unary("log", z), e.number(Math.LN2)),
  log10: (z) => e.divide(e.unary("log", z), e.number(Math.LN10)),
  sqrt: (z) => power(z, 0.5),
  square: (z) => e.times(z, z),
  tanh: (z) => e.unary("tanh", z),
  sin: (z) => e.unary("sin", z),
  cos: (z) => e.unary("cos", z),
  arctan: (z) => e.unary("arctan", z),
  negative: e.negate,
  positive: (z) => z,
  tan: (z) => e.divide(e.unary("sin", z), e.unary("cos", z)),
  exp2: (z) => e.unary("exp", e.times(z, e.number(Math.LN2))),
  radians: (z) => e.times(z, e.number(Math.PI / 180)),
  deg2rad: (z) => e.times(z, e.number(Math.PI / 180)),
  degrees: (z) => e.times(z, e.number(180 / Math.PI)),
  rad2deg: (z) => e.times(z, e.number(180 / Math.PI)),
  reciprocal: (z) => e.divide(one, z),
  cosh: (z) => e.divide(e.add(e.unary("exp", z), e.unary("exp", e.negate(z))), e.number(2)),
  sinh: (z) => e.divide(e.subtract(e.unary("exp", z), e.unary("exp", e.negate(z))), e.number(2)),
};

const sameType: Readonly<Record<string, Formula>> = {
  abs: (z) => e.unary("abs", z),
  absolute: (z) => e.unary("abs", z),
  fabs: (z) => e.unary("abs", z),
  sign: (z) => e.unary("sign", z),
  floor: (z) => e.unary("floor", z),
  ceil: (z) => e.negate(e.unary("floor", e.negate(z))),
  trunc: (z) => e.times(e.unary("sign", z), e.unary("floor", e.unary("abs", z))),
  nan_to_num: (z) => z,
};

const whole: ReadonlySet<string> = new Set(["floor", "ceil", "trunc"]);

function unaryRow(name: string, formula: Formula, dtype: (of: Operand) => NumberType): ValueRow {
  return valueRow(name, "x", (args) => {
    const of = args.get("x");
    const node = nodeOf(of);
    return node === null || of === undefined ? null : operandOf(formula(node), dtype(of));
  });
}

/** To the nearest whole number, and of two as near to the even one, as NumPy does. */
function rounded(z: e.Expression): e.Expression {
  const up = e.unary("floor", e.add(z, e.number(0.5)));
  const isHalf = equal(e.subtract(up, z), e.number(0.5));
  const isOdd = equal(remainder(up, e.number(2)), one);
  return e.subtract(up, e.times(isHalf, isOdd));
}

const round: ValueRow["apply"] = (args, context) => {
  const of = args.get("a");
  const [node, decimals] = [nodeOf(of), args.get("decimals")];
  const places = decimals === undefined ? 0 : integerOf(decimals, context);
  if (node === null || places === null) return null;
  const scale = e.number(10 ** places);
  const made = places === 0 ? rounded(node) : e.divide(rounded(e.times(node, scale)), scale);
  return operandOf(made, typeOf(of));
};

type Pair = (a: e.Expression, b: e.Expression) => e.Expression;

function remainder(a: e.Expression, b: e.Expression): e.Expression {
  return e.subtract(a, e.times(b, e.unary("floor", e.divide(a, b))));
}

const less: Pair = (a, b) => e.binary("greater", b, a);
const greater: Pair = (a, b) => e.binary("greater", a, b);
const greaterEqual: Pair = (a, b) => e.binary("greaterEqual", a, b);
const lessEqual: Pair = (a, b) => e.binary("greaterEqual", b, a);
const equal: Pair = (a, b) => e.binary("equal", a, b);
const largest: Pair = (a, b) => e.binary("maximum", a, b);
/** The best loss so far, `min(best, loss)`, is the loss itself where the best one starts as infinity. */
const smallest: Pair = (a, b) => (isInfinite(a) ? b : isInfinite(b) ? a : e.binary("minimum", a, b));
const isInfinite = (node: e.Expression) => node.kind === "number" && node.value === Number.POSITIVE_INFINITY;
const not: Formula = (of) => e.subtract(one, of);

/** Any number but 0 is true. */
const isTrue: Formula = (of) => not(equal(of, e.number(0)));

const arithmetic: Readonly<Record<string, readonly [Pair, NumberType | "wider"]>> = {
  add: [e.add, "wider"],
  sub: [e.subtract, "wider"],
  subtract: [e.subtract, "wider"],
  mul: [e.times, "wider"],
  multiply: [e.times, "wider"],
  truediv: [e.divide, "float"],
  divide: [e.divide, "float"],
  true_divide: [e.divide, "float"],
  floordiv: [(a, b) => e.unary("floor", e.divide(a, b)), "wider"],
  floor_divide: [(a, b) => e.unary("floor", e.divide(a, b)), "wider"],
  mod: [remainder, "wider"],
  remainder: [remainder, "wider"],
  pow: [raised, "wider"],
  power: [raised, "wider"],
  float_power: [raised, "float"],
  maximum: [largest, "wider"],
  minimum: [smallest, "wider"],
  fmax: [largest, "wider"],
  fmin: [smallest, "wider"],
  hypot: [(a, b) => power(e.add(e.times(a, a), e.times(b, b)), 0.5), "float"],
  logaddexp: [(a, b) => e.add(a, e.unary("softplus", e.subtract(b, a))), "float"],
  heaviside: [(a, b) => e.where(equal(a, e.number(0)), b, greater(a, e.number(0))), "float"],
  lt: [less, "bool"],
  less: [less, "bool"],
  gt: [greater, "bool"],
  greater: [greater, "bool"],
  ge: [greaterEqual, "bool"],
  greater_equal: [greaterEqual, "bool"],
  le: [lessEqual, "bool"],
  less_equal: [lessEqual, "bool"],
  eq: [equal, "bool"],
  equal: [equal, "bool"],
  ne: [(a, b) => not(equal(a, b)), "bool"],
  not_equal: [(a, b) => not(equal(a, b)), "bool"],
  logical_xor: [(a, b) => not(equal(isTrue(a), isTrue(b))), "bool"],
  and: [e.times, "wider"],
  logical_and: [e.times, "bool"],
  or: [(a, b) => e.binary("maximum", a, b), "wider"],
  logical_or: [(a, b) => e.binary("maximum", a, b), "bool"],
};

/** x ** 2 with a whole exponent keeps its number, so that its derivative needs no logarithm. */
function raised(base: e.Expression, exponent: e.Expression): e.Expression {
  return e.binary("power", base, exponent);
}

function pairRows(name: string, formula: Pair, dtype: NumberType | "wider"): ValueRow[] {
  const apply: ValueRow["apply"] = (args) => {
    const [a, b] = [args.get("x1"), args.get("x2")];
    const [left, right] = [nodeOf(a), nodeOf(b)];
    if (left === null || right === null) return null;
    return operandOf(formula(left, right), dtype === "wider" ? wider(typeOf(a), typeOf(b)) : dtype);
  };
  return ["numpy", "operator"].map((owner) => valueRow(`${owner}.${name}`, "x1 x2", apply));
}

const clip: ValueRow["apply"] = (args) => {
  const node = nodeOf(args.get("a"));
  const [low, high] = [args.get("a_min") ?? args.get("min"), args.get("a_max") ?? args.get("max")].map(
    nodeOf,
  );
  if (node === null) return null;
  const above = low == null ? node : e.binary("maximum", node, low);
  return operandOf(high == null ? above : e.binary("minimum", above, high), typeOf(args.get("a")));
};

/** What a condition says of each element: 1 or 0. */
function testOf(condition: Operand | undefined): e.Expression | null {
  const node = nodeOf(condition);
  return node === null || typeOf(condition) === "bool" ? node : isTrue(node);
}

const where = valueRow("numpy.where", "condition x y", (args, context) => {
  const [test, yes, no] = [testOf(args.get("condition")), nodeOf(args.get("x")), nodeOf(args.get("y"))];
  // The places where it is true.
  if (test !== null && args.get("x") === undefined && args.get("y") === undefined && test.shape.length > 0) {
    const items = truePlaces(test, context).map((each) => operandOf(each, "int"));
    return { kind: "sequence", type: "tuple", items };
  }
  if (test === null || yes === null || no === null) return null;
  return operandOf(e.where(test, yes, no), wider(typeOf(args.get("x")), typeOf(args.get("y"))));
});

/** The first choice whose condition is true, element by element. */
const select = valueRow("numpy.select", "condlist choicelist default", (args) => {
  const [conditions, choices] = [args.get("condlist"), args.get("choicelist")];
  if (conditions?.kind !== "sequence" || choices?.kind !== "sequence") return null;
  if (conditions.items.length !== choices.items.length) return null;
  let made = args.get("default") === undefined ? e.number(0) : nodeOf(args.get("default"));
  for (let at = conditions.items.length - 1; at >= 0; at--) {
    const [test, choice] = [testOf(conditions.items[at]), nodeOf(choices.items[at])];
    if (made === null || test === null || choice === null) return null;
    made = e.where(test, choice, made);
  }
  return made === null ? null : operandOf(made, choices.items.map(typeOf).reduce(wider, "bool"));
});

export const valuesElementwise: readonly ValueRow[] = [
  ...Object.entries(unaryFormulas).flatMap(([name, formula]) =>
    ["numpy", "math"].map((owner) => unaryRow(`${owner}.${name}`, formula, () => "float")),
  ),
  ...Object.entries(sameType).flatMap(([name, formula]) =>
    ["numpy", "math", "ndarray"].map((owner) =>
      // Python's own give whole numbers, which count.
      unaryRow(`${owner}.${name}`, formula, owner === "math" && whole.has(name) ? () => "int" : typeOf),
    ),
  ),
  unaryRow("operator.neg", e.negate, typeOf),
  unaryRow("operator.pos", (z) => z, typeOf),
  unaryRow("operator.abs", (z) => e.unary("abs", z), typeOf),
  unaryRow("operator.invert", not, typeOf),
  unaryRow("numpy.logical_not", not, () => "bool"),
  ...(
    [
      ["isnan", 0],
      ["isinf", 0],
      ["isfinite", 1],
    ] as const
  ).map(([name, value]) =>
    unaryRow(
      `numpy.${name}`,
      (z) => e.broadcastTo(e.number(value), z.shape),
      () => "bool",
    ),
  ),
  ...Object.entries(arithmetic).flatMap(([name, [formula, dtype]]) => pairRows(name, formula, dtype)),
  valueRow("math.pow", "x1 x2", (args) => {
    const [base, exponent] = [nodeOf(args.get("x1")), nodeOf(args.get("x2"))];
    return base === null || exponent === null ? null : operandOf(raised(base, exponent), "float");
  }),
  ...["numpy.round", "numpy.around", "numpy.rint", "ndarray.round"].map((name) =>
    valueRow(name, name === "numpy.rint" ? "a" : "a decimals", round),
  ),
  valueRow("numpy.clip", "a a_min a_max min max", clip),
  valueRow("ndarray.clip", "a a_min a_max min max", clip),
  where,
  select,
];
