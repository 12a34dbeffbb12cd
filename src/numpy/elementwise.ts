import type { DtypeKind } from "../algebra/abstract";
import { broadcast } from "../algebra/shape";
import {
  add,
  constant,
  floorDivide,
  maximum,
  minimum,
  modulo,
  multiply,
  negate,
  type Size,
  subtract,
} from "../algebra/size";
import { bits, floorQuotient, gcd, leftShift, power, remainder, roundHalfEven, unsafe } from "./arithmetic";
import { promote } from "./conversion";
import type { Operation } from "./operation";
import { fail, giveUp } from "./outcome";
import { row, rows } from "./row";
import { applyBinary, applyUnary, type BinaryUfunc, outArray, type UnaryUfunc } from "./ufunc";

// ------------------------------------------------------------------------------------------------ kinds

const toFloat = (kind: DtypeKind): DtypeKind => (kind === "bool" || kind === "int" ? "float" : kind);
const toBool = (): DtypeKind => "bool";
const boolToInt = (kind: DtypeKind): DtypeKind => (kind === "bool" ? "int" : kind);
const realKind = (kind: DtypeKind): DtypeKind => (kind === "complex" ? "float" : kind);

function arithmetic(a: DtypeKind, b: DtypeKind): DtypeKind {
  if (a === "str" || b === "str") return "unknown";
  if (a === "datetime" || b === "datetime") return "datetime";
  return promote(a, b);
}

function difference(a: DtypeKind, b: DtypeKind): DtypeKind {
  if (a === "bool" && b === "bool")
    fail(
      "TypeError",
      "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the logical_xor function instead.",
    );
  return arithmetic(a, b);
}

const quotient = (a: DtypeKind, b: DtypeKind): DtypeKind => toFloat(arithmetic(a, b));
const wholeQuotient = (a: DtypeKind, b: DtypeKind): DtypeKind => boolToInt(arithmetic(a, b));

function bitwise(name: string): (a: DtypeKind, b: DtypeKind) => DtypeKind {
  return (a, b) => {
    const kind = arithmetic(a, b);
    if (kind === "float" || kind === "complex") unsupported(name);
    return kind;
  };
}

function unsupported(name: string): never {
  return fail(
    "TypeError",
    `ufunc '${name}' not supported for the input types, and the inputs could not be safely coerced to any supported types according to the casting rule ''safe''`,
  );
}

// ------------------------------------------------------------------------------------------------ the functions

const unary = (
  name: string,
  kind: (kind: DtypeKind) => DtypeKind,
  compute: UnaryUfunc["compute"],
  more: Partial<UnaryUfunc> = {},
): UnaryUfunc => ({ name, kind, compute, ...more });

const smooth = (name: string, compute: (x: number) => number): UnaryUfunc =>
  unary(name, toFloat, compute, { rounded: true });

const degrees = 180 / Math.PI;

export const unaryUfuncs: readonly UnaryUfunc[] = [
  smooth("exp", Math.exp),
  smooth("exp2", (x) => 2 ** x),
  smooth("expm1", Math.expm1),
  smooth("log", Math.log),
  smooth("log2", Math.log2),
  smooth("log10", Math.log10),
  smooth("log1p", Math.log1p),
  smooth("sin", Math.sin),
  smooth("cos", Math.cos),
  smooth("tan", Math.tan),
  smooth("arcsin", Math.asin),
  smooth("arccos", Math.acos),
  smooth("arctan", Math.atan),
  smooth("sinh", Math.sinh),
  smooth("cosh", Math.cosh),
  smooth("tanh", Math.tanh),
  smooth("arcsinh", Math.asinh),
  smooth("arccosh", Math.acosh),
  smooth("arctanh", Math.atanh),
  smooth("cbrt", Math.cbrt),
  smooth("deg2rad", (x) => x / degrees),
  smooth("radians", (x) => x / degrees),
  smooth("rad2deg", (x) => x * degrees),
  smooth("degrees", (x) => x * degrees),
  unary("sqrt", toFloat, Math.sqrt),
  unary("square", boolToInt, (x) => x * x, { integer: (x) => multiply(x, x) }),
  unary("reciprocal", boolToInt, (x) => 1 / x),
  unary("negative", negativeKind, (x) => -x, { integer: negate }),
  unary("positive", positiveKind, (x) => x, { integer: (x) => x }),
  unary("absolute", realKind, Math.abs),
  unary("fabs", toFloat, Math.abs),
  unary("sign", signKind, (x) => (x === 0 ? 0 : Math.sign(x)), { jumps: true }),
  unary("floor", floorKind, Math.floor, { jumps: true }),
  unary("ceil", floorKind, Math.ceil, { jumps: true }),
  unary("trunc", floorKind, Math.trunc, { jumps: true }),
  unary("rint", toFloat, roundHalfEven, { jumps: true }),
  unary("isnan", toBool, Number.isNaN),
  unary("isinf", toBool, (x) => Math.abs(x) === Number.POSITIVE_INFINITY),
  unary("isfinite", toBool, Number.isFinite),
  unary("signbit", toBool, (x) => x < 0 || Object.is(x, -0), { jumps: true }),
  unary("logical_not", toBool, (x) => x === 0, { jumps: true }),
  unary("invert", invertKind, (x, kind) => (kind === "bool" ? x === 0 : -x - 1)),
  unary("conjugate", boolToInt, (x) => x),
];

function negativeKind(kind: DtypeKind): DtypeKind {
  if (kind === "bool")
    fail(
      "TypeError",
      "The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the logical_not function instead.",
    );
  return kind;
}

function positiveKind(kind: DtypeKind): DtypeKind {
  if (kind === "bool") noLoop("positive");
  return kind;
}

function signKind(kind: DtypeKind): DtypeKind {
  if (kind === "bool") noLoop("sign");
  return kind;
}

function noLoop(name: string): never {
  return fail(
    "UFuncTypeError",
    `ufunc '${name}' did not contain a loop with signature matching types <class 'numpy.dtype[bool_]'> -> None`,
  );
}

/** Since NumPy 1.22 floor and its kin keep booleans and integers as they are only where they are floats already. */
function floorKind(kind: DtypeKind): DtypeKind {
  return kind === "bool" || kind === "int" ? "float" : kind;
}

function invertKind(kind: DtypeKind): DtypeKind {
  if (kind === "float" || kind === "complex") unsupported("invert");
  return kind;
}

const binary = (
  name: string,
  kind: BinaryUfunc["kind"],
  compute: BinaryUfunc["compute"],
  more: Partial<BinaryUfunc> = {},
): BinaryUfunc => ({ name, kind, compute, identity: null, ...more });

const comparison = (name: string, compute: (a: number, b: number) => boolean): BinaryUfunc =>
  binary(name, toBool, compute, { compares: true });

const logical = (name: string, compute: (a: boolean, b: boolean) => boolean, identity: number): BinaryUfunc =>
  binary(name, toBool, (a, b) => compute(a !== 0, b !== 0), { jumps: true, identity });

const always = () => true;

export const binaryUfuncs: readonly BinaryUfunc[] = [
  binary("add", arithmetic, (a, b) => a + b, { integer: add, identity: 0 }),
  binary("subtract", difference, (a, b) => a - b, { integer: subtract }),
  binary("multiply", arithmetic, (a, b) => a * b, { integer: multiply, identity: 1 }),
  binary("divide", quotient, (a, b) => a / b),
  binary("floor_divide", wholeQuotient, floorQuotient, { integer: floorDivide, jumps: true }),
  binary("remainder", wholeQuotient, remainder, { integer: modulo, jumps: true }),
  binary("fmod", wholeQuotient, (a, b, kind) => (kind === "int" && b === 0 ? 0 : a % b), { jumps: true }),
  binary("power", powerKind, power, {
    integer: sizePower,
    // The operator squares with a product where the exponent is one number; the function does not.
    rounded: (a, b, result, byOperator) =>
      !(Number.isSafeInteger(a) && b >= 0 && Number.isSafeInteger(result)) &&
      b !== 1 &&
      !(byOperator && (b === 2 || b === 0.5)),
  }),
  binary("float_power", quotient, (a, b) => a ** b, { rounded: always }),
  binary("maximum", arithmetic, (a, b) => Math.max(a, b), { integer: maximum }),
  binary("minimum", arithmetic, (a, b) => Math.min(a, b), { integer: minimum }),
  binary("fmax", arithmetic, (a, b) => (Number.isNaN(a) ? b : Number.isNaN(b) ? a : Math.max(a, b))),
  binary("fmin", arithmetic, (a, b) => (Number.isNaN(a) ? b : Number.isNaN(b) ? a : Math.min(a, b))),
  binary("arctan2", quotient, Math.atan2, { rounded: always }),
  binary("hypot", quotient, (a, b) => Math.hypot(a, b), { rounded: always, identity: 0 }),
  binary("logaddexp", quotient, logAddExp, { rounded: always }),
  binary("logaddexp2", quotient, null),
  binary("copysign", quotient, copySign),
  binary("heaviside", quotient, (a, b) => (a === 0 ? b : a < 0 ? 0 : a > 0 ? 1 : Number.NaN), {
    jumps: true,
  }),
  binary("gcd", wholeOnly("gcd"), gcd, { identity: 0 }),
  binary("lcm", wholeOnly("lcm"), (a, b) => (a === 0 || b === 0 ? 0 : Math.abs(a * b) / gcd(a, b))),
  comparison("less", (a, b) => a < b),
  comparison("less_equal", (a, b) => a <= b),
  comparison("greater", (a, b) => a > b),
  comparison("greater_equal", (a, b) => a >= b),
  comparison("equal", (a, b) => a === b),
  comparison("not_equal", (a, b) => a !== b),
  logical("logical_and", (a, b) => a && b, 1),
  logical("logical_or", (a, b) => a || b, 0),
  logical("logical_xor", (a, b) => a !== b, 0),
  binary(
    "bitwise_and",
    bitwise("bitwise_and"),
    bits((a, b) => a & b),
    { identity: -1 },
  ),
  binary(
    "bitwise_or",
    bitwise("bitwise_or"),
    bits((a, b) => a | b),
    { identity: 0 },
  ),
  binary(
    "bitwise_xor",
    bitwise("bitwise_xor"),
    bits((a, b) => a ^ b),
    { identity: 0 },
  ),
  binary("left_shift", shiftKind("left_shift"), leftShift),
  binary("right_shift", shiftKind("right_shift"), (a, b) =>
    b < 0 || b > 62 ? unsafe : Math.floor(a / 2 ** b),
  ),
];

/** Integers alone; NumPy's sentence for others depends on how it tried to convert them. */
function wholeOnly(name: string): BinaryUfunc["kind"] {
  return (a, b) => {
    const kind = arithmetic(a, b);
    if (kind !== "int") giveUp("raised", "UFuncTypeError", `ufunc '${name}' did not contain a loop`);
    return kind;
  };
}

function shiftKind(name: string): BinaryUfunc["kind"] {
  const kind = bitwise(name);
  return (a, b) => boolToInt(kind(a, b));
}

function powerKind(a: DtypeKind, b: DtypeKind): DtypeKind {
  if (a === "bool" && b === "float") giveUp("not-supported", "**");
  return wholeQuotient(a, b);
}

function sizePower(a: Size, b: Size): Size | null {
  if (b.value === null || b.value < 0 || b.value > 8) return null;
  return Array.from({ length: b.value }, () => a).reduce(multiply, constant(1));
}

function logAddExp(a: number, b: number): number {
  const top = Math.max(a, b);
  return Number.isFinite(top) ? top + Math.log(Math.exp(a - top) + Math.exp(b - top)) : top;
}

function copySign(a: number, b: number): number {
  const negative = b < 0 || Object.is(b, -0);
  return negative ? -Math.abs(a) : Math.abs(a);
}

// ------------------------------------------------------------------------------------------------ rows

const options =
  "out=None, *, where=True, casting='same_kind', order='K', dtype=None, subok=True, signature=None, extobj=None";

const otherNames: Readonly<Record<string, readonly string[]>> = {
  absolute: ["abs"],
  conjugate: ["conj"],
  invert: ["bitwise_not"],
  divide: ["true_divide"],
  remainder: ["mod"],
};

export function namesOf(ufunc: { readonly name: string }): string[] {
  return [ufunc.name, ...(otherNames[ufunc.name] ?? [])].map((name) => `numpy.${name}`);
}

function unaryRows(ufunc: UnaryUfunc): Operation[] {
  return rows(namesOf(ufunc), `x, /, ${options}`, (call) =>
    applyUnary(call, ufunc, call.array("x"), outArray(call)),
  );
}

function binaryRows(ufunc: BinaryUfunc): Operation[] {
  return rows(namesOf(ufunc), `x1, x2, /, ${options}`, (call) =>
    applyBinary(call, ufunc, call.array("x1"), call.array("x2"), outArray(call)),
  );
}

function findUnary(name: string): UnaryUfunc {
  const found = unaryUfuncs.find((ufunc) => ufunc.name === name);
  if (found === undefined) throw new Error(`no ufunc ${name}`);
  return found;
}

export function findBinary(name: string): BinaryUfunc {
  const found = binaryUfuncs.find((ufunc) => ufunc.name === name);
  if (found === undefined) throw new Error(`no ufunc ${name}`);
  return found;
}

/** Python's operators on arrays, each the ufunc of the same meaning. */
const operators: Readonly<Record<string, string>> = {
  add: "add",
  sub: "subtract",
  mul: "multiply",
  truediv: "divide",
  floordiv: "floor_divide",
  mod: "remainder",
  pow: "power",
  and: "bitwise_and",
  or: "bitwise_or",
  xor: "bitwise_xor",
  lshift: "left_shift",
  rshift: "right_shift",
  lt: "less",
  le: "less_equal",
  gt: "greater",
  ge: "greater_equal",
  eq: "equal",
  ne: "not_equal",
};

/**
 * Shapes that do not broadcast are never equal: until NumPy 1.24 `==` says so with one boolean, since 1.25 it raises. So
 * neither is certain.
 */
function operatorRows(): Operation[] {
  return Object.entries(operators).flatMap(([operator, name]) => {
    const ufunc = findBinary(name);
    const equality = operator === "eq" || operator === "ne";
    const plain = row(`operator.${operator}`, "a, b", (call) => {
      const [a, b] = [call.array("a"), call.array("b")];
      if (equality && a.shape !== null && b.shape !== null && broadcast(a.shape, b.shape) === null)
        return { kind: "bool", value: null };
      return applyBinary(call, ufunc, a, b, null);
    });
    if (ufunc.compares) return [plain];
    const inPlace = row(
      `operator.i${operator}`,
      "a, b",
      (call) => {
        const target = call.need("a");
        const array = call.array("a");
        const writes = target.kind === "array" && target.scalar !== true;
        // A power with one number for exponent takes short cuts, whose kinds differ.
        if (operator === "pow" && writes && array.dtype !== "float" && call.array("b").shape?.length === 0)
          if (array.dtype !== "int" || call.array("b").dtype !== "int") giveUp("not-supported", "**=");
        return applyBinary(call, ufunc, array, call.array("b"), writes ? array : null);
      },
      { mutates: "a" },
    );
    return [plain, inPlace];
  });
}

const signs = { neg: "negative", pos: "positive", invert: "invert", abs: "absolute" };

export const elementwise: readonly Operation[] = [
  ...unaryUfuncs.flatMap(unaryRows),
  ...binaryUfuncs.flatMap(binaryRows),
  ...operatorRows(),
  ...Object.entries(signs).map(([operator, name]) =>
    row(`operator.${operator}`, "a", (call) => {
      const a = call.array("a");
      if (operator === "pos" && a.dtype === "bool") return a.shape?.length === 0 ? { ...a, scalar: true } : a;
      return applyUnary(call, findUnary(name), a, null);
    }),
  ),
];
