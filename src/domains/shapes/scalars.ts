import {
  add,
  compare,
  constant,
  floorDivide,
  maximum,
  minimum,
  modulo,
  multiply,
  negate,
  type Size,
  subtract,
} from "../../algebra/size";
import { type BoolValue, bool, maybe } from "../../interpreter/value";
import { floorQuotient, remainder } from "../../numpy/arithmetic";
import type { BinaryOperator, ComparisonOperator } from "../../syntax/tree";
import {
  contentOf,
  datum,
  floatDatum,
  intDatum,
  type ShapeContent,
  type ShapeDatum,
  type ShapeValue,
} from "./datum";

/** Python's own arithmetic, on numbers that are no arrays. */
export type Scalar = Extract<ShapeContent, { kind: "int" | "float" | "complex" }>;

export function isScalar(content: { readonly kind: string }): content is Scalar {
  return content.kind === "int" || content.kind === "float" || content.kind === "complex";
}

/** null where the number is not known. */
export function numberOf(scalar: Scalar): number | null {
  return scalar.kind === "int" ? scalar.size.value : scalar.kind === "float" ? scalar.value : null;
}

/** `fresh` names an integer that only the data decides. Returns null where Python raises. */
export function scalarBinary(
  operator: BinaryOperator,
  a: Scalar,
  b: Scalar,
  fresh: () => Size,
): ShapeDatum | null {
  if (a.kind === "complex" || b.kind === "complex") return datum({ kind: "complex" });
  if (a.kind === "int" && b.kind === "int") return integers(operator, a.size, b.size, fresh);
  const [x, y] = [numberOf(a), numberOf(b)];
  return floatDatum(x === null || y === null ? null : real(operator, x, y));
}

function integers(operator: BinaryOperator, a: Size, b: Size, fresh: () => Size): ShapeDatum | null {
  switch (operator) {
    case "+":
      return intDatum(add(a, b));
    case "-":
      return intDatum(subtract(a, b));
    case "*":
      return intDatum(multiply(a, b));
    case "//": {
      const quotient = floorDivide(a, b);
      return quotient === null ? null : intDatum(quotient);
    }
    case "%": {
      const rest = modulo(a, b);
      return rest === null ? null : intDatum(rest);
    }
    case "/": {
      if (b.value === 0) return null;
      return floatDatum(a.value === null || b.value === null ? null : a.value / b.value);
    }
    case "**":
      return power(a, b, fresh);
    default:
      return intDatum(bitwise(operator, a, b) ?? fresh());
  }
}

function power(a: Size, b: Size, fresh: () => Size): ShapeDatum {
  if (b.value !== null && b.value < 0) return floatDatum(a.value === null ? null : a.value ** b.value);
  if (a.value !== null && b.value !== null) {
    const result = a.value ** b.value;
    return intDatum(Number.isSafeInteger(result) ? constant(result) : fresh());
  }
  if (b.value !== null && b.value <= 6) {
    return intDatum(Array.from({ length: b.value }, () => a).reduce(multiply, constant(1)));
  }
  return intDatum(fresh());
}

function bitwise(operator: BinaryOperator, a: Size, b: Size): Size | null {
  if (a.value === null || b.value === null) return null;
  const [x, y] = [BigInt(a.value), BigInt(b.value)];
  const result =
    operator === "&"
      ? x & y
      : operator === "|"
        ? x | y
        : operator === "^"
          ? x ^ y
          : operator === "<<" && b.value >= 0 && b.value < 60
            ? x << y
            : operator === ">>" && b.value >= 0
              ? x >> y
              : null;
  return result === null || !Number.isSafeInteger(Number(result)) ? null : constant(Number(result));
}

function real(operator: BinaryOperator, x: number, y: number): number | null {
  switch (operator) {
    case "+":
      return x + y;
    case "-":
      return x - y;
    case "*":
      return x * y;
    case "/":
      return y === 0 ? null : x / y;
    case "//":
      return y === 0 ? null : floorQuotient(x, y, "float");
    case "%":
      return y === 0 ? null : remainder(x, y, "float");
    case "**": {
      const result = x ** y;
      return Number.isNaN(result) ? null : result;
    }
    default:
      return null;
  }
}

export function scalarUnary(operator: "+" | "-" | "~", a: Scalar): ShapeDatum {
  if (a.kind === "complex") return datum(a);
  if (a.kind === "float") return floatDatum(a.value === null ? null : operator === "-" ? -a.value : a.value);
  if (operator === "+") return intDatum(a.size);
  return intDatum(operator === "-" ? negate(a.size) : subtract(negate(a.size), constant(1)));
}

export function scalarCompare(operator: ComparisonOperator, a: Scalar, b: Scalar): BoolValue {
  if (a.kind === "int" && b.kind === "int") return sizes(operator, a.size, b.size);
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== null && y !== null) return bool(x === y ? decide(operator, 0) : decide(operator, x - y));
  return bool(besideInfinity(operator, x, y));
}

/** `error < float("inf")`: whatever a program measures is finite. */
function besideInfinity(operator: ComparisonOperator, x: number | null, y: number | null): boolean | null {
  if (operator === "==" || operator === "!=") return null;
  if (x === Number.POSITIVE_INFINITY || y === Number.NEGATIVE_INFINITY) return decide(operator, 1);
  return x === Number.NEGATIVE_INFINITY || y === Number.POSITIVE_INFINITY ? decide(operator, -1) : null;
}

/** The same of an array of one number. */
export function comparedWithInfinity(
  operator: ComparisonOperator,
  a: Scalar | null,
  b: Scalar | null,
  result: ShapeValue,
): ShapeValue {
  const verdict = besideInfinity(operator, a && numberOf(a), b && numberOf(b));
  const content = result.kind === "datum" ? contentOf(result) : null;
  if (verdict === null || content?.kind !== "array" || content.data !== undefined) return result;
  const isOne = content.shape?.every((size) => size.value === 1) === true;
  return isOne ? datum({ ...content, data: [verdict] }) : result;
}

function sizes(operator: ComparisonOperator, a: Size, b: Size): BoolValue {
  if (operator === "==" || operator === "!=") {
    const verdict = compare(a, b);
    return verdict === "undecided" ? maybe : bool((verdict === "equal") === (operator === "=="));
  }
  const difference = subtract(a, b).value;
  return difference === null ? maybe : bool(decide(operator, difference));
}

function decide(operator: ComparisonOperator, difference: number): boolean | null {
  switch (operator) {
    case "<":
      return difference < 0;
    case "<=":
      return difference <= 0;
    case ">":
      return difference > 0;
    case ">=":
      return difference >= 0;
    case "==":
      return difference === 0;
    case "!=":
      return difference !== 0;
    default:
      return null;
  }
}

export function scalarExtremum(name: "min" | "max", scalars: readonly Scalar[]): ShapeDatum {
  const sizesOnly = scalars.flatMap((each) => (each.kind === "int" ? [each.size] : []));
  if (sizesOnly.length === scalars.length) {
    return intDatum(sizesOnly.reduce((a, b) => (name === "min" ? minimum(a, b) : maximum(a, b))));
  }
  const numbers = scalars.map(numberOf);
  const all = numbers.filter((each): each is number => each !== null);
  if (all.length < numbers.length) return floatDatum(null);
  const best = name === "min" ? Math.min(...all) : Math.max(...all);
  return datum(scalars[all.indexOf(best)] ?? { kind: "float", value: best });
}

/** Python's `repr` of a float, for those that print the same in both languages. */
export function floatText(value: number): string | null {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return `${value}.0`;
  return Number.isFinite(value) && Math.abs(value) >= 1e-4 && Math.abs(value) < 1e15 ? String(value) : null;
}
