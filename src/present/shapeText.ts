import type { DtypeKind } from "../algebra/abstract";
import type { OperandFact, OperationFact, SizeFact } from "../insight/facts";

/** Python's own form: `(10, 3)`, `(3,)`, `()`; `?` while not even the number of axes is known. */
export function shapeText(shape: readonly SizeFact[] | null): string {
  if (shape === null) return "?";
  const sizes = shape.map((size) => size.text);
  return sizes.length === 1 ? `(${sizes[0]},)` : `(${sizes.join(", ")})`;
}

/** The kind of the elements in NumPy's words. Only the kind is followed, so `float` and never `float32`. */
export function dtypeText(dtype: DtypeKind): string {
  return dtype === "unknown" ? "" : dtype;
}

const signs: Readonly<Record<string, string>> = {
  add: "+",
  iadd: "+",
  sub: "−",
  isub: "−",
  subtract: "−",
  mul: "×",
  imul: "×",
  multiply: "×",
  truediv: "/",
  itruediv: "/",
  true_divide: "/",
  divide: "/",
  floordiv: "//",
  ifloordiv: "//",
  floor_divide: "//",
  mod: "%",
  imod: "%",
  remainder: "%",
  pow: "**",
  ipow: "**",
  power: "**",
  lt: "<",
  less: "<",
  le: "<=",
  less_equal: "<=",
  gt: ">",
  greater: ">",
  ge: ">=",
  greater_equal: ">=",
  eq: "==",
  equal: "==",
  ne: "!=",
  not_equal: "!=",
  and: "&",
  and_: "&",
  iand: "&",
  bitwise_and: "&",
  or: "|",
  or_: "|",
  ior: "|",
  bitwise_or: "|",
  xor: "^",
  ixor: "^",
  bitwise_xor: "^",
  matmul: "·",
  imatmul: "·",
  dot: "·",
};

/** "numpy.random.randn" → "randn". */
export function shortName(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

/** What stands between two operands: "+", "·" …; null for a function that is called by its name. */
export function signOf({ name }: Pick<OperationFact, "name">): string | null {
  return signs[shortName(name)] ?? null;
}

/** The sign of an operator before its one operand. */
export function prefixOf({ name, operands }: OperationFact): string | null {
  if (operands.length !== 1) return null;
  return { "operator.neg": "−", "operator.pos": "+", "operator.invert": "~" }[name] ?? null;
}

export function isSubscript(operation: OperationFact): boolean {
  return shortName(operation.name) === "getitem" && operation.operands.length === 1;
}

/** What is written over an arrow: the sign, the function's name, or brackets for a subscript. */
export function arrowText(operation: OperationFact): string {
  return isSubscript(operation)
    ? "[…]"
    : (prefixOf(operation) ?? signOf(operation) ?? shortName(operation.name));
}

/** The result of an operation as one line of text: `(10, 3) · (3, 1) → (10, 1)`. */
export function operationLine(operation: OperationFact): string {
  return `${operandsLine(operation)} → ${shapeText(operation.result.shape)}`;
}

/** A single number among the operands stands as it is written, `(30, 1) / m`; null for what has a shape to show. */
export function numberText(operand: OperandFact): string | null {
  const { shape, text } = operand;
  return shape?.length === 0 && text !== "" && text.length <= 12 ? text : null;
}

/** The left-hand side alone: `(364, 30) · (364, 1)`. */
export function operandsLine(operation: OperationFact): string {
  const shapes = operation.operands.map((operand) => numberText(operand) ?? shapeText(operand.shape));
  const sign = signOf(operation);
  if (shapes.length === 2 && sign !== null) return shapes.join(` ${sign} `);
  if (shapes.length === 1 && (operation.kind === "transpose" || operation.kind === "reshape"))
    return `${shapes[0]}${operation.kind === "transpose" ? "ᵀ" : ""}`;
  const prefix = prefixOf(operation);
  if (prefix !== null) return `${prefix}${shapes[0]}`;
  if (isSubscript(operation)) return `${shapes[0]}[…]`;
  // Of an operator that only one operand is known of, the name says nothing.
  if (shapes.length === 1 && sign !== null) return shapes.join("");
  if (operation.name === "") return shapes.join(", ");
  return `${shortName(operation.name)}(${[...shapes, ...axisArgument(operation)].join(", ")})`;
}

/** The axis that a reduction folds, as the call has it. */
export function axisArgument({ kind, axis }: OperationFact): string[] {
  return kind === "reduce" && axis != null ? [`axis=${axis}`] : [];
}
