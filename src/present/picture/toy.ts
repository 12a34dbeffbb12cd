import type { ArrayFact, OperandFact, OperationFact, SizeFact } from "../../insight/facts";
import { innerSizes } from "../operation";
import { type AxisRole, operationRoles, roleOf } from "../roles";
import { shortName } from "../shapeText";

/** Small numbers that are easy to follow: both signs, a zero, and no two rows alike. */
const digits = [1, 0, 3, 2, -1, 1, 2, 1, -2, 0, 3, 1, -1, 2, 0, 1];

/** Samples, features and outputs of the toy; a size of 1 stays, for it is what makes a column a column. */
const small: Readonly<Record<AxisRole, number>> = { m: 3, n: 2, k: 4, other: 5 };

/**
 * The same operation on a handful of small numbers, worked out by the same rule. Null for what the numbers can't be worked
 * out of here, and for an operation that is as small itself.
 */
export function toyTwin(operation: OperationFact): OperationFact | null {
  if (operation.operands.some(({ shape }) => shape === null || shape.length > 2)) return null;
  if (operation.result.shape === null || operation.result.shape.length > 2) return null;
  const roles = operationRoles(operation);
  const sizes = new Map<string, SizeFact>();
  const shrink = (size: SizeFact): SizeFact => {
    const known = sizes.get(size.text);
    if (known !== undefined) return known;
    const value = size.value === 1 ? 1 : small[roleOf(roles, size)];
    const name = size.value === 1 ? {} : { name: roleOf(roles, size) };
    const made: SizeFact = { text: String(value), value, ...name };
    sizes.set(size.text, made);
    return made;
  };
  const operands = operation.operands.map((operand, index) => toyOperand(operand, index, shrink));
  const shape = operation.result.shape.map(shrink);
  const distinct = [...sizes.values()].map(({ value }) => value).filter((value) => value !== 1);
  if (new Set(distinct).size < distinct.length || distinct.length === 0) return null;
  const data = toyResult({ ...operation, operands }, shape);
  if (data === null) return null;
  const dtype = data.every(Number.isInteger) ? "int" : "float";
  const result: ArrayFact = { shape, dtype, scalar: shape.length === 0, data };
  return { ...operation, operands, result };
}

function toyOperand(operand: OperandFact, index: number, shrink: (size: SizeFact) => SizeFact): OperandFact {
  // A number of Python's own, the m of `/ m`, keeps its place but not its size.
  const shape = (operand.shape ?? []).map(shrink);
  const count = shape.reduce((all, size) => all * (size.value ?? 1), 1);
  const data = Array.from({ length: count }, (_, at) => digits[(at + index * 3) % digits.length] ?? 0);
  return { ...operand, shape, dtype: "int", data: shape.length === 0 ? [2] : data };
}

function toyResult(operation: OperationFact, shape: readonly SizeFact[]): number[] | null {
  switch (operation.kind) {
    case "product":
      return innerSizes(operation) === null ? null : toyProduct(operation);
    case "elementwise":
      return toyElementwise(operation, shape);
    case "transpose":
      return toyTranspose(operation);
    case "reduce":
      return toyReduction(operation);
    case "reshape":
    case "create":
    case "other":
      return null;
  }
}

/** Rows and columns of an array as the product reads it: a vector is a row on the left, a column on the right. */
function matrix({ shape, data }: OperandFact, side: "left" | "right"): Matrix {
  const [last, before] = [shape?.at(-1)?.value ?? 1, shape?.at(-2)?.value ?? 1];
  const values = (data ?? []).map(Number);
  if (shape?.length === 1 && side === "right") return { rows: last, columns: 1, values };
  return { rows: before, columns: last, values };
}

interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: readonly number[];
}

function at({ columns, values }: Matrix, row: number, column: number): number {
  return values[row * columns + column] ?? 0;
}

function toyProduct({ operands: [a, b] }: OperationFact): number[] | null {
  if (a === undefined || b === undefined) return null;
  const [left, right] = [matrix(a, "left"), matrix(b, "right")];
  if (left.columns !== right.rows) return null;
  return range(left.rows).flatMap((row) =>
    range(right.columns).map((column) =>
      range(left.columns).reduce((total, each) => total + at(left, row, each) * at(right, each, column), 0),
    ),
  );
}

const binary: Readonly<Record<string, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  subtract: (a, b) => a - b,
  mul: (a, b) => a * b,
  multiply: (a, b) => a * b,
  maximum: Math.max,
  minimum: Math.min,
};

const unary: Readonly<Record<string, (a: number) => number>> = {
  neg: (a) => -a,
  negative: (a) => -a,
  exp: Math.exp,
  tanh: Math.tanh,
  abs: Math.abs,
  absolute: Math.abs,
  square: (a) => a * a,
  sign: Math.sign,
};

function toyElementwise({ name, operands }: OperationFact, shape: readonly SizeFact[]): number[] | null {
  const own = shortName(name).replace(/^i(?=(add|sub|mul)$)/, "");
  const apply = operands.length === 2 ? binary[own] : undefined;
  const applyOne = operands.length === 1 ? unary[own] : undefined;
  const arrays = operands.map((each) => matrix(each, "left"));
  const [a, b] = arrays;
  if (a === undefined || (apply === undefined && applyOne === undefined)) return null;
  const [rows, columns] = [shape.at(-2)?.value ?? 1, shape.at(-1)?.value ?? 1];
  const read = (array: Matrix, row: number, column: number) =>
    at(array, array.rows === 1 ? 0 : row, array.columns === 1 ? 0 : column);
  return range(rows).flatMap((row) =>
    range(columns).map((column) => {
      const first = read(a, row, column);
      if (apply !== undefined && b !== undefined) return apply(first, read(b, row, column));
      return applyOne?.(first) ?? 0;
    }),
  );
}

function toyTranspose({ operands: [a] }: OperationFact): number[] | null {
  if (a?.shape?.length !== 2) return null;
  const own = matrix(a, "left");
  return range(own.columns).flatMap((column) => range(own.rows).map((row) => at(own, row, column)));
}

const folds: Readonly<Record<string, (values: readonly number[]) => number>> = {
  sum: (values) => values.reduce((total, value) => total + value, 0),
  mean: (values) => values.reduce((total, value) => total + value, 0) / values.length,
  max: (values) => Math.max(...values),
  amax: (values) => Math.max(...values),
  min: (values) => Math.min(...values),
  amin: (values) => Math.min(...values),
};

function toyReduction({ name, operands: [a], axis = null }: OperationFact): number[] | null {
  const fold = folds[shortName(name)];
  if (a?.shape == null || fold === undefined) return null;
  const own = matrix(a, "left");
  const rank = a.shape.length;
  if (axis === null || rank === 1) return [fold(own.values)];
  const along = axis < 0 ? axis + rank : axis;
  return along === 0
    ? range(own.columns).map((column) => fold(range(own.rows).map((row) => at(own, row, column))))
    : range(own.rows).map((row) => fold(range(own.columns).map((column) => at(own, row, column))));
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
